"""What each word is said to be or do: 意識の向上, 意識が高まる, 効果が感じられない.

A phrase joins a noun with its predicate (意識が高まる), with another noun (社員の意識) or with the adjective
before it (高い意識), or is a predicate in a form of its own (感じられない, 増やしてほしい). It is found by
patterns over the classes that ``words.grammar`` gives the morphemes, one letter per longest noun, and shown
in plain present form, so that 意識が高まりました and 意識も高まった are one phrase.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.settings import Unit
from textmine.tables.occurrences import uses
from textmine.tables.spellings import FIRST, GA, SECOND, SURU, WITHIN, WO, Key, Spellings, Statement
from textmine.words.corpus import COMPOUND, LINE, NEGATED, WORD, Corpus
from textmine.words.grammar import Grammar, read_grammar
from textmine.words.mecab import Morpheme, dictionary

IntArray = npt.NDArray[np.int64]

# The few words of grammar that are written out, or that are told apart by more than their class.
MO, NI, DE, NAI = "も", "に", "で", "ない"
_FAR = frozenset({"から", "まで"})  # cases that the grammar has no class for
_BEING_HELPERS = frozenset({"いる", "居る", "おる"})
_FADED = _BEING_HELPERS | {
    *(
        "ある",
        "有る",
        "しまう",
        "仕舞う",
        "おく",
        "置く",
        "みる",
        "見る",
        "くる",
        "来る",
        "いく",
        "行く",
        "ゆく",
    )
}
_SHOULD = frozenset({"べし", "べき"})
_MIZEN = str.maketrans("うくぐすつぬぶむる", "わかがさたなばまら")  # a verb of five rows before ない

_BEFORE_NOUN = {
    *("suru", "dekiru", "aru", "iru", "naru", "ikeru", "helper"),
    *("aux_voice", "aux_ta", "aux_teru", "aux_tai", "neg_aux"),
}
_CHANGING = {
    *("p_ka", "p_kamo", "p_no", "p_ni", "p_ba", "p_to"),
    *("n_formal", "aux_stem", "suru", "naru", "helper", "auxiliary"),
}
_PLAIN_NOUNS = frozenset({"noun", "noun_one", "noun_verbal"})
_NEGATIONS = ("neg_adj", "neg_aux", "neg_kya")
_DESCRIBING = ("none", "exist", "adjective", "being")  # predicates whose noun is told: 〜店が多い
_BLOCK = 20_000  # answers that are gone through at a time: a letter takes hundreds of bytes then
_PATTERNS = {
    "tail": "(?: <aux_voice> | <sub> | <suffix_verb> | <p_te> [<p_wa><p_mo>]? <help>"
    " | <aux_teru> | <aux_tai> | <aux_masu> )*"
    "(?: [<p_wa><p_mo>]? <neg_aux> | <p_te> [<p_wa><p_mo>]? <neg_adj>"
    " | (?<= <wish> ) [<p_wa><p_mo>]? <neg_adj> | (?<= <wish> ) [<p_wa><p_mo>] <neg_adj> )?"
    "[<aux_ta><aux_masu><aux_da>]*",
    "not": "[<p_wa><p_mo>]? (?: [<neg_adj><neg_aux>] | <aru> <aux_masu> <neg_aux> )",
    "end": "(?= [<period><comma><question_mark><symbol><aux_da><p_join>\n] )",
    "koto": "[<act>] <aux_voice>? <aux_ta>? <n_koto> [<p_ga><p_wa><p_mo><p_no>]?"
    " (?: <neg_adj> | [<aru><dekiru>] <aux_masu>? <neg_aux> ) [<aux_ta><aux_masu><aux_da>]*",
    "verb": "[<act>] {tail}",
    "exist": "[<aru><iru><dekiru><naru><ikeru>] {tail}",
    "become": "[<adj>] [<p_wa><p_mo>]? [<naru><suru>] {tail}",
    "adjective": "[<adj>] (?: <sub> {tail} | {not} [<aux_ta><aux_da>]* | [<aux_ta><aux_da>]* )",
    "none": "[<neg_adj><nashi>] [<aux_ta><aux_da>]*",
    "doing": "[<noun>] [<suru><dekiru>] {tail}",
    "turning": "[<na>] <p_ni> [<naru><suru>] {tail}",
    "being_not": "[<na>] [<aux_da><p_de>] {not} [<aux_ta><aux_da>]*",
    "being": "(?<! <p_no> ) [<na>] (?= [<aux_da><p_de>] | {end} )",
    "done": "(?<! <p_no> ) <verbal> {end}",
}
_PREDICATES = (
    "koto", "verb", "exist", "become", "adjective", "none", "doing", "turning", "being_not", "being", "done",
)  # fmt: skip
# Letters that stand for a predicate in a string of classes, by what may stand before it.
_PRED, _ADVERBIAL, _BEING = "\uf8f0", "\uf8f1", "\uf8f2"
_OTHER, _END = -1, -2  # in place of a morpheme: one that changes nothing, the end of the line
_NEVER = "\uf8ff"  # for a class that this dictionary does not have
_BETWEEN = (
    "(?: <adverb> [<p_ni><p_to><p_mo><p_wa>]? | <noun_adverbial> [<p_ni><p_wa><p_mo>]? | [<na>] <p_ni>"
    " | <comma> | <pronoun> [<p_ni><p_mo><p_de>]? | <numeral> [<p_limit><p_mo><p_dake><p_shika>]? | <p_limit>"
    " | [<noun>] (?: <p_ni> [<p_wa><p_mo>]? | <p_de> [<p_wa><p_mo>] ) ){0,3}?"
)
_PAIRS = {
    "case": "[<noun>] <suffix_plural>?"
    " (?= ( [<p_ga><p_wo><p_ni><p_de><particle><p_limit>] ) ( [<p_wa><p_mo>]? ) "
    + _BETWEEN
    + f" ( [{_PRED}{_ADVERBIAL}{_BEING}] ) )",
    "topic": "[<noun>] <suffix_plural>? (?= ( [<p_wa><p_mo>] ) "
    + _BETWEEN
    + f" ( [{_PRED}{_ADVERBIAL}{_BEING}] ) )",
    "bare": f"[<noun>] (?= <p_no>? ( [{_BEING}{_ADVERBIAL}] ) )",
}
_NOUNS = {
    "of": "[<noun>] (?= ( [<p_ni><p_de><particle>]? <p_no> ) [<noun>] )",
    "adjective": "[<adj>] (?= [<noun>] )",
    "adjectival": "[<na>] (?= <aux_da> [<noun>] )",
}


class Predicate(NamedTuple):
    """A predicate as it stands somewhere."""

    key: Key
    text: str  # in plain present form, in the spelling that stands there


@dataclass(frozen=True)
class Phrases:
    """The phrases of a corpus.

    Attributes:
        texts: each phrase, as shown.
        facts: one row per word in a phrase as it stands in an answer: ``use`` (row of
            :func:`textmine.tables.occurrences.uses`), ``phrase`` (index into ``texts``), ``predicate`` (bool:
            it says that the word is or does something), ``negated`` (bool: that it is or does not),
            ``open`` (bool: it is wished for or a condition), ``own`` (bool: the phrase is the word itself,
            in a form such as 感じられない).
    """

    texts: tuple[str, ...]
    facts: pd.DataFrame


@dataclass(frozen=True)
class Statements:
    """What is said in a corpus.

    Attributes:
        times: how often each different thing is said; 0 for what is counted elsewhere (意識向上).
        use, statement, owner: of each word in a statement as it stands in an answer its use (as in
            :class:`Phrases`), the statement (index into ``times``), and which of its words it is.
    """

    times: Mapping[Statement, int]
    use: npt.NDArray[np.int32]
    statement: npt.NDArray[np.int32]
    owner: npt.NDArray[np.int8]

    def phrases(self, spellings: Spellings) -> Phrases:
        """Return the phrases that these are."""
        said = list(self.times)
        of_owner = [[spellings.of(each, owner) for each in said] for owner in (FIRST, SECOND, WITHIN)]
        ordered = sorted({text for texts in of_owner for text in texts if text})
        number = {text: index for index, text in enumerate(ordered)} | {"": -1}
        codes = np.array([[number[text] for text in texts] for texts in of_owner], dtype=np.int64)
        phrase = codes[self.owner, self.statement]
        shown = phrase >= 0
        at = self.statement[shown]
        flags = {
            "predicate": [each.predicate for each in said],
            "negated": [each.negated for each in said],
            "open": [each.open for each in said],
            "own": [each.kind == "form" for each in said],
        }
        of_statement = {name: np.array(values, dtype=bool)[at] for name, values in flags.items()}
        facts = {"use": self.use[shown].astype(np.int64), "phrase": phrase[shown], **of_statement}
        return Phrases(tuple(ordered), pd.DataFrame(facts))


def phrases(corpus: Corpus, *, unit: Unit) -> Phrases:
    """Return the phrases of a corpus: with words, or with compound nouns, as the nouns.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> texts = ["社員の意識が高まりました", "意識も高まった。効果は特に感じられません"]
    >>> rows = [(n, str(n), "効果", "", text, "substantive", 0, n) for n, text in enumerate(texts)]
    >>> phrases(tokenize(Survey(pd.DataFrame(rows, columns=columns))), unit="word").texts
    ('効果は感じられない', '意識が高まる', '社員の意識')
    """
    said = statements(corpus, unit=unit)
    return said.phrases(Spellings(said.times))


class _Text:
    """A corpus as a string with one letter per longest noun or other word, and the way back."""

    def __init__(self, corpus: Corpus, unit: Unit) -> None:
        self.corpus = corpus
        self.unit = unit
        self.grammar = read_grammar(dictionary(corpus.dictionary).grammar)
        self.classes = [_class(self.grammar, morpheme) for morpheme in corpus.morphemes]
        self.groups = _groups(self.grammar)
        self.used = uses(corpus, unit)
        codes = corpus.codes
        first = np.flatnonzero((corpus.flags & COMPOUND) == 0)
        last = np.append(first[1:], len(codes)) - 1
        self.first, self.last = first.tolist(), last.tolist()
        self.codes = codes.tolist()
        ends = codes[last].tolist()
        self.class_of = [self.classes[code] for code in ends]  # of each unit
        self._describes = [self._may_describe(code) for code in range(len(self.classes))]

        letter = np.array([ord(self.grammar.letters[name]) for name in self.classes], dtype=np.uint32)
        negation = np.array([name in _NEGATIONS for name in self.classes], dtype=bool)
        letters = letter[codes[last]]
        # もったいない ends in a negation and is an adjective.
        letters[negation[codes[last]] & (last > first)] = ord(self.grammar.letters["adjective"])
        breaks = (corpus.flags[first] & LINE) > 0
        self.place = (np.arange(len(first)) + np.cumsum(breaks)).tolist()
        self._string = np.full(len(first) + int(breaks.sum()) + 1, ord("\n"), dtype=np.uint32)
        self._string[self.place] = letters
        self.unit_at = np.full(len(self._string) + 1, -1, dtype=np.int64)
        self.unit_at[self.place] = np.arange(len(first))
        changing = np.full(len(self._string), _END, dtype=np.int64)
        kinds = [code if name in _CHANGING else _OTHER for code, name in enumerate(self.classes)]
        changing[self.place] = np.array(kinds, dtype=np.int64)[codes[last]]
        self._ahead = changing.tolist()

        starts = (corpus.flags & WORD) == 0
        token_of = np.cumsum(starts) - 1
        counted = corpus.counted
        head = token_of[last]
        if unit == "word":
            head = self._heads(head, token_of[first], starts)
            names = counted["word"]
            owner = np.full(len(counted), -1, dtype=np.int64)
            owner[self.used["first"].to_numpy()] = np.arange(len(self.used))
        else:
            names = counted["compound"]
            owner = np.full(len(counted), -1, dtype=np.int64)
            owner[self.used["last"].to_numpy()] = np.arange(len(self.used))
        self.names = list(names.cat.categories)
        self.words = names.cat.codes.to_numpy()
        self.name = names.cat.codes.to_numpy()[head].tolist()
        self.use = owner[head].tolist()
        self.owner, self.head, self.token_of = owner, head, token_of
        self.token_start = np.flatnonzero(starts)
        self.negated = (np.add.reduceat((corpus.flags & NEGATED) > 0, first, dtype=np.int64) > 0).tolist()

    def _heads(self, head: IntArray, first: IntArray, starts: npt.NDArray[np.bool_]) -> IntArray:
        """Return the word that ends each unit; of a fragment, the word that it is counted as."""
        fragment = self.corpus.fragments[starts]
        shown = self.corpus.counted["word"]
        head = head.copy()
        for unit in np.flatnonzero(fragment[head]).tolist():
            end = self.corpus.morphemes[self.codes[self.last[unit]]].surface
            for token in range(int(head[unit]), int(first[unit]) - 1, -1):
                if not fragment[token] and str(shown.iloc[token]).endswith(end):
                    head[unit] = token
                    break
        return head

    def string(self, changed: Mapping[int, str] | None = None) -> str:
        """Return the string of classes, with other letters at some places."""
        letters = self._string
        if changed:
            letters = letters.copy()
            letters[list(changed)] = [ord(letter) for letter in changed.values()]
        return letters.tobytes().decode("utf-32-le")

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Return a pattern over classes (<name>) and groups of them as one over letters."""
        for _ in range(3):
            pattern = re.sub(r"\{([a-z_]+)\}", lambda found: f"(?:{_PATTERNS[found[1]]})", pattern)
        pattern = pattern.replace(" ", "")

        def letters(name: str) -> str:
            known = self.grammar.letters
            return "".join(known[one] for one in self.groups.get(name, (name,)) if one in known)

        def inside(found: re.Match[str]) -> str:
            return "[" + re.sub(r"<(\w+)>", lambda f: letters(f[1]), found[1]) + "]"

        pattern = re.sub(r"\[((?:<\w+>|[^\]<])*)\]", inside, pattern)
        return re.compile(re.sub(r"<(\w+)>", lambda f: f"[{letters(f[1]) or _NEVER}]", pattern))

    def morphemes(self, first: int, last: int) -> list[Morpheme]:
        """Return the morphemes of the units ``first`` to ``last``."""
        known = self.corpus.morphemes
        return [known[code] for code in self.codes[self.first[first] : self.last[last] + 1]]

    def ahead(self, place: int) -> tuple[int, ...]:
        """Return the morphemes after a place in the string that may change what stands before; -1: others."""
        found = self._ahead[place : place + 3]
        return tuple(found[: found.index(_END)] if _END in found else found)

    def surface(self, unit: int) -> str:
        """Return the characters of a unit."""
        first, last = self.first[unit], self.last[unit]
        known = self.corpus.morphemes
        if first == last:
            return str(known[self.codes[first]].surface)
        return "".join(known[code].surface for code in self.codes[first : last + 1])

    def is_described(self, unit: int) -> bool:
        """Whether a verb or an adjective stands right before a noun and tells which it is."""
        return (
            unit > 0
            and self.place[unit] == self.place[unit - 1] + 1
            and self._describes[self.codes[self.last[unit - 1]]]
        )

    def _may_describe(self, code: int) -> bool:
        name = self.classes[code]
        if name in self.groups["adj"] or name in ("aux_da", "neg_adj"):
            return _is_attributive(self.corpus.morphemes[code])
        return name in self.groups["act"] or name in _BEFORE_NOUN

    def before_verbal(self, unit: int) -> tuple[int, int] | None:
        """Return name and use of the word before the last of 意識向上; None if the last is no verbal noun."""
        end = int(self.head[unit])
        before = end - 1
        if self.unit != "word" or before < int(self.token_of[self.first[unit]]):
            return None
        if self.class_of[unit] not in self.groups["verbal"] or self.owner[before] < 0:
            return None
        return int(self.words[before]), int(self.owner[before])


