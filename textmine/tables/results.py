"""What is known about a question, and what the sentences that say what was found need of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from textmine.tables.group_differences import FEWEST
from textmine.tables.statements import Said
from textmine.words.affirming import affirms

# 効果なし, 特にない; not 人がいない or 予算なし, which are troubles.
_NO_CODE = re.compile(
    "^(?:特に|とくに)?(?:該当|効果|変化|影響|実感|成果|問題|障害|支障|課題|不便|不満|困りごと|要望|意見|回答)?"
    r"(?:[がはも])?(?:なし|無し|ない|無い)(?:$|・)|^(?:no|none|nothing)\b",
    re.IGNORECASE,
)
_UNKNOWN_CODE = re.compile(r"(?:わから|分から)な[いし]|不明|^(?:unknown|don't know)\b", re.IGNORECASE)
_KANA = re.compile("[ぁ-ん]")


@dataclass(frozen=True)
class Results:
    """What is known about one question.

    Attributes:
        question: its name.
        kinds: kind of answer -> respondents, each counted once; without the blank.
        keywords: as of :func:`textmine.keywords`.
        codes: as of :func:`textmine.code_counts`, or with the shares of an audit in it, as of
            ``textmine.tables.shares.code_estimates``; None without a code frame.
        nothing: respondents with one of the :func:`nothing_codes`, each counted once.
        evidence: as of :func:`textmine.evidence`.
        stances: as of ``textmine.tables.stances.stances``; None: not looked for.
        crosstab, tests: as of :func:`textmine.crosstab` and its tests, of codes or words; None: not compared.
        changes: as of :func:`textmine.changes`; None without waves.
        titles: what the report calls the question and the attributes; others are called as the file has them.
        asked: the text of the question, and of the rating that it explains.
        verbal: the keywords that name what is done or happens: 減少, 活性化.
    """

    question: str
    kinds: Mapping[str, int]
    keywords: pd.DataFrame
    codes: pd.DataFrame | None = None
    nothing: int = 0
    evidence: pd.DataFrame | None = None
    stances: pd.DataFrame | None = None
    crosstab: pd.DataFrame | None = None
    tests: pd.DataFrame | None = None
    changes: pd.DataFrame | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    verbal: frozenset[str] = frozenset()

    def title(self, column: str) -> str:
        """Return what the report calls a column."""
        return self.titles.get(column, column)


def nothing_codes(codes: Iterable[object]) -> tuple[str, ...]:
    """Return the codes that say that there is nothing, or that one does not know.

    >>> nothing_codes(["＊意識", "＊効果なし・実感なし", "＊わからない", "＊人がいない"])
    ('＊効果なし・実感なし', '＊わからない')
    """
    return tuple(
        str(code)
        for code in codes
        if _NO_CODE.search(str(code).removeprefix("＊")) or _UNKNOWN_CODE.search(str(code).removeprefix("＊"))
    )


def untold_words(keywords: pd.DataFrame, question: str) -> frozenset[str]:
    """Return the words whose differences say nothing: names (福井) and words of the question."""
    words = keywords["word"].astype(str)
    pos = keywords["pos"].astype(str) if "pos" in keywords else words
    named = zip(words, pos, strict=True)
    return frozenset(word for word, kind in named if kind == "proper_noun" or word in question)


def is_framed(each: Results) -> bool:
    """Whether the answers to a question have codes."""
    return each.codes is not None and bool((each.codes["level"] == "code").any())


def is_estimated(each: Results) -> bool:
    """Whether an audit of enough answers estimates the shares of the codes."""
    return each.codes is not None and "method" in each.codes


def quote_of(each: Results, said: Said) -> str:
    """Return a quote that affirms what is said; "" where none does.

    The first quote of a word stands beside it in the table of keywords, so it is the last that is taken.
    """
    if each.evidence is None:
        return ""
    rows = each.evidence[(each.evidence["aspect"] == "quote") & (each.evidence["word"] == said.word)]
    quotes = [*rows["text"].astype(str).tolist()[1:], *rows["text"].astype(str).tolist()[:1]]
    told = [set(_KANA.sub("", each)) for each in said.name.split("・")]
    fitting = [
        quote
        for quote in quotes
        if affirms(quote, said.name) and (not said.text or any(each <= set(quote) for each in told))
    ]
    return min(fitting, key=lambda quote: "…" in quote, default="")


def quote_with(each: Results, wordings: Sequence[str]) -> str:
    """Return the first quote of the evidence that affirms one of some wordings, the earlier wording first."""
    if each.evidence is None:
        return ""
    quotes = [str(text) for text in each.evidence.loc[each.evidence["aspect"] == "quote", "text"]]
    fitting = (
        quote for wording in wordings for quote in quotes if wording in quote and affirms(quote, wording)
    )
    return next(fitting, "")


def codes_of_nothing(each: Results) -> dict[str, int]:
    """Return the codes that say that there is nothing or that one does not know, with their respondents."""
    if each.codes is None:
        return {}
    codes = each.codes[each.codes["level"] == "code"].sort_values("respondents", ascending=False)
    people = dict(zip(codes["code"].astype(str), codes["respondents"].astype(int), strict=True))
    return {code: people[code] for code in nothing_codes(people) if people[code]}


def denied(each: Results) -> tuple[str, str, int]:
    """Return what denies a word of the question: "denied", the word, how many."""
    if each.evidence is None or not len(each.evidence):
        return "", "", 0
    rows = each.evidence[(each.evidence["aspect"] == "negation") & (each.evidence["rank"] == 1)]
    asked = [
        (-int(people), str(word))
        for word, people in zip(rows["word"], rows["respondents"], strict=True)
        if str(word) in each.question
    ]
    if not asked:
        return "", "", 0
    people, word = min(asked)
    return ("denied", word, -people) if -people >= FEWEST else ("", "", 0)
