"""Surveys made of bare texts."""

from collections.abc import Callable, Sequence

import pandas as pd
import pytest

from textmine.inputs.survey import Survey


@pytest.fixture(scope="session")
def survey() -> Callable[..., Survey]:
    """A function that makes a survey of one question: blank texts are blank, the others substantive."""

    def make(
        texts: Sequence[str],
        *,
        respondents: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        questions: Sequence[str] | None = None,
    ) -> Survey:
        numbers = range(len(texts))
        return Survey(
            pd.DataFrame(
                {
                    "answer": list(numbers),
                    "respondent": list(respondents or map(str, numbers)),
                    "question": list(questions or ["効果"] * len(texts)),
                    "item": [""] * len(texts),
                    "text": list(texts),
                    "kind": list(kinds or ("substantive" if text.strip() else "blank" for text in texts)),
                    "source": [0] * len(texts),
                    "row": [number + 2 for number in numbers],
                }
            )
        )

    return make
