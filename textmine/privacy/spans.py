"""Stretches of a text that identify a person, the kinds there are, and the mask that hides them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from textmine import resources

MASK = "●●●"  # always as long, so that the length of what it hides is not told
# Where two kinds overlap, both are hidden together under the earlier name.
KINDS = (
    *(
        "email",
        "url",
        "handle",
        "account",
        "card",
        "my_number",
        "phone",
        "postal_code",
        "address",
        "birth_date",
    ),
    *("number", "person"),
)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text, and what kind of thing it is."""

    start: int
    end: int
    kind: str


Matches = Iterator[tuple[int, int, str]]  # start, end and kind of what a pattern finds
Finder = Callable[[Sequence[str]], list[list[Span]]]  # normalised texts -> spans in each


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans by place, those that overlap as one under the first of their ``KINDS``.

    >>> joined([Span(0, 4, "number"), Span(2, 6, "phone"), Span(6, 8, "person")])
    [Span(start=0, end=6, kind='phone'), Span(start=6, end=8, kind='person')]
    """
    separate: list[Span] = []
    for span in sorted(spans):
        last = separate[-1] if separate else None
        if last is not None and span.start < last.end:
            kind = min(last.kind, span.kind, key=KINDS.index)
            separate[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            separate.append(span)
    return separate


def replaced(text: str, spans: Sequence[Span]) -> str:
    """Return the text with a mask in place of each span.

    >>> replaced("山田です", [Span(0, 2, "person")])
    '●●●です'
    """
    pieces = []
    done = 0
    for span in sorted(spans):
        pieces += [text[done : span.start], MASK]
        done = span.end
    return "".join([*pieces, text[done:]])


def words(section: str) -> tuple[str, ...]:
    """Return the words of a section of dictionaries/masking/words.txt.

    >>> "さん" in words("honorifics")
    True
    """
    return _words()[section]


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    text = (resources.folder("dictionaries") / "masking" / "words.txt").read_text("utf-8")
    sections: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
            sections[section] = ()
        elif not line.startswith("#"):
            sections[section] = (*sections.get(section, ()), *line.split())
    return sections


def any_of(section: str) -> str:
    """Return a pattern of any word of a section, the longest first."""
    longest_first = sorted(words(section), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
