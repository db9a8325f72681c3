"""How statements are compared: what makes two equal, what makes them close, what keeps them apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from textmine import resources
from textmine.inputs.noise import without_markup
from textmine.inputs.normalize import normalize
from textmine.words.corpus import Corpus

_NUMBER = re.compile(r"[0-9]")
_KEPT = frozenset("?%&@#/*+=")  # signs that carry meaning
# What UniDic and IPADIC call a predicate as it stands in a dictionary.
_PLAIN = ("終止形", "連体形", "基本形")
_PREDICATE = frozenset({"verb", "adjective", "auxiliary", "negation"})
_POLITE = frozenset({"です", "ます", "だ"})
_NOMINAL = frozenset({"こと", "の", "事"})  # 費用がかかること: 費用がかかる
_NOT, _BEING, _NO = frozenset({"ぬ", "ん", "ない", "無い"}), frozenset({"ある", "有る"}), "ない"
_LACK = "×"  # stands for: is lacking, can't be had or done
_EASE = "○"  # stands for: is not difficult


class Token(NamedTuple):
    """What comparing needs of a word token."""

    sentence: int
    surface: str
    word: str
    pos: str
    conjugation: str
    negated: bool
    content: bool


@dataclass(frozen=True)
class Meaning:
    """What a statement says, for comparing it with others.

    Attributes:
        words: its content words in dictionary form, sorted; ``×`` for each clause that tells of a lack.
        negated, affirmed: its content words by whether they stand in a clause of lack or negation.
        direct: the words that are negated themselves.
        givers: who is to agree, where it is about agreement; each with the word for agreement.
    """

    words: tuple[str, ...]
    negated: frozenset[str]
    affirmed: frozenset[str]
    direct: frozenset[str]
    givers: frozenset[tuple[str, tuple[str, ...]]]

    @property
    def text(self) -> str:
        """The words as one text, for rapidfuzz."""
        return " ".join(self.words)

    @property
    def own(self) -> frozenset[str]:
        """The words without the sign of lack."""
        return self.negated | self.affirmed


def apart(one: Meaning, other: Meaning) -> bool:
    """Whether two statements may never be proposed as one: they differ in a negation or in who agrees."""
    if bool(one.negated) != bool(other.negated) or one.givers != other.givers:
        return True
    if one.negated & other.affirmed - other.negated or other.negated & one.affirmed - one.negated:
        return True
    shared = one.own & other.own
    # 知識がある人がいない, 知識がない人がいる: each denies another of the words that both have
    return bool((one.direct - other.direct) & shared and (other.direct - one.direct) & shared)


def tokens_of(corpus: Corpus) -> dict[int, list[Token]]:
    """Return the word tokens of each substantive answer; an answer without any is not in it."""
    tokens = corpus.tokens
    columns = (tokens[name].tolist() for name in ("answer", *Token._fields))
    of_answer: dict[int, list[Token]] = {}
    for answer, *values in zip(*columns, strict=True):
        of_answer.setdefault(answer, []).append(Token(*values))
    return of_answer


def key(tokens: Sequence[Token], text: str) -> str:
    """Return what two statements have in common exactly if they are merged without asking.

    Their characters after :func:`normalize`, without case, spaces, line breaks, punctuation and bullets,
    and with the end of each sentence in its plain form: です, ます, だ and a closing こと or の (after a
    predicate) are left off, あります becomes ある, ありません and ない are one. Tense, negation, orders,
    wishes and every other word stay.
    """
    sentences: dict[int, list[Token]] = {}
    for place, token in enumerate(tokens):
        if not _is_mark(tokens, place):
            sentences.setdefault(token.sentence, []).append(token)
    plain = "。".join(_plain(sentence) for sentence in sentences.values())
    return plain.casefold() or "".join(normalize(text).split())


def meaning(tokens: Sequence[Token]) -> Meaning:
    """Return what a statement says, for comparing it with others."""
    classes = _classes()
    words: list[str] = []
    negated: set[str] = set()
    affirmed: set[str] = set()
    direct: set[str] = set()
    givers: set[tuple[str, tuple[str, ...]]] = set()
    for clause in _clauses(tokens):
        named = _named(clause)
        own = [name for name, token in named if not (token.negated and name in classes["lack"])]
        direct |= {name for name, token in named if token.negated and name not in classes["lack"]}
        givers |= _givers([name for name, _ in named])
        words += own
        difficulties = [token for token in clause if token.word in classes["difficult"]]
        if any(token.negated for token in difficulties):  # 難しくない tells of no lack
            words.append(_EASE)
            affirmed.update(own, [_EASE])
        elif difficulties or any(token.negated for token in clause):
            words.append(_LACK)
            negated.update(own or [_LACK])
        else:
            affirmed.update(own)
    sets = (frozenset(negated), frozenset(affirmed), frozenset(direct))
    return Meaning(tuple(sorted(words)), *sets, frozenset(givers))


def _named(clause: Sequence[Token]) -> list[tuple[str, Token]]:
    """Return the words of a clause that say something, but for those that say that it is difficult."""
    classes = _classes()
    named = [(_bare(token, classes["light"]), token) for token in clause if token.content or token.negated]
    return [(name, token) for name, token in named if name and name not in classes["difficult"]]


def _givers(names: Sequence[str]) -> set[tuple[str, tuple[str, ...]]]:
    """Return each word for agreement with those before it: who is to agree. 社内|同意 gives 同意 of 社内."""
    givers = set()
    for place, name in enumerate(names):
        agreement = next((word for word in sorted(_classes()["agreement"]) if name.endswith(word)), "")
        if agreement:
            inside = {name.removesuffix(agreement)} - {""}  # 社内同意
            givers.add((agreement, tuple(sorted(inside.union(names[:place])))))
    return givers


def _is_mark(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is punctuation, a bullet or markup; a point or dash between numbers is none."""
    surface = tokens[place].surface
    if not without_markup(surface).strip():
        return True
    if any(letter in _KEPT or not unicodedata.category(letter).startswith("P") for letter in surface):
        return False
    around = [tokens[other].surface for other in (place - 1, place + 1) if 0 <= other < len(tokens)]
    if len(around) == 2 and _NUMBER.match(around[0][-1:]) and _NUMBER.match(around[1]):
        return False
    first = place == 0 or tokens[place - 1].sentence != tokens[place].sentence
    return first or not any(unicodedata.category(letter) == "Pd" for letter in surface)


