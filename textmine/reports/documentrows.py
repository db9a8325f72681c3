"""Rows as Word and slides show them: words with notes, codes with quotes, statements, clusters, matrices.

Like those of ``prepared``, each function takes the tables that are shown and returns ``Rows``; a cell of
several paragraphs is a tuple of ``Line``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from textmine.reports.office import counted, interval, legible, people, percent
from textmine.reports.prepared import Line, Rows, Tables, by_rank
from textmine.reports.report import Group
from textmine.reports.text import cell, shortened, width
from textmine.texts.labels import label

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_LONGEST = 120  # columns of a quote or a statement: sixty full-width characters
_CLEAR = 0.05  # the p value below which a test found a difference


def bullet(text: str, lang: str) -> Line:
    """Return a line of a list."""
    return Line(label("note.bullet", lang, text=text), "bullet")


# ---- words and codes


def noted_words(shown: Sequence[Tables], *, brief: bool = False) -> Rows:
    """Return words with their respondents, share and drafted notes; all words if none has a note.

    ``brief``: without the shares, and only words that have a note.
    """
    (one,) = shown
    lang, words, notes = one.group.lang, one.table, _notes(one.beside[0])
    noted = words.loc[words["word"].astype(str).isin(list(notes))]
    rows = []
    for row in (noted if brief or len(noted) else words).to_dict("records"):
        word = [Line(counted(one.group, row["word"], row["respondents"]))]
        if not brief and percent(row.get("share")):
            word.append(Line(percent(row["share"]), "quote"))
        rows.append((tuple(word), tuple(bullet(text, lang) for text in notes.get(str(row["word"]), ()))))
    return Rows(pd.DataFrame(rows, columns=["word", "notes"]), left=len(words) - len(rows))


def _notes(evidence: pd.DataFrame) -> dict[str, list[str]]:
    """Return word -> its drafted notes, in their order."""
    notes: dict[str, list[str]] = {}
    for row in by_rank(evidence):
        if row["aspect"] == "note":
            notes.setdefault(str(row["word"]), []).append(legible(row["text"]))
    return notes


def code_name(code: object) -> str:
    """Return a code as it is printed: without the ＊ of code frames."""
    return legible(code).removeprefix("＊")


def quoted_codes(shown: Sequence[Tables]) -> Rows:
    """Return all codes with their definition and three quotes, respondents, share and interval."""
    (one,) = shown
    rows = []
    for row in one.table.loc[one.table["level"].isin(["upper", "code"])].to_dict("records"):
        lines = [Line(legible(row["definition"]))] if cell(row.get("definition", "")) else []
        if row["level"] == "code":
            lines += [
                Line(label("note.quote", one.group.lang, text=text, respondent=respondent), "quote")
                for text, respondent in quotes(one.beside[0], str(row["code"]), _codes(one.table))
            ]
        name = Line(code_name(row["code"]), "strong" if row["level"] == "upper" else "text")
        rows.append(((name,), tuple(lines), int(row["respondents"]), row.get("share"), interval(row)))
    return Rows(pd.DataFrame(rows, columns=["code", "quotes", "respondents", "share", "interval"]))


def short_codes(shown: Sequence[Tables]) -> Rows:
    """Return codes with their respondents, definition and a quote."""
    (one,) = shown
    rows = []
    for row in one.table.loc[one.table["level"] == "code"].to_dict("records"):
        lines = [legible(row["definition"])] if cell(row.get("definition", "")) else []
        for text, _ in quotes(one.beside[0], str(row["code"]), _codes(one.table), most=1):
            lines.append(label("draft.quoted", one.group.lang, text=text))
        name = counted(one.group, code_name(row["code"]), row["respondents"])
        rows.append((name, tuple(map(Line, lines))))
    return Rows(pd.DataFrame(rows, columns=["code", "quotes"]))


def _codes(counts: pd.DataFrame) -> list[str]:
    return counts.loc[counts["level"] == "code", "code"].astype(str).tolist()


def quotes(coded: pd.DataFrame, code: str, codes: Iterable[str], most: int = 3) -> list[tuple[str, str]]:
    """Return up to ``most`` short quotes of answers that have the code, each with its respondent.

    Chosen the same way every time: answers with few other ``codes`` first (they show this one), then those
    of about thirty characters, then the earlier ones; one quote a respondent, no text twice. Of a long
    answer the sentence that gave the code is quoted, cut at sixty characters.
    """
    if code not in coded.columns or not {"text", "respondent"} <= set(coded.columns):
        return []
    having = coded.loc[coded[code].fillna(0).astype(int) == 1]
    number = having[[one for one in codes if one in coded.columns]].fillna(0).astype(int).sum(axis=1)
    candidates = []
    for place, (count, row) in enumerate(zip(number, having.to_dict("records"), strict=True)):
        text = _passage(str(cell(row["text"])), _matches(str(cell(row.get("evidence", ""))), code))
        candidates.append((int(count), abs(len(text) - 30), place, text, legible(row["respondent"])))
    chosen: list[tuple[str, str]] = []
    for *_, text, respondent in sorted(candidates):
        if text and all(text != other and respondent != who for other, who in chosen):
            chosen.append((text, respondent))
        if len(chosen) == most:
            break
    return chosen


def _matches(evidence: str, code: str) -> list[str]:
    """Return what gave an answer a code, from the evidence of its codes: "費用：高い・予算／人材：人手"."""
    for part in evidence.split("／"):
        name, _, pieces = part.partition("：")
        if name == code_name(code):
            return [piece for piece in pieces.split("・") if piece]
    return []


def _passage(text: str, matches: list[str]) -> str:
    """Return the text, or of a long one the first sentence that holds one of the matches."""
    whole = legible(text)
    if width(whole) <= _LONGEST:
        return whole
    sentences = [legible(sentence) for sentence in _SENTENCE.findall(text) if legible(sentence)] or [whole]
    holding = (one for one in sentences if any(legible(match) in one for match in matches))
    return shortened(next(holding, sentences[0]), _LONGEST)


# ---- statements and clusters


def statement_rows(shown: Sequence[Tables]) -> Rows:
    """Return each item with its first ten statements; without items, statements and their respondents."""
    (one,) = shown
    group, table = one.group, one.table
    if not _items(table).ne("").any():
        rows = [(legible(row["statement"]), int(row["respondents"])) for row in table.to_dict("records")]
        return Rows(pd.DataFrame(rows, columns=["statement", "respondents"]))
    most, items = 10, []
    for item, own in table.groupby(_items(table), sort=False):
        lines = [bullet(_statement(one, row), group.lang) for row in own.head(most).to_dict("records")]
        if len(own) > most:
            where = label("document.where", group.lang, sheet=label("section.condensed", group.lang))
            left = label("document.left_out", group.lang, count=f"{len(own) - most:,}", where=where)
            lines.append(Line(left, "quote"))
        name = counted(group, item, own["base"].iloc[0]) if "base" in own else legible(item)
        items.append((name, tuple(lines)))
    return Rows(pd.DataFrame(items, columns=["item", "notes"]))


def short_statements(shown: Sequence[Tables]) -> Rows:
    """Return each item with its first five statements, long ones cut short."""
    (one,) = shown
    most, left, rows = 5, 0, []
    for item, own in one.table.groupby(_items(one.table), sort=False):
        texts = [shortened(_statement(one, row), _LONGEST) for row in own.head(most).to_dict("records")]
        left += max(0, len(own) - most)
        rows.append((legible(item), tuple(bullet(text, one.group.lang) for text in texts)))
    return Rows(pd.DataFrame(rows, columns=["item", "notes"]), left=left)


def _items(table: pd.DataFrame) -> pd.Series[str]:
    return table["item"].fillna("").astype(str) if "item" in table else pd.Series("", index=table.index)


def _statement(one: Tables, row: dict[Any, Any]) -> str:
    several = int(row["respondents"]) > 1
    return counted(one.group, row["statement"], row["respondents"]) if several else legible(row["statement"])


def cluster_rows(shown: Sequence[Tables]) -> Rows:
    """Return label, words, respondents and share of each cluster, from its summary or from its answers."""
    (one,) = shown
    group, table = one.group, one.table
    mixed, rows = label("note.mixed", group.lang), []
    if "share" in table:
        for row in table.to_dict("records"):
            name = legible(row["label"]) if row.get("cluster") != 0 and cell(row["label"]) else mixed
            rows.append((name, legible(row.get("words", "")), int(row["respondents"]), float(row["share"])))
    else:
        base = group.base or table["respondent"].nunique()
        for cluster, own in table.groupby("cluster", sort=True):
            name = legible(own["label"].iloc[0]) if cluster != 0 else ""
            count = int(own["respondent"].nunique())
            rows.append((name or mixed, "", count, count / base))
        rows.sort(key=lambda row: (row[0] == mixed, -row[2], row[0]))
    clusters = pd.DataFrame(rows, columns=["label", "words", "respondents", "share"])
    return Rows(clusters.assign(people=[people(group, count) for count in clusters["respondents"]]))


# ---- cross tables


@dataclass(frozen=True)
class Matrix:
    """A cross table of one attribute, features down and values across.

    Attributes:
        attribute: the attribute's name.
        values: value -> its base.
        small: the values with a small base.
        features: the words or codes, as printed.
        cells: (feature, value) -> respondents, share, mark.
        sentences: what the tests found different, the clearest first.
        same: how many tests found no difference.
        missing: respondents without the attribute.
    """

    attribute: str
    values: dict[str, int]
    small: frozenset[str]
    features: list[str]
    cells: dict[tuple[str, str], tuple[int, float, str]]
    sentences: list[str]
    same: int
    missing: int

    def share(self, feature: str, value: str) -> float | None:
        """Return the share of a feature within a value; None where there is none."""
        return self.cells[feature, value][1] if (feature, value) in self.cells else None

    def small_mark(self, value: str, lang: str) -> str:
        """Return the mark of a value with a small base, or ""."""
        return label("page.small", lang) if value in self.small else ""

    def missing_line(self, group: Group) -> str:
        """Return the line that counts the respondents without the attribute, or ""."""
        count = f"{self.missing:,}"
        return label("page.missing", group.lang, count=count, unit=group.unit).strip() if self.missing else ""


def matrices(crosstab: pd.DataFrame, tests: pd.DataFrame) -> list[Matrix]:
    """Return a cross table's attributes, each as a matrix with what its tests found."""
    found = []
    for attribute, table in crosstab.groupby(crosstab["attribute"].astype(str), sort=False):
        rows = table.to_dict("records")
        own = tests.loc[tests["attribute"].astype(str) == attribute] if "attribute" in tests else tests
        tested = own.to_dict("records")
        clear = sorted(
            (row for row in tested if _number(row.get("p_bh"), 1.0) < _CLEAR), key=lambda row: row["p_bh"]
        )
        features = [feature_name(row) for row in rows]
        values = [legible(row["value"]) for row in rows]
        found.append(
            Matrix(
                attribute=legible(attribute),
                values={value: int(row["base"]) for value, row in zip(values, rows, strict=True)},
                small=frozenset(value for value, row in zip(values, rows, strict=True) if row.get("small")),
                features=list(dict.fromkeys(features)),
                cells={
                    (feature, value): (
                        int(row["respondents"]),
                        _number(row["share"], 0.0),
                        str(cell(row.get("mark", ""))).replace("+", "＋").replace("-", "－"),
                    )
                    for feature, value, row in zip(features, values, rows, strict=True)
                },
                sentences=[legible(row["sentence"]) for row in clear if cell(row.get("sentence", ""))],
                same=len(tested) - len(clear),
                missing=max((int(_number(row.get("missing"), 0)) for row in tested), default=0),
            )
        )
    return found


def feature_name(row: dict[Any, Any]) -> str:
    """Return a word or code of a comparison as it is printed."""
    return code_name(row["feature"])


def _number(value: object, otherwise: float) -> float:
    number = cell(value)
    return float(number) if isinstance(number, int | float) else otherwise
