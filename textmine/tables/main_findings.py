"""What a study found: the few sentences at the head of its report, drafted from its tables alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from textmine.settings import Lang
from textmine.tables.group_differences import FEWEST, LARGE, LEVEL, Clear, clearest
from textmine.tables.results import (
    Results,
    codes_of_nothing,
    denied,
    is_estimated,
    is_framed,
    quote_of,
    quote_with,
    untold_words,
)
from textmine.tables.stances import SIDES, side_of
from textmine.tables.statements import Said, part_of, statements
from textmine.texts.labels import label, name
from textmine.texts.naming import title_with_rating
from textmine.texts.numbers import percent
from textmine.words.affirming import affirms

MOST = 8  # sentences at the head of a report
OF_QUESTION = 4  # sentences above the tables of a question
_NAMED = 3  # codes or statements that a sentence names
# In a report of one question: the share of respondents from which a word is told of which nothing is said,
# and from which such a noun is what all is about.
_BARE, _TOPIC = 0.05, 0.15
_POINTS = 0.05  # by which the shares of groups or waves have to differ to be told
_DIFFERENCES = 2  # between groups, of the codes of a question; of words one
_NOTHING = 0.05  # the share of respondents who see nothing from which that is told
_TAKEN = 0.01  # the share of respondents who take a stance from which it is told
_NUMBERED = re.compile(r"\W*((?:設?問|Q)\s*\d+(?:[-－]\d+)?)")
_LONG_NAME = 20  # characters of an attribute in a sentence
COLUMNS = ("rank", "question", "text", "respondents", "base", "table", "quote")
NUMBERS = ("rank", "start", "end", "kind", "name", "attribute", "value")
_MARKED = re.compile("\ue000(\\d+)\ue001([^\ue002]*)\ue002")  # a number in a sentence that is being drafted


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
    quote: str = ""


def main_findings(
    results: Sequence[Results], *, unit: str, lang: Lang, question: str | None = None
) -> pd.DataFrame:
    """Return at most eight sentences that say what was found, the weightiest first.

    For each question what most say: the largest codes of its frame; without one its largest keywords with
    what is said of them (``textmine.tables.statements``), in a report of one question in up to four
    sentences; of more than eight questions those of which most people say one thing. Then how many see
    nothing of it (none, don't know and denied, together and apart, each respondent once, from 5 % on; denied
    is a code such as ＊効果なし, or without a frame what denies a word of it). Then, without a frame, who
    objects or asks for something else, and who is in favour, each once, with the stances of either side; in a
    report of one question that comes first, of several it is told where enough say what it is of. Then
    differences between groups that pass at 5 % (Benjamini–Hochberg, over the tests of an attribute) and are
    of 5 points, as in ``textmine.tables.group_differences``: of each code or word the clearest; and such
    changes between waves.
    ``unit`` is what a respondent is called after a number: 社.

    ``question``: only the first four sentences about this one of the questions.

    Columns: ``rank`` (from 1), ``question``, ``text``, ``respondents``, ``base`` (respondents that the first
    number of the sentence is of), ``table`` (the name of the table that it is read off), ``quote`` (of the
    evidence, of what the first number is of; "": none fits). Within a kind of sentence questions stand in
    their order; differences and changes by p, then by name.
    """
    writer = _Writer(unit, lang, of_several=len(results) > 1)
    rows = [
        (rank, of, writer.plain(found.text), found.respondents, found.base, found.table, found.quote)
        for rank, (of, found) in enumerate(_weightiest(writer, results, question), start=1)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    whole = dict.fromkeys(("rank", "respondents", "base"), "int64")
    return table.astype({**whole, **dict.fromkeys(("question", "text", "table", "quote"), "str")})


def main_finding_numbers(
    results: Sequence[Results], *, unit: str, lang: Lang, question: str | None = None
) -> pd.DataFrame:
    """Return whom each number of respondents in the sentences of :func:`main_findings` counts.

    Columns: ``rank`` (of the sentence), ``start``, ``end`` (where the number stands in its ``text``),
    ``kind``, ``name``, ``attribute``, ``value``. ``kind`` says what ``name`` is: a ``code``, a ``word``, a
    word that is said something of, the ``theme`` in ``value`` (of a stance there is no word), a ``denied``
    word, a ``kind`` of answer, the string of a ``search``; ``nothing`` are those who gave no reason to see
    anything (kinds none and unknown, and who denies the word or has one of the codes, a line each), ``base``
    all with a substantive answer and ``written`` all who wrote something. With an ``attribute`` it counts
    only those with that ``value``. Sorted by rank and start.
    """
    writer = _Writer(unit, lang, of_several=len(results) > 1)
    rows = [
        (rank, *place, *writer.terms[number])
        for rank, (_, finding) in enumerate(_weightiest(writer, results, question), start=1)
        for number, place in writer.places(finding.text)
    ]
    table = pd.DataFrame(rows, columns=list(NUMBERS))
    whole = dict.fromkeys(("rank", "start", "end"), "int64")
    return table.astype({**whole, **dict.fromkeys(NUMBERS[3:], "str")})


def _weightiest(
    writer: _Writer, results: Sequence[Results], question: str | None
) -> list[tuple[str, _Finding]]:
    """Return (question, finding), with the marks of its numbers."""
    drafts = (writer.most_named, writer.most_said, writer.nothing, writer.stances)
    found = [
        (finding, place, each.question)
        for place, each in enumerate(results)
        if question in (None, each.question)
        for sentences in (*drafts, writer.differences, writer.changes)
        for finding in sentences(each)
    ]
    most = MOST if question is None else OF_QUESTION
    # Of many questions those are told of which most people say one thing, in the order of the questionnaire.
    firsts = sorted(
        (one for one in found if one[0].weight[0] == 0), key=lambda one: (-one[0].respondents, one[1])
    )
    found = [one for one in found if one not in firsts[most:]]
    found.sort(key=lambda one: (*one[0].weight, one[1], writer.plain(one[0].text)))
    quoted = [finding.quote for finding, _, _ in found[:most]]
    return [
        (of, finding._replace(quote="") if finding.quote in quoted[:rank] else finding)  # none twice
        for rank, (finding, _, of) in enumerate(found[:most])
    ]


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

    def sentence(self, key: str, each: Results, **values: object) -> str:
        """Return a sentence about a question, which is named where there are several."""
        called = title_with_rating(each.title(each.question), each.asked.partition("\n")[2], self.lang)
        of = self.say("of_question", question=called) if self.of_several else ""
        text = self.say(key, of=of, **values)
        return text if of else text[:1].upper() + text[1:]

    def people(self, count: int, term: _Term) -> str:
        return self.counted(f"{count:,}{self.unit}", term)

    def listed(self, parts: Sequence[str]) -> str:
        return label("note.separator", self.lang).join(parts)

    # ---- what most say

    def most_named(self, each: Results) -> Iterator[_Finding]:
        """Yield the categories that most respondents name."""
        if each.codes is None or not is_framed(each):
            return
        table = each.codes[each.codes["level"] == "code"]
        first = table.sort_values(["share", "code"], ascending=[False, True]).head(_NAMED)
        first = first[first["respondents"] > 0]
        if not len(first):
            return
        people, base = int(first["respondents"].iloc[0]), int(first["base"].iloc[0])
        text = self.sentence(
            "codes_estimated" if is_estimated(each) else "codes",
            each,
            listed=self.listed([self._code(row) for row in _records(first)]),
            base=self.people(base, _Term("base")),
        )
        table_name = "code_estimates" if is_estimated(each) else "code_counts"
        yield _Finding((0, 0.0), text, people, base, table_name)

    def most_said(self, each: Results) -> Iterator[_Finding]:
        """Yield the largest keywords that say something, with what is said of them; without codes."""
        if is_framed(each) or not len(each.keywords):
            return
        base = int(each.keywords["base"].iloc[0])
        said = statements(each.keywords, each.evidence, each.verbal, each.asked)
        groups = {"statements": said[:_NAMED]} if self.of_several else _grouped(each, said, base)
        for place, (key, named) in enumerate(groups.items()):
            if not named:
                continue
            text = self.sentence(
                key,
                each,
                listed=self.listed([self._said(one, base) for one in named]),
                base=self.people(base, _Term("base")),
            )
            first, people = named[0], named[0].respondents
            shown = first.theme if first.theme and affirms(first.theme.name, first.name) else first
            is_bare = (
                first.word in each.verbal and not first.tells
            )  # アピール: praised by some, missed by others
            quote = "" if is_bare else quote_of(each, shown)
            yield _Finding((0, float(place)), text, people, base, "keywords", quote)

    def _said(self, one: Said, base: int) -> str:
        return self.say(
            "counted_theme" if one.theme else "counted",
            name=one.name,
            people=self.people(one.respondents, _term(one)),
            share=percent(one.respondents / base),
            theme=one.theme.name if one.theme else "",
            some=self.people(one.theme.respondents, _term(one.theme)) if one.theme else "",
        )

    def _code(self, row: Mapping[Any, Any]) -> str:
        code = str(row["code"])
        by_audit = row.get("method", "counted") != "counted"
        ends = {end: percent(row[end]) for end in ("low", "high")} if by_audit else {}
        return self.say(
            "estimated" if by_audit else "counted",
            name=code.removeprefix("＊"),
            people=self.people(int(row["respondents"]), _Term("code", code)),
            share=percent(row["share"]),
            **ends,
        )

    # ---- who sees nothing, who takes a stance

    def nothing(self, each: Results) -> Iterator[_Finding]:
        """Yield how many see nothing of what was asked: none, don't know and denied, apart and together."""
        counts = {kind: each.kinds.get(kind, 0) for kind in ("none", "unknown")}
        parts = [
            self.say(
                "only",
                name=name(kind, self.lang, group="kind"),
                people=self.people(count, _Term("kind", kind)),
            )
            for kind, count in counts.items()
            if count
        ]
        codes = codes_of_nothing(each)
        kind, word, deniers = ("code", "\n".join(codes), each.nothing) if codes else denied(each)
        parts += [
            self.say(
                "given" if is_estimated(each) else "coded",
                name=code.removeprefix("＊"),
                people=self.people(people, _Term("code", code)),
            )
            for code, people in codes.items()
        ]
        if deniers and kind == "denied":
            parts.append(self.say("denied", word=word, people=self.people(deniers, _Term(kind, word))))
        total, base = sum(counts.values()) + deniers, sum(each.kinds.values())
        if total < FEWEST or total < _NOTHING * base:
            return
        alone = len(parts) == 1
        text = self.sentence(
            "nothing_one" if alone else "nothing",
            each,
            listed=self.listed(parts),
            base=self.people(base, _Term("written")),
            share=percent(total / base),
            total="" if alone else self.people(total, _Term("nothing", word)),
            once=self.say("once") if codes and sum(codes.values()) > deniers else "",
        )
        besides = self._unknown_words(each) if counts["unknown"] else ""
        yield _Finding((1, 0.0), text + besides, total, base, "kinds")

    def _unknown_words(self, each: Results) -> str:
        """Return what is said of those who write わからない in an answer that says something besides."""
        said = name("unknown", self.lang, group="kind")
        words = each.keywords[each.keywords["word"].astype(str) == said]
        if not len(words):
            return ""
        people = self.people(int(words["respondents"].iloc[0]), _Term("word", said))
        return self.say("unknown_words", name=said, people=people)

    def stances(self, each: Results) -> Iterator[_Finding]:
        """Yield who objects or asks for something else, then who is in favour, and with which stances.

        Of several questions that is not told where too few say what it is of: it may be anything there.
        """
        if each.stances is None or is_framed(each):
            return
        objects = each.stances.loc[each.stances["object"] != "", "stance"].map(side_of)
        rows = each.stances[(each.stances["object"] == "") & (each.stances["wording"] == "")]
        if self.of_several:
            rows = rows[rows["stance"].map(side_of).isin(objects)]
        if not ((rows["respondents"] >= FEWEST) & (rows["share"] >= _TAKEN)).any():
            return
        for place, side in enumerate(SIDES):
            if len(own := rows[rows["stance"].map(side_of) == side]):
                yield self._side(each, own, place)

    def _side(self, each: Results, rows: pd.DataFrame, place: int) -> _Finding:
        """Return the sentence about a side: all who take it, each once, then those of each of its stances."""
        is_part = ~rows["stance"].isin(SIDES)
        (first, *_), parts = _records(rows.assign(is_part=is_part).sort_values("is_part", kind="stable")), []
        assert each.stances is not None
        if not first["is_part"]:
            parts = [
                self.say(
                    "counted_plain",
                    name=row["stance"],
                    people=self.people(int(row["respondents"]), _Term("theme", value=str(row["stance"]))),
                )
                for row in _records(rows[is_part])
            ]
        wordings = each.stances[each.stances["stance"].isin(rows.loc[is_part, "stance"])]["wording"]
        people, base = int(first["respondents"]), int(first["base"])
        text = self.sentence(
            "stances",
            each,
            name=first["stance"],
            people=self.people(people, _Term("theme", value=str(first["stance"]))),
            share=percent(people / base),
            base=self.people(base, _Term("base")),
            listed=self.say("stances_of", listed=self.listed(parts)) if parts else "",
        )
        quote = quote_with(each, [wording for wording in wordings if wording])
        return _Finding((2 if self.of_several else -1, float(place)), text, people, base, "stances", quote)

    # ---- who differs

    def differences(self, each: Results) -> Iterator[_Finding]:
        """Yield the clearest differences that pass, with the groups that stand out most."""
        if each.crosstab is None or each.tests is None or "p_bh" not in each.tests:
            return
        clear = [
            one
            for one in clearest(each.crosstab, each.tests, untold_words(each.keywords, each.question))
            if one.more["share"] - (_share(one.test) if one.fewer is None else one.fewer["share"]) >= _POINTS
        ]
        most = _DIFFERENCES if any(one.test["kind"] == "code" for one in clear) else 1
        for one in clear[:most]:
            yield self._difference(each, one)

    def _difference(self, each: Results, one: Clear) -> _Finding:
        test, kind = one.test, str(one.test["kind"])
        people, base = int(test["respondents"]), int(test["base"])
        text = self.sentence(
            "difference" if one.fewer is not None else "difference_more",
            each,
            feature=str(test["feature"]).removeprefix("＊"),
            attribute=_short(each.title(str(test["attribute"]))).removesuffix("別"),
            more=self._group(one.more, kind),
            fewer="" if one.fewer is None else self._group(one.fewer, kind),
            all=percent(people / base if base else 0.0),
        )
        text += self.as_given(each, test)
        table = "crosstab_codes" if test["kind"] == "code" else "crosstab_words"
        return _Finding((3, float(test["p_bh"])), text, people, base, table)

    def as_given(self, each: Results, row: Mapping[Any, Any]) -> str:
        """Return what is said of codes that were compared as given, where their shares are estimated."""
        return self.say("as_given") if row["kind"] == "code" and is_estimated(each) else ""

    def _group(self, row: pd.Series, kind: str) -> str:
        value = (str(row.get("attribute", "")), str(row["value"]))  # of a wave the table does not name it
        return self.say(
            "group",
            value=self.say("rated", value=value[1]) if value[0] and value[1].isdecimal() else value[1],
            share=percent(row["share"], 0 if row["share"] >= 0.01 or not row["share"] else 1),
            respondents=self.counted(f"{row['respondents']:,}", _Term(kind, str(row["feature"]), *value)),
            base=self.people(int(row["base"]), _Term("base", "", *value)),
        )

    def changes(self, each: Results) -> Iterator[_Finding]:
        """Yield the changes from one wave to the next that pass, between waves that are large."""
        if each.changes is None or "p_bh" not in each.changes:
            return
        for place, row in enumerate(each.changes.to_dict("records")):
            if not row["p_bh"] < LEVEL or abs(row["difference"]) < _POINTS:
                continue
            before = each.changes.iloc[place - 1]
            if max(int(row["respondents"]), int(before["respondents"])) < FEWEST:
                continue
            if min(int(row["base"]), int(before["base"])) < LARGE:
                continue
            text = self.sentence(
                "more" if row["difference"] > 0 else "less",
                each,
                feature=str(row["feature"]).removeprefix("＊"),
                before=self._group(before.rename({"wave": "value"}), str(row["kind"])),
                after=self._group(pd.Series(row).rename({"wave": "value"}), str(row["kind"])),
            )
            text += self.as_given(each, row)
            yield _Finding(
                (4, float(row["p_bh"])), text, int(row["respondents"]), int(row["base"]), "changes"
            )


