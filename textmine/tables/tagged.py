"""A corpus as a string with one letter per longest noun or other word: grammar is then a regular expression.

意識|が|高まる is a string of three letters, one for each class of ``words.grammar`` (noun, p_ga, verb …); the
letters of an answer's lines are separated by line breaks, which no pattern crosses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import numpy as np

from textmine.arrays import BoolArray, Int64Array
from textmine.settings import Unit
from textmine.tables.spellings import VERB_ENDS
from textmine.tables.worduses import word_uses
from textmine.words.corpus import COMPOUND, LINE, NEGATED, WORD, Corpus
from textmine.words.grammar import Grammar, read_grammar
from textmine.words.mecab import Morpheme, dictionary

NEGATIONS = ("neg_adj", "neg_aux", "neg_kya")
OTHER, END = -1, -2  # in place of a morpheme: one that changes nothing before it, the end of the line

# Nouns that take する and mostly name a thing: 学校の生活, 高校の教育.
_THINGS = frozenset(
    [
        *("生活", "教育", "観光", "計画", "仕事", "食事", "買い物", "意見", "影響", "関係", "経験", "印象"),
        *("案内", "表示", "料理", "旅行", "運動", "会議", "放送", "電話", "宣言", "勉強", "研究", "意味"),
        *("授業", "行事", "活動", "工事", "商売", "経営", "制度", "事業", "文化", "感情", "発言", "議論"),
        *("設備", "装備", "表現", "位置", "症状", "話", "世話", "予定", "予算", "契約", "取引", "交通"),
        *("アクセス", "広告", "入口", "連絡", "参考", "関心", "意識", "移動", "運転"),
    ]
)
_DOUBT = 24  # morphemes in which it is said that what is before is not thought to be so

_BEFORE_NOUN = {
    *("suru", "dekiru", "aru", "iru", "naru", "ikeru", "helper"),
    *("aux_voice", "aux_ta", "aux_teru", "aux_tai", "neg_aux"),
}
_CHANGING = {
    *("p_ka", "p_kamo", "p_no", "p_ni", "p_ba", "p_to"),
    *("n_formal", "aux_stem", "suru", "naru", "helper", "auxiliary"),
}
# Classes that only negation tells from others.
_COARSE = {
    **{"neg_zu": "neg_aux", "aux_tara": "aux_ta", "aux_nara": "aux_da", "aux_ni": "aux_da"},
    **{"aux_beki": "auxiliary", "p_even": "p_limit", "p_na": "particle", "adv_low": "adverb"},
    **{
        "v_zu": "v_say",
        "v_know": "verb",
        "v_see": "verb",
        "v_kaneru": "helper",
        "n_ki": "noun_one",
        "n_kagiri": "noun_adverbial",
        "n_except": "n_formal",
        "n_case": "n_formal",
    },
}
_STEMS = str.maketrans("いきぎしちにびみり", "うくぐすつぬぶむる")  # a verb of five rows as a noun
_NEVER = "\uf8ff"  # for a class that this dictionary does not have


class TaggedText:
    """The string of a corpus and, for each unit (a longest noun, or another word), the way back to its words.

    Attributes:
        first, last: of each unit, the rows of its first and last morpheme in ``corpus.codes``.
        class_of: of each unit, the class of its last morpheme.
        place: of each unit, the place of its letter in the string; ``unit_at`` is the way back (-1: a break).
        names, name: the words or compounds that tables show, and which of them each unit is.
        use: of each unit, the row of ``word_uses`` that its last word is; -1 if it does not count.
        first_word, last_word: of each unit, the rows of its first and last word in ``corpus.counted``.
        negated: of each unit, whether any of its words is.
    """

    def __init__(self, corpus: Corpus, unit: Unit) -> None:
        """``unit`` says whether a noun is a word or a compound in the tables."""
        self.corpus = corpus
        # An expression is made of words: what is said is said of those.
        self._rows = corpus.lexicon.rows if unit == "expression" else {}
        self.unit: Literal["word", "compound"] = "compound" if unit == "compound" else "word"
        self.grammar = read_grammar(dictionary(corpus.dictionary).grammar)
        self.classes = [_class(self.grammar, morpheme) for morpheme in corpus.morphemes]
        self.groups = _groups(self.grammar)
        self.codes = corpus.codes.tolist()
        first = np.flatnonzero((corpus.flags & COMPOUND) == 0)
        last = np.append(first[1:], len(self.codes)) - 1
        self.first, self.last = first.tolist(), last.tolist()
        self.class_of = [self.classes[code] for code in corpus.codes[last].tolist()]
        self.negated = (np.add.reduceat((corpus.flags & NEGATED) > 0, first, dtype=np.int64) > 0).tolist()
        self._describes = [self._may_describe(code) for code in range(len(self.classes))]
        self._write_string(first, last)
        self._find_words(first, last)

    def _write_string(self, first: Int64Array, last: Int64Array) -> None:
        ends = self.corpus.codes[last]
        letter = np.array([ord(self.grammar.letters[name]) for name in self.classes], dtype=np.uint32)
        is_negation = np.array([name in NEGATIONS for name in self.classes], dtype=bool)
        letters = letter[ends]
        # もったいない ends in a negation and is an adjective.
        letters[is_negation[ends] & (last > first)] = ord(self.grammar.letters["adjective"])
        is_new_line = (self.corpus.flags[first] & LINE) > 0
        place = np.arange(len(first)) + np.cumsum(is_new_line)
        self._letters = np.full(len(first) + int(is_new_line.sum()) + 1, ord("\n"), dtype=np.uint32)
        self._letters[place] = letters
        unit_at = np.full(len(self._letters) + 1, -1, dtype=np.int64)
        unit_at[place] = np.arange(len(first))
        changing = np.full(len(self._letters), END, dtype=np.int64)
        changing_codes = [code if name in _CHANGING else OTHER for code, name in enumerate(self.classes)]
        changing[place] = np.array(changing_codes, dtype=np.int64)[ends]
        self.place, self.unit_at, self._ahead = place.tolist(), unit_at.tolist(), changing.tolist()

    def _find_words(self, first: Int64Array, last: Int64Array) -> None:
        is_word = (self.corpus.flags & WORD) == 0  # whether a word begins with this morpheme
        word_of = np.cumsum(is_word) - 1
        counted = self.corpus.counted
        used = word_uses(self.corpus, self.unit)
        head = word_of[last]
        if self.unit == "word":
            head = self._heads(head, word_of[first], is_word)
        names = counted["word" if self.unit == "word" else "compound"]
        use = np.full(len(counted), -1, dtype=np.int64)
        use[used["first" if self.unit == "word" else "last"].to_numpy()] = np.arange(len(used))
        self.uses = len(used)
        self.names = names.cat.categories.tolist()
        self._name_of_word = names.cat.codes.to_numpy()
        self._use_of_word, self._head = use, head
        self._compounds = counted["compound"].cat.categories.tolist()
        self._compound_of_word = counted["compound"].cat.codes.to_numpy()
        self._first_word = word_of[first]
        self.first_word, self.last_word = word_of[first].tolist(), word_of[last].tolist()
        self._word_start = np.flatnonzero(is_word)
        self.name = self._name_of_word[head].tolist()
        self.use = use[head].tolist()

    def _heads(self, head: Int64Array, first: Int64Array, is_word: BoolArray) -> Int64Array:
        """Return the word that ends each unit; of a fragment, the word that it is counted as."""
        is_fragment = self.corpus.fragments[is_word]
        shown = self.corpus.counted["word"]
        head = head.copy()
        for unit in np.flatnonzero(is_fragment[head]).tolist():
            end = self.corpus.morphemes[self.codes[self.last[unit]]].surface
            for word in range(int(head[unit]), int(first[unit]) - 1, -1):
                if not is_fragment[word] and str(shown.iloc[word]).endswith(end):
                    head[unit] = word
                    break
        return head

    def string(self, changed: Mapping[int, str] | None = None) -> str:
        """Return the string of classes, with other letters at some places."""
        letters = self._letters
        if changed:
            letters = letters.copy()
            letters[list(changed)] = [ord(letter) for letter in changed.values()]
        return letters.tobytes().decode("utf-32-le")

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Return a pattern over classes and groups of them (<name>, [<one><other>]) as one over letters."""
        known = self.grammar.letters

        def letters(name: str) -> str:
            return "".join(known[one] for one in self.groups.get(name, (name,)) if one in known)

        def inside(match: re.Match[str]) -> str:
            return "[" + re.sub(r"<(\w+)>", lambda name: letters(name[1]), match[1]) + "]"

        pattern = re.sub(r"\[((?:<\w+>|[^\]<])*)\]", inside, pattern.replace(" ", ""))
        return re.compile(re.sub(r"<(\w+)>", lambda name: f"[{letters(name[1]) or _NEVER}]", pattern))

    def morphemes(self, first: int, last: int) -> list[Morpheme]:
        """Return the morphemes of the units ``first`` to ``last``."""
        known = self.corpus.morphemes
        return [known[code] for code in self.codes[self.first[first] : self.last[last] + 1]]

    def last_morpheme(self, unit: int) -> Morpheme:
        """Return the last morpheme of a unit."""
        code: int = self.codes[self.last[unit]]
        return self.corpus.morphemes[code]

    def is_doubted(self, unit: int) -> bool:
        """Whether the predicate that ends with a unit is said not to be thought or felt: たとは思えない."""
        first: int = self.last[unit]  # it may tell, too: 増えた気がしない, not 増やす気がしない
        lines = (self.corpus.flags[first + 1 : first + _DOUBT] & LINE) > 0
        size = 1 + (int(np.argmax(lines)) if lines.any() else len(lines))
        letter_of = self.grammar.letter_of
        after = "".join(letter_of[self.corpus.morphemes[code]] for code in self.codes[first : first + size])
        return self.grammar.doubt.match(after, 1) is not None

    def ahead(self, place: int) -> tuple[int, ...]:
        """Return the next three morphemes from a place in the string on that may change what is before it.

        :data:`OTHER` stands for one that does not; after the end of the line there are none.
        """
        codes = self._ahead[place : place + 3]
        return tuple(codes[: codes.index(END)] if END in codes else codes)

    def surface(self, unit: int, first: int = -1) -> str:
        """Return the characters of a unit, or of its morphemes from ``first`` on."""
        known, first = self.corpus.morphemes, self.first[unit] if first < 0 else first
        return "".join([known[code].surface for code in self.codes[first : self.last[unit] + 1]])

    def meaning(self, name: str) -> str:
        """Return the first of the words that say the same of a noun as this one does; "" if there is none."""
        known = self.corpus.lexicon.meanings
        found = known.get(name)
        if found is None:  # 広がり means what 広がる does, 乗り換え what 乗り換える does
            verbs = (f"{name}る", name[:-1] + name[-1:].translate(_STEMS))
            found = next((known[verb] for verb in verbs if verb in known), "")
        return found

    def meaning_done(self, unit: int) -> str:
        """Return what a noun that is done, or that was a verb, means (向上, 乗り換え); "" of another."""
        name = self.names[self.name[unit]]
        meaning = self.meaning(name)
        if self.is_done(unit):
            return meaning or str(name)
        is_thing = name in self.corpus.lexicon.meanings and meaning[-1:] not in VERB_ENDS
        return "" if is_thing else meaning

    def says(self, unit: int) -> bool:
        """Whether a noun says what becomes of another, or how that is: 減少, 見直し, 不安; not 魅力."""
        name = self.names[self.name[unit]]
        known = self.corpus.lexicon.meanings
        is_kind = self.class_of[unit] in self.groups["na"] or name not in known
        says = self.is_done(unit) or (bool(self.meaning(name)) and is_kind)
        return says and name not in _THINGS

    def owner(self, unit: int) -> int:
        """Return the noun whose a noun is that is done (治安 of 治安の悪化); -1 if there is none."""
        first = unit - 2
        is_owned = (
            first >= 0
            and self.place[unit] - self.place[first] == 2
            and self.surface(unit - 1) == "の"
            and self.class_of[first] in self.groups["noun"]
        )
        return first if is_owned and self.is_done(unit) else -1

    def first_of_head(self, unit: int) -> int:
        """Return the first morpheme of what the tables show a unit as: its last word, or the whole compound.

        That is 交通 for 機関, where it is shown as 交通機関.
        """
        first: int = self.first[unit]
        if self.unit != "word":
            return first
        start = max(first, int(self._word_start[self._head[unit]]))
        missing = len(self.names[self.name[unit]]) - len(self.surface(unit, start))
        while missing > 0 and start > first:
            start -= 1
            missing -= len(self.corpus.morphemes[self.codes[start]].surface)
        return start

    def whole_name(self, unit: int) -> str:
        """Return what a noun is called where something is said of it: 大阪方面, not 方面.

        In a table of expressions 福井県 is 福井, and 食 is 食べ物, as their row is called.
        """
        name: str = self.names[self.name[unit]]
        if self._is_cut(unit):
            return self.compound_name(unit)
        row = self._rows.get(name, name)
        return name if "ぁ" <= row[-1] <= "ん" else row

    def first_shown(self, unit: int) -> int:
        """Return the first morpheme of what :meth:`whole_name` returns."""
        first: int = self.first[unit]
        return first if self._is_cut(unit) else self.first_of_head(unit)

    def _is_cut(self, unit: int) -> bool:
        name = self.names[self.name[unit]]
        is_noun = self.class_of[unit] in self.groups["noun"]
        return is_noun and self.unit == "word" and name in self.corpus.lexicon.weak

    def morphemes_of_head(self, unit: int) -> list[Morpheme]:
        """Return the morphemes of what the tables show a unit as."""
        codes = self.codes[self.first_of_head(unit) : self.last[unit] + 1]
        return [self.corpus.morphemes[code] for code in codes]

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
            return is_attributive(self.corpus.morphemes[code])
        return name in self.groups["act"] or name in _BEFORE_NOUN

    def compound_name(self, unit: int) -> str:
        """Return a unit as tables show the longest noun that it is."""
        name: str = self._compounds[self._compound_of_word[self.last_word[unit]]]
        return name

    def several_words(self) -> list[int]:
        """Return the units that are of several words."""
        found: list[int] = np.flatnonzero(np.array(self.first_word) < np.array(self.last_word)).tolist()
        return found

    def uses_before_last(self, unit: int) -> list[tuple[int, str]]:
        """Return the uses of the words of a unit before its last one, and these words."""
        words = range(self.first_word[unit], self.last_word[unit])
        return [
            (int(self._use_of_word[word]), self.names[self._name_of_word[word]])
            for word in words
            if self._use_of_word[word] >= 0
        ]

    def first_before_verbal(self, unit: int) -> int:
        """Return the first morpheme of the word before the last of 意識向上."""
        return int(self._word_start[int(self._head[unit]) - 1])

    def before_verbal(self, unit: int) -> tuple[str, int] | None:
        """Return the word before the last of 意識向上, and its use; None if the last is no verbal noun."""
        return self.before_last(unit) if self.is_done(unit) else None

    def is_done(self, unit: int) -> bool:
        """Whether a noun takes する: 向上, 活性化."""
        is_verbal = self.class_of[unit] in self.groups["verbal"] or "サ変" in self.last_morpheme(unit).tag
        return is_verbal or self.surface(unit).endswith("化")

    def before_last(self, unit: int) -> tuple[str, int] | None:
        """Return the word before the last of ゴミ問題, and its use; None where there is none that counts."""
        before = int(self._head[unit]) - 1
        if self.unit != "word" or before < int(self._first_word[unit]) or self._use_of_word[before] < 0:
            return None
        return self.names[self._name_of_word[before]], int(self._use_of_word[before])


