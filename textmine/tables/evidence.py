"""What stands behind a keyword: compounds, phrases, negation, quotes, and sentences drafted from counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.labels import label
from textmine.settings import DEFAULTS, Lang, Unit
from textmine.tables.measures import distinct
from textmine.tables.occurrences import asked, meant, uses
from textmine.tables.phrases import LEFT_OUT
from textmine.tables.phrases import phrases as found_phrases
from textmine.words.corpus import Corpus

IntArray = npt.NDArray[np.int64]

COLUMNS = ("word", "aspect", "rank", "text", "respondents", "answer", "respondent", "base")
_FEW = 5  # respondents below which a sentence says that it happens, not that it is frequent
_ALIKE = 0.5  # share of words that two quotes may have in common
_NEAR_ALL, _MOST = 0.9, 0.5  # shares that a sentence calls nearly all, and most
_CUT = "…"
_PAUSES = "、，,"


def evidence(
    corpus: Corpus,
    words: Iterable[str] | pd.DataFrame,
    *,
    unit: Unit = DEFAULTS.keywords.unit,
    lang: Lang = DEFAULTS.report.lang,
    compounds: int = DEFAULTS.evidence.compounds,
    phrases: int = DEFAULTS.evidence.phrases,
    quotes: int = DEFAULTS.evidence.quotes,
    notes: int = DEFAULTS.evidence.notes,
    minimum: int = DEFAULTS.evidence.minimum,
    shortest: int = DEFAULTS.evidence.shortest,
    longest: int = DEFAULTS.evidence.longest,
    respondent_unit: str | None = DEFAULTS.evidence.respondent_unit,
) -> pd.DataFrame:
    """Return what stands behind each of ``words`` (a list, or a keyword table of the same ``unit``).

    Aspects, in this order, each with a ``rank`` from 1:

    - ``compound``: the longest compound nouns that hold the word, for a compound the longer ones that hold
      it; at most ``compounds`` that ``minimum`` respondents wrote.
    - ``phrase``: what the word is said to be or do (意識の向上, 意識が高まる, 感じられない), in plain present
      form; at most ``phrases`` that ``minimum`` respondents wrote. Ways to say the same are one phrase,
      shown as most often written: 意識の向上, 意識向上 and 意識が向上した; 高い意識 and 意識が高い. は and も
      count as the が or を that they stand for. 〜店が多い: a clause before 店 tells which.
    - ``negation``: first the respondents who negate the word itself (予算がない, 感じられない), then those
      who negate what the word is said to do (効果が感じられない), each with its most frequent forms.
    - ``quote``: at most ``quotes`` short quotes in the original characters that differ from one another:
      a whole answer, a sentence, or a part of one cut at commas, with … where it was cut; ``shortest`` to
      ``longest`` characters where there are such. The most frequent phrases come first.
    - ``note``: at most ``notes`` sentences drafted from the counts above and nothing else.

    Columns: ``word``, ``aspect``, ``rank``, ``text``, ``respondents`` (who wrote it; of a note those who
    wrote the word), ``answer`` and ``respondent`` (of a quote; else -1 and ""), ``base`` (respondents with
    a substantive answer). Sorted as ``words`` are, by aspect and rank; ranks are by respondents, then in
    code point order of the text.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> texts = ["社員の意識が高まりました", "意識も高まった", "危機意識の向上", "危機意識が高まってきた"]
    >>> rows = [(n, str(n), "効果", "", text, "substantive", 0, n) for n, text in enumerate(texts)]
    >>> table = evidence(tokenize(Survey(pd.DataFrame(rows, columns=columns))), ["意識"], quotes=1)
    >>> table[["aspect", "text", "respondents"]].values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['compound', '危機意識', 2], ['phrase', '意識が高まる', 3],
     ['quote', '社員の意識が高まりました', 1],
     ['note', '「意識が高まる」（3人）といった記述がある。', 4],
     ['note', '「危機意識」（2人）という複合語でも使われる。', 4]]
    """
    facts = _Facts(corpus, unit)
    writer = _Writer(lang, respondent_unit)
    rows: list[tuple[object, ...]] = []
    for name, apart in asked(words).items():
        word, only = meant(name, facts.codes)
        code = facts.codes.get(word, -1)
        own = facts.of_word(code)
        if only:
            own = own[facts.negated[own]]
        elif apart:
            own = own[~facts.negated[own]]
        found = _find(facts, code, own, minimum)
        listed = (
            ("compound", [(text, count, -1, "") for text, count in found.compounds[:compounds]]),
            ("phrase", [(text, count, -1, "") for _, text, count, _ in found.phrases[:phrases]]),
            ("negation", [(text, count, -1, "") for text, count in writer.negations(word, found)]),
            ("quote", _quotes(facts, found, quotes, shortest=shortest, longest=longest)),
            ("note", [(text, found.respondents, -1, "") for text in writer.notes(found, minimum)[:notes]]),
        )
        for aspect, entries in listed:
            rows.extend(
                (name, aspect, rank, text, count, answer, respondent, facts.base)
                for rank, (text, count, answer, respondent) in enumerate(entries, 1)
            )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    whole = dict.fromkeys(("rank", "respondents", "answer", "base"), "int64")
    return table.astype({**whole, **dict.fromkeys(("word", "aspect", "text", "respondent"), "str")})


class _Facts:
    """The corpus as arrays over the uses of words, made once for all words."""

    def __init__(self, corpus: Corpus, unit: Unit) -> None:
        used = uses(corpus, unit)
        self.base = corpus.base
        self.unit = unit
        self.names = [str(name) for name in used["word"].cat.categories]
        self.codes = {name: code for code, name in enumerate(self.names)}
        self.word = used["word"].cat.codes.to_numpy().astype(np.int64)
        self.negated = used["negated"].to_numpy()
        self.respondent = used["respondent"].cat.codes.to_numpy().astype(np.int64)
        self.respondents = [str(name) for name in used["respondent"].cat.categories]
        self.compound = used["compound"].cat.codes.to_numpy().astype(np.int64)
        self.compounds = [str(name) for name in used["compound"].cat.categories]
        self._order, self._bounds = _sorted_by(self.word, len(self.names))

        self.said = found_phrases(corpus, unit=unit)
        facts = self.said.facts
        self.fact_use = facts["use"].to_numpy()
        self.fact_phrase = facts["phrase"].to_numpy()
        self.fact_flags = {name: facts[name].to_numpy() for name in ("predicate", "negated", "open", "own")}
        short = [text.removeprefix(LEFT_OUT) for text in self.said.texts]
        self.short_texts = sorted(set(short))
        number = {text: index for index, text in enumerate(self.short_texts)}
        self.short_phrase = np.array([number[text] for text in short], dtype=np.int64)
        self._fact_order, self._fact_bounds = _sorted_by(self.word[self.fact_use], len(self.names))
        self._longer: dict[int, list[tuple[str, int]]] | None = None
        self.corpus = corpus
        self.used = used

        tokens = corpus.tokens
        self.first, self.last = used["first"].to_numpy(), used["last"].to_numpy()
        self.answer = tokens["answer"].to_numpy()
        self.sentence = tokens["sentence"].to_numpy()
        self.start, self.end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
        new = np.ones(len(tokens), dtype=bool)
        new[1:] = (self.answer[1:] != self.answer[:-1]) | (self.sentence[1:] != self.sentence[:-1])
        self.sentence_of = np.cumsum(new) - 1  # number of the sentence in the corpus
        begins = np.flatnonzero(new)
        self.sentence_start = self.start[begins]
        self.sentence_end = np.maximum.reduceat(self.end, begins) if len(begins) else self.end[:0]
        self.content_word = np.where(tokens["content"], tokens["word"].cat.codes, -1)
        self.begins = begins
        firsts = np.flatnonzero(np.diff(self.answer, prepend=-1))
        ends = [*firsts[1:].tolist(), len(self.answer)][: len(firsts)]
        spans = zip(firsts.tolist(), ends, strict=True)
        self.rows_of = {int(self.answer[first]): slice(first, last) for first, last in spans}
        answers = corpus.answers
        self.texts = dict(zip(answers["answer"].tolist(), answers["text"].tolist(), strict=True))

    def of_word(self, code: int) -> IntArray:
        """Return the uses of a word."""
        return self._order[self._bounds[code] : self._bounds[code + 1]] if code >= 0 else self._order[:0]

    def facts_of(self, code: int) -> IntArray:
        """Return the facts about a word."""
        if code < 0:
            return self._fact_order[:0]
        return self._fact_order[self._fact_bounds[code] : self._fact_bounds[code + 1]]

    def beside(self, code: int, own: IntArray, minimum: int) -> list[tuple[str, int]]:
        """Return the words in the sentences of some uses with their respondents, most first."""
        sentences = np.unique(self.sentence_of[self.first[own]])
        order = self.sentence_of[self.first]
        first, last = np.searchsorted(order, sentences), np.searchsorted(order, sentences, side="right")
        near = np.concatenate([np.arange(s, e) for s, e in zip(first, last, strict=True)] or [own[:0]])
        near = near[self.word[near] != code]
        kinds, which = np.unique(self.word[near], return_inverse=True)
        counts = distinct(self.respondent[near], which, len(kinds)).tolist()
        names = [self.names[kind] for kind in kinds.tolist()]
        pairs = [(name, count) for name, count in zip(names, counts, strict=True) if count >= minimum]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:3]

    def is_predicate(self, code: int) -> bool:
        """Whether a word is a verb or an adjective."""
        own = self.of_word(code)
        return len(own) > 0 and str(self.used["pos"].iloc[int(own[0])]) in ("verb", "adjective")

    def count(self, facts: IntArray) -> int:
        """Return the number of respondents of some facts."""
        return len(np.unique(self.respondent[self.fact_use[facts]]))

    def holding(self, code: int) -> list[tuple[str, int]]:
        """Return the compounds that hold a compound, with their respondents."""
        if self._longer is None:
            self._longer = self._holdings()
        return self._longer.get(code, [])

    def _holdings(self) -> dict[int, list[tuple[str, int]]]:
        """Return, for each compound, the longer ones that have all its words in a row."""
        counted = self.corpus.counted
        words = counted["word"].cat.codes.to_numpy()
        kinds = np.unique(self.word, return_index=True)[1].tolist()
        body = {
            int(self.word[use]): tuple(words[self.first[use] : self.last[use] + 1].tolist()) for use in kinds
        }
        code_of = {run: code for code, run in body.items()}
        respondents = distinct(self.respondent, self.word, len(self.names)).tolist()
        holds: dict[int, list[tuple[str, int]]] = {}
        for code, run in body.items():
            sizes = range(1, len(run))
            for part in {run[start : start + size] for size in sizes for start in range(len(run) - size + 1)}:
                if part in code_of:
                    holds.setdefault(code_of[part], []).append((self.names[code], respondents[code]))
        return {code: sorted(found, key=lambda pair: (-pair[1], pair[0])) for code, found in holds.items()}


def _sorted_by(codes: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Return the rows in order of their code, and where each code begins."""
    order = np.argsort(codes, kind="stable").astype(np.int64)
    return order, np.searchsorted(codes[order], np.arange(size + 1)).astype(np.int64)


