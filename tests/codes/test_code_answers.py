"""Rules on documents: each condition as the language says, against a plain reading of it, and its places."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.codes.classes import read_classes
from textmine.codes.code_answers import code_answers, code_columns
from textmine.codes.codebook import parse_codebook
from textmine.codes.documents import UNITS, documents
from textmine.codes.explain import explain
from textmine.codes.khcoder_reading import as_khcoder
from textmine.codes.readings import stream
from textmine.errors import CodebookError
from textmine.inputs.lexicon import ForcedWord, Lexicon
from textmine.inputs.survey import Survey, read_survey
from textmine.settings import CodeUnit, WordSettings
from textmine.words.corpus import Corpus, tokenize

DICTIONARIES = ["ipadic", "unidic-lite"]


def corpus(
    texts: Sequence[str],
    *,
    dictionary: str = "ipadic",
    lexicon: Lexicon | None = None,
    kinds: Sequence[str] | None = None,
    respondents: Sequence[str] | None = None,
    **attributes: Sequence[str],
) -> Corpus:
    answers = pd.DataFrame(
        {
            "answer": range(10, 10 + len(texts)),
            "respondent": respondents or [f"r{number}" for number in range(len(texts))],
            "question": "障害",
            "item": "",
            "text": list(texts),
            "kind": kinds or ["substantive"] * len(texts),
            "source": 0,
            "row": range(len(texts)),
            **attributes,
        }
    )
    return tokenize(Survey(answers), lexicon or Lexicon(), settings=WordSettings(dictionary=dictionary))


def hits(
    text: str | Sequence[str],
    rule: str,
    *,
    dictionary: str = "ipadic",
    unit: CodeUnit = "answer",
    **more: object,
) -> list[int]:
    """The answers that get the code."""
    texts = [text] if isinstance(text, str) else text
    options = {name: more.pop(name) for name in ("reading", "variables") if name in more}
    table = code_answers(
        corpus(texts, dictionary=dictionary, **more),  # type: ignore[arg-type]
        parse_codebook(f"＊A\n{rule}"),
        unit=unit,
        **options,  # type: ignore[arg-type]
    )
    return table["＊A"].tolist()


TEXT = "犬が猫を見た。猫は鳥を追いかけたが、犬は走らなかった。"


@pytest.mark.parametrize("dictionary", DICTIONARIES)
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("犬", 1),
        ("馬", 0),
        ("犬 == 2", 1),
        ("犬 > 2", 0),
        ("犬 + 猫 >= 4", 1),
        ("犬 * 2 - 猫 / 2 == 3", 1),
        ("犬 / 馬", 0),
        ("0 / 0 == 0", 1),
        ("犬 and not 馬", 1),
        ("犬 &! 猫", 0),
        ("馬 |! 牛", 1),
        ("! 犬", 0),
        ("犬 - 猫", 0),
        ("馬 - 猫", 1),
        ("走る", 1),
        ("走る->未然形", 1),
        ("走る->連用タ接続", 0),
        ("走る=>走ら", 1),
        ("走る=>走る", 0),
        ("犬-->名詞C", 1),
        ("犬-->名詞", 0),
        ("走る-->動詞->未然形", 1),
        ("*-->動詞 == 3", 1),
        ("*->未然形", 1),
        ("が", 0),  # a class that rules don't find
        ("走る!neg", 1),
        ("走る!pos", 0),
        ("見る!pos", 1),
        ("走る!end", 1),
        ("猫!end", 0),
        ("'猫を見た'", 1),
        ("'見た。猫'", 0),  # it cannot cross the end of a sentence
        ("'走らなかった'!end", 1),
        ("'追いかけた'!end", 0),
        ("'猫' == 2", 1),  # sentences with it
        ("re'犬.{0,5}走'", 1),
        ("re'^猫.{0,20}た。$'", 1),
        ("re'^犬は'", 0),
        ("lc == 27", 1),
        ("lw >= 1 and lw < 30.5", 1),
        ("No. == 1", 1),
        ("'猫ヲ見タ' or \"犬\"", 1),
    ],
)
def test_conditions(rule: str, expected: int, dictionary: str) -> None:
    """Counts, classes, forms, surfaces, strings, lengths, with either dictionary."""
    assert hits(TEXT, rule, dictionary=dictionary) == [expected]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("社内で対応している。", "対応!end", 1),
        ("対応しました！", "対応!end", 1),
        ("対応できていないのです", "対応!end", 1),
        ("対応している社員がいる", "対応!end", 0),
        ("効果は変わらない。", "変わる!neg!end", 1),
        ("変わらない点が多い。", "変わる!neg!end", 0),
        ("効果は特になし。", "'なし'!end", 1),
        ("なしとは言えない", "'なし'!end", 0),
        ("更新忘れが無いよう。", "'よう'!文末", 1),
        ("費用が高い（特に導入）", "導入!end and '導入'!end", 1),
    ],
)
def test_ends_of_sentences(text: str, rule: str, expected: int, dictionary: str) -> None:
    """Signs may follow, and of a word what bends a predicate; of a string only signs."""
    assert hits(text, rule, dictionary=dictionary) == [expected]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_words_that_the_dictionary_cuts(dictionary: str) -> None:
    """お嬢さん and 従業員 are found whatever the dictionary does with them; in phrases and near too."""
    text = "従業員のお嬢さんが気づかなかった"
    for rule in ("従業員", "お嬢さん", "near(従業員-お嬢さん)[3]", "near(お嬢さん-気づく!neg)", "気づく"):
        assert hits(text, rule, dictionary=dictionary) == [1], rule
    assert hits("従業をやめた員外の人", "従業員", dictionary=dictionary) == [0]


def test_a_run_of_tokens_is_no_other_word() -> None:
    """もの is one word to the dictionary, so も and の next to one another are not it."""
    assert hits("私もの人", "もの", dictionary="unidic-lite") == [0]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("取引先企業", "取引+先", 0),  # 先 is a suffix here, which rules don't find
        ("予算不足", "予算+不足", 1),
        ("予算の不足", "予算+不足", 0),
        ("情報共有不足", "情報+共有+不足", 1),
        ("予算。不足", "予算+不足", 0),
    ],
)
def test_phrases(text: str, rule: str, expected: int) -> None:
    """Words on directly consecutive tokens."""
    assert hits(text, rule) == [expected]


def test_phrases_do_not_run_on_into_the_next_answer() -> None:
    """Nor does anything else."""
    assert hits(["予算", "不足"], "予算+不足 or near(予算-不足)[0]") == [0, 0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("near(犬-猫)[1]", 0),
        ("near(犬-猫)[2]", 1),
        ("near(猫-犬)[2]", 1),
        ("seq(犬-猫)[2]", 1),
        ("seq(猫-犬)[2]", 0),
        ("seq(猫-犬)", 1),
        ("seq(鳥-犬)[b]", 1),
        ("near(犬-猫-鳥)[5]", 0),
        ("near(犬-猫-鳥)[6]", 1),
        ("near((馬 or 犬)-猫)[2]", 1),
        ("near(犬-'を見た')[3]", 1),
        ("near(犬-猫+鳥)", 0),
        ("near(*-->動詞-猫)[2]", 1),
        ("near(犬-re'見.{0,1}')", 1),
        ("near(犬-走る!neg)[2]", 1),
        ("near(犬-走る!pos)[0]", 0),
    ],
)
def test_near(rule: str, expected: int) -> None:
    """Windows, order, and what may stand inside."""
    assert hits(TEXT, rule) == [expected]


def test_codes_inside_near() -> None:
    """The places of an earlier code count as places of a word."""
    frame = parse_codebook("＊動物\n犬 or 猫\n＊A\nnear(<＊動物>-走る)[2]\n＊B\n<＊動物> and not <＊A>")
    table = code_answers(corpus([TEXT, "犬が寝た。人が走る。"]), frame)
    assert table[["＊動物", "＊A", "＊B"]].to_numpy().tolist() == [[1, 1, 0], [1, 0, 1]]


def test_windows_of_a_sentence_or_line() -> None:
    """b keeps to the sentence, d to the line; without them a window crosses both."""
    text = "犬が寝た。猫が起きた。\n鳥が飛んだ。"
    assert hits(text, "near(犬-猫)[0]") == [1]
    assert hits(text, "near(犬-猫)[b0]") == [0]
    assert hits(text, "near(犬-猫)[d0]") == [1]
    assert hits(text, "near(猫-鳥)[d0]") == [0]
    assert hits(text, "near(猫-鳥)[0]") == [1]


def test_only_the_last_of_a_run_of_the_same_word_starts_a_window() -> None:
    """犬 犬 猫 is one place, not two; the distance is from the word found last, not the first."""
    assert hits("犬と犬と猫", "near(犬-猫) == 1") == [1]
    assert hits("犬と猫と犬と猫", "near(犬-猫) == 3") == [1]
    assert hits("犬と猫と鳥", "near(犬-猫-鳥)[2]") == [1]
    assert hits("犬と犬と犬と猫", "seq(犬-猫)[2] == 1") == [1]


@pytest.mark.parametrize("reading", ["textmine", "khcoder"])
def test_extensions_leave_quoted_words_alone(reading: str) -> None:
    """A word in quotation marks is a word, whatever it looks like."""
    assert hits("orとlwを使う", '"or" or "lw" >= 1', reading=reading) == [1]


def test_readings_differ() -> None:
    """Width, sentences, blanks and forced words, as documents.py says."""
    lexicon = Lexicon(compounds=(ForcedWord("クラウド費"),), stopwords=frozenset({"予算"}))
    text = "ＩＴの予算が　ない！クラウド費も"

    def of(rule: str, reading: str) -> list[int]:
        return hits(text, rule, lexicon=lexicon, reading=reading)

    assert of("IT", "textmine") == [1] and of("IT", "khcoder") == [0]
    assert of("ＩＴ", "textmine") == of("ＩＴ", "khcoder") == [1]
    assert of("予算", "textmine") == [1] and of("予算", "khcoder") == [0]
    assert of("'算がない'", "textmine") == [1] and of("'算がない'", "khcoder") == [0]
    assert of("'算が ない'", "khcoder") == [1]
    assert of("クラウド費-->タグ", "khcoder") == of("クラウド費-->タグ", "textmine") == [1]
    assert of("'ない！クラ'", "khcoder") == [1] and of("'ない！クラ'", "textmine") == [0]
    letters = len("ＩＴのがない！クラウド費も")
    assert of(f"lc == {letters + 1 + 2}", "khcoder") == [1]  # the blank, two brackets, no 予算
    assert of(f"lc == {letters + 2}", "textmine") == [1]  # 予算


def test_words_not_used_keep_their_place() -> None:
    """They count for distances, not for lengths."""
    lexicon = Lexicon(stopwords=frozenset({"猫"}))
    assert hits("犬猫鳥", "犬+鳥 or near(犬-鳥)[1]", lexicon=lexicon, reading="khcoder") == [0]
    assert hits("犬猫鳥", "near(犬-鳥)[2] and lw == 2", lexicon=lexicon, reading="khcoder") == [1]


def test_variables() -> None:
    """Attributes of the answers; numbers; values from beside; unknown ones are 0."""
    texts = ["犬。猫。", "犬"]
    attributes = {"業種": ["製造業", "小売業"], "人数": ["12", ""]}
    assert hits(texts, "<>業種-->製造業", **attributes) == [1, 0]
    assert hits(texts, "<>業種-->製造業", unit="sentence", **attributes) == [1, 1, 0]
    assert hits(texts, "<>人数<> > 10.5", **attributes) == [1, 0]
    assert hits(texts, "<>人数<> > 10", unit="sentence", **attributes) == [0, 0, 0]
    assert hits(texts, "<>地域-->東", **attributes) == [0, 0]
    beside = {"sentence": pd.DataFrame({"印": ["x", "", "x"]})}
    assert hits(texts, "<>印-->x", unit="sentence", variables=beside) == [1, 0, 1]
    assert hits(texts, "<>印-->x", variables=beside) == [0, 0]


HEADED = {
    "heading1": ["上", "上", "上", "下"],
    "heading2": ["", "一", "二", "一"],
}
PARAGRAPHS = ["犬。", "猫。犬。", "鳥。", "猫。"]


@pytest.mark.parametrize(
    ("unit", "reading", "documents_", "dogs"),
    [
        ("heading1", "textmine", 2, [1, 0]),
        ("heading2", "textmine", 3, [1, 0, 0]),
        ("paragraph", "textmine", 4, [1, 1, 0, 0]),
        ("sentence", "textmine", 5, [1, 0, 1, 0, 0]),
        ("heading1", "khcoder", 2, [1, 0]),
        ("heading2", "khcoder", 3, [1, 0, 0]),
        ("paragraph", "khcoder", 4, [1, 1, 0, 0]),
        ("sentence", "khcoder", 10, [0, 1, 0, 0, 1, 0, 0, 0, 0, 0]),
    ],
)
def test_units_of_a_text_with_headings(
    unit: CodeUnit, reading: str, documents_: int, dogs: list[int]
) -> None:
    """A heading takes the lower ones with it; in KH Coder's reading it is a sentence."""
    found = hits(PARAGRAPHS, "犬", unit=unit, reading=reading, **HEADED)
    assert len(found) == documents_
    assert found == dogs


