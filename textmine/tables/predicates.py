"""The predicates of a corpus in plain present form: 高まりました is 高まる, 感じません is 感じない."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from textmine.tables.spellings import FAVOURS, NAI, SURU, VERB_ENDS, Key
from textmine.tables.tagged import NEGATIONS, TaggedText
from textmine.words.mecab import Morpheme

_BEING_HELPERS = frozenset({"いる", "居る", "おる"})
# Verbs after て that add no more than an aspect: 高まってきた is 高まる.
_FADED = _BEING_HELPERS | {
    *("ある", "有る", "しまう", "仕舞う", "おく", "置く", "みる", "見る"),
    *("くる", "来る", "いく", "行く", "ゆく"),
}
_SHOULD = frozenset({"べし", "べき"})
WISHES = frozenset({"たい", "欲しい", "ほしい"})
_DONE = ("doing", "done")
_MOODS = frozenset({"if", "should", "seem"})
CEASED = "ceased"
# What changes how a predicate is meant, and not what a table calls it.
_SAME_NAME = WISHES | _MOODS | {"neg", "teiru", "voice", "causing", "must", "unsure", "become"}
_CAUSING = frozenset({"せる", "させる"})
_MIZEN = str.maketrans(VERB_ENDS, "わかがさたなばまら")  # a verb of five rows before ない

# What a verb goes on with: voice, helping verbs, wish, politeness, negation, tense.
# In 高まっ|て|き|まし|た it matches all after 高まっ; in 食べ|たく|ない both.
_TAIL = (
    "(?: <aux_voice> | <sub> | <suffix_verb> | <p_te> [<p_wa><p_mo>]? <help>"
    " | <aux_teru> | <aux_tai> | <aux_masu> )*"
    "(?: [<p_wa><p_mo>]? <neg_aux> | <p_te> [<p_wa><p_mo>]? <neg_adj>"
    " | (?<= <wish> ) [<p_wa><p_mo>]? <neg_adj> | (?<= <wish> ) [<p_wa><p_mo>] <neg_adj> )?"
    "[<aux_ta><aux_masu><aux_da>]*"
)
# The negation of an adjective or of だ.
# In 便利|では|ない it matches は|ない; in 高く|あり|ませ|ん all after 高く.
_NOT = "[<p_wa><p_mo>]? (?: [<neg_adj><neg_aux>] | <aru> <aux_masu> <neg_aux> )"
# What ends a clause, without taking it.
# After 対策|を|強化 it holds before 。 or です.
_END = "(?= [<period><comma><question_mark><symbol><aux_da><p_join>\n] )"

# Each pattern matches one kind of predicate; of those that match at a place, the first counts.
_PATTERNS = {
    # A verb with こと that can't be done or was never done.
    # 行く|こと|が|でき|ない, 行っ|た|こと|が|ない: all of it.
    "koto": "[<act>] <aux_voice>? <aux_ta>? <n_koto> [<p_ga><p_wa><p_mo><p_no>]?"
    " (?: <neg_adj> | [<aru><dekiru>] <aux_masu>? <neg_aux> ) [<aux_ta><aux_masu><aux_da>]*",
    # A verb that must be done.
    # 窓口|を|増やさ|なけれ|ば|なら|ない: all after を.
    "must": "(?: [<act>] | [<noun>] <suru> ) <aux_voice>? <neg_aux> (?: <p_ba> | <p_te> <p_wa>? | <p_to> )"
    " (?: [<naru><ikeru><helper>] <aux_masu>? <neg_aux> | <n_dame> ) [<aux_ta><aux_masu><aux_da>]*",
    # A verb that is no longer done.
    # 車|を|使わ|なく|なっ|た: all after を.
    "ceased": f"(?: [<act><dekiru>] | [<noun>] [<suru><dekiru>] ) <aux_voice>? <neg_aux> <naru> {_TAIL}",
    # A verb and its tail.
    # 意識|が|高まっ|た: 高まっ|た.
    "verb": f"[<act>] {_TAIL}",
    # Being, becoming and being able, and their tail.
    # 効果|が|あり|ませ|ん: あり|ませ|ん.
    "exist": f"[<aru><iru><dekiru><naru><ikeru>] {_TAIL}",
    # An adjective that something becomes.
    # 仕事|が|楽しく|なっ|た: 楽しく|なっ|た.
    "become": f"[<adj>] [<p_wa><p_mo>]? [<naru><suru>] {_TAIL}",
    # An adjective, with its negation or a helping verb.
    # 値段|が|高く|ない: 高く|ない; 値段|が|高|すぎる: 高|すぎる.
    "adjective": f"[<adj>] (?: <sub> {_TAIL} | {_NOT} [<aux_ta><aux_da>]* | [<aux_ta><aux_da>]* )",
    # ない or なし by itself.
    # 人材|が|ない|です: ない|です.
    "none": "[<neg_adj><nashi>] [<aux_ta><aux_da>]*",
    # A noun that is done.
    # 対策|を|強化|し|た: 強化|し|た.
    # 宿泊|を|し|た: all of it.
    "doing": f"(?: [<noun>] | <verbal> <p_wo> (?= <suru> ) ) [<suru><dekiru>] {_TAIL}",
    # An adjectival noun that something becomes.
    # 交通|が|便利|に|なっ|た: 便利|に|なっ|た.
    "turning": f"[<na>] <p_ni> [<p_wa><p_mo>]? [<naru><suru>] {_TAIL}",
    # An adjectival noun that something is not.
    # 交通|が|便利|で|は|ない: 便利|で|は|ない.
    "being_not": f"[<na>] [<aux_da><p_de>] {_NOT} [<aux_ta><aux_da>]*",
    # An adjectival noun that something is.
    # 交通|が|不便|です: 不便.
    "being": f"(?<! <p_no> ) [<na>] (?= [<aux_da><p_de>] | {_END} )",
    # A noun that is done, without する, at the end of a clause.
    # 対策|を|強化|。: 強化.
    "done": f"(?<! <p_no> ) <verbal> {_END}",
}
# What stands after a predicate that is said to be hard: after アピール|に|なり it matches にくい.
_HARD = "<suffix_adj>"
DOUBTED = (
    "doubted",
    "doubted_past",
)  # what is kept of a predicate that is not thought to be, to have been so
THINKS_NOT = "と思えない"
_CHANGES = ("verb", "doing", "exist", "turning", "become")  # kinds of which it matters that they are past
_HAS_COME = re.compile("(.+)([てで])い?る")
# The classes of what makes a condition of a predicate: の|で|ある|なら, で|あれ|ば.
_SUPPOSING = ("p_no", "n_formal", "aux_da", "p_de", "aru")
# How the kind of a predicate is called where its pattern says only how it is written.
_KINDS = {"become": "adjective", "turning": "being", "being_not": "being", "done": "doing"}


class Predicate(NamedTuple):
    """A predicate at one place: what it is, and how it is shown if it is always written so."""

    key: Key
    text: str  # in plain present form, spelled as written


def predicates_of(text: TaggedText, *, asserted: bool = True) -> tuple[dict[int, Predicate], dict[int, int]]:
    """Return the predicates of a corpus, and the last unit of each, by the unit that each begins with.

    What is doubted (増えた実感がない) is 増えたと思えない. Where ``asserted``, the rest is told by its mood.
    """
    parts = [f"(?P<{name}>{text.compile(pattern).pattern})" for name, pattern in _PATTERNS.items()]
    known: dict[tuple[object, ...], Predicate | None] = {}
    predicates: dict[int, Predicate] = {}
    last_of: dict[int, int] = {}
    string, hard = text.string(), text.compile(_HARD)
    for match in re.compile("|".join(parts)).finditer(string):
        if asserted and hard.match(string, match.end()):
            continue
        kind = match.lastgroup or ""
        first = text.unit_at[match.start()]
        last = first + match.end() - match.start() - 1
        ahead = text.ahead(match.end())
        codes = tuple(text.codes[text.first[first] : text.last[last] + 1])
        is_doubted = (text.negated[first] or kind in ("exist", "none")) and text.is_doubted(last)
        same = (kind, text.name[first], codes, ahead, text.negated[first], is_doubted)
        if same not in known:
            known[same] = (
                _doubted(text, kind, first, last)
                if is_doubted
                else _predicate(text, kind, first, last, ahead if asserted else ())
            )
            if known[same] is None and not asserted:  # 行かなければならない is of 行く
                known[same] = _affirmed(text, kind, first)
        predicate = known[same]
        if predicate is not None:
            predicates[first], last_of[first] = predicate, last
    return predicates, last_of


def _affirmed(text: TaggedText, kind: str, first: int) -> Predicate | None:
    """Return the word of a predicate as one that nothing is added to; None of ない."""
    name = text.names[text.name[first]]
    return (
        None
        if kind in ("none", "koto", "ceased")
        else Predicate(Key(_KINDS.get(kind, kind), name, (), False), name)
    )


def _doubted(text: TaggedText, kind: str, first: int, last: int) -> Predicate | None:
    """Return 増えたと思えない of the 増えた of 増えた実感がない; None where that is denied itself."""
    if kind in ("koto", "must", "ceased", "none"):
        return None
    pieces = _Shown(_first_piece(text, first), _tail(text, first, last), kind).pieces
    plain = _plain(text, kind, first, pieces, is_denied=False)
    if plain is None or plain.key.negated:
        return None
    written = "".join(map(text.surface, range(first, last + 1)))
    come = _HAS_COME.fullmatch(written)
    past = come[1] + {"て": "た", "で": "だ"}[come[2]] if come else written
    is_past = kind in _CHANGES and past[-1:] in ("た", "だ") and "まし" not in past
    key = plain.key._replace(kept=(*plain.key.kept, DOUBTED[is_past]), negated=True)
    return Predicate(key, (past if is_past else plain.text) + THINKS_NOT)


def _predicate(text: TaggedText, kind: str, first: int, last: int, ahead: Sequence[int]) -> Predicate | None:
    """Return the predicate of the units ``first`` to ``last``; None if it can't be told what it says."""
    morphemes = text.morphemes(first, last)
    size = text.last[first] - text.first[first] + 1  # morphemes of its first unit
    following = [text.classes[code] if code >= 0 else "" for code in ahead] + ["", "", ""]
    if _is_rest(kind, morphemes, size) or _is_aim(following):
        return None
    if kind == "koto":
        return _koto(text, first, morphemes, size) if text.negated[first] else None
    if kind == "must":
        return _must(text, first, morphemes, size)
    if kind == "ceased":
        return _ceased(text, first, last, morphemes)
    tail = _tail(text, first, last)
    pieces = _Shown(_first_piece(text, first), tail, kind).pieces
    written = "".join(morpheme.surface for morpheme in morphemes)
    if _is_asked(following):
        return _question(text, kind, first, written, {name for _, name in tail})
    predicate = _plain(text, kind, first, pieces, is_denied=text.negated[first])
    if predicate is None:
        return None
    if tail and tail[-1][1] in ("aux_ta", "aux_da") and tail[-1][0].form.startswith("仮定"):
        return _with(predicate, "if", written)
    supposed = _supposed(text, last)
    if supposed:
        return _with(predicate, "if", written + supposed)
    if not following[0]:
        return predicate
    return _with_next(predicate, following[0], text.corpus.morphemes[ahead[0]], written, morphemes[-1])


