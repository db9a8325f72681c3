"""KH Coder's own tables: codes by variable with chi-square, and how codes go together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2_contingency

from textmine.codes.code_columns import code_columns

MISSING = ("", ".", "欠損値", "missing")  # values of a variable that say that there is none, as in KH Coder
LEVELS = ((0.01, "**"), (0.05, "*"))


def crosstab(coded: pd.DataFrame, by: pd.Series | Sequence[str]) -> pd.DataFrame:
    """Return how many documents have a code, by the values of a variable: a row per value and code.

    ``coded`` is a table of ``codes``; ``by`` the value of each of its rows. Documents without a value
    ("", ".", 欠損値, missing) and codes without any hit are left out. Columns: ``value`` (in the order of its
    categories, or else of the bytes of EUC-JP, as KH Coder sorts), ``code``, ``documents``, ``share`` (of the
    documents with that value), ``base`` (their number).

    >>> coded = pd.DataFrame({"＊費用": [1, 0, 1], "＊人材": [0, 0, 0]})
    >>> crosstab(coded, ["製造業", "小売業", "製造業"]).values.tolist()
    [['小売業', '＊費用', 0, 0.0, 1], ['製造業', '＊費用', 2, 1.0, 2]]
    """
    names, values, order, hits = _prepared(coded, by)
    rows = []
    for number, value in enumerate(order):
        inside = values == number
        base = int(inside.sum())
        for column, name in enumerate(names):
            documents = int(hits[inside, column].sum())
            rows.append((value, name, documents, documents / base, base))
    table = pd.DataFrame(rows, columns=["value", "code", "documents", "share", "base"])
    return table.astype(
        {"value": "str", "code": "str", "documents": "int64", "share": "float64", "base": "int64"}
    )


def chi_squares(coded: pd.DataFrame, by: pd.Series | Sequence[str]) -> pd.DataFrame:
    """Return, per code, the chi-square of its table values × (has it, has it not).

    ``coded`` and ``by`` as in :func:`crosstab`. Columns: ``code``, ``chi_square`` (NaN for a code that all
    documents have, or where there is one value only), ``degrees``, ``p``, ``stars`` ("**" p < .01,
    "*" p < .05). Source: Pearson (1900), Philosophical Magazine 50, 157–175; of a 2 × 2 table with the
    correction of Yates (1934), Supplement to the JRSS 1, 217–235.

    >>> coded = pd.DataFrame({"＊費用": [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]})
    >>> chi_squares(coded, list("aaaabbbbcccc")).round(3).values.tolist()
    [['＊費用', 12.0, 2, 0.002, '**']]
    """
    names, values, order, hits = _prepared(coded, by)
    rows = []
    for column, name in enumerate(names):
        with_code = np.bincount(values[hits[:, column]], minlength=len(order))
        total = np.bincount(values, minlength=len(order))
        square, p = np.nan, np.nan
        if len(order) > 1 and 0 < with_code.sum() < total.sum():
            square, p, *_ = chi2_contingency(np.stack([with_code, total - with_code], axis=1))
        stars = next((mark for level, mark in LEVELS if p < level), "")
        rows.append((name, float(square), len(order) - 1, float(p), stars))
    table = pd.DataFrame(rows, columns=["code", "chi_square", "degrees", "p", "stars"])
    return table.astype(
        {"code": "str", "chi_square": "float64", "degrees": "int64", "p": "float64", "stars": "str"}
    )


def jaccard(coded: pd.DataFrame) -> pd.DataFrame:
    """Return how alike codes are: a row per pair of codes that have hits, both ways round.

    Columns: ``code``, ``other``, ``both`` (documents), ``either``, ``jaccard`` (both / either; of a code with
    itself 1). Source: Jaccard (1901), Bulletin de la Société vaudoise des sciences naturelles 37, 547–579.

    >>> jaccard(pd.DataFrame({"＊費用": [1, 1, 0], "＊人材": [1, 0, 0]})).values[1].tolist()
    ['＊費用', '＊人材', 1, 2, 0.5]
    """
    names = [name for name in code_columns(coded) if coded[name].any()]
    hits = coded[names].to_numpy(dtype=np.int64)
    both = hits.T @ hits
    alone = np.diag(both)
    either = alone[:, None] + alone[None, :] - both
    size = len(names)
    return pd.DataFrame(
        {
            "code": pd.Series(np.repeat(np.array(names, dtype=object), size), dtype="str"),
            "other": pd.Series(np.tile(np.array(names, dtype=object), size), dtype="str"),
            "both": both.ravel(),
            "either": either.ravel(),
            "jaccard": (both / np.where(either > 0, either, 1)).ravel(),
        }
    )


def euc_jp(text: str) -> bytes:
    """Return what KH Coder sorts a text by: its bytes in EUC-JP."""
    return text.encode("euc_jp", "replace")


def _prepared(
    coded: pd.DataFrame, by: pd.Series | Sequence[str]
) -> tuple[list[str], npt.NDArray[np.int64], list[str], npt.NDArray[np.bool_]]:
    """Return the codes with hits, the number of the value of each document, the values, and the hits."""
    values = by if isinstance(by, pd.Series) else pd.Series(list(by), dtype="str")
    if isinstance(values.dtype, pd.CategoricalDtype):
        ranked = [str(value) for value in values.cat.categories]
    else:
        ranked = sorted({str(value) for value in values.dropna()}, key=euc_jp)
    listed = ["" if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)]
    present = set(listed) - set(MISSING)
    order = [value for value in ranked if value in present]
    number = {value: index for index, value in enumerate(order)}
    numbers = np.array([number.get(value, -1) for value in listed], dtype=np.int64)
    kept = numbers >= 0
    names = code_columns(coded)
    hits = coded[names].to_numpy(dtype=bool)[kept]
    some = np.count_nonzero(hits, axis=0) > 0
    return [name for name, has in zip(names, some, strict=True) if has], numbers[kept], order, hits[:, some]
