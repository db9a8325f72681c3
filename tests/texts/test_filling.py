"""English words agree with the number beside them, in every text of a report."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from textmine.texts.filling import fill, with_unit
from textmine.texts.labels import FOLDER, label, texts, unit_of

ENGLISH = {
    f"{path.stem}.{key}": entry["en"]
    for path in sorted(FOLDER.glob("*.toml"))
    for key, entry in texts(path.stem).items()
}
# What ends in s and is no plural; points are given as 1.0.
VERBS = {"is", "was", "has", "does", "writes", "uses", "negates", "mentions", "makes", "exceeds", "differs"}
OTHERS = {"as", "always", "yes", "less", "points"}


def filled(template: str, number: str) -> str:
    """The text with this number in all its places."""
    template = with_unit(template, unit_of(None, "en"))
    values = {place: number for _, place, _, _ in Formatter().parse(template) if place}
    return fill(re.sub(r":\.\df", "", template), values)


def test_no_text_speaks_of_1_tables() -> None:
    one = re.compile(r"(?<![\d–=.-])\b1 (?:(?:more|other|further|blank|free-text|stop|forced) )?([a-z]+s)\b")
    for key, text in ENGLISH.items():
        said = filled(text, "1")
        assert set(one.findall(said)) <= VERBS | OTHERS, (key, said)


def test_both_forms_are_there() -> None:
    """One form is for 1, another for all other numbers."""
    of_two = {key: text for key, text in ENGLISH.items() if re.search(r"\{[^{}]*\|", text)}
    assert of_two
    for key, text in of_two.items():
        one, several, thousands = (filled(text, number) for number in ("1", "#", "1,001"))
        assert several.replace("#", "1") != one, key
        assert several.replace("#", "1,001") == thousands and "|" not in one + several, key


@pytest.mark.parametrize("count", [0, 2, 11, 21, "1,001", "1.0"])
def test_only_1_is_singular(count: object) -> None:
    assert fill("{count:answer|answers}", {"count": count}) == "answers"
    assert fill("{count:answer|answers}", {"count": "1"}) == "answer"


def test_a_unit_of_ones_own_has_one_form_or_two() -> None:
    said = [
        label("draft.total", "en", count=n, unit=unit) for unit in ("firms", "firm|firms") for n in (1, 2)
    ]
    assert said == ["1 firms", "2 firms", "1 firm", "2 firms"]
    assert label("document.asked_caption", "en", unit="firm|firms").endswith("(firms)")
    assert label("draft.total", "ja", count=1, unit="社") == "1社"
    assert label("draft.total", "en", count=1, unit="{x}") == "1 {x}"
