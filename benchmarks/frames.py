"""How often a bundled code frame is right on the examples beside it, what its author has not read apart.

    python -m benchmarks.frames [FOLDER] [--small]

FOLDER (dictionaries/, if not given) holds obstacles.csv and effects.csv: ``text``, ``codes`` (of the frame,
";" between them), ``unsure`` (codes that one of two coders gave: not judged), ``source`` (who wrote it), and
``read`` ("no": the author of the rules has not read it). Printed for each part: micro F1 over all codes, and
precision, recall and F1 of each. Only where nothing was read is it a measure; the others say how far rules
were fitted. The same every time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

import textmine as tm
from benchmarks.corrections import corpus_of
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import STAR, read_codebook
from textmine.resources import folder

FRAMES = ("obstacles", "effects")
SMALL = 30
Cells = npt.NDArray[np.bool_]


def statements(path: Path) -> pd.DataFrame:
    """Return the examples in a file, all as text."""
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def cells(table: pd.DataFrame, column: str, names: tuple[str, ...]) -> Cells:
    """Return examples × codes: which of them a column names."""
    said = [{STAR + each for each in line.split(";")} for line in table[column]]
    return np.array([[name in line for name in names] for line in said], dtype=bool)


def scores(guess: Cells, truth: Cells, judged: Cells) -> tuple[float, float, float]:
    """Return precision, recall and F1 over the cells that are judged."""
    both = int((guess & truth & judged).sum())
    given, there = int((guess & judged).sum()), int((truth & judged).sum())
    return both / max(given, 1), both / max(there, 1), 2 * both / max(given + there, 1)


def report(name: str, table: pd.DataFrame) -> None:
    """Print how often the frame of that name is right, for each part of the examples."""
    frame = read_codebook(name)
    found = code_answers(corpus_of(table), frame)[list(frame.names)].to_numpy(dtype=bool)
    truth, judged = cells(table, "codes", frame.names), ~cells(table, "unsure", frame.names)
    unread = table["read"].to_numpy() == "no"
    parts = {"read by the author of the rules": ~unread, "not read": unread}
    for source in sorted(set(table["source"])):
        parts[f"not read, source {source}"] = unread & (table["source"].to_numpy() == source)
    for part, rows in parts.items():
        if not rows.any():
            continue
        precision, recall, f1 = scores(found[rows], truth[rows], judged[rows])
        print(f"{name}, {part}: n {rows.sum()}, P {precision:.2f}, R {recall:.2f}, micro F1 {f1:.3f}")
    rows = unread if unread.any() else np.ones(len(table), dtype=bool)
    for number, code in enumerate(frame.names):
        one = (each[rows][:, [number]] for each in (found, truth, judged))
        precision, recall, f1 = scores(*one)
        there = int((truth & judged)[rows, number].sum())
        print(f"  {code[1:]}: n {there}, P {precision:.2f}, R {recall:.2f}, F1 {f1:.2f}")


def main() -> None:
    """Print the table of each frame."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=folder("dictionaries"))
    parser.add_argument("--small", action="store_true", help="a few examples")
    given = parser.parse_args()
    print(f"textmine {tm.__version__}")
    for name in FRAMES:
        table = statements(given.folder / f"{name}.csv")
        report(name, table.tail(SMALL).reset_index(drop=True) if given.small else table)


if __name__ == "__main__":
    main()
