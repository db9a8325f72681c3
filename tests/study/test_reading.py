"""A survey that is too large, or lies in a Parquet file, is read whole or as a sample that says so."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from textmine.errors import SurveyError
from textmine.inputs.ratings import rating_of
from textmine.large import records
from textmine.settings import DEFAULTS, Settings, change
from textmine.settingsfile import write_settings
from textmine.study.outline import of_question, report
from textmine.study.proposing import few_valued
from textmine.study.study import Study

Run = Callable[..., subprocess.CompletedProcess[str]]
ROWS = [(f"r{number % 40:02}", f"{number // 10}0代", f"意見の文章その{number}がある") for number in range(60)]


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    """60 rows of 40 respondents."""
    path = tmp_path / "answers.parquet"
    pq.write_table(pa.table(dict(zip(("ID", "年代", "意見"), zip(*ROWS, strict=True), strict=True))), path)
    return path


def settings(path: Path, **changes: object) -> Settings:
    named = {"survey.files": (str(path),), "survey.respondent": "ID", "survey.questions": ("意見",)}
    return change(DEFAULTS, {**named, **{f"survey.{key}": value for key, value in changes.items()}})


def test_a_parquet_file_is_read_whole_where_it_is_small(parquet: Path) -> None:
    """All rows, nothing to say."""
    study = Study(settings(parquet))
    survey = study.survey_as_read
    assert len(survey.answers) == 60 and survey.answers["respondent"].nunique() == 40
    assert survey.sources[0].rows == 60 and survey.sources[0].sha256
    assert study.sample is None


def test_a_sample_has_whole_respondents_and_says_so(parquet: Path) -> None:
    """Each with all rows; what was left out is a finding."""
    study = Study(settings(parquet, sample=10))
    assert study.sample is None  # nothing was asked for yet
    survey = study.survey_as_read
    drawn = set(survey.answers["respondent"])
    assert len(drawn) == 10
    assert len(survey.answers) == sum(who in drawn for who, _, _ in ROWS)
    (finding,) = survey.findings.to_dict("records")
    assert (finding["finding"], finding["count"]) == ("not_drawn", 60 - len(survey.answers))
    assert study.sample is survey
    assert survey.sources[0].rows == 60


def test_who_is_drawn_does_not_depend_on_the_order_of_rows(tmp_path: Path, parquet: Path) -> None:
    """But on the seed; 0 draws all."""
    turned = tmp_path / "turned.parquet"
    pq.write_table(pq.read_table(parquet).take(list(range(59, -1, -1))), turned)

    def drawn(path: Path, **changes: int) -> set[str]:
        return set(Study(settings(path, **changes)).survey_as_read.answers["respondent"])

    assert drawn(parquet, sample=10) == drawn(turned, sample=10)
    assert drawn(parquet, sample=10) != drawn(parquet, sample=10, seed=2)
    assert drawn(parquet, sample=9) < drawn(parquet, sample=10)
    assert len(drawn(parquet, sample=0)) == 40


def test_rows_without_a_respondent_are_drawn_one_by_one(parquet: Path) -> None:
    """Each row is one."""
    pq.write_table(pq.read_table(parquet).drop_columns(["ID"]), parquet)
    named = {"survey.files": (str(parquet),), "survey.questions": ("意見",), "survey.sample": 7}
    asked = change(DEFAULTS, named)
    assert len(Study(asked).survey_as_read.answers) == 7


def test_rows_of_several_files_are_named_and_placed_as_in_the_whole(tmp_path: Path) -> None:
    """Also those of the one file that was drawn from: each answer tells its file and row."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("mail", "web"):
        texts = [f"{name}の意見の文章その{number}" for number in range(5)]
        pq.write_table(pa.table({"意見": texts}), folder / f"{name}.parquet")
    named = {"survey.files": (str(folder),), "survey.questions": ("意見",)}
    whole = Study(change(DEFAULTS, {**named, "survey.sample": 0})).survey_as_read.answers
    place = whole.set_index("text")[["respondent", "source", "row"]]
    files = set()
    for seed in range(6):
        drawn = Study(change(DEFAULTS, {**named, "survey.sample": 1, "survey.seed": seed})).survey_as_read
        (answer,) = drawn.answers.to_dict("records")
        expected = place.loc[answer["text"]]
        assert [answer[key] for key in ("respondent", "source", "row")] == expected.tolist()
        files.add(Path(drawn.sources[answer["source"]].path).stem)
    assert files == {"mail", "web"}


