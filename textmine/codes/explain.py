"""Which condition of a rule gave an answer its code, and on which characters."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.codes.codebook import Codebook
from textmine.codes.documents import DocumentUnit, Reading, Stream, stream
from textmine.codes.matching import Clause, Matcher, Variables, evaluated
from textmine.codes.rules import Measure, Reference, atoms, show
from textmine.errors import CodebookError
from textmine.settings import DEFAULTS
from textmine.words.corpus import Corpus


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
    parts: list[pd.DataFrame] = []
    for number, code in enumerate(codebook.codes):
        if code.rule is not None:
            for clause in matcher.fired(code.rule, matrix[:, number]):
                parts.append(_rows(matcher, clause, number))
    found = pd.concat(parts) if parts else _frame({name: np.zeros(0, int) for name in _NUMBERS}, "")
    wanted = corpus.answers.index[corpus.answers["answer"] == answer] if answer is not None else None
    if wanted is not None:
        found = found[found["row"].isin(wanted)]
    return _finished(text, codebook, found)


_NUMBERS = ("row", "code", "first", "last", "lead", "trail")


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
        if code.rule is not None
        for each in atoms(code.rule)
    )
    if numbered or variables or unit.startswith("heading"):
        return corpus
    return corpus.only(chosen)


def _rows(matcher: Matcher, clause: Clause, code: int) -> pd.DataFrame:
    """Return a row per place where a condition fired, or per document where it has no places."""
    shown = show(clause.node) if not isinstance(clause.node, Reference) else f"<{clause.node.name}>"
    spans = clause.spans
    if spans is None:
        row = matcher.unit.row[np.flatnonzero(clause.documents)].astype(np.int64)
        none = np.full(len(row), -1, dtype=np.int64)
        return _frame(
            {
                "row": row,
                "code": np.full(len(row), code),
                "first": none,
                "last": none,
                "lead": none,
                "trail": none,
            },
            shown,
        )
    numbers = {
        "row": matcher.text.row[spans.first].astype(np.int64),
        "code": np.full(len(spans), code),
        "first": spans.first,
        "last": spans.last,
        "lead": spans.lead,
        "trail": spans.trail,
    }
    return _frame(numbers, shown)


def _frame(numbers: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int64]]], clause: str) -> pd.DataFrame:
    table = pd.DataFrame(numbers)
    table["clause"] = pd.Series(clause, index=table.index, dtype="str")
    return table


def _finished(text: Stream, codebook: Codebook, found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the characters in the original text."""
    answers = text.corpus.answers
    rows = sorted(set(found.loc[found["first"] >= 0, "row"].tolist()))
    begin, finish = text.places(rows)
    originals = answers["text"].tolist()
    starts, ends, texts = [], [], []
    for row, first, last, lead, trail in zip(
        *(found[name].tolist() for name in ("row", "first", "last", "lead", "trail")), strict=True
    ):
        if first < 0 or text.level[first] > 0:
            starts.append(-1)
            ends.append(-1)
            shown = text.headings[int(text.level[first])][row] if first >= 0 else ""
            texts.append(shown)
            continue
        while text.row[last - 1] != row:  # a phrase that runs on into the next paragraph
            last, trail = last - 1, 0
        start, end = int(begin[first]) + lead, int(finish[last - 1]) - trail
        starts.append(start)
        ends.append(end)
        texts.append(originals[row][start:end])
    table = pd.DataFrame(
        {
            "answer": answers["answer"].to_numpy()[found["row"].to_numpy(dtype=np.int64)],
            "respondent": pd.Series(
                answers["respondent"].to_numpy()[found["row"].to_numpy(dtype=np.int64)], dtype="str"
            ),
            "code": found["code"].to_numpy(dtype=np.int64),
            "clause": pd.Series(found["clause"].to_numpy(), dtype="str"),
            "text": pd.Series(texts, dtype="str"),
            "start": np.array(starts, dtype=np.int64),
            "end": np.array(ends, dtype=np.int64),
        }
    )
    table = table.drop_duplicates().sort_values(
        ["answer", "code", "start", "end", "clause"], kind="stable", ignore_index=True
    )
    names = list(codebook.names)
    table["code"] = pd.Series([names[number] for number in table["code"].tolist()], dtype="str")
    return table