def _is_rest(kind: str, morphemes: Sequence[Morpheme], size: int) -> bool:
    """Whether an adjective is cut off: the 少なから of 少なからず, the 少な of 少なめ; 少なすぎる is not."""
    is_cut = size == len(morphemes) and morphemes[-1].form.startswith("語幹")
    return kind == "adjective" and (is_cut or morphemes[size - 1].form.startswith("未然"))


def _question(text: TaggedText, kind: str, first: int, written: str, tail: set[str]) -> Predicate | None:
    """Return あったか; None of a polite request, もらえませんか."""
    if "aux_masu" in tail and not tail.isdisjoint(NEGATIONS):
        return None
    key = Key(_KINDS.get(kind, kind), text.names[text.name[first]], (written, "unsure"), False)
    return Predicate(key, written + "か")


def _is_asked(following: Sequence[str]) -> bool:
    """Whether the classes after a predicate make it a question or a guess: あったか, あるのか, あるかも."""
    place = 1 if following[0] in ("p_no", "n_formal", "aux_stem") else 0
    return "p_ka" in following[: place + 1] or following[0] == "p_kamo"


def _is_aim(following: Sequence[str]) -> bool:
    """Whether the classes after a predicate say what something should be like: わかるようにしてほしい."""
    return following[:2] == ["aux_stem", "p_ni"] and following[2] in ("suru", "helper")


