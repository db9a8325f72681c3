"""What coded examples add to rules: micro F1 of the rules, of words and characters beside them, and of meanings.

    python -m benchmarks.examples [FOLDER] [--frames FOLDER] [--small] [--seed 1] [--picture FILE.png]

``--frames`` (dictionaries/, if not given) holds the examples of benchmarks/frames.py: learnt from one source,
judged on what the author of the rules has not read of the other. FOLDER holds medweb_pseudotweets_ja.csv
(benchmarks/corrections.py; learnt from some messages, judged on 640 others) and
yamaguchi_highschool_pubcom.csv (382 opinions, 9 topics, no rules; learnt from 100, judged on the others, means
of ``--draws`` drawings). "promised" is the gain that cross-validation had found on the examples. Messages are
chosen in the order of a review (``reviewed``: twenty at a time, learnt anew after each) or at random.
``--picture`` draws the learning curve of MedWeb. The same every time.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.corrections import FILE, RULES, corpus_of
from benchmarks.frames import FRAMES, Cells, cells, scores, statements
from textmine.codes.code_answers import code_documents
from textmine.codes.codebook import Codebook, parse_codebook, read_codebook
from textmine.codes.examples import of_frame, together
from textmine.codes.learn import Encode, Learnt, Texts, fit, texts_of
from textmine.inputs.examples import examples_frame
from textmine.resources import folder
from textmine.words.meaning import encoded_together as encoded
from textmine.words.meaning import is_installed

TOPICS = "yamaguchi_highschool_pubcom.csv"
SIZES, HELD_OUT, SMALL = (20, 50, 100, 200, 400, 800, 1280), 640, 60
LABELS = 100  # of the public comments


class Set:
    """Texts with the truth, what the rules say, and the texts as the learner sees them."""

    def __init__(self, texts: Sequence[str], truth: Cells, known: Cells, frame: Codebook) -> None:
        """Evaluate the rules; encode the texts where the encoder is installed."""
        self.truth, self.known, self.frame = truth, known, frame
        coded, words = code_documents(corpus_of(pd.DataFrame({"text": list(texts)})), frame)
        self.rule = coded[list(frame.names)].to_numpy(dtype=bool)
        self.texts = list(texts)
        self.seen = texts_of(self.texts, words, remembered if is_installed() else None)

    def __len__(self) -> int:
        return len(self.texts)


MEANINGS: dict[str, np.ndarray] = {}


def remembered(texts: Sequence[str]) -> np.ndarray:
    """Return the meanings of texts, each encoded once."""
    new = [text for text in dict.fromkeys(texts) if text not in MEANINGS]
    MEANINGS.update(zip(new, encoded(new) if new else [], strict=True))
    return np.array([MEANINGS[text] for text in texts])


def taught(of: Set, rows: np.ndarray, read: Cells, *, encode: Encode | None) -> Learnt:
    """Return what is learnt from some texts of a set and from the notes of its frame."""
    names = of.frame.names
    lines = [
        (of.texts[row], str(row), bool(read[row]), names[code], float(of.truth[row, code]), False)
        for row in rows.tolist()
        for code in range(len(names))
        if of.known[row, code]
    ]
    table = together(of.frame, [of_frame(of.frame), examples_frame(lines)])
    coded, words = code_documents(corpus_of(table[["text"]]), of.frame)
    rule = coded[list(names)].to_numpy(dtype=bool)
    return fit(table, texts_of(table["text"].tolist(), words, encode), rule, samples=400)


def found(learnt: Learnt, of: Set, rows: np.ndarray) -> Cells:
    """Return which codes some texts are given."""
    texts = of.seen.take(rows)
    texts = texts if learnt.encodes else Texts(texts.clean, texts.words)
    return (
        learnt.given(learnt.probability(texts, of.rule[rows]), of.rule[rows])
        if learnt.is_used
        else of.rule[rows]
    )


def macro(guess: Cells, truth: Cells, known: Cells) -> float:
    """Return the mean F1 of the codes."""
    each = range(truth.shape[1])
    return float(np.mean([scores(guess[:, [c]], truth[:, [c]], known[:, [c]])[2] for c in each]))


def encoders() -> dict[str, Encode | None]:
    return {"words": None, **({"and meanings": remembered} if is_installed() else {})}


def compare(told: str, of: Set, train: np.ndarray, test: np.ndarray, read: Cells) -> None:
    """Print what is learnt from some texts and judged on others."""
    truth, known, rule = of.truth[test], of.known[test], of.rule[test]
    print(f"{told}: learnt from {len(train)}, judged on {len(test)}")
    print(f"  rules {scores(rule, truth, known)[2]:.3f}, macro {macro(rule, truth, known):.3f}")
    for name, encode in encoders().items():
        learnt = taught(of, train, read, encode=encode)
        guess = found(learnt, of, test)
        precision, recall, f1 = scores(guess, truth, known)
        each = [scores(guess[:, [c]], truth[:, [c]], known[:, [c]])[2] for c in range(truth.shape[1])]
        last = learnt.gains.iloc[-1]
        used = "used" if learnt.is_used else "not used"
        print(
            f"  {name}: {f1:.3f} (P {precision:.2f}, R {recall:.2f}), macro {np.mean(each):.3f}, lowest "
            f"{min(each):.2f}; promised {last['gain']:+.3f} ({last['low']:+.3f} to {last['high']:+.3f}), {used}"
            + (
                f", {learnt.join.base:.1f} {learnt.join.rule:+.1f} {learnt.join.slope:+.2f} > {learnt.join.threshold:.2f}"
                if learnt.join
                else ""
            )
        )


def of_frames(path: Path, small: bool) -> None:
    """Compare on the bundled examples, one source left out."""
    for name in FRAMES:
        table = statements(path / f"{name}.csv")
        table = table.tail(SMALL).reset_index(drop=True) if small else table
        frame, unread = read_codebook(name), table["read"].to_numpy() == "no"
        of = Set(
            table["text"].tolist(),
            cells(table, "codes", frame.names),
            ~cells(table, "unsure", frame.names),
            frame,
        )
        for source in sorted(set(table["source"])):
            other = table["source"].to_numpy() == source
            compare(
                f"{name}, source {source} left out",
                of,
                np.flatnonzero(~other),
                np.flatnonzero(other & unread),
                ~unread,
            )
        without = parse_codebook("\n".join(f"{code.name}\n# 定義: {code.definition}" for code in frame.codes))
        bare = Set(of.texts, of.truth, of.known, without)
        for source in sorted(set(table["source"])):
            other = table["source"].to_numpy() == source
            compare(
                f"{name} without rules, source {source} left out",
                bare,
                np.flatnonzero(~other),
                np.flatnonzero(other),
                np.zeros(len(of), dtype=bool),
            )


def of_messages(path: Path, small: bool, seed: int) -> None:
    """Compare on MedWeb, whose labels nobody looked at to write the rules."""
    table = pd.read_csv(path / FILE).sample(frac=1, random_state=seed).reset_index(drop=True)
    table = table.head(2 * SMALL) if small else table
    frame, held_out = read_codebook(RULES), SMALL if small else HELD_OUT
    truth = table[[name[1:] for name in frame.names]].to_numpy(dtype=bool)
    of = Set(table["text"].tolist(), truth, np.ones_like(truth), frame)
    read = np.zeros(len(of), dtype=bool)
    for size in (50,) if small else SIZES:
        train = np.arange(held_out, min(held_out + size, len(of)))
        compare(f"MedWeb, {size} labels at random", of, train, np.arange(held_out), read)


def of_topics(path: Path, small: bool, seed: int, draws: int) -> None:
    """Compare on public comments, by examples alone."""
    table = pd.read_csv(path / TOPICS)
    table = table.head(2 * SMALL) if small else table
    topics = table.drop_duplicates("topic_id").sort_values("topic_id")["topic_label"].tolist()
    frame = parse_codebook("\n".join(f"＊{topic}\n# 定義: {topic}" for topic in topics))
    truth = table["topic_label"].to_numpy()[:, None] == np.array(topics)[None, :]
    of = Set(table["opinion"].tolist(), truth, np.ones_like(truth), frame)
    for turn in range(draws):
        order = np.random.default_rng(seed + turn).permutation(len(of))
        labels = SMALL if small else LABELS
        compare(
            f"public comments, drawing {turn + 1}",
            of,
            order[:labels],
            order[labels:],
            np.zeros(len(of), dtype=bool),
        )


def main() -> None:
    """Print the comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--frames", type=Path, default=folder("dictionaries"))
    parser.add_argument("--small", action="store_true", help="a few examples")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=3)
    given = parser.parse_args()
    of_frames(given.frames, given.small)
    if given.folder is not None:
        of_messages(given.folder, given.small, given.seed)
        of_topics(given.folder, given.small, given.seed, given.draws)


if __name__ == "__main__":
    main()
