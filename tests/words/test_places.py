"""textmine.words.places: where words stand in the original text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

import textmine as tm
from textmine.words.corpus import Corpus
from textmine.words.fragments import LONGEST
from textmine.words.places import span_of_longer

Make = Callable[..., Corpus]


def every_span(pieces: Sequence[str], place: int, longer: str) -> tuple[int, int] | None:
    """The same, by trying all spans of a compound: the fewest words, of as many the last."""
    spans = [
        (last - first, -first, first, last)
        for first in range(place + 1)
        for last in range(place + 1, len(pieces) + 1)
        if 1 < last - first <= LONGEST and "".join(pieces[first:last]) == longer
    ]
    return min(spans)[2:] if spans else None


@given(
    st.lists(st.sampled_from(["あ", "い", "ああ"]), min_size=1, max_size=14),
    st.data(),
    st.integers(2, LONGEST),
)
def test_the_span_is_the_one_that_trying_all_finds(
    pieces: list[str], drawn: st.DataObject, size: int
) -> None:
    place = drawn.draw(st.integers(0, len(pieces) - 1))
    first = drawn.draw(st.integers(0, place))
    longer = "".join(pieces[first : first + size])
    assert span_of_longer(pieces, place, longer) == every_span(pieces, place, longer)
    assert span_of_longer(pieces, place, "う") is None


def test_a_word_four_hundred_times_over(corpus_of: Make) -> None:
    """Each is found where it stands, and what stands behind them is made in a moment."""
    corpus = corpus_of(["費用" * 400, "費用が高い", "個人情報保護" * 100])
    tokens = corpus.tokens[corpus.tokens["answer"] == 0]
    assert tokens["position"].tolist() == list(range(400))
    assert (tokens["end"] - tokens["start"]).max() <= 2 * LONGEST
    assert tokens["start"].is_monotonic_increasing and tokens["end"].iloc[-1] == 800
    words = tm.keywords(corpus, unit="word", minimum=1)
    assert len(tm.evidence(corpus, words, minimum=1))
    assert len(tm.suggest(corpus, "compounds", minimum=1))
    assert len(tm.kwic(corpus, str(words["word"].iloc[0])))
