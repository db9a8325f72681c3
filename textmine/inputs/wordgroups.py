"""Reads word lists: the lines that say something, and groups of words that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from textmine.errors import LexiconError
from textmine.inputs.normalize import normalize

SEPARATOR = re.compile(r"[\t,，、､]")
ONE_ROW = re.compile("[=＝]")


@dataclass(frozen=True)
class Line:
    """A line of a file that says something."""

    path: str
    number: int
    text: str

    def error(self, template: str, **details: object) -> LexiconError:
        """Return the error of a line that can't be used; the template has {path} and {line}."""
        return LexiconError(template, path=self.path, line=self.number, **details)


def lines_of(path: str, text: str) -> Iterator[Line]:
    """Yield the lines that say something; ``\\#`` begins a line with a literal #."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        line = line.strip(" \u3000\0\ufeff")
        if line.strip() and not line.startswith("#"):
            yield Line(path, number, line[1:] if line.startswith("\\#") else line)


def add_groups(
    lines: Sequence[Line], synonyms: dict[str, str], where: dict[str, Line], *, apart: bool
) -> dict[str, str]:
    """Add the groups of a file; return word -> the first of those with = between, which are ``apart``.

    A line with = alone is no group: it says no more than that.
    """
    rows: dict[str, str] = {}
    of_one_row: dict[str, str] = {}  # words of lines that only say that
    for line in lines:
        steps = SEPARATOR.split(normalize(line.text)) if apart else []
        groups = of_one_row if len(steps) == 1 and ONE_ROW.search(line.text) else synonyms
        _add_group(replace(line, text=ONE_ROW.sub("、", line.text)) if apart else line, groups, where)
        for step in steps:
            first, *others = (word.strip() for word in ONE_ROW.split(step))
            rows.update(dict.fromkeys(others, first))
    return rows


def _add_group(line: Line, synonyms: dict[str, str], where: dict[str, Line]) -> None:
    """Add a group of synonyms, checking it against all groups read before; ``where`` says where they are."""

    def clash(template: str, word: str, **details: object) -> LexiconError:
        there = where[word]
        return line.error(template, word=word, other=there.path, there=there.number, **details)

    words = [normalize(cell).strip() for cell in SEPARATOR.split(line.text.strip())]
    if "" in words:
        raise line.error(
            "{path}, line {line}: an empty entry in {text!r}; remove the separator that is too many",
            text=line.text,
        )
    if len(words) < 2:
        raise line.error(
            "{path}, line {line}: {word!r} stands alone; write the word shown first, then its variants, "
            "with a tab, a comma or 、 between",
            word=words[0],
        )
    shown = words[0]
    if shown in synonyms:
        raise clash(
            "{path}, line {line}: {word!r} is shown here but counted as {shown!r} in {other}, line "
            "{there}; keep it in one group",
            shown,
            shown=synonyms[shown],
        )
    where.setdefault(shown, line)
    for word in words[1:]:
        if word == shown:
            continue  # ＨＰ and HP are one once normalised, yet natural to list
        if synonyms.get(word, shown) != shown:
            raise clash(
                "{path}, line {line}: {word!r} is a variant of {shown!r} here and of {before!r} in "
                "{other}, line {there}; keep it in one group",
                word,
                shown=shown,
                before=synonyms[word],
            )
        if word in where and word not in synonyms:
            raise clash(
                "{path}, line {line}: {word!r} is a variant here but the word shown in {other}, "
                "line {there}; join the two groups",
                word,
            )
        synonyms[word] = shown
        where[word] = line


def wordings_of(stances: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return stance -> its wordings, its name first."""
    wordings: dict[str, list[str]] = {}
    for wording, stance in stances.items():
        wordings.setdefault(stance, [stance]).append(wording)
    return {stance: tuple(each) for stance, each in wordings.items()}


def add_synonyms(synonyms: dict[str, str], more: dict[str, str]) -> None:
    """Add synonyms of lower standing: the words that earlier groups use keep their meaning."""
    shown = set(synonyms.values())
    for word, target in more.items():
        if word not in synonyms and word not in shown:
            synonyms[word] = synonyms.get(target, target)
