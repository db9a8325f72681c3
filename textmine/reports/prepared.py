"""Rows as they are shown, where they are made of several tables: keywords with their notes and quotes, ...

Each function takes the table that is shown, with those beside it (where the items of a question are shown
together, those of each item), and returns ``Rows``. A cell is a number, a text, or in Word and on slides a
tuple of ``Line``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from textmine.inputs.attributes import FIXED
from textmine.reports.report import Group
from textmine.reports.runfile import base_name
from textmine.reports.text import cell, enclosed, texts, whole
from textmine.texts.labels import label, name
from textmine.texts.numbers import percent

_MOST_BESIDE = 250_000  # cells with attributes beside the answers, or the places of words
_CONTEXT = 30  # characters shown on either side of a word
_NAMED = 40  # words that a line names


@dataclass(frozen=True)
class Tables:
    """The table of that name of a question or item, and those to be shown with it (empty if missing)."""

    name: str
    group: Group
    table: pd.DataFrame
    beside: tuple[pd.DataFrame, ...] = ()


@dataclass(frozen=True)
class Line:
    """A paragraph of a cell that has several: its text, and how it looks."""

    text: str
    look: Literal["text", "strong", "bullet", "quote"] = "text"


@dataclass(frozen=True)
class Rows:
    """Rows ready to be shown.

    Attributes:
        table: the rows.
        attributes: how many of its last columns are attributes of the survey, which may be called as one
            of the columns before them.
        notes: lines to stand under the title.
        left: how many rows there are besides, which are not shown.
    """

    table: pd.DataFrame
    attributes: int = 0
    notes: tuple[str, ...] = ()
    left: int = 0


_NEGATED = {"word": "negated", "feature": "negated", "name": "negated", "other": "other_negated"}


def with_names(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table in which words that are counted apart where they are negated are called so.

    >>> words = pd.DataFrame({"word": ["わかる", "わかる"], "negated": [True, False], "respondents": [4, 1]})
    >>> with_names(words, "ja").values.tolist()
    [['わかる（否定）', 4], ['わかる', 1]]
    """
    for column, negated in _NEGATED.items():
        if {column, negated} <= set(table.columns):
            names = [
                label("word.negated", lang, word=word) if no else word
                for word, no in zip(table[column], table[negated], strict=True)
            ]
            table = table.assign(**{column: names})
    extra = set(_NEGATED.values()) & set(table.columns)
    return table.drop(columns=extra) if extra else table


def keyword_rows(shown: Tables) -> Rows:
    """Return the keywords, numbered, with the notes and quotes of their evidence."""
    lang, evidence = shown.group.lang, evidence_of(shown.beside[0])
    columns = ("pos", "respondents", "share", "low", "high", "occurrences", "negated_share")
    rows = shown.table.reindex(columns=["word", *columns, "wordings", "related"], fill_value="")
    rows.insert(0, "number", range(1, len(rows) + 1))
    for column, aspect in (("notes", "note"), ("quotes", "quote")):
        lines = (evidence.get(word, {}).get(aspect, ()) for word in rows["word"].astype(str))
        rows[column] = ["\n".join(_evidence_line(row, lang) for row in own) for own in lines]
    return Rows(rows)


def _evidence_line(row: Mapping[Any, Any], lang: str) -> str:
    text = sentence(row, lang)
    if row["aspect"] != "quote":
        return label("note.bullet", lang, text=text)
    respondent = str(cell(row.get("respondent", "")))
    return label("note.quote", lang, text=enclosed(text), respondent=respondent)


def sentence(row: Mapping[Any, Any], lang: str) -> str:
    """Return a finding, a note or another text; one that a person wrote in place of the drafted one says so.

    >>> sentence({"text": "費用の負担が多い。", "edited": True}, "ja")
    '費用の負担が多い。（編集）'
    """
    text = str(cell(row["text"]))
    return label("note.edited", lang, text=text) if cell(row.get("edited", "")) else text


def evidence_of(evidence: pd.DataFrame) -> dict[str, dict[str, list[dict[Any, Any]]]]:
    """Return word -> aspect -> its rows of the evidence, by their rank."""
    by_word: dict[str, dict[str, list[dict[Any, Any]]]] = {}
    rows = evidence.sort_values("rank", kind="stable") if len(evidence) else evidence
    for row in rows.to_dict("records"):
        by_word.setdefault(str(row["word"]), {}).setdefault(str(row["aspect"]), []).append(row)
    return by_word


def evidence_rows(*shown: Tables) -> Rows:
    """Return the evidence of all items of a question, without what says nothing about its kind of row."""
    columns = ["word", "aspect", "rank", "text", "respondents", "respondent", "answer", "base"]
    tables = []
    for one in shown:
        rows = one.table.reindex(columns=columns).astype(object)
        # a quote is one respondent's and a note a sentence: their counts say nothing
        rows["respondents"] = rows["respondents"].mask(rows["aspect"].isin(["quote", "note"]), "")
        rows["answer"] = rows["answer"].where(pd.to_numeric(rows["answer"]) >= 0, "")
        tables.append(rows)
    return Rows(_of_all_items(tables, shown))