@dataclass(frozen=True)
class _Found:
    """What was counted for one word: all that a sentence may say.

    Attributes:
        uses: of the word.
        respondents: who wrote it.
        compounds: (text, respondents) of the compounds that hold it.
        in_compounds: respondents who wrote any of them.
        phrases: (phrase, text, respondents, negated).
        facts: about the word.
        negated, negated_forms: respondents who negate the word itself, and the forms in which they do.
        denied, denied_forms: respondents who negate what it is said to be or do, and those phrases.
        no: respondents who do either.
        yes: respondents who say, without negation, what it is or does.
        beside: (word, respondents) of the words that most often stand in a sentence with it; only where
            there are neither compounds nor phrases.
    """

    uses: IntArray
    respondents: int
    compounds: list[tuple[str, int]]
    in_compounds: int
    phrases: list[tuple[int, str, int, bool]]
    facts: IntArray
    negated: int
    negated_forms: list[tuple[str, int]]
    denied: int
    denied_forms: list[tuple[str, int]]
    no: int
    yes: int
    beside: list[tuple[str, int]]


def _find(facts: _Facts, code: int, own: IntArray, minimum: int) -> _Found:
    """Return what the ``own`` uses of a word show."""
    compounds, in_compounds = _compounds(facts, code, own, minimum)
    about = facts.facts_of(code)
    about = about[np.isin(facts.fact_use[about], own)]
    use = facts.fact_use[about]
    flags = {name: values[about] for name, values in facts.fact_flags.items()}
    itself = facts.negated[use]  # the word itself is negated
    denials = set(facts.fact_phrase[about[flags["negated"]]].tolist())
    people = facts.respondent[own]
    negated_people = people[facts.negated[own]]
    # Of a verb the form it has itself (感じられない), of a noun with what negates it (予算がない).
    forms = about[flags["negated"] & itself & (flags["own"] | (not facts.is_predicate(code)))]
    denied = about[flags["negated"] & ~itself]
    if facts.is_predicate(code):
        yes = people[~facts.negated[own]]
    else:
        yes = facts.respondent[use[flags["predicate"] & ~flags["negated"] & ~flags["open"] & ~itself]]
    listed = [
        (phrase, facts.said.texts[phrase], count, phrase in denials)
        for phrase, count in _phrase_counts(facts, about)
        if count >= minimum
    ]
    return _Found(
        uses=own,
        respondents=len(np.unique(people)),
        compounds=compounds,
        in_compounds=in_compounds,
        phrases=listed,
        facts=about,
        negated=len(np.unique(negated_people)),
        negated_forms=_texts(facts, forms),
        denied=facts.count(denied),
        denied_forms=_texts(facts, denied),
        no=len(np.union1d(negated_people, facts.respondent[facts.fact_use[denied]])),
        yes=len(np.unique(yes)),
        beside=[] if compounds or listed else facts.beside(code, own, minimum),
    )


