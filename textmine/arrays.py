"""Names of array types, and operations on many short runs of numbers or bytes at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

BoolArray = npt.NDArray[np.bool_]
Int8Array = npt.NDArray[np.int8]
ByteArray = npt.NDArray[np.uint8]
Int32Array = npt.NDArray[np.int32]
Int64Array = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
_LONG_RUN = 32  # codes


def spread(firsts: Int64Array, sizes: Int64Array) -> Int64Array:
    """Return runs of consecutive numbers: each begins with its first and has its size.

    >>> spread(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(sizes)
    return np.repeat(firsts - ends + sizes, sizes) + np.arange(int(ends[-1]) if len(ends) else 0)


def summed(numbers: npt.NDArray[np.integer], times: Int64Array, size: int) -> Int64Array:
    """Return the sum of ``times`` for each number from 0 to ``size`` - 1.

    >>> summed(np.array([2, 0, 2]), np.array([5, 1, 3]), 4).tolist()
    [1, 0, 8, 0]
    """
    return np.bincount(numbers, weights=times, minlength=size).astype(np.int64)  # exact below 2**53


def distinct_runs(codes: Int32Array, starts: Int64Array) -> tuple[Int32Array, Int64Array]:
    """Return the number of the distinct run that begins at each start, and one start of each run.

    All runs are numbered at once, code by code: what has been read of a run is one number, and with the
    next code it is another. The few long runs are compared one by one, whole.
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
    long = np.flatnonzero(sizes > _LONG_RUN)
    number_of: dict[bytes, int] = {}
    for row in long.tolist():
        run = codes[starts[row] : starts[row] + sizes[row]].tobytes()
        numbers[row] = number_of.setdefault(run, total + len(number_of))
    samples.append(long[np.unique(numbers[long], return_index=True)[1]])
    total += len(number_of)
    rows = np.flatnonzero((sizes > 1) & (sizes <= _LONG_RUN))
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
