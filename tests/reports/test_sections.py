"""How the sections of a report belong together."""

import pandas as pd

from textmine.reports.report import Report
from textmine.reports.sections import groups


def test_kinds_of_a_question_with_items():
    """Where kinds are counted by item, the question counts each respondent once, by what says most."""
    answers = pd.DataFrame(
        {
            "answer": range(6),
            "respondent": ["a", "a", "b", "b", "c", "c"],
            "question": "障害",
            "item": ["一", "二"] * 3,
            "text": ["特になし", "なし", "費用", "", "わからない", "費用"],
            "kind": ["none", "none", "substantive", "blank", "unknown", "substantive"],
        }
    )
    kinds = pd.DataFrame(
        {"question": "障害", "item": ["一", "二"], "kind": "none", "respondents": 1, "base": 1}
    )
    words = pd.DataFrame({"word": ["費用"], "respondents": [2], "base": [2]})
    report = Report("x").add(words, name="keywords", question="障害")
    report = report.add(words, name="keywords", question="障害", item="一")
    whole, item = groups(report.add(kinds, name="kinds").add(answers, name="answers"))
    assert (whole.base, whole.total, whole.kinds) == (2, 3, {"none": 1})
    assert item.kinds == {"none": 1}
