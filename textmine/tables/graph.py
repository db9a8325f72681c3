"""The co-occurrence network as tables: which pairs are lines, where words stand in it, how dense it is."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd

from textmine.analysis_settings import Coefficient, Communities
from textmine.arrays import FloatArray, Int64Array
from textmine.errors import TableError
from textmine.settings import DEFAULTS
from textmine.tables.walks import walk_communities

_ENDS = {"feature": ("feature", "kind", "negated"), "other": ("other", "other_kind", "other_negated")}
_ALIKE = 1e-9  # eigenvalues that differ by less are one


def graph_links(
    cooccurrence: pd.DataFrame,
    *,
    nodes: int = DEFAULTS.compare.network,
    edges: int = DEFAULTS.compare.edges,
    coefficient: Coefficient = DEFAULTS.network.coefficient,
    least: float | None = DEFAULTS.network.least,
    minimum: int = DEFAULTS.network.minimum,
    around: str | None = DEFAULTS.network.around,
    tree: bool = DEFAULTS.network.tree,
) -> pd.DataFrame:
    """Return the pairs of a co-occurrence table that are the lines of a network, the strongest first.

    Of the ``nodes`` words of most respondents (all with ``minimum`` at least), and the values of an attribute
    if the table pairs words with these, the ``edges`` pairs of the largest ``coefficient``; with ``least``
    instead all whose coefficient is as large as that. ``around`` a word, of that word and the ``nodes`` that
    are closest to it. ``tree`` leaves of these lines the maximum spanning tree: as few as keep together what
    is together, the strongest (Kruskal 1956; 最小全域木).

    Columns: those of the table. Sorted by the coefficient, then by both names in code point order.

    Raises:
        TableError: there is no pair, or none of the word.

    >>> pairs = pd.DataFrame({"feature": list("aab"), "other": list("bcc"), "jaccard": [0.5, 0.4, 0.3],
    ...     "both": 2, "respondents": 4, "other_respondents": 4})
    >>> graph_links(pairs, tree=True)[["feature", "other"]].values.tolist()
    [['a', 'b'], ['a', 'c']]
    """
    strength = cooccurrence[coefficient].round(9)  # whatever the last bit of a processor
    pairs = cooccurrence.assign(strength=strength)[strength > 0]
    names = pairs[["feature", "other"]]
    pairs = pairs.assign(first=names.min(axis=1), second=names.max(axis=1))
    pairs = pairs.sort_values(["strength", "first", "second"], ascending=[False, True, True])
    enough = (pairs["other_respondents"] >= minimum) | _are_values(pairs)
    pairs = pairs[(pairs["respondents"] >= minimum) & enough]
    ends = [pairs[list(columns)].agg(tuple, axis=1) for columns in _ends(pairs)]
    if around is not None:
        of_word = (pairs["feature"] == around) | (pairs["other"] == around)
        closest = pd.concat([end[of_word] for end in ends], axis=1).head(nodes).to_numpy().ravel()
        chosen = set(closest.tolist())
    else:
        is_value = _are_values(pairs)
        values = set(ends[1][is_value])
        counts = {
            **dict(zip(ends[1][~is_value], pairs["other_respondents"][~is_value], strict=True)),
            **dict(zip(ends[0], pairs["respondents"], strict=True)),
        }
        chosen = {*values, *sorted(counts, key=lambda each: (-counts[each], each))[:nodes]}
    inside = np.array(
        [one in chosen and other in chosen for one, other in zip(*ends, strict=True)], dtype=bool
    )
    pairs = pairs[inside]
    pairs = pairs.head(edges) if least is None else pairs[pairs["strength"] >= least]
    if pairs.empty:
        raise TableError(
            "no pair of words is a line of the network; lower the respondents or the coefficient it needs"
        )
    pairs = pairs.drop(columns=["strength", "first", "second"]).reset_index(drop=True)
    return _spanning(pairs) if tree else pairs


def graph_words(
    links: pd.DataFrame,
    *,
    communities: Communities = DEFAULTS.network.communities,
    coefficient: Coefficient = DEFAULTS.network.coefficient,
    seed: int = DEFAULTS.compare.seed,
) -> pd.DataFrame:
    """Return the words of a network with their places in it.

    ``links`` are its lines (:func:`graph_links`). Communities, by ``communities``: "louvain" (Blondel et al.
    2008) or "greedy" (Clauset, Newman & Moore 2004, which KH Coder uses) for the largest modularity of lines
    weighted by the ``coefficient``, or "walks" by random walks of 4 steps (Pons & Latapy 2005).

    Columns: ``feature``, ``kind``, ``negated`` (where the links have it), ``respondents``, ``community``
    (from 1: of the largest connected part first, the largest first), ``degree`` (lines), ``betweenness``
    (share of the shortest ways of all others that lead through it, 0-1: Freeman 1977), ``eigenvector`` (0-1
    of the largest: Bonacich 1972; 0 outside the part of the largest eigenvalue), ``communities`` (the
    method), ``coefficient`` (how strong a line is). The three centralities count a line as one, whatever its
    coefficient. Sorted by respondents, most first, then by name.
    """
    words, ends = _numbered(links)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(words)))  # numbers: the order of a set of texts changes from run to run
    graph.add_weighted_edges_from(zip(*ends.T.tolist(), links[coefficient].tolist(), strict=True))
    betweenness = nx.betweenness_centrality(graph)
    table = words.assign(
        community=_communities(graph, communities, seed) + 1,
        degree=[graph.degree(number) for number in graph],
        betweenness=[round(betweenness[number], 9) for number in graph],
        eigenvector=_eigenvector(graph),
        communities=communities,
        coefficient=coefficient,
    )
    names = [name for name in ("feature", "negated") if name in table]
    order = [True] * len(names)
    return table.sort_values(["respondents", *names], ascending=[False, *order], ignore_index=True)


def graph_numbers(links: pd.DataFrame) -> pd.DataFrame:
    """Return one row that says how large a network is.

    Columns: ``nodes``, ``edges``, ``density`` (0-1: lines of all that its words could have), ``parts``
    (connected ones).

    >>> graph_numbers(pd.DataFrame({"feature": list("ab"), "other": list("bc"), "respondents": 2,
    ...     "other_respondents": 2})).values.tolist()
    [[3.0, 2.0, 0.6666666666666666, 1.0]]
    """
    words, ends = _numbered(links)
    graph = nx.Graph(ends.tolist())
    nodes, edges = len(words), len(ends)
    return pd.DataFrame(
        {
            "nodes": [nodes],
            "edges": [edges],
            "density": [2 * edges / (nodes * (nodes - 1))],
            "parts": [nx.number_connected_components(graph)],
        }
    )


def _are_values(pairs: pd.DataFrame) -> pd.Series[bool]:
    """Return which pairs are of a word and a value of an attribute."""
    kinds = pairs.get("other_kind", pd.Series("word", pairs.index))
    return kinds.eq("value")


def _ends(table: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return those columns that name each of the two ends."""
    one, other = (tuple(name for name in _ENDS[end] if name in table) for end in ("feature", "other"))
    return one, other