def _compounds(facts: _Facts, code: int, own: IntArray, minimum: int) -> tuple[list[tuple[str, int]], int]:
    """Return the compounds that hold a word with their respondents, and the respondents of any of them."""
    if facts.unit == "compound":
        return [(text, count) for text, count in facts.holding(code) if count >= minimum], 0
    name = facts.names[code] if code >= 0 else ""
    kinds, which = np.unique(facts.compound[own], return_inverse=True)
    counts = distinct(facts.respondent[own], which, len(kinds))
    texts = [facts.compounds[kind] for kind in kinds.tolist()]
    longer = np.array([text != name for text in texts], dtype=bool)
    pairs = zip(texts, counts.tolist(), longer.tolist(), strict=True)
    listed = [(text, count) for text, count, holds in pairs if holds and count >= minimum]
    inside = own[longer[which]]
    return sorted(listed, key=lambda pair: (-pair[1], pair[0])), len(np.unique(facts.respondent[inside]))


def _phrase_counts(facts: _Facts, about: IntArray) -> list[tuple[int, int]]:
    """Return phrases and their respondents, most first, then in code point order."""
    kinds, which = np.unique(facts.fact_phrase[about], return_inverse=True)
    counts = distinct(facts.respondent[facts.fact_use[about]], which, len(kinds)).tolist()
    # Phrases are numbered in code point order of their texts.
    return sorted(zip(kinds.tolist(), counts, strict=True), key=lambda pair: (-pair[1], pair[0]))


