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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import linalg, sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.codes.code_answers import code_documents
from textmine.codes.codebook import Codebook
from textmine.codes.examples import of_frame, together
from textmine.inputs.examples import SOURCE
from textmine.inputs.lexicon import Lexicon
from textmine.inputs.normalize import normalize
from textmine.inputs.survey import Survey
from textmine.settings import DEFAULTS, Encoder, Reading, WordSettings
from textmine.words.corpus import tokenize
from textmine.words.meaning import encoded_together, is_installed

Encode = Callable[[Sequence[str]], FloatArray]  # texts -> a row of length 1 each, whatever stands beside it
SOME = 5  # judged examples of a kind, from which on something is known of it
KINDS = 3  # of texts: without a code by the rules, with one, with several
DOUBT = 0.05  # in at most this share of resamples may a gain be none
FEW = 20  # examples to judge by, below which the rules decide alone
FEWEST = 2  # examples of a code, and others, from which something can be learnt
STRENGTH = 10.0  # the inverse of the ridge penalty on what a text says
AXES = 1000  # of the examples, that weights are found on
MANY = 3000  # examples from which on the axes are found by chance's help, which takes less time
TINY = 1e-6  # of the longest axis: a shorter one is nothing
JOIN_STRENGTH = 1.0  # the same for the rule and the margin
FIRES = 0.7  # how much a rule that fires counts among the features of a text
MEANING = 1.5  # the length of a row of meanings beside one of characters and one of words, each of length 1
THRESHOLDS = np.round(np.arange(0.1, 0.701, 0.02), 2)  # probabilities at which F1 is looked at
HALF = 0.5
MOST = 2 / 3  # of the examples with a source: more of one source can't be left out as a whole
LOWEST = 0.3  # threshold: answers are less like the examples than these are like one another
DECIMALS = 2  # of log odds: what is beyond depends on the texts that were encoded together
ERROR = 5e-5  # of log odds, at most, by that


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts as the learner sees them.

    Attributes:
        clean: the texts, normalised.
        words: of each text its words.
        meanings: a row of length 1 per text; None without the encoder.
    """

    clean: list[str]
    words: list[list[str]]
    meanings: FloatArray | None = None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.clean)

    def take(self, rows: Int64Array) -> Texts:
        """Return some of the texts."""
        clean, words = [self.clean[row] for row in rows], [self.words[row] for row in rows]
        return Texts(clean, words, None if self.meanings is None else self.meanings[rows])


@dataclass(frozen=True, eq=False)
class Features:
    """Which characters and words count, and how much (TF-IDF); None: no example has any."""

    characters: TfidfVectorizer | None
    words: TfidfVectorizer | None

    @staticmethod
    def of(texts: Texts) -> Features:
        """Return the features of examples."""
        characters = TfidfVectorizer(analyzer=_grams, sublinear_tf=True)
        words = TfidfVectorizer(analyzer=_as_they_are, sublinear_tf=True)
        return Features(
            characters.fit(texts.clean) if any(texts.clean) else None,
            words.fit(texts.words) if any(texts.words) else None,
        )

    def rows(self, texts: Texts) -> sparse.csr_matrix:
        """Return texts × features: characters, words and meanings side by side."""
        blocks = [sparse.csr_matrix((len(texts), 0))]
        blocks += [
            vectorizer.transform(pieces)
            for vectorizer, pieces in ((self.characters, texts.clean), (self.words, texts.words))
            if vectorizer is not None
        ]
        if texts.meanings is not None:
            blocks.append(sparse.csr_matrix(MEANING * texts.meanings))
        return sparse.csr_matrix(sparse.hstack(blocks))


@dataclass(frozen=True, eq=False)
class Margins:
    """How much a text speaks for each code.

    Attributes:
        features: what counts of a text.
        weights: features × codes; ``fires``: rules × codes; ``bias``: of each code.
        learnable: the codes with enough examples; the others are left to their rules.
    """

    features: Features
    weights: FloatArray
    fires: FloatArray
    bias: FloatArray
    learnable: BoolArray

    def of(self, texts: Texts, rule: BoolArray) -> FloatArray:
        """Return texts × codes: the log odds by text and rules, to two decimals."""
        return np.round(self._exact(texts, rule), DECIMALS)

    def unsettled(self, texts: Texts, rule: BoolArray) -> BoolArray:
        """Return which texts have log odds that the last digits of meanings could round up or down."""
        steps = self._exact(texts, rule) * 10**DECIMALS
        return np.asarray((np.abs(steps - np.floor(steps) - HALF) < ERROR * 10**DECIMALS).any(axis=1))

    def _exact(self, texts: Texts, rule: BoolArray) -> FloatArray:
        odds = self.features.rows(texts) @ self.weights + rule @ self.fires + self.bias
        return np.asarray(odds, dtype=np.float64)


@dataclass(frozen=True)
class Join:
    """Gives a probability: log odds = base + rule (if it fires) + silent (if none does) + slope × margin."""

    base: float
    rule: float
    silent: float
    slope: float
    threshold: float

    def probability(self, margins: FloatArray, rule: BoolArray) -> FloatArray:
        """Return texts × codes: the probability of each code."""
        odds = self.base + self.rule * rule + self.silent * _silent(rule) + self.slope * margins
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Learnt:
    """What was learnt from examples, and whether it is used.

    Attributes:
        names: the codes.
        examples: what it was learnt from (``examples.together``).
        texts: the same as the learner sees them.
        margins: what texts say.
        join: how that is joined with the rules; None: there are too few examples to know.
        gains: one row per code and one for all together (``code`` "all"): ``examples`` (texts with the code),
            ``judged`` (examples that the author of the rules had not read, each judged by a model that has
            not seen its respondent), ``rules`` and ``learnt`` (F1 on them), ``gain`` with its 95 % bootstrap
            interval over respondents ``low`` and ``high``.
        seen: whether answers to which the rules give no code, one, and several were judged, some of each: of
            the others nothing is known, so the rules decide alone.
        is_used: whether examples give codes: whether all codes together gain in 95 of 100 resamples, with 20
            judged examples or more. Else the rules decide alone.
    """

    names: tuple[str, ...]
    examples: pd.DataFrame
    texts: Texts
    margins: Margins
    join: Join | None
    gains: pd.DataFrame
    seen: BoolArray
    is_used: bool

    @property
    def encodes(self) -> bool:
        """Whether meanings are compared."""
        return self.texts.meanings is not None

    def probability(self, texts: Texts, rule: BoolArray) -> FloatArray:
        """Return texts × codes: the probability of each code; NaN where the rule decides alone."""
        if self.join is None or not len(texts):
            return np.full(rule.shape, np.nan)
        probability = self.join.probability(self.margins.of(texts, rule), rule)
        known = self.margins.learnable & self.seen[_kinds(rule)][:, None]
        return np.where(known, probability, np.nan)

    def given(self, probability: FloatArray, rule: BoolArray) -> BoolArray:
        """Return texts × codes: which are given."""
        above = probability > (self.join.threshold if self.join else HALF)
        return np.where(np.isnan(probability), rule, above)

    def nearest(self, texts: Texts, codes: Int64Array, count: int = 2) -> tuple[Int64Array, FloatArray]:
        """Return of each text the nearest examples of a code (by its number), and their cosine distances.

        -1 and NaN where there are fewer.
        """
        places = np.full((len(texts), count), -1, dtype=np.int64)
        distances = np.full((len(texts), count), np.nan)
        if not len(texts):
            return places, distances
        rows, known = (_unit(self.margins.features.rows(each)) for each in (texts, self.texts))
        for code in sorted(set(codes.tolist())):
            mine = np.flatnonzero(codes == code)
            having = np.flatnonzero(self.examples[self.names[code]].to_numpy() == 1)
            apart = np.round(1 - (rows[mine] @ known[having].T).toarray(), 4)
            order = np.argsort(apart, axis=1, kind="stable")[:, :count]
            width = order.shape[1]
            places[mine, :width] = having[order]
            distances[mine, :width] = np.take_along_axis(apart, order, axis=1)
        return places, distances


def texts_of(texts: Sequence[str], words: Sequence[Sequence[str]], encode: Encode | None) -> Texts:
    """Return texts with their words as the learner sees them."""
    clean = [normalize(text) for text in texts]
    return Texts(clean, [list(of) for of in words], None if encode is None else encode(clean))


def _grams(text: str) -> list[str]:
    return [*text, *(text[place : place + 2] for place in range(len(text) - 1))]


def _as_they_are(pieces: list[str]) -> list[str]:
    return pieces


def learn(
    codebook: Codebook,
    tables: Sequence[pd.DataFrame],
    *,
    encoder: Encoder = DEFAULTS.codes.encoder,
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
        encoder: "semantic" compares meanings too, where the encoder is installed; or "words".
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
    return fit(examples, texts_of(texts, found, encode), rule, folds=folds, samples=samples, seed=seed)


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
    part = _parts(who, folds, seed)
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
    seen = np.bincount(_kinds(rule)[judged.any(axis=1)], minlength=KINDS) >= SOME
    # where no rule fires, there are no kinds
    seen |= ~rule.any()
    return Learnt(names, examples, texts, fitted, join, gains, seen, is_used and join is not None)


def _kinds(rule: BoolArray) -> Int64Array:
    """Return of each text whether the rules give it no code (0), one (1), or several (2)."""
    kinds: Int64Array = np.minimum(rule.sum(axis=1), KINDS - 1).astype(np.int64)
    return kinds


def _silent(rule: BoolArray) -> BoolArray:
    """Return texts × codes: whether the text has no code by any rule."""
    return np.repeat(~rule.any(axis=1, keepdims=True), rule.shape[1], axis=1)


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
    features = np.stack([rule, _silent(rule), margins], axis=2)[judged].astype(np.float64)
    model = LogisticRegression(C=JOIN_STRENGTH).fit(features, there)
    fires, silent, slope = map(float, model.coef_[0])
    join = Join(float(model.intercept_[0]), fires, silent, slope, HALF)
    probability = join.probability(margins, rule)[judged]
    best = max(_f1_of(probability > each, there) for each in THRESHOLDS)
    return replace(join, threshold=max(best / 2, LOWEST))


def _f1_of(guess: BoolArray, truth: BoolArray) -> float:
    return 2 * float((guess & truth).sum()) / max(float(guess.sum() + truth.sum()), 1.0)


def _parts(who: Sequence[str], folds: int, seed: int) -> Int64Array:
    """Return a part for each example; those of one respondent share it, and those of one source if several
    sources have examples and none has most of them.
    """
    sources = Counter(one.partition(SOURCE)[0] for one in who if SOURCE in one)
    apart = len(sources) > 1 and max(sources.values()) <= MOST * sources.total()
    whole = [one.partition(SOURCE)[0] if apart else one for one in who]
    people = sorted(set(whole), key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())
    place = {one: number % folds for number, one in enumerate(people)}
    return np.array([place[one] for one in whole], dtype=np.int64)


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


def _unit(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return rows of length 1."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1.0)) @ rows)
