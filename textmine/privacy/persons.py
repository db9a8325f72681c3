"""Lists everything in a survey that is to be masked, with the names of persons in its texts.

What evidence a name needs is said in :mod:`textmine.privacy.names`. What the user's lexicon forces is never
taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from textmine.inputs.attributes import column_of
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.normalize import normalize
from textmine.inputs.survey import Survey
from textmine.privacy.introduced import find_introduced
from textmine.privacy.masking import COLUMNS, find, header_kind, is_masked, numbered
from textmine.privacy.morphemes import Line, tagged_lines
from textmine.privacy.names import find_names, find_surnames, is_full_name, surname_at
from textmine.privacy.spans import KINDS, MASK, Finder, Span, joined, replaced
from textmine.words.corpus import Corpus

_NUMBER = re.compile(r"[\d\s./:-]*")
_TELEPHONE = re.compile(r"0[5-9]0[- ]?\d{4}[- ]?\d{4}|0\d{1,3}-\d{1,4}-\d{4}")


def maskings(corpus: Corpus) -> pd.DataFrame:
    """Return what is to be masked in a survey: in all its answers, attributes and respondents' ids.

    All of ``corpus.survey`` is looked through, whatever part of it the corpus holds. Columns: ``answer``,
    ``respondent``, ``question``, ``item``, ``column`` (text, respondent or the column of an attribute),
    ``kind`` (one of ``KINDS``), ``start``, ``end`` (into the original characters), ``text`` (those
    characters), ``shown`` (what stands there instead). Sorted by answer, column (the text first, then
    the id, then attributes in their order) and place. An id or a value of an attribute is listed once,
    with the first answer that has it (``question`` and ``item`` are "" then). An attribute whose header
    asks for a name, an address and the like is masked whole; an id whole where anything is found in it.

    The table holds what is to be hidden: keep it apart from the report.
    """
    survey = corpus.survey
    answers, finders = survey.answers, _finders(corpus.lexicon)
    texts = list(dict.fromkeys(answers["text"]))
    spans_of = dict(zip(texts, find(texts, finders), strict=True))
    about = answers[["answer", "respondent", "question", "item", "text"]]
    rows = [
        (*keys, "text", span, text, MASK)
        for *keys, text in about.itertuples(index=False, name=None)
        for span in spans_of[text]
    ]
    headers = _header_kinds(survey)
    columns = ("respondent", *survey.attribute_columns)
    for column in columns:
        firsts = answers.drop_duplicates(column)
        values = firsts[column].tolist()
        found = _in_values(values, headers.get(column, ""), finders)
        if column == "respondent":
            found = [_whole(value, spans) for value, spans in zip(values, found, strict=True)]
        masks = iter(numbered(sum(map(bool, found)), answers["respondent"]))
        for number, who, value, spans in zip(
            firsts["answer"], firsts["respondent"], values, found, strict=True
        ):
            mask = next(masks) if column == "respondent" and spans else MASK
            rows += [(number, who, "", "", column, span, value, mask) for span in spans]
    order = {column: place for place, column in enumerate(("text", *columns))}
    rows.sort(key=lambda row: (row[0], order[row[4]], row[5].start))
    table = pd.DataFrame(
        [
            (*keys, span.kind, span.start, span.end, text[span.start : span.end], shown)
            for *keys, span, text, shown in rows
        ],
        columns=list(COLUMNS),
    )
    types = {name: "int64" if name in ("answer", "start", "end") else "str" for name in COLUMNS}
    return table.astype(types)


def hidden(texts: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Return texts that are no answers of the survey, such as examples, with the same hidden as in these.

    >>> from textmine.inputs.lexicon import read_lexicon
    >>> hidden(["田中さんに聞いた"], read_lexicon())
    ['●●●さんに聞いた']
    """
    return [replaced(*each) for each in zip(texts, find(texts, _finders(lexicon)), strict=True)]


