"""Reads what the analyst knows about words: forced words, synonyms, stop words, spellings of non-answers.

The formats are described for those who write such files in dictionaries/README.md and stopwords/README.md.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from textmine import resources
from textmine.errors import LexiconError, SurveyError
from textmine.inputs.encodings import decode
from textmine.inputs.natural import fold
from textmine.inputs.normalize import normalize
from textmine.inputs.wordgroups import (
    ONE_ROW,
    SEPARATOR,
    Line,
    add_groups,
    add_synonyms,
    lines_of,
    wordings_of,
)

# sections of nonanswers.txt, beside [parts]
KINDS = (
    *("none", "unknown", "same", "meaningless", "refusal", "nothing", "courtesy", "asks", "answer"),
    *("unaware", "judges"),
)
POS = ("noun", "proper_noun", "adjectival_noun", "verb", "adjective", "adverb")  # of forced words
FOLDERS = ("dictionaries", "stopwords")
_IN_DICTIONARIES = ("compounds", "synonyms", "meanings", "scales", "stances")
_IN_STOPWORDS = ("nonanswers", "weak")
_PARTICLES = ("を", "が", "に", "の")  # sections of weak.txt
# Its other sections: who say something when denied, nothing by being there, too little, what nobody wants.
_NOT_WEAK = (DENIED, THERE, WIDE, UNWELCOME) = ("ない", "ある", "広い", "よくない")


@dataclass(frozen=True)
class ForcedWord:
    """A word that is never cut, whatever the tokeniser's dictionary says."""

    word: str
    pos: str = "noun"  # one of POS
    reading: str = ""  # katakana; "" where it was not given
    whole: bool = True  # never joined to a longer word; the bundled words are ordinary nouns instead


