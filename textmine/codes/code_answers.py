"""Which answers have which codes of a code frame, and how many respondents each code has."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.codes.codebook import Codebook
from textmine.codes.documents import Documents, DocumentUnit, Reading, Stream, stream
from textmine.codes.matching import Variables, evaluated
from textmine.settings import DEFAULTS
from textmine.tables.measures import wilson
from textmine.words.corpus import Corpus

BoolArray = npt.NDArray[np.bool_]
ROWS = ("upper", "code", "other", "total", "nonanswer")  # kinds of rows of code_counts


def code_answers(
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
    variables: Variables | None = None,
) -> pd.DataFrame:
    """Return which documents have which codes: one row per document, in the order of the text.

    Columns: ``answer``, ``respondent`` (of the first answer of the document), ``kind`` (substantive … blank),
    ``document`` (its number, from 1), ``text`` (the original characters; of a heading unit the heading), and
    one of 0 and 1 per code, named as the code with its leading ＊.

    Args:
        corpus: the answers as words.
        codebook: the code frame; a code whose rule can't be understood has no hits.
        unit: "answer", "sentence", "paragraph" (a line), or "heading1" … "heading5" of a text with headings.
        reading: "textmine", or "khcoder" to read the original characters as KH Coder does (no normalising,
            sentences end at 。 alone, headings are sentences, every answer counts, the analyst's stop words
            are not used).
        variables: variables that do not stand with the answers: unit -> one row per document of it.

    Raises:
        CodebookError: if there is no such unit, or the text has no such headings.

    >>> from textmine.codes.codebook import parse_codebook
    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担", "従業員が足りない", "特になし"]
    >>> answers = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "question": "障害",
    ...     "item": "", "text": texts, "kind": ["substantive"] * 2 + ["none"]})
    >>> frame = parse_codebook("＊費用\\n費用 or 予算\\n＊人材\\n従業員 and 足りる!neg")
    >>> coded = code_answers(tokenize(Survey(answers)), frame)
    >>> coded[["answer", "＊費用", "＊人材"]].values.tolist()
    [[0, 1, 0], [1, 0, 1], [2, 0, 0]]
    """
    read = stream(corpus, reading=reading)
    matcher, matrix = evaluated(read, codebook, unit, variables)
    documents = matcher.unit
    answers = corpus.answers.iloc[documents.row]
    kind = answers["kind"].to_numpy(dtype=object)
    if reading == "khcoder":  # which knows no kinds of answers
        filled = np.array([unit != "answer" or bool(text.strip()) for text in answers["text"]], dtype=bool)
        kind = np.where(filled, "substantive", "blank")
    table = pd.DataFrame(
        {
            "answer": answers["answer"].to_numpy(),
            "respondent": pd.Series(answers["respondent"].to_numpy(), dtype="str"),
            "kind": pd.Series(kind, dtype="str"),
            "document": np.arange(1, documents.count + 1),
            "text": pd.Series(_texts(read, documents), dtype="str"),
        }
    )
    coded = pd.DataFrame(matrix.astype(np.int8), columns=list(codebook.names))
    return pd.concat([table, coded], axis=1)


def _texts(text: Stream, documents: Documents) -> list[str]:
    """Return the original characters of each document."""
    answers = text.corpus.answers
    if documents.unit == "answer":
        return list(answers["text"])
    if documents.unit.startswith("heading"):
        headings = text.headings[int(documents.unit[-1])]
        return [headings[row] for row in documents.row.tolist()]
    originals = answers["text"].tolist()
    begin, finish = text.places(range(len(originals)))
    last = np.zeros(documents.count, dtype=np.int64)
    tokens = np.flatnonzero(documents.of_token >= 0)
    last[documents.of_token[tokens]] = tokens
    found: list[str] = []
    for row, first, final in zip(
        documents.row.tolist(), documents.token.tolist(), last.tolist(), strict=True
    ):
        level = int(text.level[first])
        found.append(text.headings[level][row] if level else originals[row][begin[first] : finish[final]])
    return found


def code_columns(coded: pd.DataFrame) -> list[str]:
    """Return the columns of a table of :func:`codes` that are codes."""
    return [str(name) for name in coded.columns if str(name).startswith("＊")]


def code_counts(coded: pd.DataFrame, codebook: Codebook | None = None) -> pd.DataFrame:
    """Return how many respondents each code has: one row per code, in the order of the frame.

    Columns: ``code``, ``level`` ("upper" or "code"; "other": answers without any code; "total": all codes
    together; "nonanswer": respondents without a substantive answer), ``definition`` (from the frame),
    ``respondents``, ``share`` of the base with its 95 % Wilson interval ``low`` and ``high`` (NaN for
    "nonanswer", which are not in the base), ``mentions`` (answers with the code; of "total" their sum, so a
    respondent with two codes is mentioned twice), ``base`` (respondents with a substantive answer). An upper
    code stands before its first lower one and counts a respondent once. Of a corrected table also
    ``overridden``: answers on which a person changed this code (of "total": any code).

    ``coded`` is a table of :func:`codes`, corrected or not, or a part of one.
    """
    return finish(_counted(coded, codebook))


def tally(
    corpus: Corpus,
    *,
    codebook: Codebook,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
) -> pd.DataFrame:
    """Return what :func:`code_counts` is made of, as counts that add up over respondents.

    Columns: ``code``, ``level``, ``definition``, ``respondents``, ``mentions``, ``base``.
    """
    return _counted(code_answers(corpus, codebook, unit=unit, reading=reading), codebook)


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two parts of a survey that have no respondent in common, by one code frame."""
    sums = [name for name in ("respondents", "mentions", "base", "overridden") if name in total]
    return total.assign(**{name: total[name] + other[name] for name in sums})


