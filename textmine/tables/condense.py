"""The list of statements per item: the same ones merged and counted, close ones proposed for merging."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from textmine.codes.code_columns import code_columns
from textmine.errors import SurveyError
from textmine.inputs.natural import natural
from textmine.settings import DEFAULTS
from textmine.tables.alike import Meaning, apart, key, meaning, tokens_of
from textmine.words.corpus import Corpus

CONDENSED = [
    *("question", "item", "group", "statement", "respondents", "share", "submissions", "wordings"),
    *("proposed", "others", "answer_numbers", "base"),
]
PROPOSALS = [
    *("question", "item", "group", "statement", "other", "score", "respondents", "other_respondents"),
    "confirmed",
]
OPINIONS = [
    *("question", "item", "base", "submissions", "wordings", "statements", "opinions", "repeated"),
    "repeated_share",
]
_ASKED = ["question", "item"]
_USUAL = 0.2  # of the commonest wording's answers, for a wording to stand for its group
_SHARED, _SHARED_LONG = 0.5, 0.8  # of the words, for two statements to be compared at all


@dataclass(frozen=True)
class _Statement:
    """Answers of one question and item that are equal after normalising, or were confirmed to be one."""

    key: str
    text: str  # the shortest clear wording
    texts: frozenset[str]
    answers: tuple[int, ...]
    respondents: frozenset[str]
    meaning: Meaning
    codes: frozenset[str]

    @property
    def order(self) -> tuple[int, int, str]:
        return (-len(self.respondents), len(self.text), self.text)


def condense(
    corpus: Corpus,
    *,
    merges: pd.DataFrame | None = None,
    codes: pd.DataFrame | None = None,
    score: float = DEFAULTS.condense.score,
    long_score: float = DEFAULTS.condense.long_score,
    long: int = DEFAULTS.condense.long,
) -> pd.DataFrame:
    """Return, per question and item, the different statements with the respondents who made them.

    Merged without asking is only what is equal after normalising: width, case, spaces, punctuation, bullets,
    a polite or plain ending (です, ます) and a closing こと or の. Close ones are named beside it and merged
    only where a person confirmed it in ``merges`` (:func:`proposals`, read back by ``read_merges``).

    Columns: ``question``, ``item``, ``group`` (from 1, in this order), ``statement`` (the shortest clear
    wording, as written), ``respondents``, ``share`` (0–1, of ``base``), ``submissions`` (answers: a
    respondent may have several), ``wordings`` (different texts as written), ``proposed`` (the number of the
    group that this one is proposed to be merged into; 0: none), ``others`` (its other wordings, one a line),
    ``answer_numbers`` (separated by blanks: the way back), ``base`` (respondents with a substantive
    answer). Sorted by question as asked, item by its number, then by respondents, most first, then
    by statement. ``submissions`` add up to the substantive answers, and where each respondent has one answer,
    ``respondents`` to ``base``. The order of rows changes nothing.

    Args:
        corpus: the answers as words.
        merges: confirmed proposals: question, item, statement, other, confirmed (true or false).
        codes: a table of ``codes``: statements whose codes differ are not proposed as one.
        score, long_score, long: see :func:`proposals`.

    Raises:
        SurveyError: if ``merges`` names a statement that the answers don't hold.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用がかかる", "費用がかかります。", "人材がいない"]
    >>> answers = pd.DataFrame({"answer": range(3), "respondent": list("abc"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> condense(tokenize(Survey(answers)))[["statement", "respondents", "base"]].values.tolist()
    [['費用がかかる', 2, 3], ['人材がいない', 1, 3]]
    """
    rows: list[tuple[object, ...]] = []
    for question, item, base, statements in _condensed(corpus, merges, codes):
        numbers = {id(statement): number for number, statement in enumerate(statements, start=1)}
        stars = _stars(statements, score, long_score, long)
        into = {id(other): numbers[id(leader)] for leader, other, _ in stars}
        for statement in statements:
            others = sorted(statement.texts - {statement.text}, key=lambda text: (len(text), text))
            rows.append(
                (
                    *(question, item, numbers[id(statement)], statement.text, len(statement.respondents)),
                    len(statement.respondents) / base,
                    *(len(statement.answers), len(statement.texts), into.get(id(statement), 0)),
                    "\n".join(others),
                    " ".join(map(str, sorted(statement.answers))),
                    base,
                )
            )
    texts = ("question", "item", "statement", "others", "answer_numbers")
    whole = ("group", "respondents", "submissions", "wordings", "proposed", "base")
    table = pd.DataFrame(rows, columns=CONDENSED)
    return table.astype(dict.fromkeys(texts, "str") | dict.fromkeys(whole, "int64") | {"share": "float64"})


def proposals(
    corpus: Corpus,
    *,
    merges: pd.DataFrame | None = None,
    codes: pd.DataFrame | None = None,
    score: float = DEFAULTS.condense.score,
    long_score: float = DEFAULTS.condense.long_score,
    long: int = DEFAULTS.condense.long,
) -> pd.DataFrame:
    """Return the statements that may be one, for a person to confirm; nothing is merged.

    Two are close if their content words in dictionary form, sorted, have a rapidfuzz ``token_sort_ratio`` of
    ``score`` or more (0–1; ``long_score`` where these words have ``long`` characters or more). A lack has
    many ways to be told (予算がない, 予算がとれない, 予算面で難しい) and is one sign; dictionaries/alike.tsv
    lists them.
    Never proposed: what differs in a negation, in who is to agree (社内の同意, 取引先の同意), or in a code.

    Columns: ``question``, ``item``, ``group`` (from 1; rows of one group are proposed as one), ``statement``
    (of most respondents), ``other`` (to be merged into it), ``score`` (0–1), ``respondents``,
    ``other_respondents``, ``confirmed`` ("": to be filled in with はい or いいえ; what ``merges`` decided
    is not proposed again). Sorted as :func:`condense` is.

    Raises:
        SurveyError: as :func:`condense`.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算の面で難しい", "予算面で難しい", "予算がとれない", "予算がとれた"]
    >>> answers = pd.DataFrame({"answer": range(4), "respondent": list("abcd"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> proposals(tokenize(Survey(answers)))[["statement", "other"]].values.tolist()
    [['予算がとれない', '予算の面で難しい'], ['予算がとれない', '予算面で難しい']]
    """
    rows: list[tuple[object, ...]] = []
    for question, item, _, statements in _condensed(corpus, merges, codes):
        refused = [{one, two} for one, two, yes in _decided(merges, question, item) if not yes]
        number, last = 0, None
        for leader, other, near in _stars(statements, score, long_score, long):
            if {leader.text, other.text} in refused:
                continue
            number, last = number + (leader is not last), leader
            counts = (len(leader.respondents), len(other.respondents))
            rows.append((question, item, number, leader.text, other.text, round(near, 3), *counts, ""))
    texts = ("question", "item", "statement", "other", "confirmed")
    whole = ("group", "respondents", "other_respondents")
    table = pd.DataFrame(rows, columns=PROPOSALS)
    return table.astype(dict.fromkeys(texts, "str") | dict.fromkeys(whole, "int64") | {"score": "float64"})


def opinions(condensed: pd.DataFrame) -> pd.DataFrame:
    """Return, per question and item, both bases: what was submitted, and how many different opinions it is.

    Columns: ``question``, ``item``, ``base`` (respondents with a substantive answer), ``submissions``
    (substantive answers), ``wordings`` (different texts as written), ``statements`` (after merging),
    ``opinions`` (if all proposals were confirmed), ``repeated`` (submissions that repeat a statement),
    ``repeated_share`` (0–1, of the submissions).
    """
    rows = []
    for (question, item), part in condensed.groupby(_ASKED, sort=False):
        submissions, statements = int(part["submissions"].sum()), len(part)
        own = int((part["proposed"] == 0).sum())
        counts = (int(part["base"].iloc[0]), submissions, int(part["wordings"].sum()), statements, own)
        repeated = submissions - statements
        rows.append((question, item, *counts, repeated, repeated / submissions))
    return pd.DataFrame(rows, columns=OPINIONS).astype({"question": "str", "item": "str"})


def _condensed(
    corpus: Corpus, merges: pd.DataFrame | None, codes: pd.DataFrame | None
) -> Iterable[tuple[str, str, int, list[_Statement]]]:
    """Yield question, item, base and the statements, merged as confirmed, most respondents first."""
    coded = _codes(codes)
    tokens = tokens_of(corpus)
    answers = corpus.answers[corpus.answers["kind"] == "substantive"].sort_values("answer")
    parts = {(str(question), str(item)): part for (question, item), part in answers.groupby(_ASKED)}
    asked = {question: place for place, question in enumerate(corpus.survey.questions)}
    for question, item in sorted(
        parts, key=lambda pair: (asked.get(pair[0], len(asked)), pair[0], natural(pair[1]))
    ):
        part = parts[question, item]
        texts = dict(zip(part["answer"].tolist(), part["text"].tolist(), strict=True))
        keys = {answer: key(tokens.get(answer, []), text) for answer, text in texts.items()}
        groups = _confirmed(_decided(merges, question, item), (question, item), keys, texts)
        members: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for (answer, text), respondent in zip(texts.items(), part["respondent"].tolist(), strict=True):
            members[groups[keys[answer]]].append((answer, str(respondent), text.strip()))
        statements = []
        for name, each in members.items():
            meanings = {text: meaning(tokens.get(answer, [])) for answer, _, text in reversed(each)}
            text = _clearest(meanings, Counter(text for _, _, text in each))
            statements.append(
                _Statement(
                    key=name,
                    text=text,
                    texts=frozenset(meanings),
                    answers=tuple(answer for answer, _, _ in each),
                    respondents=frozenset(respondent for _, respondent, _ in each),
                    meaning=meanings[text],
                    codes=frozenset().union(*(coded.get(answer, frozenset()) for answer, _, _ in each)),
                )
            )
        statements.sort(key=lambda statement: (-len(statement.respondents), statement.text, statement.key))
        yield question, item, int(part["respondent"].nunique()), statements


def _clearest(meanings: dict[str, Meaning], times: Counter[str]) -> str:
    """Return the shortest wording that says what the statement is about, not a lone word or a slip.

    A wording that hardly anybody chose (駐車場が少い) does not stand for that of many.
    """
    usual = max(times.values()) * _USUAL
    clear = [text for text in meanings if len(meanings[text].words) > 1 and times[text] >= usual]
    clear = clear or [text for text in meanings if times[text] >= usual]
    return min(clear, key=lambda text: (len(text), -times[text], text))


def _stars(
    statements: Sequence[_Statement], score: float, long_score: float, long: int
) -> list[tuple[_Statement, _Statement, float]]:
    """Return (statement, other, score): each other one once, under the closest that comes before it.

    Not chains: everything in a group is close to the one it would be merged into, and nothing in it must
    be kept apart from anything else in it.
    """
    ordered = sorted(statements, key=lambda statement: (*statement.order, statement.key))
    close = _close(ordered, score, long_score, long)
    stars: dict[int, list[int]] = {}
    near: dict[int, float] = {}
    for place, statement in enumerate(ordered):
        leaders = sorted((-value, other) for other, value in close[place].items() if other in stars)
        for value, leader in leaders:
            if not any(_kept_apart(statement, ordered[other]) for other in stars[leader]):
                stars[leader].append(place)
                near[place] = -value
                break
        else:
            stars[place] = [place]
    order = {id(statement): place for place, statement in enumerate(statements)}
    pairs = [
        (ordered[leader], ordered[other], near[other])
        for leader, members in stars.items()
        for other in members[1:]
    ]
    return sorted(pairs, key=lambda pair: (order[id(pair[0])], order[id(pair[1])]))


def _kept_apart(one: _Statement, other: _Statement) -> bool:
    return one.codes != other.codes or apart(one.meaning, other.meaning)


def _close(
    ordered: Sequence[_Statement], score: float, long_score: float, long: int
) -> list[dict[int, float]]:
    """Return for each statement the earlier ones that are close to it, with their score.

    Only statements that share one of their rarest words are compared (Chaudhuri, Ganti & Kaushik 2006,
    "prefix filter"), so that thousands take seconds.
    """
    words_of = [sorted(statement.meaning.own) for statement in ordered]
    common = Counter(word for words in words_of for word in words)
    texts = [statement.meaning.text for statement in ordered]
    lengths = np.array([len(text) for text in texts])
    having: dict[str, list[int]] = defaultdict(list)
    close: list[dict[int, float]] = [{} for _ in ordered]
    for place, words in enumerate(words_of):
        rare = sorted(words, key=lambda word: (common[word], word))
        shared = _SHARED_LONG if lengths[place] >= long else _SHARED
        rare = rare[: len(rare) - math.ceil(shared * len(rare)) + 1]
        others = np.array(sorted({other for word in rare for other in having[word]}), dtype=np.int64)
        for word in rare:
            having[word].append(place)
        shorter = np.minimum(lengths[others], lengths[place])
        longer = np.maximum(lengths[others], lengths[place])
        wanted = np.where(longer >= long, long_score, score)
        # a ratio of s needs lengths whose proportion is at least s / (2 - s)
        possible = shorter >= longer * wanted / (2 - wanted) - 1e-9
        others, wanted = others[possible], wanted[possible]
        candidates = [texts[other] for other in others.tolist()]
        scores = cdist([texts[place]], candidates, scorer=fuzz.token_sort_ratio, dtype=np.float64)
        ratios = scores.ravel() / 100
        close[place] = {
            other: ratio
            for other, ratio in zip(
                others[ratios >= wanted].tolist(), ratios[ratios >= wanted].tolist(), strict=True
            )
            if not _kept_apart(ordered[place], ordered[other])
        }
    return close


def _codes(codes: pd.DataFrame | None) -> dict[int, frozenset[str]]:
    of_answer: dict[int, frozenset[str]] = {}
    if codes is not None:
        names = code_columns(codes)
        hits = codes[names].to_numpy(dtype=bool).tolist()
        for answer, row in zip(codes["answer"].tolist(), hits, strict=True):
            own = frozenset(name for name, hit in zip(names, row, strict=True) if hit)
            of_answer[answer] = of_answer.get(answer, frozenset()) | own
    return of_answer


def _decided(merges: pd.DataFrame | None, question: str, item: str) -> list[tuple[str, str, bool]]:
    """Return what was decided about a question and item: statement, other, and whether they are one."""
    if merges is None or merges.empty:
        return []
    own = merges[(merges["question"] == question) & (merges["item"] == item)]
    columns = (own["statement"].tolist(), own["other"].tolist(), own["confirmed"].tolist())
    return [(str(one).strip(), str(two).strip(), bool(yes)) for one, two, yes in zip(*columns, strict=True)]


def _confirmed(
    decided: Iterable[tuple[str, str, bool]],
    asked: tuple[str, str],
    keys: dict[int, str],
    texts: dict[int, str],
) -> dict[str, str]:
    """Return the group of each key: itself, or the first (in code point order) of those confirmed as one."""
    group = {name: name for name in keys.values()}
    key_of = {text.strip(): keys[answer] for answer, text in texts.items()}
    for one, other, yes in decided:
        for text in (one, other):
            if text not in key_of:
                raise SurveyError(
                    "no answer to {question!r} {item!r} reads {text!r}, which is to be merged; propose the "
                    "merges anew from the answers as they are now",
                    question=asked[0],
                    item=asked[1],
                    text=text,
                )
        if yes:
            first, second = sorted((group[key_of[one]], group[key_of[other]]))
            group = {name: first if own == second else own for name, own in group.items()}
    return group
