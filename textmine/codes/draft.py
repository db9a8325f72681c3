"""From what answers are about to a code frame: a rule file to edit, the way from exploring to coding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from textmine.codes.codebook import STAR
from textmine.settings import DEFAULTS, Lang
from textmine.texts.labels import label as shown

NAMED, SAID = 6, 2  # words or phrases that a code includes; words that say what it is about
OVERLAP = 1 / 3  # of the answers of a code have another one, too: that is said
OTHER = DEFAULTS.codes.most_other  # of the answers without a code: more needs a reason


def draft_codebook(drafted: pd.DataFrame, *, lang: Lang = DEFAULTS.report.lang) -> str:
    """Return the text of a rule file with a code for each row of :func:`textmine.drafted_codes`.

    Codes below one upper code read ＊交通/バス. Of each code stand in comments a
    definition, what it includes (phrases and further words), what it excludes (answers about nothing but the
    code that shares most answers with it), three whole sentences as examples, how many answers its rule
    finds and how many of these no other rule, and with which code it overlaps, if a third of its answers have
    that one, too. Above them stands how many answers no rule finds, and why if that is more than a fifth.
    Without a row the text is empty, which is no rule file. Every code is a proposal: rename, merge, mend,
    then ``textmine lint``.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.tables.drafted_codes import drafted_codes
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算がない", "予算が足りない", "人手が足りない", "人手がない", "予算", "人手"]
    >>> answers = pd.DataFrame({"answer": range(6), "respondent": list("abcdef"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> text = draft_codebook(drafted_codes(tokenize(Survey(answers)), minimum=1))
    >>> [line for line in text.splitlines() if line and not line.startswith("#")]
    ['＊予算', '予算', '＊人手', '人手']
    """
    if drafted.empty:
        return ""
    lines = [*(f"# {line}" for line in _head(drafted, lang)), ""]
    upper = ""
    for row in drafted.to_dict("records"):
        if row["upper"] != upper:
            upper = row["upper"]
            lower = drafted.loc[drafted["upper"] == upper, "code"]
            if upper:
                note = shown("note.draft_upper", lang, codes=_joined(lower.tolist(), lang))
                lines += [f"{STAR}{upper}", "# 定義: " + note, ""]
        lines += [*_code(row, drafted, lang), ""]
    return "\n".join(lines)


def no_code(drafted: pd.DataFrame, lang: Lang) -> str:
    """Return the sentence that says how many answers no drafted rule finds, and why if they are many."""
    counts = {column: int(drafted[column].iloc[0]) for column in ("base", "uncaught", "rare")}
    share = counts["uncaught"] / max(counts["base"], 1)
    text = shown("note.draft_other", lang, share=f"{100 * share:.1f}", **counts)
    if share <= OTHER:
        return text
    loose = counts["uncaught"] - counts["rare"]
    return text + shown("note.draft_other_why", lang, **counts, loose=loose)


def draft_new(themes: pd.DataFrame, *, lang: Lang = DEFAULTS.report.lang) -> str:
    """Return the text of a rule file with a code for each row of :func:`textmine.new_themes`; "" without one.

    Of each code a definition, examples, and how far, how many and how much alike its answers are.
    """
    if themes.empty:
        return ""
    lines = ["# " + shown("note.draft_new_head", lang, wave=themes["wave"].iloc[0]), ""]
    for row in themes.to_dict("records"):
        words = row["words"].split("、")
        numbers = {column: f"{row[column]:.2f}" for column in ("distance", "limit")}
        counts = {name: int(row[name]) for name in ("respondents", "found", "found_before", "by_chance")}
        lines += [
            STAR + row["theme"],
            "# 定義: " + shown("note.draft_about", lang, words=_joined(words[:SAID], lang)),
            *(f"# 例: {text}" for text in row["examples"].split("\n")),
            "# " + shown("note.draft_new", lang, **numbers, **counts),
            row["rule"],
            "",
        ]
    return "\n".join(lines)


def _head(drafted: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Yield what a reader should know of the draft as a whole."""
    uppers = set(drafted["upper"]) - {""}
    base = int(drafted["base"].iloc[0])
    yield shown("note.draft_head", lang, base=base, codes=len(drafted))
    if uppers:
        stability = f"{drafted['stability'].iloc[0]:.2f}"
        yield shown("note.draft_two_levels", lang, uppers=len(uppers), stability=stability)
    else:
        yield shown("note.draft_one_level", lang)
    yield no_code(drafted, lang)


def _code(row: dict[Any, Any], drafted: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Yield the lines of one code."""
    words, phrases = row["words"].split("、"), [each for each in row["phrases"].split("、") if each]
    yield STAR + _full(row)
    yield "# 定義: " + shown("note.draft_about", lang, words=_joined(words[:SAID], lang))
    further = [each for each in dict.fromkeys([*phrases, *words]) if each not in words[:SAID]]
    if further:
        yield "# 含む: " + _joined(further[:NAMED], lang)
    near = drafted[drafted["code"] == row["nearest"]].to_dict("records")
    if near:
        only = _joined(near[0]["words"].split("、")[:SAID], lang)
        yield "# 除く: " + shown("note.draft_not", lang, words=only, code=STAR + _full(near[0]))
    yield from (f"# 例: {text}" for text in row["examples"].split("\n") if text)
    counts = {name: int(row[name]) for name in ("answers", "alone", "also")}
    yield "# " + shown("note.draft_fit", lang, share=f"{100 * row['share']:.1f}", **counts)
    if near and row["also"] >= OVERLAP * row["answers"]:
        share = f"{100 * row['also'] / row['answers']:.0f}"
        code = STAR + _full(near[0])
        yield "# " + shown("note.draft_overlap", lang, code=code, part=share, **counts)
    yield row["rule"]


def _full(row: dict[Any, Any]) -> str:
    return f"{row['upper']}/{row['code']}" if row["upper"] else str(row["code"])


def _joined(words: list[str], lang: Lang) -> str:
    return shown("note.separator", lang).join(words)
