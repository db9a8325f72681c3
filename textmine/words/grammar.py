"""Reads dictionaries/grammar: what a morpheme is to the rules, and the rules as compiled patterns.

Every class of the table is one character, so that an answer is a short string of classes and
a rule is an ordinary regular expression over it (the idea of tag patterns for chunking: Abney 1991).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from textmine.errors import LexiconError
from textmine.resources import folder
from textmine.words.mecab import Morpheme

LINE_END = "\n"  # stands on either side of a line in a string of classes; no pattern crosses it
RECAST = ("noun", "helper", "particle")  # what a verb may be used as: sections of the patterns
_FIRST = 0x80  # one byte a class makes the expressions quick; none of these characters means anything to them
_MOST = 0x80
# What a column of bases may say instead of a word.
_KINDS_OF_SURFACE = {
    "_": re.compile(r"[^\x00-\x7f]"),  # one character
    # one Latin letter, after digits or not: T, 3D; with its hyphen where e-ラーニング is read as eラーニング
    "@": re.compile(r"[0-9]*[A-Za-z][-―ー]?"),
    "@@": re.compile(r"[A-Za-z]+"),
    "ア": re.compile(r"(?=.*[ァ-ヺ])[ァ-ヺー]{2,}"),  # a katakana word
}
_BUILT_IN = {"forced": "noun", "unknown": "noun"}
_SECTIONS = ("groups", "pieces", *RECAST, "word", "compound", "exempt", "negation", "doubt")
_TOGETHER = ("exempt", "negation")  # sections whose patterns are looked for at once
_NAME = re.compile(r"<(\w+)>")  # of a class or a group in a pattern
_ONE = r"(?:\[[^\]]+\]|[\x80-\xff])"  # one class, or one of a group of classes
_OPENING = re.compile(rf"({_ONE}|\({_ONE}\))(?![*+?{{])")


# class, beginning of the tag; bases, surfaces, kinds of surfaces: any of these; beginning of the form
Row = tuple[str, str, frozenset[str], frozenset[str], tuple[re.Pattern[str], ...], str]


@dataclass(frozen=True)
class Grammar:
    """The classes of one tokeniser dictionary and the patterns over them.

    Attributes:
        rows: first level of the part of speech -> its rows; the first that fits gives the class.
        letters: class -> the character that stands for it in a string of classes.
        pos: class -> part of speech that tables show.
        groups: name -> the classes it stands for (a class stands for itself).
        patterns: section -> its patterns, in order, as regular expressions over letters.
    """

    rows: Mapping[str, Sequence[Row]]
    letters: Mapping[str, str]
    pos: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, tuple[str, ...]]
    _fitting: dict[tuple[str, str], _Fitting] = field(default_factory=dict, compare=False, repr=False)
    _classes: dict[Morpheme, str] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def letter_of(self) -> Mapping[Morpheme, str]:
        """The character that stands for a morpheme in a string of classes, found out when it is met first."""
        return _Letters(self)

    @cached_property
    def searches(self) -> Mapping[str, tuple[re.Pattern[str], ...]]:
        """The patterns of the other sections as lines are searched for them, one after the other."""
        # A match that begins within another counts too where a verb is something else.
        recasts = {name: tuple(re.compile(f"(?={each})") for each in self.patterns[name]) for name in RECAST}
        return recasts | {name: together(self.patterns[name]) for name in _TOGETHER}

    @cached_property
    def word(self) -> re.Pattern[str]:
        """What is one word: at each place the first pattern of the section that matches."""
        return either(self.patterns["word"])

    @cached_property
    def compound(self) -> re.Pattern[str]:
        """What is one compound, a word of several morphemes being one too."""
        return either([*self.patterns["compound"], *self.patterns["word"]])

    @cached_property
    def doubt(self) -> re.Pattern[str]:
        """What after a predicate says that it is not thought, felt or seen to be so: たとは思えない."""
        return either(self.patterns["doubt"])

    @cached_property
    def signs(self) -> frozenset[str]:
        """The letters without one of which nothing in a line is negated."""
        return frozenset(self.letters[name] for name in self.groups["sign"])

    @cached_property
    def negations(self) -> frozenset[str]:
        """The letters of the negating morphemes."""
        return frozenset(self.letters[name] for name in self.groups["neg"])

    def class_of(self, morpheme: Morpheme) -> str:
        """Return the class of a morpheme, found out when it is met first."""
        known = self._classes.get(morpheme)
        if known is None:
            known = self._classes[morpheme] = self._class_of(morpheme)
        return known

    def _class_of(self, morpheme: Morpheme) -> str:
        if morpheme.forced:
            return "forced"
        key = morpheme.tag, morpheme.form
        fitting = self._fitting.get(key)
        if fitting is None:
            fitting = self._fitting[key] = _fitting_of(
                [
                    row
                    for row in self.rows.get(morpheme.tag.partition("-")[0], ())
                    if morpheme.tag.startswith(row[1]) and morpheme.form.startswith(row[-1])
                ]
            )
        last = len(fitting.classes) - 1
        first = min(
            fitting.bases.get(morpheme.base, last),
            fitting.bases.get(morpheme.lemma, last),
            fitting.surfaces.get(morpheme.surface, last),
        )
        for place, kind in fitting.kinds:
            if place < first and kind.fullmatch(morpheme.surface):
                return fitting.classes[place]
        return fitting.classes[first]


class _Letters(dict[Morpheme, str]):
    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def __missing__(self, morpheme: Morpheme) -> str:
        self[morpheme] = self.grammar.letters[self.grammar.class_of(morpheme)]
        return self[morpheme]


@dataclass(frozen=True)
class _Fitting:
    """The rows that fit a part of speech and a form, up to the first that names no words.

    ``classes`` has the class of each, the last is that of all other words; the others say in which row a
    base, a surface or a kind of surface stands first.
    """

    classes: tuple[str, ...]
    bases: Mapping[str, int]
    surfaces: Mapping[str, int]
    kinds: tuple[tuple[int, re.Pattern[str]], ...]


def _fitting_of(rows: Sequence[Row]) -> _Fitting:
    classes: list[str] = []
    bases: dict[str, int] = {}
    surfaces: dict[str, int] = {}
    kinds: list[tuple[int, re.Pattern[str]]] = []
    for place, (name, _, some_bases, some_surfaces, some_kinds, _) in enumerate(rows):
        classes.append(name)
        if not (some_bases or some_surfaces or some_kinds):
            break
        for word in some_bases:
            bases.setdefault(word, place)
        for word in some_surfaces:
            surfaces.setdefault(word, place)
        kinds += [(place, kind) for kind in some_kinds]
    else:
        classes.append("unknown")
    return _Fitting(tuple(classes), bases, surfaces, tuple(kinds))


@cache
def read_grammar(name: str) -> Grammar:
    """Return the grammar of a tokeniser dictionary: ``name`` is "unidic" or "ipadic".

    Raises:
        LexiconError: with file, line and reason, if the table or the patterns can't be used.
    """
    table = folder("dictionaries") / "grammar" / f"{name}.tsv"
    rows: dict[str, list[Row]] = {}
    pos = dict(_BUILT_IN)
    for number, line in _lines(table.read_text("utf-8")):
        fields = line.split("\t")
        if len(fields) != 5:
            raise _error(table, number, "5 columns are needed")
        kind, shown, tag, bases, form = ("" if field == "*" else field for field in fields)
        row = (kind, tag, *_split_bases(bases), form)
        rows.setdefault(tag.partition("-")[0], []).append(row)
        # The first row of a class names its part of speech.
        pos.setdefault(kind, shown)
    return _compile(rows, pos)


def _split_bases(field: str) -> tuple[frozenset[str], frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the bases, the surfaces (=...) and the kinds of surfaces that a column of bases names."""
    words = [word for word in field.split("|") if word]
    kinds = tuple(_KINDS_OF_SURFACE[word] for word in words if word in _KINDS_OF_SURFACE)
    words = [word for word in words if word not in _KINDS_OF_SURFACE]
    bases = frozenset(word for word in words if not word.startswith("="))
    return bases, frozenset(word[1:] for word in words if word.startswith("=")), kinds


