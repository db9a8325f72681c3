"""What share of the respondents has each code, though the machine errs: from its codes and a random audit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, FloatArray, Int64Array
from textmine.codes.audit import FEWEST
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import Codebook
from textmine.errors import TableError
from textmine.settings import DEFAULTS
from textmine.tables import membership
from textmine.tables.code_counts import rows_with, upper_by_code
from textmine.tables.crosstab import SEVERAL
from textmine.tables.measures import jeffreys, wilson
from textmine.words.corpus import Corpus

ALL = ("other", "total")  # of an answer: it has none of the codes, or any


@dataclass(frozen=True, eq=False)
class Counts:
    """Respondents by what machine and person say of codes: arrays of one shape, a number for each code.

    Attributes:
        base: respondents.
        machine: those to whom the machine gives the code.
        audited: those whose every answer was read by a person, drawn at random.
        audited_machine: those of them to whom the machine gives the code.
        right: those of them to whom both give it.
        missed: those of them to whom only the person gives it.
    """

    base: Int64Array
    machine: Int64Array
    audited: Int64Array
    audited_machine: Int64Array
    right: Int64Array
    missed: Int64Array


def prediction_powered(counts: Counts) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the share of respondents with each code, and the low and high end of its 95 % interval.

    The estimate is that of prediction-powered inference with the weight of the machine tuned: the share in
    the audit, plus λ times the difference of the machine's shares in all and in the audit, with λ the slope
    of person on machine there. For codes of 0 and 1 that is ``p·right/with + (1 - p)·missed/without``: p is
    the machine's share in all, and those with and without its code are taken as right as the audit finds
    them. If all are audited it is their share. The interval puts the Jeffreys intervals of the two and the
    Wilson interval of p together as their squares (MOVER). The normal interval, which is usual, is nothing
    where the audit shows no error by chance, and held shares of 1 % as seldom as one time in four.

    NaN where the machine gives the code to none of the audited, or to all: it says nothing there.

    Sources: Angelopoulos, A. N., Bates, S., Fannjiang, C., Jordan, M. I. & Zrnic, T. (2023),
    Prediction-powered inference, Science 382, 669–674; λ as in Angelopoulos, A. N., Duchi, J. C. & Zrnic, T.
    (2023), PPI++: efficient prediction-powered inference, arXiv 2311.01453; the form for two classes is
    Tenenbein, A. (1970), A double sampling scheme for estimating from binomial data with misclassifications,
    JASA 65, 1350–1361; the interval is that of Zou, G. Y., Huang, W. & Zhang, X. (2009), A note on confidence
    interval estimation for a linear function of binomial proportions, Comput. Stat. Data Anal. 53, 1080–1085.

    >>> one = Counts(*(np.array([n]) for n in (1000, 300, 100, 40, 30, 6)))
    >>> share, low, high = prediction_powered(one)  # .3 · 30 / 40 + .7 · 6 / 60
    >>> share.round(3).tolist(), low.round(3).tolist(), high.round(3).tolist()
    ([0.295], [0.233], [0.372])
    """
    with_code, without = counts.audited_machine, counts.audited - counts.audited_machine
    known = (with_code > 0) & (without > 0)
    part = counts.machine / np.maximum(counts.base, 1)
    right = counts.right / np.maximum(with_code, 1)
    missed = counts.missed / np.maximum(without, 1)
    share = part * right + (1 - part) * missed
    part_low, part_high = wilson(counts.machine, counts.base)
    right_low, right_high = jeffreys(counts.right, with_code, modified=False)
    missed_low, missed_high = jeffreys(counts.missed, without, modified=False)
    slope = right - missed
    # A larger share of the machine's code means more with the code, unless its code speaks against it.
    fewer = np.where(slope > 0, part - part_low, part_high - part)
    more = np.where(slope > 0, part_high - part, part - part_low)
    below = part * (right - right_low), (1 - part) * (missed - missed_low), slope * fewer
    above = part * (right_high - right), (1 - part) * (missed_high - missed), slope * more
    low = np.maximum(share - np.sqrt(sum(each**2 for each in below)), 0.0)
    high = np.minimum(share + np.sqrt(sum(each**2 for each in above)), 1.0)
    share, low, high = (np.where(known, each, np.nan) for each in (share, low, high))
    return share, low, high


