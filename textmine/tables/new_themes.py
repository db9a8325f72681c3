"""What the last wave of a survey says that no earlier one did: answers far from all seen, several alike."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.errors import TableError
from textmine.inputs.attributes import column_of
from textmine.settings import DEFAULTS
from textmine.tables.membership import groups
from textmine.tables.quoting import EXAMPLES, one_line
from textmine.tables.rule_words import RuleWords, plain_name, rule_words
from textmine.tables.space import DECIMALS, Options, Space, distances, space_of, tree_of
from textmine.words.corpus import Corpus

NEAR = 0.05  # of the pairs of earlier answers are as near as those of one theme are on average
FAR = 0.95  # of the earlier answers have another one nearer than this: beyond it an answer is far
CHANCE = 0.95  # of the waves that are dealt out anew have no larger group of far answers
ROUNDS = 40  # such deals
FEWEST = 3  # respondents of a theme
NEIGHBOURS, MOST = 50, 500  # earlier answers among the nearest that are kept of each, and all of them at most
FARTHEST = 3.0  # more than any cosine distance: between answers of one person
CONDITIONS = 4  # of a drafted rule
BLOCK = 2000  # answers compared at a time
COLUMNS = [
    *("theme", "words", "rule", "examples", "respondents", "share", "found", "found_before"),
    *("distance", "limit", "by_chance", "wave", "base", "base_before"),
]
FAR_COLUMNS = ["answer", "respondent", "text", "distance", "limit", "nearest", "theme", "wave", "base"]


@dataclass(frozen=True, eq=False)
class _Waves:
    """The answers of all waves in one space.

    Attributes:
        space: the answers as points.
        wave: the name of the last wave.
        rows: the answers that hold something: as ``space.of.rows``, and ``is_new`` (bool: of the last wave).
        near, distance: of each, the rows of its nearest answers by other people, the nearest first, and their
            cosine distances.
        radius: how near the answers of one theme are on average.
    """

    space: Space
    wave: str
    rows: pd.DataFrame
    near: Int64Array
    distance: FloatArray
    radius: float

    @property
    def points(self) -> FloatArray:
        """The point of each answer."""
        return np.asarray(self.space.points[self.rows["place"].to_numpy()])

    def base(self, is_new: bool) -> int:
        """Return the respondents of the last wave, or of the earlier ones."""
        return int(self.rows.loc[self.rows["is_new"] == is_new, "respondent"].nunique())


@dataclass(frozen=True, eq=False)
class _Far:
    """Which answers are far from all earlier ones, if these are the new ones."""

    is_far: BoolArray
    distance: FloatArray
    nearest: Int64Array
    limit: float


def new_themes(
    corpus: Corpus,
    *,
    by: str,
    known: Collection[int] = (),
    values: int = DEFAULTS.compare.values,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return the themes of the last wave that no earlier wave had, one row per theme.

    An answer of the last wave is far if no earlier answer is as near as 95 % of the earlier ones have another
    one (of someone else) near: if nothing is new, one in twenty is far (a conformal test: Vovk, Gammerman and
    Shafer 2005). Far answers that are ``known`` (that have a code, say) are left out; the others are joined
    by average linkage while their mean distance is one that only 5 % of the pairs of earlier answers are
    within. A group is a theme if at least 3 respondents are in it, and more than in the largest group of 95 %
    of the deals in which the same waves are dealt out to the respondents at random (a permutation test: Good
    2005). So where nothing is new, a theme is found in one survey in twenty.

    Columns: ``theme`` (its most telling expression), ``words`` ("、" between), ``rule`` (a coding rule that
    finds it), ``examples`` (three answers, the most typical first, a line each), ``respondents`` (whose far
    answers are alike), ``share`` (of the respondents of the wave), ``found``, ``found_before`` (answers of
    the last wave, and of the earlier ones, that the rule finds), ``distance`` (median of the answers to the
    nearest earlier one, 0–2), ``limit`` (how far is far), ``by_chance`` (respondents that a group needs to
    exceed), ``wave``, ``base`` (its respondents), ``base_before`` (the earlier ones'). The largest first.

    ``attrs`` of the table holds ``limit``, ``by_chance`` and ``answers`` (of the last wave), also where there
    is no row.

    Args:
        corpus: the answers of all waves as words, of one question.
        by: the attribute that tells the wave; the last of its values is the new one.
        known: the numbers of answers that are not new, such as those that a rule or an example gave a code.
        values: different values that the attribute has at most.
        options: see :class:`Options`.

    Raises:
        TableError: there is only one wave.
    """
    waves = _waves(corpus, by, values, options)
    far, found, by_chance = _found(waves, known)
    words = rule_words(corpus, waves.space, 2)
    rows = [_row(waves, far, words, members) for members in found]
    table = pd.DataFrame([row for row in rows if row], columns=COLUMNS)
    table = table.assign(limit=far.limit, by_chance=by_chance, wave=waves.wave)
    table = table.assign(base=waves.base(True), base_before=waves.base(False))
    table["share"] = table["respondents"] / table["base"]
    # Of a table without a row, too, it has to be said what was looked for.
    table.attrs = {
        "limit": far.limit,
        "by_chance": by_chance,
        "answers": int(waves.rows["is_new"].sum()),
    }
    return table


