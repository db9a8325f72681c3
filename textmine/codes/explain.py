"""Which condition of a rule gave an answer its code, and on which characters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from textmine.arrays import Int64Array
from textmine.codes.codebook import Codebook
from textmine.codes.documents import DocumentUnit
from textmine.codes.matching import Clause, Matcher, evaluated
from textmine.codes.printing import show
from textmine.codes.properties import Variables
from textmine.codes.readings import stream
from textmine.codes.stream import Stream
from textmine.codes.syntax import Measure, atoms
from textmine.errors import CodebookError
from textmine.settings import DEFAULTS, Reading
from textmine.words.corpus import Corpus

SPAN = ("first", "last", "lead", "trail")


def explain(
    corpus: Corpus,
    codebook: Codebook,
    answer: int | None = None,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
    variables: Variables | None = None,
) -> pd.DataFrame:
    """Return which conditions gave ``answer`` (all answers, if not given) its codes, and on which characters.

    Columns: ``answer``, ``respondent``, ``code``, ``clause`` (the condition, as a rule), ``text`` (the
    original characters it fired on), ``start``, ``end`` (in the original text of the answer; -1 for a
    condition without characters of its own: a length, a heading, another code, "not …"). Ordered by answer,
    code of the frame, and place. Of near and seq the characters run from the first to the last word.

    Raises:
        CodebookError: if there is no such answer, unit or heading.

    >>> from textmine.codes.codebook import parse_codebook
    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> answers = pd.DataFrame({"answer": [7], "respondent": "a", "question": "障害", "item": "",
    ...     "text": "予算がとれない", "kind": "substantive"})
    >>> frame = parse_codebook("＊費用\\nnear(予算-とれる!neg) and not 不要")
    >>> explain(tokenize(Survey(answers)), frame, 7)[["clause", "text", "start"]].values.tolist()
    [['! 不要', '', -1], ['near(予算-とれる!neg)', '予算がとれ', 0]]
    """
    if answer is not None:
        corpus = _only(corpus, codebook, answer, unit, variables)
    text = stream(corpus, reading=reading)
    matcher, matrix = evaluated(text, codebook, unit, variables)
    clauses = [
        (code.name, clause)
        for number, code in enumerate(codebook.codes)
        if code.rule is not None
        for clause in matcher.fired(code.rule, matrix[:, number])
    ]
    places = _places(matcher, [clause for _, clause in clauses])
    if answer is not None:
        places = places[(corpus.answers["answer"] == answer).to_numpy()[places["row"]]]
    table = pd.concat([places, _quoted(text, places)], axis=1)
    about = corpus.answers[["answer", "respondent"]].iloc[places["row"]].set_index(table.index)
    table["answer"], table["respondent"] = about["answer"], about["respondent"].astype("str")
    order = {name: place for place, name in enumerate(codebook.names)}
    names = [name for name, _ in clauses]
    shown = [show(clause.node) for _, clause in clauses]
    table["code"] = pd.Series([names[number] for number in table["number"]], table.index, dtype="str")
    table["clause"] = pd.Series([shown[number] for number in table["number"]], table.index, dtype="str")
    table["order"] = table["code"].map(order)
    table = table.sort_values(["answer", "order", "start", "end", "clause"], kind="stable")
    table = table[["answer", "respondent", "code", "clause", "text", "start", "end"]]
    return table.drop_duplicates(ignore_index=True)


def _only(
    corpus: Corpus,
    codebook: Codebook,
    answer: int,
    unit: DocumentUnit,
    variables: Variables | None,
) -> Corpus:
    """Return the corpus of one answer, where that can't change what is true of it."""
    chosen = (corpus.answers["answer"] == answer).to_numpy()
    if not chosen.any():
        raise CodebookError("there is no answer {answer} in this corpus", answer=answer)
    numbered = any(
        isinstance(each, Measure) and each.kind == "no."
        for code in codebook.codes
        for each in atoms(code.rule)
    )
    if numbered or variables or unit.startswith("heading"):
        return corpus
    return corpus.only(chosen)


def _places(matcher: Matcher, clauses: Sequence[Clause]) -> pd.DataFrame:
    """Return a row per place where a clause fired, or per document where it has no places.

    Columns: ``number`` (of the clause), ``row`` (of the answers), and those of ``SPAN``, -1 without.
    """
    none = np.zeros(0, dtype=np.int64)
    parts: list[list[Int64Array]] = [[none] * (2 + len(SPAN))]
    for number, clause in enumerate(clauses):
        if clause.spans is None:
            row = matcher.unit.row[np.flatnonzero(clause.documents)]
            places = [np.full(len(row), -1)] * len(SPAN)
        else:
            row = matcher.text.row[clause.spans.first]
            places = [getattr(clause.spans, name) for name in SPAN]
        parts.append([np.full(len(row), number), row.astype(np.int64), *places])
    columns = zip(("number", "row", *SPAN), zip(*parts, strict=True), strict=True)
    return pd.DataFrame({name: np.concatenate(arrays) for name, arrays in columns})


def _quoted(text: Stream, places: pd.DataFrame) -> pd.DataFrame:
    """Return the characters at each place in the original text: ``text``, ``start`` and ``end``."""
    begin, finish = text.places(sorted(set(places.loc[places["first"] >= 0, "row"].tolist())))
    originals = text.corpus.answers["text"].tolist()
    quoted: list[tuple[str, int, int]] = []
    for row, first, last, lead, trail in places[["row", *SPAN]].itertuples(index=False, name=None):
        if first < 0:
            quoted.append(("", -1, -1))
        elif text.level[first] > 0:
            quoted.append((text.headings[int(text.level[first])][row], -1, -1))
        else:
            while text.row[last - 1] != row:  # a phrase that runs on into the next paragraph
                last, trail = last - 1, 0
            start, end = int(begin[first]) + lead, int(finish[last - 1]) - trail
            quoted.append((originals[row][start:end], start, end))
    table = pd.DataFrame(quoted, columns=["text", "start", "end"], index=places.index)
    return table.astype({"text": "str", "start": "int64", "end": "int64"})
