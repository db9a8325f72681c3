"""Sentences about a keyword, drafted from counts and nothing else.

What ways to say one thing have in common is one theme with one number, in the notes of all its words. What
few say of a word is not told, nor is anything where most say something else each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textmine.settings import Lang
from textmine.tables.spellings import GA, JUDGED, NO, TOLD_WITH, WA, WO
from textmine.texts.labels import label, unit_of

_THEMES, _FORMS = 3, 3  # that a sentence names
_FEWEST = 3  # respondents of a theme
_ROW = 0.01  # the share of all who answered that has to have written a word for it to have a note
_OF_BASE, _OF_WORD = 0.002, 0.05  # shares of these, and of those who wrote the word, that a theme needs
_FIRST, _ALL = 0.1, 0.25  # shares of the latter that its first theme needs, and all its themes together
_FIRST_OF_BASE = 0.004  # the share of all that its first theme needs, ...
_HANDFUL, _OF_SMALL = 5, 0.015  # ... at least so many, or of few this share
_DENIED_BY = 0.5  # the share of those who wrote it from which all who deny it are one theme
_VERB_ENDS = "うくぐすつぬぶむる"
_THERE_IS = re.compile("がある$|がいる$")
_IF = re.compile("(?:ば|たら|なら|[いうくぐすつぬぶむる]と)$")
_ASKED = re.compile("[うくすつぬむるいただの]か$")  # not 豊か
# What says a keyword again, or where one goes, and nothing of it: 期待を込める, 活性化につながる, 東京に行く.
_LIGHT = re.compile(
    "[がをにへと]?(?:込める|こめる|寄せる|持つ|もつ|持てる|抱く|する|したい|なる|なりたい|受ける|つながる|繋がる|つなげる"
    "|直結する|思う|言う|願う|望む|行う)"
    "|[にへ](?:行く|いく|行ける|来る|くる)"
)
_WISH = re.compile("[ぁ-ん]{0,2}[てで](?:もらいたい|いただきたい|ほしい|欲しい)|[ぁ-ん]?たい")
_VAGUE = ("色々", "様々", "いろいろ", "さまざま")
_CASE = re.compile("[がをにへでとはのも]")
_ABLE = re.compile("(?:でき|出来)る$")
_TOGETHER = "・"  # between what one theme gathers: 増える・多くなる


class Theme(NamedTuple):
    """Something said of a keyword, or a longer word that holds it."""

    text: str
    respondents: int  # who say it
    negated: bool = False
    searched: int = 0  # in whose answers a search finds its text, if these are more
    is_name: bool = True  # it says which the keyword is, not what it is or does
    says: bool = True  # something is said by it: not only what kind of thing the keyword is, or whose


@dataclass(frozen=True)
class Findings:
    """What was counted for one word: all that a sentence may say.

    Attributes:
        word: as tables show it.
        respondents: who wrote it.
        base: respondents with a substantive answer.
        compounds: the longer words that hold it.
        phrases: what it is said to be or do.
        beside: what is judged in the same sentence.
        negated, negated_forms: respondents in whose answers it is negated, and the forms in which it is.
    """

    word: str
    respondents: int
    base: int
    compounds: list[Theme]
    phrases: list[Theme]
    beside: list[Theme]
    negated: int
    negated_forms: list[Theme]

    @property
    def forms(self) -> list[Theme]:
        """The forms of its negation that are named: the most frequent, none that holds another."""
        return _different(sorted(self.negated_forms, key=_most_first))[:_FORMS]

    @property
    def themes(self) -> list[Theme]:
        """All of which a sentence may print a number."""
        return [*self.phrases, *self.beside, *self.compounds, *self.negated_forms]


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

    def theme(self, theme: Theme) -> str:
        """Return 意識が高まる・向上する 12人."""
        text, people = theme.text, self.people(theme.respondents)
        if theme.searched > theme.respondents:  # in longer words, or doubted
            return self.say("searched", text=text, people=people, found=self.people(theme.searched))
        return self.say("theme", text=text, people=people)

    def denied(self, findings: Findings) -> str:
        """Return the forms in which a word is negated, as one text: 効果がない・わからない."""
        text = _together([form.text for form in findings.forms])
        is_more = sum(form.respondents for form in findings.forms) < findings.negated
        return self.say("and_others", text=text) if is_more else text

    def negations(self, findings: Findings) -> list[tuple[str, int]]:
        """Return the forms in which it is negated, and by how many respondents; nothing if nobody does."""
        if not findings.negated:
            return []
        is_said = bool(findings.forms)
        text = self.denied(findings) if is_said else self.say("negated", word=findings.word)
        return [(text, findings.negated)]

    def notes(self, findings: Findings, minimum: int) -> list[str]:
        """Return the sentences that the counts bear, what most respondents say first; often there is none."""
        themes = [
            theme._replace(text=self.denied(findings)) if theme.text == _DENIED else theme
            for theme in told(findings, minimum)
        ]
        listed = label("note.separator", self.lang).join(map(self.theme, themes))
        return [self.say("what", listed=listed)] if themes else []


_DENIED = ""  # the text of the theme that gathers the forms of a negation


def told(findings: Findings, minimum: int) -> list[Theme]:
    """Return what the note of a keyword tells: what enough respondents say of it, if that is enough together.

    Where most deny it they are one theme, which has no text, in place of the phrases that do.
    """
    if findings.respondents < _ROW * findings.base:
        return []
    least = max(minimum, _FEWEST, _OF_BASE * findings.base, _OF_WORD * findings.respondents)
    themes = [theme for theme in findings.phrases if theme.says and not _is_empty(theme, findings.word)]
    themes = [theme for theme in themes if not _is_half(theme, themes, findings)]
    themes = [theme for theme in themes if not _modifies(theme, findings.word)] or themes
    if _is_denied(findings):
        themes = [theme for theme in themes if not theme.negated]
        themes.append(Theme(_DENIED, findings.negated, negated=True))
    themes = sorted([theme for theme in themes if theme.respondents >= least], key=_most_first)
    # 交通の便が悪い tells more than 交通の便.
    themes = _different([theme for theme in themes if not _is_told_longer(theme, themes)])[:_THEMES]
    sizes = [theme.respondents for theme in themes]
    handful = min(_HANDFUL, _OF_SMALL * findings.base)
    first = max(handful, _FIRST_OF_BASE * findings.base, _FIRST * findings.respondents)
    is_enough = max(sizes, default=0) >= first and sum(sizes) >= _ALL * findings.respondents
    beside = [
        theme
        for theme in findings.beside
        if theme.text.startswith(findings.word)
        and theme.respondents >= max(first, least)
        and not _is_judged(theme, themes if is_enough else ())
    ]
    return [*(themes if is_enough else ()), *beside][:_THEMES]


def leading(findings: Findings, minimum: int) -> list[str]:
    """Return what the note of a keyword names, in its order: what its quotes are to show."""
    forms = [form.text for form in findings.forms]
    return [
        text
        for theme in told(findings, minimum)
        for text in (forms if theme.text == _DENIED else [theme.text])
    ]


def _together(texts: Sequence[str]) -> str:
    """Return texts as one, what they begin with once: 効果がない・感じられない."""
    first, *others = texts
    start = next((first[: at + 1] for at in range(len(first) - 1) if first[at] in GA + WO + WA), "")
    return _TOGETHER.join([first, *(text.removeprefix(start) for text in others)])


def _is_empty(theme: Theme, word: str) -> bool:
    """Whether a theme says its keyword again: 期待を込める, 発展につながる・直結する, 楽しんでほしい."""
    stem = word if theme.text.startswith(word) else word[:-1]
    rest = theme.text.removeprefix(stem)
    is_own = bool(stem) and rest != theme.text
    is_light = is_own and all(map(_LIGHT.fullmatch, rest.split(_TOGETHER)))
    return is_light or theme.text.startswith(_VAGUE) or (is_own and bool(_WISH.fullmatch(rest)))


def _modifies(theme: Theme, word: str) -> bool:
    """Whether a theme says which, and not what of it: 美味しい食べ物."""
    is_before = theme.text.endswith(word) or (theme.text.startswith(word) and word.endswith("い"))
    return is_before and not _CASE.search(theme.text.replace(word, ""))


def _is_judged(beside: Theme, themes: Sequence[Theme]) -> bool:
    """Whether themes tell a judgement already: アクセスが悪い・不便."""
    judgements = beside.text.partition(TOLD_WITH)[2].removesuffix(JUDGED).split(_TOGETHER)
    return any(each.rstrip("い") in theme.text for each in judgements for theme in themes)


def _is_half(theme: Theme, themes: Sequence[Theme], findings: Findings) -> bool:
    """Whether a theme is a condition, or does not tell who does what, or more than that there is something.

    期待できる of what, where nobody says that it can't be? 学級は編制する: who is it, or what?
    """
    is_able = _ABLE.search(theme.text) and not any(other.negated for other in themes)
    topics = (findings.word + WA, WA + findings.word)
    is_topic = any(text in theme.text for text in topics) and not theme.negated
    is_open = bool(_IF.search(theme.text)) or bool(_ASKED.search(theme.text))
    is_there = _THERE_IS.search(theme.text) and not _is_denied(findings)
    return bool(is_able or is_open or is_there) or (is_topic and theme.text[-1:] in _VERB_ENDS)


def _is_denied(findings: Findings) -> bool:
    """Whether most who wrote a word deny it, and how."""
    return bool(findings.forms) and findings.negated >= _DENIED_BY * findings.respondents


def _most_first(theme: Theme) -> tuple[int, str]:
    """Return what themes are sorted by: what most respondents say first, then by text."""
    return -theme.respondents, theme.text


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
        if not any(other.text and other.text in theme.text for other in chosen):
            chosen.append(theme)
    return chosen


def shortest_forms(forms: Sequence[tuple[str, int]]) -> list[Theme]:
    """Return the forms that end in no other: 自分が宣言していない tells no more than 宣言していない."""
    texts = [text for text, _ in forms]
    return [
        Theme(text, count, negated=True, is_name=False)
        for text, count in forms
        if not any(text != other and text.endswith(other) for other in texts)
    ]
