"""Reads a code frame: coding rules in the language that KH Coder's users know, with each code's definition.

The format is described in dictionaries/README.md: a line that begins with ＊ opens a code, the lines below it
are its rule, lines that begin with # are comments.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from textmine import resources
from textmine.codes.parser import parse
from textmine.codes.pieces import Source
from textmine.codes.syntax import Node, Reference, atoms
from textmine.errors import CodebookError
from textmine.inputs.encodings import decode

LARGEST = 1 << 20  # bytes of a rule file
SUFFIX = ".cod"
STAR = "＊"  # begins the name of a code
STARS = (STAR, "*")  # the same as people write it
_BREAK = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[＊*](?!(?<=\*)(?:-->|->|=>))[ \t\u3000]*[^ \t\u3000]")  # but *-->動詞 is a condition
# Comments that say what a code means: the field they fill.
NOTES = {
    "定義": "definition",
    "含む": "includes",
    "除く": "excludes",
    "例": "examples",
    "反例": "counterexamples",
}
NOTE = re.compile(rf"#+\s*({'|'.join([*NOTES, *NOTES.values()])})\s*[:：]\s*(.*?)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Code:
    """One code of a frame.

    Attributes:
        name: with its leading ＊.
        rule: the tree; None if it can't be understood, for an upper code that is any of its lower ones, and
            for a code that is given by its examples alone.
        line: where its name stands.
        error: why the rule can't be understood; such a code has no hits.
        upper: the code above it ("＊費用" for "＊費用/導入費"), or "".
        definition, includes, excludes, examples, counterexamples: from comments such as ``# 定義: …``; ""
            without one.
        text: the rule as it is written.
    """

    name: str
    rule: Node | None
    line: int
    error: CodebookError | None = None
    upper: str = ""
    definition: str = ""
    includes: str = ""
    excludes: str = ""
    examples: str = ""
    counterexamples: str = ""
    text: str = ""

    @property
    def has_notes(self) -> bool:
        """Whether comments say what the code means."""
        return any((self.definition, self.includes, self.excludes, self.examples, self.counterexamples))


@dataclass(frozen=True)
class Codebook:
    """A code frame, in the order of its file.

    Attributes:
        codes: the codes.
        path: the file, as it is named in errors; "" for text.
        sha256: of the file's bytes.
        source: the lines of the file, for those who point into it.
    """

    codes: tuple[Code, ...]
    path: str = ""
    sha256: str = ""
    source: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the codes, with their leading ＊."""
        return tuple(code.name for code in self.codes)

    @property
    def uppers(self) -> tuple[str, ...]:
        """The names of the upper codes of a frame with two levels, in the order of their first lower one."""
        return tuple(self._lower)

    @property
    def errors(self) -> tuple[CodebookError, ...]:
        """What is wrong with the codes that can't be understood."""
        return tuple(code.error for code in self.codes if code.error is not None)

    @cached_property
    def _lower(self) -> dict[str, list[Code]]:
        lower: dict[str, list[Code]] = {}
        for code in self.codes:
            if code.upper:
                lower.setdefault(code.upper, []).append(code)
        return lower

    def lower(self, upper: str) -> Sequence[Code]:
        """Return the codes below an upper code."""
        return self._lower.get(upper, ())

    @cached_property
    def _by_name(self) -> dict[str, Code]:
        return {code.name: code for code in self.codes}

    def code(self, name: str) -> Code:
        """Return the code of that name; the leading ＊ may be left out.

        Raises:
            CodebookError: if there is none.
        """
        wanted = full_name(name if name[:1] in STARS else STAR + name)
        if wanted in self._by_name:
            return self._by_name[wanted]
        near = difflib.get_close_matches(wanted, self.names, n=1)
        if near:
            raise CodebookError("there is no code {name}; did you mean {near}?", name=wanted, near=near[0])
        raise CodebookError(
            "there is no code {name}; there are: {known}", name=wanted, known=" ".join(self.names)
        )


