"""Exports as survey tools write them, end to end: who answered, what was asked, what is compared."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.inputs.test_survey import write
from textmine.inputs.columns import request
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.survey import Survey, chunk_of, read_survey
from textmine.large.records import read_chunks

TEXTS = [
    "駐車場が狭くて困っています。",
    "職員の対応が丁寧でよかったです。",
    "駐車場をもっと広くしてほしい。",
    "案内表示が分かりにくいと思います。",
    "予約の方法が分かりにくい。",
    "特になし",
    "待ち時間が長いので改善してほしい。",
    "駐車場の料金が高い。",
    "職員の説明が分かりやすかった。",
    "トイレが古いので直してほしい。",
    "待ち時間が短くなって助かりました。",
    "案内の文字が小さくて読みにくい。",
]
AGES = ["20代", "30代", "40代", "50代", "60代"]
SEXES = ["男性", "女性"]

Row = Callable[[int], list[str]]


def age(n: int) -> str:
    """The age of a respondent."""
    return AGES[n % 5]


def when(n: int) -> str:
    """When a respondent answered."""
    return f"2026/01/01 10:00:{n:02}"


EXPORTS: dict[str, tuple[list[list[str]], Row, list[str], list[str]]] = {
    "names, wordings, ids, few answers": (
        [
            ["StartDate", "ResponseId", "Q1", "Q2_TEXT"],
            ["開始日", "回答ID", "年代", "ご意見をお書きください"],
            [f'{{"ImportId":"{name}"}}' for name in ("startDate", "_recordId", "QID1", "QID2_TEXT")],
        ],
        lambda n: [when(n), f"R_{n}abC", age(n), TEXTS[n]],
        ["ご意見をお書きください"],
        ["開始日", "年代"],
    ),
    "names and wordings in English": (
        [
            ["ResponseID", "StartDate", "Q1", "Q2"],
            ["ResponseID", "StartDate", "How old?", "What do you think?"],
        ],
        lambda n: [f"R_{n}xY", when(n), age(n), TEXTS[n]],
        ["What do you think?"],
        ["StartDate", "How old?"],
    ),
    "a grid and two open questions": (
        [
            [
                "respondent_id",
                "date",
                "満足度をお答えください。",
                "",
                "",
                "ご自由にご記入ください。",
                "その他ご意見",
            ],
            ["", "", "接客", "価格", "清潔さ", "Open-Ended Response", "Open-Ended Response"],
        ],
        lambda n: [
            f"{118000 + n}",
            when(n),
            *(["満足", "普通"][(n + k) % 2] for k in range(3)),
            TEXTS[n],
            TEXTS[-n],
        ],
        ["ご自由にご記入ください。", "その他ご意見"],
        ["date", *(f"満足度をお答えください。／{item}" for item in ("接客", "価格", "清潔さ"))],
    ),
    "text boxes of one question": (
        [
            ["回答者ID", "開始日", "性別", "良かった点と困った点", ""],
            ["", "", "回答", "良かった点", "困った点"],
        ],
        lambda n: [f"{118000 + n}", when(n), SEXES[n % 2], TEXTS[n], TEXTS[-n]],
        ["良かった点と困った点／良かった点", "良かった点と困った点／困った点"],
        ["開始日", "性別"],
    ),
    "codes, wordings and types": (
        [
            ["NO", "SEX", "Q1", "Q2S1", "Q2S2", "Q3T1"],
            ["サンプル番号", "性別", "年代", "利用窓口", "利用窓口", "ご意見"],
            ["", "SA", "SA", "MA", "MA", "FA"],
        ],
        lambda n: [str(n + 1), str(n % 2 + 1), str(n % 5 + 1), str(n % 2), str((n + 1) % 2), TEXTS[n]],
        ["ご意見"],
        ["性別", "年代", "利用窓口／Q2S1", "利用窓口／Q2S2"],
    ),
    "groups, codes, wordings and choices": (
        [
            ["", "", "問1", "問2", "", "問3"],
            ["SAMPLEID", "SEX", "Q1", "Q2_1", "Q2_2", "Q3"],
            ["", "性別", "あなたの年代", "利用した窓口", "利用した窓口", "ご意見をお聞かせください"],
            ["", "", "", "市民課", "税務課", ""],
        ],
        lambda n: [str(1000 + n), str(n % 2 + 1), str(n % 5 + 1), str(n % 2), str((n + 1) % 2), TEXTS[n]],
        ["ご意見をお聞かせください"],
        ["性別", "あなたの年代", "利用した窓口／市民課", "利用した窓口／税務課"],
    ),
    "question numbers, wordings and choices that are the answers": (
        [
            ["回答ID", "回答日時", "Q1", "Q2", "Q2", "Q3"],
            ["", "", "年代", "使った窓口", "使った窓口", "ご意見を自由にお書きください"],
            ["", "", "", "市民課", "税務課", ""],
        ],
        lambda n: [f"cs{n:04}", when(n), age(n), "市民課" * (n % 2), "税務課" * (n % 3 > 0), TEXTS[n]],
        ["ご意見を自由にお書きください"],
        ["回答日時", "年代", "使った窓口／市民課", "使った窓口／税務課"],
    ),
    "wordings above codes": (
        [
            ["回答者ID", "性別", "年齢", "Q1.年代", "Q2.ご意見をお書きください。"],
            ["ID", "SEX", "AGE", "Q1", "Q2"],
        ],
        lambda n: [f"{n:05}", SEXES[n % 2], str(20 + n), age(n), TEXTS[n]],
        ["Q2.ご意見をお書きください。"],
        ["性別", "年齢", "Q1.年代"],
    ),
    "a note below each header": (
        [["ID", "年齢", "ご意見"], ["", "（歳）", "（任意）"]],
        lambda n: [str(n + 1), str(20 + n), TEXTS[n]],
        ["ご意見"],
        ["年齢"],
    ),
    "row names without a header": (
        [["", "age", "comment"]],
        lambda n: [str(n + 1), age(n), TEXTS[n]],
        ["comment"],
        ["age"],
    ),
    "a quiz": (
        [
            [
                "ID",
                "完了時刻",
                "名前",
                "合計ポイント",
                "ご意見",
                "ポイント - ご意見",
                "フィードバック - ご意見",
            ]
        ],
        lambda n: [str(n + 1), when(n), "", "0", TEXTS[n], "", ""],
        ["ご意見"],
        ["完了時刻", "合計ポイント"],
    ),
    "a contact form": (
        [["Id", "Date", "your-email", "your-subject", "your-message", "status"]],
        lambda n: [str(n + 1), when(n), f"a{n}@example.jp", "ご意見", TEXTS[n], "read"],
        ["your-message"],
        ["Date", "your-subject", "status"],
    ),
    "no header": (
        [],
        lambda n: [f"R{n:03}", SEXES[n % 2], age(n), str(n % 5), TEXTS[n], TEXTS[-n]],
        ["column 5", "column 6"],
        ["column 2", "column 3", "column 4"],
    ),
    "by hand": (
        [
            ["令和6年度 窓口アンケート", "", "", ""],
            ["集計日", "2026/1/5", "", ""],
            ["No.", "属性", "", "自由記述"],
            ["", "性別", "年代", ""],
        ],
        lambda n: [str(n + 1), SEXES[n % 2], age(n), TEXTS[n]],
        ["自由記述"],
        ["属性／性別", "属性／年代"],
    ),
}


def read(path: Path, name: str, count: int = 12, encoding: str = "utf-8-sig") -> Survey:
    """The survey of an export with so many answers."""
    header, row, _, _ = EXPORTS[name]
    return read_survey(write(path / "a.csv", [*header, *map(row, range(count))], codec=encoding))


@pytest.mark.parametrize("name", EXPORTS)
def test_exports(tmp_path: Path, name: str) -> None:
    """Each respondent once, each question by its wording, nothing of the header among the answers."""
    survey = read(tmp_path, name)
    _, _, questions, attributes = EXPORTS[name]
    assert survey.answers["respondent"].nunique() == 12
    assert list(survey.questions) == questions
    assert list(survey.attributes) == attributes
    first = survey.answers[survey.answers["question"] == questions[0]]["text"].tolist()
    assert sorted(first) == sorted(TEXTS)


@pytest.mark.parametrize("name", EXPORTS)
def test_in_chunks(tmp_path: Path, name: str) -> None:
    """A large survey is read by the same rules."""
    survey, lexicon = read(tmp_path, name), read_lexicon()
    asked = request(None, survey.questions, survey.attributes)
    chunks = read_chunks([str(tmp_path / "a.csv")], tmp_path, asked, lexicon=lexicon)
    found = [chunk_of(sheets, chunks.layout, lexicon).answers for sheets in chunks.sheets]
    pd.testing.assert_frame_equal(pd.concat(found), survey.answers)


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
@pytest.mark.parametrize("name", ["codes, wordings and types", "no header"])
def test_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    """Whatever the encoding."""
    survey = read(tmp_path, name, encoding=encoding)
    assert survey.answers["respondent"].nunique() == 12


@pytest.mark.parametrize("name", ["names, wordings, ids, few answers", "codes, wordings and types"])
@pytest.mark.parametrize("count", [2, 4])
def test_few_answers(tmp_path: Path, name: str, count: int) -> None:
    """A header is told from two answers already."""
    survey = read(tmp_path, name, count)
    assert survey.answers["respondent"].nunique() == count
    assert list(survey.questions) == EXPORTS[name][2]


def test_an_export_that_was_written_twice(tmp_path: Path) -> None:
    """Each row twice: all of them stay, and they are said."""
    rows = [["タイムスタンプ", "年代", "ご意見"]]
    for n in range(6):
        rows += [[when(n), age(n), TEXTS[n]]] * 2
    survey = read_survey(write(tmp_path / "a.csv", rows))
    assert (survey.questions, len(survey.answers)) == (("ご意見",), 12)
    findings = dict(zip(survey.findings["finding"], survey.findings["count"], strict=True))
    assert findings == {"no_respondent": 12, "repeated_rows": 6}
