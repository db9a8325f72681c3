"""Reads words that are not written as the tokeniser's dictionary has them: すごーーい, デ一タ, 1人暮らし.

Each rule finds places where a word may be written otherwise, and proposes how the dictionary may have it. A
proposal counts only if the dictionary then has a word there; so the dictionary decides, not a list. Of what
stands around a place a few characters are looked at, which keeps the time linear in the length of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from textmine.words.mecab import Morpheme
from textmine.words.oldkanji import OLD_FORMS, modern

_AROUND = 10  # characters on either side by which the dictionary judges a proposal
_LONGEST = 40  # characters of a place; a longer one is no word
_MOST_WORDS = 5  # words that ・ may join to one

_KANA = "ァ-ヴー"
_LONG = "ー〜~"  # what stands for a long vowel where somebody stretches it
_STRETCHED = re.compile(
    rf"(?<=[ぁ-んァ-ヴ一-龠々])(?:[{_LONG}]+|(?:ぁ+|ぃ+|ぅ+|ぇ+|ぉ+)[{_LONG}]*|([あいうえお])\1{{2,}})"
    r"|っ{2,}|[-―](?<=[ぁ-ん一-龠].)(?=[ぁ-ん])"
)
_LONG_KATAKANA = re.compile(rf"(?<![{_KANA}])[ァ-ヴ][{_KANA}]*ー[{_KANA}]*")
_POINTED = re.compile(rf"(?<![{_KANA}・])[{_KANA}]{{2,}}(?:[・=―-][{_KANA}]{{2,}})+(?![{_KANA}・])")
_ALIKE = dict(zip("一二口力夕卜八工へべぺ", "ーニロカタトハエヘベペ", strict=True))
_MIXED = re.compile(rf"(?<![{_KANA}])[{_KANA}一二口力夕卜八工へべぺ]{{3,}}")
_BAR = re.compile(r"(?<![ぁ-んァ-ヴー一-龠々])ー(?=[一-龠])")
_COUNTED = re.compile(r"(?<![0-9A-Za-z.,:/-])[1-9](?=[ぁ-ん一-龠])")
_LETTERS = re.compile(rf"(?<![0-9A-Za-z._-])([A-Za-z]{{1,10}})([-―ー])(?=([{_KANA}]{{2,}}))")
_KANJI = re.compile(rf"[一-龠々{OLD_FORMS}]{{1,{_LONGEST}}}")
_OLD = re.compile(f"[{OLD_FORMS}]")
_LIKE = "".join(_ALIKE)
# Without a match of this there is nothing to find. One set of characters first makes the search quick; what
# must stand around the character that it took comes after.
SIGNS = re.compile(
    rf"[{_LONG}ぁぃぅぇぉっあいうえお・=―\-{_LIKE}1-9{OLD_FORMS}](?:"
    rf"(?<=[〜~ぁぃぅぇぉ])|(?<=[ぁ-ん一-龠々ァ-ヴ]ー)|(?<=ー)(?=[一-龠])|(?<=[ぁ-ん一-龠][-―])(?=[ぁ-ん])"
    rf"|{'|'.join(f'(?<={letter}){letter}{letter}' for letter in 'あいうえお')}|(?<=っ)っ"
    rf"|(?<=[{_KANA}][・=―-])(?=[{_KANA}])|(?<=[{_KANA}][{_LIKE}])|(?<=[{_LIKE}])(?=[{_KANA}])"
    rf"|(?<=[1-9])(?=[ぁ-ん一-龠])|(?<=[A-Za-z][-―ー])(?=[{_KANA}])|(?<=[{OLD_FORMS}]))"
)
_VOWELS = {"A": "あ", "I": "い", "U": "う", "E": "いえ", "O": "うお"}  # what a long one is written with
_SMALL = dict(zip("ぁぃぅぇぉ", "AIUEO", strict=True))
_NUMERALS = "一二三四五六七八九"
# A digit with the beginning of a reading that is that of the number.
_CHINESE = re.compile("1イ|2ニ|3サン|4シ|5ゴ|6ロ|7シチ|8ハ[チッ]|9(?:ク|キュウ)")
_NEVER_FIRST = frozenset("んーっゃゅょぁぃぅぇぉ")  # in a word
_ADJECTIVES = ("形容詞",)
_ADVERBS = ("副詞", "形状詞-一般", "連体詞", "名詞-形容動詞語幹")
_NOUNS = ("名詞", "感動詞")
_WITH_LONG = (*_NOUNS, *_ADVERBS)  # what a dictionary has with a long vowel: らーめん, ぼーっと


class Respelling(NamedTuple):
    """The characters of a line from ``start`` to ``end`` are read as ``word``."""

    start: int
    end: int
    word: str


Parse = Callable[[str], Sequence[Morpheme]]
IsWord = Callable[[str], bool]


def respelled(line: str, parse: Parse, is_word: IsWord) -> list[Respelling]:
    """Return the words of a normalised line that are read otherwise than written, from left to right.

    ``parse`` gives the morphemes of a text; ``is_word`` says whether the dictionary, or somebody's list,
    has a text as one word.
    """
    if SIGNS.search(line) is None:
        return []
    look = _Look(line, parse, is_word)
    found: list[Respelling] = []
    end = 0
    rules = (_pointed, _mixed, _bars, _counted, _stretched, _lettered, _old)
    for each in sorted(change for rule in rules for change in rule(look)):
        if each.start >= end:
            found.append(each)
            end = each.end
    return found


def applied(line: str, changes: Sequence[Respelling]) -> tuple[str, list[int]]:
    """Return a line as it is read, and where in the line each of its characters begins, and the end.

    A character that is read for none belongs to the one before it.

    >>> applied("すごーい案", [Respelling(2, 3, "")])
    ('すごい案', [0, 1, 3, 4, 5])
    """
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for start, end, word in changes:
        pieces += [line[done:start], word]
        places += [*range(done, start), *(min(start + step, end - 1) for step in range(len(word)))]
        done = end
    return "".join([*pieces, line[done:]]), [*places, *range(done, len(line) + 1)]


class _Look:
    """A line with what the dictionary says about proposals for it."""

    def __init__(self, line: str, parse: Parse, is_word: IsWord) -> None:
        self.line = line
        self.parse = parse
        self.is_word = is_word

    def has_words(self, text: str) -> bool:
        """Return whether a text is made of words of the dictionary alone."""
        return all(not each.unknown and each.surface != "ー" for each in self.parse(text))

    def morpheme(self, change: Respelling, start: int, end: int) -> tuple[Morpheme | None, Morpheme | None]:
        """Return the morpheme that would hold the characters from start to end, and the next one; or None.

        ``start`` and ``end`` count from the place where the change begins, in the text as it is read.
        """
        left = max(change.start - _AROUND, 0)
        before, after = self.line[left : change.start], self.line[change.end : change.end + _AROUND]
        morphemes = [*self.parse(f"{before.rpartition(' ')[2]}{change.word}{after.partition(' ')[0]}")]
        begin = len(before.rpartition(" ")[2]) + start
        finish = begin + end - start
        for place, last in enumerate(accumulate(len(each.surface) for each in morphemes)):
            if last >= finish:
                first = last - len(morphemes[place].surface)
                holds = first <= begin and not morphemes[place].unknown
                following = morphemes[place + 1] if place + 1 < len(morphemes) else None
                return (morphemes[place] if holds else None), following
        return None, None


def _stretched(look: _Look) -> Iterator[Respelling]:
    """Yield すごーい as すごい, せんせー as せんせい, スーーーパー as スーパー, ダメー as ダメ."""
    line = look.line
    for match in _LONG_KATAKANA.finditer(line):
        yield from _long_katakana(look, *match.span())
    for match in _STRETCHED.finditer(line):
        start, end = match.span()
        before, sign = line[start - 1 : start], match[0][0]
        if sign == "っ":
            yield Respelling(start, end, sign)
        elif "ァ" <= before <= "ヲ" or before == "ヴ":
            if sign in _LONG:
                yield from _stretched_katakana(look, start, end)
        elif sign not in _SMALL or _vowel_of(before) == _SMALL[sign]:  # ふぁ and てぃ are no long vowels
            yield from _stretched_hiragana(look, start, end)


def _long_katakana(look: _Look, start: int, end: int) -> Iterator[Respelling]:
    """Yield a katakana word that the dictionary has without one of its ー: ダメー, ホーム-ページ."""
    word = re.sub("ー+", "ー", look.line[start:end])
    if end - start > _LONGEST or look.is_word(word):
        return
    has_words = look.has_words(word)  # of several, one word may be made all the same: バリアー, フリー
    if not has_words and word[-1] == "ー" and look.is_word(word[:-1]):
        # A short one may be any other word (ハマー is no 浜), unless it says how something is (ダメー).
        tag = look.parse(word[:-1])[0].tag
        if len(word) > 3 or "形状詞" in tag or "形容動詞" in tag:
            yield Respelling(start, end, word[:-1])
        return
    for place, letter in enumerate(word):
        without = word[:place] + word[place + 1 :]
        if letter == "ー" and len(without) > 4 and look.is_word(without):
            yield Respelling(start, end, without)
            return


def _stretched_hiragana(look: _Look, start: int, end: int) -> Iterator[Respelling]:
    """Yield the first way to read a stretched vowel, of hiragana or kanji, that makes a word."""
    written, goes_on = look.line[start:end], "ぁ" <= look.line[end : end + 1] <= "ん"
    for word in (written, "ー")[: end - start + 1]:
        as_is, _ = look.morpheme(Respelling(start, end, word), -1, len(word) + goes_on)
        if as_is and as_is.tag.startswith(_WITH_LONG) and len(as_is.surface) > 2:
            if word != written:
                yield Respelling(start, end, word)
            return
    for word, tags, size in _ways(look.line[start - 1], written[0], goes_on=goes_on):
        holder, following = look.morpheme(Respelling(start, end, word), -1, 1)
        if (
            holder
            and len(holder.surface) >= size
            and holder.tag.startswith(tags)
            and not holder.conjugation.startswith("文語")
            and (following is None or following.surface[0] not in _NEVER_FIRST)
        ):
            yield Respelling(start, end, word)
            return


def _ways(before: str, sign: str, *, goes_on: bool) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield how a stretched vowel may be read, and what the word then is: its tags and fewest characters.

    The surest comes first. Without the vowel a word goes on behind it: すご(ー)い. けーき is no 景気, so
    nouns have four or more.
    """
    if sign in "あいうえお":
        yield sign, _ADJECTIVES, 3
        return
    if goes_on:
        yield "", (*_ADJECTIVES, "助動詞"), 2
    if sign in "-―":
        return
    for vowel in _VOWELS.get(_vowel_of(before), ""):
        yield vowel, (*_ADJECTIVES, *_ADVERBS), 3
        yield vowel, _NOUNS, 4
    if goes_on:
        yield "", _ADVERBS, 3


