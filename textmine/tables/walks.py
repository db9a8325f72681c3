"""Communities by random walks: words from which walks arrive at the same places belong together."""

from __future__ import annotations

import numpy as np

from textmine.arrays import FloatArray

STEPS = 4  # of a walk, as the authors advise


def walk_communities(weights: FloatArray) -> list[list[int]]:
    """Return the members of each community of a graph, given the weight of the line of each two nodes.

    Pons, P. & Latapy, M. (2005), Computing communities in large networks using random walks, ISCIS 2005,
    284-293: two groups of nodes are near if walks of four steps from them arrive alike; beginning with single
    nodes, the two neighbouring groups are joined that increase the spread of the walks least (as Ward does),
    and of all partitions on the way the one of the largest modularity is returned. A walk may also stay where
    it is, as likely as it takes an average line of the node, so that it does not only go to and fro.

    >>> bridge = np.zeros((6, 6))
    >>> for one, other in [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)]:
    ...     bridge[one, other] = bridge[other, one] = 1
    >>> walk_communities(bridge)
    [[0, 1, 2], [3, 4, 5]]
    """
    size = len(weights)
    lines = np.maximum((weights > 0).sum(axis=1), 1)
    lazy = weights + np.diag(np.where(weights.sum(axis=1) > 0, weights.sum(axis=1) / lines, 1.0))
    strength = lazy.sum(axis=1)
    arrive = np.linalg.matrix_power(lazy / strength[:, None], STEPS) / np.sqrt(strength)[None, :]
    groups: dict[int, list[int]] = {node: [node] for node in range(size)}
    means = dict(enumerate(arrive))
    near = {node: set(np.flatnonzero(weights[node]).tolist()) - {node} for node in range(size)}
    best, chosen = modularity(weights, list(groups.values())), list(groups.values())
    number = size
    while any(near.values()):
        _, one, other = min(
            (round(_increase(groups, means, one, other), 12), one, other)
            for one in near
            for other in near[one]
            if one < other
        )
        first, second = len(groups[one]), len(groups[other])
        means[number] = (first * means[one] + second * means[other]) / (first + second)
        groups[number] = sorted(groups.pop(one) + groups.pop(other))
        near[number] = (near.pop(one) | near.pop(other)) - {one, other}
        for each in near[number]:
            near[each] = (near[each] - {one, other}) | {number}
        number += 1
        found = modularity(weights, list(groups.values()))
        if found > best + 1e-12:
            best, chosen = found, list(groups.values())
    return sorted(chosen)


def modularity(weights: FloatArray, groups: list[list[int]]) -> float:
    """Return the modularity of a partition (Newman & Girvan 2004), of weighted lines.

    >>> two_pairs = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> modularity(two_pairs, [[0, 1], [2, 3]])
    0.5
    """
    total, strength = float(weights.sum()), weights.sum(axis=1)
    if total == 0:
        return 0.0
    inside = (
        float(weights[np.ix_(group, group)].sum()) / total - (float(strength[group].sum()) / total) ** 2
        for group in groups
    )
    return sum(inside)


def _increase(groups: dict[int, list[int]], means: dict[int, FloatArray], one: int, other: int) -> float:
    """Return by how much joining two groups increases the spread of the walks from them."""
    first, second = len(groups[one]), len(groups[other])
    return first * second / (first + second) * float(((means[one] - means[other]) ** 2).sum())