def test_a_large_text_file_is_read_as_any_other_unless_it_has_more_respondents_than_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read whole it is read with all its findings, as it always was."""
    path = tmp_path / "answers.csv"
    pd.DataFrame([*ROWS, ROWS[0]], columns=["ID", "年代", "意見"]).to_csv(path, index=False)
    monkeypatch.setattr(records, "LARGE", 1)
    whole = Study(settings(path)).survey_as_read
    assert len(whole.answers) == 61
    assert "repeated_rows" in set(whole.findings["finding"])
    assert set(Study(settings(path, sample=5)).survey_as_read.findings["finding"]) == {"not_drawn"}


def test_what_cannot_be_read_in_parts_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row with more cells than the header is a finding there."""
    path = tmp_path / "answers.csv"
    pd.DataFrame(ROWS, columns=["ID", "年代", "意見"]).to_csv(path, index=False)
    path.write_text(path.read_text("utf-8") + "r99,10代,一つ多い,余り\n", "utf-8")
    monkeypatch.setattr(records, "LARGE", 1)
    monkeypatch.setattr(records, "HEAD", 1500)  # so that the long row is not among the first ones
    survey = Study(settings(path, sample=5)).survey_as_read
    assert len(survey.answers) == 61
    assert "joined_cells" in set(survey.findings["finding"])
    study = Study(settings(path))
    assert study.keywords("意見")["base"].iloc[0] == 41


def test_a_wrong_name_stays_an_error(parquet: Path) -> None:
    """A Parquet file can't be read otherwise."""
    with pytest.raises(SurveyError, match="there is no column"):
        _ = Study(change(settings(parquet), {"survey.questions": ("無い列",)})).survey_as_read


def test_quotes_of_all_respondents_open_no_answer_of_a_sample(parquet: Path) -> None:
    """Their numbers are those of the whole survey, where other answers stand."""
    study = Study(change(settings(parquet, sample=10), {"wordcloud.words": 5}))
    (evidence,) = [each for each in of_question(study, "意見") if each.name == "evidence"]
    assert (evidence.content["answer"] == -1).all()
    assert (study.evidence("意見")["answer"] >= 0).any()


def test_an_attribute_under_two_names_is_compared_once(tmp_path: Path) -> None:
    """A number beside its name; what merely has as many values stays."""
    rows = [("東京", "1", "男"), ("大阪", "2", "男"), ("京都", "3", "女")] * 4
    lines = [
        f"{place},{number},{sex},r{row},意識が高まった{row}" for row, (place, number, sex) in enumerate(rows)
    ]
    path = tmp_path / "survey.csv"
    path.write_text("\n".join(["地域,地域コード,性別,回答者,感想", *lines]), encoding="utf-8")
    settings = change(
        DEFAULTS,
        {
            "survey.files": (str(path),),
            "survey.respondent": "回答者",
            "survey.questions": ("感想",),
            "survey.attributes": ("地域コード", "地域", "性別"),
        },
    )
    assert few_valued(Study(settings).survey) == ("地域", "性別")