def _class(grammar: Grammar, morpheme: Morpheme) -> str:
    name = grammar.class_of(morpheme)
    if name == "aux_da":  # 確実に, 工事で
        return {NI: "p_ni", DE: "p_de"}.get(morpheme.surface, name)
    if name == "noun_verbal" and "形状詞" in morpheme.tag:
        return "noun_adjectival"  # アピールが下手
    return name


def _groups(grammar: Grammar) -> dict[str, tuple[str, ...]]:
    verbs = {name for name, pos in grammar.pos.items() if pos == "verb"}
    adjectival = {name for name, pos in grammar.pos.items() if pos == "adjectival_noun"}
    helping = grammar.groups.get("helper_verb", ())
    nominal = {*grammar.groups.get("nominal", ()), "suffix_position"}
    return {
        "act": tuple(sorted(verbs - {"suru", "dekiru", "aru", "iru", "naru", "ikeru"})),
        "adj": tuple(sorted(name for name, pos in grammar.pos.items() if pos == "adjective")),
        "na": tuple(sorted(adjectival)),
        "noun": tuple(sorted(nominal)),
        "verbal": ("noun_verbal",),
        "help": tuple(sorted({*helping, "potential", "adj_hoshii"} - {"suru"})),
        "sub": tuple(
            sorted(set(helping) - {"v_go", "v_potential_sub", "iru", "aru", "naru", "ikeru", "suru"})
        ),
        "wish": ("aux_tai", "adj_hoshii", "helper"),
    }


