"""textmine.large.runs: the runs of morphemes that make a word."""

import numpy as np
import pytest

from textmine.large.runs import ForcedRuns


def found(runs: ForcedRuns, line: str) -> list[tuple[int, int, int]]:
    """Look in a line with "|" between morphemes and a blank before one that is apart."""
    pieces = line.split("|")
    surfaces = sorted({piece.strip() for piece in pieces})
    codes = np.array([surfaces.index(piece.strip()) for piece in pieces], dtype=np.int32)
    return runs.find(codes, np.array([piece.startswith(" ") for piece in pieces]), surfaces)


@pytest.mark.parametrize(
    ("words", "line", "expected"),
    [
        (["道の駅"], "道|の|駅|と|道|の|駅", [(0, 3, 0), (4, 3, 0)]),
        (["道の駅"], "道|の|駅前", []),
        (["道の駅"], "道| の|駅", []),
        (["道の駅"], " 道|の|駅", [(0, 3, 0)]),
        (["駅"], "道|の|駅", [(2, 1, 0)]),
        (["道の駅", "道の"], "道|の|駅|道|の", [(0, 3, 0), (3, 2, 1)]),
        (["の駅", "道の"], "道|の|駅", [(1, 2, 0)]),
        (["道の", "の駅", "駅前"], "道|の|駅|前", [(0, 2, 0), (2, 2, 2)]),
        (["道の駅"], "道|の", []),
        ([], "道|の|駅", []),
    ],
)
def test_runs_that_make_a_word(words: list[str], line: str, expected: list[tuple[int, int, int]]) -> None:
    """As long as the borders are those of morphemes; of overlapping ones the earlier in the list wins."""
    assert found(ForcedRuns(words), line) == expected


def test_surfaces_may_become_more() -> None:
    """The codes of a second chunk go on from those of the first."""
    runs = ForcedRuns(["道の駅"])
    apart = np.zeros(3, dtype=bool)
    assert runs.find(np.array([0, 1, 0], dtype=np.int32), apart, ["の", "道"]) == []
    assert runs.find(np.array([1, 0, 2], dtype=np.int32), apart, ["の", "道", "駅"]) == [(0, 3, 0)]