def test_what_respondents_are_is_compared_before_what_they_think(tmp_path: Path) -> None:
    """Ratings come last, though they stand first in the file; each is compared where its reason is read."""
    scale = ("思う", "どちらともいえない", "思わない")
    rows = [
        (
            scale[n % 3],
            f"駅が{n}分遠くなったから",
            scale[n // 3 % 3],
            f"道が{n}回混むから",
            str(n % 4),
            "若年中年"[n // 2 % 2 * 2 :][:2],
        )
        for n in range(24)
    ]
    heads = "【問１】便利になりましたか,問１ 上記の理由,【問２】混みましたか,問２ 上記の理由,問３ 人数,年代"
    path = tmp_path / "survey.csv"
    path.write_text("\n".join([heads, *map(",".join, rows)]), encoding="utf-8")
    study = Study(change(DEFAULTS, {"survey.files": (str(path),), "compare.attributes": 2}))
    assert few_valued(study.survey) == (
        "問３ 人数",
        "年代",
        "【問１】便利になりましたか",
        "【問２】混みましたか",
    )
    assert study.attributes() == ("問３ 人数", "年代")
    assert study.attributes("問２ 上記の理由") == ("【問２】混みましたか", "問３ 人数")
    assert rating_of(study.survey.columns, "問２ 上記の理由") == "【問２】混みましたか"
    assert rating_of(study.survey.columns, "年代") == ""
    named = Study(change(study.settings, {"compare.by": ("年代",)}))
    assert named.attributes("問２ 上記の理由") == ("年代",)


@pytest.mark.parametrize(
    ("header", "ja", "en"),
    [
        ("企業番号", "社", "company|companies"),
        ("店舗コード", "店", "shop|shops"),
        ("団体名", "団体", "organisation|organisations"),
        ("会社員番号", None, None),  # a person
        ("回答者", None, None),
    ],
)
def test_what_a_respondent_is_called(header: str, ja: str | None, en: str | None, tmp_path: Path) -> None:
    """By the name of the column of respondents, in the language of the report; settings come before it."""
    path = tmp_path / "survey.csv"
    lines = [f"r{row},意識が高まったと感じる{row}" for row in range(12)]
    path.write_text("\n".join([f"{header},感想", *lines]), encoding="utf-8")
    chosen = {"survey.files": (str(path),), "survey.respondent": header, "survey.questions": ("感想",)}
    study = Study(change(DEFAULTS, {**chosen, "report.lang": "ja"}))
    assert study.respondent_unit() == study.stated().evidence.respondent_unit == ja
    assert Study(change(DEFAULTS, {**chosen, "report.lang": "en"})).respondent_unit() == en
    told = Study(change(DEFAULTS, {**chosen, "evidence.respondent_unit": "件"}))
    assert told.respondent_unit() == "件"


@pytest.mark.parametrize("place", [0, 4, 60, 0.3, 0.6, 0.9, -12, -8, -5, -1])
@pytest.mark.parametrize("how", ["flip", "cut", "zeros"])
def test_a_damaged_parquet_file_is_one_sentence(parquet: Path, place: float, how: str) -> None:
    """Whatever Arrow makes of it; or it is read, if the damage is where nothing is kept."""
    data = bytearray(parquet.read_bytes())
    at = int(place * len(data)) if isinstance(place, float) else place % len(data)
    if how == "cut":
        del data[at:]
    else:
        size = 1 if how == "flip" else 8
        data[at : at + size] = bytes(byte ^ 0x55 if how == "flip" else 0 for byte in data[at : at + size])
    parquet.write_bytes(data)
    try:
        assert Study(settings(parquet)).survey_as_read is not None
    except SurveyError as error:
        assert str(parquet) in str(error)


@pytest.mark.parametrize("shape", ["a column per question", "a row per answer"])
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_misread_answers_are_listed_of_all_respondents_not_only_of_those_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, shape: str, suffix: str
) -> None:
    """Rows and count, in ``check`` and in the report, as of the survey held whole.

    Every seventh opinion came from another encoding, and a wish of one of these rows; so did the names of
    regions, which are no answers.
    """

    def wrong(text: str) -> str:
        return text.encode().decode("cp932", "replace")

    said = [text if number % 7 else wrong(f"駐車場が{text}") for number, (_, _, text) in enumerate(ROWS)]
    wishes = [f"{text}とよい" for _, _, text in ROWS]
    wishes[14] = wrong("もっと案内がほしい")
    who, region = [who for who, _, _ in ROWS], [wrong("とうきょう"), "おおさか"] * 30
    if shape == "a column per question":
        asked = ("意見", "要望")
        table = pd.DataFrame({"ID": who, "地域": region, "意見": said, "要望": wishes})
    else:
        names = ["意見"] * 60 + ["要望"] * 60
        table = pd.DataFrame({"ID": who * 2, "地域": region * 2, "質問": names, "回答": said + wishes})
        asked = ("回答",)
    whole = tmp_path / "whole.csv"
    table.to_csv(whole, index=False)
    path = tmp_path / f"survey{suffix}"
    table.to_csv(path, index=False) if suffix == ".csv" else table.to_parquet(path)
    named = {"questions": asked, "attributes": ("地域",)}
    (expected,) = misread_in(Study(settings(whole, **named)).survey_as_read.findings)
    assert expected["count"] == 10
    monkeypatch.setattr(records, "LARGE", 0)
    study = Study(settings(path, sample=5, **named))
    assert misread_in(study.survey_as_read.findings) == [expected]
    (section,) = [each for each in report(study).sections if each.name == "findings"]
    assert misread_in(section.content) == [expected]
    (tmp_path / "study.toml").write_text(write_settings(study.settings), encoding="utf-8")
    done = run("check", "study.toml")
    assert done.returncode == 0, done.stderr
    assert "文字化け" in done.stdout and str(expected["detail"])[:20] in done.stdout


def misread_in(findings: object) -> list[dict[str, object]]:
    assert isinstance(findings, pd.DataFrame)
    return findings[findings["finding"] == "mojibake"].to_dict("records")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("図書館アンケート（回答）.csv", "図書館アンケート"),
        ("Library survey (Responses).csv", "Library survey"),
        ("survey_2024.csv", "自由記述の分析"),
    ],
)
def test_a_report_is_called_by_its_files(tmp_path: Path, name: str, title: str) -> None:
    """Without what a service adds to the name of an export; a mere file name is no title."""
    path = tmp_path / name
    path.write_text("番号,意見\n1,駐車場が狭い\n2,席が足りない\n", encoding="utf-8")
    assert Study(change(DEFAULTS, {"survey.files": (str(path),)})).title == title
