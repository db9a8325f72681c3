"""Co-occurrence networks: which words occur in the same answers, legible at sixty words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Unpack

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.errors import FigureError
from textmine.figures.axes import round_numbers
from textmine.figures.fonts import check_glyphs
from textmine.figures.frame import base_note, common_base, frame, in_parts, joined, keep_places
from textmine.figures.letters import SHAPES, Box, Mark, Pen, dot, stroke, tint, write
from textmine.figures.lines import in_rows, truncated
from textmine.figures.look import Look, LookOptions
from textmine.figures.names import Name, check_columns, name_columns, names_of
from textmine.figures.netplaces import Extents, component_places, packed_places
from textmine.figures.style import CATEGORIES, FAINT, INK
from textmine.settings import DEFAULTS
from textmine.texts.labels import label

LONGEST = 10.0  # width of a label at most, in letters
RADIUS = 2.1  # of the largest circle, in letters
WIDEST = 0.55  # line, in letters
INSIDE = 0.85  # letters of radius from which a mark holds its label
WIDER = 1.5  # a label wider than its mark by more than this is beside it
HEIGHTS = {"column": (70.0, 120.0), "page": (110.0, 160.0)}  # mm, of few and of many words
FEW = 20  # words
LINE, LINE_BETWEEN = "#9A9A9A", "#B4B4B4"


@dataclass(frozen=True, eq=False)
class _Table:
    """A table of pairs, the strongest first."""

    names: Mapping[str, tuple[Name, float]]  # each word and its respondents, by what is shown
    pairs: pd.DataFrame  # feature, other (the two in code point order), strength
    base: int | None


@dataclass(frozen=True, eq=False)
class _Graph:
    """What is drawn: words by number, in code point order, and pairs of their numbers."""

    names: tuple[Name, ...]
    respondents: FloatArray
    community: Int64Array  # 0 for the first
    ends: Int64Array  # two numbers a line
    strength: FloatArray
    words_left: int
    pairs_left: int
    method: str = "louvain"  # by which the communities were found; "": they are not drawn
    tone: FloatArray | None = None  # 0-1: how dark each word is, where that is what a colour means

    @property
    def is_between(self) -> BoolArray:
        """Whether each line runs between two communities."""
        between: BoolArray = np.diff(self.community[self.ends], axis=1)[:, 0] != 0
        return between

    def kinds(self, kind: str) -> BoolArray:
        """Return which words are of a kind."""
        return np.array([name.kind == kind for name in self.names], dtype=bool)


class _Entry(NamedTuple):
    """An entry of the key: a text, a circle of a number of respondents or a line of a coefficient."""

    kind: str  # text, area, width or between
    text: str
    value: float  # radius or line width
    wide: float
    left: float = 0.0  # from the left of the key
    middle: float = 0.0  # from its top


@dataclass(frozen=True, eq=False)
class _Labels:
    """The labels and marks of the words, in points."""

    pens: list[Pen]
    shown: list[str]  # the long ones truncated
    half: FloatArray  # half of the width and height of each label
    radius: FloatArray
    drop: FloatArray  # how far the middle of the label is below that of its mark


def network(
    cooccurrence: pd.DataFrame,
    words: pd.DataFrame | None = None,
    *,
    colour: str = DEFAULTS.network.colour,
    nodes: int = DEFAULTS.compare.network,
    edges: int = DEFAULTS.compare.edges,
    **options: Unpack[LookOptions],
) -> Figure:
    """Return the network of words that occur in the same answers.

    Of the ``nodes`` words of most respondents, the ``edges`` pairs of the largest Jaccard coefficients
    become lines; words without a line are left out and counted below the picture. The area of a mark is the
    number of respondents, the width of a line the Jaccard coefficient. Colour *and* shape tell the
    communities (Blondel et al. 2008, "Fast unfolding of communities in large networks"; weighted by
    Jaccard); dashed lines run between two of them. Each connected part is laid out by Kamada and Kawai
    (1989), then words are moved off words and lines, and the parts are set side by side. Distances in the
    picture have no meaning.

    Args:
        cooccurrence: pairs of words (or codes, or values of attributes), with ``feature, other, kind,
            other_kind, both, respondents, other_respondents, jaccard`` (and ``base``), in any order.
        words: their places in the network, as :func:`textmine.graph_words` gives them; its communities are
            drawn then, and the width of a line is the coefficient that they name. None: the communities of
            the lines that are drawn, whose width is the Jaccard coefficient.
        colour: "community", or a column of ``words``: "degree", "betweenness" or "eigenvector"; the darker,
            the more central.
        nodes: words, at most.
        edges: lines, at most.
        options: title, source, size, font, dpi, lang, per; see :class:`textmine.figures.look.Look`.

    Raises:
        FigureError: a column is missing, there is no pair, the font lacks a glyph, or a centrality is to be
            drawn, and no ``words`` tell it.

    >>> pair = {"feature": "予算", "other": "人材", "both": 4, "respondents": 9, "other_respondents": 6}
    >>> figure = network(pd.DataFrame([pair | {"jaccard": 4 / 11, "base": 20}]))
    """
    look = Look(**options)
    coefficient: str = DEFAULTS.network.coefficient
    if words is not None and "coefficient" in words and len(words):
        coefficient = words["coefficient"].iloc[0]
    table = _pairs(cooccurrence, coefficient, look.lang)
    width = label(f"figure.network_{coefficient}", look.lang)
    if colour != "community" and (words is None or colour not in words):
        raise FigureError("to colour by {colour}, the words of the network have to tell it", colour=colour)
    letter, most = look.letter, nodes
    while True:
        graph = _graph(table, nodes, max(1, round(edges * nodes / most)))
        graph = _placed(graph, words, colour, look.lang) if words is not None else graph
        check_glyphs([name.shown for name in graph.names], look.pen().face)
        height = None if look.is_slide else HEIGHTS[look.size][len(graph.names) > FEW]
        foot = _foot(graph, table.base, look)
        figure, area = frame(look, guide=_guide(graph, colour, width, look), foot=foot, height=height)
        key, strip = _key(graph, area.width, width, look)
        ground = area._replace(bottom=area.bottom - strip - 0.2 * letter)
        parts, alone = component_places(graph.ends, len(graph.names), ground)
        labels = _labels(graph, alone, look)
        extents = _extents(graph, labels)
        centre = packed_places(parts, alone, extents, graph.ends, ground, letter)
        if centre is not None:
            break
        if len(graph.names) <= 2:
            raise FigureError(
                "there is no room for the network in a figure of the size {size!r}", size=look.size
            )
        nodes = min(nodes - 1, int(len(graph.names) * 0.9))
    _draw(figure, graph, labels, centre, letter)
    _draw_key(figure, key, (area.left, ground.bottom + 0.2 * letter), look)
    keep_places(figure, _places(figure, graph, extents, centre))
    return figure


# ---- what is drawn


def _pairs(cooccurrence: pd.DataFrame, coefficient: str, lang: str) -> _Table:
    """Return the words with their respondents, and the pairs by (-strength, feature, other)."""
    counts = ("respondents", "other_respondents")
    check_columns(
        cooccurrence,
        ("feature", "other", "both", *counts, coefficient),
        "a network needs the column {column!r}; the table has {columns}",
    )
    names: dict[str, tuple[Name, float]] = {}
    rows = []
    for one, other, *respondents, strength in zip(
        names_of(cooccurrence, "feature", lang),
        names_of(cooccurrence, "other", lang),
        *(cooccurrence[column] for column in (*counts, coefficient)),
        strict=True,
    ):
        if one.shown != other.shown and strength > 0:
            names |= {one.shown: (one, float(respondents[0])), other.shown: (other, float(respondents[1]))}
            # Rounded: what is equal but for the last bit of another processor stays in the same order.
            rows.append((*sorted((one.shown, other.shown)), round(float(strength), 9)))
    if not rows:
        raise FigureError("there is no pair of words to draw; lower the respondents that a pair needs")
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    pairs = pd.DataFrame(rows, columns=["feature", "other", "strength"])
    pairs = pairs.drop_duplicates(["feature", "other"], ignore_index=True)
    return _Table(names, pairs, common_base(cooccurrence))


def _graph(table: _Table, nodes: int, edges: int) -> _Graph:
    """Return the strongest pairs among the ``nodes`` words of most respondents; values come after words."""
    ranked = sorted(
        table.names, key=lambda each: (table.names[each][0].kind == "value", -table.names[each][1], each)
    )
    chosen = set(ranked[:nodes])
    pairs = table.pairs[table.pairs["feature"].isin(chosen) & table.pairs["other"].isin(chosen)].head(edges)
    shown = sorted({*pairs["feature"], *pairs["other"]})
    place = {name: number for number, name in enumerate(shown)}
    ends = np.array(
        [[place[name] for name in pairs[side]] for side in ("feature", "other")], dtype=np.int64
    ).T
    strength = pairs["strength"].to_numpy(dtype=float)
    return _Graph(
        tuple(table.names[name][0] for name in shown),
        np.array([table.names[name][1] for name in shown]),
        _communities(ends, strength, len(shown)),
        ends,
        strength,
        len(table.names) - len(shown),
        len(table.pairs) - len(pairs),
    )


def _placed(graph: _Graph, words: pd.DataFrame, colour: str, lang: str) -> _Graph:
    """Return the graph with the communities of the table of words, or with a centrality as tones."""
    place = {name.shown: row for row, name in enumerate(names_of(words, "feature", lang))}
    rows = words.iloc[[place[name.shown] for name in graph.names]]
    if colour == "community":
        community = rows["community"].to_numpy(dtype=np.int64) - 1
        return replace(graph, community=community, method=str(words["communities"].iloc[0]))
    value = rows[colour].to_numpy(dtype=np.float64)
    tone = value / max(float(value.max()), 1e-9)
    return replace(graph, community=np.zeros(len(rows), dtype=np.int64), method="", tone=tone)


def _guide(graph: _Graph, colour: str, width: str, look: Look) -> str:
    if graph.tone is None:
        has_values = bool(graph.kinds("value").any())
        return look.said("network_guide_values" if has_values else "network_guide", width=width)
    return look.said(
        "network_guide_tone", width=width, centrality=label(f"figure.network_{colour}", look.lang)
    )


def _communities(ends: Int64Array, strength: FloatArray, count: int) -> Int64Array:
    """Return the community of each word; those of the largest component and the largest come first."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))  # numbers: the order of a set of texts changes from run to run
    graph.add_weighted_edges_from(zip(*ends.T.tolist(), strength.tolist(), strict=True))
    groups = [sorted(each) for each in nx.community.louvain_communities(graph, seed=DEFAULTS.compare.seed)]
    size = np.zeros(count)
    for part in nx.connected_components(graph):
        size[list(part)] = len(part)
    groups.sort(key=lambda each: (-size[each[0]], -len(each), each[0]))
    community = np.zeros(count, dtype=np.int64)
    for number, members in enumerate(groups):
        community[members] = number
    return community