def test_headings_as_conditions() -> None:
    """The heading above (or of) the document; 0 where the unit is coarser."""
    assert hits(PARAGRAPHS, "<>見出し1-->上", unit="paragraph", **HEADED) == [1, 1, 1, 0]
    assert hits(PARAGRAPHS, "<>見出し2-->一", unit="heading2", **HEADED) == [1, 0, 1]
    assert hits(PARAGRAPHS, "<>見出し2-->一", unit="heading1", **HEADED) == [0, 0]
    sentences = hits(PARAGRAPHS, "<>見出し2-->一", unit="sentence", reading="khcoder", **HEADED)
    assert sentences == [0, 0, 1, 1, 1, 0, 0, 0, 1, 1]
    with pytest.raises(CodebookError, match="no headings of level 1"):
        hits("犬", "犬", unit="heading1")
    with pytest.raises(CodebookError, match="there is no unit 'page'"):
        hits("犬", "犬", unit="page")  # type: ignore[arg-type]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_sentences_are_those_of_the_corpus(dictionary: str) -> None:
    """One definition of a sentence: the streams' is that of corpus.tokens."""
    made = corpus(["犬！？猫。鳥\n馬。」牛", "犬"], dictionary=dictionary)
    text = stream(made)
    firsts = np.flatnonzero(made.words >= 0)
    number = made.tokens["sentence"].to_numpy()
    answer = made.tokens["answer"].to_numpy()
    of_stream = text.sentence[firsts]
    pairs = {(a, n, s) for a, n, s in zip(answer.tolist(), number.tolist(), of_stream.tolist(), strict=True)}
    assert len(pairs) == len({(a, n) for a, n, _ in pairs}) == len({s for *_, s in pairs})


