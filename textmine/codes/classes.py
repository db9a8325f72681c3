"""The word classes and conjugation forms that a coding rule may name, as tables in dictionaries/."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from textmine.arrays import BoolArray, Int32Array
from textmine.resources import folder
from textmine.words.mecab import Morpheme

OTHER = "その他"
FORCED = "タグ"  # part of speech of a forced word
HEADING = "見出しタグ"  # part of speech of <H1> and </H1>
_HIRAGANA = re.compile(r"[ぁ-ゖゝゞー]+")


@dataclass(frozen=True)
class Scheme:
    """The classes of one tokeniser dictionary.

    Attributes:
        names: the classes, in the order of the table, その他 last.
        used: class -> whether rules can find its words.
        rows: class, part of speech, condition on the base form, part of speech of the token before.
        forms: (form in a rule, part of speech, forms in the dictionary).
    """

    names: tuple[str, ...]
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
            name == form and morpheme.tag.startswith(pos) and morpheme.form in forms
            for name, pos, forms in self.forms
        )

    def classes(
        self, morphemes: Sequence[Morpheme], codes: Int32Array, begins: BoolArray
    ) -> tuple[Int32Array, BoolArray]:
        """Return of each token the index of its class in ``names``, and whether rules can find it.

        ``begins`` marks tokens before which another text ends.
        """
        number = {name: index for index, name in enumerate(self.names)}
        tags = [FORCED if morpheme.forced else morpheme.tag for morpheme in morphemes]
        of_tag = {
            tag: replace(self, rows=tuple(row for row in self.rows if _is_pos(tag, row[1])))
            for tag in dict.fromkeys(tags)
        }

        def behind(before: str) -> Int32Array:
            """Return the class of each token if a token with that part of speech stood before it."""
            classes = [
                number[of_tag[tag].class_of(tag, morpheme.base, before)]
                for tag, morpheme in zip(tags, morphemes, strict=True)
            ]
            return np.array(classes, dtype=np.int32)[codes]

        word_class = behind("")
        for pos in sorted({row[3] for row in self.rows} - {""}):
            is_pos = np.array([tag.startswith(pos) for tag in tags], dtype=bool)
            follows = np.zeros(len(codes), dtype=bool)
            follows[1:] = is_pos[codes[:-1]]
            word_class = np.where(follows & ~begins, behind(pos), word_class)
        used = np.array([self.used[name] for name in self.names], dtype=bool)
        return word_class, used[word_class]


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
    """
    path = folder("dictionaries") / f"classes_{name}.tsv"
    rows: list[tuple[str, str, str, str]] = []
    used: dict[str, bool] = {}
    forms: list[tuple[str, str, tuple[str, ...]]] = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = ["" if cell == "*" else cell for cell in line.split("\t")]
        if cells[0] == "form":
            forms.append((cells[1], cells[2], tuple(cells[3].split("|"))))
        else:
            rows.append((cells[0], cells[3], cells[4], cells[5]))
            used.setdefault(cells[0], cells[2] == "1")
    names = [name for name in used if name != OTHER]
    return Scheme((*names, OTHER), used | {OTHER: False}, tuple(rows), tuple(forms))
