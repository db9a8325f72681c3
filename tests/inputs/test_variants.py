"""Values that differ in spelling only are proposed as one; near values never are."""

from pathlib import Path

import pytest

from tests.inputs.test_survey import TEXTS, write
from textmine.inputs.survey import read_survey
from textmine.inputs.variants import variants


@pytest.mark.parametrize(
    "group",
    [
        "20代|２０代|20 代|20歳代|二十代",
        "男|男性",
        "東京|東京都",
        "アルバイト|ｱﾙﾊﾞｲﾄ|あるばいと",
        "パート・アルバイト|パート、アルバイト|パ-ト・アルバイト",
        "20～29歳|20-29歳|20〜29才|20ー29 歳|20から29歳",
        "65歳以上|６５才以上",
        "IT企業|it企業|ＩＴ企業",
        "会社員（正社員）|会社員(正社員)|会社員 正社員",
        "ユーザー|ユーザ",
        "1,000人|1000人",
        "3か月|3ヶ月|3カ月|３ヵ月|3箇月",
    ],
)
def test_one_value(group: str) -> None:
    """Whatever people and tools make of it."""
    values = group.split("|")
    (found,) = variants(values)
    assert set(found) == set(values)


@pytest.mark.parametrize(
    "values",
    [
        "20代|30代|20代前半|20歳未満|20歳以上",
        "満足|不満|不満足|やや満足|大変満足",
        "10人|100人|10名",
        "ビル|ビール",
        "会社員|会社役員|公務員",
        "大阪府|大阪市",
        "1-2年|12年",
        "2026/1/2|2026-01-02",
        "A|B|A以外",
        "はい|いいえ",
        "",
    ],
)
def test_other_values(values: str) -> None:
    """What means something else is left alone."""
    assert variants(values.split("|")) == []


def test_findings(tmp_path: Path) -> None:
    """Each attribute by its name, with how many groups and which."""
    ages, places = ["20代", "２０代", "20歳代", "30代"], ["東京", "東京都", "大阪府"]
    rows = [["番号", "年代", "kind", "ご意見"]]
    rows += [[str(n), ages[n % 4], places[n % 3], f"{TEXTS[n % 8]}{n}"] for n in range(24)]
    findings = read_survey(write(tmp_path / "a.csv", rows)).findings
    found = findings[findings["finding"] == "attribute_variants"]
    assert found[["count", "where", "detail"]].values.tolist() == [
        [1, "年代", "20代 = 20歳代 = ２０代"],
        [1, "kind", "東京 = 東京都"],
    ]