def _supposed(text: TaggedText, last: int) -> str:
    """Return what makes a condition of a predicate (なら, であれば, のであるならば), or ""."""
    written, unit = "", last + 1
    while unit < len(text.first) and text.place[unit] - text.place[last] == unit - last:
        morpheme, name = text.last_morpheme(unit), text.class_of[unit]
        if name not in _SUPPOSING or (name == "p_no" and unit > last + 1):
            return ""
        written += morpheme.surface
        if name in ("aux_da", "aru") and morpheme.form.startswith("仮定"):
            following = text.surface(unit + 1) if unit + 1 < len(text.first) else ""
            return written + (following if following == "ば" else "")
        unit += 1
    return ""


def _ceased(text: TaggedText, first: int, last: int, morphemes: Sequence[Morpheme]) -> Predicate:
    """Return 使わなくなる, however that is written: a change, which denies nothing."""
    names = [text.classes[code] for code in text.codes[text.first[first] : text.last[last] + 1]]
    end = next(place for place, name in enumerate(names) if name in NEGATIONS)
    kind = "doing" if text.class_of[first] in text.groups["noun"] else "verb"
    written = "".join(morpheme.surface for morpheme in morphemes[: end + 1])
    name = text.names[text.name[first]]
    return Predicate(Key(kind, name, (written, CEASED), False), f"{written}なる")


