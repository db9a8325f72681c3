"""Python's search for cycles, put off while many objects are made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Put off the search for cycles until the end; as a decorator, until a function returns.

    Morphemes and the like hold no cycles, but a hundred thousand of them make Python look through all that
    it has time and again: some 7 % of the time of tokenising ten thousand real answers.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