def _compile(rows: Mapping[str, Sequence[Row]], pos: dict[str, str]) -> Grammar:
    path = folder("dictionaries") / "grammar" / "patterns.txt"
    sections = _sections(path)
    groups = {name: tuple(value.split()) for name, (_, value) in sections["groups"].items()}
    # Classes that only the other dictionary's table has may stand in a pattern; they match nothing here.
    written = " ".join(value for section in _SECTIONS[1:] for _, value in sections[section].values())
    mentioned = set(_NAME.findall(written)) - set(groups)
    classes = sorted(mentioned.union(pos, *groups.values()))
    if len(classes) > _MOST:
        raise _error(path, 0, f"more than {_MOST} classes")
    letters = {name: chr(_FIRST + index) for index, name in enumerate(classes)}
    groups = {name: (name,) for name in classes} | groups
    pieces = {name: value for name, (_, value) in sections["pieces"].items()}
    expressions: dict[str, list[tuple[int, str]]] = {section: [] for section in _SECTIONS[2:]}
    for section, several in expressions.items():
        for line, value in sections[section].values():
            try:
                several.append((line, _expression(value, groups, letters, pieces)))
            except KeyError as error:
                raise _error(path, line, f"no piece {{{error.args[0]}}}") from error
    patterns = {name: tuple(each for _, each in several) for name, several in expressions.items()}
    grammar = Grammar(rows, letters, pos, groups, patterns)
    try:
        _ = grammar.searches, grammar.word, grammar.compound, grammar.doubt
    except re.error:  # which of them it is costs as much again to find out
        for line, expression in chain(*expressions.values()):
            try:
                re.compile(expression)
            except re.error as error:
                raise _error(path, line, error) from error
        raise
    return grammar


