"""What people's corrections teach about the other answers: a linear model held back toward the rules."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize, sparse

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.codes.code_answers import code_columns
from textmine.codes.review import apply, features
from textmine.errors import SurveyError
from textmine.settings import DEFAULTS
from textmine.words.corpus import Corpus


@dataclass(frozen=True)
class Learnt:
    """What was learnt from corrections, and whether it is worth using.

    Attributes:
        coded: the table of codes: what people decided, else, if ``applied``, what was learnt, else the rules.
        suggestions: where the model and the rules differ on answers that nobody decided: ``answer``,
            ``respondent``, ``text``, ``code``, ``rule``, ``suggested`` (0 or 1), ``probability`` (0–1); the
            surest first.
        gains: one row per code and one for all together (``code`` "all"): ``reviewed`` (answers), ``rules``
            and ``learnt`` (F1 on reviewed answers, each judged by a model that has not seen its respondent
            and weighted by how many answers it stands for),
            ``gain`` with its 95 % bootstrap interval over respondents ``low`` and ``high``.
        applied: whether the gain of all codes together is positive.
    """

    coded: pd.DataFrame
    suggestions: pd.DataFrame
    gains: pd.DataFrame
    applied: bool


def learn(
    coded: pd.DataFrame,
    overrides: pd.DataFrame,
    /,
    *,
    corpus: Corpus,
    trust: float = DEFAULTS.corrections.trust,
    penalty: float = DEFAULTS.corrections.penalty,
    folds: int = DEFAULTS.corrections.folds,
    samples: int = DEFAULTS.corrections.samples,
    seed: int = DEFAULTS.corrections.seed,
) -> Learnt:
    """Return suggestions for the answers that nobody decided, and the codes with them if they are a gain.

    For each code a logistic regression on the words (negated ones apart) with the rule as its offset: the log
    odds are ± log(trust / (1 - trust)) as the rule says, plus weights that a ridge penalty shrinks toward 0.
    With few corrections the model is therefore the rules. The gain in F1 over all codes is estimated by
    cross-validation over respondents; only if it is positive are the suggestions applied. What a person
    decided stays as decided.

    Answers reviewed in the order that pays are not like the others, so each stands for those to which the
    rules gave as many codes (none, one, several) in the estimate of the gain, and only to kinds of answers of
    which some were reviewed is anything suggested: what was learnt from answers without a code says nothing
    about those that have one. Source: le Cessie, S. and van Houwelingen, J. C. (1992), Ridge estimators in
    logistic regression, Applied Statistics 41, 191–201; the offset as in McCullagh, P. and Nelder, J. A.
    (1989), Generalized Linear Models.

    ``coded`` is the table of ``code_answers(corpus, codebook)``, uncorrected; ``overrides`` as
    ``read_review`` returns them.

    Raises:
        SurveyError: as ``apply``, and if nobody decided anything, or only about one respondent.
    """
    corrected = apply(coded, overrides, corpus=corpus)
    names = code_columns(coded)
    open_answers = (coded["kind"] == "substantive").to_numpy(dtype=bool)
    reviewed = (corrected["reviewed"] == 1).to_numpy(dtype=bool)
    who = coded["respondent"].to_numpy(dtype=object)
    if len(set(who[reviewed])) < 2:
        raise SurveyError(
            "decisions about the answers of two respondents at least are needed to learn from; there are "
            "{count}",
            count=len(set(who[reviewed])),
        )
    words = features(corpus, coded[["answer"]])
    rule = coded[names].to_numpy(dtype=np.float64)
    truth = corrected[names].to_numpy(dtype=np.float64)
    # in an order of their own, so that neither parts nor resamples depend on that of the rows
    seen = np.flatnonzero(reviewed)
    seen = seen[np.lexsort((coded["text"].to_numpy(dtype=object)[seen], who[seen]))]
    part = _parts(who[seen], min(folds, len(set(who[seen]))), seed)
    offset = np.log(trust / (1 - trust)) * (2 * rule - 1)
    stratum = np.minimum(rule.sum(axis=1), 2).astype(np.int64)
    known = np.bincount(stratum[seen], minlength=3)
    stands_for = (np.bincount(stratum[open_answers], minlength=3) / np.maximum(known, 1))[stratum[seen]]
    guessed = np.zeros((len(seen), len(names)), dtype=bool)
    for number in range(int(part.max()) + 1):
        train, test = seen[part != number], seen[part == number]
        for code in range(len(names)):
            weights = _fitted(words[train], truth[train, code], offset[train, code], penalty)
            guessed[part == number, code] = _logit(words[test], weights, offset[test, code]) > 0
    cells = (rule[seen] > 0, guessed, truth[seen] > 0)
    gains = _gains(names, cells, who[seen], stands_for, samples=samples, seed=seed)
    applied = float(gains["gain"].to_numpy(dtype=np.float64)[-1]) > 0

    rest = open_answers & ~reviewed & (known[stratum] > 0)
    values = truth.astype(np.int8)
    lines: list[pd.DataFrame] = []
    for code, name in enumerate(names):
        weights = _fitted(words[seen], truth[seen, code], offset[seen, code], penalty)
        logit = _logit(words, weights, offset[:, code])
        other = np.flatnonzero(rest & ((logit > 0) != (rule[:, code] > 0)))
        differing = coded.iloc[other][["answer", "respondent", "text"]].reset_index(drop=True)
        differing["code"] = pd.Series([name] * len(other), dtype="str")
        differing["rule"] = rule[other, code].astype(np.int64)
        differing["suggested"] = (logit[other] > 0).astype(np.int64)
        differing["probability"] = (1 / (1 + np.exp(-np.clip(logit[other], -30, 30)))).round(6)
        lines.append(differing)
        if applied:
            values[other, code] = logit[other] > 0
    suggestions = pd.concat(lines, ignore_index=True)
    surest = -(suggestions["probability"] - 0.5).abs()
    suggestions = suggestions.iloc[np.lexsort((suggestions["answer"], surest))].reset_index(drop=True)
    result = corrected.copy()
    result[names] = values
    result["learnt"] = np.where(rest, (values != rule).sum(axis=1), 0)
    return Learnt(result, suggestions, gains, applied)


def _fitted(words: sparse.csr_matrix, truth: FloatArray, offset: FloatArray, penalty: float) -> FloatArray:
    """Return the weights of the constant and the words that fit best under a ridge penalty."""
    turned = words.T.tocsr()

    def loss(weights: FloatArray) -> tuple[float, FloatArray]:
        logit = offset + weights[0] + words @ weights[1:]
        share = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
        value = float(np.logaddexp(0, logit).sum() - truth @ logit + penalty / 2 * (weights @ weights))
        slope = np.concatenate([[(share - truth).sum()], turned @ (share - truth)]) + penalty * weights
        return value, slope

    start = np.zeros(words.shape[1] + 1)
    fit = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(fit.x, dtype=np.float64)


def _logit(words: sparse.csr_matrix, weights: FloatArray, offset: FloatArray) -> FloatArray:
    return np.asarray(offset + weights[0] + words @ weights[1:], dtype=np.float64)


def _parts(who: npt.NDArray[np.object_], folds: int, seed: int) -> Int64Array:
    """Return a part for each answer; those of one respondent share it."""
    people = sorted(set(who), key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())
    place = {one: number % folds for number, one in enumerate(people)}
    return np.array([place[one] for one in who], dtype=np.int64)


def _gains(
    names: list[str],
    cells: tuple[BoolArray, BoolArray, BoolArray],
    who: npt.NDArray[np.object_],
    stands_for: FloatArray,
    *,
    samples: int,
    seed: int,
) -> pd.DataFrame:
    """Return the table of gains from what rules, model and people say; a resample draws respondents."""
    people, place = np.unique(who.astype(str), return_inverse=True)
    weights = (
        np.random.default_rng(seed).multinomial(
            len(people), np.full(len(people), 1 / len(people)), size=samples
        )[:, place.ravel()]
        * stands_for
    )
    once = stands_for[None, :]
    lines = []
    every = list(range(len(names)))
    for label, chosen in [*((name, [code]) for code, name in enumerate(names)), ("all", every)]:
        rules, learnt, truth = (each[:, chosen] for each in cells)
        before, after = _f1(rules, truth, once)[0], _f1(learnt, truth, once)[0]
        again = _f1(learnt, truth, weights) - _f1(rules, truth, weights)
        low, high = np.quantile(again, [0.025, 0.975]) if len(again) else (np.nan, np.nan)
        lines.append((label, len(who), before, after, after - before, low, high))
    headings = ["code", "reviewed", "rules", "learnt", "gain", "low", "high"]
    return pd.DataFrame(lines, columns=headings).astype({"code": "str"})


def _f1(guess: BoolArray, truth: BoolArray, weights: npt.NDArray[np.generic]) -> FloatArray:
    """Return the micro F1 for each row of weights; 1 where there is nothing to find and nothing was found."""
    both = weights @ (guess & truth).sum(axis=1).astype(np.float64)
    each = weights @ (guess.sum(axis=1) + truth.sum(axis=1)).astype(np.float64)
    return np.where(each > 0, 2 * both / np.where(each > 0, each, 1.0), 1.0)
