"""What was written under その他, coded, beside the options of the closed question that could be ticked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.codes.code_columns import code_columns
from textmine.errors import TableError
from textmine.inputs.attributes import column_of
from textmine.inputs.natural import fold
from textmine.tables.measures import wilson
from textmine.tables.membership import OTHER, choices
from textmine.tables.ordering import ordered
from textmine.words.corpus import Corpus

COLUMNS = ("option", "source", "respondents", "share", "low", "high", "base")


def closed_options(corpus: Corpus, coded: pd.DataFrame, *, closed: str) -> pd.DataFrame:
    """Return how many respondents ticked each option of a closed question, and how many only wrote it.

    ``corpus`` is of the written answers (to その他), ``coded`` their table of ``codes``, ``closed`` the
    attribute that holds what was ticked (one option or several). A code is an option if their names are
    alike (widths, spaces and the leading ＊ do not matter), so that who wrote 補助金 under その他 stands
    with those who ticked 補助金; other codes are options of their own.

    Columns: ``option``, ``source`` ("closed": ticked; "written": wrote it and did not tick it, so that the
    two add up to all who named it), ``respondents``, ``share`` (0–1, of ``base``), ``low``, ``high`` (its 95
    % Wilson interval), ``base`` (respondents who ticked an option or wrote something of substance; the same
    in all rows). Sorted by option: those of the question in the order of their meaning, then other codes as
    in the frame, then ＊, what was written and got no code; "closed" before "written"; an option has both
    rows, a code that is none "written" only.

    Source of the interval: Wilson (1927), see ``textmine.tables.measures``.

    Raises:
        TableError: no such attribute, or a table without codes.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> answers = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "question": "その他",
    ...     "item": "", "text": ["補助金のため", "", "取引先の要請"],
    ...     "kind": ["substantive", "blank", "substantive"], "きっかけ": ["その他", "補助金", "その他"]})
    >>> coded = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "kind": answers["kind"],
    ...     "＊補助金": [1, 0, 0], "＊取引先": [0, 0, 1]})
    >>> table = closed_options(tokenize(Survey(answers)), coded, closed="きっかけ")
    >>> table[["option", "source", "respondents", "base"]].values.tolist()[:2]
    [['補助金', 'closed', 1, 3], ['補助金', 'written', 1, 3]]
    """
    codes = code_columns(coded)
    if not codes or not {"answer", "respondent", "kind"} <= set(coded.columns):
        raise TableError(
            "what was written has to be a table of codes (from codes); this one has the columns {columns}",
            columns=", ".join(map(str, coded.columns)),
        )
    if closed not in corpus.survey.attributes:
        raise TableError(
            "there is no attribute {attribute!r}; there are: {known}",
            attribute=closed,
            known=", ".join(corpus.survey.attributes),
        )
    answers = corpus.answers
    ticked: dict[str, set[str]] = {}
    options_of = choices(answers[column_of(closed)], corpus.survey.separator(closed))
    for respondent, chosen in zip(answers["respondent"].astype(str), options_of, strict=True):
        for option in chosen:
            ticked.setdefault(option, set()).add(respondent)
    inside = coded[coded["answer"].isin(answers["answer"]) & (coded["kind"] == "substantive")]
    who = inside["respondent"].to_numpy(dtype=str)
    hits = inside[codes].to_numpy(dtype=bool)
    written = {code: set(who[hits[:, number]].tolist()) for number, code in enumerate(codes)}
    everybody = set(who.tolist()).union(*ticked.values())

    options = ordered(ticked, corpus.lexicon)
    alike = {fold(option): option for option in reversed(options)}
    wrote: dict[str, set[str]] = {}
    for code in codes:
        name = code.removeprefix("＊")
        wrote.setdefault(alike.get(fold(name), name), set()).update(written[code])
    rows: list[tuple[str, str, int]] = []
    for option in options:
        rows.append((option, "closed", len(ticked[option])))
        rows.append((option, "written", len(wrote.get(option, set()) - ticked[option])))
    rows += [(name, "written", len(people)) for name, people in wrote.items() if name not in ticked]
    uncoded = set(who.tolist()).difference(*written.values())
    if uncoded:
        rows.append((OTHER, "written", len(uncoded)))
    table = pd.DataFrame(rows, columns=["option", "source", "respondents"])
    table = table.astype({"option": "str", "source": "str", "respondents": "int64"})
    table["base"] = np.int64(len(everybody))
    table["share"] = table["respondents"] / max(len(everybody), 1)
    table["low"], table["high"] = wilson(table["respondents"], table["base"])
    return table[list(COLUMNS)]
