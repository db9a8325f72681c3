"""Words that are no row of the keyword table though they were written: nothing is lost silently."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from textmine.settings import DEFAULTS

_NEARLY_ALL, _MOST = 0.8, 0.5  # shares of a word's respondents for a longer expression to stand in its place
_PART, _MOSTLY = 0.4, 0.6  # shares of them in one compound, and in all that several wrote, for those to do
_DENIED = 0.7  # of the uses of a word, those denied where it is shown so; of 効果 both are told in one row
_QUARTER = 0.25  # of the respondents of a field, those who say the same where it has a row of its own
_LACKING = "がない"
_LEAST = 3  # respondents of a word for that, which is no expression of several words itself
_REASONS = ("question", "parts", "wide", "alone", "apart")
_FEW = 0.1  # of the respondents of a row, at least, who wrote the longer words that it does not count
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
    it is shown as part of ``longer``; "wide": it names no more than a field, of which the table has what is
    said; "alone": it only means something with a partner, and has none; "apart": it is a row that does not
    count the ``longer`` word that begins or ends as it does, which so many wrote),
    ``word``, ``longer`` (""), ``respondents`` and ``occurrences`` (of these uses), ``base``. Of each reason,
    in this order, those of ``minimum`` respondents, most first, then by word in code point order.
    """
    by_part = parts_of(total)
    every, topics = part_of(by_part, "all"), topics_of(by_part, question, rating)
    shown = shown_longer(by_part, minimum, topics, question)
    every = every[~every["word"].isin(shown.beside)]
    asked, longer = every["word"].isin(topics), every["word"].map(shown.longer)
    tables = [
        every[asked].assign(longer=""),
        every[longer.notna() & (longer != "") & ~asked].assign(longer=longer),
        every[(longer == "") & ~asked].assign(longer=""),
        part_of(by_part, "alone").assign(longer=""),
        _apart(by_part, every[~asked & longer.isna() & (every["respondents"] >= minimum)]),
    ]
    table = pd.concat([each.assign(reason=place) for place, each in enumerate(tables)], ignore_index=True)
    table = table[table["respondents"] >= minimum]
    order = ["reason", "respondents", "word"]
    table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
    table = table.astype({"respondents": "int64", "occurrences": "int64"})
    table["reason"] = table["reason"].map(dict(enumerate(_REASONS)))
    table["base"] = int(by_part["base"]["respondents"].iloc[0]) if "base" in by_part else 0
    return table[["reason", "word", "longer", "respondents", "occurrences", "base"]]