def _tail(text: TaggedText, first: int, last: int) -> list[tuple[Morpheme, str]]:
    """Return the morphemes of a predicate after those of its first unit, and their classes."""
    codes = text.codes[text.last[first] + 1 : text.last[last] + 1]
    return [(text.corpus.morphemes[code], text.classes[code]) for code in codes]


def _plain(
    text: TaggedText, kind: str, first: int, pieces: Sequence[_Piece], *, is_denied: bool
) -> Predicate | None:
    """Return the predicate that some pieces make; None if its negation is not understood."""
    is_negated = any(piece.key == "neg" for piece in pieces)
    kept = tuple(piece.key for piece in pieces[1:] if piece.key)
    if kind == "none" or (text.class_of[first] == "aru" and kept == ("neg",)):
        return Predicate(Key("none", "", ("neg",), True), NAI)
    name = text.names[text.name[first]]
    is_become = kind in ("become", "turning")
    meaning = text.meaning(_joined(pieces)) if is_become else ""
    if meaning:
        kept = ("become", *kept)  # 大きくなる as one says 成長する
    meaning = meaning or text.meaning(name)
    key = Key(_KINDS.get(kind, kind), name, kept, is_negated, meaning or (name if kind in _DONE else ""))
    if key.kind != "exist" and is_negated != is_denied:
        return None  # 行かなければならない, もらえませんか
    return Predicate(key, _joined(pieces) if kept else name + (SURU if key.kind == "doing" else ""))


def _with(predicate: Predicate, meaning: str, text: str) -> Predicate:
    """Return the predicate with a meaning more: a condition, a duty, an impression."""
    return Predicate(predicate.key._replace(kept=(*predicate.key.kept, meaning)), text)


def _with_next(
    predicate: Predicate, next_class: str, next_morpheme: Morpheme, written: str, last: Morpheme
) -> Predicate:
    """Return the predicate with what the morpheme after it makes of it: 行けば, 行くべき, 行きそう."""
    is_condition = next_class == "p_ba" or (next_class == "p_to" and "接続助詞" in next_morpheme.tag)
    if is_condition:
        return _with(predicate, "if", written + next_morpheme.surface)
    if next_class == "auxiliary" and next_morpheme.base in _SHOULD:
        return _with(predicate, "should", predicate.text + next_morpheme.surface)
    if next_class == "aux_stem" and last.form.startswith(("連用", "語幹")):
        return _with(predicate, "seem", written + next_morpheme.surface)
    return predicate


