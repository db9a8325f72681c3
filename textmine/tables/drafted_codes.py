"""What answers are about: the groups of their expressions, as a code frame of one or two levels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np
import pandas as pd
from sklearn.preprocessing import normalize as unit_length

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.settings import DEFAULTS
from textmine.tables.k_curve import curve_of
from textmine.tables.quoting import Quoting
from textmine.tables.rule_words import RuleWords, plain_name, rule_words
from textmine.tables.space import DECIMALS, Options, Space, distances, pieces, space_of, tree_of
from textmine.words.corpus import Corpus

PART, FEWEST = 0.004, 3  # of the distinct answers hold an expression that counts, and at least this many
CAUGHT = 0.8  # of the answers that a frame should catch: until then rarer expressions are let in
CODES = range(10, 21)  # codes of a frame, where its size is not given
AGREED = 0.6  # of resamples: below it a cluster is hardly one (Hennig 2007)
CONDITIONS = 12  # of a rule, at most
ALONE = 1 / 3  # of the answers of a predicate hold no other expression, or it is no theme
ENOUGH = 0.6  # of the answers of a theme say what it is called, or its name says that there is more
MORE, RELATED = "など", "関連"  # behind the name of such a code; of the code above it
COLUMNS = [
    *("code", "upper", "words", "rule", "phrases", "examples"),
    *("answers", "share", "nearest", "also", "alone", "stability", "base", "uncaught", "rare"),
]


@dataclass(frozen=True, eq=False)
class _Group:
    """Expressions that stand for one theme, as places in :class:`RuleWords`, the most telling first."""

    words: tuple[int, ...]
    upper: int


def drafted_codes(
    corpus: Corpus,
    k: int | None = None,
    *,
    answers: Collection[int] | None = None,
    loose: float = DEFAULTS.clusters.loose,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return codes for what the answers are about, one row each: what :func:`draft_codebook` writes.

    An expression (駐車場, バスの本数, 交通の便) lies where the mean of the answers that hold it lies, in the
    space of :func:`clusters`. Expressions are joined by average linkage of the cosine distance of these
    means, less the mean of all answers, and the tree is cut into ``k``. Expressions whose answers have little
    in common (a cohesion below ``loose``) are left out, and so are predicates without a subject (困る, 遠い),
    but where a third of their answers hold no other expression or, with the encoder ``semantic``, where their
    answers mean as much the same as those of most nouns. Rare ones come in only while the rules leave more
    than a fifth of the answers without a code.

    Without ``k`` it is the largest number from 10 to 20 whose ``excess`` of :func:`k_curve` (how far
    resamples of the expressions agree, beyond chance) is within two standard errors of the best; ten
    expressions or fewer are not joined. There are two levels where a cut into half as many or fewer is agreed
    on, too: of those with no piece of more than half of the expressions the one of the largest excess, if its
    stability is at least .6 (below it a cluster is hardly one: Hennig 2007); without one all are on one
    level.

    Columns: ``code`` (its name: its most telling expression, with など behind it where fewer than .6 of its
    answers say that), ``upper`` (of the code above it: バス関連; "" where it stands alone), ``words`` (its
    expressions, "、" between), ``rule`` (a coding rule, which gives it to an answer that holds one of them; a
    word whose answers are nearer to another code is in no rule), ``phrases`` (what is said of them most),
    ``examples`` (up to three whole sentences, the most typical first, a line each), ``answers`` (of those
    read, that the rule finds), ``share`` (of the answers read), ``nearest`` (the code that most of its
    answers have, too; ""), ``also`` (how many have both), ``alone`` (how many have no other), ``stability``
    (of the upper cut, or NaN), ``base`` (answers read), ``uncaught`` (of them, that no rule finds), ``rare``
    (of these, that hold no expression that three answers hold). The code with most answers comes first, those
    below one upper code together.

    Args:
        corpus: the answers as words, of one question.
        k: how many codes, at most.
        answers: the numbers of the answers to read, such as those that no rule catches; else all.
        loose: the cohesion below which the answers of an expression have too little in common.
        options: see :class:`Options`.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算がない", "予算が足りない", "人手が足りない", "人手がない", "予算", "人手"]
    >>> table = pd.DataFrame({"answer": range(6), "respondent": list("abcdef"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> drafted_codes(tokenize(Survey(table)), minimum=1)[["code", "rule", "answers"]].values.tolist()
    [['予算', '予算', 3], ['人手', '人手', 3]]
    """
    space = space_of(corpus, answers, **options)
    fewest = max(FEWEST, round(PART * len(space.of.texts)))
    while True:
        words = rule_words(corpus, space, fewest)
        words = words.only(_chosen(space, words, loose, fewest, options.get("encoder") == "semantic"))
        table = _table(space, words, *_groups(space, words, k))
        if fewest == FEWEST or (len(table) and 1 - table["uncaught"][0] / table["base"][0] >= CAUGHT):
            return table
        fewest = max(FEWEST, fewest // 2)


def _chosen(space: Space, words: RuleWords, loose: float, fewest: int, by_meaning: bool) -> Int64Array:
    """Return the places of the expressions that say what an answer is about."""
    near = np.array([_nearness(space, words, each) for each in range(len(words.names))])
    is_about = (near >= loose**2) & ~words.is_bare
    if by_meaning and is_about.any():
        # By words alone every predicate draws its own answers together.
        is_about |= words.is_bare & (near >= np.median(near[is_about]))
    caught = np.asarray(words.found[:, np.flatnonzero(is_about)].sum(axis=1)).ravel() > 0
    alone = np.asarray(words.found[~caught].sum(axis=0)).ravel()
    total = np.asarray(words.found.sum(axis=0)).ravel()
    return np.flatnonzero(is_about | (words.is_bare & (alone >= fewest) & (alone >= ALONE * total)))


def _nearness(space: Space, words: RuleWords, word: int) -> float:
    """Return the mean cosine between two different answers that hold an expression."""
    points = space.points[words.holds[:, [word]].indices]
    size = len(points)
    if size < 2:
        return 0.0
    total = points.sum(axis=0)
    return float(total @ total - (points**2).sum()) / (size * (size - 1))


def _means(space: Space, words: RuleWords) -> FloatArray:
    """Return where each expression lies: the mean of its answers less that of all, of length 1."""
    sizes = np.maximum(np.asarray(words.holds.sum(axis=0)).ravel(), 1)
    means = (words.holds.T @ space.points) / sizes[:, None] - space.points.mean(axis=0)
    return np.asarray(np.round(unit_length(means), DECIMALS))


def _levels(space: Space, words: RuleWords, k: int | None) -> tuple[Int64Array, Int64Array, float]:
    """Return the upper and the lower group of each expression, and the stability of the upper ones."""
    means = _means(space, words)
    size = len(means)
    tree = tree_of(distances(means))
    if k is None and size <= CODES.start:
        k = size  # so few need not be joined
    most = min(CODES.stop - 1, size - 1) if k is None else min(k, size)
    of_words = replace(space, points=means, somewhere=np.arange(size), sample=np.arange(size))
    curve = curve_of(of_words, range(2, most + 1), 0.0)
    if k is None:
        k = _largest_good(curve[curve["k"] >= CODES.start])
    lower = pieces(tree, k)
    above = curve[(2 * curve["k"] <= len(set(lower.tolist()))) & (curve["largest"] <= 0.5)]
    best = above.sort_values(["excess", "k"], ascending=[False, True]).head(1)
    if best.empty or best["stability"].iloc[0] < AGREED:
        return lower, lower, np.nan
    return pieces(tree, int(best["k"].iloc[0])), lower, float(best["stability"].iloc[0])


def _largest_good(curve: pd.DataFrame) -> int:
    """Return the largest k whose excess is within two standard errors of the best.

    Two codes of one theme are merged by whoever reads them; two themes in one code are not seen.
    """
    excess, error = curve["excess"].to_numpy(), curve["error"].to_numpy()
    best = int(np.argmax(excess))
    return int(curve["k"].to_numpy()[excess >= excess[best] - 2 * error[best]].max())


def _groups(space: Space, words: RuleWords, k: int | None) -> tuple[list[_Group], float]:
    """Return the groups that a rule finds answers of, and the stability of the upper ones."""
    if not words.names:
        return [], np.nan
    upper, lower, stability = _levels(space, words, k)
    members = [np.flatnonzero(lower == piece) for piece in np.unique(lower)]
    centres = np.stack([_centre(space, words, each) for each in members])
    # An answer is of the group that it is nearest to, among those of which it holds an expression.
    holds = np.column_stack([np.asarray(words.found[:, each].sum(axis=1)).ravel() > 0 for each in members])
    nearness = np.where(holds, np.round(space.points @ centres.T, DECIMALS), -np.inf)
    home = np.where(holds.any(axis=1), np.argmax(nearness, axis=1), -1)
    groups = []
    for number, each in enumerate(members):
        chosen = _rule(words, each, home, number)
        if chosen:
            groups.append(_Group(tuple(chosen), int(upper[each[0]])))
    return _own(words, groups), stability


def _own(words: RuleWords, groups: list[_Group]) -> list[_Group]:
    """Return the groups of which at least two answers are of no other."""
    found = np.column_stack([_found(words, group) for group in groups])
    alone = (found & (found.sum(axis=1) == 1)[:, None]).sum(axis=0)
    kept = [group for group, count in zip(groups, alone.tolist(), strict=True) if count > 1]
    return kept or groups


def _found(words: RuleWords, group: _Group) -> BoolArray:
    """Return which distinct answers the rule of a group finds."""
    return np.asarray(words.found[:, list(group.words)].sum(axis=1)).ravel() > 0


def _centre(space: Space, words: RuleWords, members: Int64Array) -> FloatArray:
    inside = np.asarray(words.found[:, members].sum(axis=1)).ravel() > 0
    centre = space.points[inside].mean(axis=0) - space.points.mean(axis=0)
    return np.asarray(centre / max(float(np.linalg.norm(centre)), 1e-9))


def _rule(words: RuleWords, members: Int64Array, home: Int64Array, number: int) -> list[int]:
    """Return the expressions that together find most answers of a group, the best first.

    One whose answers are of another group more often is none of them.
    """
    found = {each: words.found[:, [each]].toarray().ravel() > 0 for each in members.tolist()}
    homes = {each: np.bincount(home[found[each]]) for each in found}
    fitting = [each for each in found if int(np.argmax(homes[each])) == number]
    chosen: list[int] = []
    caught = np.zeros(len(home), dtype=bool)
    while fitting and len(chosen) < CONDITIONS:
        gains = {}
        for each in fitting:
            gains[each] = int((found[each] & ~caught & (home == number)).sum())
        best = min(fitting, key=lambda each: (-gains[each], words.names[each]))
        if gains[best] < (2 if chosen else 1):
            break
        chosen.append(best)
        caught |= found[best]
        fitting.remove(best)
    return chosen


def _table(space: Space, words: RuleWords, groups: list[_Group], stability: float) -> pd.DataFrame:
    """Return the table of :func:`drafted_codes`."""
    weights = np.bincount(space.of.rows["place"], minlength=len(space.of.texts))
    if not groups:
        return pd.DataFrame(columns=COLUMNS)
    found = np.column_stack([_found(words, group) for group in groups])
    firsts = [_first(group, words) for group in groups]
    names = list[str]()
    for group, first in zip(groups, firsts, strict=True):
        name = _name(words, group, first)
        names.append(name if name not in names else f"{name}_")
    quoting = Quoting(space, words, found)
    rows = []
    for number, group in enumerate(groups):
        both = weights @ (found & found[:, [number]])
        both[number] = 0
        near = int(np.argmax(both)) if both.any() else -1
        alone = found[:, number] & (found.sum(axis=1) == 1)
        rows.append(
            {
                "code": names[number],
                "group": group.upper,
                "first": plain_name(words.names[firsts[number]]),
                "is_bare": bool(words.is_bare[firsts[number]]),
                "words": "、".join(words.names[each] for each in group.words),
                "rule": " or ".join(words.conditions[each] for each in group.words),
                "phrases": "、".join(quoting.phrases(number)),
                "examples": "\n".join(quoting.examples(number, group.words)),
                "answers": int(weights[found[:, number]].sum()),
                "nearest": names[near] if near >= 0 else "",
                "also": int(both[near]) if near >= 0 else 0,
                "alone": int(weights[alone].sum()),
            }
        )
    table = pd.DataFrame(rows)
    is_missed = ~found.any(axis=1)
    table["base"], table["uncaught"] = int(weights.sum()), int(weights[is_missed].sum())
    table["rare"] = int(weights[is_missed & ~words.is_shared].sum())
    table["share"] = table["answers"] / table["base"]
    return _sorted(table, stability)


def _sorted(table: pd.DataFrame, stability: float) -> pd.DataFrame:
    """Return the themes with the names of those above them, the largest first, those of one together."""
    table = table.sort_values(["answers", "code"], ascending=[False, True])
    sizes = table.groupby("group")["code"].transform("size")
    above = table.sort_values("is_bare", kind="stable").groupby("group")["first"].first() + RELATED
    is_below = (sizes > 1) & np.isfinite(stability)
    table["upper"] = table["group"].map(above).where(is_below, "")
    largest = table.groupby(table["upper"].where(is_below, table["code"]))["answers"].transform("sum")
    table = table.assign(largest=largest, stability=stability if is_below.any() else np.nan)
    table = table.sort_values(["largest", "upper", "answers", "code"], ascending=[False, True, False, True])
    return table[COLUMNS].reset_index(drop=True)


def _first(group: _Group, words: RuleWords) -> int:
    """Return the most telling expression, of nouns where there are any: 混雑 rather than 混む."""
    return min(group.words, key=lambda each: bool(words.is_bare[each]))


def _name(words: RuleWords, group: _Group, first: int) -> str:
    """Return what a group is called."""
    caught = _found(words, replace(group, words=(first,))).sum()
    is_all = caught >= ENOUGH * _found(words, group).sum()
    return plain_name(words.names[first]) + ("" if is_all else MORE)
