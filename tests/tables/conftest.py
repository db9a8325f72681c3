"""Corpora made of bare texts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.inputs.survey import Survey
from textmine.words.corpus import Corpus, tokenize

Make = Callable[..., Corpus]
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def corpus_of() -> Make:
    """A function that makes a corpus of texts: blank ones are blank, the others substantive."""
    bundled = read_lexicon()

    def make(
        texts: Sequence[str],
        *,
        respondents: Sequence[str] | None = None,
        questions: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        order: Sequence[int] | None = None,
        lexicon: Lexicon | None = None,
        **attributes: Sequence[str],
    ) -> Corpus:
        numbers = range(len(texts))
        answers = pd.DataFrame(
            {
                "answer": list(numbers),
                "respondent": list(respondents or (f"r{number:03d}" for number in numbers)),
                "question": list(questions or ["効果"] * len(texts)),
                "item": [""] * len(texts),
                "text": list(texts),
                "kind": list(kinds or ("substantive" if text.strip() else "blank" for text in texts)),
                "source": [0] * len(texts),
                "row": [number + 2 for number in numbers],
                **{name: list(values) for name, values in attributes.items()},
            }
        )
        if order is not None:
            answers = answers.iloc[list(order)].reset_index(drop=True)
        return tokenize(Survey(answers), bundled if lexicon is None else lexicon)

    return make


@pytest.fixture(scope="session")
def small_texts() -> list[str]:
    """Sixty fictional answers about the effect of a declaration, written for these tests."""
    return (GOLDEN / "answers.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def small(corpus_of: Make, small_texts: list[str]) -> Corpus:
    """The corpus of those answers; each of the first ten respondents gave two of them."""
    respondents = [f"r{number % 50:02d}" for number in range(len(small_texts))]
    return corpus_of(small_texts, respondents=respondents)
