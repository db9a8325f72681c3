"""The words that a whole survey is about: the place, and what most of its questions or answers name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping

import pandas as pd

from textmine.tables.left_out import part_of, parts_of, question_words, topics_of

_HALF, _THIRD = 1 / 2, 1 / 3  # of the questions that name a word, or a place
_LEAST = 3  # questions of which half are most
_MANY, _OFTEN, _SOME = 0.4, 0.25, 0.02  # of the respondents: who write what all is about, or is in the title
_SAID = 0.25  # of its uses: at most so many in one longer word or statement, at least in longer words
_DIFFERENT = 5  # longer words that it stands in
_TWICE = 2  # times as often as any other place is the surveyed one written
# How Latin letters write a syllable, and as Unicode names it.
_LATIN = (("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("sh", "sy"), ("ch", "ty"), ("j", "zy"), ("fu", "hu"))


def surveyed(
    totals: Mapping[str, pd.DataFrame],
    wordings: Mapping[str, tuple[str, str]],
    title: str,
    *,
    reading: Callable[[str], str],
) -> frozenset[str]:
    """Return the rows of the tables of a survey that say what it is about, the same for all questions.

    ``totals`` are the tallies of its questions (:func:`textmine.tables.keywords.tally`), ``wordings`` each
    question with the rating that it explains, ``title`` what the survey, or its file, is called. ``reading``
    gives the katakana of a place's name, "" of any other word. It is about what at least half of three
    questions name (a place: a third of them), what the title names, the place that is first in most questions
    and written twice as often as any other, and a word that two of five write, in many longer words.
    """
    by_part = {question: parts_of(total) for question, total in totals.items()}
    people, leading = Counter[str](), Counter[str]()
    base = 0
    for parts in by_part.values():
        rows = part_of(parts, "all")
        beside = set(part_of(parts, "beside")["word"])
        counts = {
            word: n for word, n in zip(rows["word"], rows["respondents"], strict=True) if word not in beside
        }
        people.update(counts)
        base += int(part_of(parts, "base")["respondents"].sum())
    frequent = {word: n for word, n in people.items() if n >= _SOME * base}
    places = {word: read for word in frequent if (read := reading(word))}
    for parts in by_part.values():
        rows = part_of(parts, "all")
        of_places = rows[rows["word"].isin(list(places))].sort_values(["respondents", "word"])
        leading.update(of_places["word"].tail(1))
    named = Counter[str]()
    for question, (asked, rating) in wordings.items():
        named.update(topics_of(by_part[question], asked, rating))
    found = {
        word
        for word, times in named.items()
        if times >= _HALF * max(len(wordings), _LEAST) or (word in places and times >= _THIRD * len(wordings))
    }
    found |= {word for word in people if _is_in_title(word, title, places, share=people[word] / max(base, 1))}
    ordered = sorted(places, key=lambda word: (-people[word], word))
    rival = people[ordered[1]] if len(ordered) > 1 else 0
    if len(wordings) > 1 and ordered and people[ordered[0]] >= _TWICE * rival:
        found |= {place for place in ordered[:1] if leading[place] > _HALF * len(wordings)}
    found |= {word for word, n in frequent.items() if n >= _MANY * base and _is_everywhere(word, by_part)}
    return frozenset(found)


def _is_in_title(word: str, title: str, places: Mapping[str, str], *, share: float) -> bool:
    """Whether a title names a word: whole, as a place in Latin letters, or any that many write."""
    if word in places:
        latin = set(re.findall("[a-z]+", unicodedata.normalize("NFKC", title).casefold()))
        return word in title or _syllables(latin_of(places[word])) in map(_syllables, latin)
    # Of 宣言の効果 it is 宣言; what is asked for, 効果, is no topic.
    return word in title and len(word) > 1 and (share >= _OFTEN or bool(question_words(title, [word])))


def _is_everywhere(word: str, by_part: Mapping[str, Mapping[str, pd.DataFrame]]) -> bool:
    """Whether a noun stands in many different longer words, and no one thing is said of it by many."""
    written, within, said = 0, Counter[str](), 0
    for parts in by_part.values():
        pos = part_of(parts, "pos")
        if not pos.loc[pos["word"] == word, "text"].isin(["noun", "proper_noun"]).all():
            return False
        every, related, inside = (part_of(parts, name) for name in ("all", "related", "inside"))
        written += int(every.loc[every["word"] == word, "occurrences"].sum())
        of_word = related[related["word"] == word]
        within.update(dict(zip(of_word["text"], of_word["occurrences"].tolist(), strict=True)))
        rows = inside[(inside["word"] == word) & ~inside["text"].isin(list(within))]
        said += int(rows.loc[rows["respondents"] > 1, "respondents"].sum())
    largest = max(within.values(), default=0)
    is_spread = len(within) >= _DIFFERENT and largest <= _SAID * written <= within.total()
    return is_spread and said <= _SAID * written


def latin_of(kana: str) -> str:
    """Return katakana in Latin letters, as Unicode names them.

    >>> latin_of("フクイ"), latin_of("キョウト"), latin_of("サッポロ")
    ('hukui', 'kyouto', 'sapporo')
    """
    written, doubled = "", False
    for character in kana:
        name = unicodedata.name(character, "").casefold()
        syllable = name.rsplit(" ", 1)[-1] if name.startswith("katakana letter") else ""
        if "small tu" in name:
            doubled = True
            continue
        if "small y" in name:
            written = written.removesuffix("i")
        written += syllable[:1] * doubled + syllable
        doubled = False
    return written


def _syllables(latin: str) -> str:
    """Return a name in Latin letters as one spelling: tokyo and toukyou, fukui and hukui."""
    for usual, plain in _LATIN:
        latin = latin.replace(usual, plain)
    return (
        re.sub("(?<=o)[ou]|(?<=u)u", "", latin).replace("zyi", "zi").replace("mb", "nb").replace("mp", "np")
    )
