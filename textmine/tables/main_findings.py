"""What a study found: the few sentences at the head of its report, drafted from its tables alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from textmine.settings import Lang
from textmine.texts.labels import label, name
from textmine.texts.numbers import percent

MOST = 8  # sentences of a report
_NAMED = 3  # codes or words that a sentence names
_FEWEST = 5  # respondents that a difference has to rest on
_DIFFERENCES = 2  # between groups, of the codes of a question; of words one
_NO_CODE = re.compile(r"(?:なし|無し|ない|無い)(?:$|・)|^(?:no|none|nothing)\b", re.IGNORECASE)
_LEVEL = 0.05
_NOTHING = 0.02  # the share of respondents who see nothing from which that is told
_THEME = 0.1  # the share of a word that one thing said of it has to have to be named
_GROUP, _TIMES = 20, 2  # respondents of a group that writes a word so many times as often as the others do
_TOLD = 0.5  # the share of an attribute's groups that say their own names, from which it is of the answers
COLUMNS = ("rank", "question", "text", "respondents", "base", "table")
NUMBERS = ("rank", "start", "end", "kind", "name", "attribute", "value")
_MARKED = re.compile("\ue000(\\d+)\ue001([^\ue002]*)\ue002")  # a number in a sentence that is being drafted


@dataclass(frozen=True)
class Results:
    """What is known about one question.

    Attributes:
        question: its name.
        kinds: kind of answer -> respondents, each counted once; without the blank.
        keywords: as of :func:`textmine.keywords`.
        codes: as of :func:`textmine.code_counts`, or with the shares of an audit in it, as of
            ``textmine.tables.shares.code_estimates``; None without a code frame.
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


class _Term(NamedTuple):
    kind: str
    name: str = ""
    attribute: str = ""
    value: str = ""


class _Finding(NamedTuple):
    weight: tuple[int, float]  # what comes first is smallest: the kind of sentence, then its strength
    text: str
    respondents: int
    base: int
    table: str


