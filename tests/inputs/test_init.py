"""textmine.inputs.init: a settings file from what was found."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from textmine import resources
from textmine.inputs.init import init
from textmine.inputs.survey import read_survey
from textmine.settings import DEFAULTS, change, parse_settings
from textmine.settingsfile import read_settings


@pytest.fixture
def survey_file(tmp_path: Path) -> Path:
    path = tmp_path / "調査" / "survey.csv"
    path.parent.mkdir()
    rows = "".join(f'{number},製造,"意識が{number}回、高まった"\n' for number in range(1, 9))
    path.write_text("ID,業種,感想\n" + rows, encoding="cp932")
    return path


def test_the_file_names_what_was_found(survey_file: Path) -> None:
    text = init(read_survey(survey_file), folder=survey_file.parent)
    survey = parse_settings(tomllib.loads(text)).survey
    assert (survey.respondent, survey.questions, survey.attributes) == ("ID", ("感想",), ("業種",))
    assert survey.encoding is None


@pytest.mark.parametrize(
    ("lang", "said"), [("ja", ("感想: 自由記述", "判定：cp932")), ("en", ("感想: free text", "cp932"))]
)
def test_it_says_why(survey_file: Path, lang: str, said: tuple[str, ...]) -> None:
    """Roles, reasons and the encoding stand in comments, so that a person can judge the proposal."""
    comments = [
        line for line in init(read_survey(survey_file), lang=lang).splitlines() if line.startswith("#")
    ]
    for words in said:
        assert any(words in line for line in comments), words


def test_paths_start_where_the_file_will_lie(survey_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is rewritten for the other folder, an absolute one stays."""
    monkeypatch.chdir(survey_file.parents[1])
    survey = read_survey("調査/survey.csv")
    (Path("studies") / "a").mkdir(parents=True)
    for folder, expected in {
        "": "調査/survey.csv",
        "調査": "survey.csv",
        "studies/a": "../../調査/survey.csv",
    }.items():
        text = init(survey, folder=folder)
        assert parse_settings(tomllib.loads(text)).survey.files == (expected,)
        (Path(folder) / "t.toml").write_text(text, encoding="utf-8")
        assert all(Path(file).exists() for file in read_settings(Path(folder) / "t.toml").survey.files)
    text = init(read_survey(survey_file.absolute()), folder="studies")
    assert parse_settings(tomllib.loads(text)).survey.files == (str(survey_file.absolute()),)


def test_other_settings_are_kept(survey_file: Path) -> None:
    settings = change(DEFAULTS, {"keywords.top": 7, "report.out": "here"})
    read = parse_settings(tomllib.loads(init(read_survey(survey_file), settings)))
    assert (read.keywords, read.report) == (settings.keywords, settings.report)


def test_the_columns_of_a_grid_share_a_line() -> None:
    """Twenty-five items with four columns each are four lines, not a hundred."""
    text = init(read_survey(resources.sample()))
    assert "# 障害の内容 × 25: 自由記述" in text
    assert text.count("アップデート") == 0


def test_reading_by_the_file_gives_the_same_survey() -> None:
    """What was proposed once is what is named from then on."""
    proposed = read_survey(resources.sample())
    named = parse_settings(tomllib.loads(init(proposed))).survey
    again = read_survey(
        named.files, respondent=named.respondent, questions=named.questions, attributes=named.attributes
    )
    assert again.answers.equals(proposed.answers)


def test_a_proposed_frame_is_named_and_explained(survey_file: Path) -> None:
    """Not where the settings name one already."""
    survey = read_survey(survey_file)
    text = init(survey, frames={"感想": "effects"}, lang="en")
    assert parse_settings(tomllib.loads(text)).codes.codebook == {"感想": "effects"}
    assert "# proposed by what the question asks" in text
    own = change(DEFAULTS, {"codes.codebook": "mine.cod"})
    assert (
        parse_settings(tomllib.loads(init(survey, own, frames={"感想": "effects"}))).codes.codebook
        == "mine.cod"
    )