def _apart(by_part: Mapping[str, pd.DataFrame], rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that a search for their letters finds in another word, too, the most frequent such."""
    related = part_of(by_part, "related")
    counted = set(zip(related["word"], related["text"], strict=True))
    people = dict(zip(rows["word"], rows["respondents"], strict=True))
    found: list[tuple[str, str, int]] = []
    for longer, respondents in people.items():
        parts = {part for end in range(2, len(longer)) for part in (longer[:end], longer[-end:])}
        for word in parts & people.keys():
            if (word, longer) not in counted and respondents >= _FEW * people[word]:
                found.append((word, longer, respondents))
    table = pd.DataFrame(found, columns=["word", "longer", "respondents"])
    table = table.astype({"word": "str", "longer": "str", "respondents": "int64"})
    table = table.sort_values(["respondents", "longer"], ascending=[False, True]).drop_duplicates("word")
    return table.assign(occurrences=table["longer"].map(rows.set_index("word")["occurrences"]))


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
    rows = by_part.get(part)
    if rows is None:
        kinds = dict.fromkeys(("part", "word", "text"), "str")
        kinds |= dict.fromkeys(("respondents", "occurrences", "negated"), "int64")
        rows = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
    return rows


class Shown(NamedTuple):
    """What of a tally is no row though it was written.

    Attributes:
        longer: a word -> the expression that is a row in its place; "": none is, as it says too little.
        beside: what is counted beside its words and told in their rows.
    """

    longer: dict[str, str]
    beside: frozenset[str]

    def absent(self) -> frozenset[str]:
        """Return all that is no row."""
        return self.beside.union(self.longer)


class _Word(NamedTuple):
    """A word, or an expression, and how many wrote it."""

    respondents: int
    occurrences: int
    negated: int

    def is_denied(self) -> bool:
        return self.negated >= _DENIED * self.occurrences


class _Longer(NamedTuple):
    """An expression that a word is inside."""

    text: str
    respondents: int  # who wrote the word in it
    kind: str  # one of expressions.BESIDE
    is_compound: bool

    def says_of(self, word: str) -> bool:
        """Whether it says something of a word: 生活が不便 of 生活, 観光客が増える of 観光客."""
        return not self.is_compound and self.kind != "denied" and self.text.startswith(word)


def shown_longer(
    by_part: Mapping[str, pd.DataFrame],
    minimum: int,
    topics: Collection[str] = (),
    question: str = "",
) -> Shown:
    """Return what is no row of a table of expressions, and what is a row in its place.

    鍵 is shown as 鍵をかける where nearly all who write 鍵 write that. Else 鍵 is the row, and 鍵をかける is
    told of it. Of 交通の便 and 交通の便が悪い the longer one is a row if most who write the shorter one write
    it, else the shorter one. ``topics`` are no rows, so that what is said of one is: 福井を知る of 福井.
    規模 that hardly stands outside 学校規模 is shown as that, a field of which no one thing is said by many
    (生活) as what it forms, and what is mostly said not to be there as 予算がない, unless the ``question``
    asks for it.
    """
    every, kinds = _words(by_part)
    inside = _inside(by_part, every, kinds, minimum)
    wide = frozenset(part_of(by_part, "wide")["word"])
    rows = {word: counts for word, counts in every.items() if counts.respondents >= minimum}
    found = {
        word: _instead(
            word, inside.get(word, []), rows[word], is_wide=word in wide, is_asked=word in question
        )
        for word in rows.keys() - kinds.keys() - set(topics)
    }
    instead = {word: names for word in sorted(found) if (names := found[word]) is not None}
    shown = _told_longer(inside, every, minimum, topics, instead)
    gone = {*instead, *shown, *topics}
    told = {each.text: word for word, longer in inside.items() if word not in gone for each in longer}
    of_topic = {
        each.text
        for word in topics
        for each in inside.get(word, [])
        if not each.text.endswith(word) and each.kind != "said"
    }  # 新幹線開業, but not the name of a school
    chosen: set[str] = set()
    for word, names in instead.items():
        own = [name for name in names if name not in of_topic]
        if word in wide or every[word].respondents < _LEAST:  # what is told of another word is no row
            chosen.update(name for name in own if name not in told)
            own = [told.get(name, name) for name in own]
        else:
            chosen.update(own)
        shown.update({word: ""} if word in wide else {word: own[0]} if own else {})
    return Shown({word: _last(word, shown) for word in shown}, frozenset(kinds.keys() - chosen))


def _words(by_part: Mapping[str, pd.DataFrame]) -> tuple[dict[str, _Word], dict[str, str]]:
    """Return all words of a tally, and those always counted beside others -> as what (BESIDE)."""
    columns = part_of(by_part, "all")[["word", "respondents", "occurrences", "negated"]]
    every = {row[0]: _Word(*row[1:]) for row in columns.itertuples(index=False, name=None)}
    beside = part_of(by_part, "beside")[["word", "text", "occurrences"]].itertuples(index=False, name=None)
    is_beside = {
        word: kind for word, kind, times in beside if kind == "said" or times == every[word].occurrences
    }
    return every, is_beside


def _inside(
    by_part: Mapping[str, pd.DataFrame], every: Mapping[str, _Word], kinds: Mapping[str, str], minimum: int
) -> dict[str, list[_Longer]]:
    """Return word -> the expressions of so many respondents that it is inside, those of most first."""
    related = part_of(by_part, "related")
    compounds = set(zip(related["word"], related["text"], strict=True))
    rows = part_of(by_part, "inside")[["word", "text", "respondents"]].itertuples(index=False, name=None)
    inside: dict[str, list[_Longer]] = {}
    for word, text, respondents in sorted(rows, key=lambda row: (row[0], -row[2], row[1])):
        # 悪い影響がない is told of 影響, not of the 思いつかない that says so.
        is_part = not text.endswith(_LACKING) or word in text
        if every[text].respondents >= minimum and word not in kinds and is_part:
            each = _Longer(text, respondents, kinds.get(text, ""), (word, text) in compounds)
            inside.setdefault(word, []).append(each)
    return inside


def _told_longer(
    inside: Mapping[str, Sequence[_Longer]],
    every: Mapping[str, _Word],
    minimum: int,
    topics: Collection[str],
    instead: Collection[str],
) -> dict[str, str]:
    """Return word -> its longer expression that is a row, or expression -> its word that is."""
    made = {each.text for longer in inside.values() for each in longer}
    shown: dict[str, str] = {}
    for word, longer in inside.items():
        found = [each for each in longer if not each.kind]
        people = every[word].respondents
        if not found or word in instead:
            continue
        # A frequent word that stands in many different expressions keeps its row.
        most = _MOST if word in made else _NEARLY_ALL
        is_fewer = word not in made and people < _LEAST
        if found[0].respondents >= most * people and not is_fewer:
            shown[word] = found[0].text
        elif people >= minimum:
            # Of 場所や魅力が少ない the 場所が少ない holds the other; by itself it does not.
            for each in found:
                holds = each.respondents >= _MOST * every[each.text].respondents
                if holds and not (word in topics and each.text.startswith(word)):
                    shown.setdefault(each.text, word)
    return shown


def _instead(
    word: str, longer: Sequence[_Longer], counts: _Word, *, is_wide: bool, is_asked: bool
) -> list[str] | None:
    """Return what is shown in place of a word, of the expressions that it is inside; None: the word."""
    people = counts.respondents
    if is_wide:
        said = [each.respondents for each in longer if each.says_of(word)]
        is_said = sum(said) >= _MOST * people and max(said, default=0) >= max(_LEAST, _QUARTER * people)
        return None if is_said else [each.text for each in longer if each.kind]
    most = [each for each in longer if each.respondents >= _MOST * people]
    lacking = [each.text for each in most if each.kind == "denied"]
    if lacking and counts.is_denied() and not is_asked:
        return lacking[:1]
    changes = [each.text for each in most if each.kind == "said" and each.says_of(word)]
    return changes[:1] or _parts([each for each in longer if each.is_compound], people)


def _parts(longer: Sequence[_Longer], people: int) -> list[str] | None:
    """Return the compounds of a word where it hardly stands outside of them."""
    compounds = _outermost(longer)
    of_all = sum(each.respondents for each in compounds)
    is_part = compounds and compounds[0].respondents >= min(people, max(_LEAST, _PART * people))
    return [each.text for each in compounds] if is_part and of_all >= _MOSTLY * people else None


def _outermost(compounds: Sequence[_Longer]) -> list[_Longer]:
    """Return of compounds those that tell most: of 学校規模 and 適正学校規模 the one that more wrote."""
    kept: list[_Longer] = []
    for each in compounds:
        if not any(each.text in other.text or other.text in each.text for other in kept):
            kept.append(each)
    return kept


def _last(word: str, shown: Mapping[str, str]) -> str:
    """Return what is a row in the end: 交通 is in 交通の便, and that in 交通の便が悪い."""
    seen = {word}
    while word in shown and shown[word] not in seen:
        word = shown[word]
        seen.add(word)
    return word