def main_findings(results: Sequence[Results], *, unit: str, lang: Lang) -> pd.DataFrame:
    """Return at most eight sentences that say what was found, the weightiest first.

    For each question what most respondents name (without a code frame the first words of its table that none
    before holds, with what is most said of them), then how many see nothing
    of it (none, don't know and denied, apart and together, from 2 % on; denied is a code such as ＊効果なし,
    without one what denies a word of the question); then differences between groups that pass at 5 %
    (Benjamini–Hochberg, over the tests of an attribute) and rest on at least five respondents, of words only
    where a group of twenty writes one twice as often as the others do: of each code or word the clearest, of
    the group with the highest share. What an attribute says of the answers themselves is none (the schools
    that each one names, its topic). Then changes between waves that pass so.
    ``unit`` is what a respondent is called after a number, such as 社.

    Columns: ``rank`` (from 1), ``question``, ``text``, ``respondents``, ``base`` (respondents that the first
    number of the sentence is of), ``table`` (the name of the table that it is read off). Within a kind of
    sentence questions stand in their order; differences and changes by p, then by name.
    """
    writer = _Writer(unit, lang, of_several=len(results) > 1)
    rows = [
        (rank, question, writer.plain(finding.text), finding.respondents, finding.base, finding.table)
        for rank, (question, finding) in enumerate(_weightiest(writer, results), start=1)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    whole = dict.fromkeys(("rank", "respondents", "base"), "int64")
    return table.astype({**whole, **dict.fromkeys(("question", "text", "table"), "str")})


def main_finding_numbers(results: Sequence[Results], *, unit: str, lang: Lang) -> pd.DataFrame:
    """Return whom each number of respondents in the sentences of :func:`main_findings` counts.

    Columns: ``rank`` (of the sentence), ``start``, ``end`` (where the number stands in its ``text``),
    ``kind``, ``name``, ``attribute``, ``value``. ``kind`` says what ``name`` is: a ``code``, a ``word``, a
    word that is said something of, the ``theme`` in ``value``, a ``denied`` word, a ``kind`` of answer;
    ``nothing`` are those who gave no reason to see anything (kinds none and unknown, and who denies the word
    or has the code), ``base`` all with a substantive answer and ``written`` all who wrote something. With an
    ``attribute`` it counts only those with that ``value``.
    Sorted by rank and start.
    """
    writer = _Writer(unit, lang, of_several=len(results) > 1)
    rows = [
        (rank, *place, *writer.terms[number])
        for rank, (_, finding) in enumerate(_weightiest(writer, results), start=1)
        for number, place in writer.places(finding.text)
    ]
    table = pd.DataFrame(rows, columns=list(NUMBERS))
    whole = dict.fromkeys(("rank", "start", "end"), "int64")
    return table.astype({**whole, **dict.fromkeys(NUMBERS[3:], "str")})


def _weightiest(writer: _Writer, results: Sequence[Results]) -> list[tuple[str, _Finding]]:
    """Return (question, finding), with the marks of its numbers."""
    found = [
        (finding, place, each.question)
        for place, each in enumerate(results)
        for sentences in (writer.most_named, writer.nothing, writer.differences, writer.changes)
        for finding in sentences(each)
    ]
    found += [
        (finding, place, each.question)
        for place, each in enumerate(results)
        if not _is_framed(each)
        for finding in writer.words(each)
    ]
    found.sort(key=lambda one: (*one[0].weight, one[1], writer.plain(one[0].text)))
    return [(question, finding) for finding, _, question in found[:MOST]]


class _Writer:
    """Drafts sentences whose numbers are marked with whom they count."""

    def __init__(self, unit: str, lang: Lang, *, of_several: bool) -> None:
        self.of_several = of_several  # questions
        self.unit = unit if lang == "ja" else ""
        self.lang = lang
        self.terms: list[_Term] = []

    def counted(self, number: str, term: _Term) -> str:
        """Return a number with its mark."""
        self.terms.append(term)
        return f"\ue000{len(self.terms) - 1}\ue001{number}\ue002"

    def plain(self, text: str) -> str:
        """Return a sentence without marks."""
        return _MARKED.sub(r"\2", text)

    def places(self, text: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield of each marked number the number of its term, and where it stands in the plain sentence."""
        for mark in _MARKED.finditer(text):
            start = len(self.plain(text[: mark.start()]))
            yield int(mark[1]), (start, start + len(mark[2]))

    def say(self, key: str, **values: object) -> str:
        return label(f"main_finding.{key}", self.lang, **values)

    def sentence(self, key: str, question: str, **values: object) -> str:
        """Return a sentence about a question, which is named where there are several."""
        of = self.say("of_question", question=question) if self.of_several else ""
        text = self.say(key, of=of, **values)
        return text if of else text[:1].upper() + text[1:]

    def people(self, count: int, term: _Term) -> str:
        return self.counted(f"{count:,}{self.unit}", term)

    def listed(self, parts: Sequence[str]) -> str:
        return label("note.separator", self.lang).join(parts)

    def most_named(self, each: Results) -> Iterator[_Finding]:
        """Yield the categories that most respondents name."""
        if each.codes is None or not _is_framed(each):
            return
        table = each.codes[each.codes["level"] == "code"]
        first = table.sort_values(["share", "code"], ascending=[False, True]).head(_NAMED)
        first = first[first["respondents"] > 0]
        if len(first):
            yield self._most(each, first, "code", [self._counted(row, "code") for row in _records(first)])

    def words(self, each: Results) -> Iterator[_Finding]:
        """Yield the words that most respondents wrote, with what is most said of each."""
        table = each.keywords.sort_values(["respondents", "word"], ascending=[False, True])
        themes = _themes(each)
        rows: list[dict[Any, Any]] = []
        parts: list[str] = []
        told: list[str] = []
        for row in _records(table):
            word = str(row["word"])
            if len(rows) == _NAMED or any(word in text for text in told):
                continue
            theme, people = themes.get(word, ("", 0))
            is_much = people >= _THEME * row["respondents"] and theme not in each.question
            rows.append(row)
            parts.append(self._counted(row, "word", theme if is_much else "", people))
            told += [word, theme] if is_much else [word]
        if rows:
            yield self._most(each, pd.DataFrame(rows), "word", parts)

    def _counted(self, row: Mapping[Any, Any], kind: str, theme: str = "", people: int = 0) -> str:
        name_ = str(row[kind])
        people_ = self.people(int(row["respondents"]), _Term(kind, name_))
        if row.get("method", "counted") != "counted":
            ends = {end: percent(row[end]) for end in ("low", "high")}
            return self.say(
                "estimated",
                name=name_.removeprefix("＊"),
                people=people_,
                share=percent(row["share"]),
                **ends,
            )
        return self.say(
            "counted_theme" if theme else "counted",
            name=name_.removeprefix("＊"),
            people=people_,
            share=percent(row["share"]),
            theme=theme,
            some=self.people(people, _Term("theme", name_, value=theme)) if theme else "",
        )

    def _most(self, each: Results, first: pd.DataFrame, kind: str, parts: Sequence[str]) -> _Finding:
        people, base = int(first["respondents"].iloc[0]), int(first["base"].iloc[0])
        is_estimated = kind == "code" and _is_estimated(each)
        text = self.sentence(
            "codes_estimated" if is_estimated else f"{kind}s",
            each.question,
            listed=self.listed(parts),
            base=self.people(base, _Term("base")),
        )
        table = "code_estimates" if is_estimated else "code_counts" if kind == "code" else "keywords"
        return _Finding((0, 0.0), text, people, base, table)

    def nothing(self, each: Results) -> Iterator[_Finding]:
        """Yield how many see nothing of what was asked: none, don't know and denied, apart and together."""
        counts = {kind: each.kinds.get(kind, 0) for kind in ("none", "unknown")}
        parts = [
            self.say(
                "counted_plain",
                name=name(kind, self.lang, group="kind"),
                people=self.people(count, _Term("kind", kind)),
            )
            for kind, count in counts.items()
            if count
        ]
        kind, denier, denied = _denied(each)
        if denied:
            key = "given_plain" if kind == "code" and _is_estimated(each) else "counted_plain"
            key = key if kind == "code" else "denied"
            people = self.people(denied, _Term(kind, denier))
            parts.append(self.say(key, name=denier.removeprefix("＊"), word=denier, people=people))
        total, base = sum(counts.values()) + denied, sum(each.kinds.values())
        if total < _FEWEST or total < _NOTHING * base:
            return
        people, share = self.people(base, _Term("written")), percent(total / base)
        if len(parts) == 1:
            of_base = self.say("of_base", base=people, share=share)
            text = self.sentence("nothing_one", each.question, listed=parts[0], of_base=of_base)
        else:
            all_of_them = self.people(total, _Term("nothing", denier))
            together = self.say("together", total=all_of_them, base=people, share=share)
            text = self.sentence("nothing", each.question, listed=self.listed(parts), together=together)
        yield _Finding((1, 0.0), text, total, base, "kinds")

    def differences(self, each: Results) -> Iterator[_Finding]:
        """Yield the clearest differences that pass, with the groups that stand out most."""
        if each.crosstab is None or each.tests is None or "p_bh" not in each.tests:
            return
        passed = each.tests[
            (each.tests["p_bh"] < _LEVEL) & (each.tests["value"].astype(str).isin(["", "nan"]))
        ]
        most = _DIFFERENCES if (passed["kind"] == "code").any() else 1
        for test, more, fewer in _clearest(each.crosstab, passed)[:most]:
            text = self.sentence(
                "difference" if fewer is not None else "difference_more",
                each.question,
                feature=str(test["feature"]).removeprefix("＊"),
                attribute=test["attribute"],
                more=self._group(more, _kind_of(test)),
                fewer="" if fewer is None else self._group(fewer, _kind_of(test)),
                p=_p(float(test["p_bh"])),
            )
            text += self.as_given(each, test)
            table = "crosstab_codes" if test["kind"] == "code" else "crosstab_words"
            people, base = int(test["respondents"]), int(test["base"])
            yield _Finding((2, float(test["p_bh"])), text, people, base, table)

    def as_given(self, each: Results, row: Mapping[Any, Any]) -> str:
        """Return what is said of codes that were compared as given, where their shares are estimated."""
        return self.say("as_given") if _kind_of(row) == "code" and _is_estimated(each) else ""

    def _group(self, row: pd.Series, kind: str) -> str:
        value = (str(row.get("attribute", "")), str(row["value"]))  # of a wave the table does not name it
        return self.say(
            "group",
            value=row["value"],
            share=percent(row["share"], 0),
            respondents=self.counted(f"{row['respondents']:,}", _Term(kind, str(row["feature"]), *value)),
            base=self.people(int(row["base"]), _Term("base", "", *value)),
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
            text = self.sentence(
                "more" if row["difference"] > 0 else "less",
                each.question,
                feature=str(row["feature"]).removeprefix("＊"),
                before=self._group(before.rename({"wave": "value"}), _kind_of(row)),
                after=self._group(pd.Series(row).rename({"wave": "value"}), _kind_of(row)),
                p=_p(float(row["p_bh"])),
            )
            text += self.as_given(each, row)
            yield _Finding(
                (3, float(row["p_bh"])), text, int(row["respondents"]), int(row["base"]), "changes"
            )


def _is_framed(each: Results) -> bool:
    """Whether the answers to a question have codes."""
    return each.codes is not None and bool((each.codes["level"] == "code").any())


def _is_estimated(each: Results) -> bool:
    """Whether an audit of enough answers estimates the shares of the codes."""
    return each.codes is not None and "method" in each.codes


def _records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")


def _themes(each: Results) -> dict[str, tuple[str, int]]:
    """Return word -> what is most said of it, or the most frequent longer word, with its respondents."""
    if each.evidence is None:
        return {}
    said = each.evidence[each.evidence["aspect"].isin(["phrase", "compound"])]
    said = said.sort_values(["respondents", "text"], ascending=[False, True]).drop_duplicates("word")
    return {
        str(word): (str(text), int(people))
        for word, text, people in zip(said["word"], said["text"], said["respondents"], strict=True)
    }


def _kind_of(row: Mapping[Any, Any]) -> str:
    """Return whether the feature of a row is a code or a word."""
    return "code" if str(row["feature"]).startswith("＊") else "word"


def _marked(groups: pd.DataFrame) -> tuple[pd.Series | None, pd.Series | None]:
    """Return the groups marked as most above and below what was expected, small ones aside, if any."""
    values, residuals, marks, small = (
        groups[column].tolist() for column in ("value", "residual", "mark", "small")
    )
    marked = [place for place, mark in enumerate(marks) if mark and not small[place]]
    marked.sort(key=lambda place: (-residuals[place], values[place]))
    more = [place for place in marked if marks[place].startswith("+")]
    fewer = [place for place in marked if marks[place].startswith("-")]
    return (groups.iloc[more[0]] if more else None), (groups.iloc[fewer[-1]] if fewer else None)


def _clearest(
    crosstab: pd.DataFrame, passed: pd.DataFrame
) -> list[tuple[dict[Any, Any], pd.Series, pd.Series | None]]:
    """Return of each code or word the clearest difference: its test, the group that says it most and least.

    The clearest first: by p, then by how much more of the group than of the others say it.
    """
    cells = crosstab.groupby(["attribute", "feature"], sort=False).indices
    of_answers = _of_the_answers(crosstab, passed)
    found: list[tuple[tuple[float, float, str, str], dict[Any, Any], pd.Series, pd.Series | None]] = []
    for test in _records(passed):
        attribute, feature = str(test["attribute"]), str(test["feature"])
        groups = crosstab.iloc[cells[attribute, feature]]
        more, fewer = _marked(groups)
        if more is None or attribute in of_answers or _is_told_by(feature, groups):
            continue
        others = (test["respondents"] - more["respondents"]) / max(1, test["base"] - more["base"])
        if _stands_out(more, groups, others, is_code=test["kind"] == "code"):
            found.append(((test["p_bh"], others - more["share"], feature, attribute), test, more, fewer))
    found.sort(key=lambda one: one[0])
    first = {str(test["feature"]): (test, more, fewer) for _, test, more, fewer in reversed(found)}
    return [(test, more, fewer) for _, test, more, fewer in found if first[str(test["feature"])][0] is test]


def _stands_out(more: pd.Series, groups: pd.DataFrame, others: float, *, is_code: bool) -> bool:
    """Whether a group rests on enough respondents and no other of that size has a higher share.

    ``others`` is the share of all other respondents.
    """
    large = groups[(groups["base"] >= _GROUP) & ~groups["small"].astype(bool)]
    if int(more["respondents"]) < _FEWEST or (large["share"] > more["share"]).any():
        return False
    return is_code or bool(more["base"] >= _GROUP and more["share"] >= _TIMES * others)


def _of_the_answers(crosstab: pd.DataFrame, passed: pd.DataFrame) -> set[str]:
    """Return the attributes that say what the answers are about: most of their groups say their own names."""
    said = crosstab[crosstab["mark"].astype(str).str.startswith("+")]
    said = said.merge(passed[["attribute", "feature"]].drop_duplicates(), on=["attribute", "feature"])
    of_answers: set[str] = set()
    for attribute, rows in said.groupby("attribute"):
        own = {
            value
            for value, feature in zip(rows["value"].astype(str), rows["feature"].astype(str), strict=True)
            if _is_named(feature, value)
        }
        if len(own) > 1 and len(own) >= _TOLD * rows["value"].nunique():
            of_answers.add(str(attribute))
    return of_answers


def _is_named(feature: object, value: object) -> bool:
    """Whether a group is called by a word or code, or that by the group."""
    word = str(feature).removeprefix("＊")
    return word in str(value) or str(value) in word


def _is_told_by(feature: object, groups: pd.DataFrame) -> bool:
    """Whether a group is called by the feature itself: that it names 新南陽高校 most says nothing."""
    return any(_is_named(feature, value) for value in groups["value"])


def _denied(each: Results) -> tuple[str, str, int]:
    """Return what says that there is nothing, a code or a denied word: its kind, its name, how many."""
    if each.codes is not None:
        codes = each.codes[each.codes["level"] == "code"].sort_values("respondents", ascending=False)
        for code, people in zip(codes["code"], codes["respondents"], strict=True):
            if _NO_CODE.search(str(code).removeprefix("＊")) and int(people):
                return "code", str(code), int(people)
    if each.evidence is None or not len(each.evidence):
        return "", "", 0
    rows = each.evidence[(each.evidence["aspect"] == "negation") & (each.evidence["rank"] == 1)]
    asked = [
        (-int(people), str(word))
        for word, people in zip(rows["word"], rows["respondents"], strict=True)
        if str(word) in each.question
    ]
    if not asked:
        return "", "", 0
    people, word = min(asked)
    return ("denied", word, -people) if -people >= _FEWEST else ("", "", 0)


def _p(value: float) -> str:
    return "p < .001" if value < 0.001 else f"p = {value:.3f}".replace("0.", ".")
