"""The fast path through MeCab gives the tokens that fugashi's nodes give, and forced words stay whole."""

import csv
import itertools
from importlib.util import find_spec
from pathlib import Path

import fugashi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.normalize import normalize
from textmine.words.mecab import (
    Dictionary,
    Morpheme,
    Tokenizer,
    after_blanks,
    dictionary,
    parse_features,
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


def nodes(tagger: fugashi.GenericTagger, line: str, chosen: Dictionary) -> list[Morpheme]:
    return [parse_features(node.surface, node.feature_raw, chosen) for node in tagger(line)]


def differences(name: str, lines: list[str]) -> list[str]:
    """Return the lines of which the fast path and the nodes have other tokens."""
    chosen = dictionary(name)
    tokenizer = Tokenizer(chosen)
    codes, counts = tokenizer.cut(lines)
    known = tokenizer.vocabulary(lines)
    tagger = fugashi.GenericTagger(chosen.arguments)
    fast = iter(codes.tolist())
    return [
        line
        for line, count in zip(lines, counts.tolist(), strict=True)
        if [known[code] for code in itertools.islice(fast, count)] != nodes(tagger, line, chosen)
    ]


@pytest.mark.parametrize("name", DICTIONARIES)
def test_edge_strings_have_the_tokens_of_the_nodes(name: str) -> None:
    """Tabs, quotes, blanks, EOS, long runs: token for token, feature for feature."""
    lines = [line for text in EDGES for line in normalize(text).split("\n")]
    assert differences(name, lines) == []


@pytest.fixture(scope="module")
def two_right_ids(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A MeCab dictionary with two entries that differ in nothing but right id and features."""
    folder = tmp_path_factory.mktemp("dictionary")
    kind = "名詞,一般,*,*,*,*,{0},{0},{0},,{0},{0}"
    lines = [
        f"あ,1,1,10,{kind.format('一')}",
        f"あ,1,2,10,{kind.format('二')}",
        f"い,2,2,10,{kind.format('三')}",
    ]
    sources = {
        "lex.csv": lines,
        "unk.def": [f"{name},0,0,100,記号,一般,*,*,*,*" for name in ("DEFAULT", "SPACE")],
        "char.def": ["DEFAULT 0 1 0", "SPACE 0 1 0", "0x0020 SPACE"],
        # After right id 1 stands い for nothing, at the end right id 2.
        "matrix.def": [
            "3 3",
            *(f"{a} {b} {50 if (a, b) == (1, 0) else 0}" for a in range(3) for b in range(3)),
        ],
        "dicrc": ["cost-factor = 700", "bos-feature = BOS/EOS,*", "config-charset = utf-8"],
    }
    for name, rows in sources.items():
        (folder / name).write_text("\n".join([*rows, ""]), "utf-8")
    fugashi.build_dictionary(f'build -d "{folder}" -o "{folder}" -f utf-8 -t utf-8')
    return folder


def test_entries_that_differ_in_their_right_ids_are_told_apart(two_right_ids: Path) -> None:
    """Of most dictionaries the left id tells the right one, so it is not printed at first."""
    name = str(two_right_ids)
    lines = ["い", "い い", "あい", "あ", "いあ あ", "あいあ"]
    assert differences(name, lines) == []
    chosen = dictionary(name)
    tokenizer = Tokenizer(chosen)
    before = [tokenizer.vocabulary()[code].lemma for code in tokenizer.cut(["いい"])[0].tolist()]
    codes, _ = tokenizer.cut(["いあ", "あい"])
    assert before == ["三", "三"]
    assert [tokenizer.vocabulary()[code].lemma for code in codes.tolist()] == ["三", "二", "一", "三"]


@pytest.mark.parametrize("name", DICTIONARIES)
def test_random_text_has_the_tokens_of_the_nodes(name: str) -> None:
    """Any normalised text, from any part of Unicode or of Japanese."""
    japanese = st.text("ないがのをはにと、。 感じ効果セキュリティ従業員abＡ１\t\"',😀々ー〜", max_size=40)

    @given(st.lists(japanese | st.text(max_size=30), min_size=1, max_size=5))
    @settings(deadline=None, max_examples=60)
    def check(texts: list[str]) -> None:
        assert differences(name, [line for text in texts for line in normalize(text).split("\n")]) == []

    check()


@pytest.mark.real
@pytest.mark.parametrize("name", DICTIONARIES)
def test_real_answers_have_the_tokens_of_the_nodes(real_surveys: Path, name: str) -> None:
    """Every line of all the real texts, in code point order."""
    csv.field_size_limit(10**9)
    lines: set[str] = set()
    for path in sorted(real_surveys.glob("*.csv")):
        with path.open(encoding="cp932" if "cp932" in path.name else "utf-8-sig", newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row if len(cell) > 3}
        lines.update(line for cell in cells for line in normalize(cell).split("\n"))
    assert differences(name, sorted(lines)) == []


def surfaces(words: list[str], line: str, name: str = "unidic-lite") -> list[str]:
    tokenizer = Tokenizer(dictionary(name), [ForcedWord(word) for word in words])
    codes, _ = tokenizer.cut([line])
    known = tokenizer.vocabulary([line])
    return [known[code].surface for code in codes]


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
def test_forced_words_are_never_cut(words: list[str], line: str, expected: list[str], name: str) -> None:
    """At either end, repeated, with blanks and signs; where two overlap, the earlier in the list wins."""
    assert surfaces(words, line, name) == expected


def test_a_forced_word_has_the_part_of_speech_and_reading_given() -> None:
    """And is known as forced; one that may be joined is an ordinary noun."""
    line = "個人情報とコロナ禍"
    entries = [ForcedWord("個人情報", "proper_noun", "コジンジョウホウ"), ForcedWord("コロナ禍", whole=False)]
    tokenizer = Tokenizer(dictionary("unidic-lite"), entries)
    tokenizer.cut([line])
    known = {morpheme.surface: morpheme for morpheme in tokenizer.vocabulary([line])}
    first, second = known["個人情報"], known["コロナ禍"]
    assert (first.tag, first.reading, first.forced) == ("proper_noun", "コジンジョウホウ", True)
    assert (second.tag, second.forced) == ("名詞", False)


@given(st.text(max_size=30), st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3))
@settings(deadline=None, max_examples=60)
def test_forcing_words_loses_no_character(text: str, words: list[str]) -> None:
    """Whatever is forced, the surfaces are the line without its blanks."""
    forced = [word for word in map(str.strip, map(normalize, words)) if word and "\n" not in word]
    for line in normalize(text).split("\n"):
        joined = "".join(surfaces(forced, line)) if forced else line
        assert joined.replace(" ", "") == line.replace(" ", "")


def test_lines_do_not_touch() -> None:
    """The context of one line does not change the words of the next."""
    tokenizer = Tokenizer(dictionary("unidic-lite"))
    together, counts = tokenizer.cut(["東京", "都に住む", ""])
    apart = [tokenizer.cut([line])[0].tolist() for line in ("東京", "都に住む")]
    assert together.tolist() == [*apart[0], *apart[1]]
    assert counts.tolist()[2] == 0


def test_ipadic_gets_the_lemmas_of_unidic() -> None:
    """分かる and わかる share a lemma; a potential verb keeps its own."""
    pytest.importorskip("ipadic")
    line = "分かる わかる 使える"
    tokenizer = Tokenizer(dictionary("ipadic"))
    tokenizer.cut([line])
    lemma = {morpheme.surface: morpheme.lemma for morpheme in with_lemmas(tokenizer.vocabulary([line]))}
    assert lemma["分かる"] == lemma["わかる"] == "分かる"
    assert lemma["使える"] == "使える"


def test_an_unknown_dictionary_is_named(tmp_path: Path) -> None:
    """The message says what may be given."""
    with pytest.raises(WordsError, match="unidic-lite, ipadic"):
        dictionary(str(tmp_path))


def test_a_bundled_word_is_taken_only_between_borders() -> None:
    """インスタ is not cut out of インスタント nor 道の駅 out of 鉄道の駅; a word that a user forces is."""
    for whole, expected in (
        (False, ["インスタント", "と", "インスタ"]),
        (True, ["インスタ", "ント", "と", "インスタ"]),
    ):
        tokenizer = Tokenizer(dictionary("unidic-lite"), [ForcedWord("インスタ", whole=whole)])
        codes, _ = tokenizer.cut(["インスタントとインスタ"])
        known = tokenizer.vocabulary()
        assert [known[code].surface for code in codes] == expected


@pytest.mark.parametrize("forced", [[], [ForcedWord("駐車場")]])
def test_a_line_too_long_for_mecab_is_cut_into_pieces(forced: list[ForcedWord]) -> None:
    """A cell of a megabyte without a line break would crash MeCab; it has the tokens of its sentences."""
    sentence = "駐車場が少ないので困る。"
    tokenizer = Tokenizer(dictionary("unidic-lite"), forced)
    codes, counts = tokenizer.cut([sentence * 90_000, sentence])
    assert counts[0] == 90_000 * counts[1]
    assert codes[: counts[1]].tolist() == codes[counts[0] :].tolist()


@given(
    st.lists(st.text(st.sampled_from("意識の向上 𠮷Ða,"), max_size=12).map(normalize), min_size=1, max_size=6)
)
def test_blanks_are_found_in_many_lines_as_in_each(lines: list[str]) -> None:
    """Blanks at the ends of a line, none, several words, characters of two places, and what MeCab skips."""
    tokenizer = Tokenizer(dictionary("unidic-lite"))
    codes, counts = tokenizer.cut(lines)
    surfaces = [morpheme.surface for morpheme in tokenizer.vocabulary(lines)]
    found = after_blanks(lines, codes, counts, surfaces, range(len(lines)))
    expected = []
    listed = iter(codes.tolist())
    for line, count in zip(lines, counts.tolist(), strict=True):
        place = 0
        for _ in range(count):
            surface = surfaces[next(listed)]
            at = line.index(surface, place)
            expected.append(at > place and " " in line)
            place = at + len(surface)
    assert found.tolist() == expected