def _grouped(each: Results, said: list[Said], base: int) -> dict[str, list[Said]]:
    """Return what a sentence each tells in a report of one question, by the key of the sentence.

    First what is said of things, then the other things, last what all is about: nouns that many write
    without saying anything of them (統合, 高校の統合). What a stance is called is told with it.
    """
    stances = set() if each.stances is None else set(each.stances["stance"])
    pos = (
        dict(zip(each.keywords["word"], each.keywords["pos"], strict=True)) if "pos" in each.keywords else {}
    )
    told: list[Said] = []
    things: list[Said] = []
    topics: list[Said] = []
    for one in said:
        only_named = not one.theme or one.theme.name.endswith(f"の{one.word}")
        is_noun = pos.get(one.word) == "noun" and not one.text
        if is_noun and only_named and one.respondents > _TOPIC * base:
            topics.append(one)
        elif one.word not in stances and (one.tells or one.respondents >= _BARE * base):
            is_thing = is_noun and not one.tells and one.word not in each.verbal
            (things if is_thing else told).append(one)
    topics.sort(key=lambda one: -one.respondents)
    first = "statements_said" if things or topics else "statements"
    keys = (first, "statements_more", "statements_things", "statements_topic")
    things = [one._replace(theme=part_of(one, each.evidence)) for one in things[:_NAMED]]
    groups = (told[:_NAMED], told[_NAMED : 2 * _NAMED], things, topics[:_NAMED])
    return dict(zip(keys, groups, strict=True)) if told else {"statements": said[:_NAMED]}


def _share(test: Mapping[str, Any]) -> float:
    return float(test["respondents"] / max(int(test["base"]), 1))


def _records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")


def _term(one: Said) -> _Term:
    return _Term("theme", one.word, value=one.text) if one.text else _Term("word", one.word)


def _short(attribute: str) -> str:
    """Return the name of an attribute; of a question as long as a sentence its number, or its beginning."""
    numbered = _NUMBERED.match(attribute)
    if len(attribute) <= _LONG_NAME:
        return attribute
    return numbered[1] if numbered else f"{attribute[:_LONG_NAME]}…"
