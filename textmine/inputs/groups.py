"""Columns in which a group is written once, above rows that leave its name out, as people lay out tables."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp, lgamma

from textmine.inputs.findings import Finding
from textmine.inputs.headers import names
from textmine.inputs.profiles import MOSTLY, is_sentence, profile
from textmine.inputs.roles import speaks_of_text
from textmine.inputs.sheets import Cells, Sheet, cells_of

LONGEST = 30  # characters of the name of a group
BY_CHANCE = 0.01  # chance below which no accident leaves just these cells blank
UNLIKELY = 0.25  # chance below which it is worth a word


def repeat_groups(sheet: Sheet) -> Sheet:
    """Return the sheet of a workbook with the names of groups in all their rows, as far as that is safe.

    A column may hold groups if its first cell is filled, no two cells below one another are, and each name
    is short and another than the one before. That may also be an answer which most people left out, so blanks
    are filled only where chance would hardly leave just these. Findings say of which columns that was done,
    and which are left as they are.
    """
    columns, findings = list(sheet.columns), list(sheet.findings)
    where = f"{sheet.path} [{sheet.sheet}]" if sheet.sheet else sheet.path
    for i, name in enumerate(names(sheet.headers)):
        chance = 1.0 if speaks_of_text(name) else _chance(columns[i])
        if chance >= UNLIKELY:
            continue
        blank = sum(not cell.strip() for cell in columns[i].tolist())
        if chance < BY_CHANCE and sheet.sheet:
            columns[i] = _repeated(columns[i])
            findings.append(Finding("groups_repeated", blank, where, name))
        else:
            findings.append(Finding("groups_unclear", blank, where, name))
    return replace(sheet, columns=tuple(columns), findings=tuple(findings))


def _chance(cells: Cells) -> float:
    """Return how likely it is that a column that is filled at random looks like groups; 1 if it does not.

    There are C(n, k) ways to fill k of n cells. In C(n - k(m - 1) - 1, k - 1) of them the first cell is
    filled, and each filled one stands above m - 1 blank ones or more: one way if all groups have one size.
    """
    texts = [cell.strip() for cell in cells.tolist()]
    places = [place for place, text in enumerate(texts) if text]
    written = [texts[place] for place in places]
    count, groups = len(texts), len(places)
    if groups < 2 or places[0] != 0 or any(one == two for one, two in pairwise(written)):
        return 1.0
    smallest = min(after - before for before, after in pairwise([*places, count]))
    if smallest < 2:
        return 1.0
    if any(len(text) > LONGEST or is_sentence(text) for text in written) or profile(written).codes >= MOSTLY:
        return 1.0  # notes; or ids, whose rows without one go on with the answer above
    ways = _log_ways(count - groups * (smallest - 1) - 1, groups - 1)
    return exp(ways - _log_ways(count, groups))


def _log_ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _repeated(cells: Cells) -> Cells:
    texts: list[str] = []
    above = ""
    for cell in cells.tolist():
        above = cell if cell.strip() else above
        texts.append(above)
    return cells_of(texts)