# ------------------------------------------------------------------------------------ predicates


def _predicates(text: _Text) -> dict[int, Predicate]:
    """Return the predicates by the unit that each begins with."""
    parts = [f"(?P<{name}>{text.compile(_PATTERNS[name]).pattern})" for name in _PREDICATES]
    pattern = re.compile("|".join(parts))
    known: dict[tuple[object, ...], Predicate | None] = {}
    found: dict[int, Predicate] = {}
    unit_at = text.unit_at.tolist()
    for match in pattern.finditer(text.string()):
        kind = match.lastgroup or ""
        first = unit_at[match.start()]
        last = first + match.end() - match.start() - 1
        ahead = text.ahead(match.end())
        codes = tuple(text.codes[text.first[first] : text.last[last] + 1])
        key = (kind, text.name[first], codes, ahead, text.negated[first])
        if key not in known:
            known[key] = _predicate(text, kind, first, last, ahead)
        predicate = known[key]
        if predicate is not None:
            found[first] = predicate
    return found


def _predicate(text: _Text, kind: str, first: int, last: int, ahead: Sequence[int]) -> Predicate | None:
    """Return what a predicate is and how it is shown; None if it can't be told."""
    morphemes = text.morphemes(first, last)
    size = text.last[first] - text.first[first] + 1
    name = text.names[text.name[first]]
    after = [text.classes[code] if code >= 0 else "" for code in ahead] + ["", "", ""]
    next_one = text.corpus.morphemes[ahead[0]] if ahead and ahead[0] >= 0 else None
    if "p_ka" in after[: 2 if after[0] in ("p_no", "n_formal", "aux_stem") else 1] or after[0] == "p_kamo":
        return None  # a question
    if after[0] == "aux_stem" and after[1] == "p_ni" and after[2] in ("suru", "naru", "helper"):
        return None  # わかるようにしてほしい

    if kind == "adjective" and morphemes[size - 1].form.startswith(("未然", "語幹")):
        return None  # 少なからず
    if kind == "koto":
        return _koto(text, first, morphemes, size) if text.negated[first] else None
    head = "".join(m.surface for m in morphemes[:size])
    start = text.first[first]
    tail = [
        (morpheme, text.classes[text.codes[start + size + place]])
        for place, morpheme in enumerate(morphemes[size:])
    ]
    own = text.classes[text.codes[text.last[first]]]
    pieces = _pieces(_piece(text, first, kind), tail, kind)
    negated = any(piece.key == "neg" for piece in pieces)
    kept = tuple(piece.key for piece in pieces[1:] if piece.key)
    if kind == "none" or (own in ("aru",) and kept == ("neg",)):
        key = Key("none", "", ("neg",), True)
        shown = NAI
    else:
        known_kind = {"become": "adjective", "turning": "being", "being_not": "being", "done": "doing"}
        key = Key(known_kind.get(kind, kind), name, kept, negated)
        shown = _joined(pieces) if kept else name + (SURU if key.kind == "doing" else "")
        if key.kind in ("verb", "adjective", "doing", "being") and negated != text.negated[first]:
            return None  # 行かなければならない, もらえませんか; or a negation that is not understood
    condition = bool(tail) and tail[-1][1] == "aux_ta" and tail[-1][0].form.startswith("仮定")
    written = head + "".join(m.surface for m, _ in tail)
    if condition:
        return Predicate(key._replace(kept=(*key.kept, "if")), written)
    if next_one and (after[0] == "p_ba" or (after[0] == "p_to" and "接続助詞" in next_one.tag)):
        return Predicate(key._replace(kept=(*key.kept, "if")), written + next_one.surface)
    if next_one and after[0] == "auxiliary" and next_one.base in _SHOULD:
        return Predicate(key._replace(kept=(*key.kept, "should")), shown + next_one.surface)
    stem = (morphemes[-1].form or "").startswith("連用") or morphemes[-1].form.startswith("語幹")
    if next_one and after[0] == "aux_stem" and stem:
        return Predicate(key._replace(kept=(*key.kept, "seem")), written + next_one.surface)
    return Predicate(key, shown)