@dataclass(frozen=True)
class Lexicon:
    """What the analyst knows about the words of a survey; every string is normalised as the text is.

    Attributes:
        compounds: the forced words, in the order of the files (an earlier one wins where two overlap).
        synonyms: spelling as written -> the word it is counted and shown as.
        meanings: a word -> the first of those that say the same of a noun (高まる, 向上 of 意識); each stays
            a keyword of its own.
        rows: a word, or expression -> the one in whose row of a table of expressions it is counted: 増加 in
            that of 増える.
        stances: what is for, against, asked for (反対) -> the wordings by which a search finds it.
        stopwords: words that are never listed as keywords (they stay in the text and in its positions).
        weak: words that only mean something with a partner (つける in 気をつける) -> the particle between
            them where は, も or nothing hides it.
        weak_unless_denied: those of them whose denied form says something alone (わからない).
        weak_when_there: those of them that say nothing by being there (人がいる).
        wide: nouns that name no more than a field (生活), a row only where many say one thing of them.
        unwelcome: nouns of what nobody wants; that there is none (不満がない) is another thing.
        nonanswers: kind ("none", "unknown", "same", "meaningless", "refusal") -> its patterns, regular
            expressions for the whole of an answer stripped of punctuation; also "nothing" (patterns that
            mean none only where the question asks so), "asks" (patterns found in such questions), "courtesy"
            (sentences that add nothing to a non-answer), "answer" (what says something all the same), and
            "unaware" (patterns that say something where one of "judges" is found in the question).
        scales: ordered answers of closed questions (不満 … 満足), each wording -> its place on the scale.
        last: values that stand after all others (その他, 無回答), wording -> its place among them.
        files: path -> sha256 of every file that was read, in the order read.
    """

    compounds: tuple[ForcedWord, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    stances: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stopwords: frozenset[str] = frozenset()
    weak: Mapping[str, str] = field(default_factory=dict)
    weak_unless_denied: frozenset[str] = frozenset()
    weak_when_there: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    unwelcome: frozenset[str] = frozenset()
    nonanswers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scales: tuple[Mapping[str, int], ...] = ()
    last: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def read_lexicon(folder: str | Path | None = None, *, bundled: bool = True) -> Lexicon:
    """Return the bundled lexicon, with the files of the user's ``folder`` read on top of it.

    ``folder`` holds dictionaries/ and stopwords/, or the files themselves. A file with the name of a bundled
    one takes its place; others add to them: ``compounds*.txt``, ``synonyms*.txt``, ``meanings*.txt``,
    ``scales*.txt``, ``stances*.txt``, ``nonanswers*.txt``, ``weak*.txt``, and lists of stop words under any
    name in stopwords/ (``stopwords*.txt`` in a flat folder). Files without ``.txt`` are not read. The user's
    forced words come first, and the user's synonyms, meanings and stances win over the bundled ones. Not
    ``bundled``: only the user's.

    Raises:
        LexiconError: for a folder or file that can't be read, a name that says no purpose, or a line that
            can't be used (file, line and reason are named).

    >>> lexicon = read_lexicon()
    >>> lexicon.synonyms["セキュリティー"], "こと" in lexicon.stopwords, "意識" in lexicon.stopwords
    ('セキュリティ', True, False)
    """
    own = _user_files(Path(folder)) if folder is not None else []
    named = {path.name for _, path in own}
    others = _bundled_files(named) if bundled else []
    files: dict[str, str] = {}
    compounds: dict[str, ForcedWord] = {}
    groups: dict[str, dict[str, str]] = {"synonyms": {}, "meanings": {}, "stances": {}}
    rows: dict[str, str] = {}
    stopwords: set[str] = set()
    weak: dict[str, set[str]] = {}
    nonanswers: dict[str, tuple[str, ...]] = dict.fromkeys(KINDS, ())
    scales: list[Mapping[str, int]] = []
    last: list[tuple[str, ...]] = []
    for group in (own, others):
        read: dict[str, dict[str, str]] = {purpose: {} for purpose in groups}
        where: dict[str, dict[str, Line]] = {purpose: {} for purpose in groups}
        for purpose, path in group:
            text, files[_label(path)] = _read(path)
            lines = list(lines_of(str(path), text))
            if purpose == "compounds":
                for forced in map(_forced_word, lines):
                    compounds.setdefault(forced.word, replace(forced, whole=group is own))
            elif purpose in read:
                made = add_groups(lines, read[purpose], where[purpose], apart=purpose == "meanings")
                rows = made | rows
            elif purpose == "stopwords":
                stopwords.update(normalize(line.text).strip() for line in lines)
            elif purpose == "weak":
                weak = _weak(lines) | weak
            elif purpose == "scales":
                scales_of_file, residual = _scales(lines)
                scales += scales_of_file
                last += residual
            else:
                for kind, patterns in _patterns(lines, tried=group is own).items():
                    nonanswers[kind] += patterns
        for purpose, added in read.items():
            add_synonyms(groups[purpose], added)
    meanings = groups["meanings"]
    of_section = _of_sections(weak)
    return Lexicon(
        compounds=tuple(compounds.values()),
        synonyms=groups["synonyms"],
        meanings=meanings | {first: first for first in meanings.values()},
        rows=rows,
        stances=wordings_of(groups["stances"]),
        stopwords=frozenset(stopwords),
        weak={word: min(left) for word, sections in weak.items() if (left := sections.difference(_NOT_WEAK))},
        weak_unless_denied=of_section[DENIED],
        weak_when_there=of_section[THERE],
        wide=of_section[WIDE],
        unwelcome=of_section[UNWELCOME],
        nonanswers=nonanswers,
        scales=tuple(scales),
        last=_places(last),
        files=files,
    )


def _bundled_files(replaced: set[str]) -> list[tuple[str, Path]]:
    return [
        (purpose, path)
        for name in FOLDERS
        for path in sorted(resources.folder(name).glob("*.txt"))
        if path.name not in replaced and (purpose := _purpose(path, name)) is not None
    ]


def _user_files(folder: Path) -> list[tuple[str, Path]]:
    """Return (purpose, path) of the user's files; one whose name says no purpose is an error."""
    if not folder.is_dir():
        raise LexiconError(
            "there is no folder {folder} with dictionaries/ and stopwords/; give that of your word lists",
            folder=str(folder),
        )
    places = [(name, folder / name) for name in FOLDERS if (folder / name).is_dir()]
    # A folder named like one of ours is taken for it: --lexicon my/stopwords.
    places.append((folder.name if folder.name in FOLDERS else "", folder))
    found = []
    for name, place in places:
        for path in sorted(place.glob("*.txt")):
            purpose = _purpose(path, name)
            if path.stem.lower().startswith("readme") or (purpose is None and not name and len(places) > 1):
                continue  # beside dictionaries/ and stopwords/ there may lie anything, such as the survey
            if purpose is None:
                known = [*_IN_DICTIONARIES, "stopwords", *_IN_STOPWORDS]
                near = difflib.get_close_matches(path.stem.lower(), known, n=1, cutoff=0.5)
                raise LexiconError(
                    "{path}: the name does not say what is in it; begin it with {names}",
                    path=str(path),
                    names=near[0] if near else ", ".join(known),
                )
            found.append((purpose, path))
    if not found:
        raise LexiconError(
            "no word lists (.txt) in {folder}; put them in its dictionaries/ and stopwords/, or in itself",
            folder=str(folder),
        )
    return found


def _purpose(path: Path, folder: str) -> str | None:
    """Return what a file holds, by the beginning of its name and the folder it is in."""
    for purpose in _IN_DICTIONARIES if folder != "stopwords" else ():
        if path.name.startswith(purpose):
            return purpose
    if folder == "dictionaries":
        return None
    for purpose in _IN_STOPWORDS:
        if path.name.startswith(purpose):
            return purpose
    bundled = resources.folder("stopwords") / path.name
    return (
        "stopwords"
        if folder == "stopwords" or path.name.startswith("stopwords") or bundled.is_file()
        else None
    )


def _label(path: Path) -> str:
    """Return a path as it is recorded: a bundled one without the folder textmine happens to lie in."""
    for name in FOLDERS:
        if path.parent == resources.folder(name):
            return f"{name}/{path.name}"
    return str(path)


def _read(path: Path) -> tuple[str, str]:
    """Return the text of a file, in whatever encoding, and the sha256 of its bytes."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LexiconError(
            "{path} can't be read ({reason}); check its name and permissions",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error
    try:
        text = decode(data, str(path)).text
    except SurveyError as error:
        raise LexiconError(error.template, **error.details) from error
    return text, hashlib.sha256(data).hexdigest()


def _forced_word(line: Line) -> ForcedWord:
    cells = [normalize(cell).strip() for cell in line.text.split("\t")]
    if len(cells) > 3:
        raise line.error(
            "{path}, line {line}: {count} columns, but a forced word has at most 3 "
            "(word, part of speech, reading)",
            count=len(cells),
        )
    word, pos, reading = (*cells, "", "")[:3]
    if not word:
        raise line.error("{path}, line {line}: no word before the tab; begin the line with the word")
    if pos and pos not in POS:
        raise line.error(
            "{path}, line {line}: {pos!r} is no part of speech; give one of {known}, or nothing",
            pos=pos,
            known=", ".join(POS),
        )
    return ForcedWord(word, pos or ForcedWord.pos, reading)


def _of_sections(weak: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Return, for each section of words that are not weak, those that stand in it."""
    return {each: frozenset(word for word in weak if each in weak[word]) for each in _NOT_WEAK}


def _weak(lines: Sequence[Line]) -> dict[str, set[str]]:
    """Return word -> the sections that it stands in, of a file of weak words."""
    sections_of: dict[str, set[str]] = {}
    known = [f"[{each}]" for each in (*_PARTICLES, *_NOT_WEAK)]
    section = ""
    for line in lines:
        text = line.text.strip()
        if text.startswith("["):
            if text not in known:
                raise line.error(
                    "{path}, line {line}: no section named [{section}]; the sections are {known}",
                    section=text.strip("[]"),
                    known=" ".join(known),
                )
            section = text[1:-1]
            continue
        if not section:
            raise line.error(
                "{path}, line {line}: a word before the first section; begin with a line such as [を]"
            )
        for word in SEPARATOR.split(text):
            sections_of.setdefault(normalize(word).strip(), set()).add(section)
    for sections in sections_of.values():
        if sections in ({DENIED}, {THERE}):
            sections.add(_PARTICLES[1 if DENIED in sections else -1])
    return sections_of


def _scales(lines: Sequence[Line]) -> tuple[list[Mapping[str, int]], list[tuple[str, ...]]]:
    """Return the scales of one file, and the wordings of each value that stands last."""
    scales: list[Mapping[str, int]] = []
    last: list[tuple[str, ...]] = []
    section = ""
    for line in lines:
        text = line.text.strip()
        if text in ("[scales]", "[last]"):
            section = text
            continue
        if not section:
            raise line.error(
                "{path}, line {line}: a scale before the first section; begin with the line [scales] or "
                "[last]"
            )
        steps = [
            tuple(dict.fromkeys(fold(wording) for wording in ONE_ROW.split(step)))
            for step in SEPARATOR.split(text)
        ]
        wordings = [wording for step in steps for wording in step]
        if "" in wordings or len(set(wordings)) < len(wordings):
            raise line.error(
                "{path}, line {line}: an empty entry or the same one twice in {text!r}; write each step of "
                "the scale once",
                text=line.text,
            )
        if section == "[last]":
            last += steps
        else:
            scales.append(_places(steps))
    return scales, last


def _places(steps: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Return wording -> number of its step; the first that names it counts."""
    places: dict[str, int] = {}
    for number, wordings in enumerate(steps):
        for wording in wordings:
            places.setdefault(wording, number)
    return places


def _patterns(lines: Sequence[Line], *, tried: bool) -> dict[str, tuple[str, ...]]:
    """Return kind -> patterns of a file with sections, the {parts} filled in and each pattern checked.

    ``tried`` compiles each for that: 0.2 seconds for those that come with textmine, which its tests try.
    """
    parts: dict[str, str] = {}
    patterns_of: dict[str, list[str]] = {}
    section = ""
    for line in lines:
        header = re.fullmatch(r"\[([a-z]+)\]", line.text.strip())
        if header:
            section = header[1]
            if section not in (*KINDS, "parts"):
                raise line.error(
                    "{path}, line {line}: no section named [{section}]; the sections are {known}",
                    section=section,
                    known=" ".join(f"[{kind}]" for kind in ("parts", *KINDS)),
                )
            continue
        if not section:
            raise line.error(
                "{path}, line {line}: a pattern before the first section; begin with a line such as [none]"
            )
        name, equals, body = line.text.partition("=") if section == "parts" else ("", "=", line.text)
        if not equals:
            raise line.error("{path}, line {line}: a part is written as name = pattern")
        pattern = _checked(_as_matched(body), parts, line, tried=tried)
        if section == "parts":
            parts[name.strip()] = f"(?:{pattern})"
        else:
            patterns_of.setdefault(section, []).append(pattern)
    return {kind: tuple(patterns) for kind, patterns in patterns_of.items()}


def _as_matched(pattern: str) -> str:
    """Return a pattern as answers are matched: NFKC, lower case (but \\S and the like), no spaces."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", pattern))
    return re.sub(r"(?<!\\)[A-Z]", lambda letter: letter[0].lower(), bare)


def _checked(pattern: str, parts: Mapping[str, str], line: Line, *, tried: bool) -> str:
    """Return a pattern with its parts filled in; it compiles, and repeats no group without bound."""

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise line.error(
                "{path}, line {line}: no part named {{{part}}} above this line; define it under [parts]",
                part=match[1],
            )
        return parts[match[1]]

    filled = re.sub(r"\{([^\d{},][^{}]*)\}", part, pattern)
    # (a*)* takes for ever on some answers, so only a character or class may repeat without bound.
    if re.search(r"\)(?:[*+]|\{\d*,\})", pattern):
        raise line.error(
            "{path}, line {line}: a group followed by * or +, which can take for ever; "
            "repeat single characters only"
        )
    try:
        if tried:
            with warnings.catch_warnings(action="error"):  # of what Python may read otherwise one day
                re.compile(filled)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise line.error(
            "{path}, line {line}: not a pattern: {reason}; see stopwords/README.md", reason=str(error)
        ) from error
    return filled