def test_classes_of_the_two_dictionaries() -> None:
    """The same words get the same class with UniDic's table as with IPADIC's, but for what it can't tell."""
    text = (
        "新しい費用の問題で社員が困る。とても静かな部屋をきれいに掃除し、東京の田中さんとはっきり話した。"
        "今日は走らない。ああ、私は本を読むことができる。食べている犬がかわいい。仕方がない。"
    )
    kinds: list[dict[str, str]] = []
    for dictionary in DICTIONARIES:
        found = stream(corpus([text], dictionary=dictionary))
        names = found.scheme.names
        kinds.append(
            {
                found.morphemes[code].base: names[kind]
                for code, kind in zip(found.codes.tolist(), found.word_class.tolist(), strict=True)
            }
        )
    both = [base for base in kinds[0] if base in kinds[1]]
    assert len(both) > 30
    different = {base: (kinds[0][base], kinds[1][base]) for base in both if kinds[0][base] != kinds[1][base]}
    assert set(different) <= {"費用", "部屋", "きれい", "できる", "はっきり"}, different
    scheme = read_classes("unidic")
    assert scheme.class_of("動詞-非自立可能", "いる", "助詞-接続助詞") == "その他"
    assert scheme.class_of("動詞-非自立可能", "いる") == "動詞B"
    assert not scheme.used["代名詞"] and not scheme.used["その他"]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_conjugation_forms_have_ipadic_names(dictionary: str) -> None:
    """連用タ接続 means the same with UniDic, whose own names work too."""
    for rule in ("死ぬ->連用タ接続", "高い->連用テ接続", "行く->仮定形", "書く->命令ｅ", "見る->基本形"):
        text = "死んだ。高くて。行けば。書け。見る。"
        assert hits(text, rule, dictionary=dictionary) == [1], rule
    assert hits("死んだ", "死ぬ->連用形-撥音便", dictionary="unidic-lite") == [1]