def place_rows(*shown: Tables) -> Rows:
    """Return every place of every keyword with the text around it and the attributes of its respondent.

    Beside are the keywords and the answers. Where the places of the whole report with all attributes would
    make a workbook that takes minutes to open, the attributes are left out.
    """
    group = shown[0].group
    *_, answers = shown[0].beside
    attributes, notes = attributes_of(answers), []
    places = [section.content for section in group.report.sections if section.name == shown[0].name]
    count = sum(len(table) for table in places if isinstance(table, pd.DataFrame))
    if count * len(attributes) > _MOST_BESIDE:
        attributes = []
        notes.append(label("note.attributes_elsewhere", group.lang))
    texts = _texts(answers, attributes)
    tables, words = [], 0
    for one in shown:
        keywords, *_ = one.beside
        table = one.table
        if len(keywords):
            order = {word: place for place, word in enumerate(dict.fromkeys(keywords["word"].astype(str)))}
            place = table["word"].astype(str).map(order)
            table = table.loc[place.notna()].iloc[place.dropna().argsort(kind="stable")]
            words += len(order)
        tables.append(_contexts(table, texts, attributes, group.lang))
    rows, total = _of_all_items(tables, shown), sum(len(one.table) for one in shown)
    if len(rows) < total:
        counts = {"words": f"{words:,}", "count": f"{total:,}", "shown": f"{len(rows):,}"}
        notes.append(label("note.top_words", group.lang, **counts))
    return Rows(rows, len(attributes), tuple(notes))