def _stretched_katakana(look: _Look, start: int, end: int) -> Iterator[Respelling]:
    """Yield what is read for a stretched vowel of katakana: one ー, or none in ヤバーい."""
    line, size = look.line, end - start
    if line[end : end + 1] in ("い", "イ"):
        holder, _ = look.morpheme(Respelling(start, end, ""), -1, 1)
        if holder and holder.tag.startswith(_ADJECTIVES):
            yield Respelling(start, end, "")
            return
    change = Respelling(start, end, "ー")
    if line[start:end].strip("ー") == "":
        if size > 1:
            yield change
    elif _is_noun(look.morpheme(change, -1, 1)[0]):
        yield change


def _is_noun(morpheme: Morpheme | None) -> bool:
    return morpheme is not None and morpheme.tag.startswith("名詞") and len(morpheme.surface) > 2


def _vowel_of(letter: str) -> str:
    """Return the vowel that a kana ends in, as a capital letter; "" for other characters."""
    return unicodedata.name(letter, "").rpartition(" ")[2][-1:] if "ぁ" <= letter <= "ヴ" else ""


def _pointed(look: _Look) -> Iterator[Respelling]:
    """Yield バリア・フリー as バリアフリー; トイレ・エレベーター, no word of the dictionary, stays.

    A list that the dictionary takes for one unknown word, points and all (スマホ・パソコン), is a list.
    """
    for match in _POINTED.finditer(look.line):
        if look.is_word(match[0]):
            continue  # somebody's list has it with its points
        words = [(word.start(), word.end()) for word in re.finditer(rf"[{_KANA}]+", match[0])]
        if len(match[0]) <= _LONGEST and _is_unknown_list(look, match[0]):
            yield from (
                Respelling(match.start() + end, match.start() + end + 1, "、")
                for _, end in words[:-1]
                if match[0][end] == "・"
            )
            continue
        first = 0
        while first < len(words) - 1:
            for last in range(min(len(words), first + _MOST_WORDS), first + 1, -1):
                start, end = words[first][0], words[last - 1][1]
                joined = re.sub(r"[・=―-]", "", match[0][start:end])
                if len(joined) <= _LONGEST and look.is_word(joined):
                    yield Respelling(match.start() + start, match.start() + end, joined)
                    first = last - 1
                    break
            first += 1