def far_answers(
    corpus: Corpus,
    *,
    by: str,
    known: Collection[int] = (),
    values: int = DEFAULTS.compare.values,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return the answers of the last wave that are far from all earlier ones, the farthest first.

    Columns: ``answer``, ``respondent``, ``text``, ``distance`` (cosine distance to the nearest earlier
    answer, 0–2), ``limit`` (beyond which it is far: see :func:`new_themes`), ``nearest`` (that answer),
    ``theme`` (the number of its row in :func:`new_themes`, from 1; 0: of none), ``wave``, ``base`` (answers
    of the wave). The arguments are those of :func:`new_themes`.
    """
    waves = _waves(corpus, by, values, options)
    far, found, _ = _found(waves, known)
    theme_of = {int(row): number for number, members in enumerate(found, 1) for row in members}
    rows = np.flatnonzero(far.is_far)
    table = waves.rows.iloc[rows].assign(
        distance=far.distance[rows],
        limit=far.limit,
        nearest=waves.rows["text"].to_numpy()[far.nearest[rows]],
        theme=[theme_of.get(row, 0) for row in rows.tolist()],
        wave=waves.wave,
        base=int(waves.rows["is_new"].sum()),
    )
    return table.sort_values(["distance", "answer"], ascending=[False, True])[FAR_COLUMNS].reset_index(
        drop=True
    )


def _waves(corpus: Corpus, by: str, values: int, options: Options) -> _Waves:
    """Return the answers of all waves, and which are near each other."""
    (of_wave,) = groups(corpus, by, most=values)
    space = space_of(corpus, None, **options)
    rows = space.of.rows.merge(corpus.answers[["answer", column_of(by)]], on="answer")
    is_kept = rows[column_of(by)].astype(str).isin(of_wave.names) & rows["place"].isin(space.somewhere)
    rows = rows[is_kept].sort_values(["place", "respondent", "answer"]).reset_index(drop=True)
    rows = rows.assign(is_new=rows[column_of(by)].astype(str) == of_wave.names[-1])
    if len(of_wave.names) < 2 or rows["is_new"].all() or not rows["is_new"].any():
        raise TableError("{attribute!r} has one value; new themes need an earlier wave", attribute=by)
    old = float((~rows["is_new"]).mean())
    near, distance = _nearest(space.points[rows["place"]], rows, min(MOST, math.ceil(NEIGHBOURS / old)))
    return _Waves(space, of_wave.names[-1], rows, near, distance, _radius(space, rows))


def _nearest(points: FloatArray, rows: pd.DataFrame, most: int) -> tuple[Int64Array, FloatArray]:
    """Return the rows of the ``most`` nearest answers by other people, and their cosine distances."""
    people = pd.factorize(rows["respondent"])[0]
    most = min(most, len(points) - 1)
    near = np.zeros((len(points), most), dtype=np.int64)
    distance = np.zeros((len(points), most))
    for first in range(0, len(points), BLOCK):
        block = slice(first, first + BLOCK)
        apart = np.round(np.clip(1 - points[block] @ points.T, 0, 2), DECIMALS)
        apart[people[block][:, None] == people[None, :]] = FARTHEST
        order = np.argsort(apart, axis=1, kind="stable")[:, :most]
        near[block], distance[block] = order, np.take_along_axis(apart, order, axis=1)
    return near, distance


def _radius(space: Space, rows: pd.DataFrame) -> float:
    """Return the distance that one pair in twenty of (at most 2,000) earlier distinct answers is within."""
    old = np.unique(rows.loc[~rows["is_new"], "place"])
    if len(old) > BLOCK:
        old = np.sort(np.random.RandomState(space.seed).choice(old, BLOCK, replace=False))
    pairs = distances(space.points[old])[np.triu_indices(len(old), 1)]
    return float(np.quantile(pairs, NEAR)) if len(pairs) else 0.0


def _far(waves: _Waves, is_new: BoolArray) -> _Far:
    """Return which answers would be far, if those marked were the new ones."""
    is_old = ~is_new[waves.near]
    first = np.where(is_old.any(axis=1), np.argmax(is_old, axis=1), is_old.shape[1] - 1)
    every = np.arange(len(first))
    distance = waves.distance[every, first]
    limit = float(np.quantile(distance[~is_new], FAR, method="higher"))
    return _Far(is_new & (distance > limit), distance, waves.near[every, first], limit)


def _found(waves: _Waves, known: Collection[int]) -> tuple[_Far, list[Int64Array], int]:
    """Return what is far, the rows of each theme (most respondents first), and the size that chance gives."""
    is_known = waves.rows["answer"].isin(list(known)).to_numpy()
    far = _far(waves, waves.rows["is_new"].to_numpy())
    far = replace(far, is_far=far.is_far & ~is_known)
    by_chance = _by_chance(waves, is_known)
    alike = _alike(waves, far.is_far)
    people = [waves.rows["respondent"].iloc[members].nunique() for members in alike]
    found = [(count, members) for count, members in zip(people, alike, strict=True)]
    found = [each for each in found if each[0] >= max(FEWEST, by_chance + 1)]
    found.sort(key=lambda each: (-each[0], int(each[1][0])))
    return far, [members for _, members in found], by_chance


def _alike(waves: _Waves, is_far: BoolArray) -> list[Int64Array]:
    """Return the rows of the groups of far answers whose mean distance is within the radius."""
    rows = np.flatnonzero(is_far)
    if len(rows) < 2:
        return []
    tree = tree_of(distances(waves.points[rows]))
    of_row = fcluster(tree, waves.radius, "distance")
    return [rows[of_row == number] for number in np.unique(of_row)]


def _by_chance(waves: _Waves, is_known: BoolArray) -> int:
    """Return the size of the largest group that 95 % of the deals of the waves among people do not exceed."""
    draw = np.random.RandomState(waves.space.seed)
    people, _ = pd.factorize(waves.rows["respondent"], sort=True)
    is_new = np.zeros(people.max() + 1, dtype=bool)
    is_new[people[waves.rows["is_new"].to_numpy()]] = True
    largest = []
    for _ in range(ROUNDS):
        is_far = _far(waves, draw.permutation(is_new)[people]).is_far & ~is_known
        alike = _alike(waves, is_far)
        largest.append(max((len(np.unique(people[members])) for members in alike), default=0))
    return int(np.quantile(largest, CHANCE, method="higher"))


def _row(waves: _Waves, far: _Far, words: RuleWords, members: Int64Array) -> dict[str, object]:
    """Return what a theme is about, or nothing if no expression is in two of its answers."""
    inside = waves.rows.iloc[members]
    is_member = np.zeros(len(waves.space.of.texts), dtype=bool)
    is_member[inside["place"]] = True
    chosen = _expressions(words, is_member)
    if not chosen:
        return {}
    finds = np.asarray(words.found[:, chosen].sum(axis=1)).ravel()[waves.rows["place"]] > 0
    points = waves.points[members]
    order = np.lexsort((members, -np.round(points @ points.mean(axis=0), DECIMALS)))
    texts = [one_line(str(text)) for text in inside["text"].iloc[order]]
    return {
        "theme": plain_name(words.names[chosen[0]]),
        "words": "、".join(words.names[each] for each in chosen),
        "rule": " or ".join(words.conditions[each] for each in chosen),
        "examples": "\n".join(list(dict.fromkeys(texts))[:EXAMPLES]),
        "respondents": inside["respondent"].nunique(),
        "found": int(finds[waves.rows["is_new"]].sum()),
        "found_before": int(finds[~waves.rows["is_new"]].sum()),
        "distance": float(np.median(far.distance[members])),
    }


def _expressions(words: RuleWords, is_member: BoolArray) -> list[int]:
    """Return the expressions that are in many of the members and in few other answers, the best first."""
    inside = np.asarray(words.found[is_member].sum(axis=0)).ravel()
    total = np.maximum(np.asarray(words.found.sum(axis=0)).ravel(), 1)
    order = sorted(range(len(words.names)), key=lambda each: (-(inside[each] ** 2) / total[each], each))
    chosen: list[int] = []
    caught = np.zeros(len(is_member), dtype=bool)
    for each in order:
        found = words.found[:, [each]].toarray().ravel() > 0
        is_better = (found & is_member & ~caught).sum() > (0 if chosen else 1)
        if is_better and inside[each] > 1 and len(chosen) < CONDITIONS and 4 * inside[each] > total[each]:
            chosen.append(each)
            caught |= found
    return chosen
