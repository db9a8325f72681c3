"""From clusters to a code frame: a rule file to edit, the way from exploring to coding."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pandas as pd

from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.printing import show
from textmine.codes.syntax import Characters
from textmine.settings import DEFAULTS, Lang
from textmine.texts.labels import label as shown
from textmine.words.corpus import Corpus

EXAMPLES = 3  # answers quoted under a drafted code
SHORTEST = 8  # characters of an answer that says enough to be quoted
CANDIDATES = 20  # words of a cluster that a rule is made of
_PLAIN = re.compile(r"[\w・ー々〆]+")  # what stands in a rule without quotation marks
_KEYWORDS = {"and", "or", "not", "near", "seq", "lw", "lc"}


def draft_codebook(
    corpus: Corpus, clustered: pd.DataFrame, *, most: int = 5, lang: Lang = DEFAULTS.report.lang
) -> str:
    """Return the text of a rule file with a code for each cluster of :func:`textmine.clusters`.

    A rule is made of at most ``most`` conditions, joined by ``or``: a word, or two in one answer (``word and
    word``), each of which finds more answers of the cluster than others, where there is such a one. The next
    one is always that which adds most answers of the cluster, less those of others. The label is the
    definition, and some answers are quoted in comments, with how many answers of the cluster the rule finds,
    and how many others: counted by reading the rule, among the answers in ``clustered``. The mixed have no
    code, nor has a cluster whose answers hold no content word; without any the text is empty, which is no
    rule file. Every code is a proposal: rename, merge, mend, then ``textmine lint``.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.tables.clusters import clusters
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算がない", "予算が足りない", "人手が足りない", "人手がない", "予算", "人手"]
    >>> answers = pd.DataFrame({"answer": range(6), "respondent": list("abcdef"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> corpus = tokenize(Survey(answers))
    >>> text = draft_codebook(corpus, clusters(corpus, 2, minimum=1))
    >>> [line for line in text.splitlines() if line and not line.startswith("#")]
    ['＊予算', '予算', '＊人手', '人手']
    """
    candidates = _candidates(corpus, clustered)
    holders = _holders(corpus, {word for words in candidates.values() for word in words}, clustered)
    lines: list[str] = []
    names: set[str] = set()
    for cluster, words in candidates.items():
        inside = clustered[clustered["cluster"] == cluster]
        members = frozenset(inside["answer"].tolist())
        terms = _terms(members, {word: holders[word] for word in words}, most)
        if not terms:
            continue
        name = _name(terms, cluster, names)
        names.add(name)
        label = str(inside["label"].iloc[0])
        caught = frozenset[int]().union(*(_holding(term, holders) for term in terms))
        counts = {
            "members": len(members),
            "found": len(caught & members),
            "others": len(caught - members),
        }
        lines += [
            f"＊{name}",
            f"# 定義: {label}",
            *(f"# 例: {text[:80]}" for text in _examples(inside[inside["answer"].isin(caught)], label)),
            "# " + shown("note.draft_fit", lang, **counts),
            " or ".join(map(_condition, terms)),
            "",
        ]
    return "\n".join(lines)


def _candidates(corpus: Corpus, clustered: pd.DataFrame) -> dict[int, list[str]]:
    """Return cluster -> its words that are often in it and seldom elsewhere, the best first."""
    tokens = corpus.counted
    tokens = tokens[tokens["content"] & tokens["answer"].isin(clustered["answer"])]
    pairs = pd.DataFrame({"answer": tokens["answer"], "word": tokens["word"].astype(str)}).drop_duplicates()
    total = Counter(pairs["word"])
    words_of = pairs.groupby("answer")["word"].agg(list).to_dict()
    ranked: dict[int, list[str]] = {}
    for cluster in sorted(set(clustered["cluster"].tolist()) - {0}):
        members = clustered.loc[clustered["cluster"] == cluster, "answer"].tolist()
        within = Counter(word for answer in members for word in words_of.get(answer, []))
        weight = {word: within[word] ** 2 / total[word] for word in within}
        ranked[cluster] = sorted(weight, key=lambda word: (-weight[word], word))[:CANDIDATES]
    return ranked


def _name(terms: list[tuple[str, ...]], cluster: int, taken: set[str]) -> str:
    """Return a name for a code that no other has: its first two words."""
    words = list(dict.fromkeys(word for term in terms for word in term))
    name = "・".join(re.sub(r"\W", "", word) or str(cluster) for word in words[:2])
    while name in taken:
        name += "_"
    return name


def _examples(answers: pd.DataFrame, label: str) -> list[str]:
    """Return the shortest answers that say enough, and not just what the label says."""
    texts = {" ".join(str(text).split()) for text in answers["text"]} - {label}
    return sorted(texts, key=lambda text: (len(text) < SHORTEST, len(text), text))[:EXAMPLES]


def _holders(corpus: Corpus, words: set[str], clustered: pd.DataFrame) -> dict[str, frozenset[int]]:
    """Return the clustered answers that each word finds as a rule: not always those that hold it."""
    order = sorted(words)
    if not order:
        return {}
    frame = parse_codebook("\n".join(f"＊{place}\n{_quoted(word)}" for place, word in enumerate(order)))
    coded = code_answers(corpus, frame)
    coded = coded[coded["answer"].isin(clustered["answer"])]
    return {
        word: frozenset(coded.loc[coded[f"＊{place}"] == 1, "answer"].tolist())
        for place, word in enumerate(order)
    }


def _terms(members: frozenset[int], holders: dict[str, frozenset[int]], most: int) -> list[tuple[str, ...]]:
    """Return the words and pairs of words that together find most of the members and few others."""
    words = list(holders)
    candidates = [(word,) for word in words] + list(combinations(words, 2))
    answers_of = {term: _holding(term, holders) for term in candidates}
    fitting = [
        term for term in candidates if 2 * len(answers_of[term] & members) > len(answers_of[term])
    ] or candidates
    chosen: list[tuple[str, ...]] = []
    covered: frozenset[int] = frozenset()
    while fitting and len(chosen) < most:
        gains = {}
        for term in fitting:
            new = answers_of[term] - covered
            gains[term] = len(new & members) - len(new - members)
        best = min(fitting, key=lambda term: (-gains[term], len(term), words.index(term[0]), term))
        if chosen and gains[best] < 2:
            break
        chosen.append(best)
        covered |= answers_of[best]
        fitting.remove(best)
    return chosen


def _holding(term: tuple[str, ...], holders: dict[str, frozenset[int]]) -> frozenset[int]:
    return frozenset.intersection(*(holders[word] for word in term))


def _condition(term: tuple[str, ...]) -> str:
    words = " and ".join(map(_quoted, term))
    return words if len(term) == 1 else f"( {words} )"


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word) and not word.isdecimal() and word.casefold() not in _KEYWORDS:
        return word
    return show(Characters(word))
