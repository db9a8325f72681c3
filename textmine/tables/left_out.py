"""Words that are no row of the keyword table though they were written: nothing is lost silently."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from textmine.settings import DEFAULTS

_NEARLY_ALL, _MOST = 0.8, 0.5  # shares of a word's respondents for a longer expression to stand in its place
_LEAST = 3  # respondents of a word for that, which is no expression of several words itself
_REASONS = ("question", "parts", "alone")
# What makes the noun before it the topic of a question: 宣言による効果 asks for 効果; or 不便さの内容.
_TOPIC = (
    "さ?(?:の|による|によって|により|における|において|に関する|に関して|に対する|についての|について|での|への|"
    "からの|した|する|で|に)"
)
_PLACE = "[都道府県市区町村]"
_KIND = "[一-鿿々ァ-ヺー0-9A-Za-z]"  # characters that a word is not parted from by a look at them


def question_words(question: str, words: Iterable[str], rating: str = "") -> frozenset[str]:
    """Return those of some words that a question names as its topic; what it asks for is none.

    Of the ``rating`` that a question explains, all that its wording names is known to who answers.

    >>> sorted(question_words("宣言による効果", ["効果", "宣言", "意識"]))
    ['宣言']
    >>> sorted(question_words("問3 理由", ["新幹線", "福井", "遠い"], "北陸新幹線は福井県に良いと思う"))
    ['新幹線', '福井']
    """
    return frozenset(
        word
        for word in words
        if (word in question and re.search(f"(?<!{_KIND}){re.escape(word)}(?!{_KIND}){_TOPIC}", question))
        or (word in rating and re.search(f"{re.escape(word)}{_PLACE}?(?!{_KIND})", rating))
    )


def left_out(
    total: pd.DataFrame,
    question: str = "",
    *,
    rating: str = "",
    minimum: int = DEFAULTS.keywords.minimum,
) -> pd.DataFrame:
    """Return the words that are no row of a table of expressions, of its tally, with the reason.

    Columns: ``reason`` ("question": the ``question`` names it, or the ``rating`` that it explains; "parts":
    it is shown as part of ``longer``; "alone": it only means something with a partner, and has none),
    ``word``, ``longer`` (""), ``respondents`` and ``occurrences`` (of these uses), ``base``. Of each reason,
    in this order, those of ``minimum`` respondents, most first, then by word in code point order.
    """
    by_part = parts_of(total)
    every, topics = part_of(by_part, "all"), topics_of(by_part, question, rating)
    asked, longer = every["word"].isin(topics), shown_longer(by_part, minimum, topics)
    parts = every["word"].isin(list(longer)) & ~asked
    tables = [
        every[asked].assign(longer=""),
        every[parts].assign(longer=every["word"].map(longer)),
        part_of(by_part, "alone").assign(longer=""),
    ]
    table = pd.concat([each.assign(reason=place) for place, each in enumerate(tables)], ignore_index=True)
    table = table[table["respondents"] >= minimum]
    order = ["reason", "respondents", "word"]
    table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
    table = table.astype({"respondents": "int64", "occurrences": "int64"})
    table["reason"] = table["reason"].map(dict(enumerate(_REASONS)))
    table["base"] = int(by_part["base"]["respondents"].iloc[0]) if "base" in by_part else 0
    return table[["reason", "word", "longer", "respondents", "occurrences", "base"]]


def topics_of(by_part: Mapping[str, pd.DataFrame], question: str, rating: str) -> frozenset[str]:
    """Return the rows of a tally that a question names, under whatever name: 増える where it says 増加."""
    every, other = part_of(by_part, "all")["word"], part_of(by_part, "otherwise")
    named = question_words(question, [*every, *other["text"]], rating)
    return frozenset(every[every.isin(named)]) | frozenset(other["word"][other["text"].isin(named)])


def parts_of(total: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return part -> its rows of a tally (:func:`textmine.tables.keywords.tally`)."""
    return {str(part): rows for part, rows in total.groupby("part")}


def part_of(by_part: Mapping[str, pd.DataFrame], part: str) -> pd.DataFrame:
    """Return the rows of a part of a tally; it may have none."""
    columns = dict.fromkeys(("part", "word", "text"), "str")
    columns |= dict.fromkeys(("respondents", "occurrences", "negated"), "int64")
    return by_part.get(part, pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()}))


def shown_longer(
    by_part: Mapping[str, pd.DataFrame], minimum: int, topics: Collection[str] = ()
) -> dict[str, str]:
    """Return word -> the expression that is a row in its place: the longer one, or the one that it holds.

    鍵 is shown as 鍵をかける where nearly all who write 鍵 write that. Else 鍵 is the row, and 鍵をかける is
    told of it. Of 交通の便 and 交通の便が悪い the longer one is a row if most who write the shorter one write
    it, else the shorter one. ``topics`` are no rows, so that what is said of one is: 福井を知る of 福井.
    """
    inside = part_of(by_part, "inside")
    if inside.empty:
        return {}
    every = part_of(by_part, "all").set_index("word")["respondents"]
    inside = inside[inside["text"].map(every) >= minimum]
    inside = inside.sort_values(["word", "respondents", "text"], ascending=[True, False, True])
    made = set(inside["text"])
    shown: dict[str, str] = {}
    for word, rows in inside.groupby("word", sort=True):
        first = str(rows["text"].iloc[0])
        # A frequent word that stands in many different expressions keeps its row.
        most = _MOST if word in made else _NEARLY_ALL
        is_fewer = word not in made and every[word] < _LEAST
        if rows["respondents"].iloc[0] >= most * every[word] and not is_fewer:
            shown[str(word)] = first
        elif every[word] >= minimum:
            # Of 場所や魅力が少ない the 場所が少ない holds the other; by itself it does not.
            holds = rows["respondents"] >= _MOST * rows["text"].map(every)
            if word in topics:
                holds &= ~rows["text"].str.startswith(str(word))
            shown.update((str(text), str(word)) for text in rows["text"][holds] if str(text) not in shown)
    return {word: _last(word, shown) for word in shown}


def _last(word: str, shown: Mapping[str, str]) -> str:
    """Return what is a row in the end: 交通 is in 交通の便, and that in 交通の便が悪い."""
    seen = {word}
    while word in shown and shown[word] not in seen:
        word = shown[word]
        seen.add(word)
    return word
