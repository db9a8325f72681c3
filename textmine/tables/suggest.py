"""Proposes words that belong together and spellings of one word; merges nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from textmine.errors import WordsError
from textmine.settings import DEFAULTS, Lang
from textmine.tables.measures import c_value, distinct, flr
from textmine.tables.occurrences import uses
from textmine.texts.labels import label
from textmine.words.corpus import WORD, Corpus

Kind = Literal["compounds", "synonyms"]
KINDS = ("compounds", "synonyms")
COMPOUNDS = ("word", "words", "respondents", "occurrences", "flr", "c_value", "example")
SYNONYMS = ("word", "variant", "reason", "respondents", "variant_respondents", "similarity", "example")
REASONS = ("case", "long_vowel", "small_kana", "okurigana", "reading", "typing", "homophone")

_LONGEST = 6  # words in a candidate
_AROUND = 20  # characters shown on each side in an example
_KANA = re.compile(r"[ぁ-ゖ]+")
_KANJI = re.compile(r"[一-鿿々]")
_SPELLED_OUT = re.compile(r"[ァ-ヺー]{5,}|[A-Za-z]{5,}")  # where one wrong letter is likely a typing error
_SMALL = str.maketrans("ァィゥェォッャュョヮヴ", "アイウエオツヤユヨワブ")


def suggest(
    corpus: Corpus,
    kind: Kind,
    *,
    minimum: int = DEFAULTS.suggest.minimum,
    most: int = DEFAULTS.suggest.most,
) -> pd.DataFrame:
    """Return candidates for the dictionaries, the likeliest first: at most ``most`` of them.

    ``kind="compounds"``: runs of words inside longer nouns that ``minimum`` respondents wrote. Columns:
    ``word``, ``words`` (separated by blanks), ``respondents``, ``occurrences``, ``flr`` (Nakagawa & Mori
    2003), ``c_value`` (Frantzi et al. 2000), ``example``. Sorted by FLR, C-value, then word.

    ``kind="synonyms"``: pairs of words that may be spellings of one. Columns: ``word`` (of more
    respondents), ``variant``, ``reason`` (the first that fits of case, long_vowel, small_kana, okurigana,
    reading: one has no kanji; typing: one or two letters differ; homophone: other kanji),
    ``respondents``, ``variant_respondents``, ``similarity`` (0–1, rapidfuzz's ratio), ``example`` (of the
    variant). Sorted by reason in that order, then the respondents of both.

    Raises:
        WordsError: for another ``kind``.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    >>> texts = ["個人情報の保護", "個人情報を守る", "モチベーションの向上", "モチベーシヨンが上がる"]
    >>> rows = [(n, str(n), "効果", "", text, "substantive", 0, n) for n, text in enumerate(texts)]
    >>> corpus = tokenize(Survey(pd.DataFrame(rows, columns=columns)))
    >>> suggest(corpus, "compounds")[["word", "words", "respondents"]].values.tolist()
    [['個人情報', '個人 情報', 2]]
    >>> suggest(corpus, "synonyms")[["word", "variant", "reason"]].values.tolist()
    [['モチベーション', 'モチベーシヨン', 'small_kana']]
    """
    if kind == "compounds":
        return _compounds(corpus, minimum, most)
    if kind == "synonyms":
        return _synonyms(corpus, most)
    raise WordsError(
        "there are no suggestions of {kind!r}; there are: {known}", kind=kind, known=", ".join(KINDS)
    )


def suggestions(table: pd.DataFrame, kind: Kind, /, *, lang: Lang = DEFAULTS.report.lang) -> str:
    """Return the text of a dictionary file with every candidate of a table commented out, to be edited.

    Taking ``# `` off a line makes it an entry of compounds.txt or synonyms.txt; the lines with ``##`` say
    why it was proposed.
    """
    lines = [f"## {line}" for line in label(f"suggest.{kind}", lang).split("\n")]
    for row in table.to_dict("records"):
        values = {str(name): value for name, value in row.items()}
        example = "".join(letter if letter.isprintable() else " " for letter in str(values["example"]))
        values["example"] = example
        if kind == "synonyms":
            values["reason"] = label(f"alike.{values['reason']}", lang)
        lines += ["", f"## {label(f'suggest.{kind}_line', lang, **values)}"]
        lines.append(f"# {values['word']}" + (f"、{values['variant']}" if kind == "synonyms" else ""))
    return "\n".join(lines) + "\n"


# ------------------------------------------------------------------------------------- compounds


def _compounds(corpus: Corpus, minimum: int, most: int) -> pd.DataFrame:
    tokens = corpus.tokens
    ids = tokens["compound_id"].to_numpy()
    first = np.flatnonzero(np.diff(ids, prepend=-1))
    last = np.append(first[1:], len(ids))[: len(first)]
    surfaces = tokens["surface"].astype("str").tolist()
    numeral = (tokens["pos"] == "numeral").tolist()
    bodies: dict[tuple[str, ...], int] = {}
    places: dict[tuple[str, ...], list[int]] = {}
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        body = tuple(surfaces[start:end])
        bodies[body] = bodies.get(body, 0) + 1
        if len(body) > 1 and not any(numeral[start:end]):
            for size in range(2, min(_LONGEST, len(body)) + 1):
                for place in range(len(body) - size + 1):
                    places.setdefault(body[place : place + size], []).append(start + place)
    joined = flr(bodies)
    # Runs of one word more than a candidate tell which candidates occur inside a longer one only.
    several = {body: times for body, times in bodies.items() if len(body) > 1}
    contained = c_value(several, longest=_LONGEST + 1)
    respondents = tokens["respondent"].cat.codes.to_numpy()
    forced = {entry.word for entry in corpus.lexicon.compounds}
    rows = []
    for run, starts in places.items():
        word = "".join(run)
        people = len(np.unique(respondents[starts]))
        is_known = word in forced or word in corpus.lexicon.stopwords
        if people < minimum or is_known or contained[run] <= 0:  # 0: only inside one longer candidate
            continue
        rows.append((word, " ".join(run), people, len(starts), joined.get(run, 0.0), contained[run], starts))
    rows.sort(key=lambda row: (-row[4], -row[5], row[0]))
    examples = [(*row[:6], _example(corpus, row[6], len(row[1].split(" ")))) for row in rows[:most]]
    return pd.DataFrame(examples, columns=list(COMPOUNDS)).astype(
        {"word": "str", "words": "str", "example": "str", "flr": "float64", "c_value": "float64"}
    )


def _example(corpus: Corpus, starts: Sequence[int], size: int) -> str:
    """Return one place of some tokens with what is around it: of the answer that comes first."""
    tokens = corpus.tokens
    answers = tokens["answer"].to_numpy()[list(starts)].tolist()
    answer, row = min(zip(answers, starts, strict=True))
    text = str(corpus.answers.loc[corpus.answers["answer"] == answer, "text"].iloc[0])
    begin = int(tokens["start"].to_numpy()[row])
    end = int(tokens["end"].to_numpy()[row + size - 1])
    return text[max(0, begin - _AROUND) : end + _AROUND].strip()


# -------------------------------------------------------------------------------------- synonyms


def _synonyms(corpus: Corpus, most: int) -> pd.DataFrame:
    used = uses(corpus, "word")
    names = [str(name) for name in used["word"].cat.categories]
    counts = distinct(used["respondent"].cat.codes.to_numpy(), used["word"].cat.codes.to_numpy(), len(names))
    respondents = {name: count for name, count in zip(names, counts.tolist(), strict=True) if count}
    reasons: dict[tuple[str, str], str] = {}
    for one, other, reason in _alike(list(respondents), _readings(corpus, used)):
        reasons.setdefault((min(one, other), max(one, other)), reason)
    rows = []
    for pair, reason in reasons.items():
        word, variant = sorted(pair, key=lambda name: (-respondents[name], name))
        similarity = round(fuzz.ratio(word, variant) / 100, 3)
        rows.append((word, variant, reason, respondents[word], respondents[variant], similarity))
    rows.sort(key=lambda row: (REASONS.index(row[2]), -row[3] - row[4], row[0], row[1]))
    # Of each word its token in the answer that comes first.
    first_of = used.sort_values(["answer", "first"]).drop_duplicates("word").set_index("word")["first"]
    examples = [(*row, _example(corpus, [int(first_of[row[1]])], 1)) for row in rows[:most]]
    text = dict.fromkeys(("word", "variant", "reason", "example"), "str")
    return pd.DataFrame(examples, columns=list(SYNONYMS)).astype({**text, "similarity": "float64"})


def _alike(words: Sequence[str], readings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of words that may be one, and why, by the strength of the reason."""
    keys: dict[str, Callable[[str], str]] = {
        "case": lambda word: unicodedata.normalize("NFKC", word).casefold(),
        "long_vowel": lambda word: word.replace("ー", "") if len(word.replace("ー", "")) > 2 else word,
        "small_kana": lambda word: word.translate(_SMALL) if len(word) > 2 else word,
        "okurigana": lambda word: _okurigana(word, readings),
    }
    for reason, key in keys.items():
        yield from _pairs(_grouped(words, key), reason)
    homophones = _grouped(words, lambda word: readings.get(word, ""))
    for one, other, reason in _pairs(homophones, "reading"):
        if min(len(one), len(other)) > 1 and not (_KANJI.search(one) and _KANJI.search(other)):
            yield one, other, reason
    yield from _pairs(_typing(words), "typing")
    # 意志 shares a character with 意思 and with 遺志: all three may be one.
    sharing = [[other for other in group if set(word) & set(other)] for group in homophones for word in group]
    yield from _pairs(sharing, "homophone")