def _finders(lexicon: Lexicon) -> list[Finder]:
    kept = frozenset(normalize(entry.word) for entry in lexicon.compounds if entry.whole)
    return [lambda texts: persons(texts, kept)]


def masking_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Return how much of each kind is masked, and nothing of what: this may stand in a report.

    Columns: ``masking`` (the kind), ``count``, ``respondents`` (in whose answers, ids or attributes), in the
    order of ``KINDS``.
    """
    groups = table.groupby("kind")
    counts = pd.DataFrame({"count": groups.size(), "respondents": groups["respondent"].nunique()})
    counts = counts.reindex([kind for kind in KINDS if kind in counts.index])
    counts = counts.astype("int64").rename_axis("masking").reset_index()
    return counts.astype({"masking": "str"})


def persons(texts: Sequence[str], kept: Iterable[str] = ()) -> list[list[Span]]:
    """Return the names of persons in each normalised text, as spans of kind "person".

    ``kept`` are words that are never taken, whole or in part.

    >>> [[text[span.start : span.end] for span in spans] for text, spans in zip(
    ...     ["田中さんに聞いた", "福井から越前武生へ"], persons(["田中さんに聞いた", "福井から越前武生へ"]))]
    [['田中'], []]
    """
    lines = iter(tagged_lines([line for text in texts for line in text.split("\n")]))
    never = [re.escape(word) for word in kept if word]
    found: list[list[Span]] = []
    for text in texts:
        spans = _persons([next(lines) for _ in text.split("\n")])
        if spans and never:
            places = [match.span() for word in never for match in re.finditer(word, text)]
            spans = [s for s in spans if not any(s.start < end and start < s.end for start, end in places)]
        found.append(spans)
    return found


def _persons(lines: Sequence[Line]) -> list[Span]:
    """Return the names in the lines of one text; a surname found once is found wherever it stands."""
    names = [[*found, *find_introduced(line, found)] for line in lines for found in [find_names(line)]]
    pairs = list(zip(lines, names, strict=True))
    surnames = {surname_at(line, start) for line, spans in pairs for start, _ in spans} - {""}
    found: list[Span] = []
    place = 0
    for line, spans in pairs:
        again = find_surnames(line, surnames) if surnames else []
        found += [Span(place + start, place + end, "person") for start, end in (*spans, *again)]
        place += len(line.text) + 1
    return joined(found)


def _header_kinds(survey: Survey) -> dict[str, str]:
    """Return what each column of an attribute, and that of the respondents' ids, holds by its header."""
    kinds = {column_of(attribute): header_kind(attribute) for attribute in survey.attributes}
    columns = survey.columns
    if {"column", "header", "role"} <= set(columns):
        for name, header, role in zip(columns["column"], columns["header"], columns["role"], strict=True):
            column = "respondent" if role == "respondent" else column_of(name)
            kinds[column] = kinds.get(column, "") or header_kind(name) or header_kind(header)
    return kinds


def _in_values(values: Sequence[str], kind: str, finders: Sequence[Finder]) -> list[list[Span]]:
    """Return what is private in the values of an attribute or in ids.

    A bare number is only what its header says it is: ids are numbers too.
    """
    if kind:
        return [[Span(0, len(v), kind)] if v.strip() and not is_masked(v) else [] for v in values]
    normal = [normalize(value).strip() for value in values]
    # A line of its own: the tagger must not see a break within a value.
    lines = tagged_lines([value.replace("\n", " ") for value in normal])
    spans_of: list[list[Span]] = []
    for value, plain, line, spans in zip(values, normal, lines, find(values, finders), strict=True):
        if _NUMBER.fullmatch(plain) and not _TELEPHONE.fullmatch(plain):
            spans_of.append([])
        else:
            spans_of.append(spans or ([Span(0, len(value), "person")] if is_full_name(line) else []))
    return spans_of


def _whole(value: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans as one over the whole value, under the first of their kinds."""
    return [Span(0, len(value), min((span.kind for span in spans), key=KINDS.index))] if spans else []
