"""Interviews in whatever notation: the same people, the same questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx
import pytest

from textmine.errors import SurveyError
from textmine.inputs.notations import with_headings
from textmine.inputs.survey import Survey, read_survey

Interviews = Mapping[str, Sequence[tuple[str, str]]]

TWO: Interviews = {
    "青葉商会": [
        ("導入の効果は何ですか", "伝票の入力が早くなりました。"),
        ("困っていることは何ですか", "費用が高いです。"),
    ],
    "みどり工業": [
        ("導入の効果は何ですか", "入力の間違いが減りました。"),
        ("困っていることは何ですか", "教育の時間が取れません。"),
    ],
}
THREE: Interviews = {  # another order, and a question that one was not asked
    "青葉商会": [
        ("効果", "伝票の入力が早くなりました。\n月末の残業もありません。"),
        ("課題", "費用が高いです。"),
        ("要望", "台数を増やしてほしい。"),
    ],
    "みどり工業": [("課題", "教育の時間が取れません。"), ("効果", "入力の間違いが減りました。")],
    "白浜建設": [
        ("要望", "現場で使いたいです。"),
        ("効果", "連絡が早くなりました。"),
        ("課題", "電波が届きません。"),
    ],
}


def plain(
    interviews: Interviews, name: Callable[[int, str], str], ask: Callable[[int, int, str], str]
) -> str:
    """The interviews as lines, with the heading of each person and of each question as they are made."""
    lines = []
    for number, (person, answers) in enumerate(interviews.items(), start=1):
        lines.append(name(number, person))
        for place, (question, answer) in enumerate(answers, start=1):
            lines += [ask(number, place, question), answer, ""]
    return "\n".join(lines)


NOTATIONS: dict[str, tuple[Callable[[int, str], str], Callable[[int, int, str], str]]] = {
    "tags": (lambda _, p: f"<H1>{p}</H1>", lambda _, i, q: f"<H2>{q}</H2>"),
    "markdown": (lambda _, p: f"# {p}", lambda _, i, q: f"## {q}"),
    "lower markdown": (lambda _, p: f"## {p}", lambda _, i, q: f"#### {i}. {q}"),
    "squares": (lambda _, p: f"【{p}】", lambda _, i, q: f"■{q}"),
    "one mark": (lambda _, p: f"■{p}", lambda _, i, q: f"■{q}"),
    "bare name": (lambda _, p: p, lambda _, i, q: f"●{q}"),
    "numbers": (lambda n, p: f"{n}. {p}", lambda n, i, q: f"{n}.{i} {q}"),
    "brackets": (lambda n, p: f"{n}. {p}", lambda _, i, q: f"({i}) {q}"),
    "circled": (lambda _, p: f"◆ {p}", lambda _, i, q: f"{'①②③'[i - 1]}{q}"),
    "quoted": (lambda _, p: p, lambda _, i, q: f"＜{q}＞"),
}


def survey_of(folder: Path, text: str) -> Survey:
    path = folder / "interview.txt"
    path.write_text(text, encoding="utf-8")
    return read_survey(path)


def check(survey: Survey, interviews: Interviews) -> None:
    """Each answer stands with the person who gave it and the question that was asked."""
    answers = survey.answers
    found = {
        (person, question.lstrip("0123456789.()①②③ "), "\n".join(texts["text"]))
        for (person, question), texts in answers.groupby(["respondent", "question"])
    }
    wanted = {(person, q, answer) for person, answers in interviews.items() for q, answer in answers}
    assert found == wanted


@pytest.mark.parametrize("interviews", [TWO, THREE], ids=["two", "three"])
@pytest.mark.parametrize("notation", NOTATIONS)
def test_people_and_questions(tmp_path: Path, notation: str, interviews: Interviews) -> None:
    """Headings that recur are questions and those above them people; the check says which."""
    name, ask = NOTATIONS[notation]
    survey = survey_of(tmp_path, plain(interviews, name, ask))
    check(survey, interviews)
    said = survey.findings.set_index("finding")
    assert said.loc["heading_questions", "count"] == len({q for each in interviews.values() for q, _ in each})


@pytest.mark.parametrize(
    ("q", "a"),
    [("Q{0}. {1}", "A{0}. {1}"), ("Q：{1}", "A：{1}"), ("問{0}　{1}", "答：{1}"), ("Q{0} {1}", "{1}")],
)
def test_questions_and_answers(tmp_path: Path, q: str, a: str) -> None:
    """The mark of an answer is no word of it."""
    interviews = {
        person: [
            (question, a.format(place, answer)) for place, (question, answer) in enumerate(answers, start=1)
        ]
        for person, answers in TWO.items()
    }
    text = plain(interviews, lambda _, person: person, lambda _, place, question: q.format(place, question))
    survey = survey_of(tmp_path, text)
    assert survey.answers["respondent"].unique().tolist() == list(TWO)
    assert len(survey.questions) == 2
    assert set(survey.answers["text"]) == {answer for each in TWO.values() for _, answer in each}


def test_what_stands_under_no_question(tmp_path: Path) -> None:
    """A preamble, and what is told of a person above the first question, are no answers; it is said."""
    lines = ["聞き取りの記録", "2024年4月"]
    for person, answers in TWO.items():
        lines += [f"# {person}", "製造業、50人。"]
        for question, answer in answers:
            lines += [f"## {question}", answer]
    survey = survey_of(tmp_path, "\n".join(lines))
    check(survey, TWO)
    said = survey.findings.set_index("finding")
    assert (said.loc["unasked", "count"], said.loc["unasked", "detail"][:7]) == (4, "聞き取りの記録")


def test_names_that_end_like_sentences(tmp_path: Path) -> None:
    """株式会社みらい is a name, however its last letter reads."""
    interviews = dict(zip(("株式会社みらい", "さくらの家みなみく"), TWO.values(), strict=True))
    check(
        survey_of(tmp_path, plain(interviews, lambda _, person: person, lambda _, i, q: f"■{q}")), interviews
    )


def test_questions_above_people(tmp_path: Path) -> None:
    """Where the headings above ask and those below recur, the names are below."""
    lines = []
    for place in (0, 1):
        lines.append(f"# {TWO['青葉商会'][place][0]}")
        for person, answers in TWO.items():
            lines += [f"## {person}", answers[place][1]]
    check(survey_of(tmp_path, "\n".join(lines)), TWO)


def test_word(tmp_path: Path) -> None:
    """Headings of a Word document are its styles; its title is no answer."""
    document = docx.Document()
    document.add_heading("利用者へのインタビュー", 0)
    for person, answers in THREE.items():
        document.add_heading(person, 1)
        for question, answer in answers:
            document.add_heading(question, 2)
            for line in answer.split("\n"):
                document.add_paragraph(line)
    path = tmp_path / "a.docx"
    document.save(str(path))
    survey = read_survey(path)
    check(survey, THREE)
    said = survey.findings.set_index("finding")
    assert said.loc["titles", "detail"] == "利用者へのインタビュー"
    check(read_survey(tmp_path), THREE)  # in a folder that holds nothing else


def test_word_without_styles(tmp_path: Path) -> None:
    """Marked lines of a Word document are headings as those of a text are."""
    document = docx.Document()
    for line in plain(TWO, lambda _, person: f"【{person}】", lambda _, i, question: f"■{question}").split(
        "\n"
    ):
        document.add_paragraph(line)
    path = tmp_path / "a.docx"
    document.save(str(path))
    check(read_survey(path), TWO)


def test_another_level(tmp_path: Path) -> None:
    """A setting says which headings are questions, or that none are."""
    path = tmp_path / "a.txt"
    path.write_text(plain(TWO, *NOTATIONS["tags"]), encoding="utf-8")
    assert read_survey(path, question_heading=0).questions == ("text",)
    assert read_survey(path, question_heading=0).answers["respondent"].nunique() == 4
    assert read_survey(path, question_heading=1).questions == tuple(TWO)
    assert read_survey(path, question_heading=2).questions == read_survey(path).questions
    assert read_survey(path, question_heading=5).questions == ("text",)
    path.write_text("<H1>青葉商会</H1>\n早い。\n<H2>効果</H2>", encoding="utf-8")
    with pytest.raises(SurveyError, match="no text under them"):
        read_survey(path, question_heading=2)


NOVEL = "# 上\n## 一\n先生と呼んだ。\n## 二\n海へ行った。\n# 中\n## 一\n父の病気。\n## 二\n手紙。"


@pytest.mark.parametrize(
    "text",
    [
        NOVEL,
        "# A社\n効果があった。\n# B社\n費用が高い。",
        "# A社\n## 効果\n早くなった。\n## 費用\n高い。",
        "# 方法\n## 対象\n会社。\n## まとめ\n以上。\n# 結果\n## 表\nあり。\n## 図\nなし。\n## まとめ\n以上。",
    ],
)
def test_other_headings_are_no_questions(tmp_path: Path, text: str) -> None:
    """Chapters that are counted, people alone, one person's topics, a report: the paths are the sections."""
    survey = survey_of(tmp_path, text)
    assert survey.questions == ("text",)
    assert survey.findings.empty


