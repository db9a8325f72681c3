"""Whether groups differ in what they say: one test per word or code, and a sentence that may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from textmine.inputs.lexicon import Lexicon
from textmine.settings import DEFAULTS, UNIT, Lang, Per, Unit
from textmine.tables import measures
from textmine.tables.crosstab import Counts, counted, marks, tally
from textmine.tables.membership import OTHER, By, identity, is_heading
from textmine.texts.labels import label, unit_of
from textmine.texts.numbers import percent
from textmine.words.corpus import Corpus

COLUMNS = (
    *("attribute", "value", "feature", "kind", "respondents", "base", "missing", "test", "statistic"),
    *(
        "degrees",
        "resamples",
        "p",
        "p_holm",
        "p_bh",
        "cramers_v",
        "v_low",
        "v_high",
        "smallest_expected",
        "sentence",
    ),
)
LEVEL = 0.05
RELIABLE = 1.0  # the smallest expected count with which a sentence tells the interval of V
SMALL_EFFECT = 0.1  # Cohen's (1988) small effect; of 2 × k tables his w is V
NAMED = 3  # values that a sentence names, at most, on either side


def crosstab_tests(
    corpus: Corpus,
    table: pd.DataFrame,
    *,
    by: By,
    unit: Unit = UNIT,
    minimum: int = DEFAULTS.compare.minimum,
    values: int = DEFAULTS.compare.values,
    resamples: int = DEFAULTS.compare.resamples,
    seed: int = DEFAULTS.compare.seed,
    lang: Lang = DEFAULTS.report.lang,
    respondent_unit: str | None = DEFAULTS.evidence.respondent_unit,
    per: Per = DEFAULTS.keywords.per,
) -> pd.DataFrame:
    """Return, per word or code, a test of whether its share differs between the values of an attribute.

    ``table``, ``by``, ``unit``, ``minimum`` and ``values`` as in ``crosstab``, whose cells these tests are
    of; ``per`` is what sentences call its respondents, where :func:`textmine.recount` made others of them. An
    attribute of which each respondent has one value is tested as a whole (``value`` ""); where a respondent
    may have several (multiple choice, items), each value is tested against the respondents without it.

    Columns: ``attribute``, ``value``, ``feature``, ``kind`` ("word" or "code"), ``negated`` (only of a
    keyword table that has it), ``respondents`` (who have the feature, of ``base``),
    ``base`` (respondents who have the attribute), ``missing`` (who have not, or have two values where one is
    usual, see ``crosstab``; they are left out), ``test``, ``statistic`` (Pearson's chi-square, without
    Yates's correction; with an exact test it only describes, and gives V), ``degrees`` (of freedom),
    ``resamples`` (tables drawn, 0 of any other test; ``p`` can't be below 1 / (1 + this)), ``p``, ``p_holm``,
    ``p_bh`` (adjusted; the family is all tests of the table that is returned, over all its
    attributes), ``cramers_v`` with its 95 % interval ``v_low``, ``v_high``, ``smallest_expected``, and
    ``sentence`` (in ``lang``; "different" means ``p_bh`` < .05; values are named if their own test is below
    5 % after Benjamini–Hochberg over the cells of the attribute; where nothing differs it says that no
    difference was found, which is not that there is none; below a V of .10, a small effect by Cohen (1988),
    it says that the difference is small; the interval of V is told where all expected counts are 1 or more).

    Tests: "chi_square" where all expected counts are 5 or more (the strict form of Cochran's rule, which
    would allow a fifth of them below 5 if none is below 1); else "fisher" (exact) for 2 × 2 tables and
    "fisher_monte_carlo" (Freeman–Halton, ``resamples`` tables drawn from ``seed``) for larger ones; "none"
    where there is one value only, or all respondents or none have the feature.

    Sources, in full in ``textmine.tables.measures``: Pearson (1900), Cochran (1954), Fisher (1935), Freeman &
    Halton (1951), Phipson & Smyth (2010), Cramér (1946), Smithson (2003), Holm (1979), Benjamini & Hochberg
    (1995). All of them assume that respondents answered independently of one another.

    Raises:
        TableError: as ``crosstab``.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担", "費用の問題", "時間がない", "人がいない"]
    >>> answers = pd.DataFrame({"answer": range(4), "respondent": list("abcd"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive", "業種": ["製造業"] * 2 + ["小売業"] * 2})
    >>> found = crosstab_tests(tokenize(Survey(answers)), pd.DataFrame({"word": ["費用"]}), by="業種")
    >>> found[["test", "statistic", "p"]].round(3).values.tolist()
    [['fisher', 4.0, 0.333]]
    """
    return finish(
        tally(corpus, table, by=by, unit=unit, values=values),
        lexicon=corpus.lexicon,
        minimum=minimum,
        resamples=resamples,
        seed=seed,
        lang=lang,
        respondent_unit=respondent_unit,
        per=per,
    )


def finish(
    total: pd.DataFrame,
    *,
    lexicon: Lexicon,
    minimum: int = DEFAULTS.compare.minimum,
    resamples: int = DEFAULTS.compare.resamples,
    seed: int = DEFAULTS.compare.seed,
    lang: Lang = DEFAULTS.report.lang,
    respondent_unit: str | None = DEFAULTS.evidence.respondent_unit,
    per: Per = DEFAULTS.keywords.per,
) -> pd.DataFrame:
    """Return the table of :func:`crosstab_tests` from a tally of ``textmine.tables.crosstab``."""
    rows: list[dict[str, Any]] = []
    cells: list[_Cells] = []
    for counts in counted(total, lexicon=lexicon):
        comparison = counts.against_rest()
        signs = marks(comparison)
        for place, feature in enumerate(counts.features.to_dict("records")):
            for option in [None] if counts.exclusive else range(len(counts.values)):
                if option is None:
                    row = _of_all_values(counts, place, resamples, seed)
                else:
                    row = _of_value(counts, comparison, place, option)
                rows.append({**row, **{str(name): value for name, value in feature.items()}})
                cells.append(_Cells(counts, comparison, signs, place, option))
    counted_columns = COLUMNS[COLUMNS.index("respondents") : COLUMNS.index("p_holm")]
    columns = ["attribute", "value", *identity(total), *counted_columns, "smallest_expected"]
    table = pd.DataFrame(rows, columns=columns)
    table["p_holm"], table["p_bh"] = measures.holm(table["p"]), measures.benjamini_hochberg(table["p"])
    v = measures.cramers_v(table["statistic"], table["degrees"], table["base"])
    table["cramers_v"], table["v_low"], table["v_high"] = v
    table["smallest_expected"] = table.pop("smallest_expected")  # behind V in the order of columns
    writer = _Writer(lang, respondent_unit, per, minimum)
    table["sentence"] = [
        writer.sentence(row, own).strip() for row, own in zip(table.to_dict("records"), cells, strict=True)
    ]
    whole = dict.fromkeys(("respondents", "base", "missing", "degrees", "resamples"), "int64")
    text = dict.fromkeys(("attribute", "value", "feature", "kind", "test", "sentence"), "str")
    real = dict.fromkeys(("statistic", "p", "smallest_expected"), "float64")
    return table.astype({**whole, **text, **real})


@dataclass(frozen=True, eq=False)
class _Cells:
    """What a row of the table tests: a feature, over all values of an attribute or (``option``) of one."""

    counts: Counts
    comparison: measures.Comparison
    signs: npt.NDArray[np.object_]
    feature: int
    option: int | None


def _row(counts: Counts, having: int) -> dict[str, Any]:
    return {
        "attribute": counts.attribute,
        "value": "",
        "respondents": having,
        "base": counts.base,
        "missing": counts.missing,
        "test": "none",
        "statistic": np.nan,
        "degrees": 0,
        "resamples": 0,
        "p": np.nan,
        "smallest_expected": np.nan,
    }


def _of_all_values(counts: Counts, place: int, resamples: int, seed: int) -> dict[str, Any]:
    """Return the test of one feature over all values."""
    # A value that nobody has, such as a code that no answer got, is no row of the table tested.
    is_had = counts.bases > 0
    cells, bases = counts.cells[place][is_had], counts.bases[is_had]
    having = int(cells.sum())
    row = _row(counts, having)
    if len(bases) < 2 or not 0 < having < counts.base:
        return row
    share = having / counts.base
    expected = bases * share
    statistic = float(((cells - expected) ** 2 / (expected * (1 - share))).sum())
    smallest = float(bases.min()) * min(having, counts.base - having) / counts.base
    row |= {"statistic": statistic, "degrees": len(bases) - 1, "smallest_expected": smallest}
    if smallest >= measures.EXPECTED:
        return row | {"test": "chi_square", "p": float(scipy.special.chdtrc(len(bases) - 1, statistic))}
    if len(bases) == 2:
        exact = measures.fisher(cells[:1], bases[:1], cells[1:], bases[1:])
        return row | {"test": "fisher", "p": float(exact[0])}
    p = measures.freeman_halton(cells.tolist(), bases.tolist(), resamples=resamples, seed=seed)
    return row | {"test": "fisher_monte_carlo", "resamples": resamples, "p": p}


def _of_value(counts: Counts, comparison: measures.Comparison, place: int, option: int) -> dict[str, Any]:
    """Return the test of one feature between those who have a value and those who have not."""
    row = _row(counts, int(counts.cells[place, option] + counts.rest[place, option]))
    row["value"] = counts.values[option]
    residual = float(comparison.residual[place, option])
    if np.isnan(residual):
        return row
    return row | {
        "test": "fisher" if comparison.exact[place, option] else "chi_square",
        "statistic": residual**2,
        "degrees": 1,
        "p": float(comparison.p[place, option]),
        "smallest_expected": float(comparison.smallest[place, option]),
    }


class _Writer:
    """Words what was tested; the sentences are in textmine.texts.labels under compare."""

    def __init__(self, lang: Lang, unit: str | None, per: Per, minimum: int) -> None:
        self.lang = lang
        self.unit = "" if lang == "en" else unit_of(unit, lang, per)
        self.per = per.rstrip("12345")
        self.minimum = minimum

    def say(self, key: str, **values: object) -> str:
        return label(f"compare.{key}", self.lang, **values)

    def part(self, count: int, base: int) -> str:
        """Return a share with its counts: 32%、24/75人."""
        return self.say(
            "part", share=share_text(count, base), count=f"{count:,}", base=f"{base:,}", unit=self.unit
        )

    def attribute(self, name: str) -> str:
        if name in ("item", "question") or is_heading(name):
            return label(f"column.{name}", self.lang)
        return name or self.say("other_question")

    def value(self, counts: Counts, number: int) -> str:
        name = counts.values[number]
        if counts.value_kind != "code":
            return name
        return self.say("no_code") if name == OTHER else name.removeprefix("＊")

    def feature(self, row: dict[Any, Any]) -> str:
        if row["kind"] == "code":
            return str(row["feature"]).removeprefix("＊")
        return label("word.negated", self.lang, word=row["feature"]) if row.get("negated") else row["feature"]

    def sentence(self, row: dict[Any, Any], cells: _Cells) -> str:
        known = {"feature": self.feature(row), "attribute": self.attribute(str(row["attribute"]))}
        known["who"] = label(f"per.{self.per}.who", self.lang)
        known["having"] = label(f"per.{self.per}.having", self.lang, feature=known["feature"])
        if row["test"] == "none":
            return self.untested(row, known, cells)
        known["test"] = self.test(row, known["attribute"], cells.counts.several)
        different = row["p_bh"] < LEVEL
        if cells.option is None:
            parts = self.all(different, row, known, cells)
        else:
            parts = [self.one(different, known, cells, cells.option)]
        if different and row["cramers_v"] < SMALL_EFFECT:
            parts.append(self.say("weak"))
        return ("" if self.lang == "ja" else " ").join(parts)

    def all(self, different: bool, row: dict[Any, Any], known: dict[str, str], cells: _Cells) -> list[str]:
        whole = self.part(int(row["respondents"]), int(row["base"]))
        high, low = self.clearest(cells, 1), self.clearest(cells, -1)
        if not different:
            first = self.say("same", whole=whole, **known)
            listed = label("note.separator", self.lang).join(part for part in (high, low) if part)
            return [first, self.say("same_but", cells=listed)] if listed else [first]
        first = self.say("differs", whole=whole, **known)
        if high and low:
            return [first, self.say("high_low", high=high, low=low)]
        if high or low:
            return [first, self.say("high" if high else "low", cells=high or low)]
        return [first, self.say("unclear")]

    def clearest(self, cells: _Cells, side: int) -> str:
        """Return the values whose share is above (``side`` 1) or below the others, the clearest first."""
        signs, residual = cells.signs[cells.feature], cells.comparison.residual[cells.feature]
        sign = "+" if side > 0 else "-"
        values = [number for number, each in enumerate(signs) if each.startswith(sign)]
        values.sort(key=lambda number: (-side * residual[number], number))
        parts = [self.cell(cells, number, float(residual[number])) for number in values[:NAMED]]
        text = label("note.separator", self.lang).join(parts)
        return self.say("and_others", text=text) if len(values) > NAMED else text

    def cell(self, cells: _Cells, number: int, residual: float) -> str:
        counts = cells.counts
        base = int(counts.bases[number])
        return self.say(
            "cell",
            value=self.value(counts, number),
            part=self.part(int(counts.cells[cells.feature, number]), base),
            residual=signed(residual),
            small=self.say("small") if base < self.minimum else "",
        )

    def one(self, different: bool, known: dict[str, str], cells: _Cells, option: int) -> str:
        counts, feature = cells.counts, cells.feature
        base, rest = int(counts.bases[option]), int(counts.base - counts.bases[option])
        is_more = cells.comparison.residual[feature, option] > 0
        return self.say(
            ("option_more" if is_more else "option_less") if different else "option_same",
            value=self.value(counts, option),
            part=self.part(int(counts.cells[feature, option]), base),
            rest=self.part(int(counts.rest[feature, option]), rest),
            small=self.say("small") if min(base, rest) < self.minimum else "",
            **known,
        )

    def test(self, row: dict[Any, Any], attribute: str, several: int) -> str:
        missing = int(row["missing"])
        why = "missing_several" if several else "missing" if row["attribute"] else "missing_other"
        left_out = self.say(why, attribute=attribute, missing=f"{missing:,}", unit=self.unit)
        return self.say(
            str(row["test"]),
            degrees=int(row["degrees"]),
            statistic=f"{row['statistic']:,.1f}",
            p=p_value(float(row["p_bh"])),
            v=self.say(
                "v" if row["smallest_expected"] >= RELIABLE else "v_alone",
                v=f"{row['cramers_v']:.2f}",
                low=f"{row['v_low']:.2f}",
                high=f"{row['v_high']:.2f}",
            ),
            missing=left_out if missing else "",
        )

    def untested(self, row: dict[Any, Any], known: dict[str, str], cells: _Cells) -> str:
        base, having = int(row["base"]), int(row["respondents"])
        if not base:
            return self.say("no_base", **known)
        people = self.say("people", count=f"{base:,}", unit=self.unit)
        if having in (0, base):
            return self.say("nobody" if not having else "everybody", people=people, **known)
        if cells.option is not None:
            return self.say("one_side", value=self.value(cells.counts, cells.option), **known)
        return self.say("one_value", **known)


def share_text(count: int, base: int) -> str:
    """Return a share as printed: 32%, 4.3%.

    >>> share_text(24, 75), share_text(1, 23), share_text(0, 5)
    ('32%', '4.3%', '0%')
    """
    if not base:
        return ""
    share = count / base
    return percent(share, 0 if share >= 0.0995 or not count else 1)


def p_value(p: float) -> str:
    """Return p as printed in papers: p = .012, p < .001.

    >>> p_value(0.0123), p_value(0.00001)
    ('p = .012', 'p < .001')
    """
    return "p < .001" if p < 0.001 else f"p = {p:.3f}".replace(" 0.", " .")


def signed(residual: float) -> str:
    """Return a residual as printed: 3.1, −2.4.

    >>> signed(-2.44)
    '−2.4'
    """
    return f"{residual:.1f}".replace("-", "−")
