"""textmine.words.mecab: the tokens are those of MeCab's nodes, and forced words stay whole."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import fugashi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.normalize import normalize
from textmine.words.mecab import (
    LONGEST,
    RUN,
    Tokenizer,
    after_blanks,
    dictionary,
    parse_features,
    pieces,
    tags,
    with_lemmas,
)

IPADIC = pytest.mark.skipif(find_spec("ipadic") is None, reason="the extra ipadic is not installed")
DICTIONARIES = ["unidic-lite", pytest.param("ipadic", marks=IPADIC)]
EDGES = [
    "",
    " ",
    "   ",
    "EOS",
    "EOS EOS。EOS",
    "a\tb",
    "表\t名詞,一般",
    'カンマ,と"引用符"と,「かぎ」',
    '""""',
    ",,,",
    "\x00前と後ろ\x00",
    "末尾の空白 ",
    " 先頭と　全角",
    "絵文字😀👨\u200d👩\u200d👧と𠮷野家と𩸽",
    "A" * 3000,
    "ァ" * 3000,
    "あ" * 3000,
    "１２３" * 1000,
    "w" * 100 + "笑",
    "😀" * 500,
    "%m\\t%s\\n",
    "* ? [x] {y} \\ | ^ $",
    "従業員の意識が高まったとは感じられない。",
    "ﾊﾝｶｸｶﾅのままの文",
    "\u3000" * 5,
    "é ü ß Привет 한국어 مرحبا",
]


@pytest.mark.parametrize("name", DICTIONARIES)
def test_edge_strings_have_the_morphemes_of_mecabs_nodes(name: str) -> None:
    """Tabs, quotes, blanks, EOS, long runs: token for token, feature for feature."""
    check_nodes(name, EDGES)


@pytest.mark.parametrize("name", DICTIONARIES)
@given(texts=st.lists(st.text(max_size=30), max_size=5))
@examples(20)
def test_any_text_has_the_morphemes_of_mecabs_nodes(name: str, texts: list[str]) -> None:
    """From any part of Unicode."""
    check_nodes(name, texts)


@cache
def nodes_of(arguments: str) -> fugashi.GenericTagger:
    return fugashi.GenericTagger(arguments)


def check_nodes(name: str, texts: list[str]) -> None:
    chosen = dictionary(name)
    nodes, tokenizer = nodes_of(chosen.arguments), Tokenizer(chosen)
    for line in [line for text in texts for line in normalize(text).split("\n")]:
        expected = [parse_features(node.surface, node.feature_raw, chosen) for node in nodes(line)]
        assert tokenizer.tokenize(line) == expected


def surfaces(words: list[str], line: str, name: str = "unidic-lite") -> list[str]:
    tokenizer = Tokenizer(dictionary(name), [ForcedWord(word) for word in words])
    return [morpheme.surface for morpheme in tokenizer.tokenize(line)]


@pytest.mark.parametrize("name", DICTIONARIES)
@pytest.mark.parametrize(
    ("words", "line", "expected"),
    [
        (["個人情報"], "個人情報保護の個人情報", ["個人情報", "保護", "の", "個人情報"]),
        (["情報保護", "個人情報"], "個人情報保護", ["個人", "情報保護"]),
        (["個人情報", "情報保護"], "個人情報保護", ["個人情報", "保護"]),
        (["個人情報", "個人情報保護"], "個人情報保護", ["個人情報", "保護"]),
        (["コロナ禍コロナ禍"], "コロナ禍コロナ禍コロナ禍コロナ禍", ["コロナ禍コロナ禍"] * 2),
        (["BCP plan"], "当社 BCP plan です", ["当社", "BCP plan", "です"]),
        (["C++", "(株)", "a.c"], "C++と(株)とabcとa.c", ["C++", "と", "(株)", "と", "abc", "と", "a.c"]),
        (["EOS"], "EOS と EOS", ["EOS", "と", "EOS"]),
        (["の"], "山の家", ["山", "の", "家"]),
        (["😀"], "良い😀", ["良い", "😀"]),
    ],
)
def test_forced_words_are_never_split(words: list[str], line: str, expected: list[str], name: str) -> None:
    """At either end, repeated, with blanks and signs; where two overlap, the earlier in the list wins."""
    assert surfaces(words, line, name) == expected


