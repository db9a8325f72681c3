"""What Word and PowerPoint files share: text they can hold, quotes per code, and bytes that stay the same."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from textmine.reports.report import Group, Report
from textmine.reports.runfile import base_name
from textmine.reports.text import cell, printable, shortened, width
from textmine.texts.labels import label, name

FONTS = {"ja": ("Yu Gothic", "Yu Gothic"), "en": ("Arial", "Yu Gothic")}  # Latin letters, Japanese
MADE = datetime.datetime(2000, 1, 1)  # a fixed date, or two runs would differ
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINES = re.compile("[\t\n\u2028\u2029]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_QUOTE = 120  # columns of a quote: sixty full-width characters


def legible(text: object) -> str:
    r"""Return the text on one line, without control characters and marks of writing direction.

    A mark that turns the direction would turn what stands beside it too, and Word, PowerPoint and
    LibreOffice don't agree on how to isolate it: it is left out here. The workbook, the page and the CSV
    files have the text as it was written.

    >>> legible("意\x01識\r\nの\u202e向上")
    '意識 の向上'
    """
    return _LINES.sub(" ", _DIRECTIONS.sub("", printable(str(cell(text))))).strip()


def fixed(content: bytes) -> bytes:
    """Return the zip file with every entry's time taken out, so that the same entries are the same bytes."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w") as new:
        for entry in old.namelist():
            information = ZipInfo(entry, (1980, 1, 1, 0, 0, 0))
            information.compress_type = ZIP_DEFLATED
            information.external_attr = 0o600 << 16
            new.writestr(information, old.read(entry))
    return file.getvalue()


def properties(document: Any, report: Report) -> None:
    """Set the properties of a Word or PowerPoint file: title and language, and no time, person or program."""
    told = document.core_properties
    told.title, told.language = legible(report.title)[:255], "ja-JP" if report.lang == "ja" else "en-US"
    told.author = told.last_modified_by = told.keywords = told.subject = told.category = ""
    told.comments, told.revision = label("note.made", report.lang), 1
    told.created = told.modified = told.last_printed = MADE


def source_line(report: Report, question: str = "") -> str:
    """Return the line that names the files, and the question: "出典：survey.csv「効果」"."""
    lang = report.lang
    files = list(dict.fromkeys(legible(base_name(source.path)) for source in report.sources))
    if not files and not question:
        return ""
    named = label("note.separator", lang).join(files[:3])
    if len(files) > 3:
        named += " " + label("page.more_files", lang, count=len(files) - 3)
    quoted = label("draft.quoted", lang, text=legible(question)) if question else ""
    return label("document.source", lang, files=named, question=quoted).strip()


def people(group: Group, count: object, lang: str) -> str:
    """Return a number of respondents with its unit: "234社", "234 companies"."""
    return label("draft.total", lang, count=f"{int(str(cell(count)) or 0):,}", unit=group.unit)


def percent(value: object) -> str:
    """Return a share with one decimal, or "" where there is none."""
    number = cell(value)
    return f"{number:.1%}" if isinstance(number, int | float) else ""


def interval(row: Mapping[Any, Any]) -> str:
    """Return the interval of a row with ``low`` and ``high``: "6.9–21.5%"."""
    low, high = cell(row.get("low", "")), cell(row.get("high", ""))
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return ""
    return f"{low * 100:.1f}–{high * 100:.1f}%"


def notes_by_word(evidence: pd.DataFrame) -> dict[str, list[str]]:
    """Return word -> its drafted notes, in their order."""
    found: dict[str, list[str]] = {}
    if {"word", "aspect", "rank", "text"} <= set(evidence.columns):
        notes = evidence.loc[evidence["aspect"].astype(str) == "note"].sort_values("rank", kind="stable")
        for word, text in zip(notes["word"].astype(str), notes["text"], strict=True):
            found.setdefault(word, []).append(legible(text))
    return found


