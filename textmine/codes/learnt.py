"""What examples have taught: it gives answers probabilities of codes, and is kept as a text file.

It needs no scikit-learn, which takes longer to load than a short survey takes to code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import log

import numpy as np
import pandas as pd
from scipy import sparse

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.codes.codebook import Codebook
from textmine.codes.examples import bundled_examples, of_frame, together
from textmine.inputs.normalize import normalize

Encode = Callable[[Sequence[str]], FloatArray]  # texts -> a row of length 1 each, whatever stands beside it
KINDS = 3  # of texts: without a code by the rules, with one, with several
MEANING = 1.5  # the length of a row of meanings beside one of characters and one of words, each of length 1
HALF = 0.5
DECIMALS = 2  # of log odds: what is beyond depends on the texts that were encoded together
ERROR = 5e-5  # of log odds, at most, by that
SHARED = 2  # examples that hold a pair of characters, where characters alone are compared
KEPT = 100  # parts of one that weights are kept in


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts as the learner sees them.

    Attributes:
        clean: the texts, normalised.
        words: of each text its words; None where characters alone are compared.
        meanings: a row of length 1 per text; None without the encoder.
    """

    clean: list[str]
    words: list[list[str]] | None = None
    meanings: FloatArray | None = None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.clean)

    def take(self, rows: Int64Array) -> Texts:
        """Return some of the texts."""
        clean = [self.clean[row] for row in rows]
        words = None if self.words is None else [self.words[row] for row in rows]
        return Texts(clean, words, None if self.meanings is None else self.meanings[rows])


