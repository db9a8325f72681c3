"""What coded examples teach about other answers, joined with what the rules say of them.

Two steps. First each code gets a margin from a text: its characters, its words, the rules that fire, and its
meaning with the encoder. Then one logistic regression joins the margin with the rule of the code, and with
whether no rule fires, where examples have most to say; it is fitted on margins of examples that the first
step had not seen, so it gives calibrated probabilities (stacking: Wolpert, D. H. 1992, Neural Networks 5,
241–259; Platt, J. 1999, Advances in Large Margin Classifiers, 61–74).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd
from scipy import linalg, sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.codes.code_answers import code_documents
from textmine.codes.codebook import Codebook
from textmine.codes.examples import of_frame, together
from textmine.codes.learnt import HALF, KINDS, Features, Join, Learnt, Margins, Texts, kinds, silent, texts_of
from textmine.inputs.examples import SOURCE
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.survey import Survey
from textmine.settings import DEFAULTS, Encoder, Reading, WordSettings
from textmine.words.corpus import tokenize
from textmine.words.meaning import encoded_together, is_installed

SOME = 5  # judged examples of a kind, from which on something is known of it
DOUBT = 0.05  # in at most this share of resamples may a gain be none
FEW = 20  # examples to judge by, below which the rules decide alone
FEWEST = 2  # examples of a code, and others, from which something can be learnt
STRENGTH = 10.0  # the inverse of the ridge penalty on what a text says
AXES = 1000  # of the examples, that weights are found on
MANY = 3000  # examples from which on the axes are found by chance's help, which takes less time
TINY = 1e-6  # of the longest axis: a shorter one is nothing
JOIN_STRENGTH = 1.0  # the same for the rule and the margin
FIRES = 0.7  # how much a rule that fires counts among the features of a text
THRESHOLDS = np.round(np.arange(0.1, 0.701, 0.02), 2)  # probabilities at which F1 is looked at
MOST = 2 / 3  # of the examples with a source: more of one source can't be left out as a whole
LOWEST = 0.3  # threshold: answers are less like the examples than these are like one another


def learn(
    codebook: Codebook,
    tables: Sequence[pd.DataFrame],
    *,
    encoder: Encoder | Literal["characters"] = DEFAULTS.codes.encoder,
    reading: Reading = DEFAULTS.codes.reading,
    lexicon: Lexicon | None = None,
    words: WordSettings = DEFAULTS.words,
    folds: int = DEFAULTS.corrections.folds,
    samples: int = DEFAULTS.corrections.samples,
    seed: int = DEFAULTS.corrections.seed,
) -> Learnt:
    """Return what examples teach beside the rules of a code frame.

    Args:
        codebook: the frame; the notes of its codes are examples, too.
        tables: examples, as ``read_examples`` gives them; where two tables speak of one text and code, the
            later one is right.
        encoder: "semantic" compares meanings too, where the encoder is installed; or "words"; or "characters"
            alone, which needs no dictionary.
        reading, lexicon, words: how the answers are read.
        folds, samples, seed: as :func:`fit`.
    """
    examples = together(codebook, [of_frame(codebook), *tables])
    texts = examples["text"].tolist()
    answers = pd.DataFrame(
        {
            "answer": range(len(texts)),
            "respondent": examples["respondent"],
            "question": "",
            "item": "",
            "text": examples["text"],
            "kind": "substantive",
            "source": 0,
            "row": 0,
        }
    )
    corpus = tokenize(Survey(answers), lexicon, settings=words)
    coded, found = code_documents(corpus, codebook, unit="answer", reading=reading)
    encode = encoded_together if encoder == "semantic" and is_installed() else None
    rule = coded[list(codebook.names)].to_numpy(dtype=bool)
    seen = texts_of(texts, None if encoder == "characters" else found, encode)
    return fit(examples, seen, rule, folds=folds, samples=samples, seed=seed)


def fit(
    examples: pd.DataFrame,
    texts: Texts,
    rule: BoolArray,
    /,
    *,
    folds: int = DEFAULTS.corrections.folds,
    samples: int = DEFAULTS.corrections.samples,
    seed: int = DEFAULTS.corrections.seed,
) -> Learnt:
    """Return what coded examples teach beside the rules.

    Characters, words, meanings and rules get weights by a ridge logistic regression for each code (rules only
    by examples that their author had not read); how much they and the rule of the code count is found by
    cross-validation over respondents, and over sources where there are several, since what one writer's texts
    teach of his others says too much about another's. A code is given above half of the F1 that is so
    reached, which is where calibrated probabilities give the highest F1 (Lipton, Z. C., Elkan, C. and
    Naryanaswamy, B. 2014, Optimal thresholding of classifiers to maximize F1 measure, ECML PKDD, 225–239).

    Args:
        examples: a row per text, as ``examples.together`` gives it.
        texts: the same texts as the learner sees them.
        rule: examples × codes, what the rules say of them.
        folds: parts of the cross-validation.
        samples: random draws that the interval of the gain comes from.
        seed: another number draws other parts and resamples.
    """
    names = tuple(str(name) for name in examples.columns[3:])
    truth = examples[list(names)].to_numpy(dtype=np.float64)
    who = examples["respondent"].tolist()
    unread = ~examples["read"].to_numpy(dtype=bool)[:, None]
    judged = ~np.isnan(truth) & unread
    groups, over_sources = _groups(who)
    part = _parts(groups, folds, seed)
    features = Features.of(texts)
    rows = sparse.hstack([features.rows(texts), FIRES * (rule & unread)], format="csr")
    # On matrices as small as these several threads wait for one another, which takes several times as long.
    with threadpool_limits(limits=1, user_api="blas"):
        axes, back = _axes(rows, seed)
        margins, learnable = _outside(axes, truth, part, judged.any(axis=1))
        guess = _crossed(margins, learnable, rule, truth, judged, part)
        gains, is_used = _gains(names, (rule, guess), truth, judged, who, samples=samples, seed=seed)
        join = _joined(margins, rule, truth, judged & learnable)
        weights, bias, enough = _fitted(axes, truth)
        every = np.asarray(rows.T @ (back @ weights))
        fitted = Margins(features, every[: -len(names)], FIRES * every[-len(names) :], bias, enough)
    seen = np.bincount(kinds(rule)[judged.any(axis=1)], minlength=KINDS) >= SOME
    # where no rule fires, there are no kinds
    seen |= ~rule.any()
    is_used &= join is not None
    return Learnt(names, examples, texts, fitted, join, gains, seen, over_sources, is_used)


def _axes(rows: sparse.csr_matrix, seed: int) -> tuple[FloatArray, FloatArray]:
    """Return the examples on their main axes, and what turns weights of axes into weights of features.

    On all axes a ridge model is the same as on the features themselves; the smallest ones add next to
    nothing. With ``axes, back`` that is ``rows.T @ (back @ weights)``.
    """
    count = rows.shape[0]
    if count <= MANY:
        squares, sides = linalg.eigh(
            (rows @ rows.T).toarray(), subset_by_index=[max(count - AXES, 0), count - 1]
        )
        lengths = np.sqrt(np.maximum(squares, 0))
        axes = sides * lengths
    else:
        axes = TruncatedSVD(AXES, random_state=seed).fit_transform(rows)
        lengths = np.linalg.norm(axes, axis=0)
    there = lengths > TINY * lengths.max(initial=0)
    return axes[:, there], axes[:, there] / lengths[there] ** 2


def _fitted(axes: FloatArray, truth: FloatArray) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Return axes × codes: the weights; the bias of each code; and which codes have enough examples."""
    weights, bias = np.zeros((axes.shape[1], truth.shape[1])), np.zeros(truth.shape[1])
    learnable = np.zeros(truth.shape[1], dtype=bool)
    for code in range(truth.shape[1]):
        known = np.flatnonzero(~np.isnan(truth[:, code]))
        there = truth[known, code] == 1
        if axes.shape[1] and min(there.sum(), (~there).sum()) >= FEWEST:
            model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500)
            model.fit(axes[known], there)
            weights[:, code], bias[code], learnable[code] = model.coef_[0], model.intercept_[0], True
    return weights, bias, learnable


