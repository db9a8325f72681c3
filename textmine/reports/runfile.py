"""run.json: what a run read, how, with what, and what it wrote, so that it can be repeated and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePath, PureWindowsPath
from typing import Literal

import pandas as pd

from textmine.inputs.survey import Source
from textmine.reports.report import Report
from textmine.reports.text import stated

RUN = "run.json"
DOCUMENTS = ("report.xlsx", "report.html", "report.docx", "report.pptx")
SUBFOLDERS = ("tables", "figures", "private")  # all that is in them is of a run
Difference = Literal["changed", "missing", "added"]

_OURS = re.compile(rf"(?:(?:{'|'.join(SUBFOLDERS)})/)?[^/\\.][^/\\]*")  # no name leads out of the folder


def runfile(report: Report, files: Mapping[str, bytes]) -> bytes:
    """Return run.json as bytes: nothing in it depends on the clock, the machine or the folder written to.

    Keys: ``title``, ``lang``, ``sources`` (file, sheet, encoding, rows, sha256), ``settings`` (all but
    where the results go), ``lexicon`` (file -> sha256), ``versions``, ``counts`` (rows of each table),
    ``files`` (name -> sha256). Keys are sorted.
    """
    content = {
        "title": report.title,
        "lang": report.lang,
        "sources": [
            {
                "file": base_name(source.path),
                "sheet": source.sheet,
                "encoding": source.encoding,
                "rows": source.rows,
                "sha256": source.sha256,
            }
            for source in report.sources
        ],
        "settings": stated(report.settings),
        "lexicon": {"/".join(_parts(path)[-2:]): digest for path, digest in report.lexicon.items()},
        "versions": dict(report.versions),
        "counts": [
            {
                "section": section.name,
                "question": section.question,
                "item": section.item,
                "rows": len(section.content),
            }
            for section in report.sections
            if isinstance(section.content, pd.DataFrame)
        ],
        "files": {name: sha256(data).hexdigest() for name, data in files.items()},
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    return (text + "\n").encode("utf-8", "replace")


def obsolete(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Return the files of an earlier run that this one doesn't make: tables, figures, an appendix.

    Only those that its run.json lists and nobody has changed since: what a person edited stays.
    """
    return tuple(
        folder / name
        for name, digest in (_digests(folder) or {}).items()
        if name not in (*files, RUN) and _OURS.fullmatch(name) and _digest(folder / name) == digest
    )


def differences(folder: Path) -> dict[str, Difference]:
    """Return the files of a folder of results that are not as its run.json says: name -> what they are.

    ``missing``; ``changed``: another run was stopped before it wrote its run.json, which is the last file
    that a run writes, or somebody edited the file; ``added``: a table, figure or masking list of no or
    another run. If run.json is missing beside a report, or can't be read, it is the one that is named.
    """
    digests = _digests(folder)
    if digests is None:
        if (folder / RUN).exists():
            return {RUN: "changed"}
        return {RUN: "missing"} if any((folder / name).is_file() for name in DOCUMENTS) else {}
    found: dict[str, Difference] = {}
    for name, digest in digests.items():
        here = _digest(folder / name)
        if here != digest:
            found[name] = "missing" if here is None else "changed"
    for subfolder in SUBFOLDERS:
        for path in sorted((folder / subfolder).glob("*")):
            name = f"{subfolder}/{path.name}"
            if path.is_file() and not path.name.startswith(".") and name not in digests:
                found[name] = "added"
    return dict(sorted(found.items()))


def unlike(folder: Path, files: Mapping[str, bytes]) -> dict[str, Difference]:
    """Return which files made anew are not those that the run.json of a folder tells of: name -> how."""
    digests = {**(_digests(folder) or {})}
    digests[RUN] = _digest(folder / RUN) or ""
    made = {name: sha256(content).hexdigest() for name, content in files.items()}
    found: dict[str, Difference] = {}
    for name in sorted({*digests, *made}):
        if digests.get(name) != made.get(name):
            found[name] = "missing" if name not in made else "added" if name not in digests else "changed"
    return found


def _digests(folder: Path) -> dict[str, str] | None:
    """Return name -> sha256 of the files of the run whose run.json lies in a folder; None if none does."""
    try:
        files = json.loads((folder / RUN).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _digest(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):  # ValueError: a name with a NUL
        return None


def base_name(path: str) -> str:
    """Return the last part of a path of any operating system: reports name files, not their folders.

    >>> base_name("C:\\\\調査\\\\survey.xlsx"), base_name("data/survey.csv")
    ('survey.xlsx', 'survey.csv')
    """
    parts = _parts(path)
    return parts[-1] if parts else path


def file_of(source: Source) -> str:
    """Return the name of a file of the survey with its sheet: "survey.xlsx / 回答"."""
    return base_name(source.path) + (f" / {source.sheet}" if source.sheet else "")


def _parts(path: str) -> tuple[str, ...]:
    return (PureWindowsPath(path) if "\\" in path else PurePath(path)).parts