@pytest.mark.parametrize(
    "text",
    [
        "・駐車場が狭い\n・特になし\n・職員が親切\n・特になし\n・駐車場が狭い\n・案内が少ない",
        "1. 駐車場が狭い\n2. 案内が少ない\n1. 駐車場が狭い\n2. トイレが古い",
        "■良い\n■悪い\n■良い\n■悪い",
        "駐車場が狭い\n案内が少ない\nQ&Aがほしい\nQRコードがほしい",
        "特になし\n■駐車場\n狭いです。\n特になし\n■駐車場\n遠いです。",
    ],
)
def test_lines_of_answers_are_no_interview(text: str) -> None:
    """Answers that begin with a mark, and those that are equal, stay answers, one a line."""
    assert with_headings(text) == text


def test_word_with_names_as_headings_only(tmp_path: Path) -> None:
    """In a Word document whose headings are names, marked lines below them are the questions."""
    document = docx.Document()
    for name, pairs in TWO.items():
        document.add_heading(name, 2)
        for number, (question, answer) in enumerate(pairs, start=1):
            document.add_paragraph(f"{number}. {question}")
            document.add_paragraph(f"A{number}. {answer}")
    document.save(str(tmp_path / "a.docx"))
    check(read_survey(tmp_path / "a.docx"), TWO)


