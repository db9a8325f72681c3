"""Reads Excel and OpenDocument workbooks in a process of its own, since a damaged one can end the process.

A few wrong bytes make the library ask for terabytes of memory, which aborts Python without an exception.
What that process does stands in ``bookreader.py``.
"""

from __future__ import annotations

import contextlib
import marshal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmine.inputs import bookreader
from textmine.inputs.marks import Merged


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook as text; rows and columns 0-based."""

    name: str
    visible: bool
    rows: list[list[str]]  # from A1 on, all of one length
    merged: tuple[Merged, ...] = ()  # (first row, first column), (last row, last column)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncomputed: tuple[tuple[int, int], ...] = ()  # (row, column) of formulas without a stored result


@dataclass(frozen=True)
class Failure:
    """Why a workbook could not be read: "password", "big" or "broken"."""

    reason: str
    detail: str


def read_workbooks(paths: list[Path]) -> Iterator[list[Page] | Failure]:
    """Yield the sheets of each workbook in ``paths``, or why it can't be read; stops after a crash.

    Cells come as text as a person reads them: 1.0 as "1", or as "00001" where its number format says so; a
    date in ISO form; true as "TRUE".
    """
    # -P: the folder of a script must not come first on the path; textmine is found where it is here
    root = str(Path(bookreader.__file__).parents[2])
    program = f"import sys; sys.path.insert(0, {root!r}); from textmine.inputs.bookreader import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None and child.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(marshal.dumps([str(path) for path in paths]))
            child.stdin.close()
        for _ in paths:
            try:
                record: tuple[str, Any] = marshal.load(child.stdout)
            except (EOFError, ValueError, TypeError):
                yield Failure("broken", f"the reader stopped with code {child.wait()}")
                return
            if record[0] == "pages":
                yield [Page(*page) for page in record[1]]
            else:
                yield Failure(*record)
    finally:
        child.stdout.close()
        child.kill()
        child.wait()
