"""Makes the table of answers, a row per answer of one respondent to one question, from joined sheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import asdict, replace

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.inputs.answers import classify_all
from textmine.inputs.attributes import column_of
from textmine.inputs.columns import Column, Layout, Long
from textmine.inputs.findings import Finding, counted
from textmine.inputs.joining import Joined
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.natural import in_natural_order, natural
from textmine.inputs.noise import intended, is_partly_misread
from textmine.inputs.profiles import Profile, is_closed, profile, separator
from textmine.inputs.ratings import rating_of
from textmine.inputs.sheets import Cells, cells_of

_SHOWN = 20  # characters of an answer that a finding shows


def tabulate(
    table: Joined, layout: Layout, who: Cells, lexicon: Lexicon
) -> tuple[pd.DataFrame, tuple[Column, ...], list[Finding]]:
    """Return the answers as ``Survey`` holds them, the columns, and what was counted.

    ``who`` is the respondent of every row. Of a long table each question is a column.
    """
    if layout.long:
        answers, columns, findings = _long_answers(table, layout, layout.long, who)
    else:
        answers, columns, findings = _wide_answers(table, layout, who), layout.columns, []
    kinds = cells_of([""] * len(answers))
    texts = answers["text"].to_numpy(dtype=object)
    known = pd.DataFrame(map(asdict, columns))
    for question, places in answers.groupby("question", sort=False).indices.items():
        # what was asked decides some kinds (何もない, よく知らない)
        asked = {"question": str(question), "rating": rating_of(known, str(question))}
        kinds[places] = classify_all(texts[places].tolist(), lexicon, **asked)
    answers.insert(5, "kind", _series(kinds))
    misread = set(filter(is_partly_misread, dict.fromkeys(answers["text"])))
    held = answers.loc[answers["text"].isin(misread), ["source", "row", "text"]]
    return answers, columns, [*findings, *misread_answers(list(held.itertuples(index=False, name=None)))]


def misread_answers(held: Sequence[tuple[int, int, str]]) -> list[Finding]:
    """Return a finding of answers that were read in the wrong encoding, with what they may have been.

    ``held`` has the file, the row and the text of each of them.
    """
    rows = [(row, text) for _, row, text in sorted(held)]
    begins = [f"{row}: {intended(text)[:_SHOWN]}".removesuffix(": ") for row, text in rows]
    return counted("mojibake", begins)


def texts_of(cells: Sequence[str], layout: Layout) -> list[str]:
    """Return what one row of a table answers to the questions, blank or not."""
    if not layout.long:
        return [cells[i] for i, column in enumerate(layout.columns) if column.role == "question"]
    answer = layout.long.answer
    question = cells[layout.long.question].strip() if layout.long.question >= 0 else ""
    question = question or layout.columns[answer].column
    return [cells[answer]] if question in (layout.long.labels or (question,)) else []


def _wide_answers(table: Joined, layout: Layout, who: Cells) -> pd.DataFrame:
    """Return one row per row of the table and question, blank answers too."""
    asked = [i for i, column in enumerate(layout.columns) if column.role == "question"]
    count = len(who)
    index = np.tile(np.arange(count), len(asked))
    labels = list(dict.fromkeys(layout.columns[i].question for i in asked))
    question = np.repeat([labels.index(layout.columns[i].question) for i in asked], count)
    item = np.repeat(np.arange(len(asked)), count)
    texts = {
        "question": np.repeat(cells_of([layout.columns[i].question for i in asked]), count),
        "item": np.repeat(cells_of([layout.columns[i].item for i in asked]), count),
        "text": np.concatenate([table.cells[i] for i in asked]),
    }
    return _sorted(table, who, index, texts, (question, item), _attributes(table, layout, asked, index))


def _long_answers(
    table: Joined, layout: Layout, long: Long, who: Cells
) -> tuple[pd.DataFrame, tuple[Column, ...], list[Finding]]:
    """Return one row per row of the table; questions with closed answers become attributes."""
    answer = layout.columns[long.answer]
    text = table.cells[long.answer]
    blank = cells_of([""] * len(who))
    question = _stripped(table.cells[long.question]) if long.question >= 0 else blank.copy()
    question[question == ""] = answer.column
    item = _stripped(table.cells[long.item]) if long.item >= 0 else blank
    labels = _labels_in_order(table, long, question)
    profiles = {label: profile(text[question == label].tolist()) for label in labels}
    closed = _closed_labels(long, profiles)
    opened = [label for label in labels if label not in closed and label in (long.labels or labels)]
    attributes = _attributes(table, layout, [long.answer], np.arange(len(who)))
    columns: dict[str, Column] = {}
    for label, values in profiles.items():
        role, why = ("question", answer.why) if label in opened else ("ignored", "not_asked")
        column = replace(answer, question=label, filled=values.filled, distinct=values.distinct)
        if label in closed:
            role, why = "attribute", "long_closed"
            attributes[_free(label, attributes)], sign = _spread(label, question, item, who, text)
            column = replace(column, sort="choices" if sign else "", separator=sign)
        columns[label] = replace(column, role=role, why=why)
    rows = np.flatnonzero(np.isin(question, opened))
    texts = {"question": question[rows], "item": item[rows], "text": text[rows]}
    items = sorted(set(item.tolist()), key=natural)
    ranks = _ranks(texts["question"], labels), _ranks(texts["item"], items)
    attributes = {name: cells[rows] for name, cells in attributes.items()}
    answers = _sorted(table, who, rows, texts, ranks, attributes)
    before, after = layout.columns[: long.answer], layout.columns[long.answer + 1 :]
    return answers, (*before, *columns.values(), *after), counted("long_closed", closed, answer.column)


def _labels_in_order(table: Joined, long: Long, question: Cells) -> list[str]:
    """Return the questions of a long table as a person would list them."""
    labels = list(dict.fromkeys(question.tolist()))
    if table.ordered:
        return labels
    labels.sort(key=natural)
    if long.number >= 0:
        numbers = defaultdict(list)
        for label, number in zip(question.tolist(), table.cells[long.number].tolist(), strict=True):
            numbers[label].append(natural(number.strip()))
        labels.sort(key=lambda label: min(numbers[label]))
    return labels


def _closed_labels(long: Long, profiles: dict[str, Profile]) -> list[str]:
    """Return the questions whose answers are attributes: those that were named, or are ticked; never all."""
    closed = [
        label
        for label, values in profiles.items()
        if label not in long.labels
        and (is_closed(values) if long.attributes is None else label in long.attributes)
    ]
    return closed if len(closed) < len(profiles) else []


def _spread(label: str, question: Cells, item: Cells, who: Cells, text: Cells) -> tuple[Cells, str]:
    """Return the answers to one closed question, and what separates the choices in them.

    They stand on every row of the same respondent (and item, if the question has any).
    """
    rows = np.flatnonzero(question == label).tolist()
    by_item = len(set(item[rows].tolist())) > 1
    chosen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        chosen[who[row], item[row] if by_item else ""].add(text[row].strip())
    values = {key: "; ".join(sorted(texts - {""}, key=natural)) for key, texts in chosen.items()}
    pairs = zip(who.tolist(), item.tolist(), strict=True)
    cells = cells_of([values.get((one, each if by_item else ""), "") for one, each in pairs])
    return cells, separator(Counter(filter(None, values.values())))


def _sorted(
    table: Joined,
    who: Cells,
    index: Int64Array,
    texts: dict[str, Cells],
    ranks: tuple[Int64Array, Int64Array],
    attributes: dict[str, Cells],
) -> pd.DataFrame:
    """Return the answers in an order that does not depend on that of the file's rows (but for paragraphs)."""
    people = list(dict.fromkeys(who.tolist()))
    if not table.ordered:
        people = in_natural_order(people)
    who_rank = _ranks(who, people)[index]
    order = np.lexsort((table.row[index], table.source[index], ranks[1], ranks[0], who_rank))
    if not table.ordered:
        order = _tied_by_text(order, (who_rank, *ranks), texts["text"], attributes)
    data: dict[str, object] = {
        "answer": np.arange(len(order)),
        "respondent": _series(who[index][order]),
        **{name: _series(values[order]) for name, values in texts.items()},
        "source": table.source[index][order],
        "row": table.row[index][order],
        **{column_of(name): _series(values[order]) for name, values in attributes.items()},
    }
    return pd.DataFrame(data)


