"""Shared fixtures."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_surveys() -> Path:
    """The folder of real survey answers; skips where it is absent (set TEXTMINE_DATA to point to it)."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("TEXTMINE_DATA", beside)) / "surveys"
    if not folder.is_dir():
        pytest.skip("the real survey answers are not part of the project (set TEXTMINE_DATA to their folder)")
    return folder
