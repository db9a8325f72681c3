"""Tells whether the sheets of a workbook hold a question each, answered by the same respondents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textmine.inputs.findings import counted
from textmine.inputs.headers import fold, normal, reads_like_a_question
from textmine.inputs.roles import speaks_of_text
from textmine.inputs.sheets import ROW, Sheet, cells_of

SAME_PEOPLE = 0.5  # share of the ids of the smaller of two sheets that the other has too
AGREEMENT = 0.9  # share of their attributes that are equal where the ids are
COPIES = 0.5  # share of equal answers from which on a sheet is a copy of the other

FEWEST = 3  # different respondents, by their attributes, that it takes to tell them by these

QUESTION, NUMBER, ANSWER = "設問", "設問番号", "回答"  # headers of a long table, as ``roles`` knows them
_PERIOD = re.compile(
    r".*[0-9一二三四五六七八九十](?:年度?|月|日|回目?|期|週目?|次|クール).*|(?:19|20)[0-9]{2}(?:[^0-9].*)?|.*[^0-9](?:19|20)[0-9]{2}"
    r"|.*(?:wave|round|week|month|year)[ _-]?[0-9]+.*|(?:前|中間|後|事前|事後|before|after|pre|post)"
)
_GROUP = re.compile(
    r".*(?:[都道府県市区町村]|店|校|課|部|局|組|班|地区|会場|支部|営業所|事業所|クラス|男性?|女性?|[0-9]代)"
)


@dataclass(frozen=True)
class Roles:
    """Which columns of a sheet hold free text, and which says who answered (-1: none)."""

    questions: tuple[int, ...]
    respondent: int
    grouped: bool  # whether an attribute puts respondents into groups


def by_question(sheets: Sequence[Sheet], roles: Sequence[Roles]) -> list[Sheet] | None:
    """Return sheets that hold a question each, with a column that names it; None if they hold something else.

    They do if each has one column of free text, all other headers are equal, and those who answered are the
    same: the ids recur, and what else is known of each of them is equal. (Ids that start anew in each sheet
    are those of other people, so ids alone tell only where the name of a sheet reads like a question.) Sheets
    named after times are the same question asked again, those with the same answers are copies. A question
    is named by the header of its answers, or by the sheet if all have the same.
    """
    if len(sheets) < 2 or any(len(each.questions) != 1 for each in roles):
        return None
    sheets = _with_one_id(sheets, roles)
    places = [each.questions[0] for each in roles]
    labels, by_header = _labels(sheets, places)
    if not labels:
        return None
    asked = by_header or any(map(_is_asked, labels))
    if not asked and any(_GROUP.fullmatch(normal(label)) for label in labels):
        return None
    people = [
        _People(sheet, place, role.respondent)
        for sheet, place, role in zip(sheets, places, roles, strict=True)
    ]
    if not all(people[0].are(other, by_id=asked) for other in people[1:]):
        return None
    each = enumerate(zip(sheets, places, labels, strict=True), start=1)
    long = [_long(sheet, place, label, number, rename=by_header) for number, (sheet, place, label) in each]
    finding = counted("question_sheets", labels, sheets[0].path)
    return [replace(long[0], findings=(*long[0].findings, *finding)), *long[1:]]


def _with_one_id(sheets: Sequence[Sheet], roles: Sequence[Roles]) -> Sequence[Sheet]:
    """Return the sheets with the ids called as in the first, however each calls them."""
    if any(role.respondent < 0 for role in roles):
        return sheets
    name = sheets[0].headers[roles[0].respondent]
    renamed = []
    for sheet, role in zip(sheets, roles, strict=True):
        headers = tuple(name if i == role.respondent else header for i, header in enumerate(sheet.headers))
        if list(map(normal, headers)).count(normal(name)) > 1:
            return sheets
        renamed.append(replace(sheet, headers=headers))
    return renamed


def _labels(sheets: Sequence[Sheet], places: Sequence[int]) -> tuple[list[str], bool]:
    """Return what the questions of sheets are called, [] if they are none, and whether headers say it."""
    others = [_others(sheet, place) for sheet, place in zip(sheets, places, strict=True)]
    if any(each != others[0] for each in others) or {normal(QUESTION), normal(NUMBER)} & {*others[0]}:
        return [], False
    answers = [sheet.headers[place] for sheet, place in zip(sheets, places, strict=True)]
    different = len(set(map(normal, answers)))
    by_header = different == len(sheets)
    labels = answers if by_header else [fold(sheet.sheet) for sheet in sheets]
    if (different > 1 and not by_header) or any(_PERIOD.fullmatch(normal(label)) for label in labels):
        return [], False
    return labels, by_header


def _others(sheet: Sheet, place: int) -> list[str]:
    """Return the headers of the columns that are not the answers, sorted."""
    return sorted(normal(header) for i, header in enumerate(sheet.headers) if i != place)


class _People:
    """Who answered a sheet: id (or row) -> what else is known of each, and the answer."""

    def __init__(self, sheet: Sheet, answer: int, respondent: int) -> None:
        self.rows = sheet.rows.tolist() if respondent < 0 else None
        keys = self.rows if self.rows is not None else list(map(normal, sheet.columns[respondent].tolist()))
        ranked = sorted(
            (normal(header), i) for i, header in enumerate(sheet.headers) if i not in (answer, respondent)
        )
        known = [list(map(str.strip, sheet.columns[i].tolist())) for _, i in ranked]
        self.varied = [len(set(column)) > 1 for column in known]
        self.known = dict(zip(keys, zip(*known, strict=True) if known else [()] * len(keys), strict=True))
        self.answers = dict(zip(keys, map(str.strip, sheet.columns[answer].tolist()), strict=True))

    def are(self, other: _People, *, by_id: bool) -> bool:
        """Whether they are the same people, who answered something else; ``by_id``: if ids alone may tell."""
        shared = self.known.keys() & other.known.keys()
        if (self.rows is None) != (other.rows is None):
            return False
        if len(shared) < SAME_PEOPLE * min(len(self.known), len(other.known)) or not shared:
            return False
        copies = sum(self.answers[key] == other.answers[key] != "" for key in shared)
        filled = sum(self.answers[key] != "" != other.answers[key] for key in shared)
        if filled and copies > COPIES * filled:
            return False
        if not any(self.varied):
            return by_id and self.rows is None
        # What was asked beside each question (how satisfied) may differ; what a respondent is does not.
        alike = [
            i
            for i, varied in enumerate(self.varied)
            if varied
            and sum(self.known[key][i] == other.known[key][i] for key in shared) >= AGREEMENT * len(shared)
        ]
        different = len({tuple(self.known[key][i] for i in alike) for key in shared})
        return bool(alike) and (different >= FEWEST or (by_id and self.rows is None))


def _is_asked(label: str) -> bool:
    return reads_like_a_question(label) or speaks_of_text(label)


def _long(sheet: Sheet, place: int, label: str, number: int, *, rename: bool) -> Sheet:
    """Return a sheet as rows of a long table: with the name of its question and its number."""
    count = len(sheet.rows)
    headers = [ANSWER if i == place and rename else header for i, header in enumerate(sheet.headers)]
    return replace(
        sheet,
        headers=(*headers, QUESTION, NUMBER),
        columns=(*sheet.columns, cells_of([label] * count), cells_of([str(number)] * count)),
        codes=(*sheet.codes, "", "") if sheet.codes else (),
        row_name=f"row {ROW}",
    )
