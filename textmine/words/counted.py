"""Which words the answers of a corpus hold, as numbers: a row for each word, with what counting needs."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from textmine.arrays import BoolArray, ByteArray, Int32Array, Int64Array
from textmine.words.compounds import NEGATED, Types

Coded = tuple[list[str], Int32Array]  # names, and which of them each is
BLOCK = 2000  # answers whose words are looked up at a time: what fits into a processor's cache takes a third


class ContentCodes(NamedTuple):
    """The content words of a corpus as numbers.

    Attributes:
        word, pos, compound: their names in code point order, and of each of the different words (the same in
            another compound is another) the number of its own.
        which: which of the different words each one is, in the order of the text.
        respondent: a number of the respondent who wrote it.
        negated: whether it is negated there.
    """

    word: Coded
    pos: Coded
    compound: Coded
    which: Int32Array
    respondent: Int32Array
    negated: BoolArray


def word_columns(
    types: Types,
    ids: Int32Array,
    firsts: Int64Array,
    flags: ByteArray,
    chosen: BoolArray,
    *,
    places: bool,
) -> dict[str, npt.NDArray[Any]]:
    """Return a row for each chosen word of the text.

    ``types``, ``ids``, ``firsts`` and ``flags`` are those of a corpus; ``chosen`` says of each word of the
    different compounds whether its rows are wanted. With the compounds 個人 + 情報 (chosen both) and が (not)
    and the text 情報 が 個人 情報 ..., ``which`` is the number of each among the chosen words.

    Columns: ``which`` (int), ``answer`` (int, its row in the corpus), ``negated`` (bool); with ``places``,
    ``row`` (int, its place among all words of the text) and ``compound_id`` (int, that of its compound).
    """
    last = np.cumsum(types.words)
    within = np.concatenate([[0], np.cumsum(chosen)])
    begins = within[last - types.words]  # of each type, its first chosen word among all chosen ones
    sizes = within[last] - begins
    listed = np.flatnonzero(chosen)
    ordinal = np.cumsum(types.begins) - 1  # of each morpheme of the types, its word
    blocks: list[dict[str, npt.NDArray[Any]]] = []
    tokens = morphemes = 0
    for first_answer in range(0, max(len(firsts) - 1, 1), BLOCK):
        bounds = firsts[first_answer : first_answer + BLOCK + 1]
        compounds = ids[bounds[0] : bounds[-1]].astype(np.int64)
        lengths, counts = types.sizes.take(compounds), sizes.take(compounds)
        upto = np.concatenate([[0], np.cumsum(counts)])
        # Most compounds are words such as particles, none of which is chosen.
        filled = np.flatnonzero(counts > 0)
        which = np.repeat(begins.take(compounds[filled]) - upto[filled], counts[filled]) + np.arange(upto[-1])

        # Few morphemes are negated, so their words are looked for, not the negation of each word.
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        marked = np.flatnonzero(flags[morphemes : morphemes + total] & NEGATED)
        holder = np.searchsorted(ends, marked, side="right")
        word = ordinal[types.firsts[compounds[holder]] + marked - ends[holder] + lengths[holder]]
        is_chosen = chosen[word]
        holder, word = holder[is_chosen], word[is_chosen]
        negated = np.zeros(len(which), dtype=bool)
        negated[upto[holder] + within[word] - begins[compounds[holder]]] = True

        answers = np.arange(first_answer, first_answer + len(bounds) - 1, dtype=np.int32)
        block: dict[str, npt.NDArray[Any]] = {
            "which": which.astype(np.int32),
            "answer": np.repeat(answers, np.diff(upto[bounds - bounds[0]])),
            "negated": negated,
        }
        if places:
            words = types.words[compounds]
            compound = np.repeat(np.arange(len(compounds)), counts)
            row = tokens + (np.cumsum(words) - last[compounds])[compound] + listed[which]
            block |= {"row": row, "compound_id": compound + bounds[0]}
            tokens += int(words.sum())
        blocks.append(block)
        morphemes += total
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
