"""How the tables of a dossier are shown: in its workbook and in Word."""

from __future__ import annotations

import pandas as pd

from textmine.reports.forms import Column, Form, View
from textmine.reports.prepared import Rows, Tables
from textmine.reports.sharerows import measured
from textmine.texts.labels import label
from textmine.texts.numbers import percent

HEADINGS = {"examples": "column.frame.examples"}  # elsewhere a number of them


def described_codes(shown: Tables) -> Rows:
    """Return the codes of a frame with what each means in one text, and its examples in another."""
    lang = shown.group.lang

    def lines(row: pd.Series, keys: tuple[str, ...]) -> str:
        parts = ((key, text) for key in keys for text in str(row[key]).splitlines())
        return "\n".join(
            label("dossier.note", lang, name=label(HEADINGS.get(key, f"column.{key}"), lang), text=text)
            for key, text in parts
        )

    rows = [row for _, row in shown.table.iterrows()]
    return Rows(
        pd.DataFrame(
            {
                "code": shown.table["code"].str.removeprefix("＊"),
                "definition": [lines(row, ("definition", "includes", "excludes")) for row in rows],
                "examples": [lines(row, ("examples", "counterexamples")) for row in rows],
            }
        )
    )


def choices_across(shown: Tables) -> Rows:
    """Return a row per code, with its share as set and, of each other choice, how far the share moves."""
    table, lang = shown.table, shown.group.lang
    as_set = table[table["choice"] == "none"]
    rows = pd.DataFrame({"code": [name if name[:1] != "＊" else name[1:] for name in as_set["code"]]})
    rows["code"] = [label("code.other", lang) if each == "other" else each for each in rows["code"]]
    rows["none"] = [percent(share) for share in as_set["share"]]
    for choice, of_choice in table[table["choice"] != "none"].groupby("choice", sort=False):
        moved = as_set["code"].map(of_choice.set_index("code")["difference"])
        rows[str(choice)] = [f"{each * 100:+.1f}" for each in moved]
    conditions = shown.beside[0]
    if {"code", "condition", "share", "share_without"} <= set(conditions.columns):
        lost = (conditions["share_without"] - conditions["share"]).groupby(conditions["code"]).min()
        rows["condition"] = [
            "" if each != each else f"{each * 100:+.1f}" for each in as_set["code"].map(lost)
        ]
    return Rows(rows)


def error_rows(shown: Tables) -> Rows:
    """Return how often the machine is right on the audit, with the agreement beside it."""
    both = {(row["between"], row["code"]): row for row in shown.beside[0].to_dict("records")}
    table = shown.table.assign(code=shown.table["code"].str.removeprefix("＊"))
    for between in ("machine", "coders"):
        told = [both.get((between, code)) for code in shown.table["code"]]
        if any(row is not None for row in told):
            table[between] = ["–" if row is None else measured(row, "kappa") for row in told]
    return Rows(table)


_FRAME = Form(
    columns=(
        Column("code", "column.code", look="wrap", width=20),
        Column("definition", look="wrap", width=40),
        Column("includes", look="wrap", width=30),
        Column("excludes", look="wrap", width=30),
        Column("examples", look="wrap", width=40),
        Column("counterexamples", look="wrap", width=30),
        Column("rule", "column.rules", look="wrap", width=80),
        Column("line", look="number", width=6),
    )
)
_CODERS = Form(
    columns=(
        Column("code", "column.code", look="wrap", width=30),
        *(Column(key, look="number", width=14) for key in ("answers", "by_person", "by_rule", "by_examples")),
        Column("against", look="number", width=18),
    )
)
_SENSITIVITY = Form(
    columns=(
        Column("code", "column.code", look="wrap", width=30),
        Column("choice", look="wrap", width=46, labels="dossier"),
        Column("respondents", look="number", width=14),
        Column("share", look="share", width=12),
        Column("difference", look="share", width=14),
        Column("base", look="number", width=10),
    )
)
_CONDITIONS = Form(
    columns=(
        Column("code", "column.code", look="wrap", width=20),
        Column("condition", look="wrap", width=90),
        Column("line", look="number", width=6),
        Column("respondents", look="number", width=12),
        Column("only", look="number", width=14),
        Column("share", look="share", width=10),
        Column("share_without", look="share", width=14),
        Column("base", look="number", width=10),
    )
)
_ACROSS = Form(
    columns=(
        Column("code", "column.code", look="wrap", width=34),
        *(
            Column(choice, f"dossier.{choice}", look="right", width=26)
            for choice in ("none", "dictionary", "encoder", "examples", "decisions", "condition")
        ),
    ),
    rows=choices_across,
)
_ERRORS = Form(
    columns=(
        Column("code", "column.code", look="wrap", width=34),
        *(Column(key, look="number", width=14) for key in ("answers", "both", "machine_only", "person_only")),
        *(Column(key, f"dossier.{key}", look="share", width=16) for key in ("precision", "recall")),
        *(Column(key, f"dossier.kappa_{key}", look="right", width=30) for key in ("machine", "coders")),
    ),
    rows=error_rows,
)
_DECIDERS = Form(
    columns=(
        Column("coder", look="wrap", width=40),
        *(Column(key, look="number", width=20) for key in ("answers", "audited")),
        *(Column(key, f"dossier.{key}", width=24) for key in ("first", "last")),
    )
)
_FRAME_IN_WORD = Form(
    columns=(
        Column("code", "column.code", look="wrap", width=28),
        Column("definition", look="wrap", width=84),
        Column("examples", look="wrap", width=58),
    ),
    rows=described_codes,
)
VIEWS = (
    View("frame", excel=_FRAME, page=None, word=_FRAME_IN_WORD, slides=None),
    View("coders", excel=_CODERS, page=None, word=_CODERS, slides=None),
    View(
        "audit_errors",
        excel=_ERRORS,
        page=None,
        word=_ERRORS,
        slides=None,
        beside=("code_shares_agreement",),
        needs=("code", "answers", "both", "precision"),
    ),
    View("deciders", excel=_DECIDERS, page=None, word=_DECIDERS, slides=None),
    View(
        "sensitivity",
        excel=_SENSITIVITY,
        page=None,
        word=_ACROSS,
        slides=None,
        beside=("code_conditions",),
    ),
    # The rules stand in the file of the frame, which the dossier holds; in Word they would fill pages.
    View("code_conditions", excel=_CONDITIONS, page=None, word=None, slides=None),
)
