"""Learns from the examples of the bundled code frames, and keeps what that gives beside them.

    python -m tests.learnt

Writes dictionaries/NAME.json where examples are a gain over the rules, judged on writers left out; else none
is left. tests/codes/test_learnt.py says when a frame or its examples have changed since.
"""

from __future__ import annotations

from textmine.codes.codebook import SUFFIX, read_codebook
from textmine.codes.examples import bundled_examples, read_all
from textmine.codes.learn import learn
from textmine.codes.learnt import Learnt, learnt_text
from textmine.resources import folder

FRAMES = sorted(path.stem for path in folder("dictionaries").glob("*" + SUFFIX))


def learnt_of(name: str) -> Learnt | None:
    """Return what the examples of a bundled frame teach; None if there are none or they are no gain."""
    frame = read_codebook(name)
    if bundled_examples(frame) is None:
        return None
    learnt = learn(frame, read_all((), frame), encoder="characters")
    return learnt if learnt.is_used else None


if __name__ == "__main__":
    for each in FRAMES:
        place, made = folder("dictionaries") / f"{each}.json", learnt_of(each)
        place.unlink(missing_ok=True)
        if made is not None:
            place.write_text(learnt_text(made), encoding="utf-8", newline="\n")