def estimated(counts: Counts, *, minimum: int = FEWEST) -> pd.DataFrame:
    """Return the shares of :func:`code_shares`, without the names of the codes: one row per number of counts.

    >>> one = Counts(*(np.array([n]) for n in (1000, 300, 40, 16, 12, 2)))
    >>> estimated(one)[["share", "method", "why", "machine_share"]].values.tolist()
    [[0.35, 'audit', 'few', 0.3]]
    """
    having = counts.right + counts.missed
    size = np.maximum(counts.audited, 1)
    audit_low, audit_high = jeffreys(having, counts.audited)
    machine_low, machine_high = wilson(counts.machine, counts.base)
    share, low, high = prediction_powered(counts)
    alike, few, none = np.isnan(share), counts.audited < minimum, counts.audited == 0
    alone = alike | few
    table = pd.DataFrame(
        {
            "share": np.where(alone, having / size, share),
            "low": np.where(alone, audit_low, low),
            "high": np.where(alone, audit_high, high),
            "method": pd.Series(np.select([none, alone], ["", "audit"], "ppi"), dtype="str"),
            "why": pd.Series(np.select([none, few, alike], ["none", "few", "alike"], ""), dtype="str"),
            "machine_respondents": counts.machine,
            "machine_share": counts.machine / np.maximum(counts.base, 1),
            "machine_low": machine_low,
            "machine_high": machine_high,
            "audited": counts.audited,
            "audit_respondents": having,
            "audit_share": having / size,
            "audit_low": audit_low,
            "audit_high": audit_high,
            "base": counts.base,
        }
    )
    unknown = ["share", "low", "high", "audit_share", "audit_low", "audit_high"]
    table.loc[none, unknown] = np.nan
    return table


def code_shares(
    machine: pd.DataFrame,
    audited: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    minimum: int = FEWEST,
) -> pd.DataFrame:
    """Return what share of the respondents has each code, three ways: one row per code, as in the frame.

    ``machine`` is a table of codes, a row per answer, nobody's decisions in it, by rules or a model that has
    not learnt from the audit. ``audited`` is what a person says of the answers of respondents drawn at
    random, as ``textmine.codes.audit.audited`` returns it: a row per answer, 0 or 1 per code, NaN where not
    judged. The unit is the respondent, who has a code if one of their answers has it, and is audited as to a
    code if all of their answers are judged as to it.

    Columns: ``code``, ``level`` ("upper", "code", "other": an answer without any code, or "total": one with
    any), ``share`` (0–1,
    of ``base``) with its 95 % interval ``low`` and ``high``, ``method`` ("ppi": by prediction-powered
    inference, see :func:`prediction_powered`; "audit": that of the audited alone; "": nobody is audited),
    ``why`` it is not "ppi" ("few": fewer than ``minimum`` are audited; "alike": the machine gives the code
    to none or to all of them; "none"); by counting the machine's codes ``machine_respondents``,
    ``machine_share``, ``machine_low``, ``machine_high`` (Wilson interval, which takes the machine to be
    right); of the audited alone ``audited`` (respondents), ``audit_respondents`` (with the code),
    ``audit_share``, ``audit_low``, ``audit_high`` (modified Jeffreys interval); ``base`` (respondents with a
    substantive answer). As in every table here the respondents are taken as drawn at random from such people:
    if all are audited, what is left is that interval. Sources as said there, and at ``wilson`` and
    ``jeffreys`` in ``textmine.tables.measures``.

    >>> texts = {"respondent": list("abcd"), "kind": "substantive"}
    >>> machine = pd.DataFrame({"answer": range(4), **texts, "document": 1, "＊費用": [1, 1, 0, 0]})
    >>> audited = pd.DataFrame({"answer": [0, 2], "＊費用": [1.0, 1.0]})
    >>> code_shares(machine, audited)[["code", "machine_share", "audited", "audit_share"]].values.tolist()
    [['＊費用', 0.5, 2, 1.0], ['other', 0.5, 2, 0.0], ['total', 0.5, 2, 1.0]]
    """
    answered = machine[(machine["kind"] == "substantive").to_numpy()]
    judged = _judged(answered, audited, codebook)
    return _table(judged, np.ones(len(answered), dtype=bool), minimum)


