"""The words of sixty sentences, as a person has read and accepted them, for each tokeniser dictionary.

After a change of the grammar or of a dictionary, write the files anew and read the difference:

    TEXTMINE_GOLDEN=write python -m pytest tests/words/test_golden.py && git diff tests/golden
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.settings import WordSettings
from textmine.words.corpus import Corpus, tokenize

GOLDEN = Path(__file__).parents[1] / "golden"
SILENT = {"particle", "auxiliary", "symbol", "negation"}  # only the word is written, not what it is


def written(corpus: Corpus) -> str:
    """Return a corpus as text: a sentence, then its tokens as word/pos, /not if negated, =compound."""
    lines = []
    for number, tokens in corpus.tokens.groupby("answer"):
        parts = []
        for token in tokens.itertuples():
            part = token.word if token.pos in SILENT else f"{token.word}/{token.pos}"
            part += "/not" if token.negated else ""
            part += f"={token.compound}" if token.compound != token.word else ""
            parts.append(part)
        lines += [corpus.answers["text"].iloc[int(number)], "    " + "  ".join(parts)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("dictionary", ["unidic-lite", "ipadic"])
def test_the_words_of_the_golden_sentences(survey: Callable[..., Survey], dictionary: str) -> None:
    """Joining, spelling variants, parts of speech and negation are as accepted, word for word."""
    if dictionary == "ipadic":
        pytest.importorskip("ipadic")
    sentences = (GOLDEN / "sentences.txt").read_text("utf-8").splitlines()
    found = written(tokenize(survey(sentences), Lexicon(), settings=WordSettings(dictionary=dictionary)))
    path = GOLDEN / f"tokens_{dictionary.partition('-')[0]}.txt"
    if os.environ.get("TEXTMINE_GOLDEN") == "write":
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")