def _outside(
    axes: FloatArray, truth: FloatArray, part: Int64Array, judged: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """Return examples × codes: margins of judged examples by models that have not seen them, and where."""
    margins, learnable = np.zeros(truth.shape), np.zeros(truth.shape, dtype=bool)
    for number in np.unique(part[judged]):
        train, test = part != number, part == number
        weights, bias, enough = _fitted(axes[train], truth[train])
        margins[test], learnable[test] = axes[test] @ weights + bias, enough
    return margins, learnable


def _crossed(
    margins: FloatArray,
    learnable: BoolArray,
    rule: BoolArray,
    truth: FloatArray,
    judged: BoolArray,
    part: Int64Array,
) -> BoolArray:
    """Return examples × codes: which codes are given by a join that was fitted on other respondents."""
    guess = rule.copy()
    for number in np.unique(part):
        train, test = part != number, part == number
        join = _joined(margins[train], rule[train], truth[train], (judged & learnable)[train])
        if join is not None:
            above = join.probability(margins[test], rule[test]) > join.threshold
            guess[test] = np.where(learnable[test], above, rule[test])
    return guess


def _joined(margins: FloatArray, rule: BoolArray, truth: FloatArray, judged: BoolArray) -> Join | None:
    """Return how rule and margin are best joined, by the cells that are judged; None if they are too few."""
    there = truth[judged] == 1
    if min(there.sum(), (~there).sum()) < FEWEST:
        return None
    features = np.stack([rule, silent(rule), margins], axis=2)[judged].astype(np.float64)
    model = LogisticRegression(C=JOIN_STRENGTH).fit(features, there)
    rule_counts, silence, slope = map(float, model.coef_[0])
    join = Join(float(model.intercept_[0]), rule_counts, silence, slope, HALF)
    probability = join.probability(margins, rule)[judged]
    best = max(_f1_of(probability > each, there) for each in THRESHOLDS)
    return replace(join, threshold=max(best / 2, LOWEST))


def _f1_of(guess: BoolArray, truth: BoolArray) -> float:
    return 2 * float((guess & truth).sum()) / max(float(guess.sum() + truth.sum()), 1.0)


def _groups(who: Sequence[str]) -> tuple[list[str], bool]:
    """Return of each example the group that is never both learnt from and judged on, and if it is a source.

    Else it is the respondent. It is the source if several sources have examples and none has most of them.
    """
    sources = Counter(one.partition(SOURCE)[0] for one in who if SOURCE in one)
    apart = len(sources) > 1 and max(sources.values()) <= MOST * sources.total()
    return [one.partition(SOURCE)[0] if apart else one for one in who], apart


def _parts(groups: Sequence[str], folds: int, seed: int) -> Int64Array:
    """Return a part for each example; those of one group share it."""
    people = sorted(set(groups), key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())
    place = {one: number % folds for number, one in enumerate(people)}
    return np.array([place[one] for one in groups], dtype=np.int64)


def _gains(
    names: Sequence[str],
    guesses: tuple[BoolArray, BoolArray],
    truth: FloatArray,
    judged: BoolArray,
    who: Sequence[str],
    *,
    samples: int,
    seed: int,
) -> tuple[pd.DataFrame, bool]:
    """Return the table of gains, and whether all codes together gain; a resample draws respondents."""
    seen = np.flatnonzero(judged.any(axis=1))
    people, place = np.unique(np.array(who, dtype=str)[seen], return_inverse=True)
    draws: FloatArray = np.zeros((0, len(seen)))
    if len(people):
        shares = np.full(len(people), 1 / len(people))
        drawn = np.random.default_rng(seed).multinomial(len(people), shares, size=samples)
        draws = drawn[:, place.ravel()].astype(np.float64)
    right, known = truth[seen] == 1, judged[seen]
    lines, is_gain = [], False
    every = list(range(len(names)))
    for label, chosen in [*((name, [code]) for code, name in enumerate(names)), ("all", every)]:
        before, after = (f1(guess[seen][:, chosen], right[:, chosen], known[:, chosen]) for guess in guesses)
        again = [f1(guess[seen][:, chosen], right[:, chosen], known[:, chosen], draws) for guess in guesses]
        gain = np.asarray(again[1]) - np.asarray(again[0])
        low, high = np.quantile(gain, [0.025, 0.975]) if gain.size else (np.nan, np.nan)
        positive = int((truth[:, chosen] == 1).any(axis=1).sum())
        lines.append(
            (
                label,
                positive,
                int(known[:, chosen].any(axis=1).sum()),
                before,
                after,
                after - before,
                low,
                high,
            )
        )
        is_gain = gain.size > 0 and len(seen) >= FEW and bool((gain <= 1e-9).mean() <= DOUBT)
        is_gain &= bool(after > before)
    headings = ["code", "examples", "judged", "rules", "learnt", "gain", "low", "high"]
    table = pd.DataFrame(lines, columns=headings).astype({"code": "str"})
    return table.astype(dict.fromkeys(headings[3:], "float64")), is_gain


def f1(
    guess: BoolArray, truth: BoolArray, judged: BoolArray, weights: FloatArray | None = None
) -> FloatArray:
    """Return the micro F1 over the judged cells, for each row of weights; 1 where nothing was to find."""
    weights = np.ones((1, len(guess))) if weights is None else weights
    both = weights @ (guess & truth & judged).sum(axis=1).astype(np.float64)
    each = weights @ ((guess & judged).sum(axis=1) + (truth & judged).sum(axis=1)).astype(np.float64)
    scores = np.where(each > 0, 2 * both / np.where(each > 0, each, 1.0), 1.0)
    return scores[0] if len(scores) == 1 and len(weights) == 1 else scores