def code_table(counts: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table of code counts that are codes, with ``code`` as printed (without ＊)."""
    if not {"code", "level", "respondents"} <= set(counts.columns):
        return []
    rows: list[dict[str, Any]] = []
    for row in counts.to_dict("records"):
        if row["level"] in ("upper", "code"):
            rows.append({str(key): value for key, value in row.items()})
    return rows


def quotes(coded: pd.DataFrame, code: str, most: int = 3) -> list[tuple[str, str]]:
    """Return up to ``most`` short quotes of answers that have the code, each with its respondent.

    Chosen the same way every time: answers with few other codes first (they show this one), then those of
    about thirty characters, then the earlier ones; one quote a respondent, no text twice. Of a long answer
    the sentence that gave the code is quoted, cut at sixty characters.
    """
    if code not in coded.columns or not {"text", "respondent"} <= set(coded.columns):
        return []
    having = coded.loc[coded[code].fillna(0).astype(int) == 1]
    others = [column for column in map(str, coded.columns) if column.startswith("＊")]
    number = having[others].fillna(0).astype(int).sum(axis=1)
    found = []
    for place, (count, row) in enumerate(zip(number, having.to_dict("records"), strict=True)):
        text = _passage(str(cell(row["text"])), _fired(str(cell(row.get("evidence", ""))), code))
        found.append((int(count), abs(len(text) - 30), place, text, legible(row["respondent"])))
    chosen: list[tuple[str, str]] = []
    for *_, text, respondent in sorted(found):
        if text and all(text != one and respondent != who for one, who in chosen):
            chosen.append((text, respondent))
        if len(chosen) == most:
            break
    return chosen


def _fired(evidence: str, code: str) -> list[str]:
    for part in evidence.split("／"):
        named, _, pieces = part.partition("：")
        if named == code.removeprefix("＊"):
            return [piece for piece in pieces.split("・") if piece]
    return []


def _passage(text: str, fired: list[str]) -> str:
    whole = legible(text)
    if width(whole) <= _QUOTE:
        return whole
    sentences = [legible(sentence) for sentence in _SENTENCE.findall(text) if legible(sentence)] or [whole]
    hit = next((one for one in sentences if any(legible(piece) in one for piece in fired)), sentences[0])
    return shortened(hit, _QUOTE)


@dataclass(frozen=True)
class Matrix:
    """A cross table of one attribute, features down and values across.

    Attributes:
        attribute: the attribute's name.
        values: value -> its base; small: the values with a small base.
        features: the words or codes, as printed.
        cells: (feature, value) -> respondents, share, mark.
        tests: feature -> the test over all values (a row of the tests' table).
        sentences: what the tests found different, the clearest first; the other tests are counted.
        missing: respondents without the attribute.
    """

    attribute: str
    values: dict[str, int]
    small: frozenset[str]
    features: list[str]
    cells: dict[tuple[str, str], tuple[int, float, str]]
    tests: dict[str, dict[str, Any]]
    sentences: list[str]
    same: int
    missing: int


def matrices(crosstab: pd.DataFrame, tests: pd.DataFrame) -> list[Matrix]:
    """Return a cross table's attributes, each as a matrix with its tests."""
    if not {"attribute", "value", "feature", "respondents", "share", "base"} <= set(crosstab.columns):
        return []
    found = []
    for attribute in dict.fromkeys(crosstab["attribute"].astype(str)):
        rows = crosstab.loc[crosstab["attribute"].astype(str) == attribute].to_dict("records")
        own = (
            tests.loc[tests["attribute"].astype(str) == attribute].to_dict("records")
            if {"attribute", "feature"} <= set(tests.columns)
            else []
        )
        clear = [row for row in own if _number(row.get("p_bh")) < 0.05]
        found.append(
            Matrix(
                attribute=legible(attribute),
                values={legible(row["value"]): int(row["base"]) for row in rows},
                small=frozenset(legible(row["value"]) for row in rows if row.get("small")),
                features=list(dict.fromkeys(legible(row["feature"]).removeprefix("＊") for row in rows)),
                cells={
                    (legible(row["feature"]).removeprefix("＊"), legible(row["value"])): (
                        int(row["respondents"]),
                        _number(row["share"], 0.0),
                        str(cell(row.get("mark", ""))).replace("+", "＋").replace("-", "－"),
                    )
                    for row in rows
                },
                tests={
                    legible(row["feature"]).removeprefix("＊"): {
                        str(key): value for key, value in row.items()
                    }
                    for row in own
                    if not cell(row.get("value", ""))
                },
                sentences=[
                    legible(row.get("sentence", ""))
                    for row in sorted(clear, key=lambda row: _number(row.get("p_bh")))
                    if cell(row.get("sentence", ""))
                ],
                same=len(own) - len(clear),
                missing=max((int(_number(row.get("missing"), 0)) for row in own), default=0),
            )
        )
    return found


def cluster_rows(group: Group, lang: str) -> list[tuple[str, str, int, float]]:
    """Return label, words, respondents and share of each cluster, from whichever table tells."""
    summary, clusters = group.table("cluster_summary"), group.table("clusters")
    rows: list[tuple[str, str, int, float]] = []
    if {"label", "respondents", "share"} <= set(summary.columns):
        for row in summary.to_dict("records"):
            mixed = row.get("cluster") == 0 or not cell(row["label"])
            named = label("note.mixed", lang) if mixed else legible(row["label"])
            words = legible(row.get("words", ""))
            rows.append((named, words, int(row["respondents"]), float(row["share"])))
    elif {"cluster", "label", "respondent"} <= set(clusters.columns) and len(clusters):
        base = group.base or clusters["respondent"].nunique()
        for cluster, part in clusters.groupby("cluster", sort=True):
            named = legible(part["label"].iloc[0]) or label("note.mixed", lang)
            count = int(part["respondent"].nunique())
            rows.append((label("note.mixed", lang) if cluster == 0 else named, "", count, count / base))
        rows.sort(key=lambda row: (row[0] == label("note.mixed", lang), -row[2], row[0]))
    return rows


def kind_rows(group: Group, lang: str) -> list[tuple[str, int]]:
    """Return the name and the number of respondents of each kind of answer without content."""
    return [(name(kind, lang, group="kind"), count) for kind, count in group.kinds.items()]


def _number(value: object, otherwise: float = 1.0) -> float:
    found = cell(value)
    return float(found) if isinstance(found, int | float) else otherwise