def test_table_of_codes() -> None:
    """One row per answer with its text, non-answers too; one 0/1 column per code; nothing is renumbered."""
    frame = parse_codebook("＊費用/導入\n導入\n＊費用/維持\n維持\n*人\n社員", broken="error")
    made = corpus(["導入と維持", "特になし", "社員"], kinds=["substantive", "none", "substantive"])
    table = code_answers(made, frame)
    assert table.columns.tolist() == [
        "answer",
        "respondent",
        "kind",
        "document",
        "text",
        "＊費用/導入",
        "＊費用/維持",
        "＊人",
    ]
    assert table["answer"].tolist() == [10, 11, 12]
    assert table[code_columns(table)].to_numpy().tolist() == [[1, 1, 0], [0, 0, 0], [0, 0, 1]]
    part = code_answers(made.select(question="障害"), frame)
    pd.testing.assert_frame_equal(part, table)
    assert pickle.loads(pickle.dumps(frame)) == frame


def test_text_of_each_unit() -> None:
    """The original characters, also where normalising changed them."""
    made = corpus(["ＡＢの㈱犬。 猫！\nｶﾞｽ", ""], kinds=["substantive", "blank"])
    frame = parse_codebook("＊A\n犬")
    assert code_answers(made, frame, unit="sentence")["text"].tolist() == ["ＡＢの㈱犬。", "猫！", "ｶﾞｽ"]
    assert code_answers(made, frame, unit="paragraph")["text"].tolist() == ["ＡＢの㈱犬。 猫！", "ｶﾞｽ"]
    kh = code_answers(made, frame, unit="sentence", reading="khcoder")["text"].tolist()
    assert kh == ["ＡＢの㈱犬。", " 猫！", "ｶﾞｽ"]


