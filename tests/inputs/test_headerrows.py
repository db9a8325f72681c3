"""The header is found by what sets it apart from the rows below, and named by what it asks."""

import csv
import io
from pathlib import Path

import pytest

from textmine.inputs.headerrows import find_header
from textmine.inputs.survey import read_survey

TEXTS = ["駐車場が狭くて困っています。", "職員の対応が丁寧でした。", "特になし", "案内が分かりにくいです。"]
AGES = ["20代", "30代", "40代"]


def names_of(text: str) -> tuple[list[str], int]:
    """The names of the columns of a table, and how many rows its header has."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    filled = [number for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
    header = find_header(rows, filled)
    return header.names, len(header.rows)


def below(*header: str, rows: int = 12, codes: bool = False) -> str:
    """A table of an id, an age, two choices, a free text under header rows."""
    lines = list(header)
    for n in range(rows):
        age = str(n % 3 + 1) if codes else AGES[n % 3]
        ticked = ("1", "0") if codes else ("市民課", "税務課")
        chosen = [ticked[0] if n % 2 else ticked[1] * codes, ticked[1] if n % 3 else ""]
        lines.append(",".join([str(1001 + n), age, *chosen, TEXTS[n % 4]]))
    return "\n".join(lines) + "\n"


CODES = "ID,F1,Q1_1,Q1_2,Q2"
ONE_EACH = "会員番号,年代,窓口1,窓口2,ご意見"
REPEATED = "会員番号,年代,使った窓口,使った窓口,ご意見"
GROUPED = "会員番号,年代,使った窓口,,ご意見"
CHOICES = ",,市民課,税務課,"
TYPES = ",(SA),(MA),(MA),(FA)"
IDS = ",".join(f'"{{""ImportId"":""QID{n}""}}"' for n in range(5))
WORDINGS = ["会員番号", "年代", "使った窓口／市民課", "使った窓口／税務課", "ご意見"]
WITH_CODES = ["会員番号", "年代", "使った窓口／Q1_1", "使った窓口／Q1_2", "ご意見"]


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        # names, wordings and choices of a panel company, codes for answers
        (below(CODES, REPEATED, CHOICES, codes=True), WORDINGS, 3),
        # types, before, between and after the wordings
        (below(CODES, TYPES, GROUPED, CHOICES, codes=True), WORDINGS, 4),
        (below(TYPES, CODES, GROUPED, CHOICES, codes=True), WORDINGS, 4),
        (below(ONE_EACH, "数値,単一回答,複数回答,複数回答,自由回答", codes=True), ONE_EACH.split(","), 2),
        # choices below a question that has several columns, and what is no choice
        (below(GROUPED, ",Response,市民課,税務課,Open-Ended Response"), WORDINGS, 2),
        (below(GROUPED, ",回答,市民課,税務課,自由回答"), WORDINGS, 2),
        # codes above or below wordings that don't tell all columns apart
        (below(CODES, REPEATED, codes=True), WITH_CODES, 2),
        (below(REPEATED, CODES, codes=True), WITH_CODES, 2),
        # numbers of questions above some wordings only, names above the others
        (below("会員番号,年代,Q1,Q1,Q2", ",,使った窓口,,ご意見", CHOICES), WORDINGS, 3),
        # types without brackets, which tell nothing apart
        (below(REPEATED, CODES, ",SA,MA,MA,FA", codes=True), WITH_CODES, 3),
        # few answers
        (below(CODES, ONE_EACH, IDS, rows=2), ONE_EACH.split(","), 3),
        # ids of questions
        (below(CODES, ONE_EACH, IDS), ONE_EACH.split(","), 3),
        # titles, and a note of two cells
        (below("アンケート集計,,,,", "実施日,2026-01-05,,,", ONE_EACH), ONE_EACH.split(","), 1),
    ],
)
def test_header_of_several_rows(text: str, names: list[str], count: int) -> None:
    """The wording names the column; choices tell apart those that share one; codes, types and ids don't."""
    assert names_of(text) == (names, count)


