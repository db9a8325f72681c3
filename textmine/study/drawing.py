"""The figures of a study, drawn from its tables, and as pictures whose words open to their answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, Protocol, assert_never

import pandas as pd

from textmine import figures, tables
from textmine.inputs.attributes import column_of
from textmine.settings import DEFAULTS, Settings
from textmine.study import counted
from textmine.study.counting import Of
from textmine.study.remembering import Remembers
from textmine.texts.labels import label, unit_of
from textmine.texts.naming import attribute_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from textmine.reports.pictures import Area, Picture
    from textmine.words.corpus import Corpus

FigureKind = Literal[
    "bars_words",
    "bars_codes",
    "wordcloud",
    "heatmap_words",
    "heatmap_codes",
    "grouped_codes",
    "bubbles_words",
    "bubbles_codes",
    "lines_words",
    "lines_codes",
    "keyness",
    "comparison_cloud",
    "wordclouds",
    "network",
    "tree",
    "distance_plot",
    "map",
    "timeline",
]
NAMED = 10  # words that the description of a picture names


class Results(Remembers, Protocol):
    """What figures are drawn from: the results of a ``Study``, which imports this file."""

    def title_of(self, column: str, /) -> str:
        """Return what the report calls a question or an attribute."""

    @property
    def title(self) -> str:
        """Its title, named as the source."""

    def corpus(self, question: str, /) -> Corpus:
        """Return the answers to a question."""

    def keywords(self, question: str, /) -> pd.DataFrame:
        """Return the keyword table."""

    def code_estimates(self, question: str, /) -> pd.DataFrame:
        """Return the respondents and the share of each code."""

    def crosstab(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return words or codes against attributes."""

    def distinctive(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return what sets groups apart."""

    def cooccurrence(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return the pairs that the same respondents wrote."""

    def graph_links(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return the pairs that are lines of the network."""

    def graph_words(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return the words of the network."""

    def feature_tree(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return the tree of words."""

    def feature_leaves(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return the leaves of the tree."""

    def distance_map(self, question: str, of: Of, /) -> pd.DataFrame:
        """Return words on a plane."""

    def correspondence(self, question: str, attribute: str, of: Of, /) -> pd.DataFrame:
        """Return the points of a map."""

    def correspondence_inertia(self, question: str, attribute: str, of: Of, /) -> pd.DataFrame:
        """Return what its axes show."""

    def changes(self, question: str, of: Of = "", by: str = "", /) -> pd.DataFrame:
        """Return what changed from wave to wave, or from value to value of an attribute."""


def title_of_attribute(study: Results, attribute: str) -> str:
    """Return what a report calls an attribute, or what stands for one (見出し1; 文 where each is a point)."""
    chosen = study.settings
    return attribute_name(attribute, chosen.report.lang, chosen.keywords.per, chosen.report.titles)


def _most_frequent_first(counts: pd.DataFrame) -> pd.DataFrame:
    """Return code counts by their shares, but in the order of the frame where codes stand above others."""
    if counts["level"].eq("upper").any():
        return counts
    is_code = counts["level"] == "code"
    ranked = counts[is_code].sort_values("share", ascending=False, kind="stable")
    return pd.concat([ranked, counts[~is_code]], ignore_index=True)


def draw(study: Results, kind: FigureKind, question: str, attribute: str, of: Of = "words") -> Figure:
    """Return a figure of a question, drawn from the tables of a ``Study``.

    ``of`` says what a network, a tree, a plane or a map is of, where it is codes and not words.

    Raises:
        FigureError: if it can't be drawn as it is.
    """
    if kind == "wordcloud":
        return _wordcloud(study, question)
    lang, per = study.settings.report.lang, study.settings.keywords.per
    untitled = study.title == label("document.untitled", lang)
    source = "" if untitled else label("note.source", lang, source=study.title)
    if per != "respondent":
        source = label("note.per", lang, unit=unit_of(None, lang, per), many=2, source=source)
    options: dict[str, Any] = {
        "title": study.title_of(question)
        + (f" × {title_of_attribute(study, attribute)}" if attribute else ""),
        "source": source,
        "size": study.settings.report.size,
        "font": study.settings.wordcloud.font,
        "dpi": study.settings.wordcloud.dpi,
        "lang": study.settings.report.lang,
        "per": per,
    }
    match kind:
        case "bars_words":
            return figures.bars.bars(study.keywords(question), **options)
        case "bars_codes":
            return figures.bars.bars(_most_frequent_first(study.code_estimates(question)), **options)
        case "heatmap_words" | "heatmap_codes":
            cross = study.crosstab(question, "words" if kind == "heatmap_words" else "codes")
            return figures.heatmap.heatmap(cross, attribute=attribute, **options)
        case "grouped_codes":
            return figures.bars.grouped_bars(
                study.crosstab(question, "codes"), attribute=attribute, **options
            )
        case "bubbles_words" | "bubbles_codes":
            cross = study.crosstab(question, "words" if kind == "bubbles_words" else "codes")
            return figures.bubbles.bubbles(cross, attribute=attribute, **options)
        case "lines_words" | "lines_codes":
            changes = study.changes(question, "words" if kind == "lines_words" else "codes", attribute)
            return figures.timeline.timeline(changes, **options)
        case "keyness":
            table = study.distinctive(question, "words")
            value = more_frequent(table, attribute)["value"].iloc[0]
            return figures.keyness.keyness(table, value=value, attribute=attribute, **options)
        case "comparison_cloud":
            table = study.distinctive(question, "words")
            return figures.clouds.comparison_cloud(table, attribute=attribute, **options)
        case "wordclouds":
            return figures.clouds.wordclouds(keywords_by_value(study, question, attribute), **options)
        case "network" | "tree" | "distance_plot" | "map":
            return _joined(study, kind, question, attribute, of, options)
        case "timeline":
            return figures.timeline.timeline(study.changes(question), **options)
        case _:
            assert_never(kind)


def _joined(
    study: Results,
    kind: Literal["network", "tree", "distance_plot", "map"],
    question: str,
    attribute: str,
    of: Of,
    options: dict[str, Any],
) -> Figure:
    """Return a figure of how words, or codes, hang together."""
    match kind:
        case "network":
            links, places = study.graph_links(question, of), study.graph_words(question, of)
            options |= {"nodes": len(places), "edges": len(links), "colour": study.settings.network.colour}
            by = study.settings.network.by
            if by and not attribute:
                options["title"] += f" × {title_of_attribute(study, by)}"
            # As it is by default, it says how many pairs it leaves out.
            if _lines_chosen(study.settings) == _lines_chosen(DEFAULTS):
                chosen, links = study.settings.compare, study.cooccurrence(question, of)
                options |= {"nodes": chosen.network, "edges": chosen.edges}
            return figures.network.network(links, places, **options)
        case "tree":
            joins, leaves = study.feature_tree(question, of), study.feature_leaves(question, of)
            return figures.tree.tree(joins, leaves, **options)
        case "distance_plot":
            options |= study.settings.tree.model_dump(include={"scale", "distance"})
            plane, leaves = study.distance_map(question, of), study.feature_leaves(question, of)
            return figures.distance_plot.distance_plot(plane, leaves, **options)
        case "map":
            points = study.correspondence(question, attribute, of)
            inertia = study.correspondence_inertia(question, attribute, of)
            drawn = study.settings.map
            options |= {"dimensions": (drawn.horizontal, drawn.vertical), "scaling": drawn.scaling}
            return figures.map.correspondence_map(points, inertia, **options)


def _lines_chosen(settings: Settings) -> dict[str, Any]:
    """Return the settings that choose the lines of the network otherwise than as the strongest."""
    chosen: dict[str, Any] = settings.network.model_dump(exclude={"colour", "communities"})
    return chosen


def _wordcloud(study: Results, question: str) -> Figure:
    words, chosen = drawable(study, question), study.settings.wordcloud
    options = chosen.model_dump(exclude={"words", "width", "height"})
    options |= {"pixels": (chosen.width, chosen.height), "lang": study.settings.report.lang}
    options |= {"title": study.title_of(question), "per": study.settings.keywords.per}
    return figures.wordcloud.wordcloud(words, top=chosen.words, **options)


def without_glyphs(study: Results, question: str) -> dict[str, str]:
    """Return word -> its characters that the font lacks, for the words that a cloud would show."""
    chosen = study.settings.wordcloud
    words = study.keywords(question)["word"].head(chosen.words)
    lacking: dict[str, str] = figures.wordcloud.missing_glyphs(words, chosen.font)
    return lacking


def drawable(study: Results, question: str) -> pd.DataFrame:
    """Return the keywords that the font can show; all, where it is one of another script: drawing says so."""
    words = study.keywords(question)
    shown = words[~words["word"].isin(without_glyphs(study, question))]
    return words if shown.empty else shown


def more_frequent(distinctive: pd.DataFrame, attribute: str) -> pd.DataFrame:
    """Return what is more frequent in a group than in the others, by one attribute."""
    return distinctive[(distinctive["attribute"] == attribute) & (distinctive["log_likelihood"] > 0)]


def keywords_by_value(study: Results, question: str, attribute: str) -> dict[str, pd.DataFrame]:
    """Return value -> the keyword table of the respondents with it; without values that have no keyword."""
    corpus, settings = study.corpus(question), study.settings
    (groups,) = tables.membership.groups(corpus, attribute, most=settings.compare.values)
    options = counted.keyword_options(study)
    of_value = {
        value: tables.keywords.keywords(corpus.select(**{column_of(attribute): value}), **options)
        for value in groups.names
    }
    return {value: table for value, table in of_value.items() if len(table)}


def picture(figure: Figure, alt: str, areas: tuple[Area, ...] = ()) -> Picture:
    """Return a figure as bytes in each format, with its description and the places of its words."""
    from textmine.reports.pictures import Picture

    png, svg, pdf = (figures.saving.encode(figure, form, title=alt) for form in ("png", "svg", "pdf"))
    return Picture(png=png, svg=svg, pdf=pdf, alt=alt, areas=areas)


def description(title: str, question: str, names: Iterable[object], lang: str) -> str:
    """Return what a figure shows in a sentence, for who can't see it."""
    first = list(dict.fromkeys(str(name) for name in names))[:NAMED]
    words = label("note.separator", lang).join(first)
    return label("note.alt_figure", lang, figure=title, question=question, words=words)


def areas(places: pd.DataFrame, attribute: str = "") -> tuple[Area, ...]:
    """Return the places that open to answers, from what ``textmine.figures.frame.places_of`` returns.

    ``places`` has ``name``, ``kind`` ("word", "code" or "value"), ``x``, ``y``, ``width``, ``height`` as
    shares of the picture; ``value`` where a place is a word of one group; ``placed`` where some have none.
    """
    from textmine.reports.pictures import Area

    if places.empty:  # a figure whose words do not open
        return ()
    if "placed" in places:
        places = places[places["placed"]]
    if attribute == "answer" and "kind" in places:  # each is an answer, and opens to itself
        places = places[places["kind"] != "value"]
    values = places["value"].astype(str) if "value" in places else pd.Series("", places.index)
    if "kind" not in places:
        places = places.assign(kind="word")
    values = values.mask(places["kind"] == "value", places["name"].astype(str))
    sides = (places[side].astype(float) for side in ("x", "y", "width", "height"))
    return tuple(
        Area(
            word=name if kind == "word" else "",
            left=left,
            top=top,
            width=width,
            height=height,
            code=name if kind == "code" else "",
            attribute=attribute if value else "",
            value=value,
        )
        for name, kind, value, left, top, width, height in zip(
            places["name"].astype(str), places["kind"], values, *sides, strict=True
        )
    )
