"""The examples of a code frame: texts whose codes are known, from the frame, from files and from people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from textmine import resources
from textmine.codes.codebook import SUFFIX, Code, Codebook
from textmine.inputs.examples import examples_frame, read_examples
from textmine.inputs.normalize import normalize
from textmine.settings import BUNDLED_EXAMPLES, NO_EXAMPLES

_QUOTED = re.compile(r"(?:「[^」]+」[、,\s]*)+")


def bundled_examples(codebook: Codebook) -> Path | None:
    """Return the file of examples that comes with a bundled frame; None if there is none."""
    folder = resources.folder("dictionaries")
    place = folder / Path(codebook.path).name.replace(SUFFIX, ".csv")
    is_bundled = codebook.path == f"dictionaries/{Path(codebook.path).name}"
    return place if is_bundled and place.is_file() else None


def read_all(files: Sequence[str], codebook: Codebook) -> list[pd.DataFrame]:
    """Return the examples in files that are about this frame; no files: those that come with it.

    A file that names no code of the frame is about another one; "bundled" names those that come with it.

    Raises:
        SurveyError: if a file can't be read.
        CodebookError: if a file names a code that the frame does not have, besides some that it has.
    """
    if not files:
        bundled = bundled_examples(codebook)
        return [] if bundled is None else [read_examples(bundled)]
    tables = []
    for file in files:
        if file == NO_EXAMPLES:
            continue
        if file == BUNDLED_EXAMPLES:
            tables += read_all((), codebook)
            continue
        table = read_examples(file)
        named = set(table["code"]) - {""}
        if named & set(codebook.names):
            for code in sorted(named - set(codebook.names)):
                codebook.code(code)
            tables.append(table)
    return tables


def of_frame(codebook: Codebook) -> pd.DataFrame:
    """Return the examples and counter-examples in the comments of a frame, one row per text and code.

    What a code is called, its definition and what it includes are examples of it, too: they say in short what
    an answer with the code says.

    >>> from textmine.codes.codebook import parse_codebook
    >>> frame = parse_codebook("＊費用\\n# 例: 予算がない\\n# 反例: 費用は問題ない\\n費用")
    >>> of_frame(frame)[["text", "value", "whole"]].values.tolist()
    [['費用', 1.0, True], ['予算がない', 1.0, True], ['費用は問題ない', 0.0, False]]
    """
    lines: list[tuple[object, ...]] = []
    for code in codebook.codes:
        if not is_taught(code, codebook):
            continue
        # what the author of a rule wrote says nothing about how often the rule is right
        known = code.rule is not None
        lines += [(text, text, True, code.name, 1.0, True) for text in _meaning(code)]
        lines += [(text, text, known, code.name, 1.0, True) for text in split_examples(code.examples)]
        lines += [(text, text, known, code.name, 0.0, False) for text in split_examples(code.counterexamples)]
    return examples_frame(lines)


def is_taught(code: Code, codebook: Codebook) -> bool:
    """Return whether a code may be given by examples: not one that is any of the codes below it."""
    return not (code.rule is None and codebook.lower(code.name))


def _meaning(code: Code) -> Iterator[str]:
    """Yield what a code is called, means and includes."""
    yield re.split("[/／]", code.name[1:])[-1]
    for note in (code.definition, code.includes):
        yield from (part.strip() for part in re.split(r"[\n、]", note) if part.strip())


def split_examples(note: str) -> list[str]:
    """Return the texts of a note: each line is one, or several in 「」.

    >>> split_examples("予算がない、とのこと\\n「高い」「費用が負担」")
    ['予算がない、とのこと', '高い', '費用が負担']
    """
    texts: list[str] = []
    for line in note.split("\n"):
        texts += re.findall("「([^」]+)」", line) if _QUOTED.fullmatch(line) else [line.strip()]
    return [text for text in texts if text]


def together(codebook: Codebook, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return one row per different text: what is known of its codes, a later table above an earlier one.

    Columns: ``text``, ``respondent``, ``read``, and per code 1, 0 or NaN (not known). Sorted by text.
    """
    names = list(codebook.names)
    place = {name: number for number, name in enumerate(names)}
    cells: dict[str, list[float]] = {}
    about: dict[str, tuple[str, str, bool]] = {}
    for table in tables:
        ordered = table.sort_values(["text", "respondent", "code", "value"], kind="stable")
        of_table: dict[str, list[float]] = {}
        for text, respondent, read, code, value, whole in ordered.itertuples(index=False, name=None):
            key = normalize(text).strip()
            if not key:
                continue
            row = of_table.setdefault(key, [0.0 if whole else np.nan] * len(names))
            if code in place:
                row[place[code]] = value
            about[key] = (text, respondent, read)
        for key, row in of_table.items():
            known = cells.setdefault(key, row)
            cells[key] = [old if new != new else new for old, new in zip(known, row, strict=True)]
    keys = sorted(cells)
    result = pd.DataFrame([about[key] for key in keys], columns=["text", "respondent", "read"])
    result = result.astype({"text": "str", "respondent": "str", "read": "bool"})
    values = np.array([cells[key] for key in keys], dtype=np.float64).reshape(len(keys), len(names))
    return pd.concat([result, pd.DataFrame(values, columns=names)], axis=1)