def _koto(text: _Text, first: int, morphemes: Sequence[Morpheme], size: int) -> Predicate:
    """Return 行くことができない, 行ったことがない."""
    start = text.first[first]
    names = [text.classes[code] for code in text.codes[start : start + len(morphemes)]]
    end = next(place for place in range(size, len(names)) if names[place] in ("aru", "dekiru", *_NEGATIONS))
    past = "past" if "aux_ta" in names[:end] else "koto"
    able = names[end] == "dekiru"
    written = "".join(m.surface for m in morphemes[:end])
    shown = written + (morphemes[end].base[:-1] if able else "") + NAI
    kept = (past, "dekiru" if able else "", "neg")
    return Predicate(Key("verb", text.names[text.name[first]], kept, True), shown)


@dataclass
class _Piece:
    """A part of a predicate that is shown: as written, in its base form, and what it adds to the meaning."""

    surface: str
    base: str
    conjugation: str
    key: str = ""
    before_not: str = field(default="")

    def mizen(self) -> str:
        """Return its form before ない."""
        if self.before_not:
            return self.before_not
        base = self.base
        if self.conjugation.startswith(("五段", "文語四段")):
            return base[:-1] + base[-1:].translate(_MIZEN)
        if self.conjugation.startswith(("サ行変格", "サ変")):
            return base[:-2] + ("じ" if base.endswith(("ずる", "じる")) else "し")
        if self.conjugation.startswith(("カ行変格", "カ変")):
            return "来" if base.startswith("来") else base[:-2] + "こ"
        if base.endswith("る") and not self.conjugation.startswith("形容詞"):
            return base[:-1]
        return self.surface