def finish(total: pd.DataFrame) -> pd.DataFrame:
    """Return the table of :func:`code_counts` from a tally."""
    base = int(total["base"].iloc[0])
    inside = total["level"] != "nonanswer"
    counted = total["respondents"].where(inside, 0)
    low, high = wilson(counted.to_numpy(), np.full(len(total), base))
    table = total.assign(
        share=np.where(inside, total["respondents"] / base if base else 0.0, np.nan),
        low=np.where(inside, low, np.nan),
        high=np.where(inside, high, np.nan),
    )
    order = ["code", "level", "definition", "respondents", "share", "low", "high", "mentions", "base"]
    return table[[*order, "overridden"] if "overridden" in table else order]


def _counted(coded: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    names = code_columns(coded)
    hits = coded[names].to_numpy(dtype=bool)
    who, people = pd.factorize(coded["respondent"])
    answered = np.asarray(coded["kind"] == "substantive", dtype=bool)
    base = len(np.unique(who[answered]))
    definitions = {code.name: code.definition for code in codebook.codes} if codebook else {}
    upper_of = {code.name: code.upper for code in codebook.codes if code.upper} if codebook else {}

    def respondents(rows: BoolArray) -> int:
        return len(np.unique(who[rows]))

    lines: list[tuple[str, str, int, int]] = []
    done: set[str] = set()
    for number, name in enumerate(names):
        upper = upper_of.get(name, "")
        if upper and upper not in done and upper not in names:
            under = [index for index, each in enumerate(names) if upper_of.get(each) == upper]
            rows = np.asarray(hits[:, under].any(axis=1))
            lines.append((upper, "upper", respondents(rows), int(rows.sum())))
            done.add(upper)
        level = "upper" if name in upper_of.values() else "code"
        lines.append((name, level, respondents(hits[:, number]), int(hits[:, number].sum())))
    some = np.asarray(hits.any(axis=1))
    lowest = [index for index, name in enumerate(names) if name not in upper_of.values()]
    lines.append(("other", "other", respondents(answered & ~some), int((answered & ~some).sum())))
    lines.append(("total", "total", respondents(some), int(hits[:, lowest].sum())))
    lines.append(("nonanswer", "nonanswer", len(people) - base, int((~answered).sum())))
    table = pd.DataFrame(lines, columns=["code", "level", "respondents", "mentions"])
    table = table.astype({"code": "str", "level": "str", "respondents": "int64", "mentions": "int64"})
    table["definition"] = pd.Series([definitions.get(code, "") for code in table["code"]], dtype="str")
    table["base"] = base
    order = ["code", "level", "definition", "respondents", "mentions", "base"]
    if "overridden" in coded:  # people have corrected it: how many answers of each code they changed
        changed = [set(str(codes).split("\n")) - {""} for codes in coded["overridden"]]
        table["overridden"] = [
            sum(map(bool, changed)) if level == "total" else sum(code in codes for codes in changed)
            for code, level in zip(table["code"], table["level"], strict=True)
        ]
        order.append("overridden")
    return table[order]