@pytest.mark.parametrize("mark", ["■", ""])
def test_a_date_and_a_place_below_each_name(tmp_path: Path, mark: str) -> None:
    """A name stays one where lines on the interview stand between it and the questions."""
    blocks = []
    for name, pairs in TWO.items():
        lines = [f"{mark}{name}", "日時：10月1日", "場所：本社", *(f"【{q}】\n{a}" for q, a in pairs)]
        blocks.append("\n".join(lines))
    check(survey_of(tmp_path, "\n\n".join(blocks)), TWO)


def test_a_name_that_ends_in_a_bracket(tmp_path: Path) -> None:
    """What looks like the number of a question is one at the beginning only."""
    named = {f"{name}（10月{n}日訪問）": pairs for n, (name, pairs) in enumerate(TWO.items(), start=1)}
    text = "\n".join(
        f"■{name}\n" + "\n".join(f"【{q}】\n{a}" for q, a in pairs) for name, pairs in named.items()
    )
    found = set(survey_of(tmp_path, text).answers["respondent"])
    assert found == {"青葉商会(10月1日訪問)", "みどり工業(10月2日訪問)"}


def test_questions_that_end_differently(tmp_path: Path) -> None:
    """The same question with and without a question mark is one."""
    ends = iter(("", "？"))
    blocks = [
        f"■{name}\n" + "\n".join(f"【{q}{end}】\n{a}" for q, a in pairs)
        for (name, pairs), end in zip(TWO.items(), ends, strict=True)
    ]
    check(survey_of(tmp_path, "\n".join(blocks)), TWO)


