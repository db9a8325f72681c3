"""Finds persons' names through the tagger, and lists everything in a survey that is to be masked.

A tagger that reads 福井 or 武生 in a tourist survey as a surname must not decide alone: of 1,423 morphemes
that UniDic takes for names in two real surveys and three other sets of texts, nearly all are places. So a
name needs evidence beside it:

* さん, 様, 氏, 君, くん, ちゃん, 殿 or 先生 after it; after a word that may be a surname and is something
  else too (福井さん, 森さん) as well, but not after a common word (神さん, 熊さん), nor where a noun follows
  (朝倉氏遺跡);
* an office after it (杉本知事), but not after what may be a place (福井市長, 大野店長);
* a surname and a given name together (高橋愛), one of them a word that is nothing else, and not a place, a
  building or a monument by what follows (織田信長像);
* と申します and the like after it;
* one of the most frequent surnames that the dictionary knows as nothing else (佐藤, 渡辺), where a particle
  or nothing follows;
* the same surname, tagged as one, elsewhere in a text in which one of these found it.

Left to chance: other surnames alone (福井が言った, 森に聞いた), since most of those that UniDic lists as
surnames only were places that it lacks (雄島, 吉崎); names that the dictionary doesn't know; names in Latin
letters. What the user's lexicon forces is never taken. The words are in dictionaries/masking/words.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import pandas as pd

from textmine.inputs.normalize import normalize
from textmine.privacy.masking import (
    COLUMNS,
    KINDS,
    MASK,
    Finder,
    Span,
    any_of,
    find,
    header_kind,
    is_masked,
    joined,
    numbered,
    words,
)
from textmine.words.corpus import Corpus
from textmine.words.mecab import Morpheme, Tokenizer, dictionary, tags

_HONORIFICS = frozenset(words("honorifics"))
_AFTER_HONORIFIC = re.compile(
    "(?:さん|さま|くん|ちゃん|先生|君)|(?:様|氏|殿)(?![一-鿿]|っ)|(?:様|氏|殿)(?=方|達|等|宛|宅|側|自身|本人|曰)"
)
_OFFICE = re.compile(f"[前元現新副]?{any_of('offices')}")
_OFFICE_OF_PLACE = re.compile(f"[前元現新副]?{any_of('offices_of_places')}")
_SAID = re.compile("と申し|と言い|といい|という者|と申す")
_PLACE_AFTER = re.compile(any_of("after_a_place"))
_NAME, _SURNAME, _GIVEN, _PLACE, _NOUN = "人名", "人名-姓", "人名-名", ("地名", "地域"), "普通名詞"
_TRAILING = ("助詞", "助動詞", "補助記号", "記号", "空白", "感動詞", "接続詞")
_COMMON = frozenset(words("common_before_honorifics"))
_NOT_GIVEN = frozenset(words("not_a_given_name"))
_FREQUENT = frozenset(words("frequent_surnames"))
_NUMBER = re.compile(r"[\d\s./:-]*")
_TELEPHONE = re.compile(r"0[5-9]0[- ]?\d{4}[- ]?\d{4}|0\d{1,3}-\d{1,4}-\d{4}")
_KANJI = re.compile("[一-鿿々ヶ]+")
_KATAKANA = re.compile("[ァ-ヶー]{2,}")


def maskings(corpus: Corpus) -> pd.DataFrame:
    """Return what is to be masked in a survey: in all its answers, attributes and respondents' ids.

    All of ``corpus.survey`` is looked through, whatever part of it the corpus holds. Columns: ``answer``,
    ``respondent``, ``question``, ``item``, ``column`` ("text", "respondent" or an attribute's name),
    ``kind`` (one of ``KINDS``), ``start``, ``end`` (into the original characters), ``text`` (those
    characters), ``shown`` (what stands there instead). Sorted by answer, column (the text first, then
    the id, then attributes in their order) and place. An id or a value of an attribute is listed once,
    with the first answer that has it (``question`` and ``item`` are "" then). An attribute whose header
    asks for a name, an address and the like is masked whole; an id whole where anything is found in it.

    The table holds what is to be hidden: keep it apart from the report.
    """
    survey = corpus.survey
    answers = survey.answers
    kept = frozenset(normalize(entry.word) for entry in corpus.lexicon.compounds if entry.whole)
    finders = [_finder(kept)]
    rows: list[dict[str, object]] = []
    texts = list(dict.fromkeys(answers["text"]))
    spans_of = dict(zip(texts, find(texts, finders), strict=True))
    about = answers[["answer", "respondent", "question", "item"]]
    for (answer, who, question, item), text in zip(
        about.itertuples(index=False, name=None), answers["text"], strict=True
    ):
        for span in spans_of[text]:
            rows.append(_row(answer, who, question, item, "text", span, text, MASK))
    headers = _headers(corpus)
    for column in ("respondent", *survey.attributes):
        firsts = answers.drop_duplicates(column)
        values = firsts[column].tolist()
        found = _in_values(values, headers.get(column, ""), finders)
        if column == "respondent":
            found = [_whole(value, spans) for value, spans in zip(values, found, strict=True)]
        shown = iter(numbered(sum(map(bool, found)), answers["respondent"]))
        for number, who, value, spans in zip(
            firsts["answer"], firsts["respondent"], values, found, strict=True
        ):
            mask = next(shown) if column == "respondent" and spans else MASK
            rows += [_row(number, who, "", "", column, span, value, mask) for span in spans]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = {column: place for place, column in enumerate(("text", "respondent", *survey.attributes))}
    ranks = table["column"].map(order).astype("int64")
    table = table.assign(rank=ranks).sort_values(["answer", "rank", "start"], kind="stable")
    types = {"answer": "int64", "start": "int64", "end": "int64"}
    types |= {name: "str" for name in COLUMNS if name not in types}
    return table.drop(columns="rank").reset_index(drop=True).astype(types)


def masking_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Return how much of each kind is masked, and nothing of what: this may stand in a report.

    Columns: ``masking`` (the kind), ``count``, ``respondents`` (in whose answers, ids or attributes), in the
    order of ``KINDS``.
    """
    groups = table.groupby("kind")
    counts = pd.DataFrame({"count": groups.size(), "respondents": groups["respondent"].nunique()})
    counts = counts.reindex([kind for kind in KINDS if kind in counts.index])
    counts = counts.astype("int64").rename_axis("masking").reset_index()
    return counts.astype({"masking": "str"})


def persons(texts: Sequence[str], kept: Iterable[str] = ()) -> list[list[Span]]:
    """Return the names of persons in each normalised text, as spans of kind "person".

    ``kept`` are words that are never taken, whole or in part.

    >>> [[text[span.start : span.end] for span in spans] for text, spans in zip(
    ...     ["田中さんに聞いた", "福井から越前武生へ"], persons(["田中さんに聞いた", "福井から越前武生へ"]))]
    [['田中'], []]
    """
    names = _Names()
    found: list[list[Span]] = []
    lines = [text.split("\n") for text in texts]
    flat = [line for group in lines for line in group]
    cut = iter(names.cut(flat))
    never = [word for word in kept if word]
    for text, group in zip(texts, lines, strict=True):
        spans: list[Span] = []
        pairs = [(line, next(cut)) for line in group]
        first = [names.find(line, morphemes) if morphemes else [] for line, morphemes in pairs]
        surnames = frozenset(
            names.surname(line, morphemes, span)
            for (line, morphemes), some in zip(pairs, first, strict=True)
            for span in some
        ) - {""}
        place = 0
        for (line, morphemes), some in zip(pairs, first, strict=True):
            more = names.again(line, morphemes, surnames) if surnames and morphemes else []
            spans += [Span(place + start, place + end, "person") for start, end in (*some, *more)]
            place += len(line) + 1
        spans = joined(spans)
        if spans and never:
            spots = [(hit.start(), hit.end()) for word in never for hit in re.finditer(re.escape(word), text)]
            spans = [s for s in spans if not any(s.start < end and start < s.end for start, end in spots)]
        found.append(spans)
    return found


def _finder(kept: frozenset[str]) -> Finder:
    return lambda texts: persons(texts, kept)


def _row(
    answer: int, who: str, question: str, item: str, column: str, span: Span, text: str, shown: str
) -> dict[str, object]:
    values = (
        answer,
        who,
        question,
        item,
        column,
        span.kind,
        span.start,
        span.end,
        text[span.start : span.end],
    )
    return dict(zip(COLUMNS, (*values, shown), strict=True))


def _headers(corpus: Corpus) -> dict[str, str]:
    """Return what each attribute, and the respondents' id, hold by their headers."""
    columns = corpus.survey.columns
    found = {name: header_kind(name) for name in corpus.survey.attributes}
    if {"column", "header", "role"} <= set(columns):
        for name, header, role in zip(columns["column"], columns["header"], columns["role"], strict=True):
            place = "respondent" if role == "respondent" else name
            found[place] = found.get(place, "") or header_kind(name) or header_kind(header)
    return found


def _in_values(values: Sequence[str], kind: str, finders: Sequence[Finder]) -> list[list[Span]]:
    """Return what is private in the values of an attribute or in ids.

    A bare number is only what its header says it is: ids are numbers too.
    """
    if kind:
        return [[Span(0, len(v), kind)] if v.strip() and not is_masked(v) else [] for v in values]
    found = find(values, finders)
    normal = [normalize(value).strip() for value in values]
    # A line of its own: the tagger must not see a break within a value.
    names = _Names().are_whole([value.replace("\n", " ") for value in normal])
    spans_of: list[list[Span]] = []
    for value, plain, name, spans in zip(values, normal, names, found, strict=True):
        if _NUMBER.fullmatch(plain) and not _TELEPHONE.fullmatch(plain):
            spans_of.append([])
        else:
            spans_of.append(spans or ([Span(0, len(value), "person")] if name else []))
    return spans_of


def _whole(value: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans as one over the whole value, under the first of their kinds."""
    return [Span(0, len(value), min((span.kind for span in spans), key=KINDS.index))] if spans else []


class _Names:
    """The tagger and what its dictionary says of words; one tokeniser whatever the study's own is.

    UniDic lists under which parts of speech a word is known, which is what a judgement needs; so a change
    of the study's dictionary doesn't change what is hidden.
    """

    def __init__(self) -> None:
        self.tokenizer = Tokenizer(dictionary("unidic-lite"))

    def cut(self, lines: Sequence[str]) -> list[list[Morpheme]]:
        """Return the morphemes of the lines in which there may be a name; none for the others."""
        found: list[list[Morpheme]] = []
        for line in lines:
            morphemes = self.tokenizer.tokenize(line)
            may_hold = any(_NAME in m.tag or m.surface in _HONORIFICS for m in morphemes)
            found.append(morphemes if may_hold else [])
        return found

    def find(self, line: str, morphemes: Sequence[Morpheme]) -> list[tuple[int, int]]:
        """Return where names stand in a line."""
        starts, ends = [], []
        place = 0
        for morpheme in morphemes:
            place = line.index(morpheme.surface, place)
            starts.append(place)
            place += len(morpheme.surface)
            ends.append(place)
        found: list[tuple[int, int]] = []
        for last in range(len(morphemes)):
            first = self._name(line, morphemes, starts, ends, last)
            if first >= 0:
                end = last + self._more_of_given_name(morphemes, starts, ends, first, last)
                found.append((starts[first], ends[end]))
        # A run that is a name by its end (姓+名 before さん) may hold a shorter one.
        return [span for span in found if not any(_holds(other, span) for other in found if other != span)]

    def _more_of_given_name(
        self,
        morphemes: Sequence[Morpheme],
        starts: Sequence[int],
        ends: Sequence[int],
        first: int,
        last: int,
    ) -> int:
        """Return how many morphemes more belong to a given name of one character (矢内 勇 生先生): 0 or 1."""
        if first == last or len(morphemes[last].surface) > 1 or last + 1 >= len(morphemes):
            return 0
        after = morphemes[last + 1]
        if starts[last + 1] != ends[last] or len(after.surface) > 1 or not _KANJI.fullmatch(after.surface):
            return 0
        if after.surface in _HONORIFICS:
            return 0
        beyond = morphemes[last + 2] if last + 2 < len(morphemes) else None
        ended = beyond is None or starts[last + 2] > ends[last + 1] or beyond.tag.startswith(_TRAILING)
        return int(ended or (beyond is not None and beyond.surface in _HONORIFICS))

    def again(self, line: str, morphemes: Sequence[Morpheme], known: frozenset[str]) -> list[tuple[int, int]]:
        """Return where one of the ``known`` surnames stands again in a line, tagged as one."""
        found = []
        place = 0
        for index, morpheme in enumerate(morphemes):
            place = line.index(morpheme.surface, place)
            end = place + len(morpheme.surface)
            if morpheme.surface in known and _SURNAME in morpheme.tag and not _PLACE_AFTER.match(line, end):
                free = not index or not morphemes[index - 1].tag.startswith(("名詞", "接頭辞", "形状詞"))
                if free or line[place - 1 : place].isspace():
                    found.append((place, end))
            place = end
        return found

    def surname(self, line: str, morphemes: Sequence[Morpheme], span: tuple[int, int]) -> str:
        """Return the surname that a name found in a line begins with; "" if it begins with none."""
        place = 0
        for morpheme in morphemes:
            place = line.index(morpheme.surface, place)
            if place == span[0]:
                plain = (
                    _SURNAME in morpheme.tag and len(morpheme.surface) > 1 and not self._is_place(morpheme)
                )
                return morpheme.surface if plain else ""
            place += len(morpheme.surface)
        return ""

    def are_whole(self, texts: Sequence[str]) -> list[bool]:
        """Whether each short text, such as a value of an attribute, is a surname and a given name alone."""
        found = []
        for text, morphemes in zip(texts, self.cut(texts), strict=True):
            names = [morpheme for morpheme in morphemes if morpheme.surface.strip()]
            short = 2 < len(text) <= 12 and _KANJI.match(text) is not None
            found.append(short and len(names) == 2 and self._is_full_name(names[0], names[1]))
        return found

    def _name(
        self, line: str, morphemes: Sequence[Morpheme], starts: Sequence[int], ends: Sequence[int], last: int
    ) -> int:
        """Return the index of the first morpheme of the name that ends with this one; -1 if none does."""
        morpheme = morphemes[last]
        after = line[ends[last] :].removeprefix(" ")
        following = morphemes[last + 1] if last + 1 < len(morphemes) else None
        before = last - 1 if last and starts[last] - ends[last - 1] <= 1 else -1
        honorific = (
            following is not None and following.surface in _HONORIFICS and _AFTER_HONORIFIC.match(after)
        )
        full = before >= 0 and self._is_full_name(morphemes[before], morpheme)
        if honorific:
            if before >= 0 and (full or self._may_be_full(morphemes[before], morpheme)):
                return before
            run = self._broken_given_name(morphemes, starts, ends, last)
            if run >= 0:
                return run
            if self._may_be_addressed(morpheme, morphemes[before] if before >= 0 else None, honorific[0]):
                return last
            return -1
        if full:
            return (
                before
                if not _PLACE_AFTER.match(after) and self._free(morphemes, starts, ends, before)
                else -1
            )
        if not self._is_surname(morpheme) or morpheme.unknown:
            return -1
        office = _OFFICE.match(after) or (_OFFICE_OF_PLACE.match(after) and not self._is_place(morpheme))
        if office and _SURNAME in morpheme.tag:
            return last if self._free(morphemes, starts, ends, last) else -1
        if _SAID.match(after):
            return last
        alone = (
            self._only_name(morpheme)
            and _SURNAME in morpheme.tag
            and morpheme.surface in _FREQUENT
            and self._free(morphemes, starts, ends, last)
            and (following is None or starts[last + 1] > ends[last] or following.tag.startswith(_TRAILING))
        )
        return last if alone else -1

    def _broken_given_name(
        self, morphemes: Sequence[Morpheme], starts: Sequence[int], ends: Sequence[int], last: int
    ) -> int:
        """Return the surname before a given name that the dictionary doesn't know (田中 翔琉さん)."""
        length = 0
        for index in range(last, max(-1, last - 4), -1):
            morpheme = morphemes[index]
            if index < last and starts[index + 1] - ends[index] > 1:
                return -1
            if morpheme.surface in _COMMON:
                return -1
            foreign = index == last - 1 and _KATAKANA.fullmatch(morphemes[last].surface)
            surname = _SURNAME in morpheme.tag or (foreign and self._free(morphemes, starts, ends, index))
            if length and surname and not morpheme.unknown and self._is_surname(morpheme):
                return index
            length += len(morpheme.surface)
            listed = morpheme.unknown or _NAME in morpheme.tag
            kanji = (
                _KANJI.fullmatch(morpheme.surface)
                and length <= 3
                and not morpheme.tag.startswith(("接尾辞", "接頭辞"))
                and (listed or len(morpheme.surface) == 1)
            )
            if not kanji and not (index == last and listed and _KATAKANA.fullmatch(morpheme.surface)):
                return -1
        return -1

    def _is_full_name(self, surname: Morpheme, given: Morpheme) -> bool:
        """Whether two morphemes are a surname and a given name beyond doubt."""
        if surname.unknown or given.unknown or not self._is_surname(surname):
            return False
        if _GIVEN not in given.tag or given.surface in _NOT_GIVEN or _KANJI.match(surname.surface) is None:
            return False
        if _SURNAME not in surname.tag and not self._is_place(surname):
            return False
        if self._only_name(surname) and len(surname.surface) > 1:
            return True
        tags = _tags(given.surface)
        return (
            len(given.surface) > 1
            and _KANJI.fullmatch(given.surface) is not None
            and len(surname.surface) > 1
            and all(_NAME in tag or _NOUN in tag for tag in tags)
        )

    def _may_be_full(self, surname: Morpheme, given: Morpheme) -> bool:
        """Whether two morphemes before さん are a surname and a given name."""
        if surname.unknown or not self._is_surname(surname) or surname.surface in _COMMON:
            return False
        if _SURNAME not in surname.tag and not self._is_place(surname):
            return False
        if (
            given.tag.startswith(("接尾辞", "接頭辞"))
            or _OFFICE.fullmatch(given.surface)
            or _OFFICE_OF_PLACE.fullmatch(given.surface)
        ):
            return False
        return any(_GIVEN in tag for tag in _tags(given.surface)) and given.surface not in _COMMON

    def _may_be_addressed(self, morpheme: Morpheme, before: Morpheme | None, honorific: str) -> bool:
        """Whether a word before さん is a person's name, not a common word or a firm."""
        if morpheme.unknown or morpheme.surface in _COMMON:
            return False
        if _NAME in morpheme.tag:
            return not _KATAKANA.fullmatch(morpheme.surface) or _SURNAME in morpheme.tag
        if (
            honorific in ("殿", "先生")
            or not self._is_surname(morpheme)
            or not _KANJI.fullmatch(morpheme.surface)
        ):
            return False
        return before is None or not before.tag.startswith(("接頭辞", "名詞", "形状詞", "記号"))

    def _free(
        self, morphemes: Sequence[Morpheme], starts: Sequence[int], ends: Sequence[int], first: int
    ) -> bool:
        """Whether a name is not the end of a longer noun."""
        if not first or starts[first] > ends[first - 1]:
            return True
        before = morphemes[first - 1].tag
        return "副詞可能" in before or not before.startswith(("名詞", "接頭辞", "形状詞"))

    def _is_surname(self, morpheme: Morpheme) -> bool:
        return _SURNAME in morpheme.tag or any(_SURNAME in tag for tag in _tags(morpheme.surface))

    def _is_place(self, morpheme: Morpheme) -> bool:
        return any(place in tag for tag in (*_tags(morpheme.surface), morpheme.tag) for place in _PLACE)

    def _only_name(self, morpheme: Morpheme) -> bool:
        tags = _tags(morpheme.surface)
        return bool(tags) and all(_NAME in tag for tag in tags)


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@cache
def _tags(surface: str) -> frozenset[str]:
    return tags(surface, dictionary("unidic-lite"))
