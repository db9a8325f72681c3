"""The whole path of a researcher, by the commands: a draft, decisions, an audit, shares with their error.

    python -m benchmarks.path FILE --question COLUMN [--most 60] [--audit 200] [--seed 1]

A frame is drafted from the answers; a review sheet is written, with answers in the order of doubt and a blind
audit sample; both are filled in; the decisions are read back; shares are estimated and written to a Word
file; a dossier is written and made again. Whoever fills in the sheets is made up: codes as the drafted rules
say, but one cell in twenty otherwise (the same every time), so the shares mean nothing: what is shown is that
the path leads to its end, and what part of the time each step takes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

import textmine as tm
from textmine.settings import DEFAULTS, change
from textmine.study.study import Study

ERRORS = 0.05  # of cells
FIRST = 3  # row of the first answer on a sheet


def filled(sheet: Worksheet, rules: dict[str, dict[str, int]], random: np.random.Generator) -> int:
    """Fill in a sheet as the rules say, with errors; return how many answers it has."""
    head = {cell.value: cell.column for cell in sheet[1] if cell.value}
    codes = [name for name in head if str(name).startswith("＊")]
    for row in range(FIRST, sheet.max_row + 1):
        said = rules[str(sheet.cell(row, head["text"]).value)]
        sheet.cell(row, head["coder"], "someone")
        for code in codes:
            sheet.cell(row, head[code], int(said[code] != (random.random() < ERRORS)))
    return sheet.max_row - FIRST + 1


def main() -> None:
    """Walk the path, and print what part of the time each step took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--question", required=True)
    parser.add_argument("--most", default="60")
    parser.add_argument("--audit", default="200")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    survey, question = str(given.file.resolve()), ("--question", given.question)
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)

        def textmine(step: str, *arguments: str) -> None:
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "textmine", *arguments],
                cwd=folder,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            spent[step] = time.perf_counter() - start

        textmine("draft", "clusters", survey, *question, "--draft", "frame.cod")
        framed = (survey, *question, "--codebook", "frame.cod")
        textmine(
            "review sheet",
            "review",
            *framed,
            "--most",
            given.most,
            "--audit",
            given.audit,
            "--out",
            "review.xlsx",
        )
        values = {
            "survey.files": (survey,),
            "survey.questions": (given.question,),
            "codes.codebook": str(place / "frame.cod"),
        }
        coded = Study(change(DEFAULTS, values)).coded_by_rules(given.question)
        names = tm.read_codebook(place / "frame.cod").names
        rules = dict(zip(coded["text"], coded[list(names)].to_dict("records"), strict=True))
        book = openpyxl.load_workbook(place / "review.xlsx")
        random = np.random.default_rng(given.seed)
        answers = [filled(sheet, rules, random) for sheet in book.worksheets[:2]]
        book.save(place / "review.xlsx")
        textmine("decisions", "apply", "review.xlsx", "--out", "decisions.csv")
        known = (*framed, "--overrides", "decisions.csv")
        textmine("shares in Word", "shares", *known, "--out", "shares.docx")
        textmine("dossier", "dossier", *known, "--out", "dossier")
        textmine("made again", "dossier", "--check", "dossier", survey)
        size = (place / "shares.docx").stat().st_size
    print(f"{len(coded):,} answers, {len(names)} codes; Word {size:,} bytes")
    print(f"{answers[0]} answers decided, {answers[1]} audited")
    whole = sum(spent.values())
    for step, seconds in spent.items():
        print(f"  {step:15} {seconds / whole:4.0%}")
    print(f"  whole {whole / 60:.1f} minutes on this machine")


if __name__ == "__main__":
    main()