@pytest.mark.parametrize("rule", ["---", "==========", "━━━━━━"])
def test_rules_around_names(tmp_path: Path, rule: str) -> None:
    """A rule between interviews says no more than a blank line does, and is no part of an answer."""
    blocks = [
        "\n".join([rule, name, rule, *(f"問{n}：{q}\n答：{a}" for n, (q, a) in enumerate(pairs, start=1))])
        for name, pairs in TWO.items()
    ]
    survey = survey_of(tmp_path, "\n".join(blocks))
    assert set(survey.answers["respondent"]) == {*TWO}
    assert sorted(survey.answers["text"]) == sorted(a for pairs in TWO.values() for _, a in pairs)


BESIDE = ["【{}】{}", "［{}］ {}", "[{}]{}", "・{}：{}", "{}: {}", "Q1 {}：{}", "○{}：{}"]


@pytest.mark.parametrize("interviews", [TWO, THREE], ids=["two", "three"])
@pytest.mark.parametrize("person", ["■{}", "\n{}", "<H1>{}</H1>", "１．{}"])
@pytest.mark.parametrize("ask", BESIDE)
def test_answers_beside_their_questions(
    tmp_path: Path, ask: str, person: str, interviews: Interviews
) -> None:
    """A question and its answer on one line; what goes on in the next line belongs to it."""
    lines = []
    for name, pairs in interviews.items():
        lines += [person.format(name), *(ask.format(*pair) for pair in pairs)]
    check(survey_of(tmp_path, "\n".join(lines)), interviews)


def test_some_answers_beside_and_some_below(tmp_path: Path) -> None:
    lines = []
    for name, ((first, beside), (second, below)) in TWO.items():
        lines += [f"■{name}", f"【{first}】{beside}", f"【{second}】", below]
    check(survey_of(tmp_path, "\n".join(lines)), TWO)


def test_a_second_line_of_an_answer_is_no_name(tmp_path: Path) -> None:
    """Where nothing marks the names, that would make two people of one."""
    text = "".join(f"{p}\n効果：{p}で早い\nそれに便利\n課題：{p}で高い\n" for p in ("青葉", "みどり"))
    answers = survey_of(tmp_path, text).answers
    assert "それに便利" not in set(answers["respondent"])


@pytest.mark.parametrize(
    "text",
    [
        "良い点：職員が親切\n悪い点：駐車場が狭い\n良い点：案内が丁寧\n悪い点：駐車場が遠い",
        "【聞き手】効果は\n【田中】早い\n【聞き手】課題は\n【田中】費用",
        "■駐車場\n参照：https://example.jp\n■案内\n参照：https://example.jp",
    ],
)
def test_lines_with_colons_and_brackets_are_no_interview(text: str) -> None:
    """Without names nothing tells who was asked."""
    assert with_headings(text) == text


def test_word_with_questions_in_a_table(tmp_path: Path) -> None:
    """The first cell of a row asks, the second answers, in one paragraph or several."""
    document = docx.Document()
    for name, pairs in THREE.items():
        document.add_heading(name, 1)
        table = document.add_table(rows=len(pairs), cols=2)
        for row, (question, answer) in zip(table.rows, pairs, strict=True):
            row.cells[0].text = question
            first, *further = answer.split("\n")
            row.cells[1].text = first
            for line in further:
                row.cells[1].add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    check(read_survey(tmp_path / "a.docx"), THREE)