def _pairs(groups: Iterable[Sequence[str]], reason: str) -> Iterator[tuple[str, str, str]]:
    for group in groups:
        yield from ((one, other, reason) for one, other in combinations(group, 2))


def _grouped(words: Sequence[str], key: Callable[[str], str]) -> list[list[str]]:
    """Return the words with the same key, where there are several."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(key(word), []).append(word)
    return [group for name, group in groups.items() if name and len(group) > 1]


def _okurigana(word: str, readings: Mapping[str, str]) -> str:
    """Return what 取り組み, 取組み and 取組 have in common: characters and reading."""
    kanji = _KANA.sub("", word)
    reading = readings.get(word, "")
    return f"{kanji}/{reading}" if reading and _KANJI.search(kanji) else f"{word}/"


def _readings(corpus: Corpus, used: pd.DataFrame) -> dict[str, str]:
    """Return the most frequent reading of each word; none where the dictionary has none."""
    starts = np.flatnonzero((corpus.flags & WORD) == 0)
    ends = np.append(starts[1:], len(corpus.flags))
    codes = corpus.codes.tolist()
    first = used["first"].to_numpy()
    counted: dict[tuple[int, tuple[int, ...]], int] = {}
    word_codes = used["word"].cat.codes.tolist()
    for word, start, end in zip(word_codes, starts[first].tolist(), ends[first].tolist(), strict=True):
        key = (word, tuple(codes[start:end]))
        counted[key] = counted.get(key, 0) + 1
    names = used["word"].cat.categories
    readings: dict[str, dict[str, int]] = {}
    for (word, run), count in counted.items():
        form = "".join(corpus.morphemes[code].surface for code in run[:-1]) + corpus.morphemes[run[-1]].base
        if form != names[word] and form in names[word]:
            continue  # a part of a longer word that it is counted as: 公共 of 公共交通
        # The lemma's reading would make 食べられる one with 食べる.
        parts = [
            (corpus.morphemes[code].pronunciation or corpus.morphemes[code].reading).strip("*")
            for code in run
        ]
        reading = "".join(parts) if all(parts) else ""
        known = readings.setdefault(str(names[word]), {})
        known[reading] = known.get(reading, 0) + count
    return {word: min(known, key=lambda text: (-known[text], text)) for word, known in readings.items()}


def _typing(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of words in katakana or Latin letters that differ by a letter, or by two of eight."""
    spelled = sorted(word for word in words if _SPELLED_OUT.fullmatch(word))
    if len(spelled) < 2:
        return []
    distances = cdist(spelled, spelled, scorer=Levenshtein.distance, score_cutoff=2, dtype=np.uint8)
    pairs = []
    for one, other in zip(*np.nonzero(np.triu(distances <= 2, k=1)), strict=True):
        word, variant = spelled[one], spelled[other]
        if distances[one, other] == 1 or min(len(word), len(variant)) >= 8:
            pairs.append((word, variant))
    return pairs
