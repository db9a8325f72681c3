"""Small corpora, and what a rule finds in them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from hypothesis import strategies as st

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.settings import CodeUnit, WordSettings
from textmine.words.corpus import Corpus, tokenize

DICTIONARIES = ["ipadic", "unidic-lite"]


def corpus(
    texts: Sequence[str],
    *,
    dictionary: str = "ipadic",
    lexicon: Lexicon | None = None,
    kinds: Sequence[str] | None = None,
    respondents: Sequence[str] | None = None,
    **attributes: Sequence[str],
) -> Corpus:
    answers = pd.DataFrame(
        {
            "answer": range(10, 10 + len(texts)),
            "respondent": respondents or [f"r{number}" for number in range(len(texts))],
            "question": "障害",
            "item": "",
            "text": list(texts),
            "kind": kinds or ["substantive"] * len(texts),
            "source": 0,
            "row": range(len(texts)),
            **attributes,
        }
    )
    return tokenize(Survey(answers), lexicon or Lexicon(), settings=WordSettings(dictionary=dictionary))


def hits(
    text: str | Sequence[str],
    rule: str,
    *,
    dictionary: str = "ipadic",
    unit: CodeUnit = "answer",
    **more: object,
) -> list[int]:
    """The answers that get the code."""
    texts = [text] if isinstance(text, str) else text
    options = {name: more.pop(name) for name in ("reading", "variables") if name in more}
    table = code_answers(
        corpus(texts, dictionary=dictionary, **more),
        parse_codebook(f"＊A\n{rule}"),
        unit=unit,
        **options,
    )
    return table["＊A"].tolist()


TEXT = "犬が猫を見た。猫は鳥を追いかけたが、犬は走らなかった。"

HEADED = {
    "heading1": ["上", "上", "上", "下"],
    "heading2": ["", "一", "二", "一"],
}

PARAGRAPHS = ["犬。", "猫。犬。", "鳥。", "猫。"]

VOCABULARY = ["犬", "猫", "鳥", "走る", "。", "、", "が", "\n", "走らない", "ＩＴ", " ", "ｶﾞｽ"]

DOCUMENTS = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=12).map("".join), min_size=1, max_size=4)
