"""Interviews that stand in a file each: the questions recur from file to file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.inputs.test_notations import THREE, TWO, Interviews, check
from textmine.inputs.survey import read_survey

PLAIN: dict[str, Callable[[str, int, str, str], str]] = {
    "brackets": lambda _, i, q, a: f"【{q}】\n{a}\n",
    "numbers": lambda _, i, q, a: f"{i}. {q}\n{a}\n",
    "marks": lambda _, i, q, a: f"■{q}\n{a}\n",
}


@pytest.mark.parametrize("interviews", [TWO, THREE], ids=["two", "three"])
@pytest.mark.parametrize("notation", PLAIN)
@pytest.mark.parametrize("title", ["", "聞き取りの記録\n\n"])
def test_a_text_file_each(tmp_path: Path, notation: str, title: str, interviews: Interviews) -> None:
    """Each file is the interview of one respondent, called as the file is; its title answers nothing."""
    for name, pairs in interviews.items():
        asked = (PLAIN[notation](name, i, q, a) for i, (q, a) in enumerate(pairs, start=1))
        (tmp_path / f"{name}.txt").write_text(title + "\n".join(asked), encoding="utf-8")
    check(read_survey(tmp_path), interviews)


@pytest.mark.parametrize("title", ["聞き取りの記録", ""])
def test_a_word_document_each(tmp_path: Path, title: str) -> None:
    """The same heading above the questions of each document is nobody's name."""
    for name, pairs in TWO.items():
        document = docx.Document()
        if title:
            document.add_heading(title, 1)
        for question, answer in pairs:
            document.add_heading(question, 2)
            document.add_paragraph(answer)
        document.save(str(tmp_path / f"{name}.docx"))
    check(read_survey(tmp_path), TWO)


def test_files_of_answers_are_no_interviews(tmp_path: Path) -> None:
    """Lists with an answer in each line stay lists, though some answers recur from file to file."""
    for name, texts in {
        "春": ["特になし", "駅が遠い。", "高い。"],
        "秋": ["特になし", "道が狭い。", "高い。"],
    }.items():
        lines = (f"・{text}" for text in texts)
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    survey = read_survey(tmp_path)
    assert len(survey.answers) == survey.answers["respondent"].nunique() == 6
    assert set(survey.answers["question"]) == {"text"}


def test_chapters_of_several_books(tmp_path: Path) -> None:
    """Chapters that are only counted are no questions."""
    for name in ("上", "下"):
        text = "".join(f"<H1>第{n}章</H1>\n{name}の話の{n}番目。\n" for n in (1, 2, 3))
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert set(read_survey(tmp_path).answers["question"]) == {"text"}
