"""The figures of a report: each is drawn from a table of it, and added with what a page needs to open it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from textmine.errors import FigureError
from textmine.figures.bars import bars as bars_figure
from textmine.figures.bars import grouped_bars as grouped_bars_figure
from textmine.figures.clouds import comparison_cloud
from textmine.figures.clouds import wordclouds as wordclouds_figure
from textmine.figures.frame import places_of
from textmine.figures.heatmap import heatmap as heatmap_figure
from textmine.figures.keyness import keyness
from textmine.figures.map import correspondence_map
from textmine.figures.network import network as network_figure
from textmine.figures.saving import encode
from textmine.figures.timeline import timeline as timeline_figure
from textmine.figures.tree import tree as tree_figure
from textmine.reports.pictures import Area, Picture
from textmine.reports.report import Report
from textmine.texts.labels import label
from textmine.texts.labels import name as name_of
from textmine.texts.messages import message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAMED = 10  # words that the description of a picture names
SIDE_BY_SIDE = range(2, 7)  # values whose bars or clouds can stand beside one another

Drawing = tuple["Figure", tuple[Area, ...]]


@dataclass(frozen=True)
class Look:
    """What all figures of a report share: the source line, the place on paper, the font, the language."""

    source: str
    size: str
    font: str | None
    dpi: int
    lang: str

    def options(self, title: str) -> dict[str, Any]:
        """Return the options that every figure function takes."""
        return {
            "title": title,
            "source": self.source,
            "size": self.size,
            "font": self.font,
            "dpi": self.dpi,
            "lang": self.lang,
        }


def picture(figure: Figure, alt: str, areas: tuple[Area, ...] = ()) -> Picture:
    """Return a figure as bytes in each format, with its description and the places of its words."""
    png, svg, pdf = (encode(figure, form, title=alt) for form in ("png", "svg", "pdf"))
    return Picture(png=png, svg=svg, pdf=pdf, alt=alt, areas=areas)


def bars(report: Report, look: Look, table: pd.DataFrame, question: str, kind: str) -> Report:
    """Return the report with the most frequent words, or the codes, as bars."""
    if table.empty:
        return report
    names = table["word" if kind == "words" else "code"]
    options = look.options(question)
    return _add(report, look, f"bars_{kind}", question, names, lambda: (bars_figure(table, **options), ()))


def heatmap(
    report: Report, look: Look, cross: pd.DataFrame, question: str, attribute: str, kind: str
) -> Report:
    """Return the report with a crosstab as a heat map, whose cells open to their answers."""
    mine = cross[cross["attribute"] == attribute]
    if mine.empty:
        return report
    options = {"attribute": attribute, **look.options(_heading(question, attribute))}

    def draw() -> Drawing:
        figure = heatmap_figure(cross, **options)
        places = places_of(figure).rename(columns={"feature": "name"})
        return figure, _areas(places, attribute=attribute)

    return _add(report, look, f"heatmap_{kind}", question, mine["feature"], draw, attribute)


def grouped_bars(report: Report, look: Look, cross: pd.DataFrame, question: str, attribute: str) -> Report:
    """Return the report with the codes of each value as bars side by side, where there are few values."""
    mine = cross[cross["attribute"] == attribute]
    if mine["value"].nunique() not in SIDE_BY_SIDE:
        return report
    options = {"attribute": attribute, **look.options(_heading(question, attribute))}

    def draw() -> Drawing:
        return grouped_bars_figure(cross, **options), ()

    return _add(report, look, "grouped_codes", question, mine["feature"], draw, attribute)


def distinctive(report: Report, look: Look, table: pd.DataFrame, question: str, attribute: str) -> Report:
    """Return the report with the words of each group: of two as keyness, of a few as a cloud in parts."""
    mine = table[table["attribute"] == attribute]
    over = mine[mine["log_likelihood"] > 0]
    values = list(dict.fromkeys(over["value"]))
    options = {"attribute": attribute, **look.options(_heading(question, attribute))}

    def two() -> Drawing:
        return keyness(table, value=values[0], **options), ()

    def parts() -> Drawing:
        figure = comparison_cloud(table, **options)
        return figure, _areas(places_of(figure))

    if mine["value"].nunique() == 2 and values:
        report = _add(report, look, "keyness", question, over["feature"], two, attribute)
    if len(values) in SIDE_BY_SIDE:
        report = _add(report, look, "comparison_cloud", question, over["feature"], parts, attribute)
    return report


def wordclouds(
    report: Report, look: Look, tables: Mapping[str, pd.DataFrame], question: str, attribute: str
) -> Report:
    """Return the report with the word clouds of several groups side by side."""
    options = look.options(_heading(question, attribute))
    names = [word for table in tables.values() for word in table["word"].head(NAMED)]

    def draw() -> Drawing:
        figure = wordclouds_figure(tables, **options)
        places = places_of(figure).rename(columns={"group": "value"})
        return figure, _areas(places, attribute=attribute)

    return _add(report, look, "wordclouds", question, names, draw, attribute)


def network(report: Report, look: Look, pairs: pd.DataFrame, question: str, **limits: int) -> Report:
    """Return the report with the co-occurrence network."""
    options = {**look.options(question), **limits}

    def draw() -> Drawing:
        figure = network_figure(pairs, **options)
        return figure, _areas(places_of(figure))

    return _add(report, look, "network", question, pairs["feature"], draw)


def tree(report: Report, look: Look, joins: pd.DataFrame, leaves: pd.DataFrame, question: str) -> Report:
    """Return the report with the tree of words."""
    options = look.options(question)

    def draw() -> Drawing:
        figure = tree_figure(joins, leaves, **options)
        return figure, _areas(places_of(figure))

    return _add(report, look, "tree", question, leaves["feature"], draw)


def correspondence(
    report: Report,
    look: Look,
    points: pd.DataFrame,
    inertia: pd.DataFrame,
    question: str,
    attribute: str,
) -> Report:
    """Return the report with the map of a correspondence analysis."""
    options = look.options(_heading(question, attribute))
    features = points.loc[points["kind"] != "value", "name"]

    def draw() -> Drawing:
        figure = correspondence_map(points, inertia, **options)
        places = places_of(figure)
        values = places["kind"] == "value"
        named = places[~values]
        value_places = places[values].assign(value=places["name"], name="")
        areas = _areas(named) + _areas(value_places, attribute=attribute)
        return figure, areas

    return _add(report, look, "map", question, features, draw, attribute)


def timeline(report: Report, look: Look, table: pd.DataFrame, question: str) -> Report:
    """Return the report with what changed from wave to wave as lines."""
    if table.empty:
        return report
    options = look.options(question)
    return _add(
        report, look, "timeline", question, table["feature"], lambda: (timeline_figure(table, **options), ())
    )


def _add(
    report: Report,
    look: Look,
    name: str,
    question: str,
    names: Iterable[object],
    draw: Callable[[], Drawing],
    attribute: str = "",
) -> Report:
    """Return the report with a figure, described in a sentence for who can't see it.

    A figure that can't be drawn as it is (its texts leave no room, no word stands out) does not stop the
    study; the report says which one, and why.
    """
    title = name_of(name, look.lang, group="section")
    title = f"{title}　{attribute}" if attribute else title
    try:
        figure, areas = draw()
    except FigureError as error:
        lost = pd.DataFrame({"figure": [title], "reason": [message(error, look.lang)]})
        return report.add(lost, name="not_drawn", question=question, attribute=attribute)
    said = list(dict.fromkeys(str(each) for each in names))[:NAMED]
    words = label("note.separator", look.lang).join(said)
    alt = label("note.alt_figure", look.lang, figure=title, question=question, words=words)
    content = picture(figure, alt, areas)
    return report.add(
        content, name=name, question=question, title=title if attribute else "", attribute=attribute
    )


def _areas(places: pd.DataFrame, *, attribute: str = "") -> tuple[Area, ...]:
    """Return where words, codes and values stand, from ``name, x, y, width, height`` (and ``value``)."""
    if "placed" in places:
        places = places[places["placed"]]
    values = places["value"].astype(str) if "value" in places else [""] * len(places)
    rows = zip(places["name"].astype(str), values, *(places[side] for side in _SIDES), strict=True)
    found = []
    for name, value, left, top, width, height in rows:
        is_code = name.startswith("＊")
        found.append(
            Area(
                word="" if is_code else name,
                left=float(left),
                top=float(top),
                width=float(width),
                height=float(height),
                code=name if is_code else "",
                attribute=attribute if value else "",
                value=value,
            )
        )
    return tuple(found)


_SIDES = ("x", "y", "width", "height")


def _heading(question: str, attribute: str) -> str:
    return f"{question} × {attribute}"
