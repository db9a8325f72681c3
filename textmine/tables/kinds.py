"""How many respondents gave each kind of answer, which documents say under every table."""

from __future__ import annotations

import pandas as pd

from textmine.inputs.survey import KINDS, Survey
from textmine.words.corpus import Corpus

COLUMNS = ("question", "item", "kind", "respondents", "answers", "share", "base")


def kinds(source: Survey | Corpus, /) -> pd.DataFrame:
    """Return, per question and item, how many respondents gave which kind of answer.

    A respondent with several answers to a question counts once, under the kind that comes first in the
    order substantive, none, unknown, same, meaningless, refusal, blank. So the respondents of a question
    add up to all who were asked; ``share`` (0–1) is a share of those.

    Columns: ``question``, ``item``, ``kind``, ``respondents``, ``answers`` (their number, of this kind),
    ``share``, ``base`` (respondents with a substantive answer to the question). Sorted by question and item
    as in the survey, then in the order above; a kind without answers has no row.

    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> rows = [
    ...     (0, "a", "効果", "", "意識の向上", "substantive", 0, 2),
    ...     (1, "a", "効果", "", "特になし", "none", 0, 3),
    ...     (2, "b", "効果", "", "", "blank", 0, 4),
    ... ]
    >>> table = kinds(Survey(pd.DataFrame(rows, columns=columns)))
    >>> table[["kind", "respondents", "answers", "share", "base"]].values.tolist()
    [['substantive', 1, 1, 0.5, 1], ['none', 0, 1, 0.0, 1], ['blank', 1, 1, 0.5, 1]]
    """
    answers = source.answers
    kind = pd.Categorical(answers["kind"], categories=KINDS, ordered=True)
    table = answers[["question", "item", "respondent", "answer"]].assign(kind=kind)
    table = table.astype({"question": "str", "item": "str"})
    keys = ["question", "item"]
    first_kind = table.sort_values("kind").drop_duplicates([*keys, "respondent"])
    counts = table.groupby([*keys, "kind"], observed=True).agg(answers=("answer", "size"))
    counts["respondents"] = first_kind.groupby([*keys, "kind"], observed=True).size()
    counts["respondents"] = counts["respondents"].fillna(0).astype("int64")
    counts = counts.reset_index()
    total = counts.groupby(keys)["respondents"].transform("sum")
    counts["share"] = counts["respondents"] / total
    substantive = counts["respondents"].where(counts["kind"] == "substantive", 0)
    counts["base"] = substantive.groupby([counts[name] for name in keys]).transform("sum")
    # Questions are in the order of the questionnaire, as their first answers are.
    first = table.groupby(keys, as_index=False).agg(first_answer=("answer", "min"))
    counts = counts.merge(first, on=keys, how="left")
    counts = counts.sort_values(["first_answer", "kind"], ignore_index=True)
    return counts.astype({"kind": "str", "base": "int64"})[list(COLUMNS)]
