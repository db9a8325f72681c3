"""What every figure takes: the texts around it, its place on paper, its font and its language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from textmine.errors import FigureError
from textmine.figures.fonts import face, missing_glyphs
from textmine.figures.letters import Pen
from textmine.figures.style import SIZES, TEXT
from textmine.settings import DEFAULTS
from textmine.texts.labels import counted_label


class TextOptions(TypedDict, total=False):
    """What every figure takes by name; see :class:`Look`."""

    title: str
    font: str | None
    dpi: int
    lang: str
    per: str


class LookOptions(TextOptions, total=False):
    """What every figure but the word cloud takes by name; see :class:`Look`."""

    source: str
    size: str


@dataclass(frozen=True)
class Look:
    """What every figure takes, as its public function is given it.

    Attributes:
        title: above the picture.
        source: below it.
        size: column, page or slide.
        font: path of a font file; without one, Noto Sans CJK JP.
        dpi: pixels per inch.
        lang: "ja" or "en".
        per: what is counted: "respondent", or "sentence" and the like.

    Raises:
        FigureError: there is no size of that name.
    """

    title: str = ""
    source: str = ""
    size: str = "page"
    font: str | None = None
    dpi: int = 300
    lang: str = DEFAULTS.report.lang
    per: str = DEFAULTS.keywords.per

    def __post_init__(self) -> None:
        """Check the size, or the first to look it up would fail with a KeyError."""
        if self.size not in SIZES:
            raise FigureError(
                "no size named {size!r}; choose from {known}", size=self.size, known=", ".join(SIZES)
            )

    def said(self, key: str, **values: object) -> str:
        """Return a text inside the figure, in which what is counted is called by its name."""
        return counted_label(f"figure.{key}", self.lang, self.per, **values)

    @property
    def is_slide(self) -> bool:
        """Whether the picture fills a slide; on paper it is as high as it needs to be."""
        return self.size == "slide"

    @property
    def heading(self) -> float:
        """Size of the title's letters in points."""
        return TEXT[self.size]["title"]

    @property
    def letter(self) -> float:
        """Size of the labels' letters in points: most lengths of a figure are measured in it."""
        return TEXT[self.size]["label"]

    @property
    def small(self) -> float:
        """Size of the letters of notes and numbers in points."""
        return TEXT[self.size]["small"]

    def pen(self, size: float | None = None, *, bold: bool = False) -> Pen:
        """Return the pen for the words of the figure: in the user's font, which has to hold them."""
        return Pen(face(self.font, bold=bold), size or self.letter)

    def pen_for(self, texts: Iterable[str], size: float | None = None, *, bold: bool = False) -> Pen:
        """Return the pen for other texts: the user's font if it has all their letters, else the bundled."""
        font = None if self.font is None or missing_glyphs(texts, self.font) else self.font
        return Pen(face(font, bold=bold), size or self.letter)
