"""What was decided and does not stand in the file of decisions yet: a journal beside it, a line a change.

The desk appends a line to ``decisions.csv.journal`` before it says that a decision is saved, and puts the
lines into ``decisions.csv`` when nobody waits; until then ``read_review`` reads both. While they are being
put there they are called ``decisions.csv.journal.old``. A line without an end was never said to be saved.

A change is about one answer, in the audit sample as one coder judges it: ``key``, ``sha``, ``answer``,
``respondent``, ``question``, ``item``, ``text``, ``coder``, ``date``, ``reason``, ``sample`` and ``values``,
which gives each code (value, what the machine had said). Without values the decisions about the answer are
taken back.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from textmine.errors import SurveyError

AUDIT = "audit"  # the sample of a decision from the audit; those of other decisions are called ""
ABOUT = (
    "key",
    "sha",
    "answer",
    "respondent",
    "question",
    "item",
    "text",
    "coder",
    "date",
    "reason",
    "sample",
)


def fingerprint(*texts: str) -> str:
    """Return what tells an answer from others, from its texts: 16 characters of their SHA-256.

    >>> fingerprint("費用が負担") == fingerprint("費用が負担"), fingerprint("a", "b") == fingerprint("ab")
    (True, False)
    """
    clean = "\x1f".join(text.replace("\r\n", "\n").replace("\r", "\n") for text in texts)
    return "k" + hashlib.sha256(clean.encode("utf-8", "replace")).hexdigest()[:15]  # never a number to Excel


def journals(path: str | Path) -> tuple[Path, Path]:
    """Return the journals of a file of decisions: that which is being put into it, and the current one."""
    path = Path(path)
    return path.with_name(path.name + ".journal.old"), path.with_name(path.name + ".journal")


def read_changes(path: str | Path) -> list[dict[str, Any]]:
    """Return the changes in the journals of a file of decisions, in their order; [] where there is none.

    Raises:
        SurveyError: if a journal can't be read, or a line of it is no change.
    """
    changes = []
    for journal in journals(path):
        try:
            lines = journal.read_bytes().split(b"\n")[:-1]  # after the last end of a line: what was cut off
        except FileNotFoundError:
            continue
        except OSError as error:
            raise SurveyError(
                "can't read {path}: {reason}", path=str(journal), reason=error.strerror or str(error)
            ) from error
        for number, line in enumerate(lines, 1):
            changes.append(_change(line, journal, number))
    return changes


def _change(line: bytes, journal: Path, number: int) -> dict[str, Any]:
    try:
        change = json.loads(line)
        values = {code: (int(value), int(rule)) for code, (value, rule) in change["values"].items()}
        return {**{name: change.get(name, "") for name in ABOUT}, "values": values, "key": change["key"]}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SurveyError(
            "{path}, line {line} is not what the desk wrote; take that line out",
            path=str(journal),
            line=number,
        ) from None
