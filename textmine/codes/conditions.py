"""Reads one condition of a coding rule: a word, phrase, string, length, variable, code, near or seq."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from textmine.codes import syntax
from textmine.codes.patterns import check_pattern
from textmine.codes.pieces import CONJUNCTIONS, Piece, Source, closing_of, pieces

DEPTH = 50  # parentheses within parentheses
MODIFIERS = {"neg": "neg", "否定": "neg", "pos": "pos", "肯定": "pos", "end": "end", "文末": "end"}
_HEADING = re.compile(r"<>(?:見出し|heading)([1-5])-->(.+)", re.IGNORECASE | re.DOTALL)
_VARIABLE = re.compile(r"<>(.+?)-->(.+)", re.DOTALL)
_VALUE = re.compile(r"<>(.+)<>", re.DOTALL)
_MEASURE = re.compile(r"lw|lc|no\.", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_REFERENCE = re.compile(r"<(.+)>", re.DOTALL)
_NEAR = re.compile(r"(near|seq)(\(.+\))(?:\[(?:([bd]?)([0-9]+)|([bd]))\])?", re.IGNORECASE | re.DOTALL)
_OPENS_NEAR = re.compile(r"(?:near|seq)\(", re.IGNORECASE)
_MODIFIED = re.compile(rf"(.+)!({'|'.join(MODIFIERS)})", re.IGNORECASE | re.DOTALL)
_LONGEST_NUMBER = 15  # digits
_LONGEST_LIMIT = 9  # digits


def atom(piece: Piece, source: Source) -> syntax.Atom:
    """Return the condition that a piece is, by the first form that fits.

    Raises:
        CodebookError: with its place, if no form does.
    """
    text, place = piece.text, piece.place
    if match := _HEADING.fullmatch(text):
        return syntax.Heading(int(match[1]), match[2], place=place)
    if match := _VARIABLE.fullmatch(text):
        return syntax.Variable(match[1], match[2], place=place)
    if match := _VALUE.fullmatch(text):
        return syntax.Variable(match[1], None, place=place)
    if _MEASURE.fullmatch(text):
        kind = text.casefold()
        return syntax.Measure("lw" if kind == "lw" else "lc" if kind == "lc" else "no.", place=place)
    if _NUMBER.fullmatch(text):
        if len(text) > _LONGEST_NUMBER:
            raise source.problem("the number {piece} is too long; shorten it", place, piece=text)
        return syntax.Constant(float(text), place=place)
    if _OPENS_NEAR.match(text):
        return _near(piece, source)
    return _part(piece, source)


def _part(piece: Piece, source: Source) -> syntax.Term | syntax.Phrase | syntax.Characters | syntax.Reference:
    """Return what may stand alone and inside near: a word, phrase, string, pattern or code."""
    place = piece.place
    text, negation, final = _without_modifiers(piece, source)
    if text[0] == "'" and closing_of(text, 0) == len(text) - 1 > 1:
        return syntax.Characters(text[1:-1].replace("''", "'"), negation=negation, final=final, place=place)
    if text[:3].casefold() == "re'" and closing_of(text, 2) == len(text) - 1 > 3:
        pattern = text[3:-1].replace("''", "'")
        check_pattern(pattern, piece, source)
        return syntax.Characters(pattern, True, negation=negation, final=final, place=place)
    if _is_quoted(text):
        return syntax.Term(text[1:-1].replace('""', '"'), negation=negation, final=final, place=place)
    base, word_class, form, surface = _arrows(text)
    if word_class or form or surface:
        return syntax.Term(base, word_class, form, surface, negation=negation, final=final, place=place)
    if (match := _REFERENCE.fullmatch(text)) and not negation and not final:
        return syntax.Reference(match[1], place=place)
    bases = text.split("+")
    if len(bases) > 1 and all(bases):
        parts = tuple(syntax.Term(base, place=place) for base in bases)
        return syntax.Phrase(parts, negation=negation, final=final, place=place)
    return syntax.Term(text, negation=negation, final=final, place=place)


def _without_modifiers(piece: Piece, source: Source) -> tuple[str, str, bool]:
    """Return a piece without !neg, !pos and !end, whether it is negated, and whether it ends its sentence."""
    text, negation, final = piece.text, "", False
    while (match := _MODIFIED.fullmatch(text)) and not _is_quoted(text):
        text = match[1]
        modifier = MODIFIERS[match[2].casefold()]
        if modifier == "end":
            final = True
        elif negation not in ("", modifier):
            raise source.problem(
                "{piece} can't be both negated and not negated; keep one", piece.place, piece=piece.text
            )
        else:
            negation = modifier
    return text, negation, final


def _arrows(text: str) -> tuple[str, str, str, str]:
    """Return base form, class, conjugation form and surface of ``base-->class->form`` or ``…=>surface``.

    What is not given is "".
    """
    base, _, rest = text.partition("-->")
    if base and rest:
        return base, *_arrow(rest)
    base, form, surface = _arrow(text)
    return base, "", form, surface


def _arrow(text: str) -> tuple[str, str, str]:
    """Return what stands before the arrow of ``…->form`` or ``…=>surface``, the form and the surface."""
    before, _, form = text.partition("->")
    if before and form:
        return before, form, ""
    before, _, surface = text.partition("=>")
    return (before, "", surface) if before and surface else (text, "", "")


def _is_quoted(text: str) -> bool:
    return text[0] == '"' and closing_of(text, 0) == len(text) - 1 > 1


# ---- near and seq


def _near(piece: Piece, source: Source) -> syntax.Near:
    match = _NEAR.fullmatch(piece.text)
    if not match or closing_of(match[2], 0) != len(match[2]) - 1 or len(match[4] or "") > _LONGEST_LIMIT:
        _refuse_near(piece, source)
    line, column = piece.place
    inside = column + len(match[1]) + 1
    parts = [
        _element(Piece(text, (line, inside + offset)), source, piece)
        for offset, text in _split_near(match[2][1:-1])
    ]
    if len(parts) < 2:
        _refuse_near(piece, source)
    within = (match[3] or match[5] or "").casefold()
    return syntax.Near(
        tuple(parts),
        match[1].casefold() == "seq",
        "b" if within == "b" else "d" if within == "d" else "",
        int(match[4]) if match[4] else syntax.NEAR,
        place=piece.place,
    )


def _refuse_near(piece: Piece, source: Source) -> NoReturn:
    raise source.problem(
        "{piece} can't be read; write near(A-B), near(A-B)[5] or near((A or B)-C)[b5]",
        piece.place,
        piece=piece.text[:40],
    )


def _split_near(body: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of near with where each stands: split at "-" that is no arrow, and not inside marks."""
    start = place = 0
    while place < len(body):
        if body[place] in "'\"(":
            place = max(place, closing_of(body, place))
        elif body[place] == "<":
            place = max(place, body.find(">", place))
        elif body.startswith("-->", place):
            place += 2
        elif body.startswith("->", place):
            place += 1
        elif body[place] == "-":
            yield start, body[start:place]
            start = place + 1
        place += 1
    yield start, body[start:]


def _element(piece: Piece, source: Source, whole: Piece, depth: int = 0) -> syntax.Part:
    """Return one part of near: a group in parentheses, or a condition."""
    text = piece.text.strip(" ")
    line, column = piece.place
    column += len(piece.text) - len(piece.text.lstrip(" "))
    if depth > DEPTH or not text:
        _refuse_near(whole, source)
    if text[0] == "(" and closing_of(text, 0) == len(text) - 1:
        listed = list(pieces(Source(source.path, (text[1:-1],), line, column)))
        choices, operators = listed[::2], listed[1::2]
        if len(choices) != len(operators) + 1 or any(
            CONJUNCTIONS.get(each.text.casefold()) != "or" for each in operators
        ):
            _refuse_near(whole, source)
        parts = [_element(each, source, whole, depth + 1) for each in choices]
        return parts[0] if len(parts) == 1 else syntax.Group(tuple(parts), place=(line, column))
    several = len(list(pieces(Source(source.path, (text,), line, column - 1)))) > 1
    if several or _OPENS_NEAR.match(text):
        _refuse_near(whole, source)
    return _part(Piece(text, (line, column)), source)