@pytest.mark.parametrize(
    "text",
    [
        below(ONE_EACH),
        below(ONE_EACH, codes=True),
        below(CODES, codes=True),
        "年代,ご意見\n90代,駅が遠いです。\n" + "".join(f"{AGES[n % 3]},{TEXTS[n % 4]}\n" for n in range(9)),
        # nothing but requests, by someone who ticked nothing
        "満足度,良い点,困った点\n,案内の内容がわからない,理由を教えてください\n"
        + "".join(f"{n % 5 + 1},{TEXTS[n % 4]},{TEXTS[(n + 1) % 4]}\n" for n in range(9)),
        "満足度,ご意見\n無回答,駅が遠いです。\n" + "".join(f"{n % 5},{TEXTS[n % 4]}\n" for n in range(9)),
        "良かった点,困った点\n駅が近いです。,特になし\n" + "".join(f"{text},{text}\n" for text in TEXTS),
        "ご意見\n" + "".join(f"{text}\n" for text in TEXTS),
        "お困りのことは何ですか。\n" + "".join(f"{text}\n" for text in TEXTS),
        ",年代,ご意見\n" + "".join(f"{n},{AGES[n % 3]},{TEXTS[n % 4]}\n" for n in range(9)),
        "会員番号,ご意見\n1,駅が遠い。\n",
        "a,b\n1,2\n3,4\n",
        "番号,2023,2024,ご意見\n" + "".join(f"{n},{n % 5},{n % 3},{TEXTS[n % 4]}\n" for n in range(9)),
        "ID,2023,2024,ご意見\n" + "".join(f"A{n},{n % 5},{n % 3},{TEXTS[n % 4]}\n" for n in range(9)),
    ],
)
def test_header_of_one_row(text: str) -> None:
    """An unusual first answer is still an answer."""
    assert names_of(text)[1] == 1


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{n},{AGES[n % 3]},{TEXTS[n % 4]}\n" for n in range(9)),
        "".join(f"{n},{TEXTS[n % 4]}\n" for n in range(4)),
        "".join(f"{n},{text}\n" for n, text in enumerate(["駅", "混雑", "道が狭い", "トイレ"])),
        "1,その他,駅\n" + "".join(f"{n},{AGES[n % 3]},{TEXTS[n % 4]}\n" for n in range(2, 9)),
        "".join(f"2026/01/0{n} 10:00:00,{AGES[n % 3]},{TEXTS[n % 4]}\n" for n in range(1, 9)),
        "".join(f"{AGES[n % 3]},{TEXTS[n % 4]}\n" for n in range(9)),
        "".join(f"A00{n},{('男', '女')[n % 2]},{TEXTS[n % 4]}\n" for n in range(9)),
        "".join(f"{text}\n" for text in TEXTS),
        "".join(f"本店,{n + 1}階の案内が分かりにくいです。\n" for n in range(9)),
    ],
)
def test_no_header(text: str) -> None:
    """A first row that is like all others is an answer; columns have no names then."""
    names, count = names_of(text)
    assert count == 0
    assert not any(names)


@pytest.mark.parametrize(
    "above",
    [
        "図書館の調査,,2026/10/1 現在\n\n",
        "調査名,利用者の声\n実施,2026年5月\n\n",
        "年代,人数\n20代,4\n30代,4\n合計,8\n\n",
    ],
)
def test_a_block_above_a_blank_row(above: str) -> None:
    """A title of two cells, or a small table, stands above the header; a blank row parts them."""
    names, count = names_of(above + below(ONE_EACH))
    assert (names, count) == (ONE_EACH.split(","), 1)


def test_a_blank_row_below_the_header() -> None:
    """A header above a blank row stays one: the rows below are no wider."""
    names, count = names_of(below(ONE_EACH + "\n"))
    assert (names, count) == (ONE_EACH.split(","), 1)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ご意見<br />（自由記述）", "ご意見 （自由記述）"),
        ("<p>ご意見を<strong>自由に</strong></p>", "ご意見を 自由に"),
        ("良い点&nbsp;・&nbsp;悪い点", "良い点 ・ 悪い点"),
        # controls: signs that are no markup
        ("R&D 部門へ", "R&D 部門へ"),
        ("費用 <1万円 の品>", "費用 <1万円 の品>"),
    ],
)
def test_markup_of_names(written: str, name: str) -> None:
    """A form shows its questions with markup, which is no part of their names."""
    rows = [["番号", written], ["1", "駐車場が狭い。"], ["2", "特になし"]]
    assert find_header(rows, [0, 1, 2]).names == ["番号", name]


