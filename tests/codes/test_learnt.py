"""What the examples of a bundled frame have taught is kept as a file, which a new lesson would make again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tests.learnt import FRAMES, learnt_of
from textmine.codes.codebook import Codebook, parse_codebook, read_codebook
from textmine.codes.examples import bundled_examples, read_all
from textmine.codes.given import code_by_machine
from textmine.codes.learnt import Learnt, bundled_learnt, learnt_text, read_learnt
from textmine.words.corpus import Corpus

TEXTS = ["費用が負担", "社長がうんと言わない", "やり方が分からん", "お金", "置き場も無い", "特に困っていない"]


def kept(frame: Codebook) -> Learnt | None:
    return bundled_learnt(frame, read_all((), frame))


def test_what_is_kept_is_what_would_be_learnt_now(corpus_of: Callable[..., Corpus]) -> None:
    """Else: python -m tests.learnt. Another version of scikit-learn may come to a few hundredths more."""
    corpus = corpus_of(TEXTS)
    for name in FRAMES:
        frame, new = read_codebook(name), learnt_of(name)
        held = kept(frame)
        assert (held is None) == (new is None)
        if held is None or new is None:
            continue
        pd.testing.assert_frame_equal(held.gains, new.gains, atol=0.005)
        assert held.margins.features.characters.numbers == new.margins.features.characters.numbers
        assert held.over_sources and held.gains["low"].iat[-1] > 0
        old, now = (code_by_machine(corpus, frame, each).probability for each in (held, new))
        assert np.abs(old - now).max() < 0.02


def test_a_file_of_what_was_learnt_is_read_as_it_was_written() -> None:
    frame = read_codebook("obstacles")
    held = kept(frame)
    assert held is not None
    assert learnt_text(read_learnt(learnt_text(held), held.examples)) == learnt_text(held)


def test_only_a_bundled_frame_has_been_taught() -> None:
    """Effects gain nothing by their examples."""
    assert kept(parse_codebook("＊費用\n費用")) is None
    effects = read_codebook("effects")
    assert bundled_examples(effects) is not None and kept(effects) is None


def test_the_nearest_examples_are_of_the_file(corpus_of: Callable[..., Corpus]) -> None:
    frame = read_codebook("obstacles")
    held = kept(frame)
    assert held is not None
    machine = code_by_machine(corpus_of(["先立つものが無い"]), frame, held)
    assert machine.texts is not None
    places, distances = held.nearest(machine.texts, np.array([0]))
    assert held.examples["text"].iloc[places[0, 0]] == "先立つものが無い" and distances[0, 0] == 0
