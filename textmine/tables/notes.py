"""Sentences about a keyword, drafted from counts and nothing else.

A string in quotation marks is a string of the answers, and the number beside it that of the respondents in
whose answers a search finds it. What gathers several wordings is not quoted: 意識の向上 12人
（「意識の向上」8人、「意識向上」4人）. What few say of a word is not told where others say much else of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from textmine.settings import Lang
from textmine.tables.spellings import GA, NAI, NO, WA, WO
from textmine.texts.labels import label, unit_of

_NEAR_ALL = 0.9  # the share of respondents that a sentence calls nearly all
_THEMES, _WORDINGS = 3, 2  # that a sentence names
_DENIED = 0.25  # the share of respondents from which it is told that they deny it
_SIDES = 10  # respondents of a word of which it is told how many are for, against and unsure
_FEW = 0.03  # the share of its respondents up to which a theme is not told
_LITTLE, _MANY = 0.2, 8  # themes of so few are not told, unless one of them is of so many respondents
_PART = 0.2  # the share of a theme that its most frequent wording has to have to be named
_ENDING = re.compile(r"[ぁ-ん]+")
_OPEN_END = re.compile(r"[ぁ-ん]$")
_WHOLE = re.compile("[^がはもの]+[がはも].+")  # a noun with what is said of it
_FINISHED = ("た", "だ", "です", "ます", "ません")  # ends of what stands by itself
_VERB_ENDS = "うくぐすつぬぶむる"
_ABLE = re.compile("(?:でき|出来)る$")
_NEAR = 0.25  # the share of its respondents from which it is told what else stands in its statements
_MANY_NEAR, _FEW_NEAR = 10, 0.12  # or so many, and of a smaller share
_NEARLY = 4  # respondents of whom that is told at least
_SEVERAL, _SOME = 3, 0.4  # respondents, or of few the share, of whom something is told
_COVERED = 0.5  # the share of its respondents from which its themes tell enough without that


class Theme(NamedTuple):
    """Something said of a keyword, or a longer word that holds it."""

    text: str
    respondents: int  # who say it, or in whose answers one of its wordings is found
    negated: bool = False
    searched: int = 0  # in whose answers a search finds its text, if these are more
    wordings: tuple[tuple[str, int], ...] = ()  # as written, and in the answers of how many respondents
    is_name: bool = True  # it says which the keyword is, not what it is or does
    says: bool = True  # something is said by it: not only what kind of thing the keyword is, or whose
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
        mentioned: respondents who are none of these.
        is_done: it is a noun that is done: 導入, 向上.
        near: what stands in one statement with it: predicates after a noun, nouns before a predicate.
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
    mentioned: int = 0
    is_done: bool = False
    near: list[Theme] = field(default_factory=list)

    @property
    def forms(self) -> list[Theme]:
        """The forms of its negation, the most frequent first, none that holds another."""
        return _different(sorted(self.negated_forms, key=_most_first))

    @property
    def themes(self) -> list[Theme]:
        """All of which a sentence may print a number."""
        return [*self.phrases, *self.compounds, *self.negated_forms]

    def is_which(self, theme: Theme) -> bool:
        """Whether a theme says whose or which (社員の意識, 危機意識), not what (意識の向上, 情報漏洩).

        Of what is done (社員教育の実施) or how something is (交通が不便) that is what is said of it.
        """
        is_thing = not (self.is_predicate or self.is_done)
        return is_thing and not theme.negated and theme.text.endswith(self.word)


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

    def theme(self, theme: Theme, *, detailed: bool = True) -> str:
        """Return 「個人情報」12人, or of several wordings 意識の向上 12人（「意識向上」5人など）.

        The wordings are named where ``detailed``, and only those that several wrote.
        """
        wordings = quotable(theme)
        if len(wordings) == 1 and wordings[0][1] == theme.respondents and _is_finished(wordings[0][0], theme):
            return self.listed(wordings)
        text, people = theme.text, self.people(theme.respondents)
        if theme.searched > theme.respondents:  # in longer words, or doubted
            return self.say("searched", text=text, people=people, found=self.people(theme.searched))
        several = [(text, count) for text, count in wordings if count > 1][:_WORDINGS]
        is_much = len(wordings) > 1 and several and several[0][1] >= _PART * theme.respondents
        if not (detailed and is_much):
            return self.say("gathered_plain", text=text, people=people)
        is_all = sum(count for _, count in several) >= theme.respondents
        key = "gathered_all" if is_all else "gathered_some"
        return self.say(key, text=text, people=people, listed=self.listed(several))

    def themes(self, themes: Sequence[Theme]) -> str:
        """Return the first themes as a list, with the wordings of the first."""
        texts = [self.theme(theme, detailed=not place) for place, theme in enumerate(themes[:_THEMES])]
        return label("note.separator", self.lang).join(texts)

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
        told = _told(findings, is_denied=bool(no))
        sayings = sum(theme.respondents for theme in (*told.what, *told.which))
        if not (no or told.is_much(findings, sayings)):
            told = _Told([], [], told.near)
        sentences = (
            [(_most_first(told.what[0]), self.say("what", listed=self.themes(told.what)))]
            if told.what
            else []
        )
        if no:
            sentences.append(((-findings.negated, ""), no))
        lines = [sentence for _, sentence in sorted(sentences)]
        if told.which and lines:  # which it is says nothing by itself
            lines.append(self.say("which", listed=self.themes(told.which)))
        if told.near:
            lines.append(self.say("near", listed=self.themes(told.near)))
        return lines

    def _no(self, findings: Findings, minimum: int) -> str:
        if not _is_denied(findings, minimum):
            return ""  # that is a theme as others are
        forms = findings.forms
        if not forms and findings.phrases:
            return ""  # how many deny it, and not how, says nothing beside 使わなくなる
        is_small = findings.respondents < _SIDES
        named = [form for form in forms if form.respondents > 1 or is_small][:_THEMES] or forms[:1]
        values = {
            "forms": self.say("either").join(form.text for form in named),
            "no": self.people(findings.negated),
            "total": self.total(findings.respondents),
            "more": self.say("more") if sum(form.respondents for form in named) < findings.negated else "",
            "rest": "".join(
                self.say(key, count=self.people(count)) for key, count in self._others(findings) if count
            ),
        }
        plain = "" if forms else "_plain"
        if findings.negated == findings.respondents and not findings.yes:
            return self.say(f"no_all{plain}", **values)
        if findings.negated >= _NEAR_ALL * findings.respondents:
            return self.say(f"no_nearly_all{plain}", **values)
        if not forms:
            return ""
        return self.say("no_few" if is_small else "no_some", **values)  # of few each side is one or two

    @staticmethod
    def _others(findings: Findings) -> tuple[tuple[str, int], ...]:
        """Return who does not deny it, and who asks or guesses."""
        if findings.is_predicate:
            return ()
        return (("yes", findings.yes), ("unsure", findings.unsure), ("mentioned", findings.mentioned))


def leading(findings: Findings, minimum: int) -> list[str]:
    """Return what the note of a keyword names, most respondents first: what its quotes are to show."""
    forms = findings.forms[:_THEMES] if _is_denied(findings, minimum) else []
    told = sorted(
        [theme for each in _told(findings, is_denied=bool(forms)) for theme in each], key=_most_first
    )
    is_first = bool(forms) and findings.negated > max((theme.respondents for theme in told), default=0)
    return [theme.text for theme in ([*forms, *told] if is_first else [*told, *forms])]


def _is_denied(findings: Findings, minimum: int) -> bool:
    """Whether so many deny a word that it is told how many."""
    return findings.negated >= max(minimum, _DENIED * findings.respondents)


class _Told(NamedTuple):
    """The themes of a keyword that are told: what it is, does or should do, which it is, what is near."""

    what: list[Theme]
    which: list[Theme]
    near: list[Theme]

    def is_much(self, findings: Findings, sayings: int) -> bool:
        """Whether these are worth a sentence; ``sayings``: the sum of their respondents."""
        most = max((theme.respondents for theme in self.what), default=0)
        is_some = most >= min(_SEVERAL, _SOME * findings.respondents)
        return most >= _MANY or (is_some and sayings >= _LITTLE * findings.respondents)


def _told(findings: Findings, *, is_denied: bool) -> _Told:
    """Return the themes of a keyword that are told; ``is_denied``: another sentence tells what denies it."""
    phrases = [theme for theme in findings.phrases if not (is_denied and theme.negated)]
    phrases = [theme for theme in phrases if not _is_half(theme, phrases, findings)]
    is_said = any(not theme.is_name for theme in phrases)
    # What merely expands the word (新幹線開業, 交通機関) says nothing beside what is said of it.
    compounds = [] if is_said else _compounds(findings)
    themes = [theme for theme in [*phrases, *compounds] if theme.respondents > _FEW * findings.respondents]
    # 交通の便が悪い tells more than 交通の便.
    themes = sorted((theme for theme in themes if not _is_told_longer(theme, themes)), key=_most_first)
    # Of 場所がない it is said which: 遊ぶ場所.
    is_denial = findings.word.endswith(NAI)
    what = _different([theme for theme in themes if theme.says or is_denial])[:_THEMES]
    which = [theme for theme in themes if not theme.says and findings.is_which(theme)]
    which = [theme for theme in _different(which) if not _are_alike(theme, what)][:_WORDINGS]
    told = _Told(what, which, [])
    covered = findings.negated * is_denied + sum(theme.respondents for theme in what)
    if covered >= _COVERED * findings.respondents:
        return told
    least = max(_NEARLY, min(_NEAR * findings.respondents, max(_MANY_NEAR, _FEW_NEAR * findings.respondents)))
    texts = [text for theme in what for text in _texts(theme)]
    near = [theme for theme in findings.near if theme.respondents >= least]
    return told._replace(
        near=[each for each in near if not any(each.text in text for text in texts)][:_THEMES]
    )


def _is_half(theme: Theme, themes: Sequence[Theme], findings: Findings) -> bool:
    """Whether a theme does not tell who does what.

    期待できる of what, where nobody says that it can't be? 学級は編制する: who is it, or what?
    """
    is_able = _ABLE.search(theme.text) and not any(other.negated for other in themes)
    topics = (findings.word + WA, WA + findings.word)
    is_topic = any(text in theme.text for text in topics) and not theme.negated
    return bool(is_able) or theme.text.endswith("か") or (is_topic and theme.text[-1:] in _VERB_ENDS)


def _are_alike(theme: Theme, others: Sequence[Theme]) -> bool:
    """Whether a theme holds, or is held by, one of others."""
    return any(theme.text in other.text or other.text in theme.text for other in others)


def _most_first(theme: Theme) -> tuple[int, str]:
    """Return what themes are sorted by: what most respondents say first, then by text."""
    return -theme.respondents, theme.text


def _compounds(findings: Findings) -> list[Theme]:
    """Return the longer words that say which a keyword is, and are no wording of a phrase (意識向上)."""
    # One that is written where the row doesn't count it is a row of its own: it is not quoted here.
    told = {text for theme in findings.phrases for text, _ in theme.wordings}
    return [
        each for each in findings.compounds if each.wordings and not each.is_title and each.text not in told
    ]


def quotable(theme: Theme) -> list[tuple[str, int]]:
    """Return the wordings of a theme that are quoted: whole ones, none of which holds another."""
    texts = [text for text, _ in theme.wordings]
    chosen: list[tuple[str, int]] = []
    for text, count in sorted(theme.wordings, key=lambda pair: (-pair[1], pair[0])):
        # 意識が高まり, which 意識が高まりました goes on from, is a piece; 意識向上 before 意識向上に is none.
        endings = [other.removeprefix(text) for other in (theme.text, *texts) if other.startswith(text)]
        is_piece = text != theme.text and _OPEN_END.search(text) and any(map(_ENDING.fullmatch, endings))
        holds = any(text in other or other in text for other, _ in chosen)
        if not (is_piece or holds):
            chosen.append((text, count))
    return chosen


def _is_finished(wording: str, theme: Theme) -> bool:
    """Whether a wording stands by itself: 駅が近い, 駅が近かった, 駅の近さ, and not 駅が近くて."""
    is_plain = wording[-1:] == theme.text[-1:] or not _OPEN_END.search(wording)
    return is_plain or wording.endswith(_FINISHED)


def _is_told_longer(theme: Theme, themes: Sequence[Theme]) -> bool:
    """Whether most who say 交通の便 or 悪化の懸念 say what tells more: 交通の便が悪い, 治安の悪化の懸念."""
    beginnings = (theme.text + GA, theme.text + WO)
    longer = [other.respondents for other in themes if other.text.startswith(beginnings) and theme.is_name]
    longer += [other.respondents for other in themes if other.text.endswith(NO + theme.text)]
    return bool(longer) and 2 * sum(longer) >= theme.respondents


def _different(themes: Sequence[Theme]) -> list[Theme]:
    """Return the themes without those that hold an earlier one: 車がないと after 車がない."""
    chosen: list[Theme] = []
    for theme in themes:
        if not any(text in theme.text for other in chosen for text in _texts(other)):
            chosen.append(theme)
    return chosen


def _texts(theme: Theme) -> list[str]:
    """Return what a theme is called and how it is written."""
    return [theme.text, *(text for text, _ in theme.wordings)]


def shortest_forms(forms: Sequence[tuple[str, int]]) -> list[Theme]:
    """Return the forms that end in no other: 自分が宣言していない tells no more than 宣言していない."""
    texts = [text for text, _ in forms]
    return [
        Theme(text, count, negated=True, is_name=False)
        for text, count in forms
        if not any(text != other and text.endswith(other) for other in texts)
    ]