def test_a_forced_word_has_the_part_of_speech_and_reading_given() -> None:
    """And is known as forced; one that may be joined is an ordinary noun."""
    entries = [ForcedWord("個人情報", "proper_noun", "コジンジョウホウ"), ForcedWord("コロナ禍", whole=False)]
    first, _, second = Tokenizer(dictionary("unidic-lite"), entries).tokenize("個人情報とコロナ禍")
    assert (first.tag, first.reading, first.forced) == ("proper_noun", "コジンジョウホウ", True)
    assert (second.tag, second.forced) == ("名詞", False)


@given(st.text(max_size=30), st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3))
@examples(30)
def test_forcing_words_loses_no_character(text: str, words: list[str]) -> None:
    """Whatever is forced, the surfaces are the line without its blanks."""
    forced = [word for word in map(str.strip, map(normalize, words)) if word and "\n" not in word]
    for line in normalize(text).split("\n"):
        joined = "".join(surfaces(forced, line)) if forced else line
        assert joined.replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    ("whole", "expected"),
    [(False, ["インスタント", "と", "インスタ"]), (True, ["インスタ", "ント", "と", "インスタ"])],
)
def test_a_bundled_word_is_taken_only_between_borders(whole: bool, expected: list[str]) -> None:
    """インスタ is not taken out of インスタント; a word that a user forces is."""
    tokenizer = Tokenizer(dictionary("unidic-lite"), [ForcedWord("インスタ", whole=whole)])
    assert [m.surface for m in tokenizer.tokenize("インスタントとインスタ")] == expected


@pytest.mark.parametrize("forced", [[], [ForcedWord("駐車場")]])
def test_a_line_too_long_for_mecab_is_given_in_pieces(forced: list[ForcedWord]) -> None:
    """A cell of a megabyte without a line break would crash MeCab; it has the tokens of its sentences."""
    sentence = "駐車場が少ないので困る。"
    tokenizer = Tokenizer(dictionary("unidic-lite"), forced)
    times = 2 * LONGEST // len(sentence)
    assert tokenizer.tokenize(sentence * times) == tokenizer.tokenize(sentence) * times


@pytest.mark.parametrize("name", ["unidic-lite", "ipadic"])
@pytest.mark.parametrize(
    "kind", ["ア", "ア・", "ー", "w", "я", "1", "一", "！", "。", "😀", "費", "あ", "費用", "a1"]
)
def test_a_run_of_one_kind_of_character_loses_none(name: str, kind: str) -> None:
    """MeCab is given some thousands at once, since it takes their square in time; none is lost."""
    if name == "ipadic":
        pytest.importorskip("ipadic")
    line = f"費用は{kind * 9000}です。"
    assert "".join(pieces(line)) == line
    assert max(map(len, pieces(line))) <= RUN + 3 or kind in ("費", "あ", "費用", "a1", "一")
    tokens = Tokenizer(dictionary(name)).tokenize(line)
    assert "".join(token.surface for token in tokens) == line


def test_ordinary_lines_are_one_piece() -> None:
    """Long ones too, whatever they are written in."""
    for line in ("", "費用が高い。", "費用が高く、人材が足りない" * 500, "No budget, no staff " * 200):
        assert pieces(line) == [line]


def test_blanks_before_morphemes_are_found() -> None:
    """At the beginning of a line too; MeCab skips them without a trace."""
    tokenizer = Tokenizer(dictionary("unidic-lite"))
    for line, expected in ((" 意識 の向上 ", [True, True, False]), ("意識の向上", [False] * 3), (" ", [])):
        assert after_blanks(line, tokenizer.tokenize(line)) == expected


def test_the_parts_of_speech_of_exactly_a_surface() -> None:
    """森 is a noun and a surname; a part of a longer word does not count, nor a guess."""
    unidic = dictionary("unidic-lite")
    assert {"名詞-普通名詞-一般", "名詞-固有名詞-人名-姓"} <= tags("森", unidic)
    assert tags("ゔゔゔゔ", unidic) == frozenset()


def test_ipadic_gets_the_lemmas_of_unidic() -> None:
    """分かる and わかる share a lemma; a potential verb keeps its own."""
    pytest.importorskip("ipadic")
    morphemes = with_lemmas(Tokenizer(dictionary("ipadic")).tokenize("分かる わかる 使える"))
    assert [morpheme.lemma for morpheme in morphemes] == ["分かる", "分かる", "使える"]


def test_an_unknown_dictionary_is_named(tmp_path: Path) -> None:
    """The message says what may be given."""
    with pytest.raises(WordsError, match="unidic-lite, ipadic"):
        dictionary(str(tmp_path))