# ---- where it is drawn


def _foot(graph: _Graph, base: int | None, look: Look) -> str:
    counts = {
        "words": len(graph.names),
        "lines": len(graph.ends),
        "words_left": graph.words_left,
        "pairs_left": graph.pairs_left,
    }
    shown = {key: f"{count:,}" for key, count in counts.items()}
    size = len(graph.names)
    shown["density"] = f"{2 * len(graph.ends) / (size * (size - 1)):.3f}"
    foot = "figure.network_foot_values" if graph.kinds("value").any() else "figure.network_foot"
    drawn = label(foot, look.lang, **shown)
    if graph.words_left or graph.pairs_left:
        drawn += label("figure.network_left", look.lang, **shown)
    method = label(f"figure.network_by_{graph.method}", look.lang) if graph.method else ""
    return joined([base_note(base, look.lang), drawn, method, look.source], look.lang)


def _labels(graph: _Graph, alone: FloatArray, look: Look) -> _Labels:
    """Return labels and marks: a mark too small to hold its label has it above or below, off its lines."""
    letter, is_value = look.letter, graph.kinds("value")
    pens = [look.pen(bold=name.kind != "word") for name in graph.names]
    shown = [
        truncated(name.shown, pen, letter * LONGEST) for name, pen in zip(graph.names, pens, strict=True)
    ]
    border = np.where(is_value, 0.3 * letter, 0.0)
    widths = np.array([pen.width(text) for pen, text in zip(pens, shown, strict=True)])
    half = np.column_stack([widths / 2 + 0.1 * letter + border, letter / 2 + border / 2])
    radius = letter * RADIUS * np.sqrt(graph.respondents / graph.respondents.max())
    radius[is_value] = 0.0
    # Below the mark, or above where its lines go down.
    way = np.diff(alone[graph.ends][:, :, 1], axis=1)[:, 0]
    down = [np.bincount(graph.ends[:, side], way, len(pens)) for side in (0, 1)]
    below = np.where(down[0] - down[1] > 1e-6, -1.0, 1.0)
    outside = ((radius < letter * INSIDE) | (half[:, 0] > radius * WIDER)) & ~is_value
    corners = _mark_corners(graph)
    rim = np.where(below > 0, corners[:, 1, 1], -corners[:, 0, 1]) * radius
    drop = np.where(outside, below * (rim + half[:, 1] + 0.05 * letter), 0.0)
    return _Labels(pens, shown, half, radius, drop)