def form_shown(text: TaggedText, unit: int, last: int, predicate: Predicate) -> str:
    """Return the predicate of the units ``unit`` to ``last`` as a table names it, however it was written.

    かけている, かけました, かけたい and かけてもらう are かける, かからなかった is かからない; ""
    if that can't be told.
    """
    key, name = predicate.key, text.names[text.name[unit]]
    is_wish = not WISHES.isdisjoint(key.kept)
    favours = frozenset() if key.negated else FAVOURS
    if not set(key.kept) <= _SAME_NAME | favours or (is_wish and key.negated):
        return "" if _MOODS.intersection(key.kept) else predicate.text
    if key.kind == "none":
        return NAI
    piece = _named_piece(text, unit, key.kind, name)
    for code in text.codes[text.last[unit] + 1 : text.last[last] + 1]:
        if text.classes[code] == "aux_voice":
            voice = text.corpus.morphemes[code]
            voiced = piece.mizen() + voice.base
            piece = _Piece(voiced, voiced, voice.conjugation)
    if not key.negated:
        return piece.base
    return NAI if text.class_of[unit] == "aru" else piece.mizen() + NAI


def _named_piece(text: TaggedText, unit: int, kind: str, name: str) -> _Piece:
    """Return the word of a predicate as a table shows it, as a piece that other forms are made of."""
    if kind == "doing":
        return _Piece(name, name + SURU, "サ行変格")
    if kind == "being":
        return _Piece(name, name, "", before_not=f"{name}では")
    if kind == "adjective":
        return _Piece(name, name, "形容詞", before_not=f"{name.removesuffix('い')}く")
    return _Piece(name, name, text.last_morpheme(unit).conjugation)


def _koto(text: TaggedText, first: int, morphemes: Sequence[Morpheme], size: int) -> Predicate:
    """Return 行くことができない, 行ったことがない."""
    start = text.first[first]
    names = [text.classes[code] for code in text.codes[start : start + len(morphemes)]]
    end = next(place for place in range(size, len(names)) if names[place] in ("aru", "dekiru", *NEGATIONS))
    past = "past" if "aux_ta" in names[:end] else "koto"
    is_able = names[end] == "dekiru"
    written = "".join(morpheme.surface for morpheme in morphemes[:end])
    shown = written + (morphemes[end].base[:-1] if is_able else "") + NAI
    kept = (past, "dekiru" if is_able else "", "neg")
    return Predicate(Key("verb", text.names[text.name[first]], kept, True), shown)


def _must(text: TaggedText, first: int, morphemes: Sequence[Morpheme], size: int) -> Predicate:
    """Return 増やさなければならない, however that is written."""
    start = text.first[first]
    names = [text.classes[code] for code in text.codes[start : start + len(morphemes)]]
    end = next(place for place in range(size, len(names)) if names[place] in NEGATIONS)
    kind = "doing" if text.class_of[first] in text.groups["noun"] else "verb"
    written = "".join(morpheme.surface for morpheme in morphemes[:end])
    name = text.names[text.name[first]]
    return Predicate(Key(kind, name, (written, "must"), False), f"{written}なければならない")


@dataclass
class _Piece:
    """A part of a predicate that is shown: as written, in its base form, and what it adds to the meaning."""

    surface: str
    base: str
    conjugation: str
    key: str = ""
    before_not: str = ""

    def mizen(self) -> str:
        """Return its form before ない."""
        base = self.base
        if self.before_not:
            return self.before_not
        if self.conjugation.startswith(("五段", "文語四段")):
            return base[:-1] + base[-1:].translate(_MIZEN)
        if self.conjugation.startswith(("サ行変格", "サ変")):
            return base[:-2] + ("じ" if base.endswith(("ずる", "じる")) else "し")
        if self.conjugation.startswith(("カ行変格", "カ変")):
            return "来" if base.startswith("来") else base[:-2] + "こ"
        if base.endswith("る") and not self.conjugation.startswith("形容詞"):
            return base[:-1]
        return self.surface


def _first_piece(text: TaggedText, unit: int) -> _Piece:
    """Return the first piece of a predicate: its word."""
    *before, last = text.morphemes_of_head(unit)
    prefix = "".join(morpheme.surface for morpheme in before)
    base = last.base
    if base.endswith("ずる") and not last.surface.startswith(base[:-1]):
        base = base[:-2] + "じる"
    if text.class_of[unit] in text.groups["noun"]:
        name = text.names[text.name[unit]]
        return _Piece(name, name, "", before_not=name)
    conjugation = "形容詞" if text.class_of[unit] in text.groups["adj"] else last.conjugation
    return _Piece(prefix + last.surface, prefix + base, conjugation)


