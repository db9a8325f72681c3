"""Shows what was found in a survey before any analysis: what ``textmine check`` prints."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter

import pandas as pd

from textmine.inputs.natural import natural
from textmine.inputs.noise import kinds_of_noise
from textmine.inputs.normalize import normalized
from textmine.inputs.survey import KINDS, Survey

SORTS = (  # of odd characters, in the order in which they are listed
    *("control", "replacement", "private", "unassigned", "invisible", "direction", "entity"),
    *("address", "markup", "escape", "halfwidth_kana", "beyond_bmp"),
)
PLACES = 5  # how many rows of an odd character or a repeated answer are named
SHOWN = 30  # characters of an address or of markup that are shown
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check(survey: Survey) -> dict[str, pd.DataFrame]:
    """Return what was read, as tables by name, in the order in which they are shown.

    First stands what was decided and what is in doubt, last the roles of the columns, where a terminal shows
    them.

    - ``sources``: ``path, sheet, encoding, rows, sha256``
    - ``overview``: one row: ``rows, respondents, questions, attributes, answers`` (not blank)
    - ``findings``: ``finding, count, where, detail``; ``finding`` is a key of labels
    - ``kinds``: one row per question and item: ``question, item, answers`` (not blank), ``respondents``
      (with a substantive answer) and the number of answers of each kind, ``substantive`` ... ``blank``
    - ``duplicates``: ``question, text, answers, respondents, where``: substantive texts that stand more than
      once, most frequent first
    - ``characters``: ``character, code, name, sort, occurrences, answers, where``: what may have gone wrong
      in the text (controls, replacement marks, private use, half-width kana, HTML entities, invisible and
      direction marks, characters outside the BMP), and what makes no words (addresses, markup, written line
      breaks: ``character`` is the first of them); ``sort`` is a key of ``sort.*`` in labels
    - ``columns``: ``column, role, question, item, why, detail, filled, distinct``; ``why`` is a key of labels

    Counts are of what was read; the statistics of answers are ``tables.kinds``.
    """
    sources = pd.DataFrame(survey.sources, columns=["path", "sheet", "encoding", "sha256", "rows"])
    answers = survey.answers
    overview = {
        "rows": sources["rows"].sum(),
        "respondents": answers["respondent"].nunique(),
        "questions": len(survey.questions),
        "attributes": len(survey.attributes),
        "answers": (answers["kind"] != "blank").sum(),
    }
    return {
        "sources": sources[["path", "sheet", "encoding", "rows", "sha256"]],
        "overview": pd.DataFrame([overview]).astype("int64"),
        "findings": survey.findings,
        "kinds": _kinds(survey),
        "duplicates": _duplicates(survey),
        "characters": characters(survey),
        "columns": survey.columns.drop(columns="header", errors="ignore"),
    }


def _kinds(survey: Survey) -> pd.DataFrame:
    answers = survey.answers
    keys = ["question", "item"]
    counts = answers.groupby([*keys, "kind"], sort=False).size().unstack("kind", fill_value=0)
    counts = counts.reindex(columns=list(KINDS), fill_value=0)
    said = answers[answers["kind"] == "substantive"].groupby(keys, sort=False)["respondent"].nunique()
    counts.insert(0, "respondents", said.reindex(counts.index, fill_value=0))
    counts.insert(0, "answers", counts[[kind for kind in KINDS if kind != "blank"]].sum(axis=1))
    counts = counts.reset_index().rename_axis(columns=None)
    questions = {question: place for place, question in enumerate(survey.questions)}
    asked = survey.columns[survey.columns["role"] == "question"]
    items = {item: place for place, item in enumerate(dict.fromkeys(asked["item"]))}
    pairs = zip(counts["question"], counts["item"], strict=True)
    keys_of = [(questions.get(question, 0), items.get(item, 0), natural(item)) for question, item in pairs]
    return counts.iloc[sorted(range(len(counts)), key=keys_of.__getitem__)].reset_index(drop=True)


def _duplicates(survey: Survey) -> pd.DataFrame:
    answers = survey.answers[survey.answers["kind"] == "substantive"]
    answers = answers.assign(text=answers["text"].str.strip())
    answers = answers[answers.duplicated(["question", "text"], keep=False)]
    rows = []
    for (question, text), group in answers.groupby(["question", "text"], sort=False):
        rows.append((question, text, len(group), group["respondent"].nunique(), _where(group)))
    order = {question: place for place, question in enumerate(survey.questions)}
    rows.sort(key=lambda row: (order.get(str(row[0]), 0), -row[2], row[1]))
    return pd.DataFrame(rows, columns=["question", "text", "answers", "respondents", "where"])


def characters(survey: Survey) -> pd.DataFrame:
    """Return the odd characters of the answers: ``character, code, name, sort, occurrences, answers, where``.

    Sorted by sort in the order of the list in :func:`check`, then by occurrences, then by code point.
    """
    answers = survey.answers
    texts = answers["text"]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    odd = {character: sort for character in counts if (sort := _sort(character))}
    rows = []
    for character, sort in odd.items():
        held = answers[texts.str.contains(character, regex=False)]
        shown = character if sort in ("halfwidth_kana", "beyond_bmp") else ""
        code = f"U+{ord(character):04X}"
        rows.append((shown, code, _name(character), sort, counts[character], len(held), _where(held)))
    with_entities = answers[texts.str.contains("&", regex=False)]
    entities: Counter[str] = Counter()
    holders: dict[str, list[int]] = {}
    for place, text in zip(with_entities.index, with_entities["text"], strict=True):
        for entity in _ENTITY.findall(text):
            if html.unescape(entity) != entity:
                entities[entity] += 1
                holders.setdefault(entity, []).append(place)
    for entity, count in entities.items():
        held = answers.loc[sorted(set(holders[entity]))]
        rows.append((entity, "", "HTML entity", "entity", count, len(held), _where(held)))
    rows += _noise(answers)
    rows.sort(key=lambda row: (SORTS.index(row[3]), -row[4], row[1], row[0]))
    frame = pd.DataFrame(
        rows, columns=["character", "code", "name", "sort", "occurrences", "answers", "where"]
    )
    return frame.astype(dict.fromkeys(("character", "code", "name", "sort", "where"), "str"))


def _noise(answers: pd.DataFrame) -> list[tuple[str, str, str, str, int, int, str]]:
    """Return a row for each kind of what was never meant to be read, and so makes no words."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    places: dict[str, dict[int, None]] = {}
    for place, text in zip(answers.index, normalized(answers["text"].tolist()), strict=True):
        for kind, (start, end) in kinds_of_noise(text):
            first.setdefault(kind, text[start:end][:SHOWN])
            counts[kind] += 1
            places.setdefault(kind, {})[place] = None
    rows = []
    for kind, shown in first.items():
        held = answers.loc[list(places[kind])]
        rows.append((shown, "", "", kind, counts[kind], len(held), _where(held)))
    return rows