def _piece(text: _Text, unit: int, kind: str) -> _Piece:
    """Return the first piece of a predicate: its word."""
    first = text.first[unit]
    if text.unit == "word":
        first = max(first, int(text.token_start[text.head[unit]]))
    known = text.corpus.morphemes
    *before, last = [known[code] for code in text.codes[first : text.last[unit] + 1]]
    prefix = "".join(m.surface for m in before)
    base = last.base
    if base.endswith("ずる") and not last.surface.startswith(base[:-1]):
        base = base[:-2] + "じる"
    if text.class_of[unit] in text.groups["noun"]:
        name = text.names[text.name[unit]]
        return _Piece(name, name, "", before_not=name)
    if text.class_of[unit] in text.groups["adj"]:
        return _Piece(prefix + last.surface, prefix + base, "形容詞")
    return _Piece(prefix + last.surface, prefix + base, last.conjugation)


def _pieces(head: _Piece, tail: Sequence[tuple[Morpheme, str]], kind: str) -> list[_Piece]:
    """Return the pieces that are shown: politeness, tense and ている are left out, but ていない stays."""
    pieces = [head]
    negated = any(name in _NEGATIONS for _, name in tail)
    joint = ""  # て, waiting for what it joins
    polite = False  # 頑張っておられる
    for morpheme, name in tail:
        if name in ("aux_masu", "aux_ta"):
            continue
        if name in ("aux_da", "p_de") or (name in ("p_wa", "p_mo") and kind == "being_not"):
            if kind == "being_not" and not any(piece.key == "neg" for piece in pieces):
                pieces[-1].surface += morpheme.surface
                pieces[-1].before_not = pieces[-1].surface
            continue
        if name in ("p_wa", "p_mo") or (name == "aru" and kind in ("adjective", "being_not")):
            continue
        if name == "p_te":
            joint = morpheme.surface
            continue
        if name in _NEGATIONS:
            if joint:  # 書いてない is 書いていない
                _join(pieces, joint, _Piece("い", "いる", "上一段", "teiru"))
            pieces.append(_Piece(NAI, NAI, "", "neg"))
            joint = ""
            continue
        if name == "aux_teru":
            if negated and len(morpheme.base) == 2 and morpheme.base.endswith("る"):  # 出てない is 出ていない
                _join(pieces, morpheme.base[0], _Piece("い", "いる", "上一段", "teiru"))
            elif negated:
                _join(pieces, "", _Piece(morpheme.surface, morpheme.base, morpheme.conjugation, "teiru"))
            continue
        if joint or name == "helper":
            faded = morpheme.base in _FADED
            polite = faded and not negated
            if not (joint and faded) or negated:
                key = "teiru" if morpheme.base in _BEING_HELPERS else morpheme.lemma or morpheme.base
                _join(pieces, joint, _Piece(morpheme.surface, morpheme.base, morpheme.conjugation, key))
            joint = ""
            continue
        if name == "aux_voice" and polite:
            continue
        key = {"aux_voice": "voice", "dekiru": "dekiru"}.get(name, morpheme.lemma or morpheme.base)
        if name == "suru":
            key = "" if len(pieces) == 1 and kind in ("doing",) else "suru"
        if name == "p_ni":
            key = ""
        pieces.append(_Piece(morpheme.surface, morpheme.base, morpheme.conjugation, key))
    return pieces


