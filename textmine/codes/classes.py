"""The word classes and conjugation forms that a coding rule may name, as tables in dictionaries/."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from textmine.errors import LexiconError
from textmine.resources import folder
from textmine.words.mecab import Morpheme

OTHER = "その他"
FORCED = "タグ"  # part of speech of a forced word
HEADING = "見出しタグ"  # part of speech of <H1> and </H1>
IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]
_HIRAGANA = re.compile(r"[ぁ-ゖゝゞー]+")


@dataclass(frozen=True)
class Scheme:
    """The classes of one tokeniser dictionary.

    Attributes:
        names: the classes, in the order of the table, その他 last.
        numbers: class -> its place in lists.
        used: class -> whether rules can find its words.
        rows: class, part of speech, condition on the base form, part of speech of the token before.
        forms: (form in a rule, part of speech, forms in the dictionary).
    """

    names: tuple[str, ...]
    numbers: Mapping[str, int]
    used: Mapping[str, bool]
    rows: tuple[tuple[str, str, str, str], ...]
    forms: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def class_of(self, tag: str, base: str, before: str = "") -> str:
        """Return the class of a token by its part of speech, base form and the part of speech before it."""
        return next(
            (
                name
                for name, pos, condition, after in self.rows
                if _is_pos(tag, pos) and before.startswith(after) and _fits(base, condition)
            ),
            OTHER,
        )

    def has_form(self, morpheme: Morpheme, form: str) -> bool:
        """Return whether a morpheme stands in a conjugation form, by the dictionary's name or IPADIC's."""
        return morpheme.form == form or any(
            named == form and morpheme.tag.startswith(pos) and morpheme.form in forms
            for named, pos, forms in self.forms
        )

    def classes(
        self, morphemes: Sequence[Morpheme], codes: IntArray, begins: BoolArray
    ) -> tuple[IntArray, BoolArray]:
        """Return of each token the index of its class in ``names``, and whether rules can find it.

        ``begins`` marks tokens before which another text ends.
        """
        number = {name: index for index, name in enumerate(self.names)}
        tags = [FORCED if morpheme.forced else morpheme.tag for morpheme in morphemes]
        rows_of = {tag: [row for row in self.rows if _is_pos(tag, row[1])] for tag in dict.fromkeys(tags)}
        after = sorted({row[3] for row in self.rows} - {""})

        def of_all(before: str) -> IntArray:
            return np.array(
                [
                    number[
                        next(
                            (
                                name
                                for name, _, condition, needed in rows_of[tag]
                                if before.startswith(needed) and _fits(morpheme.base, condition)
                            ),
                            OTHER,
                        )
                    ]
                    for tag, morpheme in zip(tags, morphemes, strict=True)
                ],
                dtype=np.int32,
            )

        found = of_all("")[codes]
        for pos in after:
            follows = np.array([tag.startswith(pos) for tag in tags], dtype=bool)
            behind = np.zeros(len(codes), dtype=bool)
            behind[1:] = follows[codes[:-1]]
            behind &= ~begins
            found = np.where(behind, of_all(pos)[codes], found)
        used = np.array([self.used[name] for name in self.names], dtype=bool)
        return found, used[found]


def _is_pos(tag: str, pos: str) -> bool:
    return tag == pos[1:] if pos.startswith("=") else tag.startswith(pos)


def _fits(base: str, condition: str) -> bool:
    match condition:
        case "":
            return True
        case "hiragana":
            return _HIRAGANA.fullmatch(base) is not None
        case "one":
            return len(base) == 1
        case _:
            return base in condition.split("|")


@cache
def read_classes(name: str) -> Scheme:
    """Return the classes for a tokeniser dictionary: ``name`` is "ipadic" or "unidic".

    >>> scheme = read_classes("ipadic")
    >>> scheme.class_of("名詞-一般", "窓"), scheme.class_of("助詞", "を")
    ('名詞C', 'その他')

    Raises:
        LexiconError: with file, line and reason, if the table can't be used.
    """
    path = folder("dictionaries") / f"classes_{name}.tsv"
    rows: list[tuple[str, str, str, str]] = []
    numbers: dict[str, int] = {}
    used: dict[str, bool] = {}
    forms: list[tuple[str, str, tuple[str, ...]]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = ["" if cell == "*" else cell for cell in line.split("\t")]
        if cells[0] == "form" and len(cells) == 4:
            forms.append((cells[1], cells[2], tuple(cells[3].split("|"))))
        elif len(cells) == 6 and cells[1].isdecimal():
            rows.append((cells[0], cells[3], cells[4], cells[5]))
            numbers.setdefault(cells[0], int(cells[1]))
            used.setdefault(cells[0], cells[2] == "1")
        else:
            raise LexiconError(
                "{file}, line {line}: {reason}",
                file=path.name,
                line=number,
                reason="class, number, used, pos, condition, after are needed",
            )
    names = [name for name in numbers if name != OTHER]
    return Scheme(
        (*names, OTHER),
        numbers | {OTHER: 9999},
        used | {OTHER: False},
        tuple(rows),
        tuple(forms),
    )
