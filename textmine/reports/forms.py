"""How a table or picture may be shown: the columns, charts and forms that a view is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from textmine.reports.prepared import Rows, Tables

Layout = Literal[
    "rows",  # a table: one row each
    "matrix",  # a cross table: features down, values across, one for each attribute
    "differences",  # what the tests of a cross table found, over all attributes
    "words",  # words with bars, evidence and quotes, which open to their answers
    "counts",  # what was counted as bars that open to their answers
    "sentences",  # each with its quote
    "statements",  # statements of each item, with other wordings and what is proposed to be merged
    "prose",  # headings and paragraphs
    "lines",  # what changed from wave to wave
    "picture",
]
# "number": 1,234; "share": 12.3%; "decimal" and "p": three decimals; "text", "wrap": at the left, in one
# line or several; "right", "middle": a text there; "keyword": bold; "fill": to be filled in; "": by the
# values, "number" if all are whole numbers, "decimal" if they are other numbers, and else "wrap"
Look = Literal["", "text", "wrap", "keyword", "right", "middle", "number", "share", "decimal", "p", "fill"]
NUMBERS = ("right", "number", "share", "decimal", "p")  # the looks that end at the right
# what a number opens on the page: each term names its kind and the columns that hold what it is
Terms = tuple[tuple[str, ...], ...]
PICTURES = 0  # the order of pictures in a workbook
LAST = 90  # the order of what has none of its own


@dataclass(frozen=True)
class Column:
    """A column as it is shown.

    Attributes:
        key: its name in the table, or in what ``Form.rows`` makes of it.
        heading: the key of its label; "" for ``column.NAME.KEY`` of its table, or else ``column.KEY``.
        look: how its cells look; "" for what its values are.
        width: in half-width characters on a sheet, in parts of the whole in Word and on slides; 0 for what
            its values need.
        labels: the group of labels that its values are keys of: "pos" shows ``noun`` as 名詞.
        choices: the labels that a person chooses from to fill it in.
    """

    key: str
    heading: str = ""
    look: Look = ""
    width: float = 0.0
    labels: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Bars that a workbook or a slide draws from a table: a row each, from the top.

    Attributes:
        names, values: the columns that name the bars and give their length.
        title: the label of its message on a slide, which may name the longest bar ({word} or {code}); a slide
            names the ``respondents`` of each bar, too.
        rows: makes the rows that it is drawn from on a slide; None for those of the table.
        sheet: the label of the sheet of its own that the chart gets; "" to stand below the table.
        fewest: no chart of fewer rows.
        most: the number of bars.
        counted: whether the names of the bars tell their respondents, on a slide.
        where: a column and the values that a row has to have there; such rows have to come first.
    """

    names: str
    values: str
    title: str = ""
    rows: Callable[..., Rows] | None = None
    sheet: str = ""
    fewest: int = 1
    most: int = 1_000
    where: tuple[str, tuple[str, ...]] = ("", ())
    counted: bool = True


@dataclass(frozen=True)
class Form:
    """How one kind of document shows a table or picture.

    Attributes:
        layout: what it is laid out as.
        order: what has a lower one stands earlier under a question.
        columns: what is shown, in order, as far as it is there; () for all columns of the table.
        rows: makes the rows that are shown of ``Tables``, one for each item of a question; see ``prepared``.
        most: rows shown at most.
        widest: columns shown at most, the first ones.
        within: names of tables that show this one too: where one of them is shown, this one is not.
        together: whether the items of a question stand in one table.
        folded: whether the page shows only its title until it is opened.
        notes: labels of the lines under its title.
        titled: whether its title stands behind the question.
        frozen: columns that stay in sight.
        tall: whether rows are as high as their texts need.
        chart: bars beside it.
        title: in Word and on slides: the label of the title that it stands under; "" for the usual one.
        what: in Word and on slides: the label of what the rows of a cross table are.
        across: in Word and on slides: values of a cross table beside one another.
        nothing: in Word: the label of what is said where there are no rows; "" to leave it out.
        more: in Word and on slides: the label of the line that counts the rows that are left out.
        foot: on slides: labels of what stands below, between the base and the source.
        noted: in Word: whether the note of the section stands below it.
        highest: in Word: the height of a picture in mm, at most.
        full: whether it is shown in a full report only.
    """

    layout: Layout = "rows"
    order: int = LAST
    columns: tuple[Column, ...] = ()
    rows: Callable[..., Rows] | None = None
    most: int | None = None
    widest: int | None = None
    within: tuple[str, ...] = ()
    together: bool = False
    folded: bool = False
    notes: tuple[str, ...] = ()
    titled: bool = True
    frozen: int = 1
    tall: bool = True
    chart: Chart | None = None
    title: str = ""
    what: str = ""
    across: int = 5
    nothing: str = ""
    more: str = ""
    foot: tuple[str, ...] = ()
    noted: bool = True
    highest: int = 185
    full: bool = False


ASKED = Form(most=20, widest=8, more="document.more_rows")


@dataclass(frozen=True)
class View:
    """What is known about the table or picture of one name.

    Attributes:
        name: the name of its section.
        excel, page, word, slides, terminal: how each kind of document shows it; None where it does not.
        beside: the names of the tables that are shown with it, which its forms get in this order.
        needs: columns of a table, without which a table of this name is shown as any other.
        ours: the columns that are named by textmine, where others are named by the survey; None for all.
        without: columns that are for programs and not shown.
        survey: whether it is about the whole survey, not about a question.
        opens: column -> what its number opens on the page.
        tells: what it tells of each answer: the words, themes of a word, codes or clusters that it has.
        lines: makes lines to stand with it.
        appendix: how the second Word document shows it, which only a full report has.
        asked: how Word and slides show it where they would not, and somebody asked for it by name; None
            where a picture beside it says the same.
    """

    name: str
    excel: Form | None = field(default_factory=Form)
    page: Form | None = field(default_factory=Form)
    word: Form | None = field(default_factory=Form)
    slides: Form | None = field(default_factory=Form)
    terminal: Form | None = field(default_factory=Form)
    beside: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    ours: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    survey: bool = False
    opens: Mapping[str, Terms] = field(default_factory=dict)
    tells: Literal["", "words", "themes", "codes", "clusters"] = ""
    lines: Callable[[Tables], list[str]] | None = None
    appendix: Form | None = None
    asked: Form | None = ASKED


# what is known of a column of ours wherever it stands
KNOWN = {
    **{key: Column(key, labels=key) for key in ("pos", "kind", "role", "why", "finding", "test", "masking")},
    "other_kind": Column("other_kind", labels="kind"),
    **{key: Column(key, look="share") for key in ("share", "low", "high", "audit_low", "audit_high")},
    **{key: Column(key, look="right") for key in ("interval", "change", "change_interval", "audit_interval")},
    "method": Column("method", labels="shares"),
    "by": Column("by", labels="given_by"),
    **{key: Column(key, look="p") for key in ("p", "p_holm", "p_bh")},
    "confirmed": Column("confirmed", look="fill", choices=("note.yes_merge", "note.no_merge")),
}


def known_column(key: str) -> Column:
    """Return how a column of ours is shown wherever nothing else is said of it."""
    return KNOWN.get(key) or Column(key, look="share" if key.endswith("_share") else "")


def known_columns(*keys: str) -> tuple[Column, ...]:
    """Return how each of these columns of ours is shown."""
    return tuple(known_column(key) for key in keys)
