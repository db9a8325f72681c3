"""The forms of tables in Word and on slides: columns with their widths, rows, titles and notes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from textmine.reports.documentrows import cluster_rows, noted_words, quoted_codes, statement_rows
from textmine.reports.forms import Chart, Column, Form, known_columns
from textmine.reports.prepared import code_bars, count_rows

KEYWORDS = Form(
    order=0,
    title="section.keywords",
    columns=(Column("word", "document.keyword_heading", width=42), Column("notes", width=118)),
    rows=noted_words,
    most=10,
    more="document.more_words",
    nothing="document.no_words",
    noted=False,
)
KEYWORDS_APPENDIX = replace(KEYWORDS, most=100, noted=True)
KEYWORDS_SLIDE = Form(
    order=0,
    title="slide.uses",
    columns=(Column("word", "document.keyword_heading", width=26), Column("notes", width=74)),
    rows=partial(noted_words, brief=True),
    most=20,
    more="slide.more_words",
    notes=("note.method",),
    foot=("slide.share",),
    chart=Chart("word", "share", title="slide.keywords", most=15),
)
CODES_APPENDIX = Form(
    order=-1,
    title="document.categories",
    more="document.more_rows",
    columns=(
        Column("code", "column.code", width=26),
        Column("quotes", "document.definition_quotes", width=73),
        Column("respondents", look="number", width=17),
        Column("share", look="share", width=17),
        Column("interval", look="right", width=27),
    ),
    rows=quoted_codes,
    most=100,
)
CODES_SLIDE = Form(
    order=-1,
    title="slide.categories",
    columns=(
        Column("counted", "document.categories", width=30),
        Column("quotes", "document.definition_quotes", width=70),
    ),
    rows=partial(quoted_codes, brief=True),
    most=20,
    more="slide.more_codes",
    foot=("slide.several",),
    chart=Chart("name", "share", title="slide.codes", rows=code_bars, most=20, where=("level", ("code",))),
)
ESTIMATES_APPENDIX = replace(
    CODES_APPENDIX,
    columns=(
        Column("code", "column.code", width=26),
        Column("quotes", "document.definition_quotes", width=66),
        Column("share", look="share", width=22),
        Column("interval", look="right", width=24),
        Column("respondents", look="number", width=22),
    ),
)
ESTIMATES_SLIDE = replace(
    CODES_SLIDE,
    chart=Chart(
        *("name", "share"),
        title="slide.codes_estimated",
        rows=code_bars,
        most=20,
        where=("level", ("code",)),
        counted=False,
    ),
)
ESTIMATES_SHEET = Form(
    columns=(
        *known_columns("code", "level", "definition", "share", "low", "high"),
        *known_columns("method", "respondents", "given_share", "mentions", "overridden", "base"),
    ),
    rows=count_rows,
    chart=Chart("code", "share", where=("level", ("upper", "code", "other"))),
)
STATEMENTS = Form(
    order=4,
    title="document.condensed",
    columns=(
        Column("item", "document.item_heading", width=48),
        Column("notes", "column.notes", width=112),
        Column("statement", width=138),
        Column("respondents", look="number", width=22),
    ),
    rows=statement_rows,
)
STATEMENTS_SLIDE = Form(
    order=7,
    title="slide.condensed",
    columns=(Column("item", width=26), Column("notes", "document.condensed", width=74)),
    rows=partial(statement_rows, brief=True),
    full=True,
    most=10_000,
    more="slide.more_rows",
)
CLUSTERS = Form(
    order=5,
    title="document.clusters",
    columns=(
        Column("label", "column.label", width=80),
        Column("words", "document.cluster_words", width=46),
        Column("respondents", "column.respondents", look="number", width=18),
        Column("share", "column.share", look="share", width=16),
    ),
    rows=cluster_rows,
    notes=("document.clusters_note",),
    noted=False,
)
CLUSTERS_SLIDE = Form(
    order=8,
    title="slide.clusters",
    columns=(
        Column("label", "column.label", width=48),
        Column("words", "document.cluster_words", width=30),
        Column("people", "column.respondents", look="right", width=12),
        Column("share", "column.share", look="share", width=10),
    ),
    rows=cluster_rows,
    most=15,
    more="slide.more_rows",
)
CHANGES_SLIDE = Form("lines", 6, title="slide.changes", more="slide.more_rows")


def matrix(order: int, what: str, feature: int, values: int, **more: Any) -> Form:
    """Return the form of a cross table.

    ``what``: "codes" or "words", which its rows are; ``feature``, ``values``: the widths of the first column
    and of all others together.
    """
    heading = "column.code" if what == "codes" else "column.word"
    columns = (Column("feature", heading, width=feature), Column("value", width=values))
    return Form("matrix", order, columns, what=f"document.{what}", notes=("note.matrix",), **more)


DIFFERENCES = Form(
    "differences",
    7,
    title="document.compared",
    nothing="document.no_groups",
    most=8,
    more="document.more_rows",
)
DIFFERENCES_SLIDE = Form("differences", 1, title="slide.compared", most=6)
