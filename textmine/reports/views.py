"""How each table and picture of a report is shown: one ``View`` each, and nothing else knows their names.

To show a new table, add one ``View`` to ``VIEWS`` under the name that the study adds it by. With nothing but
its name, the table stands in every document with all its columns, in their order; the heading of a column is
the label ``column.KEY`` (or ``column.NAME.KEY`` where the common word does not fit), its title the label
``section.NAME``. Give a ``Form`` where a kind of document should show it in another way, None where it should
not::

    View("seasons", word=None, excel=Form(columns=(Column("season", width=12), Column("share"))))

The writers (excel, word, powerpoint, html) lay forms out; a table without a view is shown as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from textmine.inputs.attributes import attribute_of
from textmine.reports import documentforms, dossierforms, shareforms
from textmine.reports.documentrows import first_paragraphs, first_words, item_rows, meaning_lines
from textmine.reports.forms import (
    ASKED,
    LAST,
    PICTURES,
    Chart,
    Column,
    Form,
    Terms,
    View,
    known_column,
    known_columns,
)
from textmine.reports.prepared import (
    answer_rows,
    cluster_bars,
    code_bars,
    column_rows,
    count_rows,
    evidence_rows,
    interval_rows,
    keyword_rows,
    place_rows,
    unplaced_lines,
)
from textmine.reports.report import Group, Section
from textmine.texts.labels import known, label

# ---- the forms that take some lines

KEYWORDS_SHEET = Form(
    order=PICTURES,
    columns=(
        Column("number", look="middle", width=6),
        Column("word", look="keyword", width=18),
        Column("respondents", look="number", width=9),
        Column("share", look="share", width=8),
        Column("low", look="share", width=9),
        Column("high", look="share", width=9),
        Column("occurrences", look="number", width=9),
        Column("negated_share", look="share", width=8),
        Column("notes", look="wrap", width=62),
        Column("wordings", look="wrap", width=20),
        Column("related", look="wrap", width=20),
        Column("quotes", look="wrap", width=46),
    ),
    rows=keyword_rows,
    notes=("note.method",),
    titled=False,
    frozen=2,
    chart=Chart("word", "respondents", sheet="keywords_chart", fewest=3, most=20),
)
EVIDENCE_SHEET = Form(
    order=1,
    columns=(
        Column("item", look="wrap", width=20),
        Column("word", look="keyword", width=17),
        Column("aspect", look="middle", width=12, labels="aspect"),
        Column("rank", look="number", width=7),
        Column("text", heading="column.evidence", look="wrap", width=90),
        Column("respondents", look="number", width=10),
        Column("respondent", look="wrap", width=14),
        Column("answer", look="number", width=10),
        Column("base", look="number", width=9),
    ),
    rows=evidence_rows,
    full=True,
    together=True,
    notes=("note.evidence",),
    titled=False,
)
PLACES_SHEET = Form(
    order=2,
    columns=(
        Column("item", look="text", width=20),
        Column("word", look="text", width=16),
        Column("left", look="right", width=44),
        Column("keyword", look="keyword", width=16),
        Column("right", look="text", width=44),
        Column("negated", look="middle", width=7),
        Column("respondent", look="text", width=14),
        Column("answer", look="number", width=10),
    ),
    rows=place_rows,
    full=True,
    together=True,
    notes=("note.occurrences",),
    titled=False,
    tall=False,
)
ANSWERS_SHEET = Form(
    order=0,
    columns=(
        Column("answer", look="number", width=10),
        Column("respondent", look="wrap", width=14),
        Column("question", look="wrap", width=24),
        Column("item", look="wrap", width=20),
        Column("kind", look="wrap", width=14, labels="kind"),
        Column("text", look="wrap", width=70),
        Column("source", look="wrap", width=20),
        Column("row", look="number", width=8),
    ),
    rows=answer_rows,
    notes=("note.answers",),
    frozen=2,
)


PLAIN = Form()
FULL = Form(full=True)
_HANDED_IN = 80  # mm: a third of a page; the smallest letters of a cloud are of 7 points then
_BARS = 110  # mm: as wide as the text, so that no letter is smaller than it was drawn


def _detail(
    name: str,
    excel: Form | None = PLAIN,
    page: Form | None = PLAIN,
    terminal: Form | None = PLAIN,
    **more: Any,
) -> View:
    """Return the view of a table that is for the workbook and the page, not for Word and slides."""
    return View(name, excel, page, None, None, terminal, **more)


def _picture(
    name: str,
    *,
    page: int | None = LAST,
    word: int | None = None,
    slides: int | None = None,
    highest: int = _HANDED_IN,
    **more: Any,
) -> View:
    """Return the view of a picture; without an order for Word it stands in the appendix, without one for
    slides a chart says there better what it says. ``highest``: in mm, in Word.
    """
    return View(
        name,
        excel=Form("picture", PICTURES, full=True),
        page=None
        if page is None
        else Form("picture", page, titled=page > 0),  # what comes first stands under the question's title
        word=None if word is None else Form("picture", word, highest=highest),
        slides=None if slides is None else Form("picture", slides, title=f"slide.{name}"),
        terminal=None,
        asked=Form("picture", LAST, highest=highest),
        # all stand under one title
        appendix=Form("picture", LAST, title="document.figures") if word is None else None,
        **more,
    )


def _crosstab(what: str, *, word: int, slides: int) -> tuple[View, View]:
    """Return the views of a cross table and of its tests; ``what``: "words" or "codes"."""
    name = f"crosstab_{what}"
    tests = f"{name}_tests"
    shown = ("attribute", "value", "feature", "respondents", "base", "p_bh", "cramers_v", "sentence")
    chart = Chart("feature", "share") if what == "codes" else None  # on slides, if they are few enough
    return (
        View(
            name,
            excel=Form("matrix", full=True),
            page=Form("matrix"),
            word=None,
            slides=documentforms.matrix(
                slides, what, 24, 76, across=8, most=12, more="slide.more_rows", chart=chart, full=True
            ),
            terminal=None,
            beside=(tests,),
            needs=("attribute", "value", "feature", "respondents", "share", "base"),
            appendix=documentforms.matrix(word, what, 34, 126, title=f"document.compared_{what}"),
        ),
        _detail(
            tests,
            FULL,
            page=FOLDED,
            terminal=Form(columns=known_columns(*shown)),
            opens={"respondents": FEATURE_OF_VALUE},
            without=KIND,
            asked=None,
        ),
    )


WORDS = known_columns(
    *("word", "pos", "respondents", "share", "interval", "occurrences", "negated_share"),
    *("wordings", "related"),
)
CLUSTER = ("cluster", "label", "words", "respondents", "share", "answers", "cohesion", "stability")
DISTINCTIVE = (
    *("attribute", "value", "rank", "feature", "share", "rest_share"),
    *("log_likelihood", "p_bh", "jaccard"),
)
STATEMENT = ("item", "group", "statement", "respondents", "share", "submissions", "proposed")
RELATED = ("feature", "respondents", "both", "conditional_share", "difference", "jaccard", "log_likelihood")
COLLOCATION = ("word", "pos", "total", "left", "right", "score", "mi", "t", "z", "log_likelihood")
COUNT = Column("count", labels="column")  # of a distribution: a column of the keyword table
SPREAD = Form(
    columns=(COUNT, *known_columns("value", "words", "word_share", "cumulative", "cumulative_share"))
)
DISTRIBUTION_NUMBERS = (COUNT, *known_columns("words", "mean", "deviation", "sum"))
WHOSE = ("respondent", "question", "item")
GIVEN = (
    *("answer", "respondent", "code", "value", "by", "characters", "clause"),
    *("probability", "near_1", "distance_1", "near_2", "distance_2"),
)
BARS = ("upper", "code", "other")  # the rows of code counts that are drawn
CODED = (  # the columns of a sheet of coded answers that are not the survey's or the code frame's
    *("answer", "respondent", "item", "text", "codes", "evidence"),
    *("kind", "document", "reviewed", "overridden", "coder", "note"),
)
ESTIMATE = ("code", "definition", "share", "interval", "method", "respondents", "given_share", "overridden")
FOLDED, PROSE = Form(folded=True), Form("prose")
FEATURE: Terms = (("feature", "feature"),)
FEATURE_OF_VALUE: Terms = (*FEATURE, ("value", "attribute", "value"))
KIND = ("kind",)  # whether a feature is a word or a code, which its name shows
ONE: Terms = (("either", "feature", "kind"),)
OTHER: Terms = (("either", "other", "other_kind"),)

# ---- the tables that documents themselves are made of: the answers, who gave none, the columns, the methods

ANSWERS, KINDS, COLUMNS, METHOD = "answers", "kinds", "columns", "method"
MAIN, NUMBERS = "main_findings", "main_finding_numbers"
OF_QUESTION, NUMBERS_OF_QUESTION = "question_findings", "question_finding_numbers"
MOST_FINDINGS = 8  # sentences that the main findings are at most

BAR_TABLES = ("code_counts", "code_estimates")  # what bars of codes are drawn of, one of them
CODE_COUNTS = View(
    "code_counts",
    excel=Form(rows=count_rows, chart=Chart("code", "respondents", where=("level", BARS))),
    page=Form("counts", 2, known_columns("codes", "respondents", "mentions", "definition"), code_bars),
    word=None,
    slides=documentforms.CODES_SLIDE,
    terminal=Form(rows=interval_rows),
    beside=("codes",),
    needs=("code", "level", "respondents"),
    appendix=documentforms.CODES_APPENDIX,
)
_VIEWS = (
    View(
        "keywords",
        excel=KEYWORDS_SHEET,
        page=Form("words", 1),
        word=documentforms.KEYWORDS,
        slides=documentforms.KEYWORDS_SLIDE,
        terminal=Form(columns=WORDS, rows=interval_rows),
        beside=("evidence", "occurrences"),
        needs=("word", "respondents"),
        appendix=documentforms.KEYWORDS_APPENDIX,
    ),
    _detail(
        "evidence",
        EVIDENCE_SHEET,
        page=None,
        terminal=Form(
            columns=(
                *(Column("word"), Column("aspect", labels="aspect"), Column("text", "column.evidence")),
                *(Column("respondents"), Column("respondent")),
            )
        ),
        needs=("word", "aspect", "rank", "text"),
    ),
    _detail(
        "occurrences",
        PLACES_SHEET,
        page=None,
        beside=("keywords", ANSWERS),
        needs=("word", "answer", "respondent", "start", "end", "negated"),
        tells="words",
    ),
    View("theme_answers", None, None, None, None, None, tells="themes"),
    _picture("wordcloud", page=0, word=1, slides=2, beside=("wordcloud_layout",), lines=unplaced_lines),
    View("wordcloud_layout", None, None, None, None),
    _picture("bars_words"),
    CODE_COUNTS,
    replace(
        CODE_COUNTS,
        name="code_estimates",
        excel=documentforms.ESTIMATES_SHEET,
        slides=documentforms.ESTIMATES_SLIDE,
        terminal=Form(columns=known_columns(*ESTIMATE), rows=interval_rows),
        needs=("code", "level", "share", "method", "respondents", "given_share"),
        appendix=documentforms.ESTIMATES_APPENDIX,
    ),
    _detail("codes", page=None, terminal=None, ours=CODED, tells="codes"),
    *shareforms.VIEWS,
    *dossierforms.VIEWS,
    _detail(
        "given_by",
        Form(columns=known_columns(*GIVEN)),
        Form(columns=known_columns(*GIVEN[1:]), folded=True, most=2_000),
        Form(columns=known_columns(*GIVEN)),
    ),
    # the page draws the bars beside the counts
    _picture("bars_codes", page=None, word=-1, highest=_BARS, beside=BAR_TABLES, lines=meaning_lines),
    View(
        "condensed",
        page=Form("statements"),
        word=replace(documentforms.STATEMENTS, rows=item_rows, more="document.more_statements", noted=False),
        slides=documentforms.STATEMENTS_SLIDE,
        terminal=Form(columns=known_columns(*STATEMENT)),
        beside=("opinions", "proposals", "codes"),
        needs=("statement", "respondents", "answer_numbers", "base"),
        appendix=documentforms.STATEMENTS,
    ),
    _detail("opinions", FULL, page=Form(folded=True, within=("condensed",))),
    _detail("proposals", FULL, page=Form(folded=True, within=("condensed",))),
    View(
        "cluster_summary",
        page=Form(
            "counts", columns=known_columns("cluster", "respondents", "answers", "label"), rows=cluster_bars
        ),
        word=None,
        slides=documentforms.CLUSTERS_SLIDE,
        terminal=Form(columns=known_columns(*CLUSTER)),
        beside=("clusters",),
        needs=("cluster", "respondents"),
        appendix=documentforms.CLUSTERS,
    ),
    View(
        "clusters",
        page=Form(within=("cluster_summary",)),
        word=None,
        slides=replace(documentforms.CLUSTERS_SLIDE, within=("cluster_summary",)),
        terminal=None,
        tells="clusters",
        appendix=replace(documentforms.CLUSTERS, within=("cluster_summary",)),
    ),
    _detail("k_curve", page=FOLDED),
    *_crosstab("words", word=7, slides=4),
    *_crosstab("codes", word=6, slides=3),
    View(
        "group_differences",
        excel=None,
        page=None,
        word=documentforms.DIFFERENCES,
        slides=documentforms.DIFFERENCES_SLIDE,
        terminal=None,
        beside=("crosstab_words_tests", "crosstab_codes_tests"),
        needs=("attribute", "feature", "more", "fewer", "p_bh"),
    ),
    _detail(
        "distinctive",
        terminal=Form(columns=known_columns(*DISTINCTIVE)),
        opens={"respondents": FEATURE_OF_VALUE},
        without=KIND,
    ),
    _detail("cooccurrence", opens={"both": ONE + OTHER, "respondents": ONE, "other_respondents": OTHER}),
    _detail(
        "correspondence",
        page=FOLDED,
        asked=None,
        opens={"respondents": (("either", "name", "kind", "attribute"),)},
    ),
    _detail("correspondence_inertia", page=FOLDED, asked=None),
    _detail("feature_tree", page=FOLDED, asked=None),
    _detail("feature_leaves", page=FOLDED, asked=None, opens={"respondents": FEATURE}, without=KIND),
    View(
        "changes",
        word=None,
        slides=documentforms.CHANGES_SLIDE,
        opens={"respondents": (*FEATURE, ("wave", "wave"))},
        without=KIND,
    ),
    *(_detail(name) for name in ("new_themes", "far_answers")),
    _detail("closed_options", opens={"respondents": (("option", "option", "source"),)}),
    *(_picture(name) for name in ("heatmap_words", "heatmap_codes", "grouped_codes")),
    *(_picture(name) for name in ("bubbles_words", "bubbles_codes", "lines_words", "lines_codes")),
    *(_picture(name, slides=5) for name in ("wordclouds", "comparison_cloud", "keyness", "network", "map")),
    *(_picture(name, slides=5) for name in ("tree", "distance_plot")),
    _picture("timeline"),
    _detail("not_drawn"),
    _detail("kwic", terminal=Form(columns=known_columns("left", "keyword", "right", *WHOSE))),
    _detail("graph_links", opens={"both": ONE + OTHER, "respondents": ONE, "other_respondents": OTHER}),
    _detail("graph_words", page=FOLDED, asked=None, opens={"respondents": FEATURE}, without=KIND),
    _detail("graph_numbers", page=FOLDED),
    _detail("distance_map", page=FOLDED, asked=None, opens={"respondents": FEATURE}, without=KIND),
    _detail("topics", terminal=Form(columns=known_columns("topic", "share", "rank", "word", "weight"))),
    _detail("topics_of_answers", page=FOLDED, terminal=None, asked=None),
    _detail(
        "search",
        ours=("document", *WHOSE, "answer", "hits", "text"),
        asked=replace(ASKED, columns=known_columns("answer", "respondent", "hits", "text")),
    ),
    _detail(
        "related",
        opens={"respondents": FEATURE},
        without=KIND,
        asked=replace(ASKED, columns=known_columns(*RELATED)),
    ),
    _detail("word_forms"),
    _detail("collocation", asked=replace(ASKED, columns=known_columns(*COLLOCATION), widest=None)),
    _detail("distribution", SPREAD, replace(SPREAD, folded=True), SPREAD),
    _detail("distribution_numbers", terminal=Form(columns=DISTRIBUTION_NUMBERS)),
    _detail(
        "document_words",
        page=Form(rows=first_words, most=100, widest=20, folded=True),
        ours=("answer", "respondent", "item", "words", "characters"),
        asked=replace(ASKED, rows=first_words),
    ),
    *(_detail(name) for name in ("lint", "dendrogram", "dendrogram_leaves")),
    View(
        OF_QUESTION,
        excel=None,
        page=None,
        word=Form("sentences", -2),
        slides=None,
        terminal=None,
        beside=("codes",),
    ),
    View(NUMBERS_OF_QUESTION, None, None, None, None, None),
    View(
        "stances",
        excel=FULL,
        page=Form(
            columns=known_columns("stance", "respondents", "share", "low", "high", "objects", "wordings")
        ),
        word=None,
        slides=None,
        opens={"respondents": (("theme", "word", "stance"),)},
    ),
    _detail(KINDS, excel=None, page=None, survey=True),
    _detail(ANSWERS, ANSWERS_SHEET, page=None, survey=True),
    _detail(COLUMNS, FULL, page=Form(most=2_000), terminal=Form(rows=column_rows), survey=True),
    *(_detail(name, page=Form(most=2_000), survey=True) for name in ("findings", "maskings")),
    *(_detail(name, excel=None, page=None) for name in ("sources", "overview")),
    *(_detail(name, excel=None, page=None, terminal=Form(most=10)) for name in ("duplicates", "characters")),
    View(
        MAIN,
        excel=None,
        page=None,
        word=None,
        slides=Form("sentences", -1, title="section.main_findings"),
        survey=True,
    ),
    View(NUMBERS, None, None, None, None, None, survey=True),
    View(
        METHOD,
        page=PROSE,
        word=Form("prose", rows=first_paragraphs),
        slides=Form("prose", full=True),
        needs=("heading", "text"),
        survey=True,
        appendix=PROSE,
    ),
)
VIEWS = {view.name: view for view in _VIEWS}
UNKNOWN = View("", ours=())  # of a table of your own, all of whose columns are called as they are


def column_of(view: View, key: str) -> Column:
    """Return how a column is shown that its view says no more of: by its name if it is ours."""
    if view.ours is not None and key not in view.ours:
        return Column(key)
    return known_column(key)


def heading_of(view: View, column: Column, group: Group) -> str:
    """Return the heading of a column: its label; the survey's own columns are called as they are."""
    if view.ours is not None and column.key not in view.ours:
        return attribute_of(column.key)
    per = group.report.stated.get("keywords.per", "")
    counted = f"per.{per.rstrip('12345')}.{column.key}"  # sentences, where it is those that are counted
    for key in (column.heading, counted, f"column.{view.name}.{column.key}", f"column.{column.key}"):
        if known(key):
            return label(key, group.lang, unit=group.unit)
    return column.key


def view_of(section: Section) -> View:
    """Return how a section is shown: the view of its name, if it has the columns that this needs."""
    view = VIEWS.get(section.name, UNKNOWN)
    if isinstance(section.content, pd.DataFrame):
        return view if set(view.needs) <= set(section.content.columns) else UNKNOWN
    return view if view.excel and view.excel.layout == "picture" else _picture(section.name)
