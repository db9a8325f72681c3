"""textmine.web.opening: from a file to a project that the command line reads, too."""

from __future__ import annotations

from tests.web.conftest import Start, Visitor


def test_the_sample_opens(start_desk: Start, visitor: Visitor) -> None:
    """One click, and its folder holds the settings and the survey."""
    desk = start_desk()
    visitor.visit(desk.address)
    assert visitor.run("return document.documentElement.lang") == "ja"
    visitor.click("#sample")
    visitor.wait("document.querySelector('.sheet[data-page=categories]')")
    (folder,) = desk.projects.iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["survey.csv", "textmine.toml"]