def _texts(facts: _Facts, about: IntArray) -> list[tuple[str, int]]:
    """Return phrases and their respondents; 〜店がない with 店がない."""
    kinds = facts.short_phrase[facts.fact_phrase[about]]
    which, place = np.unique(kinds, return_inverse=True)
    counts = distinct(facts.respondent[facts.fact_use[about]], place, len(which)).tolist()
    texts = [facts.short_texts[kind] for kind in which.tolist()]
    found = sorted(zip(texts, counts, strict=True), key=lambda pair: (-pair[1], pair[0]))
    # 自分が宣言していない says no more of 宣言 than 宣言していない.
    return [(text, n) for text, n in found if not any(text != o and text.endswith(o) for o in texts)]


# ---------------------------------------------------------------------------------------- quotes


@dataclass(frozen=True)
class _Quote:
    text: str
    answer: int
    respondent: str
    words: frozenset[int]
    order: tuple[object, ...]  # the smallest is the best


def _quotes(
    facts: _Facts, found: _Found, most: int, *, shortest: int, longest: int
) -> list[tuple[str, int, int, str]]:
    """Return quotes that differ from one another: of the most frequent phrases first, then of any use."""
    chosen: list[_Quote] = []
    if not most or not len(found.uses):
        return []
    phrase_of = facts.fact_phrase[found.facts]
    listed = [phrase for phrase, *_ in found.phrases[: 2 * most]]
    hits: dict[int, set[int]] = {}
    for phrase in listed:
        for use in facts.fact_use[found.facts[phrase_of == phrase]].tolist():
            hits.setdefault(int(facts.sentence_of[facts.first[use]]), set()).add(phrase)
    pools = [facts.fact_use[found.facts[phrase_of == phrase]] for phrase in listed]
    made: dict[int, _Quote] = {}
    for pool in (*pools, found.uses):
        # One quote a sentence: another use in it would be quoted with much the same words.
        uses_of_pool = np.unique(pool)
        sentences = facts.sentence_of[facts.first[uses_of_pool]]
        once = uses_of_pool[np.unique(sentences, return_index=True)[1]].tolist()
        for use in once:
            if use not in made:
                made[use] = _quote(facts, use, hits, shortest=shortest, longest=longest)
        for quote in sorted((made[use] for use in once), key=lambda quote: quote.order):
            if len(chosen) == most:
                break
            if all(_differ(quote, other) for other in chosen):
                chosen.append(quote)
                if pool is not found.uses:
                    break
    return [(quote.text, 1, quote.answer, quote.respondent) for quote in chosen]