def _mark_corners(graph: _Graph) -> FloatArray:
    """Return the two corners of each word's mark at radius 1."""
    return np.array(
        [SHAPES[community_mark(int(each)).shape].get_extents().get_points() for each in graph.community]
    )


def _extents(graph: _Graph, labels: _Labels) -> Extents:
    """Return what each word covers: its mark and its label."""
    corners, radius = _mark_corners(graph), labels.radius[:, None]
    label_at = labels.drop[:, None] * [0, 1]
    first = np.minimum(label_at - labels.half, corners[:, 0] * radius)
    last = np.maximum(label_at + labels.half, corners[:, 1] * radius)
    return Extents((last - first) / 2, (last + first) / 2)


def _places(figure: Figure, graph: _Graph, extents: Extents, centre: FloatArray) -> pd.DataFrame:
    corner = centre + extents.middle - extents.half
    boxes = [Box(*first, *last) for first, last in zip(corner, corner + 2 * extents.half, strict=True)]
    table = name_columns(graph.names)
    table.insert(2, "respondents", graph.respondents.astype(np.int64))
    table.insert(3, "community", graph.community + 1)
    table = table.join(in_parts(figure, boxes)).round(5)
    order = sorted(range(len(table)), key=lambda row: (-graph.respondents[row], graph.names[row].shown))
    return table.iloc[order].reset_index(drop=True)