def _is_unknown_list(look: _Look, run: str) -> bool:
    """Return whether words with points between them are guessed to be one, though one of them is known."""
    guessed = any(each.unknown and "・" in each.surface for each in look.parse(run))
    return guessed and any(map(look.is_word, run.split("・"))) and not look.is_word(run.replace("・", ""))


def _mixed(look: _Look) -> Iterator[Respelling]:
    """Yield デ一タ as データ, コンビ二 as コンビニ: a kanji or hiragana that looks like the katakana."""
    for match in _MIXED.finditer(look.line):
        word, after = match[0], look.line[match.end() : match.end() + 1]
        if _ALIKE.keys().isdisjoint(word) or len(word) > _LONGEST or look.is_word(word):
            continue
        if sum(letter not in _ALIKE for letter in word) < 2:
            continue
        read = "".join(_ALIKE.get(letter, letter) for letter in word)
        if word[-1] in _NUMERALS and re.match("[一-龠つヶヵ]", after):
            continue  # スタッフ一人, メニュー一覧
        parts = [read] if look.is_word(read) else [each.surface for each in look.parse(read)]
        if all(len(part) > 2 and look.is_word(part) for part in parts):
            yield Respelling(*match.span(), read)


def _bars(look: _Look) -> Iterator[Respelling]:
    """Yield ー人 as 一人, where no ー can stand."""
    for match in _BAR.finditer(look.line):
        change = Respelling(*match.span(), "一")
        holder, following = look.morpheme(change, 0, 2)
        goes_on = following is not None and following.tag.startswith(("名詞", "接尾辞"))
        if holder and not goes_on and holder.surface.startswith("一") and "固有名詞" not in holder.tag:
            yield change


