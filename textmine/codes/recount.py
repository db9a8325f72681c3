"""Another way to count a corpus: the dictionary's own words, and sentences or chapters for respondents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from textmine.arrays import BoolArray, Int32Array, Int64Array
from textmine.codes.classes import HEADING, OTHER, Scheme
from textmine.codes.documents import Documents, documents, texts_of
from textmine.codes.readings import stream
from textmine.codes.stream import Stream
from textmine.errors import WordsError
from textmine.inputs.attributes import column_of
from textmine.inputs.survey import Survey
from textmine.inputs.transcript import HEADINGS, told_apart
from textmine.settings import Per, Reading
from textmine.words.compounds import LINE, NEGATED, Types
from textmine.words.corpus import Corpus
from textmine.words.grammar import read_grammar
from textmine.words.mecab import dictionary
from textmine.words.vocabulary import Naming, Vocabulary, categories

# Classes that KH Coder's analyses leave out unless they are chosen.
LEFT_OUT = frozenset(
    [
        *("名詞B", "動詞B", "形容詞B", "副詞B", "否定助動詞", "形容詞（非自立）", "未知語", "感動詞"),
        *("代名詞", "HTMLタグ", OTHER),
    ]
)


ALL = "all"  # of parts of speech: every class that KH Coder's own list of words has
MISSING = (".", "欠損値", "missing")  # values of an attribute that say that there is none, to KH Coder


def recount(
    corpus: Corpus, *, per: Per = "respondent", reading: Reading = "textmine", pos: Sequence[str] = ()
) -> Corpus:
    """Return the corpus with other words, or with documents of another unit in place of its respondents.

    Every table of the result counts what ``per`` says where it says respondents: ``per="sentence"`` makes
    each sentence an answer of a respondent of its own, "paragraph" each line, "answer" each answer,
    "heading1" … "heading5" all answers below a heading of that level together. ``answer`` is then the number
    of the document, from 1; attributes are those of its first answer.

    With ``reading="khcoder"`` the words are those of the tokeniser's dictionary: its base forms, neither
    joined nor respelled, of all answers that hold anything, as KH Coder counts them; headings are sentences,
    and count in what is below them. ``pos`` says which are counted: classes of KH Coder (名詞, サ変名詞,
    動詞B) or parts of speech of the dictionary, all or their beginning (名詞-一般, 動詞-自立; "名詞-" is any
    noun). Without it all classes of KH Coder are, but those that its analyses leave out: pronouns, words in
    hiragana (名詞B …), 否定助動詞, 形容詞（非自立）, 未知語, 感動詞; with ``pos=("all",)`` all but pronouns
    are, as in KH Coder's list of words. A base form in two of them is two words, 話（サ変名詞） and
    話（名詞C）. Of attributes the values ".", 欠損値 and missing are none; a cell is one value, 男性、20代,
    too; and headings of one name below different ones, 一 of each part, are different values, 一（上）.

    Raises:
        CodebookError: if there is no such unit or reading, or the text has no such headings.
        WordsError: for a part of speech that there is not.

    >>> from textmine.inputs.survey import Survey
    >>> from textmine.words.corpus import tokenize
    >>> texts = ["費用が負担。費用の問題", "時間がない"]
    >>> answers = pd.DataFrame({"answer": range(2), "respondent": list("ab"), "question": "障害",
    ...     "item": "", "text": texts, "kind": "substantive"})
    >>> sentences = recount(tokenize(Survey(answers)), per="sentence")
    >>> sentences.answers["text"].tolist(), sentences.base
    (['費用が負担。', '費用の問題', '時間がない'], 3)
    """
    if per == "respondent" and reading == "textmine":
        return corpus
    text = stream(corpus, reading=reading)
    unit = documents(text, "answer" if per == "respondent" else per)
    whole = _as_khcoder(text, pos) if reading == "khcoder" else corpus
    firsts = (np.cumsum(whole.types.sizes[whole.ids]) - whole.types.sizes[whole.ids]).astype(np.int64)
    document = unit.of_token[firsts]  # of each compound
    is_tag = np.array([morpheme.tag == HEADING for morpheme in whole.morphemes], dtype=bool)
    chosen = (document >= 0) & ~is_tag[whole.types.codes[whole.types.firsts[whole.ids]]]
    counts = np.bincount(document[chosen], minlength=unit.count)
    return replace(
        whole,
        survey=_with_whole_cells(whole.survey) if reading == "khcoder" else whole.survey,
        answers=_answers(text, unit, counts, per),
        ids=whole.ids[chosen],
        firsts=np.concatenate([[0], np.cumsum(counts)]),
        flags=whole.flags[np.repeat(chosen, whole.types.sizes[whole.ids])],
    )


def _with_whole_cells(survey: Survey) -> Survey:
    """Return the survey without any sign that separates choices: a cell is one value, 男性、20代, too."""
    if not {"role", "detail"} <= set(survey.columns):
        return survey
    detail = survey.columns["detail"].mask(survey.columns["role"] == "attribute", "")
    return replace(survey, columns=survey.columns.assign(detail=detail))


def _answers(text: Stream, unit: Documents, counts: Int64Array, per: Per) -> pd.DataFrame:
    """Return a row per document, as the rows of a survey's answers."""
    answers = text.corpus.answers.iloc[unit.row].reset_index(drop=True)
    answers["text"] = pd.Series(texts_of(text, unit, whole=True), dtype="str")
    if text.reading == "khcoder":  # which knows no kinds of answers
        filled = answers["text"].str.strip().ne("") | (counts > 0)
        answers["kind"] = pd.Series(np.where(filled, "substantive", "blank"), dtype="str")
        for column in map(column_of, text.corpus.survey.attributes):
            answers[column] = answers[column].mask(answers[column].isin(MISSING), "")
        levels = [column for column in sorted(HEADINGS) if column in answers]
        for column, named in zip(
            levels, told_apart([answers[each].tolist() for each in levels]), strict=True
        ):
            answers[column] = pd.Series(named, dtype="str")
    elif per.startswith("heading"):  # one substantive answer makes the whole so
        answers["kind"] = answers["kind"].mask(counts > 0, "substantive")
    if per == "respondent":
        return answers
    if per != "answer":
        answers["answer"] = np.arange(1, unit.count + 1)
    width = len(str(unit.count))  # so that their names are in the order of the text
    names = [f"{number:0{width}}" for number in range(1, unit.count + 1)]
    answers["respondent"] = pd.Series(names, dtype="str")
    return answers


