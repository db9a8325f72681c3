"""textmine.figures.saving: a figure is the same bytes every time, in every process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.figures.made import DRAWN
from textmine.errors import FigureError
from textmine.figures.saving import METADATA, encode
from textmine.figures.style import canvas

ROOT = Path(__file__).parents[2]
FORMS = ("png", "svg", "pdf")
CODE = """
import json
from tests.figures.test_saving import hashes
print(json.dumps(hashes()))
"""


def hashes() -> dict[str, str]:
    """Of each kind of figure as an SVG, and of one in the other forms."""
    figures = {name: draw() for name, draw in DRAWN.items()}
    contents = {name: encode(figure, "svg", title=name) for name, figure in figures.items()}
    contents |= {form: encode(figures["network"], form) for form in FORMS}
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def test_every_figure_has_the_same_bytes_in_another_process() -> None:
    """With another seed of Python's hashes, by which sets are in another order."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PATH": "", "PYTHONPATH": ":".join([str(ROOT), *sys.path])},
    )
    assert json.loads(done.stdout) == hashes()


def test_an_unknown_form_lists_the_known_ones() -> None:
    with pytest.raises(FigureError, match=", ".join(METADATA)):
        encode(canvas(10, 10, dpi=72), "gif")


@pytest.mark.parametrize("form", FORMS)
def test_bytes_say_neither_when_nor_with_what(form: str) -> None:
    content = encode(canvas(200, 100, dpi=100), form, title="効果 & <記号>")
    for trace in (b"matplotlib", b"Matplotlib", b"CreationDate", b"dc:date", b"Software"):
        assert trace not in content.replace(b"http://matplotlib.org", b"")
