"""What a study found: the few sentences at the head of its report, drafted from its tables alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from textmine.settings import Lang
from textmine.texts.labels import label, name

MOST = 8  # sentences of a report
_NAMED = 3  # codes or words that a sentence names
_FEWEST = 5  # respondents that a difference has to rest on
_DIFFERENCES = 2  # between groups, of a question
_LEVEL = 0.05
COLUMNS = ("rank", "question", "text", "respondents", "base", "table")


@dataclass(frozen=True)
class Results:
    """What is known about one question.

    Attributes:
        question: its name.
        kinds: kind of answer -> respondents, each counted once; without the blank.
        keywords: as of :func:`textmine.keywords`.
        codes: as of :func:`textmine.code_counts`; None without a code frame.
        evidence: as of :func:`textmine.evidence`.
        crosstab, tests: as of :func:`textmine.crosstab` and its tests, of codes or words; None: not compared.
        changes: as of :func:`textmine.changes`; None without waves.
    """

    question: str
    kinds: Mapping[str, int]
    keywords: pd.DataFrame
    codes: pd.DataFrame | None = None
    evidence: pd.DataFrame | None = None
    crosstab: pd.DataFrame | None = None
    tests: pd.DataFrame | None = None
    changes: pd.DataFrame | None = None


class _Finding(NamedTuple):
    weight: tuple[int, float]  # what comes first is smallest: the kind of sentence, then its strength
    text: str
    respondents: int
    base: int
    table: str


def main_findings(results: Sequence[Results], *, unit: str, lang: Lang) -> pd.DataFrame:
    """Return at most eight sentences that say what was found, the weightiest first.

    For each question what most respondents name, then how many see nothing of it (none, don't know and
    denied, apart and together); then differences between groups that pass at 5 % (Benjamini–Hochberg, over
    the tests of an attribute) and rest on at least five respondents; then changes between waves that pass
    so. ``unit`` is what a respondent is called after a number, such as 社.

    Columns: ``rank`` (from 1), ``question``, ``text``, ``respondents``, ``base`` (respondents that the first
    number of the sentence is of), ``table`` (the name of the table that it is read off). Within a kind of
    sentence questions stand in their order; differences and changes by p, then by name.
    """
    writer = _Writer(unit, lang)
    found = [
        (finding, place, each.question)
        for place, each in enumerate(results)
        for sentences in (writer.most_named, writer.nothing, writer.differences, writer.changes)
        for finding in sentences(each)
    ]
    found.sort(key=lambda one: (one[0].weight[0], one[0].weight[1], one[1], one[0].text))
    rows = [
        (rank, question, finding.text, finding.respondents, finding.base, finding.table)
        for rank, (finding, _, question) in enumerate(found[:MOST], start=1)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    whole = dict.fromkeys(("rank", "respondents", "base"), "int64")
    return table.astype({**whole, **dict.fromkeys(("question", "text", "table"), "str")})


class _Writer:
    def __init__(self, unit: str, lang: Lang) -> None:
        self.unit = unit if lang == "ja" else ""
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        return label(f"main_finding.{key}", self.lang, **values)

    def people(self, count: int) -> str:
        return f"{count:,}{self.unit}"

    def listed(self, parts: Sequence[str]) -> str:
        return label("note.separator", self.lang).join(parts)

    def most_named(self, each: Results) -> Iterator[_Finding]:
        """Yield what most respondents name: categories, or without a frame keywords."""
        table, column, key = each.keywords, "word", "words"
        if each.codes is not None and (each.codes["level"] == "code").any():
            table, column, key = each.codes[each.codes["level"] == "code"], "code", "codes"
        first = table.sort_values(["respondents", column], ascending=[False, True]).head(_NAMED)
        first = first[first["respondents"] > 0]
        if not len(first):
            return
        counts = [
            self.say(
                "counted", name=str(text).removeprefix("＊"), people=self.people(people), share=f"{share:.1%}"
            )
            for text, people, share in zip(first[column], first["respondents"], first["share"], strict=True)
        ]
        people, base = int(first["respondents"].iloc[0]), int(first["base"].iloc[0])
        text = self.say(key, question=each.question, listed=self.listed(counts), base=self.people(base))
        yield _Finding((0, 0.0), text, people, base, "code_counts" if column == "code" else "keywords")

    def nothing(self, each: Results) -> Iterator[_Finding]:
        """Yield how many see nothing of what was asked: none, don't know and denied, apart and together."""
        counts = {kind: each.kinds.get(kind, 0) for kind in ("none", "unknown")}
        parts = [
            self.say("counted_plain", name=name(kind, self.lang, group="kind"), people=self.people(count))
            for kind, count in counts.items()
            if count
        ]
        word, denied = _denied(each)
        if denied:
            parts.append(self.say("denied", word=word, people=self.people(denied)))
        total, base = sum(counts.values()) + denied, sum(each.kinds.values())
        if total < _FEWEST or not base:
            return
        together = self.say(
            "together", total=self.people(total), base=self.people(base), share=f"{total / base:.1%}"
        )
        text = self.say("nothing", question=each.question, listed=self.listed(parts), together=together)
        yield _Finding((1, 0.0), text, total, base, "kinds")

    def differences(self, each: Results) -> Iterator[_Finding]:
        """Yield the clearest differences that pass, with the groups that stand out most."""
        if each.crosstab is None or each.tests is None or "p_bh" not in each.tests:
            return
        passed = each.tests[
            (each.tests["p_bh"] < _LEVEL) & (each.tests["value"].astype(str).isin(["", "nan"]))
        ]
        found: list[_Finding] = []
        for test in passed.to_dict("records"):
            same = each.crosstab["attribute"] == test["attribute"]
            groups = each.crosstab[same & (each.crosstab["feature"] == test["feature"])]
            more, fewer = _marked(groups)
            if more is None or int(more["respondents"]) < _FEWEST:
                continue
            text = self.say(
                "difference" if fewer is not None else "difference_more",
                question=each.question,
                feature=str(test["feature"]).removeprefix("＊"),
                attribute=test["attribute"],
                more=self._group(more),
                fewer="" if fewer is None else self._group(fewer),
                p=_p(float(test["p_bh"])),
            )
            table = "crosstab_codes" if test["kind"] == "code" else "crosstab_words"
            found.append(
                _Finding((2, float(test["p_bh"])), text, int(test["respondents"]), int(test["base"]), table)
            )
        found.sort(key=lambda finding: (finding.weight, finding.text))
        yield from found[:_DIFFERENCES]

    def _group(self, row: pd.Series) -> str:
        return self.say(
            "group",
            value=row["value"],
            share=f"{row['share']:.0%}",
            respondents=f"{row['respondents']:,}",
            base=self.people(int(row["base"])),
        )

    def changes(self, each: Results) -> Iterator[_Finding]:
        """Yield the changes from one wave to the next that pass."""
        if each.changes is None or "p_bh" not in each.changes:
            return
        for place, row in enumerate(each.changes.to_dict("records")):
            if not row["p_bh"] < _LEVEL:
                continue
            before = each.changes.iloc[place - 1]
            if max(int(row["respondents"]), int(before["respondents"])) < _FEWEST:
                continue
            text = self.say(
                "more" if row["difference"] > 0 else "less",
                question=each.question,
                feature=str(row["feature"]).removeprefix("＊"),
                before=self._group(before.rename({"wave": "value"})),
                after=self._group(pd.Series(row).rename({"wave": "value"})),
                p=_p(float(row["p_bh"])),
            )
            yield _Finding(
                (3, float(row["p_bh"])), text, int(row["respondents"]), int(row["base"]), "changes"
            )


def _marked(groups: pd.DataFrame) -> tuple[pd.Series | None, pd.Series | None]:
    """Return the groups marked as most above and below what was expected, small ones aside, if any."""
    groups = groups[~groups["small"].astype(bool)].sort_values(["residual", "value"], ascending=[False, True])
    marks = groups["mark"].astype(str)
    more, fewer = groups[marks.str.startswith("+")], groups[marks.str.startswith("-")]
    return (more.iloc[0] if len(more) else None), (fewer.iloc[-1] if len(fewer) else None)


def _denied(each: Results) -> tuple[str, int]:
    """Return the word of the question that most respondents deny (効果がない), and how many do."""
    if each.evidence is None or not len(each.evidence):
        return "", 0
    rows = each.evidence[(each.evidence["aspect"] == "negation") & (each.evidence["rank"] == 1)]
    asked = [
        (-int(people), str(word))
        for word, people in zip(rows["word"], rows["respondents"], strict=True)
        if str(word) in each.question
    ]
    if not asked:
        return "", 0
    people, word = min(asked)
    return (word, -people) if -people >= _FEWEST else ("", 0)


def _p(value: float) -> str:
    return "p < .001" if value < 0.001 else f"p = {value:.3f}".replace("0.", ".")