def _differ(quote: _Quote, other: _Quote) -> bool:
    if quote.respondent == other.respondent:
        return False
    together = len(quote.words | other.words)
    return len(quote.words & other.words) <= _ALIKE * together


def _quote(facts: _Facts, use: int, hits: dict[int, set[int]], *, shortest: int, longest: int) -> _Quote:
    token = int(facts.first[use])
    answer = int(facts.answer[token])
    text = facts.texts[answer]
    sentence = int(facts.sentence_of[token])
    rows = slice(*[*facts.begins[sentence : sentence + 2].tolist(), len(facts.answer)][:2])
    whole = text.strip()
    is_cut = False
    if len(whole) <= longest and "\n" not in whole and "\r" not in whole:
        quoted = whole
        rows = facts.rows_of[answer]
    else:
        start, end = int(facts.sentence_start[sentence]), int(facts.sentence_end[sentence])
        quoted = text[start:end].strip()
        if len(quoted) > longest:
            around = slice(max(rows.start, token - longest), min(rows.stop, token + longest))
            spots = [*facts.start[around].tolist(), *facts.end[around].tolist()]
            word = (int(facts.start[token]), int(facts.end[facts.last[use]]))
            quoted = _cut(text, (start, end), word, spots, longest)
            is_cut = True
    fits = shortest <= len(quoted) <= longest
    penalty = (0 if fits else 1 if 2 * len(quoted) >= shortest else 3) + is_cut
    respondent = facts.respondents[int(facts.respondent[use])]
    words = frozenset(code for code in facts.content_word[rows].tolist() if code >= 0)
    middle = abs(2 * len(quoted) - shortest - longest)
    order = (penalty, -len(hits.get(sentence, ())), middle, quoted, respondent, answer)
    return _Quote(quoted, answer, respondent, words, order)