@dataclass(frozen=True, eq=False)
class Pieces:
    """Which pieces of texts count, and how much (TF-IDF, with the logarithm of counts).

    Attributes:
        numbers: piece -> its number.
        rarity: of each the weight, the larger the fewer examples hold it.
    """

    numbers: dict[str, int]
    rarity: FloatArray

    @staticmethod
    def of(texts: Sequence[Sequence[str]], fewest: int = 1) -> Pieces:
        """Return the pieces of examples; ``fewest``: examples that hold one that counts."""
        held = Counter(piece for pieces in texts for piece in set(pieces))
        kept = sorted(piece for piece, count in held.items() if count >= fewest)
        numbers = {piece: number for number, piece in enumerate(kept)}
        found = np.array([held[piece] for piece in numbers], dtype=np.float64)
        return Pieces(numbers, np.log((1 + len(texts)) / (1 + found)) + 1)

    def rows(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """Return texts × pieces, each row of length 1."""
        places, values, ends = list[int](), list[float](), [0]
        for pieces in texts:
            for piece, count in Counter(pieces).items():
                if (place := self.numbers.get(piece)) is not None:
                    places.append(place)
                    values.append((1 + log(count)) * self.rarity[place])
            ends.append(len(places))
        shape = (len(texts), len(self.numbers))
        return _unit(sparse.csr_matrix((values, places, ends), shape=shape, dtype=np.float64))


@dataclass(frozen=True, eq=False)
class Features:
    """Which characters (alone and in pairs) and words count; None: words do not."""

    characters: Pieces
    words: Pieces | None = None

    @staticmethod
    def of(texts: Texts) -> Features:
        """Return the features of examples."""
        grams = [_grams(text) for text in texts.clean]
        if texts.words is None:
            return Features(Pieces.of(grams, SHARED))
        return Features(Pieces.of(grams), Pieces.of(texts.words))

    def rows(self, texts: Texts) -> sparse.csr_matrix:
        """Return texts × features: characters, words and meanings side by side."""
        blocks = [self.characters.rows([_grams(text) for text in texts.clean])]
        if self.words is not None and texts.words is not None:
            blocks.append(self.words.rows(texts.words))
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
        odds = self.base + self.rule * rule + self.silent * silent(rule) + self.slope * margins
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
        over_sources: whether it was judged on the texts of writers of which none was learnt from, not only on
            other respondents.
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
    over_sources: bool
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
        known = self.margins.learnable & self.seen[kinds(rule)][:, None]
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


def texts_of(
    texts: Sequence[str], words: list[list[str]] | None = None, encode: Encode | None = None
) -> Texts:
    """Return texts, and their words, as the learner sees them."""
    clean = [normalize(text) for text in texts]
    return Texts(clean, words, None if encode is None else encode(clean))


def bundled_learnt(codebook: Codebook, tables: Sequence[pd.DataFrame]) -> Learnt | None:
    """Return what the examples of a bundled frame have taught; None without any, or where they are no gain.

    It was learnt by characters when textmine was made (``python -m tests.learnt``): ``gains`` are of then.
    """
    examples = bundled_examples(codebook)
    if examples is None or not (place := examples.with_suffix(".json")).is_file():
        return None
    return read_learnt(place.read_text(encoding="utf-8"), together(codebook, [of_frame(codebook), *tables]))


def learnt_text(learnt: Learnt) -> str:
    """Return what was learnt by characters as the text of a file (JSON), without the examples."""
    margins, characters = learnt.margins, learnt.margins.features.characters
    table = np.column_stack([characters.rarity, margins.weights])
    parts = {
        "codes": learnt.names,
        "bias": _parts_of(margins.bias),
        "fires": _parts_of(margins.fires),
        "learnable": margins.learnable.tolist(),
        "join": asdict(learnt.join) if learnt.join else None,
        "gains": learnt.gains.round(4).to_dict("split", index=False),
        "seen": learnt.seen.tolist(),
        "over_sources": learnt.over_sources,
        "is_used": learnt.is_used,
    }
    lines = [f"{_json(key)}: {_json(part)}" for key, part in parts.items()]
    grams = [
        f"{_json(gram)}: {_json(row)}" for gram, row in zip(characters.numbers, _parts_of(table), strict=True)
    ]
    return "{\n" + ",\n".join([*lines, '"grams": {\n' + ",\n".join(grams) + "\n}"]) + "\n}\n"


def read_learnt(text: str, examples: pd.DataFrame) -> Learnt:
    """Return what :func:`learnt_text` holds, with the examples that it was learnt from."""
    held = json.loads(text)
    table, bias, fires = (
        np.array(each, dtype=np.float64) / KEPT
        for each in ([*held["grams"].values()], held["bias"], held["fires"])
    )
    characters = Pieces({gram: number for number, gram in enumerate(held["grams"])}, table[:, 0])
    margins = Margins(
        Features(characters), table[:, 1:], fires, bias, np.array(held["learnable"], dtype=bool)
    )
    return Learnt(
        tuple(held["codes"]),
        examples,
        texts_of(examples["text"].tolist()),
        margins,
        Join(**held["join"]) if held["join"] else None,
        pd.DataFrame(held["gains"]["data"], columns=held["gains"]["columns"]).astype({"code": "str"}),
        np.array(held["seen"], dtype=bool),
        held["over_sources"],
        held["is_used"],
    )


def _json(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def _parts_of(numbers: FloatArray) -> list[object]:
    parts: list[object] = np.rint(numbers * KEPT).astype(np.int64).tolist()
    return parts


def _grams(text: str) -> list[str]:
    return [*text, *(text[place : place + 2] for place in range(len(text) - 1))]


def kinds(rule: BoolArray) -> Int64Array:
    """Return of each text whether the rules give it no code (0), one (1), or several (2)."""
    return np.asarray(np.minimum(rule.sum(axis=1), KINDS - 1), dtype=np.int64)


def silent(rule: BoolArray) -> BoolArray:
    """Return texts × codes: whether the text has no code by any rule."""
    return np.repeat(~rule.any(axis=1, keepdims=True), rule.shape[1], axis=1)


def _unit(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return rows of length 1."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1.0)) @ rows)
