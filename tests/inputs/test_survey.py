"""A survey in any shape becomes one table of answers."""

import csv
import io
import pickle
import random
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine import resources
from textmine.errors import SurveyError
from textmine.inputs.attributes import FIXED
from textmine.inputs.init import init
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import KINDS, Survey, read_survey
from textmine.settingsfile import read_settings
from textmine.tables.membership import groups
from textmine.texts.labels import known
from textmine.texts.messages import message
from textmine.words.corpus import tokenize

TEXTS = [
    "取引先からの信用が上がったと感じる",
    "社員の意識が高まった。",
    "まだ効果は感じられない",
    "補助金の申請に役立ちました",
    "パスワードの管理を見直した",
    "費用がかかるのが難点です",
    "情報の持ち出しを禁止した",
    "お客様に説明しやすくなった",
]


@cache
def read_once(path: Path) -> Survey:
    """A survey with nothing named; of a real file, which takes seconds to read."""
    return read_survey(path)


def write(path: Path, rows: list[list[str]], *, codec: str = "utf-8", delimiter: str = ",") -> Path:
    """A text table with these rows."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(codec))
    return path


def workbook(path: Path, rows: list[list[str]]) -> Path:
    """An Excel workbook with these rows."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(number, column, int(cell) if cell.isdecimal() else cell)
    return path


def simple(count: int = 30, first: int = 1) -> list[list[str]]:
    """A survey with an id, an attribute and one question."""
    rows = [["企業番号", "業種", "宣言の効果"]]
    for n in range(first, first + count):
        text = f"{TEXTS[n % 8]}{n // 16}" if n % 10 else "特になし"
        rows.append([str(n), ("製造業", "卸売業")[n % 2], text])
    return rows


def counted(survey: Survey) -> dict[str, int]:
    """What was found, with its count."""
    return dict(zip(survey.findings["finding"], survey.findings["count"], strict=True))


def test_columns_and_kinds(tmp_path: Path) -> None:
    """The columns of answers are as documented; non-answers stay, with their kind; ids run from 0."""
    survey = read_survey(write(tmp_path / "a.csv", simple()))
    answers = survey.answers
    assert list(answers.columns) == [*FIXED, "業種"]
    assert answers["answer"].tolist() == list(range(30))
    assert answers["respondent"].tolist() == [str(n) for n in range(1, 31)]
    assert set(answers["kind"]) == {"substantive", "none"}
    assert set(answers["kind"]) <= set(KINDS)
    assert answers["row"].tolist() == list(range(2, 32))
    assert (survey.attributes, survey.questions) == (("業種",), ("宣言の効果",))
    assert all(
        answers[name].dtype == "str" for name in ("respondent", "question", "item", "text", "kind", "業種")
    )


def test_source_is_recorded(tmp_path: Path) -> None:
    """Path as given, encoding found, hash of the bytes, rows."""
    path = write(tmp_path / "a.csv", simple(), codec="cp932")
    (source,) = read_survey(path).sources
    assert (source.path, source.sheet, source.encoding, source.rows) == (str(path), "", "cp932", 30)
    assert len(source.sha256) == 64