def _as_khcoder(text: Stream, pos: Sequence[str]) -> Corpus:
    """Return the corpus whose words are the tokens of a text, each a compound of its own."""
    size = len(text.scheme.names)
    numbers, ids = np.unique(text.codes.astype(np.int64) * size + text.word_class, return_inverse=True)
    codes, classes = (numbers // size).astype(np.int32), numbers % size
    times = np.bincount(ids, minlength=len(numbers))
    counted = np.zeros(len(numbers), dtype=bool)
    counted[ids[text.counted]] = True
    labels = _labels(text, codes, classes, pos, counted)
    naming = _naming([text.morphemes[code].base for code in codes.tolist()], labels, times)
    begins = np.diff(text.line, prepend=-1) != 0
    flags = np.where(begins, LINE, 0) | np.where(text.negated, NEGATED, 0)
    ones = np.ones(len(numbers), dtype=bool)
    return replace(
        text.corpus,
        morphemes=text.morphemes,
        types=Types(codes, ones, np.arange(len(numbers), dtype=np.int64)),
        naming=naming,
        ids=ids.astype(np.int32),
        flags=flags.astype(np.uint8),
        align=text.align,
    )


def _labels(
    text: Stream, codes: Int32Array, classes: Int64Array, pos: Sequence[str], counted: BoolArray
) -> list[tuple[str, bool]]:
    """Return what each kind of token is called as a part of speech, and whether it is counted."""
    names, wanted = text.scheme.names, tuple(pos) or _usual(text.scheme)
    if ALL in wanted:
        wanted = tuple(name for name in names if text.scheme.used[name])
    starts = set(read_grammar(dictionary(text.corpus.dictionary).grammar).rows)
    for each in wanted:
        if each not in names and each.partition("-")[0] not in starts:
            raise WordsError(
                "there is no part of speech {pos!r}; there are KH Coder's {classes}, and those of the "
                "dictionary, which begin with {starts}, such as 名詞-一般",
                pos=each,
                classes=", ".join(names),
                starts=", ".join(sorted(starts)),
            )
    labels = []
    for code, number, is_counted in zip(codes.tolist(), classes.tolist(), counted.tolist(), strict=True):
        own, tag = names[number], f"{text.morphemes[code].tag}-"
        fits = (
            each
            for each in wanted
            if (own == each if each in names else tag.startswith(f"{each.rstrip('-')}-"))
        )
        label = next(fits, "")
        labels.append((label or own, bool(label) and is_counted))
    return labels


def _usual(scheme: Scheme) -> tuple[str, ...]:
    return tuple(name for name in scheme.names if name not in LEFT_OUT)


def _naming(bases: Sequence[str], labels: Sequence[tuple[str, bool]], times: Int64Array) -> Naming:
    """Return the words of kinds of tokens: one for each base form, whatever its case, and part of speech."""
    keys = [(base.casefold(), *label) for base, label in zip(bases, labels, strict=True)]
    written: dict[tuple[str, str, bool], Counter[str]] = {}
    for key, base, count in zip(keys, bases, times.tolist(), strict=True):
        written.setdefault(key, Counter())[base] += count
    words = sorted(written)
    shown = [min(written[word].items(), key=lambda each: (-each[1], each[0]))[0] for word in words]
    several = Counter(name for name, word in zip(shown, words, strict=True) if word[2])
    shown = [
        f"{name}（{word[1]}）" if word[2] and several[name] > 1 else name
        for name, word in zip(shown, words, strict=True)
    ]
    number = {word: place for place, word in enumerate(words)}
    own = np.array([number[key] for key in keys], dtype=np.int32)
    content = np.array([word[2] for word in words], dtype=bool)
    names, name_of = categories(shown)
    vocabulary = Vocabulary(tuple(shown), tuple(word[1] for word in words), content)
    return Naming(vocabulary, own, np.zeros(len(own), dtype=bool), tuple(names), name_of[own])
