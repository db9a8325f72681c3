"""textmine.large.encoding: the tokens are those of the plain tokeniser, line by line."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import fugashi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from tests.words.test_mecab import DICTIONARIES, EDGES
from textmine.inputs.lexicon import ForcedWord
from textmine.inputs.normalize import normalize
from textmine.large.encoding import Encoder
from textmine.words.mecab import LONGEST, Morpheme, after_blanks, dictionary
from textmine.words.reading import Reader

FORCED = (ForcedWord("インスタ", whole=False), ForcedWord("道の駅", whole=False), ForcedWord("個人 情報"))
JAPANESE = st.text("ないがのをはにと、。 感じ効果道駅インスタント個人情報abＡ１\t\"',😀々ー〜", max_size=40)

UNUSUAL = st.lists(
    st.sampled_from(
        [
            *(
                "すご",
                "ーー",
                "い",
                "〜",
                "ぃ",
                "長",
                "デ",
                "一",
                "タ",
                "センター",
                "・",
                "バリア",
                "フリー",
                "人",
                "暮らし",
            ),
            *(
                "1",
                "5G",
                "PM2.5",
                "-",
                "台",
                "PC",
                "3D",
                "プリンタ",
                "<br>",
                "<",
                "a>",
                "https://a.jp",
                "\\n",
                "縺ゅ縺",
                " ",
            ),
        ]
    ),
    max_size=12,
).map("".join)  # what is no language, and words written in an unusual way

Token = tuple[Morpheme, bool]  # with whether it follows a blank


def encoded(name: str, lines: Sequence[str], forced: Sequence[ForcedWord] = ()) -> list[list[Token]]:
    encoder = Encoder(dictionary(name), forced)
    codes, blanks, counts = encoder.encode(lines)
    tokens = zip([encoder.morphemes[code] for code in codes.tolist()], blanks.tolist(), strict=True)
    return [list(itertools.islice(tokens, count)) for count in counts.tolist()]


def plainly(name: str, lines: Sequence[str], forced: Sequence[ForcedWord] = ()) -> list[list[Token]]:
    reader = Reader(dictionary(name), forced)
    tokenized = [(line, reader.read(line)) for line in lines]
    return [list(zip(one, after_blanks(line, one), strict=True)) for line, one in tokenized]


@pytest.mark.parametrize("name", DICTIONARIES)
def test_edge_strings_have_the_tokens_of_the_plain_tokeniser(name: str) -> None:
    """With forced words of all kinds; some lines twice."""
    check_plain(name, [*EDGES, "道 の駅とインスタントのインスタ", "個人 情報", *EDGES[:9]], FORCED)


@pytest.mark.parametrize("name", DICTIONARIES)
@given(texts=st.lists(JAPANESE | UNUSUAL | st.text(max_size=30), max_size=5))
@examples(20)
def test_any_text_has_the_tokens_of_the_plain_tokeniser(name: str, texts: list[str]) -> None:
    """From any part of Unicode, or of the characters that make words."""
    check_plain(name, texts, FORCED)


PIECES = ["道", "の", "駅", "個人", " ", "情報", "保護", "インスタ", "ント", "駅前", "お", "客さん", "\t"]


@pytest.mark.parametrize("name", DICTIONARIES)
@given(
    texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4),
    words=st.lists(st.lists(st.sampled_from(PIECES[:-1]), min_size=1, max_size=3).map("".join), max_size=4),
    whole=st.lists(st.booleans(), min_size=4, max_size=4),
)
@examples(30)
def test_forced_words_of_any_kind_are_those_of_the_plain_tokeniser(
    name: str, texts: list[str], words: list[str], whole: list[bool]
) -> None:
    """That overlap, hold one another, hold blanks; told to MeCab or not."""
    forced = [
        ForcedWord(word.strip(), whole=is_whole)
        for word, is_whole in zip(words, whole, strict=False)
        if word.strip()
    ]
    check_plain(name, texts, forced)


def check_plain(name: str, texts: Sequence[str], forced: Sequence[ForcedWord]) -> None:
    lines = [line for text in texts for line in normalize(text).split("\n")]
    assert encoded(name, lines, forced) == plainly(name, lines, forced)


def test_words_of_which_surface_and_cost_tell_no_entry() -> None:
    """unidic-lite lists 沈む twice with one cost, as the end of a sentence and before a noun."""
    lines = ["船が沈む", "沈む船", "沈む 船が沈む", "船"]
    assert encoded("unidic-lite", lines) == plainly("unidic-lite", lines)


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
    """Also in a dictionary of which some entries have surface, cost and left id in common."""
    lines = ["い", "い い", "あい", "あ", "いあ あ", "あいあ"]
    found = encoded(str(two_right_ids), lines)
    assert found == plainly(str(two_right_ids), lines)
    assert {morpheme.lemma for line in found for morpheme, _ in line} == {"一", "二", "三"}


def test_what_the_dictionary_does_not_list_is_asked_of_the_plain_tokeniser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No dictionary tried so far needs it: here MeCab is made to list no entries."""
    lines = ["意識の向上", "", "駐車場がない"]
    encoder = Encoder(dictionary("unidic-lite"))

    class Nothing:
        def parse(self, line: str) -> str:
            return "."

    monkeypatch.setattr(encoder, "entries", Nothing())
    codes, _, counts = encoder.encode(lines)
    plain = Reader(dictionary("unidic-lite"))
    expected = [plain.read(line) for line in lines]
    assert counts.tolist() == list(map(len, expected))
    assert [encoder.morphemes[code] for code in codes.tolist()] == [m for line in expected for m in line]


def test_a_very_long_line_among_others() -> None:
    """MeCab would crash; it has the tokens of its sentences."""
    sentence = "駐車場が少ないので困る。"
    times = 2 * LONGEST // len(sentence)
    first, long, last = encoded("unidic-lite", [sentence, sentence * times, sentence])
    assert first == last
    assert long == first * times


@pytest.mark.parametrize("name", DICTIONARIES)
def test_runs_of_one_kind_of_character_among_others(name: str) -> None:
    """They are given to MeCab in pieces, as the plain tokeniser does."""
    lines = ["費用は高い", "1" * 9000, "ア" * 4100 + "費用", "", "費用" * 3000, "ー" * 3999]
    assert encoded(name, lines) == plainly(name, lines)
