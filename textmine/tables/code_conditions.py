"""What each condition of a rule finds, and what is lost without it: how far a share hangs on one line."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray
from textmine.codes import syntax
from textmine.codes.codebook import Codebook
from textmine.codes.documents import DocumentUnit
from textmine.codes.matching import evaluated
from textmine.codes.printing import show
from textmine.codes.readings import stream
from textmine.settings import DEFAULTS, Reading
from textmine.words.corpus import Corpus


def code_conditions(
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: DocumentUnit = DEFAULTS.codes.unit,
    reading: Reading = DEFAULTS.codes.reading,
) -> pd.DataFrame:
    """Return what each condition of each rule finds: one row per condition, in the order of the frame.

    The conditions of a rule are what it joins by ``or``; a rule without one is a single condition. Columns:
    ``code``, ``condition`` (as a rule), ``line`` (of the frame's file), ``respondents`` (it is true of),
    ``only`` (respondents who lose the code without it), ``share`` and ``share_without`` (respondents with the
    code, as the rule is and without the condition, of ``base``), ``base`` (respondents with a substantive
    answer). Counted is what the rules say, before examples and people; a code that refers to this one is
    counted with its own conditions only. A condition of 0 respondents is one that matches nothing.

    Raises:
        CodebookError: as :func:`textmine.code_answers`.

    >>> from textmine.codes.codebook import parse_codebook
    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> answers = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "question": "障害", "item": "",
    ...     "text": ["費用が負担", "予算も費用もない", "人手がない"], "kind": "substantive"})
    >>> table = code_conditions(tokenize(Survey(answers)), parse_codebook("＊費用\\n費用 or 予算 or 資金"))
    >>> table[["condition", "respondents", "only"]].values.tolist()
    [['費用', 2, 1], ['予算', 1, 0], ['資金', 0, 0]]
    """
    read = stream(corpus, reading=reading)
    matcher, _ = evaluated(read, codebook, unit)
    answers = corpus.answers.iloc[matcher.unit.row]
    who, people = pd.factorize(answers["respondent"])
    substantive = (answers["kind"] == "substantive").to_numpy(dtype=bool) | (reading == "khcoder")
    base = len(np.unique(who[substantive]))

    def respondents(documents: BoolArray) -> BoolArray:
        having = np.zeros(len(people), dtype=bool)
        having[who[documents]] = True
        return having

    lines: list[tuple[str, str, int, int, int, int]] = []
    for code in codebook.codes:
        if code.rule is None:
            continue
        conditions = _conditions(code.rule)
        having = np.stack([respondents(matcher.value(each) != 0) for each in conditions])
        by_several = having.sum(axis=0)
        for condition, mine in zip(conditions, having, strict=True):
            only = int((mine & (by_several == 1)).sum())
            with_code = int((by_several > 0).sum())
            lines.append((code.name, show(condition), condition.place[0], int(mine.sum()), only, with_code))
    columns = ["code", "condition", "line", "respondents", "only", "with_code"]
    table = pd.DataFrame(lines, columns=columns).astype({"code": "str", "condition": "str"})
    having_code = table.pop("with_code")
    table["share"] = having_code / max(base, 1)
    table["share_without"] = (having_code - table["only"]) / max(base, 1)
    return table.assign(base=base)


def _conditions(rule: syntax.Node) -> list[syntax.Node]:
    """Return what a rule joins by ``or``, parentheses opened."""
    if not isinstance(rule, syntax.Any):
        return [rule]
    return [condition for part in rule.parts for condition in _conditions(part)]