def code_shares_by(
    corpus: Corpus,
    machine: pd.DataFrame,
    audited: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    by: str,
    minimum: int = FEWEST,
    values: int = DEFAULTS.compare.values,
    changes: bool = False,
) -> pd.DataFrame:
    """Return the shares of :func:`code_shares` among the respondents of each value of an attribute.

    Columns: ``attribute``, ``value``, then those of :func:`code_shares`, each of the respondents with that
    value (``base``); a respondent has code and value if one answer has both, as in ``crosstab``. Sorted by
    code as in the frame, then by value in its order. With ``changes`` the values are waves, and there are
    ``difference`` (of ``share``, to the wave before), ``difference_low`` and ``difference_high`` (95 %: the
    intervals of the two put together as in Newcombe, R. G. 1998, Statistics in Medicine 17, 873–890).

    Raises:
        TableError: no such attribute, one with more than ``values`` values, or a respondent in two waves.
    """
    rows = membership.rows_of(corpus)
    (groups,) = membership.groups(corpus, by, most=values)
    places = pd.Index(machine["answer"]).get_indexer(pd.Index(rows.answers["answer"]))
    judged = _judged(machine.iloc[places], audited, codebook)
    hits = groups.hits.toarray().astype(bool)
    several = np.asarray(membership.people(rows, groups.hits).sum(axis=1)).ravel() > 1
    is_choice = by in corpus.survey.attributes and bool(corpus.survey.separator(by))
    if not is_choice and several.sum() <= SEVERAL * len(several):  # as crosstab leaves them out
        hits &= ~several[rows.of][:, None]
    elif changes:
        raise TableError(
            "some respondents are in two waves of {attribute!r} or more; a change is tested between "
            "different people",
            attribute=by,
        )
    tables = []
    for number, value in enumerate(groups.names):
        table = _table(judged, hits[:, number], minimum)
        place = {"place": range(len(table)), "attribute": by, "value": value}
        tables.append(pd.concat([pd.DataFrame(place), table], axis=1))
    table = pd.concat(tables).sort_values("place", kind="stable").reset_index(drop=True)
    table = table.astype({"attribute": "str", "value": "str"})
    if changes:
        before = table.groupby("place")[["share", "low", "high"]].shift()
        table["difference"], table["difference_low"], table["difference_high"] = differences(table, before)
    return table.drop(columns="place")