def _numbered(links: pd.DataFrame) -> tuple[pd.DataFrame, Int64Array]:
    """Return the words in the order of their names, and the numbers of the two ends of each line."""
    sides = []
    for columns, count in zip(_ends(links), ("respondents", "other_respondents"), strict=True):
        side = links[[*columns, count]]
        own = {name: name.removeprefix("other_") for name in (*columns, count)} | {"other": "feature"}
        sides.append(side.rename(columns=own))
    names = [*_ends(links)[0]]
    words = pd.concat(sides).drop_duplicates(names).sort_values(names, ignore_index=True)
    places = pd.MultiIndex.from_frame(words[names])
    numbers = [places.get_indexer(pd.MultiIndex.from_frame(side[names])) for side in sides]
    return words, np.stack(numbers, axis=1).astype(np.int64)


def _spanning(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of the maximum spanning forest; the pairs come the strongest first."""
    words, ends = _numbered(pairs)
    part = np.arange(len(words))
    kept = np.zeros(len(pairs), dtype=bool)
    for row, (one, other) in enumerate(ends.tolist()):
        if part[one] != part[other]:
            kept[row] = True
            part[part == part[other]] = part[one]
    return pairs[kept].reset_index(drop=True)


def _communities(graph: nx.Graph, how: Communities, seed: int) -> Int64Array:
    if how == "walks":
        groups = walk_communities(nx.to_numpy_array(graph, nodelist=range(len(graph))))
    elif how == "greedy":
        groups = [sorted(each) for each in nx.community.greedy_modularity_communities(graph, weight="weight")]
    else:
        groups = [sorted(each) for each in nx.community.louvain_communities(graph, seed=seed)]
    size = np.zeros(len(graph))
    for part in nx.connected_components(graph):
        size[list(part)] = len(part)
    groups.sort(key=lambda each: (-size[each[0]], -len(each), each[0]))
    community = np.zeros(len(graph), dtype=np.int64)
    for number, members in enumerate(groups):
        community[members] = number
    return community


def _eigenvector(graph: nx.Graph) -> FloatArray:
    """Return the leading eigenvector, its largest 1; of parts with a smaller eigenvalue 0."""
    parts = []
    for part in nx.connected_components(graph):
        members = sorted(part)
        values, vectors = np.linalg.eigh(nx.to_numpy_array(graph, nodelist=members, weight=None))
        parts.append((float(values[-1]), members, np.abs(vectors[:, -1])))
    largest = max(value for value, *_ in parts)
    central = np.zeros(len(graph))
    for value, members, vector in parts:
        if value > largest - _ALIKE:
            central[members] = np.round(vector / vector.max(), 9)
    return central
