"""Pictures as bytes."""

import pickle
import re

import pytest
from conftest import make_report

from textmine.reports.pictures import Picture, picture, size
from textmine.reports.report import Report


def figure():
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(3, 2), dpi=100)
    axes = drawn.subplots()
    axes.plot([1, 2, 3], [3, 1, 2], marker="o", clip_on=True)
    axes.fill_between([1, 2], [1, 2], hatch="//")
    return drawn


def test_the_same_figure_gives_the_same_bytes():
    """No date, no random identifier in any of the three formats."""
    pytest.importorskip("matplotlib")
    one, other = picture(figure()), picture(figure())
    assert one == other
    assert size(one.png) == (300, 200)
    assert b"Matplotlib" not in one.png
    assert one.pdf.startswith(b"%PDF")


def test_numbered_svg_still_refers_to_its_parts():
    """Every part that is used is defined."""
    pytest.importorskip("matplotlib")
    svg = picture(figure()).svg.decode()
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    defined = re.findall(r'\bid="([^"]+)"', svg)
    assert used and used <= set(defined)
    assert len(defined) == len(set(defined))


def test_a_figure_is_kept_as_bytes():
    """A report with a figure can be sent to another process."""
    pytest.importorskip("matplotlib")
    report = Report("効果").add(figure(), question="効果", title="図")
    section = pickle.loads(pickle.dumps(report)).sections[0]
    assert isinstance(section.content, Picture)
    assert section.name == "figure" and section.content.alt == "図"


def test_size_of_what_is_no_png():
    """Anything else has no size."""
    assert size(b"") == size(b"GIF89a" + b"0" * 40) == (0, 0)
    assert size(make_report(12).sections[3].content.png) == (240, 150)
