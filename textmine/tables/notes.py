"""Sentences about a keyword, drafted from counts and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textmine.settings import Lang
from textmine.tables.spellings import LEFT_OUT
from textmine.texts.labels import label

_FEW = 5  # respondents below which a sentence says that it happens, not that it is frequent
_NEAR_ALL, _MOST = 0.9, 0.5  # shares that a sentence calls nearly all, and most


@dataclass(frozen=True)
class Findings:
    """What was counted for one word: all that a sentence may say.

    Attributes:
        respondents: who wrote it.
        compounds: (text, respondents) of the compounds that hold it.
        in_compounds: respondents who wrote any of them.
        phrases: (text, respondents, negated).
        negated, negated_forms: respondents who negate the word itself, and the forms in which they do.
        denied, denied_forms: respondents who negate what it is said to be or do, and those phrases.
        no: respondents who do either.
        yes: respondents who say, without negation, what it is or does.
        beside: (word, respondents) of the words that most often stand in a sentence with it; only where
            there are neither compounds nor phrases.
    """

    respondents: int
    compounds: list[tuple[str, int]]
    in_compounds: int
    phrases: list[tuple[str, int, bool]]
    negated: int
    negated_forms: list[tuple[str, int]]
    denied: int
    denied_forms: list[tuple[str, int]]
    no: int
    yes: int
    beside: list[tuple[str, int]]


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
        unit = "" if self.lang == "en" else self.given or self.say("unit")
        return self.say("people", count=f"{count:,}", unit=unit)

    def total(self, count: int) -> str:
        """Return a number of respondents with its unit in any language: 12人, 12 respondents."""
        unit = self.given or self.say("unit" if count != 1 else "unit_one")
        return self.say("total", count=f"{count:,}", unit=unit)

    def listed(self, pairs: Sequence[tuple[str, int]]) -> str:
        """Return 「個人情報」（12人）、「情報漏洩」（8人）."""
        parts = [self.say("counted", text=text, people=self.people(count)) for text, count in pairs]
        return label("note.separator", self.lang).join(parts)

    def named(self, pairs: Sequence[tuple[str, int]]) -> str:
        """Return 「感じられない」「わからない」."""
        return self.say("between").join(self.say("quoted", text=text) for text, _ in pairs)

    def negations(self, word: str, findings: Findings) -> list[tuple[str, int]]:
        """Return what is negated, and by how many respondents."""
        rows = []
        if findings.negated:
            forms = self._forms(findings.negated_forms) or self.say("negated", word=word)
            rows.append((forms, findings.negated))
        if findings.denied:
            rows.append((self._forms(findings.denied_forms), findings.denied))
        return rows

    def _forms(self, forms: Sequence[tuple[str, int]]) -> str:
        text = label("note.separator", self.lang).join(form for form, _ in forms[:3])
        return self.say("and_others", text=text) if len(forms) > 3 else text

    def notes(self, findings: Findings, minimum: int) -> list[str]:
        """Return the sentences that the counts bear, what most respondents say first."""
        if not findings.respondents:
            return []
        no = self._no(findings, minimum)
        said: list[tuple[str, int]] = []
        for text, count, denied in findings.phrases:
            named = {known.removeprefix(LEFT_OUT) for known, _ in said}
            if not (no and denied) and text.removeprefix(LEFT_OUT) not in named:
                said.append((text, count))
        yes = self._said(said, findings)
        inside = self._inside(findings)
        first = [no] if findings.no > findings.yes else []
        rest = [] if first else [no]
        if findings.in_compounds > _MOST * findings.respondents:
            order = [*first, inside, yes, *rest]
        else:
            order = [*first, yes, inside, *rest]
        sentences = [sentence for sentence in order if sentence]
        if sentences:
            return sentences
        total = self.total(findings.respondents)
        if findings.beside:
            return [self.say("beside", listed=self.listed(findings.beside), total=total)]
        return [self.say("nothing", total=total, minimum=self.people(minimum))]

    def _said(self, said: Sequence[tuple[str, int]], findings: Findings) -> str:
        if not said:
            return ""
        total, (text, count) = findings.respondents, said[0]
        rest = said[1:3]
        if count == total and count >= _FEW:
            key = "phrase_all"
        elif count >= _MOST * total and count >= _FEW:
            key = "phrase_most" if rest else "phrase_most_only"
        elif count < _FEW:
            key = "phrase_few"
        elif count < total / 10:
            key = "phrase_varied"
        elif not rest or count >= 2 * rest[0][1]:
            key = "phrase_first" if rest else "phrase_first_only"
        else:
            key = "phrase_many"
        return self.say(
            key,
            first=self.say("quoted", text=text),
            people=self.people(count),
            total=self.total(total),
            rest=self.listed(rest),
            listed=self.listed(said[:3]),
        )

    def _inside(self, findings: Findings) -> str:
        if not findings.compounds:
            return ""
        key = "compound_one" if len(findings.compounds) == 1 else "compound_some"
        if findings.in_compounds > _MOST * findings.respondents:
            key = "compound_all" if findings.in_compounds == findings.respondents else "compound_most"
        return self.say(
            key,
            listed=self.listed(findings.compounds[:3]),
            people=self.people(findings.in_compounds),
            total=self.total(findings.respondents),
        )

    def _no(self, findings: Findings, minimum: int) -> str:
        if findings.no < minimum:
            return ""
        forms = [*findings.negated_forms, *findings.denied_forms]
        forms.sort(key=lambda pair: (-pair[1], pair[0]))
        values = {
            "forms": self.named(forms[:2]),
            "no": self.people(findings.no),
            "yes": self.people(findings.yes),
            "total": self.total(findings.respondents),
        }
        if findings.negated == findings.respondents and not findings.yes:
            return self.say("no_all" if forms else "no_all_plain", **values)
        if findings.negated >= _NEAR_ALL * findings.respondents:
            return self.say("no_nearly_all" if forms else "no_nearly_all_plain", **values)
        if findings.no > findings.yes:
            return self.say("no_more" if forms else "no_more_plain", **values)
        if findings.no >= findings.respondents / 10:
            return self.say("no_some" if forms else "no_some_plain", **values)
        return ""
