"""Which answers have a word, a code or a cluster, packed as whole numbers for the page's script.

The place of an answer is packed as the number of answers since the last one, places in a text in UTF-16
units, as browsers count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from textmine.codes.code_columns import code_columns
from textmine.reports.pool import Pool
from textmine.reports.text import cell, shown, whole

Span = tuple[int, int]  # the places of a question's answers in the pool, from and to


def word_places(occurrences: pd.DataFrame, words: Sequence[str], pool: Pool, span: Span) -> list[list[int]]:
    """Return for each word its occurrences, three numbers each: answers since the last, start, length.

    The length is doubled, and its last bit says whether the word is negated there.
    """
    order = {word: number for number, word in enumerate(words)}
    by_word: list[list[tuple[int, ...]]] = [[] for _ in words]
    if len(occurrences):
        columns = (occurrences[column].tolist() for column in ("word", "answer", "start", "end", "negated"))
        wide = {at for at, text in enumerate(pool.texts) if text and max(text) > "\uffff"}
        for word, answer, start, end, negated in zip(*columns, strict=True):
            row, at = order.get(str(word)), _place(answer, pool, span)
            if row is None or at is None:
                continue
            if at in wide:
                start, end = (units(pool.texts[at][:count]) for count in (start, end))
            by_word[row].append((at, int(start), int(end - start) * 2 + int(negated)))
    return [_packed(sorted(places), span) for places in by_word]


def theme_places(themes: pd.DataFrame, pool: Pool, span: Span) -> dict[str, dict[str, list[int]]]:
    """Return for each word the answers with each of its phrases and longer words, and with its negation (""):
    answers since the last.
    """
    by_word: dict[str, dict[str, list[tuple[int]]]] = {}
    if len(themes):
        columns = (themes[column].tolist() for column in ("word", "text", "answer"))
        for word, text, answer in zip(*columns, strict=True):
            at = _place(answer, pool, span)
            if at is not None:
                by_word.setdefault(whole(str(word)), {}).setdefault(whole(str(text)), []).append((at,))
    return {
        word: {text: _packed(sorted(places), span) for text, places in of_word.items()}
        for word, of_word in by_word.items()
    }


def code_places(coded: pd.DataFrame, pool: Pool, span: Span) -> dict[str, list[int]]:
    """Return for each code the answers that have it: answers since the last, then how many marks, then these.

    A mark is a start and a length: characters that the sheet of codes names as what gave the code. An upper
    code (＊費用 of ＊費用/導入費) that has no column of its own is any of its lower ones.
    """
    if "answer" not in coded.columns:
        return {}
    names = code_columns(coded)
    by_code: dict[str, dict[int, set[tuple[int, int]]]] = {code: {} for code in names}
    evidence = coded.get("evidence", pd.Series("", coded.index)).tolist()
    hits = coded[names].to_numpy(dtype=bool)
    for answer, line, row in zip(coded["answer"].tolist(), evidence, hits, strict=True):
        at = _place(answer, pool, span)
        own = [code for code, hit in zip(names, row, strict=True) if hit]
        if at is not None:
            pieces = fired(shown(str(cell(line))), [code.removeprefix("＊") for code in own])
            for code, texts in zip(own, pieces, strict=True):
                by_code[code].setdefault(at, set()).update(_marks(pool.texts[at], texts))
    _add_upper(by_code)
    return {whole(code): _packed(_flat(answers), span) for code, answers in by_code.items()}


def _add_upper(by_code: dict[str, dict[int, set[tuple[int, int]]]]) -> None:
    """Add the upper codes that have no column of their own, with the marks of their lower codes."""
    names = list(by_code)
    for code in names:
        upper, slash, lower = code.rpartition("/") if "/" in code else code.rpartition("／")
        if slash and lower and upper != "＊" and upper not in names:
            above = by_code.setdefault(upper, {})
            for at, marks in by_code[code].items():
                above[at] = above.get(at, set()) | marks


def _flat(answers: dict[int, set[tuple[int, int]]]) -> Iterable[tuple[int, ...]]:
    for at, marks in sorted(answers.items()):
        yield (at, len(marks), *(part for mark in sorted(marks) for part in mark))


def cluster_places(clustered: pd.DataFrame, pool: Pool, span: Span) -> dict[str, list[int]]:
    """Return for each cluster its answers."""
    by_cluster: dict[int, list[tuple[int]]] = {}
    if {"answer", "cluster"} <= set(clustered.columns):
        for answer, cluster in zip(clustered["answer"].tolist(), clustered["cluster"].tolist(), strict=True):
            at = _place(answer, pool, span)
            if at is not None:
                by_cluster.setdefault(int(cluster), []).append((at,))
    return {str(cluster): _packed(sorted(places), span) for cluster, places in sorted(by_cluster.items())}


def _place(answer: int, pool: Pool, span: Span) -> int | None:
    """Return the place of an answer; None if it is not one of the question's."""
    at = pool.place.get(int(answer))
    return at if at is not None and span[0] <= at < span[1] else None


def _packed(rows: Iterable[tuple[int, ...]], span: Span) -> list[int]:
    """Return rows that begin with the place of an answer as one list of numbers."""
    flat: list[int] = []
    last = span[0]
    for at, *more in rows:
        flat += (at - last, *more)
        last = at
    return flat


def fired(evidence: str, codes: Sequence[str]) -> list[list[str]]:
    """Return what gave each code, from the line that a sheet of codes has for it, in the order of ``codes``.

    >>> fired("費用：高額・予算／人材／設備：A／B・C", ["費用", "人材", "設備"])
    [['高額', '予算'], [], ['A／B', 'C']]
    """
    pieces_of: list[list[str]] = []
    at = 0
    for number, code in enumerate(codes):
        if not evidence.startswith(code, at):
            pieces_of.append([])
            continue
        at += len(code)
        end = len(evidence)
        for following in codes[number + 1 : number + 2]:
            ends = [evidence.find(f"／{following}{sign}", at) for sign in ("：", "／")]
            if evidence.endswith(f"／{following}"):
                ends.append(len(evidence) - len(following) - 1)
            end = min((one for one in ends if one >= 0), default=end)
        pieces = evidence[at + 1 : end] if evidence.startswith("：", at) else ""
        pieces_of.append([piece for piece in pieces.split("・") if piece])
        at = end + 1
    return pieces_of


def _marks(text: str, pieces: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Return where the pieces stand in a text, each everywhere; start and length in UTF-16 units."""
    wide = bool(text) and max(text) > "\uffff"
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop(0)
        while piece not in text and waiting:  # a piece may hold the sign that stands between pieces
            piece = f"{piece}・{waiting.pop(0)}"
        at = text.find(piece)
        while at >= 0:
            yield (units(text[:at]), units(piece)) if wide else (at, len(piece))
            at = text.find(piece, at + len(piece))


def units(text: str) -> int:
    """Return the length of a text as JavaScript counts it."""
    return len(text) + sum(1 for character in text if character > "\uffff")
