"""Refuses patterns of coding rules (re'…') that are none, or that some text could keep busy for ever."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from textmine.codes.pieces import Piece, Source

LONGEST = 500  # characters of a pattern
REPEATS = 100  # times that a part of a pattern may repeat
REPEATED_WAYS = 20  # times that a part which fits in several ways may repeat
WAYS = 10_000  # ways in which a pattern may fit at one place, so that no text takes for ever


def check_pattern(pattern: str, piece: Piece, source: Source) -> None:
    """Refuse a pattern that does not compile, or that may fit in too many ways.

    Raises:
        CodebookError: with its place.
    """
    if len(pattern) > LONGEST:
        raise source.problem(
            "the pattern is longer than {most} characters; shorten it", piece.place, most=LONGEST
        )
    try:
        ways = _ways_of(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise source.problem(
            "{piece} is no pattern: {reason}", piece.place, piece=piece.text, reason=error
        ) from error
    if ways > WAYS:
        raise source.problem(
            "{piece} could take for ever on some text; give every repeat an upper limit, "
            "such as .{{0,20}} for .*",
            piece.place,
            piece=piece.text,
        )


@lru_cache(maxsize=4096)  # each question and unit asks for the patterns of its frame; re keeps 512
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as texts are searched for it."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=4096)  # a frame is read by many, and a pattern stands in many frames
def _ways_of(pattern: str) -> float:
    with warnings.catch_warnings(action="error"):  # of what Python may read otherwise one day
        tree = re._parser.parse(pattern)  # type: ignore[attr-defined]  # not in typeshed
        compiled(pattern)
    return _ways(tree)


def _ways(tree: object) -> float:
    """Return in how many ways a parsed pattern may fit at one place, at most; infinity if without limit."""
    ways = 1.0
    for operation, argument in tree:  # type: ignore[attr-defined]
        match str(operation):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                ways *= _ways_repeated(*argument)
            case "BRANCH":
                ways *= sum(_ways(each) for each in argument[1])
            case "SUBPATTERN":
                ways *= _ways(argument[3])
            case "ASSERT" | "ASSERT_NOT":
                ways *= _ways(argument[1])
            case "ATOMIC_GROUP":
                ways *= _ways(argument)
            case "GROUPREF" | "GROUPREF_EXISTS":
                return float("inf")
        if ways > WAYS:
            return float("inf")
    return ways


def _ways_repeated(least: int, most: int, repeated: object) -> float:
    """Return in how many ways a part of a pattern fits that is repeated ``least`` to ``most`` times."""
    ways = _ways(repeated)
    if most > REPEATS or ways > WAYS or (ways > 1 and most > REPEATED_WAYS):
        return float("inf")
    return max(sum(ways**times for times in range(least, most + 1)), 1)
