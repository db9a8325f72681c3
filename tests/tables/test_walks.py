"""Communities by random walks: groups that anyone sees, and the modularity of networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from textmine.tables.walks import modularity, walk_communities


def test_the_club_that_split() -> None:
    """Zachary's karate club: the teacher and the president are apart, as in Pons & Latapy's own example."""
    graph = nx.karate_club_graph()
    groups = walk_communities(nx.to_numpy_array(graph, weight=None))
    of = {member: number for number, group in enumerate(groups) for member in group}
    assert sorted(of) == list(graph)
    assert of[0] != of[33]
    assert modularity(nx.to_numpy_array(graph, weight=None), groups) > 0.3


def test_unconnected_parts_stay_apart() -> None:
    weights = np.zeros((4, 4))
    weights[0, 1] = weights[1, 0] = weights[2, 3] = weights[3, 2] = 1
    assert walk_communities(weights) == [[0, 1], [2, 3]]


def test_planted_groups_are_found() -> None:
    """Four groups of eight, nine lines in ten within them."""
    graph = nx.planted_partition_graph(4, 8, 0.9, 0.05, seed=3)
    groups = walk_communities(nx.to_numpy_array(graph))
    assert groups == [list(range(first, first + 8)) for first in range(0, 32, 8)]


def test_modularity_is_networkxs() -> None:
    graph = nx.les_miserables_graph()
    groups = nx.community.greedy_modularity_communities(graph, weight="weight")
    place = {name: number for number, name in enumerate(graph)}
    found = modularity(nx.to_numpy_array(graph), [[place[name] for name in group] for group in groups])
    assert found == pytest.approx(nx.community.modularity(graph, groups))