def _plain(sentence: Sequence[Token]) -> str:
    """Return a sentence with its last predicate in plain form: 予算|が|あり|ませ|ん is 予算がない."""
    end = _end(sentence)
    start = end
    while start and sentence[start - 1].pos in _PREDICATE:
        start -= 1
    if start == end or not sentence[end - 1].conjugation.startswith(_PLAIN):
        return "".join(token.surface for token in sentence[:end])
    chain = [
        _NO if token.pos == "negation" and token.word in _NOT else token.word for token in sentence[start:end]
    ]
    words = [word for word in chain if word not in _POLITE]
    if words[:1] and words[0] in _BEING and words[1:2] == [_NO]:
        words = words[1:]
    return "".join([token.surface for token in sentence[:start]] + words)


def _end(sentence: Sequence[Token]) -> int:
    """Return how many tokens of a sentence count: not a closing こと (です) after a predicate."""
    end = len(sentence)
    nominal = end - 1 if end > 1 and sentence[-1].word in {"です", "だ"} else end
    if nominal > 1 and sentence[nominal - 1].word in {*_NOMINAL, "ん"}:
        before = sentence[nominal - 2]
        if before.pos in _PREDICATE and before.conjugation.startswith(_PLAIN):
            return nominal - 1
    return end


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return a statement cut after each sentence, each mark, and each particle that follows a predicate."""
    clauses: list[list[Token]] = [[]]
    for before, token in pairwise([tokens[0], *tokens] if tokens else []):
        if token.sentence != before.sentence:
            clauses.append([])
        is_joint = token.pos == "particle" and token.surface not in {"て", "で", "の"}
        if token.pos == "symbol" or (is_joint and before.pos in _PREDICATE):
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]


def _bare(token: Token, light: frozenset[str]) -> str:
    """Return a word without what adds nothing to it: 予算面 is 予算, 面 is nothing."""
    if token.word in light:
        return ""
    for ending in light:
        if token.word.endswith(ending) and len(token.word) >= len(ending) + 2 and token.pos == "noun":
            return token.word.removesuffix(ending)
    return token.word.casefold()


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Return the classes of words of dictionaries/alike.tsv."""
    lines = (resources.folder("dictionaries") / "alike.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in pairs}
