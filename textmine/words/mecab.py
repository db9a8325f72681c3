"""Morphemes of normalised lines, as MeCab prints them; the only importer of fugashi."""

from __future__ import annotations

import csv
import importlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import fugashi

from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord

LONGEST = 100_000  # characters of a line that MeCab is given at once: it crashes at some 800,000
_OTHERS = (1, 0)  # rank of words that are not to be split but in no list: (after those told to MeCab, first)
RUN = 4000  # characters of one kind in a row that it is given at once: it takes their square in time
_KINDS = (
    "[ァ-ヺー・]",
    r"\d",
    "[〇一二三四五六七八九十百千万億兆]",
    r"[^\W\dぁ-ヺー一-鿿]",  # letters of other scripts
    r"[^\w\s]",  # marks
)
_RUNS = re.compile("|".join(f"{kind}{{{RUN}}}" for kind in _KINDS))
_FIELDS = 12  # features up to the last that is read
_TAGS = {
    "noun": "名詞",
    "proper_noun": "名詞-固有名詞",
    "numeral": "名詞-数詞",
}  # of forced words that may be joined, in any dictionary


@dataclass(frozen=True)
class Dictionary:
    """A tokeniser dictionary: how to start MeCab with it and where its features stand.

    Attributes:
        name: as the settings name it.
        arguments: MeCab's options.
        grammar: the table in dictionaries/grammar that classes its parts of speech.
        form, base, lemma, reading, pronunciation: index of each in the comma-separated features; -1 where
            the dictionary has none.
        package: that holds it, or "" for a folder.
    """

    name: str
    arguments: str
    grammar: str
    form: int
    base: int
    lemma: int
    reading: int
    pronunciation: int
    package: str = ""

    @property
    def version(self) -> str:
        """The version of the package, or "" for a folder."""
        from importlib import metadata  # takes its time to load, which most runs do without

        return metadata.version(self.package) if self.package else ""


class Morpheme(NamedTuple):
    """One entry of the dictionary: a surface with its features.

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
        return _unidic(name, str(package.DICDIR), "unidic-lite")
    if name == "ipadic":
        folder = str(_package("ipadic", name).DICDIR)
        return Dictionary(name, _arguments(folder), "ipadic", 5, 6, -1, 7, 8, "ipadic")
    if not (Path(name) / "sys.dic").is_file():
        raise WordsError(
            "{name!r} is no tokeniser dictionary: give unidic-lite, ipadic, or a UniDic folder "
            "that holds sys.dic",
            name=name,
        )
    return _unidic(name, name, "")


def _unidic(name: str, folder: str, package: str) -> Dictionary:
    return Dictionary(name, _arguments(folder), "unidic", 5, 10, 7, 6, 11, package)


def _arguments(folder: str) -> str:
    # An empty -r keeps a mecabrc of the machine from changing what is read.
    return f'-r /dev/null -d "{folder}"'


def _package(module: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise WordsError(
            "the tokeniser dictionary {name} is not installed; run: pip install {name}", name=name
        ) from error


FEATURES = r"%m\t%H"  # of a morpheme, surface and features, in MeCab's format
END = "."  # of a line; fugashi strips the end of what MeCab prints, so this must be visible


@cache
def tagger(dictionary: Dictionary, node: str, *options: str) -> fugashi.GenericTagger:
    """Start MeCab so that it prints ``node`` of each morpheme of a line, and :data:`END` at its end.

    Once per process for each set of options: fugashi never gives a tagger's memory back.
    """
    # -O "" is needed: a dictionary that sets an output format makes MeCab ignore -F without a word.
    # An unknown word has fewer features, so -U must be given a format of its own.
    formats = f'-O "" -F "{node}\\n" -U "{node}\\n" -B "" -E "{END}"'
    return fugashi.GenericTagger(" ".join([dictionary.arguments, *options, formats]))


class _Entries(dict[str, Morpheme]):
    """What MeCab prints of a morpheme (:data:`FEATURES`) -> the morpheme, made when it is met first."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary

    def __missing__(self, row: str) -> Morpheme:
        surface, features = row.split("\t", 1)
        self[row] = parse_features(surface, features, self.dictionary)
        return self[row]


