"""run.json: what a run read, how, with what, and what it wrote, so that it can be repeated and checked."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePath, PureWindowsPath

import pandas as pd

from textmine.inputs.survey import Source
from textmine.reports.report import Report
from textmine.reports.text import stated


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
    """Return the tables, figures and masking lists of an earlier run that this one doesn't make.

    Only those that its run.json lists and nobody has changed since: what a person edited stays.
    """
    try:
        earlier = json.loads((folder / "run.json").read_text(encoding="utf-8"))["files"]
        digests = {str(name): str(digest) for name, digest in earlier.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()
    paths = []
    for name, digest in digests.items():
        if name not in files and re.fullmatch(r"(tables|figures|private)/[^/\\]+", name):
            with contextlib.suppress(OSError):
                if sha256((folder / name).read_bytes()).hexdigest() == digest:
                    paths.append(folder / name)
    return tuple(paths)


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