def test_nothing_to_code() -> None:
    """No answers, no words, a code that can't be understood: zeros, no error."""
    frame = parse_codebook("＊A\na b\n＊B\n犬 or 'x' or near(犬-猫) or re'x' or 犬+猫", broken="empty")
    for texts in ([], [""], ["犬"]):
        for reading in ("textmine", "khcoder"):
            table = code_answers(corpus(texts, kinds=["blank"] * len(texts)), frame, reading=reading)  # type: ignore[arg-type]
            assert len(table) == len(texts)
            assert not table["＊A"].any()


# ---- explain


def test_explanation() -> None:
    """Which condition fired on which original characters."""
    frame = parse_codebook("＊費用\n( 費用 or 予算+不足 ) and not 不要\n＊なし\n'不足'!end\n＊長い\nlw > 1")
    made = corpus(["㈱Ａの費用と予算不足", "費用は不要", "ﾖｻﾝ"])
    table = explain(made, frame)
    first = table[table["answer"] == 10][["code", "clause", "text", "start", "end"]].to_numpy().tolist()
    assert first == [
        ["＊費用", "! 不要", "", -1, -1],
        ["＊費用", "費用", "費用", 3, 5],
        ["＊費用", "予算+不足", "予算不足", 6, 10],
        ["＊なし", "'不足'!end", "不足", 8, 10],
        ["＊長い", "lw > 1", "", -1, -1],
    ]
    assert set(table.loc[table["answer"] == 11, "code"]) == {"＊長い"}
    one = explain(made, frame, 10)
    pd.testing.assert_frame_equal(one, table[table["answer"] == 10].reset_index(drop=True))
    with pytest.raises(CodebookError, match="no answer 99"):
        explain(made, frame, 99)


VOCABULARY = ["犬", "猫", "鳥", "走る", "。", "、", "が", "\n", "走らない", "ＩＴ", " ", "ｶﾞｽ"]
DOCUMENTS = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=12).map("".join), min_size=1, max_size=4)
RULES = st.sampled_from(
    [
        "犬 or 走る!neg",
        "near(犬-猫)[2]",
        "near(犬-猫-鳥)[b4]",
        "seq(犬-(猫 or 鳥))[3]",
        "near(犬-'が')[d2]",
        "犬+猫 or 'が犬'",
        "( 犬 >= 2 or ! 猫 ) and 鳥 + 走る > 1",
        "re'犬.{0,3}鳥' or ガス!end",
        "*-->動詞 and not IT",
    ]
)