def _cut(
    text: str, sentence: tuple[int, int], word: tuple[int, int], spots: Sequence[int], longest: int
) -> str:
    """Return the part of a long sentence around a word, cut at commas, or else at the ``spots``."""
    (start, end), (first, last) = sentence, word
    room = longest - 2 * len(_CUT)
    near, far = max(start, last - room), min(end, first + room)  # a sentence may be a million letters
    pauses = [place + 1 for place in range(near, far) if text[place] in _PAUSES]
    borders = sorted({*([start] if near == start else []), *pauses, *([end] if far == end else [])})
    left = max([border for border in borders if border <= first], default=near)
    right = min([border for border in borders if border >= last], default=far)
    if right - left > room or left not in borders or right not in borders:
        right = max([spot for spot in spots if last <= spot <= min(right, first + room)], default=last)
        left = min([spot for spot in spots if max(left, right - room) <= spot <= first], default=first)
    else:
        for border in sorted(border for border in borders if border > right):
            if border - left <= room:
                right = border
        for border in sorted((border for border in borders if border < left), reverse=True):
            if right - border <= room:
                left = border
    quoted = text[left:right].strip()
    if right < end:
        quoted = quoted.rstrip(_PAUSES) + _CUT
    return (_CUT if left > start else "") + quoted


# ----------------------------------------------------------------------------------------- notes


class _Writer:
    """Words what was counted; the sentences are in textmine.labels under draft."""

    def __init__(self, lang: Lang, unit: str | None) -> None:
        self.lang = lang
        self.given = unit

    def say(self, key: str, **values: object) -> str:
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

    def negations(self, word: str, found: _Found) -> list[tuple[str, int]]:
        """Return what is negated, and by how many respondents."""
        rows = []
        if found.negated:
            rows.append((self._forms(found.negated_forms) or self.say("negated", word=word), found.negated))
        if found.denied:
            rows.append((self._forms(found.denied_forms), found.denied))
        return rows

    def _forms(self, forms: Sequence[tuple[str, int]]) -> str:
        text = label("note.separator", self.lang).join(form for form, _ in forms[:3])
        return self.say("and_others", text=text) if len(forms) > 3 else text

    def notes(self, found: _Found, minimum: int) -> list[str]:
        """Return the sentences that the counts bear, what most respondents say first."""
        if not found.respondents:
            return []
        no = self._no(found, minimum)
        said: list[tuple[str, int]] = []
        for _, text, count, denied in found.phrases:
            named = {known.removeprefix(LEFT_OUT) for known, _ in said}
            if not (no and denied) and text.removeprefix(LEFT_OUT) not in named:
                said.append((text, count))
        yes = self._said(said, found)
        inside = self._inside(found)
        first = [no] if found.no > found.yes else []
        rest = [] if first else [no]
        if found.in_compounds > _MOST * found.respondents:
            order = [*first, inside, yes, *rest]
        else:
            order = [*first, yes, inside, *rest]
        sentences = [sentence for sentence in order if sentence]
        if sentences:
            return sentences
        total = self.total(found.respondents)
        if found.beside:
            return [self.say("beside", listed=self.listed(found.beside), total=total)]
        return [self.say("nothing", total=total, minimum=self.people(minimum))]

    def _said(self, said: Sequence[tuple[str, int]], found: _Found) -> str:
        if not said:
            return ""
        total, (text, count) = found.respondents, said[0]
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

    def _inside(self, found: _Found) -> str:
        if not found.compounds:
            return ""
        key = "compound_one" if len(found.compounds) == 1 else "compound_some"
        if found.in_compounds > _MOST * found.respondents:
            key = "compound_all" if found.in_compounds == found.respondents else "compound_most"
        return self.say(
            key,
            listed=self.listed(found.compounds[:3]),
            people=self.people(found.in_compounds),
            total=self.total(found.respondents),
        )

    def _no(self, found: _Found, minimum: int) -> str:
        if found.no < minimum:
            return ""
        forms = sorted([*found.negated_forms, *found.denied_forms], key=lambda pair: (-pair[1], pair[0]))
        values = {
            "forms": self.named(forms[:2]),
            "no": self.people(found.no),
            "yes": self.people(found.yes),
            "total": self.total(found.respondents),
        }
        if found.negated == found.respondents and not found.yes:
            return self.say("no_all" if forms else "no_all_plain", **values)
        if found.negated >= _NEAR_ALL * found.respondents:
            return self.say("no_nearly_all" if forms else "no_nearly_all_plain", **values)
        if found.no > found.yes:
            return self.say("no_more" if forms else "no_more_plain", **values)
        if found.no >= found.respondents / 10:
            return self.say("no_some" if forms else "no_some_plain", **values)
        return ""
