"""How far two or more coders, or runs, put the same codes on the same answers, beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from textmine.arrays import FloatArray, Int64Array
from textmine.codes.code_answers import code_columns
from textmine.errors import SurveyError
from textmine.settings import DEFAULTS

MEASURES = ("agreement", "kappa", "alpha", "ac1")
MISSING = -1


def agreement(
    a: pd.DataFrame,
    b: pd.DataFrame,
    /,
    *more: pd.DataFrame,
    seed: int = DEFAULTS.corrections.seed,
    samples: int = DEFAULTS.corrections.samples,
) -> pd.DataFrame:
    """Return how far coders agree on each code: one row per code, in the order of the first table.

    Each table is one coder's or one run's: a row per answer with ``answer`` and one column per code (＊…) of
    0 and 1; NaN, or no such row, is an answer that this coder did not judge. A code that not all tables have
    is compared among those that have it.

    Columns: ``code``, ``coders``, ``n`` (answers judged by at least two), ``agreement`` (share of equal
    judgements among pairs of judgements of an answer), ``kappa``, ``alpha``, ``ac1``, each with ``_low`` and
    ``_high`` (95 % percentile bootstrap over answers), and ``why`` (key of a label where a value is missing:
    "nothing" was judged by two, or all judgements are the same, "constant"). ``kappa``: Cohen, J. (1960), A
    coefficient of agreement for nominal scales, Educ. Psychol. Meas. 20, 37–46; of more than two coders the
    mean over pairs (Light, R. J. 1971, Psychol. Bull. 76, 365–377). ``alpha``: Krippendorff, K. (2011),
    Computing Krippendorff's alpha-reliability, nominal. ``ac1``: Gwet, K. L. (2008), Br. J. Math. Stat.
    Psychol. 61, 29–48, with missing judgements as in his Handbook of Inter-Rater Reliability (2014).

    Raises:
        SurveyError: if a table has an answer twice, the tables hold different texts, or share no code.

    >>> one = pd.DataFrame({"answer": range(4), "＊費用": [1, 1, 0, 0]})
    >>> two = pd.DataFrame({"answer": range(4), "＊費用": [1, 0, 0, 0]})
    >>> agreement(one, two)[["code", "n", "agreement", "kappa"]].values.tolist()
    [['＊費用', 4, 0.75, 0.5]]
    """
    tables = _checked((a, b, *more))
    lines = []
    for code in _shared(tables):
        judged, _ = _matrix([table for table in tables if code in table], code)
        lines.append({"code": code, **measures(judged, seed=seed, samples=samples)})
    columns = ["code", "coders", "n"]
    columns += [f"{each}{end}" for each in MEASURES for end in ("", "_low", "_high")]
    return pd.DataFrame(lines, columns=[*columns, "why"]).astype({"code": "str", "why": "str"})


def disagreements(
    a: pd.DataFrame, b: pd.DataFrame, /, *more: pd.DataFrame, coders: Sequence[str] = ()
) -> pd.DataFrame:
    """Return what coders do not agree on: one row per answer and code, in the order of codes, then answers.

    Columns: ``code``, ``answer``, ``respondent``, ``text`` (of the first table that has them), and one per
    table with its judgement (0, 1 or NaN), named as ``coders`` says, else ``coder_1``, ``coder_2`` …

    Raises:
        SurveyError: as :func:`agreement`.

    >>> one = pd.DataFrame({"answer": [7], "text": ["費用が負担"], "＊費用": [1]})
    >>> disagreements(one, one.assign(**{"＊費用": 0})).drop(columns="respondent").values.tolist()
    [['＊費用', 7, '費用が負担', 1.0, 0.0]]
    """
    tables = _checked((a, b, *more))
    names = list(coders) or [f"coder_{number}" for number in range(1, len(tables) + 1)]
    about = {}
    for column in ("respondent", "text"):
        first_of: dict[int, str] = {}
        for table in reversed(tables):
            if column in table:
                first_of |= dict(zip(table.index.tolist(), table[column].tolist(), strict=True))
        about[column] = first_of
    lines: list[dict[str, object]] = []
    for code in _shared(tables):
        having = [number for number, table in enumerate(tables) if code in table]
        judged, index = _matrix([tables[number] for number in having], code, coded=False)
        for answer, values in zip(index, judged.tolist(), strict=True):
            judgements = {value for value in values if value == value}
            if len(judgements) > 1:
                line: dict[str, object] = {"code": code, "answer": answer}
                line |= {column: about[column].get(answer, "") for column in about}
                lines.append(line | dict(zip([names[number] for number in having], values, strict=True)))
    table = pd.DataFrame(lines, columns=["code", "answer", "respondent", "text", *names])
    kinds = {"code": "str", "answer": "int64", "respondent": "str", "text": "str"}
    return table.astype(kinds | dict.fromkeys(names, "float64"))


def measures(
    judged: Int64Array, *, seed: int = DEFAULTS.corrections.seed, samples: int = DEFAULTS.corrections.samples
) -> dict[str, object]:
    """Return the measures of :func:`agreement` for one code.

    ``judged`` has a row per answer and a column per coder: categories 0, 1, 2 …, and -1 where not judged.
    """
    twice = (judged >= 0).sum(axis=1) >= 2
    result: dict[str, object] = {"coders": judged.shape[1], "n": int(twice.sum())}
    why = "" if twice.any() else "nothing"
    # Gwet's chance agreement counts answers of a single coder too, so they stay.
    patterns, counts = np.unique(judged[(judged >= 0).any(axis=1)], axis=0, return_counts=True)
    size = int(counts.sum())
    drawn = np.zeros((0, len(counts)))
    if why == "" and samples:
        drawn = np.random.default_rng(seed).multinomial(size, counts / size, size=samples).astype(float)
    for name, measure in zip(MEASURES, (_agreement, _kappa, _alpha, _ac1), strict=True):
        value = low = high = np.nan
        if not why:
            value = float(measure(patterns, counts[None, :].astype(float))[0])
            again = measure(patterns, drawn) if len(drawn) else np.zeros(0)
            again = again[~np.isnan(again)]
            if len(again) and not np.isnan(value):
                low, high = (float(end) for end in np.quantile(again, [0.025, 0.975]))
        result |= {name: value, f"{name}_low": low, f"{name}_high": high}
    values = [float(str(result[name])) for name in MEASURES]
    return result | {"why": why or ("constant" if np.isnan(values).any() else "")}


# ---- of patterns of judgements and how often each occurs (a row of weights per resample)


def _of_categories(patterns: Int64Array) -> FloatArray:
    """Return how many coders gave each pattern each category; at least two categories."""
    last = max(1, int(patterns.max(initial=0)))
    return np.stack([(patterns == each).sum(axis=1) for each in range(last + 1)], axis=1).astype(float)


def _agreement(patterns: Int64Array, weights: FloatArray) -> FloatArray:
    given = _of_categories(patterns)
    coders = given.sum(axis=1)
    twice = coders >= 2
    pairs = np.where(twice, coders * (coders - 1), 1.0)
    equal = np.where(twice, (given * (given - 1)).sum(axis=1) / pairs, 0.0)
    return _ratio(weights @ equal, weights @ twice.astype(float))


def _kappa(patterns: Int64Array, weights: FloatArray) -> FloatArray:
    last = max(1, int(patterns.max(initial=0)))
    total, defined = np.zeros(len(weights)), np.zeros(len(weights))
    for one, two in combinations(range(patterns.shape[1]), 2):
        first, second = patterns[:, one], patterns[:, two]
        both = (first >= 0) & (second >= 0)
        count = weights @ both.astype(float)
        observed = _ratio(weights @ (both & (first == second)).astype(float), count)
        chance = np.zeros(len(weights))
        for each in range(last + 1):
            left = weights @ (both & (first == each)).astype(float)
            right = weights @ (both & (second == each)).astype(float)
            chance = chance + _ratio(left * right, count * count)
        kappa = _ratio(observed - chance, 1 - chance)
        total += np.nan_to_num(kappa)
        defined += ~np.isnan(kappa)
    return _ratio(total, defined)


def _alpha(patterns: Int64Array, weights: FloatArray) -> FloatArray:
    given = _of_categories(patterns)
    coders = given.sum(axis=1)
    twice = coders >= 2
    given = given * twice[:, None]
    apart = (given.sum(axis=1) ** 2 - (given**2).sum(axis=1)) / np.where(twice, coders - 1, 1.0)
    of_category = weights @ given
    count = of_category.sum(axis=1)
    observed = _ratio(weights @ apart, count)
    expected = _ratio(count**2 - (of_category**2).sum(axis=1), count * (count - 1))
    return 1 - _ratio(observed, expected)


def _ac1(patterns: Int64Array, weights: FloatArray) -> FloatArray:
    given = _of_categories(patterns)
    share = given / given.sum(axis=1, keepdims=True)
    mean = _ratio(weights @ share, weights.sum(axis=1)[:, None])
    chance = (mean * (1 - mean)).sum(axis=1) / (given.shape[1] - 1)
    return _ratio(_agreement(patterns, weights) - chance, 1 - chance)


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """Return ``above / below``; NaN where that is undefined."""
    known = np.abs(below) > 1e-12
    return np.where(known, above / np.where(known, below, 1.0), np.nan)


# ---- tables


def _checked(tables: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return the tables by answer, after a look whether they are about the same answers."""
    by_answer = []
    texts: dict[int, str] = {}
    for number, table in enumerate(tables, 1):
        twice = table["answer"][table["answer"].duplicated()]
        if len(twice):
            raise SurveyError(
                "coder {number} has the answer {answer} twice; agreement needs one row per answer",
                number=number,
                answer=int(twice.iloc[0]),
            )
        if "text" in table:
            for answer, text in zip(table["answer"].tolist(), table["text"].tolist(), strict=True):
                if texts.setdefault(answer, text) != text:
                    raise SurveyError(
                        "the answer {answer} reads {one!r} with one coder and {other!r} with another; give "
                        "tables of the same survey",
                        answer=answer,
                        one=texts[answer],
                        other=text,
                    )
        by_answer.append(table.set_index("answer"))
    return by_answer


def _shared(tables: Sequence[pd.DataFrame]) -> list[str]:
    codes = list(dict.fromkeys(code for table in tables for code in code_columns(table)))
    shared = [code for code in codes if sum(code in table for table in tables) >= 2]
    if not shared:
        raise SurveyError("the coders share no code; there are: {known}", known=" ".join(codes) or "-")
    return shared


def _matrix(tables: Sequence[pd.DataFrame], code: str, *, coded: bool = True) -> tuple[Int64Array, list[int]]:
    """Return the judgements (a row per answer, a column per coder) and the answers, in their order."""
    wide = pd.concat([table[code].astype("float64") for table in tables], axis=1).sort_index()
    values = wide.to_numpy(dtype=np.float64)
    judged = np.where(np.isnan(values), MISSING, values).astype(np.int64) if coded else values
    return judged, [int(answer) for answer in wide.index]