def is_attributive(morpheme: Morpheme) -> bool:
    """Whether an adjective, or the な of an adjectival noun, stands before the noun that it describes."""
    return morpheme.form.startswith(("連体", "体言", "基本"))


def _class(grammar: Grammar, morpheme: Morpheme) -> str:
    name = grammar.class_of(morpheme)
    if name == "neg_naku":
        return "neg_adj" if morpheme.tag.startswith("形容詞") else "neg_aux"
    name = _COARSE.get(name, name)
    if name == "n_feel":
        return "noun_verbal" if "サ変" in morpheme.tag else "noun"
    if name == "aux_da":  # 確実に, 工事で
        return {"に": "p_ni", "で": "p_de"}.get(morpheme.surface, name)
    if name == "noun_verbal" and "形状詞" in morpheme.tag:
        return "noun_adjectival"  # アピールが下手
    return name


def _groups(grammar: Grammar) -> dict[str, tuple[str, ...]]:
    """Return the groups of classes that the patterns name, such as <adj> for all adjectives."""
    verbs = {name for name, pos in grammar.pos.items() if pos == "verb"}
    helping = set(grammar.groups.get("helper_verb", ()))
    light = {"suru", "aru", "iru", "naru", "ikeru"}
    groups = {
        "act": verbs - light - {"dekiru"},
        "adj": {name for name, pos in grammar.pos.items() if pos == "adjective"},
        "na": {name for name, pos in grammar.pos.items() if pos == "adjectival_noun"},
        "noun": {*grammar.groups.get("nominal", ()), "suffix_position"},
        "verbal": {"noun_verbal"},
        "help": (helping | {"potential", "adj_hoshii"}) - {"suru", "v_sub"},  # after て
        "sub": helping - light - {"v_go", "v_potential_sub"},
        "wish": {"aux_tai", "adj_hoshii", "helper"},
    }
    return {name: tuple(sorted(classes)) for name, classes in groups.items()}
