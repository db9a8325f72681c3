"""Which answers have a word, a code or a cluster, packed as whole numbers for the page's script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from textmine.reports.text import cell, shown, whole


def word_places(
    occurrences: pd.DataFrame,
    words: Sequence[str],
    *,
    place: Mapping[int, int],
    texts: Sequence[str],
    span: tuple[int, int],
) -> list[list[int]]:
    """Return for each word its occurrences, three numbers each: answers since the last, start, length.

    The length is doubled, and its last bit says whether the word is negated there. Places are counted in
    UTF-16 units, as browsers do.
    """
    order = {word: number for number, word in enumerate(words)}
    found: list[list[tuple[int, int, int, int]]] = [[] for _ in words]
    if len(occurrences):
        columns = (occurrences[column].tolist() for column in ("word", "answer", "start", "end", "negated"))
        for word, answer, start, end, negated in zip(*columns, strict=True):
            row, at = order.get(str(word)), place.get(int(answer))
            if row is not None and at is not None and span[0] <= at < span[1]:
                found[row].append((at, int(start), int(end), int(negated)))
    wide = {at for at, text in enumerate(texts) if text and max(text) > "\uffff"}
    packed = []
    for places in found:
        flat: list[int] = []
        last = span[0]
        for at, start, end, negated in sorted(places):
            if at in wide:
                start, end = (units(texts[at][:count]) for count in (start, end))
            flat += (at - last, start, (end - start) * 2 + negated)
            last = at
        packed.append(flat)
    return packed


def code_places(
    coded: pd.DataFrame,
    *,
    place: Mapping[int, int],
    texts: Sequence[str],
    span: tuple[int, int],
) -> dict[str, list[int]]:
    """Return for each code the answers that have it: answers since the last, then how many marks, then these.

    A mark is a start and a length: characters that the sheet of codes names as what gave the code. An upper
    code (＊費用 of ＊費用/導入費) that has no column of its own is any of its lower ones.
    """
    names = [str(column) for column in coded.columns if str(column).startswith("＊")]
    if not names or "answer" not in coded.columns:
        return {}
    shown_names = [code.removeprefix("＊") for code in names]
    hits = coded[names].to_numpy(dtype=bool)
    said = coded["evidence"].tolist() if "evidence" in coded.columns else [""] * len(coded)
    found: dict[str, dict[int, set[tuple[int, int]]]] = {code: {} for code in names}
    for answer, evidence, row in zip(coded["answer"].tolist(), said, hits, strict=True):
        at = place.get(int(answer))
        if at is None or not span[0] <= at < span[1]:
            continue
        own = [number for number, hit in enumerate(row) if hit]
        if not own:
            continue
        parts = fired(shown(str(cell(evidence))), [shown_names[number] for number in own])
        for number, pieces in zip(own, parts, strict=True):
            marks = found[names[number]].setdefault(at, set())
            marks.update(_marks(texts[at], pieces))
    for code in names:
        upper, slash, lower = code.rpartition("/") if "/" in code else code.rpartition("／")
        if slash and lower and upper != "＊" and upper not in names:
            above = found.setdefault(upper, {})
            for at, marks in found[code].items():
                above[at] = above.get(at, set()) | marks
    packed = {}
    for code, answers in found.items():
        flat: list[int] = []
        last = span[0]
        for at in sorted(answers):
            marks = answers[at]
            flat += (at - last, len(marks), *(part for mark in sorted(marks) for part in mark))
            last = at
        packed[whole(code)] = flat
    return packed


def fired(evidence: str, codes: Sequence[str]) -> list[list[str]]:
    """Return what gave each code, from the line that a sheet of codes has for it, in the order of ``codes``.

    >>> fired("費用：高額・予算／人材／設備：A／B・C", ["費用", "人材", "設備"])
    [['高額', '予算'], [], ['A／B', 'C']]
    """
    found: list[list[str]] = []
    at = 0
    for number, code in enumerate(codes):
        if not evidence.startswith(code, at):
            found.append([])
            continue
        at += len(code)
        end = len(evidence)
        for following in codes[number + 1 : number + 2]:
            ends = [evidence.find(f"／{following}{sign}", at) for sign in ("：", "／")]
            if evidence.endswith(f"／{following}"):
                ends.append(len(evidence) - len(following) - 1)
            end = min((one for one in ends if one >= 0), default=end)
        pieces = evidence[at + 1 : end] if evidence.startswith("：", at) else ""
        found.append([piece for piece in pieces.split("・") if piece])
        at = end + 1
    return found


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
            if wide:
                yield units(text[:at]), units(piece)
            else:
                yield at, len(piece)
            at = text.find(piece, at + len(piece))


def cluster_places(
    clustered: pd.DataFrame, *, place: Mapping[int, int], span: tuple[int, int]
) -> dict[str, list[int]]:
    """Return for each cluster its answers, each as the number of answers since the last."""
    found: dict[int, list[int]] = {}
    if {"answer", "cluster"} <= set(clustered.columns):
        for answer, cluster in zip(clustered["answer"].tolist(), clustered["cluster"].tolist(), strict=True):
            at = place.get(int(answer))
            if at is not None and span[0] <= at < span[1]:
                found.setdefault(int(cluster), []).append(at)
    packed: dict[str, list[int]] = {}
    for cluster in sorted(found):
        last, flat = span[0], list[Any]()
        for at in sorted(found[cluster]):
            flat.append(at - last)
            last = at
        packed[str(cluster)] = flat
    return packed


def units(text: str) -> int:
    """Return the length of a text as JavaScript counts it."""
    return len(text) + sum(1 for character in text if character > "\uffff")
