"""textmine.large.records: all parts together are what read_survey reads, and a respondent is in one."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import fsspec
import pandas as pd
import pytest

import textmine as tm
from textmine.errors import SurveyError
from textmine.inputs.columns import request
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.survey import chunk_of
from textmine.large import records as module
from textmine.large.records import in_chunks, read_chunks, read_sample

LEXICON = read_lexicon()
ROWS = [
    (f"c{number % 37:02}", ["製造", "建設", "運輸"][number % 37 % 3], text)
    for number, text in enumerate(
        ["意識が向上した、とても", '「改行」の\n"後"', "特になし", "", "ﾊﾟｽﾜｰﾄﾞを変えた", "効果は感じられない"]
        * 20
    )
]


def write(
    path: Path, rows: Sequence[Sequence[str]] = ROWS, *, encoding: str = "utf-8", sign: str = ","
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=sign).writerows([("番号", "業種", "効果"), *rows])
    return path


def answers(paths: Sequence[Path | str], folder: Path, **options: object) -> list[pd.DataFrame]:
    folder.mkdir(exist_ok=True)
    asked = {"respondent": "番号", "questions": ("効果",), "attributes": None, **options}
    found = read_chunks([str(path) for path in paths], folder, request(**asked), lexicon=LEXICON)
    return [chunk_of(sheets, found.layout, LEXICON).answers for sheets in found.sheets]


def content(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """What the answers say, in an order of its own: not where they stand."""
    columns = [name for name in table.columns if name not in ("answer", "source")]
    return sorted(map(tuple, table[columns].astype(str).to_numpy().tolist()))


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 10)
    monkeypatch.setattr(module, "BUCKET", 400)


@pytest.mark.parametrize(
    ("encoding", "sign", "suffix"),
    [
        ("utf-8", ",", ".csv"),
        ("utf-8-sig", ",", ".csv"),
        ("cp932", ",", ".csv"),
        ("utf-8", ";", ".csv"),
        ("cp932", "\t", ".tsv"),
    ],
)
def test_all_parts_together_are_the_survey(tmp_path: Path, encoding: str, sign: str, suffix: str) -> None:
    """Any encoding and separator, line breaks inside quotation marks, blank answers."""
    path = write(tmp_path / f"a{suffix}", encoding=encoding, sign=sign)
    found = answers([path], tmp_path / "parts")
    whole = tm.read_survey(path, respondent="番号", questions=["効果"]).answers
    assert len(found) > 3
    assert content(pd.concat(found)) == content(whole)


def test_a_respondent_is_in_one_part(tmp_path: Path) -> None:
    """Rows of one respondent stand anywhere in the file, and in one part, also with the id in full width."""
    rows = [(who.replace("c", "ｃ") if place % 2 else who, *rest) for place, (who, *rest) in enumerate(ROWS)]
    found = answers([write(tmp_path / "a.csv", rows)], tmp_path / "parts")
    people = [set(part["respondent"]) for part in found]
    assert sum(map(len, people)) == len(set().union(*people)) == 37


def test_the_order_of_rows_changes_no_part(tmp_path: Path) -> None:
    shuffled = random.Random(4).sample(ROWS, len(ROWS))
    one = answers([write(tmp_path / "a.csv")], tmp_path / "one")
    other = answers([write(tmp_path / "b.csv", shuffled)], tmp_path / "other")
    plain = [sorted(zip(part["respondent"], part["text"], strict=True)) for part in one]
    assert plain == [sorted(zip(part["respondent"], part["text"], strict=True)) for part in other]


def test_without_a_respondent_each_row_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [f"意識が{number}回向上した\n" for number in range(45)]
    path.write_text("".join(["感想\n", *lines]), encoding="utf-8")
    found = answers([path], tmp_path / "parts", respondent=None, questions=("感想",))
    whole = tm.read_survey(path, questions=["感想"]).answers
    assert [len(part) for part in found] == [10, 10, 10, 10, 5]
    assert content(pd.concat(found)) == content(whole)


def test_titles_above_the_header_and_blank_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    body = [f"c{n},製造,意識が{n}回向上した" for n in range(30)]
    lines = ["調査の回答一覧,,", "", "番号,業種,効果", *body, ",,", "c99,建設,効果"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = answers([path], tmp_path / "parts")
    whole = tm.read_survey(path, respondent="番号", questions=["効果"]).answers
    assert content(pd.concat(found)) == content(whole)


def test_rows_that_are_no_answers_are_left_out_of_chunks_too(tmp_path: Path) -> None:
    """Several header rows, headers that come again, totals, broken and continued rows: as read whole."""
    header = ["Q0,Q1,Q2", "番号,業種,効果", "(SA),(SA),(FA)"]
    body = [f"{n},製造,意識が{n}回向上した。" for n in range(1001, 1040)]
    body[5:5] = header
    body[20:20] = [",,【郵送分】", ",,続きです。", "※ここから建設業,,"]
    lines = [*header, *body, '="1040",製造,効果が', "あった。", "合計,,40"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = pd.concat(answers([path], tmp_path / "parts"))
    whole = tm.read_survey(path, respondent="番号", questions=["効果"])
    assert content(found) == content(whole.answers)
    assert found.loc[found["respondent"] == "1040", "text"].tolist() == ["効果が\nあった。"]
    assert len(found) == 40
    sample = read_sample([str(path)], 20, request("番号", ("効果",), None), seed=1, lexicon=LEXICON)
    counts = dict(zip(sample.findings["finding"], sample.findings["count"], strict=True))
    assert counts == {
        "not_drawn": 20,
        "header_rows": 3,
        "repeated_headers": 3,
        "heading_rows": 1,
        "continued_rows": 1,
        "note_rows": 1,
        "broken_rows": 1,
        "total_rows": 1,
    }


def test_several_files_and_a_folder_are_one_survey(tmp_path: Path) -> None:
    """Files of different encodings, whose respondents overlap."""
    (tmp_path / "in").mkdir()
    one, other = (
        write(tmp_path / "in" / "1.csv", ROWS[:60]),
        write(tmp_path / "in" / "2.csv", ROWS[60:], encoding="cp932"),
    )
    whole = tm.read_survey([one, other], respondent="番号", questions=["効果"]).answers
    for place, paths in enumerate(([one, other], [tmp_path / "in"])):
        found = answers(paths, tmp_path / f"parts{place}")
        assert content(pd.concat(found)) == content(whole)
        people = [set(part["respondent"]) for part in found]
        assert sum(map(len, people)) == len(set().union(*people))


def test_parquet_files_folders_and_addresses(tmp_path: Path) -> None:
    """Missing values are blank, numbers are texts; an address is read through fsspec."""
    whole = tm.read_survey(write(tmp_path / "a.csv"), respondent="番号", questions=["効果"]).answers
    table = pd.DataFrame(ROWS, columns=["番号", "業種", "効果"])
    table["効果"] = table["効果"].mask(table["効果"] == "")
    (tmp_path / "in").mkdir()
    table[:70].to_parquet(tmp_path / "in" / "1.parquet")
    table[70:].to_parquet(tmp_path / "in" / "2.parquet")
    found = answers([tmp_path / "in"], tmp_path / "parts")
    told = ["respondent", "text", "kind", "業種"]
    assert content(pd.concat(found)[told]) == content(whole[told])
    assert in_chunks([str(tmp_path / "in")])
    with fsspec.open("memory://a.parquet", "wb") as file:
        file.write((tmp_path / "in" / "1.parquet").read_bytes())
    assert in_chunks(["memory://a.parquet"])
    away = answers(["memory://a.parquet"], tmp_path / "away")
    assert sum(map(len, away)) == 70


def test_a_table_with_a_row_per_answer(tmp_path: Path) -> None:
    """Which questions there are, and which are closed, is seen in the first rows, not in each chunk."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(f"c{n:02}", f"問{q}", f"意識が{n}回、{q}度向上した") for n in range(30) for q in (1, 2)]
        rows += [(f"c{n:02}", "年代", ("20代", "30代")[n % 2]) for n in range(30)]
        csv.writer(file).writerows([("番号", "質問", "回答"), *rows])
    found = answers([path], tmp_path / "parts", questions=None)
    whole = tm.read_survey(path, respondent="番号").answers
    assert content(pd.concat(found)) == content(whole)
    assert set(pd.concat(found)["question"]) == {"問1", "問2"}