def _join(pieces: list[_Piece], joint: str, piece: _Piece) -> None:
    pieces[-1].surface += joint
    pieces.append(piece)


def _joined(pieces: Sequence[_Piece]) -> str:
    """Return the pieces as one text in plain present form."""
    parts = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        if after is None:
            parts.append(piece.base)
        elif after.key == "neg":
            parts.append(piece.mizen())
        else:
            parts.append(piece.surface)
    return "".join(parts)


# ----------------------------------------------------------------------------------------- pairs


class _Pair(NamedTuple):
    """A noun with what is said of it, or the noun that it belongs to, at one place."""

    noun: int  # unit
    case: str  # as written; "" where a topic or nothing stands
    topic: str
    other: int  # unit of the predicate or the second noun
    kind: str  # case, of, before (an adjective before its noun)


def _pairs(text: _Text, found: Mapping[int, Predicate]) -> list[_Pair]:
    """Return the pairs of the corpus."""
    unit_at = text.unit_at.tolist()
    changed = {text.place[unit]: _letter(text, unit, predicate, found) for unit, predicate in found.items()}
    string = text.string(changed)
    pairs: list[_Pair] = []
    taken: set[int] = set()
    for kind in ("case", "topic", "bare"):
        for match in text.compile(_PAIRS[kind]).finditer(string):
            noun = unit_at[match.start()]
            if noun in taken:
                continue
            other = unit_at[match.start(match.lastindex or 0)]
            case = topic = ""
            if kind == "case":
                case = text.surface(unit_at[match.start(1)])
                if not _is_case(text, unit_at[match.start(1)], case):
                    continue
                topic = match[2] and MO
            elif kind == "topic":
                topic = text.surface(unit_at[match.start(1)])
            predicate = found[other]
            if kind == "bare" and text.class_of[noun] == "noun_adverbial":
                continue
            adverbial = changed[text.place[other]] == _ADVERBIAL
            if adverbial and case and case != GA:
                other = other + 1  # 案内を 詳しく 書く
                if other not in found:
                    continue
                predicate = found[other]
            if text.use[noun] < 0 and (text.use[other] < 0 or text.class_of[noun] not in _PLAIN_NOUNS):
                continue  # 気をつける is of つける; ことがある is of nothing
            if _fits(text, noun, case, other, predicate):
                taken.add(noun)
                pairs.append(_Pair(noun, case, topic, other, "case"))
    string = text.string()
    for kind, pattern in _NOUNS.items():
        for match in text.compile(pattern).finditer(string):
            first = unit_at[match.start()]
            noun = first + (match.end(1) - match.start() if kind == "of" else 1 if kind == "adjective" else 2)
            if text.use[noun] < 0:
                continue
            if kind == "of":
                if text.use[first] >= 0:
                    joint = "".join(text.surface(unit) for unit in range(first + 1, noun))
                    pairs.append(_Pair(first, joint, "", noun, "of"))
                continue
            morpheme = text.corpus.morphemes[text.codes[text.last[noun - 1]]]
            if _is_attributive(morpheme) and not text.negated[first]:
                pairs.append(_Pair(noun, "", "", first, "before"))
    return pairs