def code_estimates(counts: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Return a table of ``code_counts`` in whose shares those of an audit stand, where it is large enough.

    The one place that decides what a report says first of a code: the share that :func:`code_shares`
    estimates, if it had enough audited respondents (``why`` is neither "few" nor "none"), and else the share
    by counting the codes that were given. Columns: ``code``, ``level``, ``definition``, ``share`` with
    ``low`` and ``high``, ``method`` (of the estimate; "counted": there is none), ``respondents`` to whom the
    code was given, ``given_share`` (the share of these), and the rest of ``counts``. Without any estimate
    ``counts`` is returned as it is.

    >>> names = {"code": ["＊費用"], "level": "code", "definition": ""}
    >>> counts = pd.DataFrame({**names, "respondents": 30, "share": 0.3, "low": 0.22, "high": 0.4})
    >>> audit = {"share": 0.42, "low": 0.36, "high": 0.48, "method": "ppi", "why": ""}
    >>> table = code_estimates(counts, pd.DataFrame({**names, **audit}))
    >>> table[["code", "share", "method", "respondents", "given_share"]].values.tolist()
    [['＊費用', 0.42, 'ppi', 30, 0.3]]
    """
    enough = shares[~shares["why"].isin(("few", "none"))].set_index("code")
    has_one = counts["code"].isin(enough.index)
    if not has_one.any():
        return counts
    audit = enough.reindex(counts["code"]).reset_index(drop=True)
    table = counts.assign(
        **{end: counts[end].mask(has_one, audit[end]) for end in ("share", "low", "high")},
        method=audit["method"].where(has_one, np.where(counts["share"].isna(), "", "counted")).astype("str"),
        given_share=counts["share"],
    )
    first = ["code", "level", "definition", "share", "low", "high", "method", "respondents", "given_share"]
    return table[[*first, *(name for name in counts.columns if name not in first)]]


def differences(table: pd.DataFrame, before: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return the differences of two tables' ``share``, and the low and high ends of their intervals.

    These come from ``low`` and ``high`` of both, as in :func:`code_shares_by`; the tables are of different
    people.

    >>> one, two = (pd.DataFrame({"share": [p], "low": [p - 0.03], "high": [p + 0.04]}) for p in (0.2, 0.5))
    >>> [round(float(each.iloc[0]), 2) for each in differences(two, one)]
    [0.3, 0.25, 0.35]
    """
    difference = table["share"] - before["share"]
    below = (table["share"] - table["low"]) ** 2 + (before["high"] - before["share"]) ** 2
    above = (table["high"] - table["share"]) ** 2 + (before["share"] - before["low"]) ** 2
    return difference, (difference - below**0.5).clip(lower=-1), (difference + above**0.5).clip(upper=1)


# ---- what machine and person say of each answer, and how many respondents that makes


@dataclass(frozen=True, eq=False)
class _Judged:
    """Substantive answers × codes: what the machine says, what a person says, and whether one was asked."""

    codes: tuple[str, ...]
    levels: tuple[str, ...]
    respondent: Int64Array  # per answer
    machine: BoolArray
    person: BoolArray
    known: BoolArray


def _judged(answered: pd.DataFrame, audited: pd.DataFrame, codebook: Codebook | None) -> _Judged:
    names, upper_of = code_columns(answered), upper_by_code(codebook)
    judgements = audited.set_index("answer").reindex(index=answered["answer"], columns=names)
    judged = judgements.to_numpy(dtype=np.float64)
    lowest = [number for number, name in enumerate(names) if name not in upper_of.values()]

    def columns(hits: BoolArray) -> dict[str, BoolArray]:
        with_any = np.asarray(hits[:, lowest].any(axis=1))
        return rows_with(names, hits, upper_of) | dict.fromkeys(ALL, with_any)

    machine, person = columns(answered[names].to_numpy(dtype=bool)), columns(judged == 1)
    unknown = columns(np.isnan(judged))
    levels = [code if code in ALL else "upper" if code in upper_of.values() else "code" for code in machine]
    sign = np.array([level == "other" for level in levels])  # who has no code has none of them
    return _Judged(
        tuple(machine),
        tuple(levels),
        pd.factorize(answered["respondent"])[0].astype(np.int64),
        np.column_stack(list(machine.values())) ^ sign,
        np.column_stack(list(person.values())) ^ sign,
        ~np.column_stack(list(unknown.values())),
    )


def _counts(judged: _Judged, rows: BoolArray) -> Counts:
    """Return the respondents by what their answers in some rows have."""
    order = np.flatnonzero(rows)[np.argsort(judged.respondent[rows], kind="stable")]
    who = judged.respondent[order]
    first = np.flatnonzero(np.diff(who, prepend=-1))

    def of_respondents(answers: BoolArray, *, every: bool = False) -> BoolArray:
        if not len(first):
            return np.zeros((0, answers.shape[1]), dtype=bool)
        reduce = np.logical_and if every else np.logical_or
        return np.asarray(reduce.reduceat(answers[order], first, axis=0))

    machine, person = of_respondents(judged.machine), of_respondents(judged.person)
    known = of_respondents(judged.known, every=True)
    parts = (np.ones_like(known), machine, known, known & machine, known & machine & person)
    return Counts(*(part.sum(axis=0) for part in (*parts, known & ~machine & person)))


def _table(judged: _Judged, rows: BoolArray, minimum: int) -> pd.DataFrame:
    """Return the table of :func:`code_shares` for the respondents of some rows."""
    table = estimated(_counts(judged, rows), minimum=minimum)
    table.insert(0, "level", pd.Series(judged.levels, dtype="str"))
    table.insert(0, "code", pd.Series(judged.codes, dtype="str"))
    return table
