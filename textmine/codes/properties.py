"""What coding rules may ask of a document besides its words: its length, number, headings and variables."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from textmine.arrays import FloatArray, Int64Array
from textmine.codes.documents import UNITS, Documents, DocumentUnit, documents
from textmine.codes.stream import Stream
from textmine.codes.syntax import Heading, Measure, Variable
from textmine.inputs.attributes import column_of
from textmine.inputs.normalize import normalize

Variables = Mapping[DocumentUnit, pd.DataFrame]  # unit -> one row per document of it


class Properties:
    """The documents of one unit with their variables: those given beside, and the columns of the answers."""

    def __init__(self, text: Stream, unit: Documents, variables: Variables) -> None:
        """Hold them; nothing is looked up yet."""
        self.text = text
        self.unit = unit
        self.variables = variables

    def measure(self, node: Measure) -> FloatArray:
        """Return the length of each document in words or characters, or its number."""
        count, text = self.unit.count, self.text
        if node.kind == "no.":
            return np.arange(1, count + 1, dtype=np.float64)
        inside = text.counted & (self.unit.of_token >= 0)
        lengths = text.characters if node.kind == "lc" else np.ones(len(text.codes))
        return np.bincount(self.unit.of_token[inside], lengths[inside], minlength=count).astype(np.float64)

    def heading(self, node: Heading) -> FloatArray:
        """Return whether each document stands under a heading of that text; 0 where the unit is coarser."""
        headings = self.text.headings.get(node.level)
        unit = self.unit.unit
        if headings is None or (unit.startswith("heading") and int(unit[-1]) < node.level):
            return np.zeros(self.unit.count)
        wanted = self._plain(node.text)
        same = np.array([self._plain(heading) == wanted for heading in headings], dtype=bool)
        result = same[self.unit.row] if len(same) else np.zeros(self.unit.count, dtype=bool)
        if unit == "sentence":  # a heading is a sentence; those of a higher level stand above this one
            level = self.text.level[self.unit.token]
            result &= (level == 0) | (level >= node.level)
        return result.astype(np.float64)

    def variable(self, node: Variable) -> FloatArray:
        """Return whether a variable has the value in each document, or the number that it is."""
        values = self._values(node.name, same_unit=node.value is None)
        if values is None:
            return np.zeros(self.unit.count)
        if node.value is None:
            numbers = np.asarray(pd.to_numeric(values, errors="coerce"), dtype=np.float64)
            return np.nan_to_num(numbers)
        wanted = self._plain(node.value)
        return np.array([self._plain(value) == wanted for value in values.tolist()], dtype=np.float64)

    def _plain(self, text: str) -> str:
        return normalize(text).strip() if self.text.reading == "textmine" else text

    def _values(self, name: str, *, same_unit: bool) -> pd.Series[str] | None:
        """Return the value of a variable in each document; None if it is unknown or of a finer unit."""
        here = UNITS.index(self.unit.unit)
        for unit, frame in self.variables.items():
            if name in frame:
                if UNITS.index(unit) < here or (same_unit and unit != self.unit.unit):
                    return None
                return self._values_above(frame[name], unit)
        answers = self.text.corpus.answers
        column = name if name in ("question", "item") else column_of(name)
        if (
            column not in answers
            or here > UNITS.index("answer")
            or (same_unit and self.unit.unit != "answer")
        ):
            return None
        values = answers[column].iloc[self.unit.row].reset_index(drop=True).astype("str")
        if self.unit.unit == "sentence":
            values[self.text.level[self.unit.token] > 0] = ""
        return values

    def _values_above(self, values: pd.Series[str], unit: DocumentUnit) -> pd.Series[str]:
        """Return of each document the value of the document of a coarser unit that it is part of."""
        owner = self._owner(unit)
        known = values.astype("str").to_numpy(dtype=object)
        result = np.full(len(owner), "", dtype=object)
        inside = (owner >= 0) & (owner < len(known))
        result[inside] = known[owner[inside]]
        return pd.Series(result, dtype="str")

    def _owner(self, unit: DocumentUnit) -> Int64Array:
        """Return of each document the document of a coarser unit that it is part of; -1 if of none."""
        if unit == self.unit.unit:
            return np.arange(self.unit.count)
        coarse = documents(self.text, unit)
        owner = np.full(self.unit.count, -1, dtype=np.int64)
        has_tokens = self.unit.token >= 0
        owner[has_tokens] = coarse.of_token[self.unit.token[has_tokens]]
        if len(coarse.of_row):
            owner[~has_tokens] = coarse.of_row[self.unit.row[~has_tokens]]
        return owner
