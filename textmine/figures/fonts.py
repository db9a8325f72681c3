"""Faces: which file the letters come from, which characters it holds, and their outlines.

Every text of a picture that must look the same in any program (the words of a cloud, its legend and its
footer) is drawn from these outlines and never as text.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partialmethod
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import noto_cjk_sans_jp_bold  # type: ignore[import-untyped]
import noto_cjk_sans_jp_regular  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from matplotlib.path import Path as Curve

from textmine.arrays import FloatArray
from textmine.errors import FigureError

BOLD = str(noto_cjk_sans_jp_bold.FONT_PATH)
REGULAR = str(noto_cjk_sans_jp_regular.FONT_PATH)

GETA = "〓"  # what printers set in the place of a letter they lack

# A letter and the marks that sit on it (か + U+3099, e + U+0301): fonts hold the composed letter.
MARKED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")


class Outline(NamedTuple):
    """Closed curves to be filled: their points (n x 2, y upwards), and what each is in matplotlib's paths."""

    vertices: FloatArray
    codes: npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Face:
    """One font file, opened: its name, the characters it holds, and its glyphs."""

    path: str
    name: str
    units: float  # of the em square
    characters: dict[int, str] = field(repr=False)  # code point -> glyph name
    font: Any = field(repr=False)
    glyphs: Any = field(repr=False)
    drawn: dict[str, Outline] = field(default_factory=dict, repr=False)  # glyphs met so far

    @cached_property
    def variants(self) -> dict[tuple[int, int], str | None]:
        """(Code point, selector) -> glyph name: read where a text has a selector, as few do."""
        tables = [table.uvsDict for table in self.font["cmap"].tables if table.format == 14]
        return {
            (code, selector): glyph
            for table in tables
            for selector, pairs in table.items()
            for code, glyph in pairs
        }


def face(font: str | os.PathLike[str] | None = None, *, bold: bool = True) -> Face:
    """Return the opened face of a font file; without one, the Noto Sans CJK JP that comes as a package.

    Of a collection (.ttc) the first face is taken; a variable font is taken at weight 700 where ``bold``
    (its default is often Thin), else 400.

    Raises:
        FigureError: the file is not there or is not a font with outlines.
    """
    path = os.fspath(font) if font is not None else (BOLD if bold else REGULAR)
    try:
        modified = Path(path).stat().st_mtime_ns
    except OSError as error:
        raise FigureError(
            "no font file at {path}; give the path of an .otf, .ttf or .ttc file", path=path
        ) from error
    return _opened(path, modified, bold)


@lru_cache(maxsize=8)
def _opened(path: str, modified: int, bold: bool) -> Face:
    try:
        content = BytesIO(Path(path).read_bytes())  # in memory: no handle stays open
        font = TTFont(content, fontNumber=0, lazy=True)
        characters = dict(font.getBestCmap())
        location = None
        if "fvar" in font:
            weights = [axis for axis in font["fvar"].axes if axis.axisTag == "wght"]
            location = {axis.axisTag: min(700.0 if bold else 400.0, axis.maxValue) for axis in weights}
        glyphs = font.getGlyphSet(location=location)
        name = str(font["name"].getBestFullName() or Path(path).stem)
        units = float(font["head"].unitsPerEm)
        glyphs[next(iter(characters.values()))].draw(_OutlinePen(glyphs))
    except Exception as error:  # fontTools raises a dozen kinds on a damaged file
        raise FigureError(
            "{path} can't be used as a font; give the path of an .otf, .ttf or .ttc file with outlines",
            path=path,
        ) from error
    return Face(path, name, units, characters, font, glyphs)


def missing_glyphs(words: Iterable[str], font: str | os.PathLike[str] | None = None) -> dict[str, str]:
    """Return the words that the font can't draw, each with its characters that have no glyph.

    Letters followed by combining marks count as the composed letter, and characters that are never seen
    (joiners, variation selectors) are not missed. ``font`` is a path; without one, the bundled bold face.

    Raises:
        FigureError: the font can't be used.

    >>> missing_glyphs(["情報", "いいね👍", "か\u3099"])
    {'いいね👍': '👍'}
    """
    return lacking(words, face(font))


def lacking(texts: Iterable[str], opened: Face) -> dict[str, str]:
    """Return the texts that a face can't draw, as :func:`missing_glyphs`."""
    missing = {
        text: [each for each in _composed(text) if ord(each) not in opened.characters and not _unseen(each)]
        for text in texts
    }
    return {text: "".join(dict.fromkeys(characters)) for text, characters in missing.items() if characters}


