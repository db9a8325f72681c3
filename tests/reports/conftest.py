"""Reports of fictional answers, made once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.reports.examples import make_report, with_comparisons
from textmine.reports.report import Report


@pytest.fixture(scope="session")
def report() -> Report:
    """A report of 30 answers to each of two questions, ten of them hostile."""
    return make_report()


@pytest.fixture(scope="session")
def large_report() -> Report:
    """A report of 12,000 answers to one question with about 500 words."""
    return make_report(12_000, questions=("不便さの内容",), words=500)


@pytest.fixture
def retitled(report: Report) -> Callable[[str], Report]:
    """Return the report under another title, to see what changed between two writes."""
    return lambda title: replace(report, title=title)


@pytest.fixture(scope="session")
def compared() -> Report:
    """A report of 300 answers with codes, clusters, condensed lists and comparisons."""
    return with_comparisons(make_report(300))
