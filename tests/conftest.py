"""Shared fixtures."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

# Cut texts of tests are kept in a folder of their own, also by the programs that tests start.
os.environ["TEXTMINE_CACHE"] = tempfile.mkdtemp(prefix="textmine-tests-")
atexit.register(shutil.rmtree, os.environ["TEXTMINE_CACHE"], ignore_errors=True)


@pytest.fixture(scope="session")
def real_surveys() -> Path:
    """The folder of real survey answers; skips where it is absent (set TEXTMINE_DATA to point to it)."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("TEXTMINE_DATA", beside)) / "surveys"
    if not folder.is_dir():
        pytest.skip("the real survey answers are not part of the project (set TEXTMINE_DATA to their folder)")
    return folder


@pytest.fixture(scope="session")
def real_khcoder() -> Path:
    """The folder of KH Coder's published test (こころ); skips where it is absent (see ``real_surveys``)."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("TEXTMINE_DATA", beside)) / "khcoder"
    if not folder.is_dir():
        pytest.skip("KH Coder's test data are not part of the project (set TEXTMINE_DATA to their folder)")
    return folder
