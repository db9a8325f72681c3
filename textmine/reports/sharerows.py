"""Rows of the shares that a random audit estimates, and of agreement, as documents show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from textmine.codes.agreement import ANSWERS, ENOUGH, MEASURES, OTHERS
from textmine.reports.prepared import Rows, Tables, count_rows
from textmine.texts.labels import label
from textmine.texts.numbers import percent


def share_rows(shown: Tables, *, plain: bool = False) -> Rows:
    """Return the shares of codes with their intervals as text, how they were estimated, and agreement.

    Columns added: ``interval``, ``change`` and ``change_interval`` (of waves), ``audit_interval`` (share and
    interval of the audited alone), ``how``, and of each code ``machine_agreement`` and ``coder_agreement``.
    ``plain``: codes without their ＊.
    """
    lang, table = shown.group.lang, count_rows(shown).table
    of_any = label("shares.total", lang)  # elsewhere the row of all codes is of their mentions
    table = table.assign(
        code=table["code"].mask(shown.table["level"] == "total", of_any),
        interval=list(_intervals(table, "")),
        audit_interval=[
            f"{percent(share)}（{interval}）" if interval else ""
            for share, interval in zip(table["audit_share"], _intervals(table, "audit_"), strict=True)
        ],
        how=[
            label(f"shares.{why or method}", lang)
            for why, method in zip(table["why"], table["method"], strict=True)
        ],
    )
    if "difference" in table:
        table["change"] = ["" if each != each else _signed(each) for each in table["difference"]]
        table["change_interval"] = list(_intervals(table, "difference_", _signed))
    if shown.beside and len(shown.beside[0]):
        both = {(row["between"], row["code"]): row for row in shown.beside[0].to_dict("records")}
        for between, column in (("machine", "machine_agreement"), ("coders", "coder_agreement")):
            table[column] = [agreement_text(both.get((between, code)), lang) for code in shown.table["code"]]
    return Rows(table.assign(code=table["code"].str.removeprefix("＊")) if plain else table)


def agreement_rows(shown: Tables) -> Rows:
    """Return the measures of agreement, each with its interval, and why one is missing."""
    lang, table = shown.group.lang, shown.table
    limits = {"answers": ANSWERS, "enough": ENOUGH, "others": OTHERS}
    columns = {measure: [measured(row, measure) for row in table.to_dict("records")] for measure in MEASURES}
    return Rows(
        table[["code", "between", "coders", "n"]].assign(
            between=[label(f"agreement.between_{each}", lang) for each in table["between"]],
            **columns,
            why=[label(f"agreement.why_{why}", lang, **limits) if why else "" for why in table["why"]],
        )
    )


def _signed(share: float) -> str:
    return f"{'+' if share >= 0 else ''}{percent(share)}"


def _intervals(table: pd.DataFrame, which: str, form: Callable[[float], str] = percent) -> Iterator[str]:
    """Yield the interval of each row, "" where there is none; the columns are WHICHlow and WHICHhigh."""
    for low, high in zip(table[f"{which}low"], table[f"{which}high"], strict=True):
        yield "" if low != low else f"{form(low)}–{form(high)}"


def agreement_text(row: Mapping[Any, Any] | None, lang: str) -> str:
    """Return kappa with its interval, or raw agreement where kappa has none."""
    if row is None or row["agreement"] != row["agreement"]:
        return ""
    measure = "kappa" if row["kappa_low"] == row["kappa_low"] else "agreement"
    key = "shares.kappa" if measure == "kappa" else "shares.raw"
    return label(key, lang, value=measured(row, measure))


def measured(row: Mapping[Any, Any], measure: str) -> str:
    """Return a measure of agreement with its interval, as far as a row has them.

    >>> measured({"kappa": 0.5, "kappa_low": 0.25, "kappa_high": 0.75}, "kappa")
    '0.50 (0.25–0.75)'
    """
    value, low, high = (row[f"{measure}{end}"] for end in ("", "_low", "_high"))
    if value != value:
        return "–"
    return f"{value:.2f} ({low:.2f}–{high:.2f})" if low == low else f"{value:.2f}"
