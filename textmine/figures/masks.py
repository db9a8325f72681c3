"""The shape of a word cloud: a picture whose dark part is filled with words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from textmine.arrays import BoolArray
from textmine.errors import FigureError
from textmine.figures.packing import grid


def darkness(mask: str | os.PathLike[str] | npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Return the mask as a grey picture (0 is filled, 255 is not).

    Raises:
        FigureError: it can't be read as a picture, or has no dark part.
    """
    if isinstance(mask, np.ndarray):
        return _checked_mask(_grey(mask), "the mask")
    path = os.fspath(mask)
    if not Path(path).is_file():
        raise FigureError("no mask picture at {path}; give the path of a PNG or JPEG file", path=path)
    try:
        with Image.open(path) as picture:
            rgba = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FigureError(
            "{path} can't be read as a picture; give a PNG or JPEG whose dark part is to be filled", path=path
        ) from error
    return _checked_mask(_flattened(rgba), path)


def _grey(mask: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    if mask.dtype == bool and mask.ndim == 2:
        return np.where(mask, 0, 255).astype(np.uint8)
    if mask.size == 0 or mask.ndim not in (2, 3) or (mask.ndim == 3 and mask.shape[2] not in (3, 4)):
        raise FigureError(
            "a mask of shape {shape} can't be used; give an array of rows x columns (0 is filled, 255 is "
            "not), of booleans (True is filled), or of RGB or RGBA colours",
            shape=" x ".join(map(str, mask.shape)),
        )
    if np.issubdtype(mask.dtype, np.floating) and float(np.nanmax(mask)) <= 1.0:
        mask = mask * 255
    bounded: npt.NDArray[np.uint8] = np.clip(np.nan_to_num(mask.astype(float), nan=255.0), 0, 255).astype(
        np.uint8
    )
    if bounded.ndim == 2:
        return bounded
    return _flattened(Image.fromarray(bounded).convert("RGBA"))


def _flattened(picture: Image.Image) -> npt.NDArray[np.uint8]:
    """Return the picture in grey on white paper."""
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    grey: npt.NDArray[np.uint8] = np.array(paper.convert("L"), dtype=np.uint8)
    return grey


def _checked_mask(grey: npt.NDArray[np.uint8], source: str) -> npt.NDArray[np.uint8]:
    if not (grey < 128).any():
        raise FigureError("{source} has no dark part to fill with words; darken the shape", source=source)
    return grey


def cells(grey: npt.NDArray[np.uint8], across: float, down: float, cell: float) -> BoolArray:
    """Return which cells of the ground may be filled: the mask, as large as it fits, in the middle."""
    rows, columns = grid(across, down, cell=cell)
    dark = np.argwhere(grey < 128)
    (first, left), (last, right) = dark.min(axis=0), dark.max(axis=0)
    dark_part = Image.fromarray(grey[first : last + 1, left : right + 1])
    scale = min(columns / dark_part.width, rows / dark_part.height)
    size = max(1, int(dark_part.width * scale)), max(1, int(dark_part.height * scale))
    fitted = np.asarray(dark_part.resize(size, Image.Resampling.BILINEAR)) < 128
    free = np.zeros((rows, columns), dtype=bool)
    upper, start = (rows - size[1]) // 2, (columns - size[0]) // 2
    free[upper : upper + size[1], start : start + size[0]] = fitted
    return free
