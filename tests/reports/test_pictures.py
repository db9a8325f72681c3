"""Pictures as bytes."""

import re

from tests.reports.examples import make_report
from textmine.reports.pictures import size, slim


def test_size_of_what_is_no_png():
    """Anything else has no size."""
    assert size(b"") == size(b"GIF89a" + b"0" * 40) == (0, 0)
    assert size(make_report(12).sections[3].content.png) == (240, 150)


def test_slim_draws_the_same():
    """The shortened picture is a third of the length or less and leads the pen to the same points."""
    points = [(229.493746 + step * 1.2345, 153.115954 - step * 0.987654) for step in range(200)]
    path = "M 0 360 \n" + "".join(f"C {x} {y} {y} {x} {x} {y} \n" for x, y in points) + "z\n"
    svg = f'<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg>\n <path d="{path}"/>\n</svg>\n'.encode()
    found = slim(svg)
    assert found.startswith('<svg><path d="M0 360c') and found.endswith('z"/></svg>')
    assert len(found) < len(svg) / 2
    x, y = 0.0, 360.0
    for step, (goal_x, goal_y) in zip(re.findall(r"c([^cz]+)", found), points, strict=True):
        moves = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", step)]
        assert len(moves) == 6
        x, y = x + moves[4], y + moves[5]
        assert abs(x - goal_x) < 0.0051 and abs(y - goal_y) < 0.0051


def test_slim_leaves_other_paths_alone():
    """A path that is not matplotlib's stays as it is."""
    for path in ("m 1 2 l 3 4", "M 1,2 A 3 4 0 0 0 5 6", "M 1 2 L 3", "H 5", ""):
        assert slim(f'<svg><path d="{path}"/></svg>'.encode()) == f'<svg><path d="{path}"/></svg>'
