"""Morphemes of normalised text through MeCab; the only importer of fugashi."""

from __future__ import annotations

import csv
import importlib
import importlib.metadata
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import fugashi
import numpy as np
import numpy.typing as npt

from textmine.arrays import distinct_pieces, spread
from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord

IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
MARK = "\x01"  # before the key of a forced word; no text holds it after normalising
_BRIEF = r"%m\t%pw"  # surface and word cost: with UniDic they tell nearly every entry
_EXACT = _BRIEF + r"\t%phl\t%phr"  # left and right id
_FULL = _EXACT + r"\t%H"
_OFTEN = 0.1  # of the lines have to be looked at twice: then it is better to print what is exact at once
# Of forced words that may be joined, in any dictionary.
_TAGS = {"noun": "名詞", "proper_noun": "名詞-固有名詞"}
BATCH = 20_000  # lines whose morphemes are numbered at once
AT_ONCE = 250  # lines that are in memory as MeCab printed them: what fits into a processor's cache is quicker
LONGEST = 100_000  # characters of a line that MeCab is given at once: it crashes at some 800,000
_FIELDS = 12  # features up to the last that is asked for
_END = "."  # fugashi strips the end of what MeCab prints, so the last line must be a visible one


@dataclass(frozen=True)
class Dictionary:
    """A tokeniser dictionary: how to start MeCab with it and where its features stand.

    Attributes:
        name: as the settings name it.
        arguments: MeCab's options.
        grammar: the table in dictionaries/grammar that classes its parts of speech.
        form, base, lemma, reading, pronunciation: index of each in the comma-separated features; -1 where
            the dictionary has none.
        version: of the package, or "" for a folder.
    """

    name: str
    arguments: str
    grammar: str
    form: int
    base: int
    lemma: int
    reading: int
    pronunciation: int
    version: str = ""


class Morpheme(NamedTuple):
    """One entry of the vocabulary: a surface with the features the dictionary gives it.

    ``tag`` is the part of speech with its levels joined by "-"; ``base`` the dictionary form as written
    (UniDic's orthBase); ``lemma`` the form that spelling variants share (UniDic's lemma, else the base);
    ``reading`` that of the lemma; ``pronunciation`` that of the base; ``unknown`` whether MeCab guessed it.
    """

    surface: str
    tag: str
    conjugation: str
    form: str
    base: str
    lemma: str
    reading: str
    pronunciation: str
    unknown: bool
    forced: bool = False


def dictionary(name: str) -> Dictionary:
    """Return the tokeniser dictionary of that name: "unidic-lite", "ipadic", or a UniDic folder's path.

    Raises:
        WordsError: if its package is not installed, or the folder is no MeCab dictionary.
    """
    if name == "unidic-lite":
        package = _package("unidic_lite", name)
        return _unidic(name, str(package.DICDIR), _version("unidic-lite"))
    if name == "ipadic":
        package = _package("ipadic", name)
        folder = Path(str(package.DICDIR))
        return Dictionary(name, _arguments(folder), "ipadic", 5, 6, -1, 7, 8, _version("ipadic"))
    if not (Path(name) / "sys.dic").is_file():
        raise WordsError(
            "{name!r} is no tokeniser dictionary: give unidic-lite, ipadic, or a UniDic folder "
            "that holds sys.dic",
            name=name,
        )
    return _unidic(name, name, "")


def _unidic(name: str, folder: str, version: str) -> Dictionary:
    return Dictionary(name, _arguments(Path(folder)), "unidic", 5, 10, 7, 6, 11, version)


def _arguments(folder: Path) -> str:
    # An empty -r keeps a mecabrc of the machine from changing what is read.
    return f'-r /dev/null -d "{folder}"'


