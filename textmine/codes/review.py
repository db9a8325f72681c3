"""Which answers a person should look at first, and what people decided put above what the rules say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, FloatArray, Int8Array, Int64Array
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import upper_of
from textmine.errors import SurveyError
from textmine.inputs.decisions import UNSEEN
from textmine.inputs.journal import fingerprint
from textmine.inputs.normalize import normalize
from textmine.words.corpus import Corpus

if TYPE_CHECKING:
    from scipy import sparse

    from textmine.codes.given import Machine

NEAR = 0.8  # of 1: how near the threshold a probability is in doubt
VARIED = 400  # turns in which answers are chosen that are unlike those before
_PARTS = 5  # of the answers, each judged by the words of the others
PLACE = ("question", "item", "sha")  # tells an answer where its respondent is called otherwise
ABOUT = ("answer", "respondent", "question", "item", "text")


def review(corpus: Corpus, coded: pd.DataFrame, machine: Machine | None = None) -> pd.DataFrame:
    """Return the substantive answers in the order in which looking at them pays, one row per answer.

    In turn one without a code, where ``machine`` says what examples teach one where they differ from the
    rules and one whose probabilities are near the threshold, one with several codes, and one with one: each
    time the one of most doubt that is least like those before it. So some of every kind are among the first,
    and what they teach holds for all. What somebody wrote before comes last, so that it is decided once.

    Columns: ``key``, ``sha`` (tell the answer when the survey is read again), ``answer``, ``respondent``,
    ``question``, ``item``, ``text``, ``why`` ("none", "against", "near", "several", "one",
    "same"), ``doubt``
    (0–1: how near the probabilities of its codes are to the threshold, on average; without examples how far
    the words speak against the rules' decision on the code where they do most, by naive Bayes on the rules'
    decisions about other answers), and what is said of each code, 0 or 1.

    ``coded`` is the table of ``code_answers(corpus, codebook)`` on the unit "answer", ``machine`` the result
    of ``code_by_machine(corpus, codebook, learnt, anyway=True)``.

    Raises:
        SurveyError: if ``coded`` has an answer twice, or lacks one of the corpus.
    """
    answers = corpus.answers[(corpus.answers["kind"] == "substantive").to_numpy()].reset_index(drop=True)
    names = code_columns(coded)
    hits = _aligned(coded, answers)[names].reset_index(drop=True)
    count = hits.sum(axis=1).to_numpy(dtype=np.int64)
    why = np.select([count == 0, count > 1], ["none", "several"], "one").astype(object)
    kinds = ["none", "several", "one"]
    if machine is None or machine.learnt is None or machine.learnt.join is None:
        doubt = _doubt(corpus, answers, hits.to_numpy(dtype=np.float64))
    else:
        rows = pd.Index(machine.coded["answer"]).get_indexer(pd.Index(answers["answer"]))
        doubt, near = _nearness(machine.probability[rows], machine.learnt.join.threshold)
        against = (machine.coded[names].to_numpy(dtype=bool) != machine.rule)[rows].any(axis=1)
        why = np.select([against, count == 0, near >= NEAR], ["against", "none", "near"], why).astype(object)
        kinds = ["none", "against", "near", *kinds[1:]]
    groups = [why == kind for kind in kinds]
    order = _in_turn(groups, doubt.round(6), features(corpus, answers), answers["answer"].to_numpy())
    texts = [normalize(text).strip() for text in answers["text"].tolist()]
    again = pd.Series([texts[row] for row in order], dtype="object").duplicated().to_numpy()
    why[order[again]] = "same"
    table = pd.concat([keys_of(answers), answers[list(ABOUT)]], axis=1)
    table["why"] = pd.Series(why, dtype="str")
    table["doubt"] = doubt.round(6)
    table = pd.concat([table, hits.astype("int8")], axis=1)
    return table.iloc[np.concatenate([order[~again], order[again]])].reset_index(drop=True)


def _nearness(probability: FloatArray, threshold: float) -> tuple[FloatArray, FloatArray]:
    """Return how near the probabilities of each answer are to the threshold: on average, and the nearest."""
    room = np.where(probability > threshold, 1 - threshold, threshold)
    near = np.nan_to_num(1 - np.abs(probability - threshold) / room)
    return near.mean(axis=1), near.max(axis=1, initial=0)


def _in_turn(
    groups: Sequence[BoolArray], doubt: FloatArray, words: sparse.csr_matrix, numbers: Int64Array
) -> Int64Array:
    """Return the answers in turn from each group, the first ones unlike one another in words."""
    by_doubt = np.lexsort((numbers, -doubt))
    left, alike = np.ones(len(doubt), dtype=bool), np.zeros(len(doubt))
    order: list[int] = []
    for turn in range(min(VARIED, len(doubt))):
        group = left & groups[turn % len(groups)]
        if not group.any():
            continue
        score = np.where(group, doubt * (1 - alike), -1.0).round(6)[by_doubt]
        chosen = int(by_doubt[np.argmax(score)])
        order.append(chosen)
        left[chosen] = False
        alike = np.maximum(alike, (words @ words[[chosen]].T).toarray().ravel())
    return np.array([*order, *by_doubt[left[by_doubt]]], dtype=np.int64)


def apply(
    coded: pd.DataFrame,
    overrides: pd.DataFrame,
    /,
    *,
    corpus: Corpus,
    missing: Literal["error", "count"] = "error",
) -> pd.DataFrame:
    """Return a table of codes in which what people decided stands above what the rules say.

    ``overrides`` are decisions as ``read_review`` returns them. An answer is found by respondent, question,
    item and text, whatever its number is now; if the respondent is called otherwise, by question, item and
    text, where only one answer reads so. Columns added: ``reviewed`` (1 where a person decided),
    ``overridden`` (the codes that a person changed, one per line), ``coder``, ``note`` (what they gave as a
    reason). An upper code follows the codes below it. ``attrs["corrections"]``:
    ``reviewed`` (answers), ``cells`` (decided), ``overridden`` (cells that differ from the rules as they are
    now), ``moved`` (found under another respondent), ``missing`` (answers not found) and ``unknown`` (codes
    not in the table).

    Raises:
        SurveyError: for a decision about an answer that is not there or whose text has changed, or about a
            code that is not there, unless ``missing`` is "count".
    """
    matches = count_matches(corpus, decisions=overrides)
    if missing == "error":
        check_matches(overrides, matches)
        _check_codes(coded, overrides)
    return _with_decisions(coded, overrides, corpus, matches, None)


def corrected(
    coded: pd.DataFrame,
    overrides: pd.DataFrame | None,
    corpus: Corpus,
    matches: pd.DataFrame | None = None,
    *,
    rule: BoolArray | None = None,
) -> pd.DataFrame:
    """Return a table of codes with the decisions about the questions of ``corpus`` (None: as it is).

    ``rule`` is what the rules say of each row and code, which is what a person overrides; without it, that is
    ``coded``. What examples say is learnt from the decisions themselves.

    Of one chunk of a survey give ``matches``, the sum of :func:`count_matches` over all chunks: a chunk gets
    the values that the whole survey would, and a decision about an answer of another chunk is no error here.
    Whether each decision matches an answer is then for :func:`check_matches` to say, once.

    Raises:
        SurveyError: as :func:`apply`.
    """
    if overrides is None:
        return coded
    overrides = overrides[overrides["question"].isin(set(corpus.answers["question"]))]
    if matches is None:
        matches = count_matches(corpus, decisions=overrides)
        check_matches(overrides, matches)
    _check_codes(coded, overrides)
    return _with_decisions(coded, overrides, corpus, matches, rule)


def count_matches(corpus: Corpus, *, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return how many answers of a survey, or of a chunk of it, each decision may be about.

    One row per reviewed answer, by its ``key``. Columns: ``same`` (answers by the same respondent to the same
    question with the same text: at most 1), ``alike`` (answers with the same question, item and text that no
    decision names by its respondent). Those of several chunks are added up by :func:`merge_matches`.
    """
    answers = corpus.answers
    now = keys_of(answers)
    reviewed = decisions.drop_duplicates("key")
    keys = pd.Index(reviewed["key"])
    others = answers[["question", "item"]].assign(sha=now["sha"].to_numpy())[
        ~now["key"].isin(keys).to_numpy()
    ]
    alike = Counter(others[list(PLACE)].itertuples(index=False, name=None))
    return pd.DataFrame(
        {
            "same": keys.isin(now["key"]).astype(np.int64),
            "alike": [alike[place] for place in reviewed[list(PLACE)].itertuples(index=False, name=None)],
        },
        index=keys,
    ).astype("int64")