def _sections(path: Path) -> dict[str, dict[str, tuple[int, str]]]:
    """Return section -> name -> (line, pattern) of a file of patterns."""
    sections: dict[str, dict[str, tuple[int, str]]] = {section: {} for section in _SECTIONS}
    section = ""
    for number, line in _lines(path.read_text("utf-8")):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            if section not in sections:
                raise _error(path, number, f"no section {line}")
            continue
        entry, equals, value = line.partition("=")
        if not equals or not section:
            raise _error(path, number, "name = pattern is needed")
        sections[section][entry.strip()] = (number, value.strip())
    return sections


def _error(path: Path, line: int, reason: object) -> LexiconError:
    return LexiconError("{file}, line {line}: {reason}", file=path.name, line=line, reason=reason)


def either(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern that matches what the first of these does that matches at a place."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def together(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for all those that begin with the same class or group of classes.

    So a text is searched once for each of these, which takes half the time of searching it for each pattern.
    Where several match at a place, the first is taken; what it holds is not looked at again.

    Raises:
        ValueError: if a pattern does not begin with one class.
    """
    rests: dict[str, list[str]] = {}
    for pattern in patterns:
        opening, rest = opened(pattern)
        rests.setdefault(opening, []).append(rest)
    return tuple(re.compile(f"{opening}(?:{'|'.join(rest)})") for opening, rest in rests.items())


def opened(pattern: str) -> tuple[str, str]:
    """Return the class or group of classes that a pattern begins with, and the rest of it.

    Raises:
        ValueError: if it does not begin with one.
    """
    opening = _OPENING.match(pattern)
    if opening is None:
        raise ValueError(f"the pattern does not begin with one class: {pattern}")
    return opening[1].strip("()"), pattern[opening.end() :]


def _expression(
    value: str,
    groups: Mapping[str, Sequence[str]],
    letters: Mapping[str, str],
    pieces: Mapping[str, str],
) -> str:
    """Return a pattern as a regular expression over letters, with its {pieces} and <groups> filled in.

    Raises:
        KeyError: if there is no piece of some name.
    """
    for _ in range(len(pieces) + 1):  # a piece may use another
        value = re.sub(r"\{([a-z_]\w*)\}", lambda piece: f"(?:{pieces[piece[1]]})", value)
    value = re.sub(r"\s+", "", value)

    def letters_of(names: str) -> str:
        return "".join(letters[name] for group in _NAME.findall(names) for name in groups[group])

    # Within a class of characters, [^<noun><verb>], the letters stand as they are.
    value = re.sub(r"(\[\^?)((?:<\w+>)+)", lambda match: match[1] + letters_of(match[2]), value)
    return _NAME.sub(lambda match: f"[{letters_of(match[0])}]", value)


def _lines(text: str) -> list[tuple[int, str]]:
    numbered = enumerate(text.splitlines(), 1)
    return [(number, line) for number, line in numbered if line.strip() and not line.startswith("#")]