class Tokenizer:
    """Tokenises normalised lines with one dictionary; some words are never split.

    A forced word with ``whole`` is told to MeCab, which then takes it as one morpheme wherever it stands. One
    without (a bundled word) is only joined where MeCab, left alone, sees its borders too: インスタ is joined,
    the インスタ of インスタント is not. Of overlapping words one that MeCab is told wins, else
    the first in the list.

    Not picklable (a MeCab tagger is not): make one per process.
    """

    def __init__(self, dictionary: Dictionary, forced: Sequence[ForcedWord] = ()) -> None:
        """Start MeCab with the dictionary; ``forced`` words are never split."""
        self.dictionary = dictionary
        self.forced = {entry.word: entry for entry in reversed(forced)}
        # A word with a blank is told to MeCab too: without it the blank would part what is to be joined.
        self.told = {word for word, entry in self.forced.items() if entry.whole or " " in word}
        self._ranked: dict[str, list[tuple[int, str]]] = {}  # by first character
        for rank, entry in enumerate(forced):
            self._ranked.setdefault(entry.word[0], []).append((rank, entry.word))
        self._free = tagger(dictionary, FEATURES)
        self._partial = tagger(dictionary, FEATURES, "-p") if self.told else self._free
        self._entries = _Entries(dictionary)

    def tokenize(self, line: str) -> list[Morpheme]:
        """Return the morphemes of a line of normalised text, which holds no line break.

        >>> tokenizer = Tokenizer(dictionary("unidic-lite"), [ForcedWord("個人情報")])
        >>> [morpheme.surface for morpheme in tokenizer.tokenize("個人情報保護の意識")]
        ['個人情報', '保護', 'の', '意識']
        """
        return [morpheme for piece in pieces(line) for morpheme in self.with_forced(piece, self.parse(piece))]

    def parse(self, line: str) -> list[Morpheme]:
        """Return the morphemes that MeCab, left alone, sees in a line."""
        return self._parse(self._free, line)

    def with_forced(
        self, line: str, morphemes: list[Morpheme], others: Mapping[tuple[int, int], ForcedWord] | None = None
    ) -> list[Morpheme]:
        """Return the morphemes that MeCab, left alone, sees in a line, with forced words in their place.

        ``others`` are more words that are not to be split, by start and end: they are taken as those that are
        not ``whole``, and before these where they overlap.
        """
        others = others or {}
        spans = [*self._spans(line), *((_OTHERS, start, end) for start, end in others)]
        if not spans:
            return morphemes
        places = places_in_line(line, morphemes)
        begins, ends = {start for start, _ in places}, {end for _, end in places}
        is_told = {span: span[0] < _OTHERS for span in spans}
        taken: list[tuple[int, int]] = []
        occupied = bytearray(len(line))
        for span in sorted(spans):
            _, start, end = span
            may_stand = is_told[span] or (start in begins and end in ends)
            if may_stand and 1 not in occupied[start:end]:
                taken.append((start, end))
                occupied[start:end] = b"\x01" * (end - start)
        taken.sort()
        if any(is_told.values()):
            morphemes = self._parse(self._partial, _constraints(line, taken))
            places = places_in_line(line, morphemes)
        end_of = dict(taken)
        joined = []
        until = 0
        for morpheme, (start, _) in zip(morphemes, places, strict=True):
            if start in end_of:
                until = end_of[start]
                entry = others.get((start, until)) or self.forced[line[start:until]]
                joined.append(forced_morpheme(entry))
            elif start >= until:
                joined.append(morpheme)
        return joined

    def _parse(self, parser: fugashi.GenericTagger, line: str) -> list[Morpheme]:
        return list(map(self._entries.__getitem__, parser.parse(line).split("\n")[:-1]))

    def _spans(self, line: str) -> list[tuple[tuple[int, int], int, int]]:
        """Return where forced words stand in a line: (rank of the word, start, end), overlapping ones too."""
        return [
            ((0 if word in self.told else 2, rank), start, start + len(word))
            for start, character in enumerate(line)
            for rank, word in self._ranked.get(character, ())
            if line.startswith(word, start)
        ]


def pieces(line: str) -> list[str]:
    """Return a line in the pieces that MeCab is given at once: nearly always the line itself.

    Very long lines are cut after a 。 where there is one, and what is no text (thousands of katakana, digits,
    Latin letters or marks in a row, of which MeCab looks at all again from each) after each ``RUN``.
    """
    if len(line) < RUN:
        return [line]
    found = []
    start = 0
    for end in [*(run.end() for run in _RUNS.finditer(line)), len(line)]:
        while end - start > LONGEST:
            cut = line.rfind("。", start, start + LONGEST) + 1 or start + LONGEST
            found.append(line[start:cut])
            start = cut
        if end > start:
            found.append(line[start:end])
        start = end
    return found


def places_in_line(line: str, morphemes: Sequence[Morpheme]) -> list[tuple[int, int]]:
    """Return where each morpheme begins and ends in its line; MeCab skips blanks between them."""
    ends = list(accumulate(len(morpheme.surface) for morpheme in morphemes))
    if ends and ends[-1] == len(line):  # nothing was skipped
        return list(pairwise([0, *ends]))
    places = []
    end = 0
    for morpheme in morphemes:
        start = line.index(morpheme.surface, end)
        end = start + len(morpheme.surface)
        places.append((start, end))
    return places