def merge_matches(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the matches in two chunks that have no respondent in common."""
    return total + other


def unmatched(overrides: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Return the decisions that are about no answer of the survey, by the ``matches`` of all its chunks."""
    by_respondent = set(matches.index[matches["same"] > 0])
    return overrides[~overrides["key"].isin(by_respondent | set(_moved(overrides, matches)))]


def check_matches(overrides: pd.DataFrame, matches: pd.DataFrame) -> None:
    """Refuse decisions that are about no answer of the survey.

    Raises:
        SurveyError: if there is one.
    """
    lost = unmatched(overrides, matches)
    if len(lost):
        raise SurveyError(
            "{count} reviewed answers are not in this survey, or their text has changed; the first is by "
            "{respondent!r}, number {answer}; give the survey that was reviewed",
            count=lost["key"].nunique(),
            respondent=str(lost["respondent"].iat[0]),
            answer=lost["answer"].iat[0],
        )


def _check_codes(coded: pd.DataFrame, overrides: pd.DataFrame) -> None:
    unknown = _unknown_codes(coded, overrides)
    if unknown:
        raise SurveyError(
            "the review decides about {codes}, which the code frame does not have; give the frame that was "
            "reviewed",
            codes=" ".join(unknown),
        )


def _unknown_codes(coded: pd.DataFrame, overrides: pd.DataFrame) -> list[str]:
    return sorted(set(overrides["code"]) - set(code_columns(coded)))


def _moved(overrides: pd.DataFrame, matches: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return key -> question, item and text of the decisions that are found by these alone.

    Their respondent is called otherwise now, and just one answer reads so.
    """
    lost = overrides.drop_duplicates("key").set_index("key")
    lost = lost[(matches["same"].reindex(lost.index) == 0).to_numpy()]
    places = dict(zip(lost.index, lost[list(PLACE)].itertuples(index=False, name=None), strict=True))
    reviewed = Counter(places.values())
    alike = matches["alike"].to_dict()
    return {key: place for key, place in places.items() if alike[key] == 1 and reviewed[place] == 1}


def decided_answers(
    answers: pd.DataFrame, overrides: pd.DataFrame, matches: pd.DataFrame
) -> tuple[dict[str, int], int]:
    """Return key -> number of the answer it is about, and how many are found by their text alone."""
    now = keys_of(answers)
    wanted = set(overrides["key"])
    number_of: dict[str, int] = {}
    number_at: dict[tuple[str, ...], int] = {}
    for key, *place, number in zip(
        now["key"], answers["question"], answers["item"], now["sha"], answers["answer"], strict=True
    ):
        if key in wanted:
            number_of[key] = number
        else:
            number_at[tuple(place)] = number
    moved = {key: number_at[place] for key, place in _moved(overrides, matches).items() if place in number_at}
    return number_of | moved, len(moved)


def _with_decisions(
    coded: pd.DataFrame,
    overrides: pd.DataFrame,
    corpus: Corpus,
    matches: pd.DataFrame,
    rule: BoolArray | None,
) -> pd.DataFrame:
    names = code_columns(coded)
    numbers, moved = decided_answers(corpus.answers, overrides, matches)
    overrides = overrides.drop_duplicates(["key", "code"], keep="last")  # of several coders the last one's
    table = coded.copy()
    _once(table)
    values = table[names].to_numpy(dtype=np.int8).copy()
    given = values.copy()
    before = given if rule is None else rule
    rows = {answer: row for row, answer in enumerate(table["answer"].tolist())}
    column = {name: place for place, name in enumerate(names)}
    decided = np.zeros(values.shape, dtype=bool)
    coders, notes = ([dict[str, None]() for _ in range(len(table))] for _ in range(2))
    said = (overrides[name] for name in ("key", "code", "value", "coder", "reason"))
    for key, code, value, coder, reason in zip(*said, strict=True):
        row = rows.get(numbers.get(key, -1))
        if row is None or code not in column:
            continue
        decided[row, column[code]] = True
        values[row, column[code]] = value
        coders[row].update({coder: None} if coder else {})
        notes[row].update({reason: None} if reason else {})
    cells, reviewed = int(decided.sum()), decided.any(axis=1).astype(np.int8)
    _lift(names, values, given, decided)
    changed = decided & (values != before)
    table[names] = values
    table["reviewed"] = reviewed
    overridden = [dict.fromkeys(names[place] for place in np.flatnonzero(row)) for row in changed]
    for name, lines in (("overridden", overridden), ("coder", coders), ("note", notes)):
        table[name] = pd.Series(["\n".join(each) for each in lines], dtype="str", index=table.index)
    table.attrs["corrections"] = {
        "reviewed": int(reviewed.sum()),
        "cells": cells,
        "overridden": int(changed.sum()),
        "moved": moved,
        "missing": int(unmatched(overrides, matches)["key"].nunique()),
        "unknown": _unknown_codes(coded, overrides),
    }
    return table


def _lift(names: Sequence[str], values: Int8Array, given: Int8Array, decided: BoolArray) -> None:
    """Let the upper codes of answers that a person decided about follow the codes below them.

    An upper code is given with any lower one, and goes with the last of them; where it never had one below
    it in an answer, it is what the person said of itself.
    """
    below: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        below.setdefault(upper_of(name), []).append(place)
    for place, lower in ((place, below[name]) for place, name in enumerate(names) if name in below):
        mine = decided.any(axis=1) & (values[:, lower].any(axis=1) | given[:, lower].any(axis=1))
        values[mine, place] = values[mine][:, lower].any(axis=1)
        decided[mine, place] = True


def override_counts(overrides: pd.DataFrame) -> pd.DataFrame:
    """Return what people changed, one row per code: what a reader must know of corrected numbers.

    Columns: ``code``, ``answers`` (reviewed), ``kept`` (equal to the rules), ``added`` (0 → 1), ``removed``
    (1 → 0), ``precision`` and ``recall`` of the rules on the reviewed answers (NaN where undefined; answers
    reviewed in the order that pays are harder than others). The audit sample, whose coders saw no rules, is
    not in it.
    """
    overrides, lines = overrides[overrides["rule"] != UNSEEN], []
    for code in dict.fromkeys(overrides["code"].tolist()):
        of_code = overrides[overrides["code"] == code]
        rule, value = of_code["rule"].to_numpy(dtype=bool), of_code["value"].to_numpy(dtype=bool)
        both = int((rule & value).sum())
        lines.append(
            {
                "code": code,
                "answers": len(of_code),
                "kept": int((rule == value).sum()),
                "added": int((~rule & value).sum()),
                "removed": int((rule & ~value).sum()),
                "precision": both / rule.sum() if rule.any() else np.nan,
                "recall": both / value.sum() if value.any() else np.nan,
            }
        )
    columns = ["code", "answers", "kept", "added", "removed", "precision", "recall"]
    return pd.DataFrame(lines, columns=columns).astype({"code": "str"})


def features(corpus: Corpus, answers: pd.DataFrame) -> sparse.csr_matrix:
    """Return which words each of the answers has: a row per answer, of length 1, weighted by rarity.

    A column per word that two answers have, negated ones (感じられない) apart from others; weights are
    inverse document frequencies (Spärck Jones, K. 1972, J. Documentation 28, 11–21).
    """
    from scipy import sparse  # a keyword table does not wait for it

    counted = corpus.counted[["answer", "word", "negated"]]
    place = pd.Index(answers["answer"]).get_indexer(pd.Index(counted["answer"]))
    kept = place >= 0
    word = counted["word"].cat.codes.to_numpy(dtype=np.int64)[kept] * 2 + counted["negated"].to_numpy()[kept]
    _, column = np.unique(word, return_inverse=True)
    shape = (len(answers), int(column.max(initial=-1)) + 1)
    matrix = sparse.csr_matrix((np.ones(len(column)), (place[kept], column)), shape=shape)
    matrix.data[:] = 1.0
    having = np.asarray(matrix.sum(axis=0)).ravel()
    matrix = matrix[:, having >= 2].multiply(np.log(1 + len(answers) / having[having >= 2])).tocsr()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(length > 0, length, 1.0)) @ matrix)


def _doubt(corpus: Corpus, answers: pd.DataFrame, hits: FloatArray) -> FloatArray:
    """Return of each answer how far its words speak against its codes, where they do most."""
    if not len(answers) or not hits.shape[1]:
        return np.zeros(len(answers))
    words = features(corpus, answers)
    # parts by what the answers say, so that the order of rows does not matter and copies stay together
    part = np.array([int(fingerprint(text)[1:9], 16) % _PARTS for text in answers["text"].tolist()])
    doubt = np.zeros(len(answers))
    for number in range(_PARTS):
        here, rest = part == number, part != number
        given, seen = hits[rest], words[rest]
        having = np.asarray(given.sum(axis=0))[:, None]
        total = np.asarray(seen.sum(axis=0)).ravel()
        with_code = np.asarray((seen.T @ given).T) + 0.1
        without = total[None, :] - with_code + 0.3
        odds = np.log(with_code / with_code.sum(axis=1, keepdims=True))
        odds -= np.log(without / without.sum(axis=1, keepdims=True))
        prior = np.log((having + 1) / (len(given) - having + 1)).ravel()
        logit = np.clip(np.asarray(words[here] @ odds.T) + prior, -30, 30)
        doubt[here] = np.abs(hits[here] - 1 / (1 + np.exp(-logit))).max(axis=1)
    return doubt


def keys_of(answers: pd.DataFrame) -> pd.DataFrame:
    """Return ``key`` and ``sha``, which tell each answer when the survey is read again."""
    parts = [answers[name].tolist() for name in ("respondent", "question", "item", "text")]
    keys, copies = [], dict[str, int]()
    for each in zip(*parts, strict=True):
        key = fingerprint(*each)
        copies[key] = copies.get(key, -1) + 1  # the same words twice from one respondent
        keys.append(fingerprint(key, str(copies[key])) if copies[key] else key)
    shas = [fingerprint(text) for text in parts[3]]
    return pd.DataFrame({"key": pd.Series(keys, dtype="str"), "sha": pd.Series(shas, dtype="str")})


def _aligned(coded: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    _once(coded)
    lacking = set(answers["answer"].tolist()) - set(coded["answer"].tolist())
    if lacking:
        raise SurveyError("the table of codes lacks the answer {answer}", answer=min(lacking))
    return coded.set_index("answer").loc[answers["answer"].tolist()]


def _once(coded: pd.DataFrame) -> None:
    twice = coded["answer"][coded["answer"].duplicated()]
    if len(twice):
        raise SurveyError(
            "the answer {answer} stands in the table of codes twice; corrections need the unit answer",
            answer=int(twice.iloc[0]),
        )
