"""The works that the methods are from, found by the key that a method names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textmine import texts
from textmine.texts.labels import label

_FILE = Path(texts.__file__).parent / "works.toml"


@dataclass(frozen=True)
class Reference:
    """A work as a list of references names it.

    Attributes:
        authors, year, title: as printed.
        place: journal with volume and pages, proceedings, or publisher.
        sort: the first author in Latin letters, if not printed in them.
    """

    authors: str
    year: int
    title: str
    place: str
    sort: str = ""


@cache
def references() -> dict[str, Reference]:
    """Return the works by their keys."""
    works = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {key: Reference(**work) for key, work in works.items()}


def entries(keys: Iterable[str], lang: str) -> list[str]:
    """Return the works of these keys as lines of a list of references, sorted by author and year.

    >>> print(entries(["cramer"], "en")[0])
    Cramér, H. (1946). Mathematical methods of statistics. Princeton University Press.
    """
    works = sorted(
        {references()[key] for key in keys}, key=lambda work: (work.sort or work.authors, work.year)
    )
    return [
        label(
            "method.reference",
            lang,
            authors=work.authors,
            year=work.year,
            title=work.title,
            place=work.place,
        )
        for work in works
    ]
