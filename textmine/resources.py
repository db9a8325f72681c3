"""Finds the data folders dictionaries/ and stopwords/, in an installed wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder ``name`` ("dictionaries" or "stopwords") that ships with textmine.

    In a wheel it lies inside the package, in a checkout beside it.

    Raises:
        FileNotFoundError: if neither is there, which means a broken installation.
    """
    for parent in (PACKAGE, PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"textmine's own folder {name}/ is missing; install textmine again")


def sample(name: str = "survey.csv") -> Path:
    """Return a file of the bundled fictional survey: "survey.csv", or the "textmine.toml" of the demo."""
    return PACKAGE / "sample" / name