def read_codebook(path: str | Path, *, broken: Literal["error", "empty"] = "error") -> Codebook:
    """Return the code frame in a file, or the bundled one of that name ("obstacles").

    ``broken`` says what becomes of a code whose rule can't be understood: an error, or (as KH Coder does) a
    code without hits, whose error stands in ``Code.error`` and in ``lint``.

    Raises:
        CodebookError: if the file can't be read, is too large, or names a code twice; and, with line, column
            and a caret, for a rule that can't be understood.
        SurveyError: if the file is no text.
    """
    place = Path(path)
    bundled = resources.folder("dictionaries")
    if place.suffix != SUFFIX and place.parent == Path() and not place.exists():
        place = bundled / (place.name + SUFFIX)
    try:
        data = place.read_bytes()
    except FileNotFoundError:
        known = sorted(each.stem for each in bundled.glob("*" + SUFFIX))
        raise CodebookError(
            "there is no code frame {path}; give a file of rules, or one of the bundled ones: {known}",
            path=str(path),
            known=", ".join(known) or "-",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CodebookError("{path} can't be read ({reason})", path=str(path), reason=reason) from error
    if len(data) > LARGEST:
        raise CodebookError(
            "{path} is larger than {most} MB, which no code frame is; give the file with the rules",
            path=str(path),
            most=LARGEST >> 20,
        )
    text = decode(data, str(path)).text
    name = f"dictionaries/{place.name}" if place.parent == bundled else str(path)
    codebook = parse_codebook(text, path=name, broken=broken)
    return replace(codebook, sha256=hashlib.sha256(data).hexdigest())


def parse_codebook(text: str, *, path: str = "", broken: Literal["error", "empty"] = "error") -> Codebook:
    """Return the code frame in ``text``; ``path`` is what errors call it.

    >>> codebook = parse_codebook("＊費用/導入\\n# 定義: 導入の費用が負担\\n導入+費用 or 初期+費用")
    >>> codebook.codes[0].upper, codebook.codes[0].definition
    ('＊費用', '導入の費用が負担')

    Raises:
        CodebookError: for a code that is named twice, and for a rule that can't be understood.
    """
    lines = tuple(_BREAK.split(text.removeprefix("\ufeff")))
    codes: list[Code] = []
    known: dict[str, int] = {}
    for number, body, notes in _blocks(lines):
        heading = Source(path, (lines[number - 1],), number)
        name = STAR + lines[number - 1][1:].strip(" \t\u3000")
        if name in known:
            raise heading.problem(
                "the code {name} is there already, in line {there}; rename one",
                (number, 1),
                name=name,
                there=known[name],
            )
        written = "\n".join(line for line in body if line.strip(" \t\u3000"))
        code = Code(name, None, number, upper=upper_of(name), text=written, **notes)
        codes.append(_with_rule(code, body, heading, known))
        known[name] = number
    uppers = {code.upper for code in codes}
    # An upper code may stand in the file for its definition alone.
    codes = [replace(code, error=None) if code.name in uppers and not code.text else code for code in codes]
    if not codes:
        raise CodebookError(
            "{path} names no code; a code begins with a line such as ＊費用", path=path or "-"
        )
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    codebook = Codebook(tuple(codes), path, sha256, lines)
    if broken == "error" and codebook.errors:
        raise codebook.errors[0]
    return codebook


def upper_of(name: str) -> str:
    """Return ＊費用 of ＊費用/導入, "" of a name without an upper code."""
    upper, _, lower = name.rpartition("/") if "/" in name else name.rpartition("／")
    return upper if lower and upper not in ("", STAR) else ""


def _with_rule(code: Code, body: Sequence[str], heading: Source, above: Container[str]) -> Code:
    """Return the code with its tree or the reason why it has none; ``above`` are the codes before it."""
    below = Source(heading.path, tuple(body) or ("",), code.line + 1)
    if not code.text and code.has_notes:  # examples give it
        return code
    try:
        if not code.text:
            raise heading.problem(
                "the code {name} has no rule; write one in the next line, or examples: # 例: …",
                (code.line, 1),
                name=code.name,
            )
        tree = parse(body, path=heading.path, first=below.first)
        for each in atoms(tree):
            if isinstance(each, Reference) and full_name(each.name) not in above:
                raise below.problem(
                    "no code {name} stands above this line; a rule can use only codes that stand before it",
                    each.place,
                    name=each.name,
                )
    except CodebookError as error:
        return replace(code, error=error)
    return replace(code, rule=tree)


def full_name(name: str) -> str:
    """Return the name of a code with its leading ＊ in full width.

    >>> full_name("*費用"), full_name("＊費用")
    ('＊費用', '＊費用')
    """
    name = name.strip()
    return STAR + name[1:] if name[:1] in STARS else name


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str], dict[str, Any]]]:
    """Yield of each code the number of its line, the lines of its rule (comments blanked), and its notes."""
    starts = [number for number, line in enumerate(lines, 1) if _NAME.match(line)]
    above = comments_above(lines, starts)
    elsewhere = {number for numbers in above.values() for number in numbers}
    for start, end in zip(starts, [*starts[1:], len(lines) + 1][: len(starts)], strict=True):
        body = ["" if line.startswith("#") else line for line in lines[start : end - 1]]
        below = [number for number in range(start + 1, end) if number not in elsewhere]
        notes: dict[str, Any] = {}
        for number in [*above[start], *below]:
            note = NOTE.fullmatch(lines[number - 1])
            if note and note[2]:
                field = NOTES.get(note[1], note[1].casefold())
                notes[field] = f"{notes[field]}\n{note[2]}" if field in notes else note[2]
        yield start, body, notes


def comments_above(lines: Sequence[str], starts: Sequence[int]) -> dict[int, list[int]]:
    """Return of each code which comment lines straight above its name belong to it.

    Comments straight below a name belong to that one, whatever follows them.
    """
    names = set(starts)
    above: dict[int, list[int]] = {}
    for start in starts:
        number = start - 1
        while number and lines[number - 1].startswith("#"):
            number -= 1
        above[start] = [] if number in names else list(range(number + 1, start))
    return above
