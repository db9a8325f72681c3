"""textmine.words.cuts: parts cut alone are what the whole would be, and MeCab's morphemes are kept."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import fugashi
import ipadic
import pytest
import unidic_lite
from hypothesis import given, settings
from hypothesis import strategies as st

import textmine as tm
from textmine.inputs.normalize import normalize
from textmine.words import cuts
from textmine.words.cuts import Cut, cut, put_together
from textmine.words.mecab import Tokenizer, dictionary

FOLDERS = {"unidic-lite": unidic_lite.DICDIR, "ipadic": ipadic.DICDIR}
EDGES = [
    *("", " ", "　", "。", "😀", "ﾊﾟｽﾜｰﾄﾞを変えた", "ＡＢＣ", "a b  c", "\u3000前後\u3000"),
    *("改行\nの後", "タブ\tの後", "\x07鈴", "=1+1", "<b>", "𠮷野家", "が\u3099", "1,234.5円", "あ" * 3000),
    *("すもももももももものうち", "予算がとれなかった", "ー", "々", "㈱", "①番", "http://a.b/c?d=e"),
]
TEXTS = ["意識の向上", "予算がない。人手も足りない", "個人情報を守る", *EDGES]


def read(found: Cut) -> list[list[tuple[str, str, int]]]:
    """Surface, lemma and flags of each morpheme, by text."""
    rows = [
        (found.morphemes[code].surface, found.morphemes[code].lemma, flag)
        for code, flag in zip(found.codes.tolist(), found.flags.tolist(), strict=True)
    ]
    ends = found.counts.cumsum().tolist()
    return [rows[end - count : end] for end, count in zip(ends, found.counts.tolist(), strict=True)]


@given(
    texts=st.lists(st.sampled_from(TEXTS), max_size=12),
    places=st.lists(st.integers(0, 12), max_size=3),
    name=st.sampled_from(["unidic-lite", "ipadic"]),
)
@settings(max_examples=40, deadline=None)
def test_parts_put_together_are_the_whole(texts: list[str], places: list[int], name: str) -> None:
    """Wherever a survey is parted, and in whatever process its parts are cut."""
    edges = [0, *sorted(min(place, len(texts)) for place in places), len(texts)]
    parts = [cut(texts[a:b], (), name) for a, b in pairwise(edges)]
    whole, together = cut(texts, (), name), put_together(parts)
    assert read(together) == read(whole)
    assert together.class_of == tuple(
        dict(zip(whole.morphemes, whole.class_of, strict=True))[each] for each in together.morphemes
    )


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_what_stands_twice_is_cut_as_what_stands_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole texts and lines of them, empty ones too: only MeCab is spared."""
    texts = [
        "意識が高まらない",
        "",
        "意識が高まらない\n駐車場 が狭い",
        "駐車場 が狭い",
        "意識が高まらない",
        "",
    ] * 3
    once = cut(texts, (), name)
    monkeypatch.setattr(cuts, "_FEW_TWICE", -1)
    each = cut(texts, (), name)
    assert once.morphemes == each.morphemes
    for field in ("ids", "flags", "counts", "codes"):
        assert getattr(once, field).tolist() == getattr(each, field).tolist()


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_the_quick_path_is_mecabs_own_nodes(name: str) -> None:
    """Token for token: surface and base form, on edge strings."""
    same_as_nodes(name, EDGES)


@pytest.mark.real
@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_the_quick_path_is_mecabs_own_nodes_on_real_answers(real_surveys: Path, name: str) -> None:
    """All the real answers, both dictionaries."""
    texts: list[str] = []
    for file in sorted(real_surveys.glob("*.csv")):
        texts += tm.read_survey(file).answers["text"].tolist()
    same_as_nodes(name, sorted(set(texts)))


def same_as_nodes(name: str, texts: list[str]) -> None:
    chosen = dictionary(name)
    lines = [line for text in texts for line in normalize(text).split("\n")]
    tokenizer = Tokenizer(chosen)
    codes, counts = tokenizer.cut(lines)
    known = tokenizer.vocabulary(lines)
    tagger = fugashi.GenericTagger(f'-r /dev/null -d "{FOLDERS[name]}"')
    place = 0
    for line, count in zip(lines, counts.tolist(), strict=True):
        mine = [known[code] for code in codes[place : place + count].tolist()]
        place += count
        theirs = [(node.surface, node.feature) for node in tagger(line)]
        assert [each.surface for each in mine] == [surface for surface, _ in theirs], line
        for each, (surface, feature) in zip(mine, theirs, strict=True):

            def field(place: int, otherwise: str = "", *, of: tuple[str, ...] = tuple(feature)) -> str:
                there = 0 <= place < len(of) and of[place] not in ("", "*")
                return of[place] if there else otherwise

            tags = [tag for tag in feature[:4] if tag not in ("", "*")]
            assert each.tag == "-".join(tags), (line, surface)
            assert each.base == field(chosen.base, surface), (line, surface)
            assert each.form == field(chosen.form), (line, surface)
            if chosen.lemma >= 0:
                assert each.lemma == field(chosen.lemma, surface), (line, surface)