# ---- drawing


def _draw(figure: Figure, graph: _Graph, labels: _Labels, centre: FloatArray, letter: float) -> None:
    """Draw lines, marks and labels."""
    widths = _line_widths(graph.strength, float(graph.strength.max()), letter)
    for (one, other), width, between in zip(graph.ends, widths, graph.is_between, strict=True):
        stroke(
            figure,
            [centre[one], centre[other]],
            width=width,
            colour=LINE_BETWEEN if between else LINE,
            dashes=(letter * 0.35 / width, letter * 0.25 / width) if between else None,
        )
    for number, name in enumerate(graph.names):
        (x, y), mark = centre[number], community_mark(int(graph.community[number]))
        if graph.tone is not None:
            mark = Mark(
                mark.shape, tint(CATEGORIES[0], 0.05 + 0.6 * float(graph.tone[number])), CATEGORIES[0]
            )
        is_value = name.kind == "value"
        if is_value:  # a dark box: a line as wide as the label is high
            wide, high = labels.half[number]
            stroke(figure, [(x - wide, y), (x + wide, y)], width=2 * high, colour=INK, order=3.0)
        else:
            entry = f"mark:{name.kind}:{name.shown}"
            dot(figure, mark, (x, y), radius=labels.radius[number], width=letter * 0.12, name=entry)
        write(
            figure,
            labels.shown[number],
            labels.pens[number],
            at=(x, y + labels.drop[number]),
            colour="white" if is_value else INK,
            halo=0.0 if is_value else letter * 0.16,
            name=f"{name.kind}:{name.shown}",
        )