@pytest.mark.parametrize("codec", ["utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_every_encoding_gives_the_same_answers(tmp_path: Path, codec: str) -> None:
    """Only the encoding that is recorded differs."""
    expected = read_survey(write(tmp_path / "a.csv", simple())).answers
    pd.testing.assert_frame_equal(
        read_survey(write(tmp_path / "b.csv", simple(), codec=codec)).answers, expected
    )


def test_workbook_gives_the_same_answers(tmp_path: Path) -> None:
    """An .xlsx with numbers in it equals the .csv."""
    expected = read_survey(write(tmp_path / "a.csv", simple())).answers
    pd.testing.assert_frame_equal(read_survey(workbook(tmp_path / "a.xlsx", simple())).answers, expected)


def test_shuffling_rows_changes_nothing(tmp_path: Path) -> None:
    """Respondents with several rows, equal answers and all: the order of the file does not matter."""
    rows = simple(60)
    rows += [["7", "卸売業", "もう一つの回答です"], ["7", "製造業", TEXTS[7]], ["7", "卸売業", TEXTS[7]]]
    expected = read_survey(write(tmp_path / "a.csv", rows)).answers.drop(columns="row")
    body = rows[1:]
    for seed in range(3):
        random.Random(seed).shuffle(body)
        found = read_survey(write(tmp_path / "b.csv", [rows[0], *body])).answers.drop(columns="row")
        pd.testing.assert_frame_equal(found, expected)


def test_several_rows_and_repeated_rows_are_counted_never_dropped(tmp_path: Path) -> None:
    """A respondent with two rows keeps both; a row that is there twice is a finding."""
    rows = simple()
    rows += [["3", "卸売業", "二度目の回答です"], rows[5]]
    survey = read_survey(write(tmp_path / "a.csv", rows))
    assert len(survey.answers) == 32
    assert counted(survey) == {"several_rows": 2, "repeated_rows": 1}


def test_respondent_ids(tmp_path: Path) -> None:
    """Width is made one, case is not; an empty id gets its row; each is a finding."""
    rows = [["回答者ID", "意見"]]
    ids = ["a1", "Ａ1", "Ａ2 ", "A2", "", "b1", "B1", "c1", "c2", "c3"]
    rows += [[each, f"{TEXTS[n % 8]}{n}"] for n, each in enumerate(ids)]
    survey = read_survey(write(tmp_path / "a.csv", rows))
    found = survey.answers["respondent"].tolist()
    assert found == ["A1", "A2", "A2", "B1", "a1", "b1", "c1", "c2", "c3", "row 6"]
    assert counted(survey) == {
        "empty_respondents": 1,
        "respondent_width": 2,
        "respondent_merged": 1,
        "respondent_case": 2,
        "several_rows": 1,
    }


def test_without_respondents_each_row_is_one(tmp_path: Path) -> None:
    """The row number stands in for the id, with the file's name where there are several files."""
    rows = [["性別", "意見"], *([("男", "女")[n % 2], f"{TEXTS[n % 8]}{n}"] for n in range(12))]
    survey = read_survey(write(tmp_path / "web.csv", rows))
    assert survey.answers["respondent"].tolist()[:2] == ["row 2", "row 3"]
    assert counted(survey) == {"no_respondent": 12}
    write(tmp_path / "mail.csv", rows[:2])
    both = read_survey([tmp_path / "web.csv", tmp_path / "mail.csv"])
    assert {"web row 2", "mail"} <= set(both.answers["respondent"])


def test_files_are_joined_by_equal_headers(tmp_path: Path) -> None:
    """Order, width and spaces of headers don't matter; a column of one file only is a finding."""
    write(
        tmp_path / "web.csv",
        [["企業番号", "業 種", "宣言の効果", "ｺﾒﾝﾄ"], *([*row, ""] for row in simple()[1:])],
    )
    mailed = [["宣言の　効果", "企業番号", "業種"], *([row[2], row[0], row[1]] for row in simple(5, 28)[1:])]
    workbook(tmp_path / "mail.xlsx", mailed)
    survey = read_survey([tmp_path / "web.csv", tmp_path / "mail.xlsx"])
    assert [(source.rows, source.encoding) for source in survey.sources] == [(30, "utf-8"), (5, "")]
    assert survey.answers.query("question == '宣言の効果'")["source"].value_counts().to_dict() == {
        0: 30,
        1: 5,
    }
    assert counted(survey)["partial_columns"] == 1
    assert counted(survey)["several_files"] == 3
    folder = read_survey(tmp_path)
    assert len(folder.answers) == len(survey.answers)


def test_grid_of_items(tmp_path: Path) -> None:
    """The same question over items: one question, an item each, the item's closed columns on its answers."""
    items = ["更新", "保管", "施錠"]
    header = ["企業番号", "業種"]
    for n, item in enumerate(items, 1):
        header += [f"{n}.{item}【①状況】", f"{n}.{item}【②障害の内容】"]
    rows = [header]
    for n in range(30):
        row = [str(1000 + n), ("製造業", "卸売業")[n % 2]]
        for k in range(3):
            row += [
                ("実施", "未実施")[(n + k) % 2],
                f"{TEXTS[(n + k) % 8]}{n}" if (n + k) % 2 and k < 2 else "",
            ]
        rows.append(row)
    survey = read_survey(write(tmp_path / "a.csv", rows))
    answers = survey.answers
    assert survey.questions == ("障害の内容",)
    assert survey.attributes == ("業種", "状況")
    first = answers[answers["respondent"] == "1000"]
    assert first["item"].tolist() == ["1 更新", "2 保管", "3 施錠"]
    assert first["状況"].tolist() == ["実施", "未実施", "実施"]
    written = answers[answers["kind"] != "blank"]
    assert set(written["状況"]) == {"未実施"}
    assert set(written["item"]) == {"1 更新", "2 保管"}
    assert (answers["item"] == "3 施錠").sum() == 30


def test_long_table(tmp_path: Path) -> None:
    """One row per answer: questions in the order of their numbers, the closed one becomes an attribute."""
    rows = [["回答者ID", "設問番号", "設問", "回答"]]
    for n in range(40):
        who = f"A{n:03}"
        rows += [[who, "1", "年代", ("20代", "30代")[n % 2]], [who, "2", "良かった点", f"{TEXTS[n % 8]}{n}"]]
        rows += [[who, "10", "困った点", f"{TEXTS[(n + 3) % 8]}({n})"]]
    random.Random(1).shuffle(body := rows[1:])
    survey = read_survey(write(tmp_path / "a.csv", [rows[0], *body]))
    assert survey.questions == ("良かった点", "困った点")
    assert survey.answers["年代"].tolist()[:4] == ["20代", "20代", "30代", "30代"]
    assert survey.answers["question"].tolist()[:2] == ["良かった点", "困った点"]
    assert counted(survey) == {"long_closed": 1}
    one = read_survey(tmp_path / "a.csv", questions=["困った"])
    assert (one.questions, len(one.answers), one.attributes) == (("困った点",), 40, ("年代",))


def test_long_table_of_items(tmp_path: Path) -> None:
    """項目 beside an answer column with a name of its own is the item of that question."""
    rows = [["企業番号", "項目", "状況", "障害の内容"]]
    rows += [
        [str(n), item, ("実施", "未実施")[n % 2], f"{TEXTS[n % 8]}{n}{item}"]
        for n in range(20)
        for item in ("10 施錠", "2 保管", "1 更新")
    ]
    survey = read_survey(write(tmp_path / "a.csv", rows))
    assert survey.questions == ("障害の内容",)
    assert survey.answers["item"].tolist()[:3] == ["1 更新", "2 保管", "10 施錠"]


def test_transcript(tmp_path: Path) -> None:
    """Headings make respondents and attributes; paragraphs keep their order, not that of their text."""
    path = tmp_path / "interview.txt"
    path.write_text(
        "<H1>B社</H1>\n<H2>効果</H2>\nん。\nあ。\n<H1>A社</H1>\n<H2>効果</H2>\nい。\n", encoding="utf-8"
    )
    survey = read_survey(path)
    assert survey.answers["respondent"].tolist() == ["B社 / 効果", "B社 / 効果", "A社 / 効果"]
    assert survey.answers["text"].tolist() == ["ん。", "あ。", "い。"]
    assert (survey.questions, survey.attributes) == (("text",), ("heading1", "heading2"))
    assert survey.answers["row"].tolist() == [3, 4, 7]
    by_firm = read_survey(path, respondent="heading1")
    assert by_firm.answers["respondent"].tolist() == ["B社", "B社", "A社"]


def test_lines_of_plain_text(tmp_path: Path) -> None:
    """A .txt without columns: each line is one respondent's answer."""
    path = tmp_path / "a.txt"
    path.write_text("駅が遠い。\nん、道が分からない。\n特になし\n", encoding="utf-8")
    survey = read_survey(path)
    assert survey.answers["respondent"].tolist() == ["row 1", "row 2", "row 3"]
    assert survey.answers["kind"].tolist() == ["substantive", "substantive", "none"]


OURS_TOO = (  # headers that are also names of columns of ours
    "size", "category", "group", "level", "value", "kind", "text", "codes", "answer", "evidence", "row",
    "source", "document", "reviewed", "coder", "left", "keyword", "start", "＊必須", "_kind",
)  # fmt: skip


def test_columns_of_the_survey_are_never_taken_for_ours(tmp_path: Path) -> None:
    """Whatever the survey calls a column: it is not lost, takes no place of ours, and is there once."""
    rows = [["respondent", *OURS_TOO, "ご意見"]]
    for n in range(30):
        values = [f"{name} {'ab'[(n + place) % 2]}" for place, name in enumerate(OURS_TOO)]
        rows.append([f"A{n:02}", *values, f"{TEXTS[n % 8]}{n}"])
    path = write(tmp_path / "a.csv", rows)
    survey = read_survey(path, respondent="respondent", questions=["ご意見"])
    answers = survey.answers
    assert survey.attributes == OURS_TOO  # as they are written in the file
    assert answers.columns.is_unique
    assert tuple(answers.columns[: len(FIXED)]) == FIXED
    assert answers["text"].iloc[0] == f"{TEXTS[0]}0" and set(answers["kind"]) == {"substantive"}
    for name, column in zip(survey.attributes, survey.attribute_columns, strict=True):
        assert set(answers[column]) == {f"{name} a", f"{name} b"}, name
    for name in OURS_TOO:
        named = read_survey(path, questions=["ご意見"], attributes=[name])
        assert named.attributes == (name,)
        (found,) = groups(tokenize(named), name)
        assert (found.attribute, found.names) == (name, (f"{name} a", f"{name} b"))
    by_column = read_survey(path, questions=["ご意見"], attributes=["_text"])
    assert by_column.attributes == ("text",)


def test_a_column_of_choices_is_one_however_it_is_named(tmp_path: Path) -> None:
    """Proposed, named, or written by init into settings: 4 choices are compared, not their combinations."""
    sources = ("新聞", "知人", "ウェブ", "SNS")
    rows = [["企業番号", "情報源", "宣言の効果"]]
    for n in range(60):
        chosen = [source for place, source in enumerate(sources) if (n % 15 + 1) >> place & 1]
        rows.append([str(n), ";".join(chosen), f"{TEXTS[n % 8]}{n}"])
    path = write(tmp_path / "a.csv", rows)
    (tmp_path / "textmine.toml").write_text(init(read_survey(path)), encoding="utf-8")
    written = read_settings(tmp_path / "textmine.toml").survey
    asked = {"respondent": written.respondent, "questions": written.questions}
    surveys = [
        read_survey(path),
        read_survey(path, attributes=["情報源"]),
        read_survey(path, attributes=written.attributes, **asked),
    ]
    for survey in surveys:
        assert survey.separator("情報源") == ";"
        (found,) = groups(tokenize(survey), "情報源")
        assert set(found.names) == set(sources) and not found.exclusive


def test_choices_of_a_long_table_are_split_too(tmp_path: Path) -> None:
    """A closed question of a table with a row per answer, ticked in one cell or in several rows."""
    rows = [["回答者ID", "設問", "回答"]]
    for n in range(40):
        who, sources = f"A{n:03}", ["新聞", "ウェブ", "知人"][n % 3 :][:2]
        rows += [[who, "情報源", ";".join(sources)], *([who, "場所", place] for place in sources)]
        rows += [[who, "良かった点", f"{TEXTS[n % 8]}{n}"]]
    survey = read_survey(write(tmp_path / "a.csv", rows))
    assert survey.questions == ("良かった点",)
    for attribute in ("情報源", "場所"):
        (found,) = groups(tokenize(survey), attribute)
        assert set(found.names) == {"新聞", "ウェブ", "知人"}, attribute


def test_names_read_back(tmp_path: Path) -> None:
    """The names that a survey shows, written into settings, name the same columns."""
    survey = read_survey(resources.sample())
    roles = dict(zip(survey.columns["role"], survey.columns["column"], strict=True))
    again = read_survey(
        resources.sample(),
        respondent=roles["respondent"],
        questions=survey.questions,
        attributes=survey.attributes,
    )
    pd.testing.assert_frame_equal(again.answers, survey.answers)


def test_a_question_by_its_code(tmp_path: Path) -> None:
    """A wording is the name of a question; the code above it is a name too."""
    rows = [["ID", "F1", "Q2"], ["会員番号", "年代", "ご意見をお書きください"], ["", "(SA)", "(FA)"]]
    rows += [[str(n), ("20代", "30代")[n % 2], f"{TEXTS[n % 8]}{n}"] for n in range(1, 13)]
    path = write(tmp_path / "a.csv", rows)
    survey = read_survey(path, questions=["Q2"], attributes=["F1"], respondent="ID")
    assert (survey.questions, survey.attributes) == (("ご意見をお書きください",), ("年代",))
    assert survey.columns["header"].tolist() == ["会員番号", "年代", "ご意見をお書きください"]


def test_one_question_as_text(tmp_path: Path) -> None:
    """questions="効果" is one question, not its letters."""
    path = write(tmp_path / "a.csv", simple())
    assert read_survey(path, questions="効果").questions == ("宣言の効果",)


def test_lexicon_decides_kinds(tmp_path: Path) -> None:
    """Without spellings of non-answers nothing but blanks and symbols is one."""
    path = write(tmp_path / "a.csv", simple())
    assert set(read_survey(path, lexicon=Lexicon()).answers["kind"]) == {"substantive"}


def test_all_blank_is_a_finding(tmp_path: Path) -> None:
    """A question that nobody answered is kept, and said."""
    rows = [["番号", "意見"], ["1", ""], ["2", " "]]
    survey = read_survey(write(tmp_path / "a.csv", rows))
    assert survey.answers["kind"].tolist() == ["blank", "blank"]
    assert counted(survey)["no_answers"] == 2


def test_errors_have_japanese(tmp_path: Path) -> None:
    """An error reads in Japanese from first to last, what a file is called too."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(SurveyError) as caught:
        read_survey(path)
    assert message(caught.value, "ja").startswith(f"{path} は文字のファイルではなく PDF 文書です。")
    with pytest.raises(SurveyError, match="no survey file was named"):
        read_survey([])


def test_survey_survives_pickling(tmp_path: Path) -> None:
    """Worker processes get surveys whole."""
    survey = read_survey(write(tmp_path / "a.csv", simple()))
    again = pickle.loads(pickle.dumps(survey))
    pd.testing.assert_frame_equal(again.answers, survey.answers)
    assert again.sources == survey.sources


@examples(150)
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.text(alphabet='番号,;\t\n\r"あいう。12０<H1>/', max_size=200).map(str.encode),
        st.text(alphabet='番号,\n"あいう。12０', max_size=200).map(lambda text: text.encode("cp932")),
    ),
    ending=st.sampled_from(["csv", "tsv", "txt"]),
)
def test_any_bytes_are_a_survey_or_an_error(tmp_path: Path, data: bytes, ending: str) -> None:
    """Whatever the file holds: answers that fit together, or one sentence."""
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    try:
        survey = read_survey(path, lexicon=Lexicon())
    except SurveyError as error:
        assert "\n" not in str(error) or "\n" in repr(error.details)
        return
    answers = survey.answers
    assert answers["answer"].tolist() == list(range(len(answers)))
    assert set(answers["kind"]) <= set(KINDS)
    assert (answers["respondent"] != "").all()
    assert set(answers["question"]) == set(survey.questions)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "xlsb", "ods"])
def test_any_bytes_named_as_a_workbook(tmp_path: Path, ending: str) -> None:
    """Random bytes with a workbook's ending or beginning are refused."""
    chance = random.Random(ending)
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        path = tmp_path / f"a.{ending}"
        path.write_bytes(start + chance.randbytes(600))
        with pytest.raises(SurveyError):
            read_survey(path)


def test_sample() -> None:
    """The bundled sample: two questions, and the obstacles of 25 items, with the item's closed answers."""
    survey = read_survey(resources.sample())
    assert survey.questions == ("宣言による効果", "情報セキュリティの取り組み", "障害の内容")
    assert survey.attributes == ("業種", "従業員数", "地域", "宣言のきっかけ", "状況", "理由", "希望する支援")
    obstacles = survey.answers[survey.answers["question"] == "障害の内容"]
    assert obstacles["item"].nunique() == 25
    assert list(dict.fromkeys(obstacles["item"]))[9] == "10 インターネット"
    written = obstacles[obstacles["kind"] != "blank"]
    assert (written["理由"] == "実施に当たって障害がある").all()
    assert survey.answers["respondent"].nunique() == 250


@pytest.mark.real
def test_real_columns(real_surveys: Path) -> None:
    """With nothing named, every real file gets the roles that its description gives it."""
    expected: dict[str, tuple[str | None, int]] = {
        "fukui_kanko_fuben.csv": ("respondent", 1),
        "fukui_civic_voice_wide.csv": ("respondent", 14),
        "fukui_civic_voice_202601_raw_cp932.csv": (None, 12),
        "medweb_pseudotweets_ja.csv": (None, 1),
        "yamaguchi_highschool_pubcom.csv": ("number", 1),
        "aipubcom_duplicate_groups.csv": ("group_id", 2),
    }
    for name, (respondent, questions) in expected.items():
        survey = read_once(real_surveys / name)
        roles = survey.columns.groupby("role")["column"].agg(list).to_dict()
        assert roles.get("respondent", [None]) == [respondent], name
        assert len(survey.questions) == questions, name
        assert all(known(f"why.{why}") for why in survey.columns["why"])
        assert all(known(f"finding.{finding}") for finding in survey.findings["finding"])


@pytest.mark.real
def test_real_details(real_surveys: Path) -> None:
    """Row numbers are no respondents, ten equal headers get names, choices stay attributes."""
    survey = read_once(real_surveys / "fukui_kanko_fuben.csv")
    assert survey.questions == ("不便さの内容",)
    assert (len(survey.answers), survey.answers["respondent"].nunique()) == (11222, 9078)
    assert survey.columns.set_index("column").loc["row_id", "why"] == "row_number"
    survey = read_once(real_surveys / "fukui_civic_voice_wide.csv")
    assert all(question.endswith("_reason") for question in survey.questions)
    assert set(survey.columns.query("why == 'multiple_choice'")["column"]) == {"Q9", "Q10", "Q11"}
    path = real_surveys / "fukui_civic_voice_202601_raw_cp932.csv"
    survey = read_once(path)
    assert survey.sources[0].encoding == "cp932"
    assert survey.questions[0] == "問２ 上記回答の理由"
    assert sum("その他" in question for question in survey.questions) == 2
    assert read_survey(path, questions=["問2"]).questions == ("問２ 上記回答の理由",)
    assert counted(survey)["no_respondent"] == 971


@pytest.mark.real
def test_real_file_in_any_order(real_surveys: Path, tmp_path: Path) -> None:
    """Shuffling the rows of a real file with respondents changes no answer."""
    with (real_surveys / "fukui_kanko_fuben.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[:3000]
    first = read_survey(write(tmp_path / "a.csv", rows)).answers.drop(columns="row")
    random.Random(5).shuffle(body := rows[1:])
    second = read_survey(write(tmp_path / "b.csv", [rows[0], *body])).answers.drop(columns="row")
    pd.testing.assert_frame_equal(first, second)
