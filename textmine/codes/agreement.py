"""How far two or more coders, or runs, put the same codes on the same answers, beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from textmine.arrays import FloatArray, Int64Array
from textmine.codes.code_columns import code_columns
from textmine.errors import SurveyError
from textmine.settings import DEFAULTS

MEASURES = ("agreement", "kappa", "alpha", "ac1")
MISSING = -1
ANSWERS = 10  # judged by two coders; fewer bear no interval
# Answers that a coder put into another than the usual category; fewer bear no interval of kappa and alpha.
OTHERS = 5
# Answers judged by two; fewer bear none of these either. A code much rarer than OTHERS / n reaches OTHERS by
# chance, and its share is then overrated: harmless up to a third, not at a half. For the same reason a higher
# OTHERS holds the truth less often, not more (benchmarks/README.md).
ENOUGH = 3 * OTHERS
MANY = 1e9  # answers of a population, where Krippendorff's correction for few has no weight


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
    ``_high`` (95 %, see :func:`measures`), and ``why`` (key of a label where something is missing: "nothing"
    was judged by two; all judgements are the same, "constant": no kappa and alpha; "few" answers, below 10:
    no interval; fewer than 15, "small", or all but fewer than 5 were judged the same by all, "rare": no
    interval of kappa and alpha). ``kappa``: Cohen, J. (1960), A coefficient of agreement for nominal scales,
    Educ. Psychol. Meas. 20, 37–46; of more than two coders the mean over pairs (Light, R. J. 1971, Psychol.
    Bull. 76, 365–377). ``alpha``: Krippendorff, K. (2011), Computing Krippendorff's alpha-reliability,
    nominal. ``ac1``: Gwet, K. L. (2008), Br. J. Math. Stat. Psychol. 61, 29–48, with missing judgements as in
    his Handbook of Inter-Rater Reliability (2014).

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

    Intervals come from ``samples`` random weights of the answers (the Bayesian bootstrap: Rubin, D. B. 1981,
    Ann. Statist. 9, 130–134), for the low end with one more answer that a coder judged unlike the others,
    for the high end with one more of the rarest category that all judged alike. Of the raw agreement of two
    coders these are the limits of Clopper, C. J. & Pearson, E. S. (1934), Biometrika 26, 404–413, which hold
    the true value at least as often as they say; by simulation so do those of the others, down to the counts
    below which none is given (``benchmarks/coverage.py``). Resampling the answers alone does not: what was
    not seen in a few answers, such as a disagreement, is then taken to be impossible. The interval of alpha
    is that of endless answers: the correction for few is one of the estimate, and no interval with it would
    reach -1. Of coders who agree less than by chance kappa's low end is not above alpha's, which of endless
    answers and two coders never exceeds kappa: how unequally the coders gave the code, which few answers
    exaggerate, raises kappa, not alpha.

    >>> alike = np.array([[1, 1]] * 6 + [[0, 0]] * 14)
    >>> found = measures(alike)
    >>> [round(found[f"agreement{end}"], 2) for end in ("", "_low", "_high")]  # exact: .025 ** (1 / 20)
    [1.0, 0.83, 1.0]
    """
    given_by = (judged >= 0).sum(axis=1)
    n = int((given_by >= 2).sum())
    result: dict[str, object] = {"coders": judged.shape[1], "n": n}
    # Gwet's chance agreement counts answers of a single coder too, so they stay.
    patterns, counts = np.unique(judged[given_by >= 1], axis=0, return_counts=True)
    lowest, highest = _reweighted(patterns, counts, seed=seed, samples=samples)
    why = _too_few(judged[given_by >= 2])
    for name, measure in zip(MEASURES, (_agreement, _kappa, _alpha, _ac1), strict=True):
        value = low = high = np.nan
        if why != "nothing":
            value = float(measure(patterns, counts[None, :].astype(float))[0])
        has_interval = why in ("", "constant") or (why in ("small", "rare") and name in ("agreement", "ac1"))
        if samples and has_interval and n >= ANSWERS and not np.isnan(value):
            low = min(value, _quantile(measure(*lowest), 0.025))
            high = max(value, min(1.0, _quantile(measure(*highest), 0.975)))
        result |= {name: value, f"{name}_low": low, f"{name}_high": high}
    if float(str(result["kappa"])) <= 0:
        result["kappa_low"] = min(float(str(result[f"{name}_low"])) for name in ("kappa", "alpha"))
    return result | {"why": why}


def _too_few(judged: Int64Array) -> str:
    """Return the key of the label that says what these judgements do not bear; "" if they bear everything."""
    if not len(judged):
        return "nothing"
    usual = np.bincount(judged[judged >= 0]).argmax()
    others = int(((judged >= 0) & (judged != usual)).any(axis=1).sum())
    if not others:
        return "constant"
    if len(judged) < ANSWERS:
        return "few"
    if len(judged) < ENOUGH:
        return "small"
    return "rare" if others < OTHERS else ""


def _reweighted(
    patterns: Int64Array, counts: Int64Array, *, seed: int, samples: int
) -> tuple[tuple[Int64Array, FloatArray], tuple[Int64Array, FloatArray]]:
    """Return patterns with random weights, a row per draw: those of the low ends, those of the high ends."""
    coders, categories = patterns.shape[1], range(max(1, int(patterns.max(initial=0))) + 1)
    rarest = min(categories, key=lambda each: (int(counts @ (patterns == each).sum(axis=1)), -each))
    split = [
        [one if coder == place else other for coder in range(coders)]
        for place in range(coders)
        for one in categories
        for other in categories
        if one != other
    ]
    random = np.random.default_rng(seed)
    drawn = random.standard_gamma(counts, size=(samples, len(counts)))
    both = []
    for added in (split, [[rarest] * coders]):
        more = random.standard_gamma(1 / len(added), size=(samples, len(added)))
        weights = np.hstack([drawn, more])
        weights *= MANY / weights.sum(axis=1, keepdims=True)
        both.append((np.vstack([patterns, np.array(added, dtype=np.int64)]), weights))
    return both[0], both[1]


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


def _quantile(values: FloatArray, share: float) -> float:
    """Return ``numpy.nanquantile`` of a row, in a tenth of its time."""
    known = np.sort(values[~np.isnan(values)])
    return float(np.interp(share * (len(known) - 1), np.arange(len(known)), known))


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
