"""From what answers are about to a code frame: a rule file to edit, the way from exploring to coding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from textmine.codes.codebook import STAR
from textmine.settings import DEFAULTS, Lang
from textmine.texts.labels import label as shown

NAMED = 6  # words or phrases in a definition
OVERLAP = 1 / 3  # of the answers of a code have another one, too: that is said
OTHER = DEFAULTS.codes.most_other  # of the answers without a code: more needs a reason


def draft_codebook(themes: pd.DataFrame, *, lang: Lang = DEFAULTS.report.lang) -> str:
    """Return the text of a rule file with a code for each row of :func:`textmine.themes`.

    Themes below one upper theme are codes below one code (＊交通/バス). Of each code stand in comments a
    definition, what it includes (phrases and further words), what it excludes (answers about nothing but the
    theme that shares most answers with it), three whole sentences as examples, how many answers its rule
    finds and how many of these no other rule, and with which code it overlaps, if a third of its answers have
    that one, too. Above them stands how many answers no rule finds, and why if that is more than a fifth.
    Without a theme the text is empty, which is no rule file. Every code is a proposal: rename, merge, mend,
    then ``textmine lint``.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.tables.themes import themes
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["予算がない", "予算が足りない", "人手が足りない", "人手がない", "予算", "人手"]
    >>> answers = pd.DataFrame({"answer": range(6), "respondent": list("abcdef"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> text = draft_codebook(themes(tokenize(Survey(answers)), minimum=1))
    >>> [line for line in text.splitlines() if line and not line.startswith("#")]
    ['＊予算', '予算', '＊人手', '人手']
    """
    if themes.empty:
        return ""
    lines = [*(f"# {line}" for line in _head(themes, lang)), ""]
    upper = ""
    for row in themes.to_dict("records"):
        if row["upper"] != upper:
            upper = row["upper"]
            lower = themes.loc[themes["upper"] == upper, "theme"]
            if upper:
                note = shown("note.draft_upper", lang, themes=_joined(lower.tolist(), lang))
                lines += [f"{STAR}{upper}", "# 定義: " + note, ""]
        lines += [*_code(row, themes, lang), ""]
    return "\n".join(lines)


def no_code(themes: pd.DataFrame, lang: Lang) -> str:
    """Return the sentence that says how many answers no drafted rule finds, and why if they are many."""
    counts = {column: int(themes[column].iloc[0]) for column in ("base", "uncaught", "rare")}
    share = counts["uncaught"] / max(counts["base"], 1)
    text = shown("note.draft_other", lang, share=f"{100 * share:.1f}", **counts)
    if share <= OTHER:
        return text
    loose = counts["uncaught"] - counts["rare"]
    return text + shown("note.draft_other_why", lang, **counts, loose=loose)


def _head(themes: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Yield what a reader should know of the draft as a whole."""
    uppers = set(themes["upper"]) - {""}
    base = int(themes["base"].iloc[0])
    yield shown("note.draft_head", lang, base=base, codes=len(themes))
    if uppers:
        stability = f"{themes['stability'].iloc[0]:.2f}"
        yield shown("note.draft_two_levels", lang, uppers=len(uppers), stability=stability)
    else:
        yield shown("note.draft_one_level", lang)
    yield no_code(themes, lang)


def _code(row: dict[Any, Any], themes: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Yield the lines of one code."""
    words, phrases = row["words"].split("、"), [each for each in row["phrases"].split("、") if each]
    yield STAR + _full(row)
    yield "# 定義: " + shown("note.draft_about", lang, words=_joined(row["theme"].split("・"), lang))
    further = [each for each in dict.fromkeys([*phrases, *words]) if each not in row["theme"].split("・")]
    if further:
        yield "# 含む: " + _joined(further[:NAMED], lang)
    near = themes[themes["theme"] == row["nearest"]].to_dict("records")
    if near:
        only = _joined(near[0]["theme"].split("・"), lang)
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
    return f"{row['upper']}/{row['theme']}" if row["upper"] else str(row["theme"])


def _joined(words: list[str], lang: Lang) -> str:
    return shown("note.separator", lang).join(words)