class _Shown:
    """The pieces of a predicate: politeness, tense and ている are left out, but ていない stays.

    高まっ|て|き|まし|た is one piece, 高まる; 出|て|い|ない are three: 出て, いる, ない.
    """

    def __init__(self, head: _Piece, tail: Sequence[tuple[Morpheme, str]], kind: str) -> None:
        self.pieces = [head]
        self.kind = kind
        self.is_negated = any(name in NEGATIONS for _, name in tail)
        self.joint = ""  # て, waiting for what it joins
        self.is_polite = False  # after おる: 頑張っておられる
        for morpheme, name in tail:
            self.add(morpheme, name)

    def add(self, morpheme: Morpheme, name: str) -> None:
        """Add a morpheme of the class ``name``."""
        if name in ("aux_masu", "aux_ta", "p_wo"):
            return
        if name in ("aux_da", "p_de", "p_wa", "p_mo"):
            self._add_particle(morpheme)
        elif name == "aru" and self.kind in ("adjective", "being_not"):
            return
        elif name == "p_te":
            self.joint = morpheme.surface
        elif name in NEGATIONS:
            self._negate()
        elif name == "aux_teru":
            self._add_teru(morpheme)
        elif self.joint or name == "helper":
            self._add_helper(morpheme)
        elif not (name == "aux_voice" and self.is_polite):
            self._append(morpheme, self._key(morpheme, name))

    def _append(self, morpheme: Morpheme, key: str) -> None:
        self.pieces.append(_Piece(morpheme.surface, morpheme.base, morpheme.conjugation, key))

    def _append_iru(self, joint: str) -> None:
        self.pieces[-1].surface += joint
        self.pieces.append(_Piece("い", "いる", "上一段", "teiru"))

    def _add_particle(self, morpheme: Morpheme) -> None:
        """Add the では of 便利ではない to 便利; anywhere else it is left out."""
        if self.kind == "being_not" and not any(piece.key == "neg" for piece in self.pieces):
            self.pieces[-1].surface += morpheme.surface
            self.pieces[-1].before_not = self.pieces[-1].surface

    def _negate(self) -> None:
        if self.joint:  # 書いてない is 書いていない
            self._append_iru(self.joint)
        self.pieces.append(_Piece(NAI, NAI, "", "neg"))
        self.joint = ""

    def _add_teru(self, morpheme: Morpheme) -> None:
        """Add the て of 出てない, which is 出ていない; without a negation it is left out."""
        if self.is_negated and len(morpheme.base) == 2 and morpheme.base.endswith("る"):
            self._append_iru(morpheme.base[0])
        elif self.is_negated:
            self._append(morpheme, "teiru")

    def _add_helper(self, morpheme: Morpheme) -> None:
        """Add a verb after て, but one that only adds an aspect stays only in a negation."""
        is_faded = morpheme.base in _FADED
        self.is_polite = is_faded and not self.is_negated
        if not (self.joint and is_faded) or self.is_negated:
            self.pieces[-1].surface += self.joint
            is_being = morpheme.base in _BEING_HELPERS
            self._append(morpheme, "teiru" if is_being else morpheme.lemma or morpheme.base)
        self.joint = ""

    def _key(self, morpheme: Morpheme, name: str) -> str:
        """Return what any other morpheme adds to the meaning; the する of 強化する adds nothing."""
        if name == "suru":
            return "" if len(self.pieces) == 1 and self.kind == "doing" else "suru"
        if name == "aux_voice" and morpheme.base in _CAUSING:
            return "causing"
        known = {"aux_voice": "voice", "dekiru": "dekiru", "p_ni": ""}
        return known.get(name, morpheme.lemma or morpheme.base)


def _joined(pieces: Sequence[_Piece]) -> str:
    """Return the pieces as one text in plain present form."""
    parts = [piece.mizen() if after.key == "neg" else piece.surface for piece, after in pairwise(pieces)]
    return "".join([*parts, pieces[-1].base])