def after_blanks(line: str, morphemes: Sequence[Morpheme]) -> list[bool]:
    """Return which morphemes of a line stand after a blank."""
    if " " not in line:
        return [False] * len(morphemes)
    places = places_in_line(line, morphemes)
    ends = [0, *(end for _, end in places)]
    return [" " in line[end:start] for end, (start, _) in zip(ends, places, strict=False)]


def _constraints(line: str, spans: Sequence[tuple[int, int]]) -> str:
    r"""Return a line in MeCab's partial-parsing format, in which the spans are not to be split.

    「当社BCP plan」 with the span of "BCP plan" is "当社\nBCP plan\t*\nEOS".
    """
    pieces: list[str] = []
    done = 0
    for start, end in [*spans, (len(line), len(line))]:
        # A blank between fragments is MeCab's to skip, but an empty line would end the sentence.
        if fragment := line[done:start].strip(" "):
            pieces.append(fragment)
        if end > start:
            pieces.append(line[start:end] + "\t*")
        done = end
    return "\n".join([*pieces, "EOS"])


def forced_morpheme(entry: ForcedWord) -> Morpheme:
    """Return the morpheme of a forced word; one that is not ``whole`` may be joined to others as a noun."""
    tag = entry.pos if entry.whole else _TAGS.get(entry.pos, _TAGS["noun"])
    return Morpheme(
        entry.word, tag, "", "", entry.word, entry.word, entry.reading, entry.reading, False, entry.whole
    )


def parse_features(surface: str, features: str, dictionary: Dictionary) -> Morpheme:
    """Return the morpheme of a surface and MeCab's comma-separated features.

    An unknown word has no base, lemma or reading: its surface stands for the first two.
    """
    fields = next(csv.reader([features])) if '"' in features else features.split(",")
    # An unknown word has fewer; a feature that the dictionary lacks is at -1, so the last one is empty.
    padded = [*fields, *["*"] * (_FIELDS - len(fields)), "*"]
    several = itemgetter(
        4, dictionary.form, dictionary.base, dictionary.lemma, dictionary.reading, dictionary.pronunciation
    )(padded)
    conjugation, form, base, lemma, reading, pronunciation = ["" if each == "*" else each for each in several]
    return Morpheme(
        surface,
        "-".join([level for level in fields[:4] if level != "*"]),
        conjugation,
        form,
        base or surface,
        lemma or base or surface,
        reading,
        pronunciation,
        not base,
    )


def tags(surface: str, dictionary: Dictionary) -> frozenset[str]:
    """Return the parts of speech under which a dictionary lists exactly this surface."""
    # Told that the surface is not to be split, MeCab looks at no others: a third of the time.
    printed = tagger(dictionary, FEATURES, "-a", "-p").parse(f"{surface}\t*\nEOS").split("\n")[:-1]
    rows = [row.split("\t", 1) for row in printed if row.startswith(f"{surface}\t")]
    listed = [parse_features(surface, features, dictionary) for _, features in rows]
    return frozenset(morpheme.tag for morpheme in listed if not morpheme.unknown)


def katakana_of_place(name: str, dictionary: Dictionary) -> str:
    """Return how the name of a place is read; "" of any other word."""
    if not any("地名" in tag for tag in tags(name, dictionary)):
        return ""
    return "".join(morpheme.reading for morpheme in Tokenizer(dictionary).tokenize(name))


def with_lemmas(morphemes: Sequence[Morpheme]) -> list[Morpheme]:
    """Return the morphemes of a dictionary without lemmas, with those of unidic-lite.

    So 分かる and わかる are one word with IPADIC too. A base that UniDic splits, or takes for another part of
    speech, keeps itself as its lemma; so does a potential verb (使える), whose lemma would be 使う.
    """
    found = []
    for morpheme in morphemes:
        entry = None if morpheme.unknown else _unidic_entry(morpheme.base)
        if entry is None or _coarse(entry.tag) != _coarse(morpheme.tag):
            found.append(morpheme)
        else:
            found.append(morpheme._replace(lemma=entry.lemma, reading=entry.reading))
    return found


@cache
def _unidic_entry(base: str) -> Morpheme | None:
    """Return the one morpheme that unidic-lite makes of a dictionary form, or None."""
    entries = Tokenizer(dictionary("unidic-lite")).tokenize(base)
    if len(entries) == 1 and entries[0].base == base and not is_potential(entries[0]):
        return entries[0]
    return None


def is_potential(morpheme: Morpheme) -> bool:
    """Whether UniDic gives a morpheme the lemma of the verb it is the potential of (使える: 使う)."""
    return (
        morpheme.conjugation.startswith("下一段") and len(morpheme.pronunciation) == len(morpheme.reading) + 1
    )


def _coarse(tag: str) -> str:
    first = tag.partition("-")[0]
    return "名詞" if first == "形状詞" else first
