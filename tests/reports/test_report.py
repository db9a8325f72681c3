"""A report as a value."""

import pickle
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest

from tests.reports.examples import make_report
from textmine.reports.report import Report


def test_adding_gives_a_new_report():
    """The report added to stays as it was, and nothing is added without a name."""
    empty = Report("効果")
    full = empty.add(pd.DataFrame({"a": [1]}), name="extra", question="効果", note="注")
    assert empty.sections == ()
    assert [(section.name, section.question, section.note) for section in full.sections] == [
        ("extra", "効果", "注")
    ]
    with pytest.raises(TypeError, match="name"):
        empty.add(pd.DataFrame({"a": [1]}))
    with pytest.raises(FrozenInstanceError):
        full.title = "別"


def test_a_report_is_plain_data():
    """It can be sent to another process, pictures and all."""
    report = make_report(12)
    again = pickle.loads(pickle.dumps(report))
    assert [section.name for section in again.sections] == [section.name for section in report.sections]
    assert again.sections[3].content == report.sections[3].content
