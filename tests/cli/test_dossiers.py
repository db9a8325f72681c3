"""``textmine dossier``: what a reviewer gets, and that it can be made again from it and the survey."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

TEXTS = [
    "費用が負担",
    "予算がない",
    "人手がない",
    "担当者がいない",
    "費用も人手もない",
    "特になし",
    "場所がない",
]
FRAME = """＊費用
# 定義: お金が障害である
# 含む: 予算
# 例: 費用が負担
費用 or 予算 or 資金

＊人材
人手 or 担当
"""
SETTINGS = """
[survey]
files = ["data/survey.csv"]
questions = ["障害"]

[words]
lexicon = "lists"

[codes]
codebook = "frames/theme.cod"
overrides = "decisions.csv"
"""


@pytest.fixture
def project(tmp_path: Path, run) -> Path:
    """A study of one question with a frame, decisions and a list of its own; its settings file."""
    for folder in ("data", "frames", "lists/stopwords"):
        (tmp_path / folder).mkdir(parents=True)
    rows = "".join(f"{number},{text}\n" for number, text in enumerate(TEXTS))
    (tmp_path / "data/survey.csv").write_text("id,障害\n" + rows, encoding="utf-8")
    (tmp_path / "frames/theme.cod").write_text(FRAME, encoding="utf-8")
    (tmp_path / "lists/stopwords/own.txt").write_text("場所\n", encoding="utf-8")
    frame = ["--question", "障害", "--codebook", "frames/theme.cod"]
    assert run("review", "data/survey.csv", *frame, "--out", "review.xlsx").returncode == 0
    fill(tmp_path / "review.xlsx", "場所がない", "費用")
    assert run("apply", "review.xlsx", "--out", "decisions.csv").returncode == 0
    (tmp_path / "textmine.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path / "textmine.toml"


def fill(sheet: Path, text: str, code: str) -> None:
    """Decide about one answer on a review sheet: it has this code."""
    import openpyxl

    book = openpyxl.load_workbook(sheet)
    page = next(page for page in book if "回答" in [cell.value for row in page for cell in row])
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    heading = next(number for number, row in enumerate(cells) if code in row)
    row = next(number for number, each in enumerate(cells) if text in each)
    for column, value in ((cells[heading].index(code), 1), (cells[heading].index("判定者"), "佐藤")):
        page.cell(row + 1, column + 1, value)
    book.save(sheet)


def test_a_dossier_is_made_again_from_its_own_files_and_the_survey(
    run, project: Path, tmp_path: Path
) -> None:
    """Elsewhere, with the frame, the lists and the decisions only in the dossier: every file is the same."""
    assert run("dossier", project, "--out", "dossier").returncode == 0
    moved = tmp_path / "elsewhere"
    shutil.move(tmp_path / "dossier", moved / "handed_over")
    shutil.copy(tmp_path / "data/survey.csv", moved / "survey.csv")
    for path in (project, tmp_path / "frames/theme.cod", tmp_path / "decisions.csv"):
        path.unlink()
    shutil.rmtree(tmp_path / "lists")
    done = run("dossier", "--check", moved / "handed_over", moved / "survey.csv")
    assert done.returncode == 0, done.stderr
    settings = tomllib.loads((moved / "handed_over/textmine.toml").read_text(encoding="utf-8"))
    assert settings["survey"]["files"] == ["survey.csv"]
    assert settings["codes"]["codebook"] == "files/codes.codebook/theme.cod"
    assert (moved / "handed_over/files/words.lexicon/stopwords/own.txt").exists()


def test_who_gave_each_code_and_how_shares_move(run, project: Path, tmp_path: Path) -> None:
    assert run("dossier", project, "--out", "dossier").returncode == 0
    tables = tmp_path / "dossier/tables"
    coders = pd.read_csv(tables / "1_障害_coders.csv").set_index("code")
    assert coders.loc["＊費用", ["answers", "by_person", "by_rule"]].tolist() == [4, 1, 3]
    assert coders.loc["＊人材", ["answers", "by_person", "by_rule"]].tolist() == [3, 0, 3]
    shares = pd.read_csv(tables / "1_障害_sensitivity.csv").set_index(["code", "choice"])
    assert shares.loc[("＊費用", "none"), "respondents"] == 4
    assert shares.loc[("＊費用", "decisions"), "respondents"] == 3
    assert shares.loc[("＊費用", "decisions"), "difference"] == pytest.approx(-1 / 6)
    conditions = pd.read_csv(tables / "1_障害_code_conditions.csv").set_index("condition")
    assert conditions.loc["資金", ["respondents", "only"]].tolist() == [0, 0]
    frame = pd.read_csv(tables / "1_障害_frame.csv").iloc[0]
    assert frame[["definition", "includes", "examples"]].tolist() == [
        "お金が障害である",
        "予算",
        "費用が負担",
    ]


@pytest.mark.parametrize("what", ["survey", "frame", "table"])
def test_what_is_not_the_same_is_named(run, project: Path, tmp_path: Path, what: str) -> None:
    """Another survey, a frame that somebody mended, a table that somebody wrote: each is found."""
    assert run("dossier", project, "--out", "dossier").returncode == 0
    survey, named = tmp_path / "data/survey.csv", "1_障害_coders.csv"
    if what == "survey":
        survey.write_text(survey.read_text(encoding="utf-8") + "9,費用\n", encoding="utf-8")
    elif what == "frame":
        path = tmp_path / "dossier/files/codes.codebook/theme.cod"
        path.write_text(FRAME.replace("or 予算", ""), encoding="utf-8")
    else:
        path = tmp_path / "dossier/run.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        content["files"]["tables/1_障害_coders.csv"] = "0" * 64
        path.write_text(json.dumps(content), encoding="utf-8")
    done = run("dossier", "--check", "dossier", survey)
    assert done.returncode == 2
    assert named in done.stderr and "Traceback" not in done.stderr


def test_without_a_frame_there_is_nothing_to_hand_over(run, project: Path) -> None:
    done = run("dossier", "data/survey.csv", "--question", "障害", "--codebook", "none", "--out", "dossier")
    assert done.returncode == 2 and "--codebook" in done.stderr
    assert not Path("dossier").exists()
    assert run("dossier").returncode == 2