def _free(name: str, taken: Container[str]) -> str:
    """Return the name with an underscore for each time that it is taken already."""
    while name in taken:
        name += "_"
    return name


def _attributes(table: Joined, layout: Layout, asked: list[int], index: Int64Array) -> dict[str, Cells]:
    """Return attribute -> its value for every answer; those of an item go with that item's answers."""
    count = len(table.row)
    attributes: dict[str, Cells] = {}
    of_items: dict[str, list[int]] = defaultdict(list)  # aspect of a grid -> its columns
    for i, column in enumerate(layout.columns):
        if column.role == "attribute" and column.question:
            of_items[column.question].append(i)
        elif column.role == "attribute":
            attributes[_free(column.column, attributes)] = _stripped(table.cells[i])[index]
    places: dict[str, list[int]] = defaultdict(list)
    for place, i in enumerate(asked):
        places[layout.columns[i].item].append(place)
    for aspect, columns in of_items.items():
        values = cells_of([""] * len(index))
        for i in columns:
            for place in places.get(layout.columns[i].item, ()):
                values[place * count : (place + 1) * count] = _stripped(table.cells[i])
        attributes[_free(aspect, attributes)] = values
    return attributes


def _tied_by_text(
    order: Int64Array,
    ranks: tuple[Int64Array, ...],
    text: Cells,
    attributes: dict[str, Cells],
) -> Int64Array:
    """Order answers of one respondent to one question by what they say, not by where they stood."""
    same = np.ones(max(0, len(order) - 1), dtype=bool)
    for rank in ranks:
        same &= rank[order][1:] == rank[order][:-1]
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    ends = np.append(starts[1:], len(order))
    order = order.copy()
    columns = list(attributes.values())
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start > 1:
            group = order[start:end].tolist()
            group.sort(key=lambda place: (text[place], *(column[place] for column in columns)))
            order[start:end] = group
    return order


def _ranks(values: Cells, ordered: Sequence[str]) -> Int64Array:
    place = {value: rank for rank, value in enumerate(ordered)}
    return np.fromiter((place[value] for value in values.tolist()), dtype=np.int64, count=len(values))


def _stripped(cells: Cells) -> Cells:
    return cells_of([text.strip() for text in cells.tolist()])


def _series(values: Cells) -> pd.Series[str]:
    return pd.Series(values, dtype="str")