def test_a_name_with_markup_is_found_as_it_is_written(tmp_path: Path) -> None:
    """Whoever copies the name from the file gets the column."""
    path = tmp_path / "a.csv"
    path.write_text("番号,<b>業種</b>,ご意見\n1,製造,広い。\n2,運輸,狭いと思います。\n", encoding="utf-8")
    found = read_survey(path, attributes=["<b>業種</b>"], questions=["ご意見"])
    assert found.attributes == ("業種",)


PAIRS = [["調査名", "来店者"], ["期間", "2026/05/01-05/10"], ["回答数", "3"]]


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        ([*PAIRS, [], ["番号", "年代", "ご意見"], *[[f"{n}", "20代", "広い。"] for n in range(4)]], 3),
        (
            [
                PAIRS[0],
                ["概要"],
                [],
                ["番号", "年代", "ご意見"],
                *[[f"{n}", "20代", "広い。"] for n in range(4)],
            ],
            2,
        ),
        # controls: a table of two columns, with a blank row, or with a comma in an answer
        ([["番号", "ご意見"], ["1", "広い。"], [], ["2", "狭い。"], ["3", "遠い。"]], 0),
        ([["番号", "ご意見"], ["1", "広い。"], [], ["2", "狭い", "遠い。"], ["3", "遠い。"]], 0),
    ],
)
def test_names_and_values_above_a_blank_row(rows: list[list[str]], titles: int) -> None:
    """What tells of a survey may stand above a table of three columns, with a blank row between."""
    filled = [number for number, row in enumerate(rows) if row]
    assert len(find_header(rows, filled).titles) == titles


NARROW = [
    ["1", "20代", "駐車場が狭い。"],
    ["2", "30代", "特になし"],
    ["3", "60代", "案内が分かりにくいです。"],
]


@pytest.mark.parametrize("times", [1, 2, 10])
@pytest.mark.parametrize(
    ("header", "names"),
    [
        ([["ID", "Q1", "Q2"], ["", "年代", "ご意見"]], ["ID", "年代", "ご意見"]),
        (
            [["回答No", "Q1", "Q2"], ["", "年代をお答えください", "ご意見をお書きください"]],
            ["回答No", "年代をお答えください", "ご意見をお書きください"],
        ),
        ([["番号", "年代", "感想"], ["", "回答", "自由回答"]], ["番号", "年代", "感想"]),
        ([["番号", "年代", "感想"], ["", "SA", "FA"]], ["番号", "年代", "感想"]),
        ([["id", "年代", "感想"], ["", "Response", "Open-Ended Response"]], ["id", "年代", "感想"]),
        # controls: someone without an id
        ([["ID", "Q1", "Q2"]], ["ID", "Q1", "Q2"]),
        ([["ID", "年代", "ご意見"]], ["ID", "年代", "ご意見"]),
    ],
)
def test_narrow_tables(header: list[list[str]], names: list[str], times: int) -> None:
    """Few columns and few answers are enough to tell wordings from answers."""
    answers = [[f"{3 * k + int(n)}", *cells] for k in range(times) for n, *cells in NARROW]
    first = [] if len(header) > 1 else [["", "20代", "良い"], ["", "", "とてもよい接客でした"]]
    rows = [*header, *first, *answers]
    found = find_header(rows, list(range(len(rows))))
    assert (found.names, len(found.rows)) == (names, len(header))


def test_a_wording_alone_below_its_number() -> None:
    """Beside the id one question was asked."""
    rows = [["ID", "Q1"], ["", "ご意見"], ["1", "駐車場が狭い。"], ["2", "特になし"], ["3", "広い。"]]
    assert find_header(rows, list(range(5))).names == ["ID", "ご意見"]
    rows[:2] = [["Q1", "Q2"], ["", "その他"]]  # a first answer without a number
    assert find_header(rows, list(range(5))).names == ["Q1", "Q2"]
