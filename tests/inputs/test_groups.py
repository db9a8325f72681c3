"""Groups that are written once above their rows."""

from collections.abc import Sequence

import numpy as np
import pytest

from textmine.inputs.groups import repeat_groups
from textmine.inputs.sheets import Sheet, cells_of


def sheet(cells: Sequence[str], *, header: str = "年代", name: str = "表") -> Sheet:
    columns = [cells_of([str(number) for number in range(len(cells))]), cells_of(cells)]
    rows = np.arange(2, len(cells) + 2)
    return Sheet("a.xlsx", name, "", "", ("番号", header), tuple(columns), rows)


def written(*groups: tuple[str, int]) -> list[str]:
    """Each name once, above as many rows."""
    return [cell for name, count in groups for cell in (name, *[""] * (count - 1))]


@pytest.mark.parametrize(
    "groups",
    [
        [("20代", 4), ("30代", 4), ("40代", 4)],
        [("東京", 3), ("大阪", 3), ("京都", 3), ("東京", 3)],
        [
            ("営業部", 5),
            ("総務部", 3),
            ("製造部", 4),
            ("経理部", 3),
            ("開発部", 6),
            ("品質管理部", 4),
            ("広報部", 3),
        ],
        [(("男性", "女性")[number % 2], 2 + number % 3) for number in range(12)],
    ],
)
def test_groups_get_their_rows(groups: list[tuple[str, int]]) -> None:
    """Groups of one size, or many of several sizes, are no accident."""
    found = repeat_groups(sheet(written(*groups)))
    assert found.columns[1].tolist() == [name for name, count in groups for _ in range(count)]
    (finding,) = found.findings
    assert (finding.finding, finding.detail) == ("groups_repeated", "年代")
    assert finding.count == sum(count - 1 for _, count in groups)


@pytest.mark.parametrize(
    "groups", [[("部長", 9), ("課長", 7), ("主任", 24)], [("20代", 3), ("30代", 5), ("40代", 9)]]
)
def test_what_could_be_chance_is_left_and_said(groups: list[tuple[str, int]]) -> None:
    """A few of several sizes may as well be what some people have and most have not."""
    table = sheet(written(*groups))
    found = repeat_groups(table)
    assert found.columns[1].tolist() == table.columns[1].tolist()
    assert [each.finding for each in found.findings] == ["groups_unclear"]


def test_text_files_are_left_as_they_are() -> None:
    """A text file was written by a program, not laid out."""
    table = sheet(written(("20代", 4), ("30代", 4), ("40代", 4)), name="")
    assert repeat_groups(table).columns[1].tolist() == table.columns[1].tolist()
    assert [each.finding for each in repeat_groups(table).findings] == ["groups_unclear"]


@pytest.mark.parametrize(
    "cells",
    [
        ["20代", "30代", "", "40代"] * 3,  # two below one another
        ["", "20代", "", "30代"] * 3,  # the first is blank
        written(("20代", 4), ("20代", 4), ("20代", 4)),  # the same again
        written(("A1", 4), ("A2", 4), ("A3", 4)),  # ids
        written(("駐車場が狭くて困っています。", 4), ("案内が少ないと思います。", 4), ("よかったです。", 4)),
        ["20代"] + [""] * 11,
        [""] * 12,
        ["20代", "30代"] * 6,
    ],
)
def test_controls(cells: list[str]) -> None:
    """Ordinary columns, ids, free text and what few people answered stay as they are, and nothing is said."""
    table = sheet(cells)
    found = repeat_groups(table)
    assert found.columns[1].tolist() == cells
    assert not found.findings


def test_free_text_is_never_repeated() -> None:
    """A header that speaks of text keeps its blanks."""
    table = sheet(written(("狭い", 4), ("遠い", 4), ("高い", 4)), header="ご意見")
    assert not repeat_groups(table).findings