def _sort(character: str) -> str:
    """What is odd about a character; "" if nothing is."""
    code = ord(character)
    if 0x20 <= code < 0x7F or character in "\n\t" or 0x3000 <= code <= 0xD7FF:
        return ""
    if character == "\ufffd":
        return "replacement"
    if character in _BIDI:
        return "direction"
    category = unicodedata.category(character)
    if category == "Cc":
        return "control"
    if category == "Co":
        return "private"
    if category in ("Cn", "Cs"):
        return "unassigned"
    if category in ("Cf", "Zl", "Zp") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return "invisible"
    if 0xFF61 <= code <= 0xFF9F:
        return "halfwidth_kana"
    return "beyond_bmp" if code > 0xFFFF else ""


_CONTROLS = {9: "TAB", 11: "VERTICAL TAB", 12: "FORM FEED", 13: "CARRIAGE RETURN", 27: "ESCAPE"}
_CONTROLS |= {127: "DELETE", 133: "NEXT LINE"}


def _name(character: str) -> str:
    code = ord(character)
    return unicodedata.name(
        character, _CONTROLS.get(code, "PRIVATE USE" if _sort(character) == "private" else "CONTROL")
    )


def _where(answers: pd.DataFrame) -> str:
    """The rows of the file that hold the answers, the first few in row order."""
    several = answers["source"].nunique() > 1
    rows = sorted(
        {(int(source), int(row)) for source, row in zip(answers["source"], answers["row"], strict=True)}
    )
    shown = ", ".join(f"{source + 1}:{row}" if several else str(row) for source, row in rows[:PLACES])
    return shown + (f" … (+{len(rows) - PLACES})" if len(rows) > PLACES else "")
