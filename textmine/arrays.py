"""Runs of numbers and pieces of bytes, many at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
Int32Array = npt.NDArray[np.int32]
Int64Array = npt.NDArray[np.int64]
IntArray = Int32Array
Integers = Int64Array


def spread(firsts: Integers, sizes: Integers) -> Integers:
    """Return the numbers of runs of numbers, each from its first on.

    >>> spread(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(sizes)
    return np.repeat(firsts - ends + sizes, sizes) + np.arange(int(ends[-1]) if len(ends) else 0)


def summed(numbers: npt.NDArray[np.integer], times: Integers, size: int) -> Integers:
    """Return how often each number 0 … ``size`` - 1 stands, where each one given stands so many times.

    >>> summed(np.array([2, 0, 2]), np.array([5, 1, 3]), 4).tolist()
    [1, 0, 8, 0]
    """
    return np.bincount(numbers, weights=times, minlength=size).astype(np.int64)  # exact below 2**53


def distinct_runs(codes: IntArray, starts: Integers) -> tuple[IntArray, Integers]:
    """Return the number of the distinct run that begins at each start, and one start of each run.

    All runs are numbered at once, code by code: what has been read of a run is one number, and with the
    next code it is another.
    """
    sizes = np.diff(np.append(starts, len(codes)))
    numbers = np.zeros(len(starts), dtype=np.int32)
    width = int(codes.max(initial=0)) + 2
    read = codes[starts] + 1  # some codes are -1
    # Most runs are one code long, which is a number already.
    rows = np.flatnonzero(sizes == 1)
    alone = read[rows]
    last = np.full(width, -1, dtype=np.int64)
    last[alone] = rows
    numbers[rows] = (np.cumsum(last >= 0) - 1)[alone]
    samples = [last[last >= 0]]
    total = len(samples[0])
    rows = np.flatnonzero(sizes > 1)
    read = read[rows].astype(np.int64)
    size = 1
    while len(rows):
        read = pd.factorize(read * width + codes[starts[rows] + size] + 1)[0].astype(np.int64)
        size += 1
        ends = sizes[rows] == size
        number, distinct = pd.factorize(read[ends])
        ending = rows[ends]
        numbers[ending] = number + total
        sample = np.zeros(len(distinct), dtype=np.int64)
        sample[number] = ending
        samples.append(sample)
        total += len(sample)
        rows, read = rows[~ends], read[~ends]
    return numbers, np.concatenate(samples)


def distinct_pieces(whole: bytes | npt.NDArray[np.uint8], ends: Integers) -> tuple[IntArray, list[bytes]]:
    """Return the number of each piece of some bytes, and the different pieces; one begins where another ends.

    >>> numbers, pieces = distinct_pieces(b"abcab", np.array([2, 3, 5]))
    >>> numbers.tolist(), pieces
    ([0, 1, 0], [b'ab', b'c'])
    """
    # Arrow does so without making an object of each piece.
    offsets = np.zeros(len(ends) + 1, dtype=np.int32)
    offsets[1:] = ends
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(whole)]
    pieces = pa.Array.from_buffers(pa.binary(), len(ends), buffers).dictionary_encode()
    return pieces.indices.to_numpy(), pieces.dictionary.to_pylist()