def test_what_can_not_be_read_is_one_sentence(tmp_path: Path) -> None:
    """Too many cells, another encoding far below, other columns, another format, no file."""
    path = tmp_path / "a.csv"
    path.write_text("番号,効果\n" + "1,意識が向上した\n" * 30 + "2,意識,が,向上\n", encoding="utf-8")
    module_head = module.HEAD
    module.HEAD = 200
    try:
        with pytest.raises(SurveyError, match="row 32 has 4 cells"):
            answers([path], tmp_path / "p1")
        path.write_bytes(
            "番号,効果\n".encode() + "1,意識が向上した\n".encode() * 30 + "2,意識\n".encode("cp932")
        )
        with pytest.raises(SurveyError, match="does not go on so"):
            answers([path], tmp_path / "p2")
    finally:
        module.HEAD = module_head
    other = tmp_path / "b.csv"
    other.write_text("番号,感想\n1,意識\n", encoding="utf-8")
    with pytest.raises(SurveyError, match="other columns"):
        answers([write(tmp_path / "c.csv"), other], tmp_path / "p3")
    (tmp_path / "d.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(SurveyError, match=r"d\.parquet"):
        answers([tmp_path / "d.parquet"], tmp_path / "p4")
    (tmp_path / "e.txt").write_text("意識\n", encoding="utf-8")
    with pytest.raises(SurveyError, match="in parts"):
        answers([tmp_path / "e.txt"], tmp_path / "p5")
    with pytest.raises(SurveyError):
        answers([tmp_path / "none.csv"], tmp_path / "p6")


def test_large_text_files_are_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(write(tmp_path / "a.csv"))
    assert not in_chunks([path])
    monkeypatch.setattr(module, "LARGE", 100)
    assert in_chunks([path])
    assert in_chunks([str(tmp_path)])
    (tmp_path / "a.xlsx").write_bytes(b"x" * 200)
    assert not in_chunks([str(tmp_path / "a.xlsx")])
    assert not in_chunks([str(tmp_path)])


@pytest.mark.real
@pytest.mark.parametrize("name", ["fukui_kanko_fuben.csv", "fukui_civic_voice_wide.csv"])
def test_real_surveys_in_parts(
    real_surveys: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """11,222 and 10,652 rows, a short table and a wide one."""
    monkeypatch.setattr(module, "ROWS", 3000)
    monkeypatch.setattr(module, "BUCKET", 1 << 20)
    path = real_surveys / name
    whole = tm.read_survey(path)
    column = whole.columns.loc[whole.columns["role"] == "respondent", "column"].tolist()
    asked = tuple(whole.columns.loc[whole.columns["role"] == "question", "column"])
    found = answers([path], tmp_path / "parts", respondent=column[0] if column else None, questions=asked)
    assert len(found) > 2
    told = ["respondent", "question", "item", "text", "kind", "row"]
    assert content(pd.concat(found)[told]) == content(whole.answers[told])
