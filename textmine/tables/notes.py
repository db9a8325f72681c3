"""Sentences about a keyword, drafted from counts and nothing else.

A string in quotation marks is a string of the answers, and the number beside it that of the respondents in
whose answers a search finds it. What gathers several wordings is not quoted: 意識の向上 12人
（「意識の向上」8人、「意識向上」5人）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textmine.settings import Lang
from textmine.tables.spellings import GA, LEFT_OUT, WO
from textmine.texts.labels import label, unit_of

_NEAR_ALL = 0.9  # the share of respondents that a sentence calls nearly all
_THEMES, _WORDINGS = 3, 3  # that a sentence names
_ENDING = re.compile(r"[ぁ-ん]+")


class Theme(NamedTuple):
    """Something said of a keyword, or a longer word that holds it."""

    text: str
    respondents: int  # who say it, or in whose answers one of its wordings is found
    negated: bool = False
    wordings: tuple[tuple[str, int], ...] = ()  # as written, and in the answers of how many respondents
    is_name: bool = True  # it says which the keyword is, not what it is or does
    wished: bool = False  # it is what should be
    is_title: bool = False  # it is a longer name of the keyword, or one that holds it: 横浜高校, 普通科高校


@dataclass(frozen=True)
class Findings:
    """What was counted for one word: all that a sentence may say.

    Attributes:
        word: as tables show it.
        respondents: who wrote it.
        is_predicate: it is a verb or an adjective.
        compounds: the longer words that hold it.
        phrases: what it is said to be or do.
        negated, negated_forms: respondents in whose answers it is negated, and the forms in which it is.
        yes: respondents who say, without negation, what it is or does.
        unsure: respondents who ask or guess it.
        both: respondents who are two of these.
        mentioned: respondents who are none of these.
        is_proper: it is the name of a place, a person or the like.
    """

    word: str
    respondents: int
    is_predicate: bool
    compounds: list[Theme]
    phrases: list[Theme]
    negated: int
    negated_forms: list[Theme]
    yes: int
    unsure: int = 0
    both: int = 0
    mentioned: int = 0
    is_proper: bool = False

    @property
    def forms(self) -> list[Theme]:
        """The forms of its negation, the most frequent first, none that holds another."""
        return _different(sorted(self.negated_forms, key=lambda form: (-form.respondents, form.text)))

    @property
    def themes(self) -> list[Theme]:
        """All of which a sentence may print a number."""
        return [*self.phrases, *self.compounds, *self.negated_forms]

    def is_which(self, theme: Theme) -> bool:
        """Whether a theme says whose or which (社員の意識, 危機意識), not what (意識の向上, 情報漏洩)."""
        return not self.is_predicate and not theme.negated and theme.text.endswith(self.word)


class Writer:
    """Words what was counted; the sentences are in textmine.texts.labels under draft."""

    def __init__(self, lang: Lang, unit: str | None) -> None:
        """``unit`` is what a respondent is called after a number, such as 社."""
        self.lang = lang
        self.given = unit

    def say(self, key: str, **values: object) -> str:
        """Return a sentence, or a part of one."""
        return label(f"draft.{key}", self.lang, **values)

    def people(self, count: int) -> str:
        """Return a number of respondents, with its unit only in Japanese: 12人, 12."""
        unit = "" if self.lang == "en" else unit_of(self.given, self.lang)
        return self.say("people", count=f"{count:,}", unit=unit)

    def total(self, count: int) -> str:
        """Return a number of respondents with its unit in any language: 12人, 12 respondents."""
        return self.say("total", count=f"{count:,}", unit=unit_of(self.given, self.lang))

    def listed(self, pairs: Sequence[tuple[str, int]]) -> str:
        """Return 「個人情報」12人、「情報漏洩」8人."""
        parts = [self.say("counted", text=text, people=self.people(count)) for text, count in pairs]
        return label("note.separator", self.lang).join(parts)

    def theme(self, theme: Theme) -> str:
        """Return 「個人情報」12人, or of several wordings 意識の向上 12人（「意識向上」5人など）."""
        wordings = quotable(theme)
        if len(wordings) == 1 and wordings[0][1] == theme.respondents:
            return self.listed(wordings)
        people = self.people(theme.respondents)
        if not wordings:
            return self.say("gathered_plain", text=theme.text, people=people)
        is_all = sum(count for _, count in wordings) >= theme.respondents
        key = "gathered_all" if is_all else "gathered_some"
        return self.say(key, text=theme.text, people=people, listed=self.listed(wordings))

    def themes(self, themes: Sequence[Theme]) -> str:
        """Return the first themes, as a list."""
        return label("note.separator", self.lang).join(map(self.theme, themes[:_THEMES]))

    def negations(self, findings: Findings) -> list[tuple[str, int]]:
        """Return the forms in which it is negated, and by how many respondents; nothing if nobody does."""
        if not findings.negated:
            return []
        forms = [form.text for form in findings.forms] or [self.say("negated", word=findings.word)]
        text = label("note.separator", self.lang).join(forms[:_THEMES])
        return [(self.say("and_others", text=text) if len(forms) > _THEMES else text, findings.negated)]

    def notes(self, findings: Findings, minimum: int) -> list[str]:
        """Return the sentences that the counts bear, what most respondents say first; often there is none."""
        no = self._no(findings, minimum)
        compounds = _compounds(findings)
        themes = [theme for theme in findings.phrases if not (no and theme.negated)] + compounds
        # 交通の便が悪い tells more than 交通の便.
        themes = [theme for theme in themes if not _is_told_longer(theme, themes)]
        themes.sort(key=lambda theme: (-theme.respondents, theme.text))
        which = _different([theme for theme in themes if findings.is_which(theme)])
        what = _different([theme for theme in themes if not (findings.is_which(theme) or theme.wished)])
        wished = _different([theme for theme in themes if theme.wished and not findings.is_which(theme)])
        sentences = [
            self.say(key, listed=self.themes(each)) if each else ""
            for key, each in (("what", what), ("wished", wished), ("which", which))
        ]
        sentences = [no, *sentences] if findings.negated > findings.yes else [*sentences, no]
        return [sentence for sentence in sentences if sentence]

    def _no(self, findings: Findings, minimum: int) -> str:
        if findings.negated < minimum:
            return ""
        forms = findings.forms
        values = {
            "forms": label("note.separator", self.lang).join(map(self.theme, forms[:2])),
            "no": self.people(findings.negated),
            "total": self.total(findings.respondents),
            "more": self.say("more")
            if sum(form.respondents for form in forms[:2]) < findings.negated
            else "",
            "rest": "".join(
                self.say(key, count=self.people(count)) for key, count in self._others(findings) if count
            ),
        }
        if not forms and findings.phrases:
            return ""  # how many deny it, and not how, says nothing beside 使わなくなる
        plain = "" if forms else "_plain"
        if findings.negated == findings.respondents and not findings.yes:
            return self.say(f"no_all{plain}", **values)
        if findings.negated >= _NEAR_ALL * findings.respondents:
            return self.say(f"no_nearly_all{plain}", **values)
        is_much = findings.negated > findings.yes or findings.negated >= findings.respondents / 10
        return self.say("no_some", **values) if forms and is_much else ""

    @staticmethod
    def _others(findings: Findings) -> tuple[tuple[str, int], ...]:
        """Return who does not deny it, so that with those who do they are all."""
        if findings.is_predicate:
            return (("others", findings.respondents - findings.negated),)
        return (
            ("yes", findings.yes),
            ("unsure", findings.unsure),
            ("mentioned", findings.mentioned),
            ("both", findings.both),
        )


def _compounds(findings: Findings) -> list[Theme]:
    """Return the longer words that say something of the keyword."""
    if findings.is_proper:
        return []  # those of a name are other names: 越前たけふ駅 says nothing of 越前
    # A longer word that is a wording of a phrase (意識向上) is told there; 地域活性 is a piece of 地域活性化.
    told = {text for theme in findings.phrases for text, _ in theme.wordings}
    told |= {text[:-1] for theme in findings.themes for text in _texts(theme)}
    # One that is written where the row doesn't count it is a row of its own: it is not quoted here.
    return [
        theme for theme in findings.compounds if theme.wordings and not (theme.text in told or theme.is_title)
    ]


def quotable(theme: Theme) -> list[tuple[str, int]]:
    """Return the wordings of a theme that are quoted: whole ones, none of which holds another."""
    texts = [text for text, _ in theme.wordings]
    chosen: list[tuple[str, int]] = []
    for text, count in sorted(theme.wordings, key=lambda pair: (-pair[1], pair[0])):
        # 意識が高まり, which 意識が高まりました goes on from, is a piece of it.
        endings = [other.removeprefix(text) for other in (theme.text, *texts) if other.startswith(text)]
        is_piece = text != theme.text and any(map(_ENDING.fullmatch, endings))
        holds = any(text in other or other in text for other, _ in chosen)
        if not (is_piece or holds) and len(chosen) < _WORDINGS:
            chosen.append((text, count))
    return chosen


def _is_told_longer(theme: Theme, themes: Sequence[Theme]) -> bool:
    """Whether most who say 交通の便 say what it is like, 交通の便が悪い, which tells more."""
    beginnings = (theme.text + GA, theme.text + WO)
    people = sum(other.respondents for other in themes if other.text.startswith(beginnings))
    return theme.is_name and people > 0 and 2 * people >= theme.respondents


def _different(themes: Sequence[Theme]) -> list[Theme]:
    """Return the themes without those that hold an earlier one: 車がないと after 車がない."""
    chosen: list[Theme] = []
    for theme in themes:
        if not any(text in theme.text for other in chosen for text in _texts(other)):
            chosen.append(theme)
    return chosen


def _texts(theme: Theme) -> list[str]:
    """Return what a theme is called and how it is written."""
    return [theme.text.removeprefix(LEFT_OUT), *(text for text, _ in theme.wordings)]
