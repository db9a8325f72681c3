"""The order of values: scales in words, numbers with their bounds, what stands last; the file of scales."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.errors import LexiconError
from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.natural import fold
from textmine.tables.ordering import number_key, ordered

BUNDLED = read_lexicon()


@pytest.mark.parametrize(
    "values",
    [
        [
            "100万円未満",
            "100万円以上 200万円未満",
            "900万円以上 1,000万円未満",
            "1,000万円以上 1,200万円未満",
        ],
        ["～19歳", "20～29歳", "30～39歳", "７０歳以上"],
        ["10歳未満", "10代", "20代", "80歳以上", "無回答"],
        ["5人以下", "6～20人", "21～50人", "101～300人", "301人以上", "わからない"],
        ["5千円", "1万円", "1,000万円", "1億円未満", "1億円", "1億円以上", "1億円超"],
        ["昭和63年", "平成元年", "平成30年", "令和元年", "令和2年"],
        ["1 北海道", "2 青森県", "12千葉県", "13 東京都"],
        ["2024-01", "2024-08", "2025-01"],
        ["とても不満", "不満", "どちらでもない", "満足", "とても満足", "選択肢なし"],
        [
            "全くそうは思わない",
            "そうは思わない",
            "あまりそうは思わない",
            "ややそう思う",
            "そう思う",
            "とてもそう思う",
        ],
        [
            *(
                "まったく評価していない",
                "評価していない",
                "どちらかと言えば評価していない",
                "どちらともいえない",
            ),
            *("どちらかといえば評価している", "評価している", "とても評価している"),
        ],
        [
            *("実施している", "一部実施している", "実施していない（予定あり）", "実施していない(予定なし)"),
            "わからない",
        ],
        ["反対", "どちらかといえば反対", "どちらかといえば賛成", "賛成", "無回答"],
        ["はい", "いいえ", "無回答"],
        ["男", "女", "その他", "無回答"],
        ["男性", "女性", "回答しない"],
        ["月曜日", "火曜日", "土曜日", "日曜日"],
        ["ほとんどない", "ときどき", "よくある", "いつも"],
        ["0", "1", "2", "10"],
        ["丹南", "嶺南東部", "その他"],
    ],
)
def test_values_stand_in_the_order_of_their_meaning(values: list[str]) -> None:
    """However they came."""
    assert ordered(reversed(values), BUNDLED) == values
    assert ordered(sorted(values), BUNDLED) == values


def test_a_scale_needs_all_values() -> None:
    """One value that is not on it, and they stand by their characters, what is last still last."""
    values = ["満足", "とても不満", "福井県在住", "その他"]
    assert ordered(values, BUNDLED) == ["とても不満", "満足", "福井県在住", "その他"]
    assert ordered(["その他", "無回答"], BUNDLED) == ["その他", "無回答"]
    assert ordered([], BUNDLED) == []


@given(st.lists(st.text("0123456789,.万億千～~-以上未満歳代その他満足不", max_size=8), max_size=8))
def test_the_order_does_not_depend_on_what_came_first(values: list[str]) -> None:
    """Any texts have one order, and none is lost."""
    found = ordered(values, BUNDLED)
    assert found == ordered(reversed(values), BUNDLED)
    assert set(found) == set(values) and len(found) == len(set(values))
    assert all(isinstance(number_key(value), tuple) for value in values)


def test_no_wording_stands_on_a_bundled_scale_twice_and_each_has_steps() -> None:
    """Each scale has two steps or more, and its first wordings stand in its order."""
    assert len(BUNDLED.scales) > 40
    for scale in BUNDLED.scales:
        places = sorted(set(scale.values()))
        assert places == list(range(len(places))) and len(places) > 1
        assert all(fold(wording) == wording for wording in scale)


def test_own_scales(tmp_path: Path) -> None:
    """A file of one's own comes before the bundled one; with its name it takes its place."""
    own = tmp_path / "scales_own.txt"
    own.write_text("[scales]\n松＝特上、竹、梅\n満足、不満\n[last]\n時価\n", encoding="utf-8")
    lexicon = read_lexicon(tmp_path)
    assert ordered(["梅", "その他", "時価", "特上", "竹"], lexicon) == ["特上", "竹", "梅", "時価", "その他"]
    assert ordered(["不満", "満足"], lexicon) == ["満足", "不満"]
    assert len(lexicon.scales) == len(BUNDLED.scales) + 2
    own.rename(tmp_path / "scales.txt")
    lexicon = read_lexicon(tmp_path)
    assert len(lexicon.scales) == 2
    assert ordered(["とても不満", "その他", "満足"], lexicon) == ["その他", "とても不満", "満足"]
    assert ordered(["2", "10"], Lexicon()) == ["2", "10"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("満足、不満\n", "first section"),
        ("[scales]\n満足、、不満\n", "empty entry"),
        ("[last]\n他、他\n", "twice"),
    ],
)
def test_a_line_that_can_not_be_used_is_said(tmp_path: Path, text: str, reason: str) -> None:
    """File, line and reason."""
    path = tmp_path / "scales.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=reason) as error:
        read_lexicon(tmp_path)
    assert "scales.txt, line " in str(error.value)