def _texts(answers: pd.DataFrame, attributes: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return the number of each answer -> its text, and the values of the attributes."""
    if not len(answers):
        return {}
    columns = (texts(answers[column].tolist()) for column in ("text", *attributes))
    return dict(zip(map(int, answers["answer"]), zip(*columns, strict=True), strict=True))


def _contexts(
    table: pd.DataFrame, texts: Mapping[int, tuple[str, ...]], attributes: Sequence[str], lang: str
) -> pd.DataFrame:
    marks = {False: label("note.no", lang), True: label("note.yes", lang)}
    missing = ("",) * (1 + len(attributes))
    places = table[["word", "answer", "respondent", "start", "end", "negated"]]
    rows = []
    for word, answer, respondent, start, end, negated in places.itertuples(index=False):
        text, *values = texts.get(int(answer), missing)
        left = ("…" if start > _CONTEXT else "") + text[max(0, start - _CONTEXT) : start].replace("\n", " ")
        right = text[end : end + _CONTEXT].replace("\n", " ") + ("…" if end + _CONTEXT < len(text) else "")
        middle = text[start:end].replace("\n", " ")
        whose = (marks[bool(negated)], str(respondent), int(answer), *values)
        rows.append((str(word), left, middle, right, *whose))
    columns = ["word", "left", "keyword", "right", "negated", "respondent", "answer", *attributes]
    return pd.DataFrame(rows, columns=columns)


def answer_rows(shown: Tables) -> Rows:
    """Return all answers but the blank ones, with items and files if there are any, and their attributes.

    Where these would be most of a workbook that takes long to open, they are left out, and a line says where
    they are.
    """
    lang, answers = shown.group.lang, shown.table
    rows = answers.loc[answers["kind"].astype(str) != "blank"] if "kind" in answers else answers
    files = [base_name(source.path) for source in shown.group.report.sources]
    columns = ["answer", "respondent", "question", "kind", "text"]
    if "item" in answers and (answers["item"].astype(str) != "").any():
        columns.insert(3, "item")
    if len(files) > 1 and "source" in answers:
        columns.append("source")
    attributes = attributes_of(answers)
    blank = len(answers) - len(rows)
    notes = [label("note.blank", lang, count=f"{blank:,}")] if blank else []
    if len(rows) * len(attributes) > _MOST_BESIDE:
        attributes = []
        notes.append(label("note.attributes_elsewhere", lang))
    table = rows.reindex(columns=[*columns, "row", *attributes]).astype(object)
    if "source" in columns:
        table["source"] = [files[int(source)] for source in rows["source"]]
    for attribute in attributes:
        table[attribute] = texts(rows[attribute].tolist())
    return Rows(table, len(attributes), tuple(notes))


def count_rows(shown: Tables) -> Rows:
    """Return the code counts of a question with names for the rows that are no codes."""
    lang, table = shown.group.lang, shown.table
    if not {"code", "level"} <= set(table.columns):
        return Rows(table)
    levels = [name(level, lang, group="code") for level in table["level"]]
    is_code = table["level"].isin(["code", "upper"])
    return Rows(table.assign(code=table["code"].where(is_code, levels), level=levels))


def code_bars(shown: Tables) -> Rows:
    """Return the code counts of a question as the page's bars: name, level, text, numbers, what they open."""
    table = shown.table
    terms = [
        [["code", whole(code)]] if level in ("code", "upper") else [[level]]
        for code, level in zip(table["code"].astype(str), table["level"].astype(str), strict=True)
    ]
    bars = {
        "name": count_rows(shown).table["code"].astype(str).str.removeprefix("＊"),
        "level": table["level"].astype(str),
        "text": table.get("definition", ""),
    }
    return _bars(
        bars, table, ("respondents", "share", "low", "high", "given_share", "mentions", "overridden"), terms
    )


def _bars(bars: dict[str, Any], table: pd.DataFrame, numbers: Sequence[str], terms: list[Any]) -> Rows:
    """Return bars with those of the numbers that the table has, and the terms that each bar opens."""
    bars |= {column: table[column] for column in numbers if column in table}
    return Rows(pd.DataFrame({**bars, "terms": pd.Series(terms, table.index, dtype=object)}))


def cluster_bars(shown: Tables) -> Rows:
    """Return the clusters of a question as the page's bars: name, label, words, facts, numbers."""
    lang, table = shown.group.lang, shown.table
    facts = [
        "　".join(
            f"{label(f'column.{key}', lang)} {row[key]:.2f}"
            for key in ("cohesion", "stability")
            if isinstance(cell(row.get(key)), float)
        )
        for row in table.to_dict("records")
    ]
    bars = {
        "name": [f"{number}" if number else label("note.mixed", lang) for number in table["cluster"]],
        "level": "cluster",
        "text": table.get("label", ""),
        "words": table.get("words", ""),
        "facts": facts,
    }
    terms = [[["cluster", int(number)]] for number in table["cluster"]]
    return _bars(bars, table, ("respondents", "share", "answers"), terms)


def interval_rows(shown: Tables) -> Rows:
    """Return counts as they fit a terminal: the interval in one column, and no base."""
    table = count_rows(shown).table
    between = [
        "" if low != low else f"{percent(low)}–{percent(high)}"  # NaN: a row that is not in the base
        for low, high in zip(table["low"], table["high"], strict=True)
    ]
    columns = ["interval" if key == "low" else key for key in table if key not in ("high", "base")]
    return Rows(table.assign(interval=between)[columns])


def column_rows(shown: Tables) -> Rows:
    """Return the columns of a survey as they fit a terminal: one row for those of all items of a question."""
    rows: dict[tuple[str, ...], list[dict[Any, Any]]] = {}
    for row in shown.table.to_dict("records"):
        about = (row["role"], row["question"], row["why"], row["detail"]) if row["item"] else (row["column"],)
        rows.setdefault(tuple(map(str, about)), []).append(row)
    folded = [
        {
            **several[0],
            "column": several[0]["question"],
            "item": f"× {len(several)}",
            "filled": sum(row["filled"] for row in several),
            "distinct": max(row["distinct"] for row in several),
        }
        if len(several) > 1
        else several[0]
        for several in rows.values()
    ]
    return Rows(pd.DataFrame(folded, columns=list(shown.table.columns)))


def unplaced_lines(shown: Tables) -> list[str]:
    """Return the lines that say how many words a cloud shows and which it has no room for, if any."""
    (layout,) = shown.beside
    if "placed" not in layout.columns or layout["placed"].astype(bool).all():
        return []
    lang, placed = shown.group.lang, layout["placed"].astype(bool)
    left = layout.loc[~placed, "word"].astype(str).tolist()
    words = left[:_NAMED]
    if len(left) > _NAMED:
        words.append(label("note.more_words", lang, count=len(left) - _NAMED))
    return [
        label("note.placed", lang, total=f"{len(layout):,}", placed=f"{int(placed.sum()):,}"),
        label("note.unplaced", lang, words=label("note.separator", lang).join(words)),
    ]


def items_of(table: pd.DataFrame) -> pd.Series[str]:
    """Return the item of each row; "" where a table tells of none."""
    return table["item"].fillna("").astype(str) if "item" in table else pd.Series("", index=table.index)


def attributes_of(answers: pd.DataFrame) -> list[str]:
    """Return the columns of the answers that are attributes of the survey."""
    return [str(column) for column in answers.columns if str(column) not in FIXED]


def _of_all_items(tables: Iterable[pd.DataFrame], shown: Sequence[Tables]) -> pd.DataFrame:
    """Return the tables as one, with their items in front if there are any."""
    tables = list(tables)
    if any(one.group.item for one in shown):
        for table, one in zip(tables, shown, strict=True):
            table.insert(0, "item", one.group.item)
    return pd.concat(tables, ignore_index=True)
