"""The classes and conjugation forms that rules name."""

from __future__ import annotations

import pytest

from tests.codes.corpora import DICTIONARIES, corpus, hits
from textmine.codes.classes import read_classes
from textmine.codes.readings import stream


def test_classes_of_the_two_dictionaries() -> None:
    """The same words get the same class with UniDic's table as with IPADIC's, but for what it can't tell."""
    text = (
        "新しい費用の問題で社員が困る。とても静かな部屋をきれいに掃除し、東京の田中さんとはっきり話した。"
        "今日は走らない。ああ、私は本を読むことができる。食べている犬がかわいい。仕方がない。"
    )
    kinds: list[dict[str, str]] = []
    for dictionary in DICTIONARIES:
        found = stream(corpus([text], dictionary=dictionary))
        names = found.scheme.names
        kinds.append(
            {
                found.morphemes[code].base: names[kind]
                for code, kind in zip(found.codes.tolist(), found.word_class.tolist(), strict=True)
            }
        )
    both = [base for base in kinds[0] if base in kinds[1]]
    assert len(both) > 30
    different = {base: (kinds[0][base], kinds[1][base]) for base in both if kinds[0][base] != kinds[1][base]}
    assert set(different) <= {"費用", "部屋", "きれい", "できる", "はっきり"}, different
    scheme = read_classes("unidic")
    assert scheme.class_of("動詞-非自立可能", "いる", "助詞-接続助詞") == "その他"
    assert scheme.class_of("動詞-非自立可能", "いる") == "動詞B"
    assert not scheme.used["代名詞"] and not scheme.used["その他"]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_conjugation_forms_have_ipadic_names(dictionary: str) -> None:
    """連用タ接続 means the same with UniDic, whose own names work too."""
    for rule in ("死ぬ->連用タ接続", "高い->連用テ接続", "行く->仮定形", "書く->命令ｅ", "見る->基本形"):
        text = "死んだ。高くて。行けば。書け。見る。"
        assert hits(text, rule, dictionary=dictionary) == [1], rule
    assert hits("死んだ", "死ぬ->連用形-撥音便", dictionary="unidic-lite") == [1]
