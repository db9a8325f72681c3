"""The works that the methods are from, found by the key that a method names: the file ``works.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from textmine import texts
from textmine.texts.labels import label

_FILE = Path(texts.__file__).parent / "works.toml"


@cache
def references() -> dict[str, dict[str, Any]]:
    """Return key -> work: authors, year, title, place; sort, if the authors are not in Latin letters."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def entries(keys: Iterable[str], lang: str) -> list[str]:
    """Return the works of these keys as lines of a list of references, sorted by author and year.

    >>> print(entries(["cramer"], "en")[0])
    Cramér, H. (1946). Mathematical methods of statistics. Princeton University Press.
    """
    works = sorted(
        (references()[key] for key in set(keys)),
        key=lambda work: (work.get("sort", work["authors"]), work["year"]),
    )
    return [label("method.reference", lang, **work) for work in works]