def _letter(text: _Text, unit: int, predicate: Predicate, found: Mapping[int, Predicate]) -> str:
    if predicate.key.kind in ("adjective", "none", "being"):
        morpheme = text.corpus.morphemes[text.codes[text.last[unit]]]
        renyou = predicate.key.kind == "adjective" and morpheme.form.startswith("連用")
        if renyou and not predicate.key.kept and unit + 1 in found:
            return _ADVERBIAL
        return _BEING if predicate.key.kind != "being" else _PRED
    return _PRED


def _is_case(text: _Text, unit: int, surface: str) -> bool:
    return text.class_of[unit] not in ("particle", "p_limit") or surface in _FAR


def _is_attributive(morpheme: Morpheme) -> bool:
    """Whether an adjective, or the な of an adjectival noun, stands before the noun that it describes."""
    return morpheme.form.startswith(("連体", "体言", "基本"))


def _fits(text: _Text, noun: int, case: str, other: int, predicate: Predicate) -> bool:
    key = predicate.key
    if case == NI and key.kind in ("adjective", "being") and text.class_of[noun] in text.groups["na"]:
        return False  # 非常に残念
    if key.kind in ("none", "exist") and key.negated:
        # Whether ない negates (予算がない) or not (予算しかない) is known at the noun.
        return case in (GA, WO, "") and text.negated[noun]
    if case == DE and text.class_of[other] == "aru":
        return False  # 田舎である
    if case == WO:
        wished = any(part in ("たい", "欲しい", "ほしい") for part in key.kept) or key.kind == "adjective"
        return key.kind in ("verb", "doing") or wished
    return True