def _package(module: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise WordsError(
            "the tokeniser dictionary {name} is not installed; run: pip install {name}", name=name
        ) from error


@cache
def _version(package: str) -> str:
    return importlib.metadata.version(package)


@cache
def _tagger(options: str) -> fugashi.GenericTagger:
    """Start MeCab, once per process for each set of options: fugashi never gives a tagger's memory back."""
    return fugashi.GenericTagger(options)


class _OftenAmbiguousError(Exception):
    """Many lines hold a word of which surface and cost do not tell the entry."""


class Tokenizer:
    """Cuts normalised text into morphemes and keeps the vocabulary it met.

    Not picklable (a MeCab tagger is not): send the settings and build one per process.
    """

    def __init__(self, dictionary: Dictionary, forced: Sequence[ForcedWord] = ()) -> None:
        """Start MeCab with ``dictionary``; ``forced`` words are never cut, an earlier one wins."""
        self.dictionary = dictionary
        self._forced = {entry.word: entry for entry in reversed(forced)}
        # A word with a blank is told to MeCab too: without it the blank would part what is to be joined.
        self._told = {word for word, entry in self._forced.items() if entry.whole or " " in word}
        self._pattern = _alternatives([entry.word for entry in forced])
        self._pattern_told = _alternatives(sorted(self._told))
        self._ranks: dict[str, list[tuple[int, str]]] = {}  # by first character
        for rank, entry in enumerate(forced):
            self._ranks.setdefault(entry.word[0], []).append((rank, entry.word))
        self._words = [entry.word for entry in forced]
        self._exact = self._start(_EXACT)
        self._full = self._start(_FULL)
        self._all = self._start(_FULL, "-a", "-p")
        self._partial = self._start(_EXACT, "-p") if forced else None
        self._partial_full = self._start(_FULL, "-p") if forced else None
        self._begin(_BRIEF)

    def _begin(self, node: str) -> None:
        """Forget what was cut, and let MeCab print so of each morpheme from now on."""
        self._is_brief = node == _BRIEF
        self._tagger = self._start(node)
        self._beginnings = _Beginnings(self._words)
        self._codes: dict[str, int] = {}  # key of a morpheme -> its code, in order of first sight
        self._printed: dict[bytes, int] = {}  # line that MeCab printed, as UTF-16 -> code; -1 for an end
        self._surfaces: list[str] = []  # of each code
        self._listed: list[str | None] = []  # of each code the features that the dictionary lists
        self._ambiguous: set[int] = set()  # codes of keys that stand for several entries
        self._morphemes: list[Morpheme] = []  # of the codes asked for so far
        self._entered: list[str] = []  # of these

    def _start(self, node: str, *options: str) -> fugashi.GenericTagger:
        # -O "" is needed: a dictionary that sets an output format makes MeCab ignore -F without a word.
        # An unknown word has fewer features, so -U must be given a format of its own.
        formats = f'-O "" -F "{node}\\n" -U "{node}\\n" -B "" -E "{_END}"'
        return _tagger(" ".join([self.dictionary.arguments, *options, formats]))

    def cut(self, lines: Iterable[str]) -> tuple[IntArray, IntArray]:
        """Return the morphemes of lines of normalised text: (code of each, number in each line).

        A line holds no line break; its context never crosses into the next. What the codes mean is to be
        asked (:meth:`vocabulary`) before more is cut.
        """
        whole = list(lines)
        try:
            return self._cut(whole)
        except _OftenAmbiguousError:
            self._begin(_EXACT)
            return self._cut(whole)

    def _cut(self, lines: Sequence[str]) -> tuple[IntArray, IntArray]:
        codes: list[IntArray] = []
        counts: list[IntArray] = []
        for first in range(0, len(lines), BATCH):
            cut, number = self._cut_batch(lines[first : first + BATCH])
            codes.append(cut)
            counts.append(number)
        none = np.zeros(0, dtype=np.int32)
        return np.concatenate([none, *codes]), np.concatenate([none, *counts])

    def _cut_batch(self, lines: Sequence[str]) -> tuple[IntArray, IntArray]:
        parse = self._tagger.parse
        told = self._holding(lines)
        odd = {}
        for number in told:
            keys = [key for piece in _pieces(lines[number]) for key in self._cut_told(piece)]
            odd[number] = "\n".join([*keys, _END])
        if max(map(len, lines), default=0) > LONGEST:
            for number, line in enumerate(lines):
                if len(line) > LONGEST and number not in odd:
                    odd[number] = "".join(parse(piece)[: -len(_END)] for piece in _pieces(line)) + _END
        printed = []
        for first in range(0, len(lines), AT_ONCE):
            several = lines[first : first + AT_ONCE]
            if odd:
                numbered = enumerate(several, first)
                rows = [odd[number] if number in odd else parse(line) for number, line in numbered]
            else:
                rows = list(map(parse, several))
            # What Python holds in two bytes a character is sooner written so.
            printed.append("\n".join([*rows, ""]).encode("utf-16-le"))
        codes = self._encoded(b"".join(printed))
        ends = np.flatnonzero(codes < 0)
        counts = np.diff(ends, prepend=-1).astype(np.int32) - 1
        codes = np.delete(codes, ends)
        self._look_again(lines, codes, counts)
        return self._join_bundled(lines, told, codes, counts) if self._pattern else (codes, counts)

    def _look_again(self, lines: Sequence[str], codes: IntArray, counts: IntArray) -> None:
        """Put the right codes into lines with a key that stands for several entries.

        Raises:
            _OftenAmbiguousError: if these are many.
        """
        if not self._ambiguous:
            return
        unclear = np.zeros(len(self._codes), dtype=bool)
        unclear[list(self._ambiguous)] = True
        ends = np.cumsum(counts)
        numbers = np.unique(np.searchsorted(ends, np.flatnonzero(unclear[codes]), side="right")).tolist()
        if len(numbers) > _OFTEN * len(lines):
            raise _OftenAmbiguousError
        for number in numbers:
            rows = [
                row for piece in _pieces(lines[number]) for row in self._exact.parse(piece).split("\n")[:-1]
            ]
            codes[ends[number] - counts[number] : ends[number]] = list(map(self._code, self._briefly(rows)))

    def _briefly(self, rows: Iterable[str]) -> list[str]:
        """Return the keys of morphemes that were printed exactly."""
        if not self._is_brief:
            return list(rows)
        briefs = [(row, "\t".join(row.split("\t", 2)[:2])) for row in rows]
        return [row if self._code(brief) in self._ambiguous else brief for row, brief in briefs]

    def _encoded(self, printed: bytes) -> IntArray:
        """Return the code of each line of what MeCab printed, as UTF-16; -1 for the end of a line of text."""
        breaks = np.flatnonzero(np.frombuffer(printed, dtype="<u2") == ord("\n"))
        numbers, lines = distinct_pieces(printed, (breaks + 1) * 2)
        known = self._printed
        for line in lines:
            if line not in known:
                key = line[:-2].decode("utf-16-le")
                known[line] = -1 if key == _END else self._code(key)
        of = np.fromiter(map(known.__getitem__, lines), dtype=np.int32, count=len(lines))
        return np.asarray(of[numbers])

    def _code(self, key: str) -> int:
        code = self._codes.setdefault(key, len(self._codes))
        if code == len(self._surfaces):
            surface = key.removeprefix(MARK).partition("\t")[0]
            self._surfaces.append(surface)
            listed = [] if key.startswith(MARK) else self._listing(surface)
            entries = [row.split("\t", 4) for row in listed if row.startswith(f"{key}\t")]
            if len({(left, right) for _, _, left, right, _ in entries}) > 1:
                self._ambiguous.add(code)
            # Entries can share surface, ids and cost; MeCab's search keeps the last that -a lists.
            self._listed.append(entries[-1][-1] if entries else None)
        return code

    def _join_bundled(
        self, lines: Sequence[str], told: Iterable[int], codes: IntArray, counts: IntArray
    ) -> tuple[IntArray, IntArray]:
        """Join the morphemes of a bundled forced word where the free parse has its borders.

        So インスタ is joined, and the インスタ of インスタント is not. Lines in ``told`` are left alone.
        """
        line_ends = np.cumsum(counts)
        lasts = np.zeros(len(codes), dtype=bool)
        lasts[line_ends[counts > 0] - 1] = True
        rank, first, last = self._beginnings.words(codes, lasts, self._surfaces)
        number = np.searchsorted(line_ends, first, side="right")
        passed = set(told)
        rank[[each in passed for each in number.tolist()]] = -1
        blanks = np.cumsum(after_blanks(lines, codes, counts, self._surfaces, set(number.tolist())))
        if len(blanks):
            rank[blanks[last] > blanks[first]] = -1
        kept = np.flatnonzero(rank >= 0)
        kept = kept[_apart(rank[kept], first[kept], last[kept])]
        rank, first, last, number = rank[kept], first[kept], last[kept], number[kept]
        codes, counts = codes.copy(), counts.copy()
        codes[first] = [self._code(MARK + self._words[each]) for each in rank.tolist()]
        counts -= np.bincount(number, weights=last - first, minlength=len(counts)).astype(np.int32)
        return np.delete(codes, spread(first + 1, last - first)), counts

    def _holding(self, lines: Sequence[str]) -> list[int]:
        """Return which lines hold a word that MeCab is told not to cut."""
        if self._pattern_told is None:
            return []
        found = [match.start() for match in self._pattern_told.finditer("\n".join(lines))]
        begins = np.cumsum([0, *map(len, lines)]) + np.arange(len(lines) + 1)
        numbers: list[int] = np.unique(np.searchsorted(begins, found, side="right") - 1).tolist()
        return numbers

    def _cut_told(self, line: str) -> list[str]:
        """Return the keys of a line in which MeCab is told what not to cut."""
        assert self._partial is not None
        constraints, marked = self._constraints(line, self._found(line))
        keys = self._briefly(self._partial.parse(constraints).split("\n")[:-1])
        place = 0
        for index, key in enumerate(keys):
            surface = key.partition("\t")[0]
            place = line.index(surface, place)
            if (place, place + len(surface)) in marked:
                keys[index] = MARK + surface
            place += len(surface)
        return keys

    def _found(self, line: str) -> list[tuple[int, int, int]]:
        """Return where forced words stand in a line: (rank of the word, start, end), overlapping ones too."""
        if self._pattern is None:
            return []
        spans: list[tuple[int, int, int]] = []
        found = self._pattern.search(line)
        while found:
            start = found.start()
            for rank, word in self._ranks[line[start]]:
                if line.startswith(word, start):
                    spans.append((rank, start, start + len(word)))
            found = self._pattern.search(line, start + 1)
        return spans

    def _constraints(self, line: str, spans: list[tuple[int, int, int]]) -> tuple[str, set[tuple[int, int]]]:
        """Return ``line`` in MeCab's partial-parsing format, and the spans of the forced words in it."""
        if any(line[start:end] not in self._told for _, start, end in spans):
            printed = self._tagger.parse(line).split("\n")[:-1]
            begins, ends = _borders(line, [key.partition("\t")[0] for key in printed])
            spans = [
                (rank, start, end)
                for rank, start, end in spans
                if line[start:end] in self._told or (start in begins and end in ends)
            ]
        taken: list[tuple[int, int]] = []
        for _, start, end in sorted(spans):
            if _free(start, end, taken):
                taken.append((start, end))
        pieces: list[str] = []
        done = 0
        for start, end in sorted(taken):
            # A blank between fragments is MeCab's to skip, but an empty line would end the sentence.
            if line[done:start].strip(" "):
                pieces.append(line[done:start].strip(" "))
            pieces.append(line[start:end] + "\t*")
            done = end
        if line[done:].strip(" "):
            pieces.append(line[done:].strip(" "))
        return "\n".join([*pieces, "EOS"]), set(taken)

    def vocabulary(self, lines: Iterable[str] = ()) -> tuple[Morpheme, ...]:
        """Return the morpheme of each code given out so far.

        ``lines`` are read only where an entry can't be found from its surface alone, which no dictionary
        tried so far needed.
        """
        found: dict[str, Morpheme] = {}
        first = len(self._morphemes)
        new = list(self._codes)[first:]
        for key, surface, features in zip(new, self._surfaces[first:], self._listed[first:], strict=True):
            if key.startswith(MARK):
                found[key] = self._forced_morpheme(surface)
            elif features is not None:
                found[key] = parse_features(surface, features, self.dictionary)
        missing = set(new) - set(found)
        if missing:
            self._from_context(lines, missing, found)
        self._morphemes += [found[key] for key in new]
        return tuple(self._morphemes)

    def entries(self, entry_of: Callable[[Morpheme], str]) -> list[str]:
        """Return what is said of each morpheme of the vocabulary; of those asked for before it is known."""
        self._entered += map(entry_of, self._morphemes[len(self._entered) :])
        return self._entered

    def tags(self, surface: str) -> frozenset[str]:
        """Return the parts of speech under which the dictionary lists exactly this surface."""
        rows = [row.split("\t", 4) for row in self._listing(surface)]
        listed = [parse_features(surface, row[4], self.dictionary) for row in rows]
        return frozenset(morpheme.tag for morpheme in listed if not morpheme.unknown)

    def _listing(self, surface: str) -> list[str]:
        """Return the entries of exactly this surface as MeCab prints them, in its order."""
        # Told that the surface is not to be cut, MeCab looks at no others: a third of the time.
        printed = self._all.parse(f"{surface}\t*\nEOS").split("\n")[:-1]
        return [row for row in printed if row.startswith(f"{surface}\t")]

    def _from_context(self, lines: Iterable[str], missing: set[str], found: dict[str, Morpheme]) -> None:
        for line in (piece for whole in lines for piece in _pieces(whole)):
            spans = self._found(line)
            if any(line[start:end] in self._told for _, start, end in spans):
                assert self._partial_full is not None
                printed = self._partial_full.parse(self._constraints(line, spans)[0])
            else:
                printed = self._full.parse(line)
            for row in printed.split("\n")[:-1]:
                *fields, features = row.split("\t", 4)
                key = "\t".join(fields[:2] if self._is_brief else fields)
                if key in missing:
                    found[key] = parse_features(fields[0], features, self.dictionary)
                    missing.discard(key)
            if not missing:
                return
        raise WordsError(
            "MeCab gave the word {word!r} but not its features; the dictionary {name} seems to be damaged",
            word=min(missing).split("\t")[0],
            name=self.dictionary.name,
        )

    def _forced_morpheme(self, surface: str) -> Morpheme:
        entry = self._forced[surface]
        tag = entry.pos if entry.whole else _TAGS.get(entry.pos, _TAGS["noun"])
        return Morpheme(
            surface, tag, "", "", surface, surface, entry.reading, entry.reading, False, forced=entry.whole
        )


class _Beginnings:
    """Finds words that are cut into several morphemes: each is a way through the beginnings of words.

    Morphemes are compared by their codes, many places at once; a beginning and the code that follows it are
    looked up as text once.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """Hold the words; the rank of each is its place among them."""
        self._number: dict[str, int] = {}
        for word in words:
            for end in range(1, len(word) + 1):
                self._number.setdefault(word[:end], len(self._number))
        self._texts = list(self._number)
        self._rank = np.full(len(self._texts), -1, dtype=np.int64)
        for rank, word in reversed(list(enumerate(words))):
            self._rank[self._number[word]] = rank
        self._goes_on = np.zeros(len(self._texts), dtype=bool)
        self._goes_on[[self._number[text[:-1]] for text in self._texts if len(text) > 1]] = True
        self._opens = np.zeros(0, dtype=np.int64)  # of each code, the beginning that its surface is; else -1
        self._next: dict[tuple[int, int], int] = {}  # beginning, code -> the longer beginning; else -1

    def words(self, codes: IntArray, lasts: BoolArray, surfaces: Sequence[str]) -> Integers:
        """Return where words stand, overlapping ones too: three rows, of ranks, first and last morphemes.

        ``lasts`` are the last morphemes of lines, ``surfaces`` those of the codes. A word's first morpheme
        begins it and its last one ends it.
        """
        new = [self._number.get(surface, -1) for surface in surfaces[len(self._opens) :]]
        self._opens = np.concatenate([self._opens, np.array(new, dtype=np.int64)])
        firsts = np.flatnonzero(self._opens[codes] >= 0)
        at, reached = firsts, self._opens[codes[firsts]]
        found = [np.zeros((3, 0), dtype=np.int64)]
        while len(firsts):
            rank = self._rank[reached]
            found.append(np.stack([rank, firsts, at])[:, rank >= 0])
            alive = self._goes_on[reached] & ~lasts[at]
            firsts, at, reached = firsts[alive], at[alive] + 1, reached[alive]
            pairs, which = np.unique(reached << 32 | codes[at], return_inverse=True)
            reached = np.array(
                [self._longer(pair >> 32, pair & 0xFFFFFFFF, surfaces) for pair in pairs.tolist()],
                dtype=np.int64,
            )[which]
            firsts, at, reached = firsts[reached >= 0], at[reached >= 0], reached[reached >= 0]
        return np.concatenate(found, axis=1)

    def _longer(self, beginning: int, code: int, surfaces: Sequence[str]) -> int:
        known = self._next.get((beginning, code))
        if known is None:
            known = self._number.get(self._texts[beginning] + surfaces[code], -1)
            self._next[beginning, code] = known
        return known


def with_lemmas(morphemes: Sequence[Morpheme]) -> tuple[Morpheme, ...]:
    """Return the morphemes of a dictionary without lemmas, with those of unidic-lite.

    So 分かる and わかる are one word with IPADIC too. A base that UniDic cuts, or takes for another part of
    speech, keeps itself as its lemma; so does a potential verb (使える), whose lemma would be 使う.
    """
    unidic = dictionary("unidic-lite")
    tokenizer = Tokenizer(unidic)
    bases = sorted({morpheme.base for morpheme in morphemes if not morpheme.unknown})
    codes, counts = tokenizer.cut(bases)
    known = tokenizer.vocabulary(bases)
    found: dict[str, Morpheme] = {}
    for base, first, count in zip(bases, (np.cumsum(counts) - counts).tolist(), counts.tolist(), strict=True):
        candidate = known[codes[first]] if count == 1 else None
        if candidate is not None and candidate.base == base and not is_potential(candidate):
            found[base] = candidate

    def lemma(morpheme: Morpheme) -> Morpheme:
        candidate = found.get(morpheme.base)
        if morpheme.unknown or candidate is None or _coarse(candidate.tag) != _coarse(morpheme.tag):
            return morpheme
        return morpheme._replace(lemma=candidate.lemma, reading=candidate.reading)

    return tuple(map(lemma, morphemes))


def is_potential(morpheme: Morpheme) -> bool:
    """Whether UniDic gives a morpheme the lemma of the verb it is the potential of (使える: 使う)."""
    return (
        morpheme.conjugation.startswith("下一段") and len(morpheme.pronunciation) == len(morpheme.reading) + 1
    )


def _coarse(tag: str) -> str:
    first = tag.partition("-")[0]
    return "名詞" if first == "形状詞" else first


def parse_features(surface: str, features: str, dictionary: Dictionary) -> Morpheme:
    """Return the morpheme of a surface and MeCab's comma-separated features.

    An unknown word has no base, lemma or reading: its surface stands for the first two.
    """
    fields = next(csv.reader([features])) if '"' in features else features.split(",")
    # An unknown word has fewer; what the dictionary lacks is asked for at -1, so the last one is empty.
    given = [*fields, *["*"] * (_FIELDS - len(fields)), "*"]
    several = itemgetter(
        4, dictionary.form, dictionary.base, dictionary.lemma, dictionary.reading, dictionary.pronunciation
    )(given)
    conjugation, form, base, lemma, reading, pronunciation = ["" if each == "*" else each for each in several]
    return Morpheme(
        surface,
        "-".join([part for part in fields[:4] if part != "*"]),
        conjugation,
        form,
        base or surface,
        lemma or base or surface,
        reading,
        pronunciation,
        not base,
    )


def _borders(line: str, surfaces: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Return where the morphemes of a line begin and end: place -> number of the morpheme."""
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    place = 0
    for number, surface in enumerate(surfaces):
        place = line.index(surface, place)
        begins[place] = number
        place += len(surface)
        ends[place] = number
    return begins, ends


def _apart(rank: Integers, first: Integers, last: Integers) -> Integers:
    """Return which spans to take so that none overlaps another; an earlier rank wins, then the first."""
    order = np.lexsort((last, first, rank))
    by_place = np.sort(first)
    if not (by_place[1:] <= np.sort(last)[:-1]).any():
        return order
    taken = bytearray(int(last.max(initial=-1)) + 1)
    kept = []
    for place in order.tolist():
        begin, end = int(first[place]), int(last[place]) + 1
        if 1 not in taken[begin:end]:
            taken[begin:end] = b"\x01" * (end - begin)
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def after_blanks(
    lines: Sequence[str], codes: IntArray, counts: IntArray, surfaces: Sequence[str], numbers: Iterable[int]
) -> BoolArray:
    """Return which morphemes of the lines with these numbers stand after a blank; of others none.

    MeCab skips blanks without a trace. ``surfaces`` are those of the codes, ``counts`` the morphemes of each
    line.
    """
    after = np.zeros(len(codes), dtype=bool)
    ends = np.cumsum(counts)
    held = np.array([number for number in numbers if " " in lines[number]], dtype=np.int64)
    if not len(held):
        return after
    several = counts[held].astype(np.int64)
    at = spread(ends[held] - several, several)
    # All morphemes stand one after the other, so each begins at the letter before which as many others stand
    # as those of the morphemes before it; only blanks stand between two.
    letters_of = np.zeros(len(surfaces), dtype=np.int64)
    letters_of[codes[at]] = 1
    present = np.flatnonzero(letters_of)
    letters_of[present] = [
        len(surface) - surface.count(" ") for surface in map(surfaces.__getitem__, present.tolist())
    ]
    sizes = letters_of[codes[at]]
    text = "\n".join([lines[number] for number in held.tolist()])
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = np.flatnonzero((characters != ord(" ")) & (characters != ord("\n")))
    if len(letters) != sizes.sum():  # MeCab takes Ð for a blank too
        return _after_blanks_each(lines, codes, counts, surfaces, held.tolist())
    begins = letters[np.cumsum(sizes) - sizes]
    before = letters[np.maximum(np.cumsum(sizes) - sizes - 1, 0)]
    first = np.zeros(len(at), dtype=bool)
    first[(np.cumsum(several) - several)[several > 0]] = True
    starts = np.cumsum([0, *(len(lines[number]) + 1 for number in held.tolist())])[:-1]
    opens = np.repeat(starts, several)
    after[at] = np.where(first, begins > opens, begins > before + 1)
    return after


def _after_blanks_each(
    lines: Sequence[str], codes: IntArray, counts: IntArray, surfaces: Sequence[str], numbers: Iterable[int]
) -> BoolArray:
    """Do the same by looking for each morpheme."""
    after = np.zeros(len(codes), dtype=bool)
    ends = np.cumsum(counts)
    for number in numbers:
        line, place = lines[number], 0
        first = int(ends[number] - counts[number])
        for index, code in enumerate(codes[first : ends[number]].tolist(), first):
            found = line.index(surfaces[code], place)
            after[index] = found > place
            place = found + len(surfaces[code])
    return after


def _free(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return all(end <= other or start >= other_end for other, other_end in taken)


def _pieces(line: str) -> Iterator[str]:
    """Yield a very long line in pieces that MeCab can take, cut after a 。 where there is one."""
    while len(line) > LONGEST:
        end = line.rfind("。", 0, LONGEST) + 1 or LONGEST
        yield line[:end]
        line = line[end:]
    yield line


def _alternatives(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of the words, or None if there are none.

    Grouped by first character under a lookahead, so that text without any of them is passed at the speed
    of a character search.
    """
    if not words:
        return None
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    firsts = "".join(re.escape(first) for first in sorted(by_first))
    groups = (f"{re.escape(first)}(?:{'|'.join(sorted(rest))})" for first, rest in sorted(by_first.items()))
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(groups)})")