def _line_widths(strength: FloatArray, most: float, letter: float) -> FloatArray:
    widths: FloatArray = np.maximum(strength / most * WIDEST, 0.05) * letter
    return widths


def community_mark(community: int) -> Mark:
    """Return the mark of a community: its shapes differ for the first five, shape and colour for 25."""
    shapes = list(SHAPES)
    turn, place = divmod(community, len(CATEGORIES))
    colour = CATEGORIES[place]
    return Mark(shapes[(community + turn) % len(shapes)], tint(colour, 0.35), colour)


def _key_pen(look: Look) -> Pen:
    texts = [label(f"figure.network_{key}", look.lang) for key in ("area", "both", "between")]
    return look.pen_for([*texts, "0123456789.,"])


def _key(graph: _Graph, room: float, width: str, look: Look) -> tuple[list[_Entry], float]:
    """Return what areas, widths and dashes mean, in rows no wider than the room, and their height."""
    letter, pen = look.letter, _key_pen(look)

    def text(shown: str) -> _Entry:
        return _Entry("text", shown, 0.0, pen.width(shown))

    groups: list[list[_Entry]] = []
    most = float(graph.respondents[~graph.kinds("value")].max(initial=0))
    if most:
        groups.append([text(look.said("network_area"))])
        for count in round_numbers(most, whole=True):
            radius = letter * RADIUS * (count / float(graph.respondents.max())) ** 0.5
            groups[-1] += [_Entry("area", "", radius, 2 * radius), text(f"{count:,.0f}")]
    groups.append([text(width)])
    strongest = float(graph.strength.max())
    for value in round_numbers(strongest, whole=strongest > 1):
        wide = float(_line_widths(np.array([value]), strongest, letter)[0])
        groups[-1] += [_Entry("width", "", wide, 2 * letter), text(f"{value:,g}")]
    if graph.is_between.any():
        between = text(label("figure.network_between", look.lang))
        groups.append([_Entry("between", "", 0.15 * letter, 2 * letter), between])
    widths = [sum(entry.wide + 0.5 * letter for entry in group) for group in groups]
    entries: list[_Entry] = []
    top = bottom = 0.0
    for group, (row, left) in zip(groups, in_rows(widths, room, letter), strict=True):
        if not left:
            high = max([2 * entry.value for entry in group if entry.kind == "area"], default=0.0)
            top = bottom + (0.3 * letter if row else 0.0)
            bottom = top + max(high, 1.2 * letter)
        for entry in group:
            entries.append(entry._replace(left=left, middle=(top + bottom) / 2))
            left += entry.wide + 0.5 * letter
    return entries, bottom


def _draw_key(figure: Figure, key: list[_Entry], corner: tuple[float, float], look: Look) -> None:
    letter, pen = look.letter, _key_pen(look)
    for entry in key:
        x, y = corner[0] + entry.left, corner[1] + entry.middle
        if entry.kind == "text":
            write(figure, entry.text, pen, at=(x, y), align=0.0, colour=FAINT)
        elif entry.kind == "area":
            circle = Mark("circle", "white", FAINT)
            dot(figure, circle, (x + entry.value, y), radius=entry.value, width=0.12 * letter)
        else:
            is_between = entry.kind == "between"
            stroke(
                figure,
                [(x, y), (x + 2 * letter, y)],
                width=entry.value,
                colour=LINE_BETWEEN if is_between else LINE,
                dashes=(2.3, 1.7) if is_between else None,
            )