def _counted(look: _Look) -> Iterator[Respelling]:
    """Yield 1人暮らし as 一人暮らし: a digit in what is a word, not a number, when written in kanji.

    It is one where its reading is not that of the number (ヒトリ), or it has more to it (一戸建て); but for
    days and months. 10分 is no 十分, nor 1部 (イチブ) 一部.
    """
    for match in _COUNTED.finditer(look.line):
        change = Respelling(*match.span(), _NUMERALS[int(match[0]) - 1])
        holder, following = look.morpheme(change, 0, 2)
        if not holder or not holder.surface.startswith(change.word) or "固有名詞" in holder.tag:
            continue
        if re.match(".[日月](?!.)", holder.surface) or not holder.tag.startswith(("名詞", "副詞")):
            continue
        alone = following is None or not following.tag.startswith(("名詞", "接尾辞"))
        is_number = _CHINESE.match(match[0] + holder.reading) is not None
        if len(holder.surface) > 2 or not is_number or (holder.tag == "副詞" and alone):
            yield change


def _lettered(look: _Look) -> Iterator[Respelling]:
    """Yield e-ラーニング as eラーニング, and QR-コード as QRコード if that is a word.

    A capital may be the name of a thing or of an item of a list (A-トイレ); only E-, which is e-, is none.
    """
    for match in _LETTERS.finditer(look.line):
        letters, word = match[1], match[3][:_LONGEST]
        is_small = len(letters) == 1 and (letters.islower() or letters == "E")
        if (is_small and look.has_words(word)) or look.is_word(letters + word):
            yield Respelling(*match.span(2), "")


def _old(look: _Look) -> Iterator[Respelling]:
    """Yield 髙 in 髙齢者 as 高, 體 in 體育館 as 体, where only then the dictionary has a (longer) word.

    What it has as written (長澤, 會社) stays.
    """
    for match in _KANJI.finditer(look.line):
        if _OLD.search(match[0]) is None:
            continue
        written = Respelling(*match.span(), match[0])
        read = written._replace(word=modern(match[0]))
        for place, (old, new) in enumerate(zip(written.word, read.word, strict=True)):
            if old == new:
                continue
            holder, _ = look.morpheme(read, place, place + 1)
            as_is, _ = look.morpheme(written, place, place + 1)
            if holder and (as_is is None or len(holder.surface) > len(as_is.surface)):
                yield Respelling(match.start() + place, match.start() + place + 1, new)