# ------------------------------------------------------------------------------------ statements


def statements(corpus: Corpus, *, unit: Unit) -> Statements:
    """Return what is said in a corpus, as it stands there."""
    said = _Collected()
    for part in corpus.blocks(_BLOCK):  # nothing said goes beyond an answer
        if len(part.ids):
            said.first += _collect(said, part, unit)
    return said.statements()


def _collect(said: _Collected, corpus: Corpus, unit: Unit) -> int:
    """Add what is said in a corpus, and return the number of uses of words in it."""
    text = _Text(corpus, unit)
    found = _predicates(text)
    # The same objects come again and again: what was made of one is looked up by its identity.
    of_predicate: dict[int, tuple[int, int]] = {}
    for unit_at, here in found.items():
        if id(here) not in of_predicate:
            own = here.key.kept and "if" not in here.key.kept
            of_predicate[id(here)] = (
                said.code(Statement("predicate", key=here.key, text=here.text)),
                said.code(Statement("form", key=here.key)) if own else -1,
            )
        predicate, form = of_predicate[id(here)]
        said.times[predicate] += 1
        if form >= 0 and text.use[unit_at] >= 0:
            said.add(form, ((FIRST, text.use[unit_at]),))
    of_pair: dict[tuple[int, str, int, bool, bool], int] = {}
    for pair in _pairs(text, found):
        name = text.name[pair.noun]
        owners = ((FIRST, text.use[pair.noun]), (SECOND, text.use[pair.other]))
        if pair.kind == "case":
            here = found[pair.other]
            able = (
                here.key.kind == "exist"
                and text.class_of[pair.other] == "dekiru"
                and text.class_of[pair.noun] in text.groups["verbal"]
            )
            told = here.key.kind in _DESCRIBING and text.is_described(pair.noun)
            same = (name, pair.case, id(here), told, able)
            if same not in of_pair:
                of_pair[same] = said.code(
                    Statement("case", text.names[name], pair.case, key=here.key, described=told, able=able)
                )
            said.add(of_pair[same], owners)
            continue
        noun, other = text.names[name], text.names[text.name[pair.other]]
        if pair.kind == "of":
            before = text.before_verbal(pair.other)
            within = text.names[before[0]] if before else ""
            inside = ((WITHIN, before[1]),) if before else ()
            said.add(said.code(Statement("of", noun, pair.case, other, within)), (*owners, *inside))
        else:
            between = "" if pair.other + 1 == pair.noun else text.surface(pair.other + 1)
            key = Key("being" if between else "adjective", other, (), False)
            said.add(said.code(Statement("before", noun, key=key, text=other + between + noun)), owners)
    if unit == "word":
        for unit_at in np.flatnonzero(np.array(text.first) < np.array(text.last)).tolist():
            before = text.before_verbal(unit_at)
            if before:
                code = said.code(
                    Statement("compound", text.names[before[0]], other=text.names[text.name[unit_at]])
                )
                # It is no spelling of its own, so it does not count.
                said.add(code, ((FIRST, before[1]), (SECOND, text.use[unit_at])), times=0)
    return len(text.used)


class _Collected:
    """Statements as they are met."""

    def __init__(self) -> None:
        self._codes: dict[Statement, int] = {}
        self.times: list[int] = []
        self.first = 0  # use of the corpus that is gone through
        self._use, self._statement, self._owner = array("i"), array("i"), array("b")

    def code(self, statement: Statement) -> int:
        """Return the number of a statement."""
        code = self._codes.setdefault(statement, len(self._codes))
        if code == len(self.times):
            self.times.append(0)
        return code

    def add(self, code: int, owners: Iterable[tuple[int, int]], *, times: int = 1) -> None:
        """Add a statement where it stands, with the uses (-1: none) that it is of."""
        self.times[code] += times
        for owner, use in owners:
            if use >= 0:
                self._use.append(self.first + use)
                self._statement.append(code)
                self._owner.append(owner)

    def statements(self) -> Statements:
        """Return all of them."""
        return Statements(
            dict(zip(self._codes, self.times, strict=True)),
            np.array(self._use, dtype=np.int32),
            np.array(self._statement, dtype=np.int32),
            np.array(self._owner, dtype=np.int8),
        )
