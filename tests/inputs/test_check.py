"""What is shown of a survey before any analysis."""

import unicodedata
from pathlib import Path

import pytest

from tests.inputs.test_survey import read_once
from textmine import resources
from textmine.inputs.check import characters, check
from textmine.inputs.survey import KINDS, read_survey
from textmine.texts.labels import known

ODD = "a\x07b\ufffdc\ue000d\u200be\u202ef&amp;g ｶﾅ😀𠮷"


def survey_of(tmp_path: Path, *texts: str):
    """A survey with one question, a respondent each."""
    path = tmp_path / "a.csv"
    lines = "".join(f'{n},"{text}"\n' for n, text in enumerate(texts, 1))
    path.write_text(f"回答者番号,意見\n{lines}", encoding="utf-8")
    return read_survey(path, questions=["意見"])


def test_odd_characters(tmp_path: Path) -> None:
    """Each odd character is named, counted and found; tabs, newlines and ordinary text are not odd."""
    found = characters(survey_of(tmp_path, ODD, "普通の「回答」①㈱\n二行目\tÅ", "ｶ")).set_index("name")
    assert found["sort"].to_dict() == {
        "CONTROL": "control",
        "REPLACEMENT CHARACTER": "replacement",
        "PRIVATE USE": "private",
        "ZERO WIDTH SPACE": "invisible",
        "RIGHT-TO-LEFT OVERRIDE": "direction",
        "HTML entity": "entity",
        "HALFWIDTH KATAKANA LETTER KA": "halfwidth_kana",
        "HALFWIDTH KATAKANA LETTER NA": "halfwidth_kana",
        "GRINNING FACE": "beyond_bmp",
        unicodedata.name("𠮷"): "beyond_bmp",
    }
    kana = found.loc["HALFWIDTH KATAKANA LETTER KA"]
    assert (kana["character"], kana["code"], kana["occurrences"], kana["answers"]) == ("ｶ", "U+FF76", 2, 2)
    assert kana["where"] == "2, 4"  # a line break inside a cell makes no row
    assert all(known(f"sort.{sort}") for sort in found["sort"])


def test_what_makes_no_words(tmp_path: Path) -> None:
    """Addresses, markup and written line breaks are counted by kind, with the first of each."""
    texts = ("狭い<br>高い<br>", r"高い\n遠い", "http://a.jp/ と info@a.jp", "<笑>", "<p>狭い")
    found = characters(survey_of(tmp_path, *texts)).set_index("sort")
    assert found.loc["address"].tolist() == ["http://a.jp/", "", "", 2, 1, "4"]
    assert found.loc["markup"].tolist() == ["<br>", "", "", 3, 2, "2, 6"]
    assert found.loc["escape"].tolist() == ["\\n", "", "", 1, 1, "3"]


def test_misread_answers_are_found(tmp_path: Path) -> None:
    """With their rows and what they may say; they are no substantive answers, a part of one is."""
    broken = "駐車場が狭い".encode().decode("cp932", "replace")
    survey = survey_of(tmp_path, "駅が遠い", broken, f"道が狭い {broken}")
    found = survey.findings.set_index("finding").loc["mojibake"]
    assert found["count"] == 2
    assert found["detail"] == "3: 駐車場が狭\ufffd, 4"
    assert survey.answers["kind"].tolist() == ["substantive", "meaningless", "substantive"]


def test_duplicates(tmp_path: Path) -> None:
    """The same substantive text twice is shown; 特になし twice is not."""
    found = check(survey_of(tmp_path, "駅が遠い", "駅が遠い ", "特になし", "特になし", "道が狭い"))
    assert found["duplicates"].values.tolist() == [["意見", "駅が遠い", 2, 2, "2, 3"]]


def test_sample() -> None:
    """The parts, and kinds that add up to the rows, item by item in questionnaire order."""
    survey = read_survey(resources.sample())
    found = check(survey)
    assert list(found) == [
        "sources",
        "overview",
        "findings",
        "kinds",
        "duplicates",
        "characters",
        "columns",
    ]
    kinds = found["kinds"]
    assert (kinds[list(KINDS)].sum(axis=1) == 251).all()
    assert (kinds["answers"] + kinds["blank"] == 251).all()
    assert kinds["item"].tolist()[2:13:10] == ["1 アップデート", "11 バックアップ"]
    assert kinds.loc[kinds["item"].str.startswith("23 "), "answers"].tolist() == [0]
    assert found["overview"].loc[0].to_dict()["respondents"] == 250
    assert all(known(f"section.{part}") for part in found)
    assert all(known(f"column.{column}") for table in found.values() for column in table.columns)


@pytest.mark.real
def test_real(real_surveys: Path) -> None:
    """Every real file can be checked, and its answers are all accounted for."""
    for path in sorted(real_surveys.glob("*.csv")):
        survey = read_once(path)
        found = check(survey)
        assert found["kinds"][list(KINDS)].to_numpy().sum() == len(survey.answers)