def check_glyphs(texts: Iterable[str], opened: Face) -> None:
    """Check that the face holds every character of the texts.

    Raises:
        FigureError: it does not; the error names the characters, the texts and the font.
    """
    missing = lacking(texts, opened)
    if not missing:
        return
    characters = dict.fromkeys("".join(missing.values()))
    shown = [
        f"{character} (U+{ord(character):04X})" if character.isprintable() else f"U+{ord(character):04X}"
        for character in list(characters)[:10]
    ]
    more = len(missing) - 5
    raise FigureError(
        "the font {font} has no glyph for {characters} in {words}; "
        "choose another font, or leave these words out (missing_glyphs lists them)",
        font=opened.name,
        characters=", ".join(shown) + (" …" if len(characters) > 10 else ""),
        words=", ".join(repr(text) for text in list(missing)[:5]) + (f" (+{more})" if more > 0 else ""),
    )


def printable(text: str, opened: Face) -> str:
    """Return the text with 〓 in the place of each character that the face lacks.

    An emoji of several joined or tinted characters is one 〓; control characters are left out.

    >>> printable("効果👍🏽は？", face())
    '効果〓は？'
    """
    shown: list[str] = []
    for character in _composed(text):
        kind = unicodedata.category(character)
        if ord(character) in opened.characters or _unseen(character):
            shown.append(character)
        elif kind != "Cc" and not (shown and (shown[-1] == "\u200d" or (kind == "Sk" and shown[-1] == GETA))):
            shown.append(GETA)
    return "".join(shown)


def _composed(text: str) -> str:
    """Return the text with letters and their marks in one; other letters as they are.

    Normalising the whole text would turn compatibility ideographs (U+FA19 神) into another shape.
    """
    return MARKED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)


def _selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _unseen(character: str) -> bool:
    """Whether the character is never drawn itself: joiners, direction marks, variation selectors."""
    return unicodedata.category(character) == "Cf" or _selector(character)


def outline(text: str, opened: Face, *, size: float) -> Outline:
    """Return the outline of one line of text: baseline at y = 0, y upwards, in the unit of ``size``.

    ``size`` is the em. Characters without a glyph are left out: check with :func:`check_glyphs` first.
    """
    pieces: list[Outline] = []
    left = 0.0
    composed = _composed(text)
    for index, character in enumerate(composed):
        glyph = opened.characters.get(ord(character))
        following = composed[index + 1 : index + 2]
        if following and _selector(following):
            glyph = opened.variants.get((ord(character), ord(following))) or glyph
        if glyph is None or _unseen(character):
            continue
        shape = opened.drawn.get(glyph)
        if shape is None:
            pen = _OutlinePen(opened.glyphs)
            opened.glyphs[glyph].draw(pen)
            shape = opened.drawn[glyph] = pen.outline()
        if len(shape.vertices):
            pieces.append(shape._replace(vertices=shape.vertices + np.array([left, 0.0])))
        left += float(opened.glyphs[glyph].width)
    if not pieces:
        return Outline(np.zeros((0, 2)), np.zeros(0, dtype=np.uint8))
    vertices = np.concatenate([piece.vertices for piece in pieces]) * (size / opened.units)
    return Outline(vertices, np.concatenate([piece.codes for piece in pieces]))


def advance(text: str, opened: Face, *, size: float) -> float:
    """Return the width of one line of text, spaces at its ends included."""
    return float(sum(_width(opened, character) for character in _composed(text))) * size / opened.units


@lru_cache(maxsize=1 << 14)
def _width(opened: Face, character: str) -> float:
    """Return the width of a character in units of the face; 0 for what is not drawn."""
    glyph = opened.characters.get(ord(character))
    return 0.0 if glyph is None or _unseen(character) else float(opened.glyphs[glyph].width)


class _OutlinePen(BasePen):  # type: ignore[misc]
    """Collects the outline of a glyph; of one composed of others, theirs."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.points: list[tuple[float, float]] = []
        self.codes: list[np.uint8] = []

    def _add(self, code: np.uint8, *points: tuple[float, float]) -> None:
        self.points.extend(points)
        self.codes.extend([code] * len(points))

    _moveTo = partialmethod(_add, Curve.MOVETO)
    _lineTo = partialmethod(_add, Curve.LINETO)
    _qCurveToOne = partialmethod(_add, Curve.CURVE3)
    _curveToOne = partialmethod(_add, Curve.CURVE4)

    def _closePath(self) -> None:
        self._add(Curve.CLOSEPOLY, self.points[-1])

    _endPath = _closePath

    def outline(self) -> Outline:
        """Return what was drawn."""
        return Outline(
            np.array(self.points, dtype=float).reshape(-1, 2), np.array(self.codes, dtype=np.uint8)
        )


def ink(shape: Outline) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of an outline (of its control points: never too small)."""
    left, bottom = shape.vertices.min(axis=0)
    right, top = shape.vertices.max(axis=0)
    return float(left), float(bottom), float(right), float(top)