@given(DOCUMENTS, RULES, st.sampled_from(["textmine", "khcoder"]))
@settings(max_examples=150)
def test_every_code_has_its_reason(texts: list[str], rule: str, reading: str) -> None:
    """A code and a row that explains it go together, and the row quotes the answer."""
    frame = parse_codebook(f"＊A\n{rule}")
    made = corpus(texts)
    table = code_answers(made, frame, reading=reading)  # type: ignore[arg-type]
    reasons = explain(made, frame, reading=reading)  # type: ignore[arg-type]
    assert set(reasons["answer"]) == set(table.loc[table["＊A"] == 1, "answer"])
    for answer, text, start, end in reasons[["answer", "text", "start", "end"]].itertuples(index=False):
        if start >= 0:
            assert texts[answer - 10][start:end] == text != ""


def plain_near(tokens: list[str], words: list[str], limit: int, ordered: bool) -> int:
    """The description of near and seq, word for word, on one document."""
    listed = [(place, word) for place, word in enumerate(tokens) if word in words]
    if not set(words) <= {word for _, word in listed}:
        return 0
    total = 0
    for number, (place, word) in enumerate(listed):
        if ordered and word != words[0]:
            continue
        if number + 1 < len(listed) and listed[number + 1][1] == word:
            continue
        found, latest = [word], place
        for other, new in listed[number + 1 :]:
            if limit and other - latest > limit:
                break
            if new in found or (ordered and new != words[len(found)]):
                continue
            found.append(new)
            latest = other
            if len(found) == len(words):
                total += 1
                break
    return total


@given(
    st.lists(st.lists(st.sampled_from(["犬", "猫", "鳥", "と", "、"]), max_size=14), min_size=1, max_size=3),
    st.permutations(["犬", "猫", "鳥"]),
    st.integers(2, 3),
    st.integers(0, 5),
    st.booleans(),
)
@settings(max_examples=200)
def test_near_against_a_plain_reading(
    tokens: list[list[str]], words: list[str], size: int, limit: int, ordered: bool
) -> None:
    """The indexed evaluation counts what the description counts."""
    words = words[:size]
    made = corpus(["".join(each) for each in tokens])
    text = stream(made)
    assert sum(len(each) for each in tokens) == len(text.codes)  # each is one token
    name = "seq" if ordered else "near"
    for index, each in enumerate(tokens):
        expected = plain_near(each, words, limit, ordered)
        frame = parse_codebook(f"＊A\n{name}({'-'.join(words)})[{limit}] == {expected}")
        assert code_answers(made, frame)["＊A"].iloc[index] == 1


@given(DOCUMENTS, st.sampled_from(UNITS[:3]), st.sampled_from(["textmine", "khcoder"]))
@settings(max_examples=100)
def test_units_hold_every_token_once(texts: list[str], unit: CodeUnit, reading: str) -> None:
    """Documents cut the text without overlap, and the words of all are the words of the text."""
    text = stream(corpus(texts), reading=reading)  # type: ignore[arg-type]
    found = documents(text, unit)
    assert len(found.of_token) == len(text.codes)
    inside = found.of_token[found.of_token >= 0]
    assert (np.diff(inside) >= 0).all()
    assert set(inside.tolist()) <= set(range(found.count))
    if unit != "answer":
        assert set(inside.tolist()) == set(range(found.count))


@given(st.text(max_size=20))
def test_khcoder_text_keeps_its_places(text: str) -> None:
    """Each character is placed where it came from, and nothing is lost."""
    written, offsets = as_khcoder(text)
    assert len(offsets) == len(written) + 1
    assert offsets[-1] == len(text)
    assert (np.diff(offsets) >= 0).all()
    assert "\\" not in written and "'" not in written and " " not in written


@pytest.mark.real
def test_fifty_codes_of_many_words_each(real_surveys: Path) -> None:
    """11,222 answers, 50 codes of 16 words and more each (benchmarks/codes.py prints how long it takes)."""
    survey = read_survey(
        real_surveys / "fukui_kanko_fuben.csv", respondent="respondent", questions=["不便さの内容"]
    )
    made = tokenize(survey)
    words = [word for word in made.vocabulary.shown if word.isalnum() and not word.isascii()][:800]
    rules = [
        f"＊{number}\n{' or '.join(words[number::50])} or near({words[number]}-{words[number + 50]})"
        for number in range(50)
    ]
    table = code_answers(made, parse_codebook("\n".join(rules)))
    assert len(table) == len(survey.answers) and len(code_columns(table)) == 50
    # The first word of each rule is enough.
    assert table[code_columns(table)].to_numpy().any(axis=0).all()
