"""textmine.large.quick: the corpus is that of the plain tokeniser, token for token and flag for flag."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import textmine as tm
from tests.conftest import PROFILE, examples
from tests.words.test_mecab import DICTIONARIES, EDGES
from textmine.inputs.survey import Survey
from textmine.large import quick
from textmine.large.texts import TokenizedTexts, no_collection, together, tokenize_texts
from textmine.settings import WordSettings
from textmine.words import corpus as plain
from textmine.words.corpus import Corpus

MORE = [
    *("意識の向上", "予算がない。人手も足りない", "個人情報を守る", "予算がとれなかった", "道 の駅と道の駅"),
    *(
        "改行\nの後",
        "\n",
        "仕方 がない\n仕方がない",
        "見直しを見なおしたい",
        "食べてしまう",
        "の　間 に",
    ),
    *(
        "すごーい<br>5Gが<p>",
        "1人暮らしのデ一タ",
        "バリア・フリーと3Dプリンタ",
        "https://a.jp 案内",
        "It's PC2台",
    ),
    *("コロナ禍の公共交通機関は不便ではない", "行けないことはない", "取り組みを取りくむ", "お店も店も"),
]
JAPANESE = st.text("ないがのをはにと、。 感じ効果道駅個人情報見直す食べてしまabＡ１\n😀々ー〜", max_size=40)


def same(texts: list[str], name: str, survey: Callable[..., Survey]) -> None:
    """Assert that both ways make the same of answers, whatever numbers they give to words."""
    options: dict[str, Any] = {"settings": WordSettings(dictionary=name, executor="serial", cache=0)}
    given = survey(texts)
    one, other = plain.tokenize(given, **options), quick.tokenize(given, **options)
    assert [one.morphemes[code] for code in one.codes] == [other.morphemes[code] for code in other.codes]
    for values in ("flags", "offsets", "firsts", "fragments"):
        assert getattr(one, values).tolist() == getattr(other, values).tolist(), values
    assert vocabulary(one) == vocabulary(other)
    pd.testing.assert_frame_equal(one.tokens, other.tokens)


def vocabulary(corpus: Corpus) -> list[tuple[str, str, bool]]:
    words = corpus.vocabulary
    return list(zip(words.shown, words.pos, words.content.tolist(), strict=True))


@pytest.mark.parametrize("name", DICTIONARIES)
def test_edge_strings(name: str, survey: Callable[..., Survey]) -> None:
    """Several times each, so that there are fragments and spellings to decide on."""
    same([*EDGES, *MORE, *MORE, *MORE, *MORE, *MORE], name, survey)


@pytest.mark.parametrize("name", DICTIONARIES)
def test_random_answers(name: str, survey: Callable[..., Survey]) -> None:
    """Any text, from any part of Unicode or of Japanese."""

    @given(st.lists(JAPANESE | st.text(max_size=20) | st.sampled_from(MORE), max_size=5))
    @examples(20)
    def check(texts: list[str]) -> None:
        same(texts, name, survey)

    check()


@pytest.fixture(scope="module")
def real_texts(real_surveys: Path) -> list[str]:
    """The different real answers: all in a fuzz run, else every sixteenth."""
    texts: set[str] = set()
    for path in sorted(real_surveys.glob("*.csv")):
        texts |= set(tm.read_survey(path).answers["text"])
    return sorted(texts)[:: 1 if PROFILE == "fuzz" else 16]


@pytest.mark.real
@pytest.mark.fuzz
@pytest.mark.parametrize("name", DICTIONARIES)
def test_real_answers(name: str, survey: Callable[..., Survey], real_texts: list[str]) -> None:
    """Whatever people wrote."""
    same(real_texts, name, survey)


def rows(tokenized: TokenizedTexts) -> list[list[tuple[str, str, int]]]:
    """Surface, lemma and flags of each morpheme, by text."""
    codes = tokenized.types.codes[tokenized.types.places(tokenized.ids)]
    listed = [tokenized.morphemes[code] for code in codes.tolist()]
    sizes = tokenized.types.sizes[tokenized.ids].tolist()
    found, compound, morpheme = [], 0, 0
    for count in tokenized.counts.tolist():
        size = sum(sizes[compound : compound + count])
        flags = tokenized.flags[morpheme : morpheme + size].tolist()
        of_text = listed[morpheme : morpheme + size]
        found.append([(m.surface, m.lemma, flag) for m, flag in zip(of_text, flags, strict=True)])
        compound, morpheme = compound + count, morpheme + size
    return found


@given(
    texts=st.lists(st.sampled_from([*MORE, "", " ", "a b  c"]), max_size=12),
    places=st.lists(st.integers(0, 12), max_size=3),
    name=st.sampled_from(["unidic-lite", "ipadic"]),
)
@examples(20)
def test_chunks_put_together_are_the_whole(texts: list[str], places: list[int], name: str) -> None:
    """Wherever a survey is divided, and in whatever process its chunks are tokenised."""
    edges = [0, *sorted(min(place, len(texts)) for place in places), len(texts)]
    chunks = [tokenize_texts(texts[a:b], (), name) for a, b in pairwise(edges)]
    whole, joined = tokenize_texts(texts, (), name), together(chunks)
    assert rows(joined) == rows(whole)
    classes = dict(zip(whole.morphemes, whole.class_of, strict=True))
    assert joined.class_of == tuple(classes[morpheme] for morpheme in joined.morphemes)


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was(on: bool) -> None:
    """Also after an error, and where it was off before."""

    @no_collection()
    def made(fails: bool) -> bool:
        if fails:
            raise ValueError
        return gc.isenabled()

    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        assert made(fails=False) is False
        assert gc.isenabled() is on
        with pytest.raises(ValueError):
            made(fails=True)
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()


def test_the_number_of_answers_chooses(
    survey: Callable[..., Survey], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few are tokenised plainly, many quickly."""
    monkeypatch.setattr("textmine.large.tokenizing.LARGE", 3)
    monkeypatch.setattr(quick, "tokenize", lambda *_, **__: pytest.fail("quick"))
    assert len(tm.tokenize(survey(["意識"] * 2)).answers) == 2
    with pytest.raises(pytest.fail.Exception, match="quick"):
        tm.tokenize(survey(["意識"] * 3))
