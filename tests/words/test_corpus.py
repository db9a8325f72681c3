"""A survey becomes words that keep their place in the original, whatever people typed."""

import csv
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine.errors import WordsError
from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.inputs.normalize import normalize
from textmine.inputs.survey import Survey
from textmine.settings import WordSettings
from textmine.words.corpus import Corpus, tokenize

Make = Callable[..., Survey]
COLUMNS = (
    *("answer", "respondent", "sentence", "position", "surface", "word", "pos", "conjugation"),
    *("negated", "content", "compound", "compound_id", "start", "end"),
)


def words(corpus: Corpus) -> list[str]:
    return corpus.tokens["word"].astype(str).tolist()


def content(corpus: Corpus) -> list[str]:
    return corpus.tokens.loc[corpus.tokens["content"], "word"].astype(str).tolist()


# -- places --------------------------------------------------------------------------------------------

JAPANESE = ["効果が", "感じられない", "従業員", "サ-ビス", "です", "観光客", "特になし", "公共", "𠮷野家"]
TYPED = [
    "ｾｷｭﾘﾃｨ",
    "ﾊﾟｽﾜｰﾄﾞ",
    "ＺＩＰ",
    "①",
    "㈱",
    "か\u3099",
    "カ゛",
    "😀",
    "Ｗｉ－Ｆｉ",
    "～",
    "(´・ω・`)",
    "12",
    "R&D",
]
ODD = [
    "&amp;",
    "&lt;",
    "&#12354;",
    "&nbsp;",
    "\u3000",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u200b",
    "。",
    "！？",
    '"',
    "'",
]
MESSY = st.lists(st.sampled_from(JAPANESE + TYPED + ODD) | st.text(max_size=4), max_size=12).map("".join)


@given(texts=st.lists(MESSY, min_size=1, max_size=4))
@examples(50)
def test_every_token_has_its_place_in_the_original(survey: Make, texts: list[str]) -> None:
    """original[start:end] normalises to the surface, tokens follow one another, nothing visible is lost."""
    tokens = tokenize(survey(texts), Lexicon()).tokens
    for token in tokens.itertuples():
        original = texts[token.answer][token.start : token.end]
        # What a sign is normalised to may depend on its neighbours: of ｱ−ｱ it is ー, of ｱ− alone -.
        shown = normalize(original).replace(" ", "").replace("\n", "")
        assert token.surface.replace("ー", "-") in shown.replace("ー", "-")
    for number, text in enumerate(texts):
        mine = tokens[tokens["answer"] == number]
        if text.strip():
            assert "".join(mine["surface"]) == "".join(normalize(text).replace(" ", "").split("\n"))
        # A part that is shown as a longer word (効果 in 従業員効果) has the place of that.
        alone = mine[mine["end"] - mine["start"] <= mine["surface"].str.len()]
        assert (np.diff(alone["start"]) >= 0).all() and (mine["end"] > mine["start"]).all()
        assert mine["position"].tolist() == list(range(len(mine)))


def test_an_entity_a_half_width_word_and_a_line_break_are_pointed_to(survey: Make) -> None:
    """The span of a token is of the characters as typed."""
    text = "ｾｷｭﾘﾃｨ&amp;\r\n㈱山田"
    tokens = tokenize(survey([text]), Lexicon()).tokens
    spans = [text[start:end] for start, end in zip(tokens["start"], tokens["end"], strict=True)]
    assert spans[:2] == ["ｾｷｭﾘﾃｨ", "&amp;"]
    assert "山田" in spans


def test_sentences_are_numbered_in_their_answer(survey: Make) -> None:
    """A run of closing marks ends one sentence; so does a line."""
    tokens = tokenize(survey(["便利！？安い。\n速い", "遠い"]), Lexicon()).tokens
    shown = tokens[tokens["pos"] != "symbol"]
    assert list(zip(shown["word"], shown["sentence"], strict=True)) == [
        ("便利", 0),
        ("安い", 1),
        ("速い", 2),
        ("遠い", 0),
    ]


# -- the corpus ----------------------------------------------------------------------------------------


def test_columns_and_base(survey: Make) -> None:
    """The columns of the contract; the base is of respondents with a substantive answer."""
    made = survey(["店が多い", "特になし", "", "遠い"], respondents=["a", "b", "c", "a"])
    made.answers.loc[1, "kind"] = "none"
    corpus = tokenize(made, Lexicon())
    assert list(corpus.tokens) == list(COLUMNS)
    assert corpus.base == 1
    assert set(corpus.tokens["answer"]) == {0, 3}


@pytest.mark.parametrize("texts", [[], [""], ["特になし", "なし"]])
def test_a_survey_without_a_substantive_answer_has_no_tokens(survey: Make, texts: list[str]) -> None:
    """Empty, blank or non-answers only: a corpus all the same."""
    corpus = tokenize(survey(texts, kinds=["none"] * len(texts)), Lexicon())
    assert len(corpus.tokens) == 0
    assert list(corpus.tokens) == list(COLUMNS)
    assert corpus.base == 0
    assert len(corpus.counted) == 0


@given(
    texts=st.lists(
        st.sampled_from(["公共交通機関がない", "子供は感じられない。効果", "店", " ", "を", "感じない店"]),
        max_size=6,
    ),
    who=st.lists(st.sampled_from("abc"), min_size=6, max_size=6),
)
@examples(20)
def test_content_words_as_numbers_are_those_of_the_tokens(
    survey: Make, monkeypatch: pytest.MonkeyPatch, texts: list[str], who: list[str]
) -> None:
    """Word, part of speech, compound, negation and respondent of each, in the order of the text."""
    monkeypatch.setattr("textmine.words.counted.BLOCK", 2)
    corpus = tokenize(
        survey(texts, respondents=who[: len(texts)], kinds=["substantive"] * len(texts)), Lexicon()
    )
    codes = corpus.content_codes()
    tokens = corpus.tokens[corpus.tokens["content"]]
    for column, (names, numbers) in zip(("word", "pos", "compound"), codes[:3], strict=True):
        assert [names[number] for number in numbers[codes.which].tolist()] == tokens[column].tolist(), column
        assert names == sorted(set(names))
    assert codes.negated.tolist() == tokens["negated"].tolist()
    shown = [list(dict.fromkeys(who))[number] for number in codes.respondent.tolist()]
    assert shown == tokens["respondent"].tolist()
    rows = corpus.content()
    assert (
        corpus.counted.iloc[rows["row"]]["word"].tolist() == rows["word"].tolist() == tokens["word"].tolist()
    )


def test_a_substantive_answer_may_have_no_token(survey: Make) -> None:
    """Blanks and line breaks only, between answers with words."""
    corpus = tokenize(survey(["店", " \n ", "駅", "\n"], kinds=["substantive"] * 4), Lexicon())
    assert list(zip(corpus.tokens["answer"], corpus.tokens["word"], strict=True)) == [(0, "店"), (2, "駅")]


def test_select_keeps_positions_and_words(survey: Make) -> None:
    """A part of the corpus has the rows of the whole, and shows words as the whole does."""
    texts = ["分かる。店が多い", "分かる、駅", "わかる。遠いのは困る"]
    corpus = tokenize(survey(texts, questions=["a", "a", "b"]), Lexicon())
    part = corpus.select(question="b")
    whole = corpus.tokens[corpus.tokens["answer"] == 2].reset_index(drop=True)
    for column in COLUMNS:
        if column not in {"compound_id"}:
            assert part.tokens[column].astype(str).tolist() == whole[column].astype(str).tolist(), column
    assert words(part)[0] == "分かる"
    assert corpus.select(question=["a", "b"]).tokens["word"].tolist() == corpus.tokens["word"].tolist()


def test_select_says_what_there_is(survey: Make) -> None:
    """An unknown attribute or value is answered with the known ones."""
    corpus = tokenize(survey(["店"]), Lexicon())
    with pytest.raises(WordsError, match="there are: question, item"):
        corpus.select(industry="建設")
    with pytest.raises(WordsError, match="there are: 効果"):
        corpus.select(question="障害")


def test_a_corpus_survives_pickling(survey: Make) -> None:
    """It is sent to processes."""
    corpus = tokenize(survey(["従業員の意識が高まった。", "効果は感じられない"]), Lexicon())
    assert pickle.loads(pickle.dumps(corpus)).tokens.equals(corpus.tokens)


@given(order=st.permutations(range(9)))
@examples(10)
def test_shuffling_the_answers_changes_no_word(survey: Make, order: list[int]) -> None:
    """Ties between spellings, fragments and ids do not depend on the order of the rows."""
    texts = [
        "公共交通機関が不便",
        "公共交通機関がない",
        "公共交通機関は使えない",
        "公共交通機関を使う",
        "公共交通機関",
        "わかる、分かる",
        "分かる、わかる。お店と店",
        "子供、子ども、移動手段",
        "交通手段と移動手段、サーバとサーバー",
    ]
    columns = ["position", "word", "pos", "negated", "content", "compound", "start", "end"]

    def by_answer(some: list[str]) -> dict[str, list[tuple[object, ...]]]:
        tokens = tokenize(survey(some), Lexicon()).tokens
        rows: dict[str, list[tuple[object, ...]]] = {text: [] for text in some}
        for answer, *row in tokens[["answer", *columns]].astype({"word": str}).itertuples(index=False):
            rows[some[answer]].append(tuple(row))
        return rows

    assert by_answer([texts[place] for place in order]) == by_answer(texts)


def test_a_very_long_answer_comes_to_its_end(survey: Make) -> None:
    """One million characters in one cell, which is no test of seconds: work that grows faster never ends."""
    text = "駅前の駐車場が狭くて、停められないことが多い。" * 45_000
    tokens = tokenize(survey([text]), Lexicon()).tokens
    assert tokens["end"].iat[-1] == len(text)


# -- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spellings",
    [
        ["できる", "出来る"],
        ["わかる", "分かる"],
        ["良い", "いい", "よい"],
        ["欲しい", "ほしい"],
        ["店", "お店"],
        ["子供", "子ども"],
        ["サーバ", "サーバー"],
        ["仕方ない", "仕方がない"],
        ["取り組み", "取組", "取組み"],
    ],
)
def test_spelling_variants_are_one_word(survey: Make, spellings: list[str]) -> None:
    """Shown as most people write it; of equally frequent ones, the first in code point order."""
    corpus = tokenize(survey([*spellings, spellings[-1]]), Lexicon())
    assert set(content(corpus)) == {spellings[-1]}
    assert set(content(tokenize(survey(spellings), Lexicon()))) == {min(spellings)}


def test_a_word_is_shown_as_written_not_as_the_dictionary_spells_it(survey: Make) -> None:
    """UniDic's lemmas are 取り引き, 感ずる, セキュリティー-security."""
    assert content(tokenize(survey(["取引のセキュリティを感じた"]), Lexicon())) == [
        "取引",
        "セキュリティ",
        "感じる",
    ]


@pytest.mark.parametrize(
    "text", ["効果がない", "人がいない", "問題なし", "ないです", "行かない", "無い", "なさすぎる"]
)
def test_nai_is_never_a_keyword(survey: Make, text: str) -> None:
    """It says something of another word, which carries it as negated."""
    assert not set(content(tokenize(survey([text]), Lexicon()))) & {"ない", "無い", "なし", "ぬ", "なさ"}


def test_a_negation_is_carried_by_what_it_negates(survey: Make) -> None:
    """感じられない and 感じる are one word, told apart by a column."""
    tokens = tokenize(survey(["感じられない", "感じる"]), Lexicon()).tokens
    felt = tokens[tokens["word"] == "感じる"]
    assert felt["negated"].tolist() == [True, False]


def test_a_prefix_of_negation_makes_another_word(survey: Make) -> None:
    """未実施 is no form of 実施 and is not negated; 不十分ではない is."""
    tokens = tokenize(survey(["未実施", "実施", "不十分ではない"]), Lexicon()).tokens
    found = tokens[tokens["content"]]
    assert list(zip(found["word"], found["negated"], strict=True)) == [
        ("未実施", False),
        ("実施", False),
        ("不十分", True),
    ]


def test_a_fragment_is_shown_as_the_longer_word(survey: Make) -> None:
    """Counted once there, under a span of all of it; where it stands alone it stays itself."""
    texts = ["公共交通機関が不便"] * 6 + ["公共の施設"]
    tokens = tokenize(survey(texts), Lexicon()).tokens
    first = tokens[(tokens["answer"] == 0) & tokens["content"]]
    assert first["word"].tolist() == ["公共交通機関", "不便"]
    assert (first["start"].iat[0], first["end"].iat[0]) == (0, 6)
    assert "公共" in tokens.loc[tokens["answer"] == 6, "word"].tolist()


def test_a_word_at_the_end_of_several_longer_words_is_shown_as_each(survey: Make) -> None:
    """手段 hardly ever stands alone."""
    corpus = tokenize(survey(["交通手段"] * 6 + ["移動手段"] * 6 + ["移動する", "交通"] * 3), Lexicon())
    found = set(content(corpus))
    assert {"交通手段", "移動手段"} <= found
    assert "手段" not in found


def test_information_is_counted_inside_longer_words(survey: Make) -> None:
    """The report counts 情報 wherever it stands."""
    texts = ["情報漏洩", "情報管理", "個人情報", "情報セキュリティ", "情報共有", "社内の情報"] * 2
    assert content(tokenize(survey(texts), Lexicon())).count("情報") == 12


# -- what the analyst knows ----------------------------------------------------------------------------

DICTIONARIES = ["unidic-lite", "ipadic"]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_synonyms_count_as_the_word_shown_first(survey: Make, dictionary: str) -> None:
    """Also variants that the dictionary cuts, and inside what they are joined to."""
    pytest.importorskip(dictionary.replace("-", "_"))
    lexicon = Lexicon(
        synonyms={"自動車": "車", "マイカー": "車", "ファイアーウォール": "FW", "ウェブ会議": "Web会議"}
    )
    texts = ["自動車", "マイカー", "車", "ファイアーウォールを入れた", "FW", "ウェブ会議", "Web会議"]
    corpus = tokenize(survey(texts), lexicon, settings=WordSettings(dictionary=dictionary))
    counts = corpus.tokens["word"].astype(str).value_counts()
    assert (counts["車"], counts["FW"]) == (3, 2)
    assert "Web会議" in content(corpus) and "ウェブ会議" not in content(corpus)


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_a_forced_word_is_one_word_and_never_joined_further(survey: Make, dictionary: str) -> None:
    """In both granularities, whatever stands beside it."""
    pytest.importorskip(dictionary.replace("-", "_"))
    lexicon = Lexicon(compounds=(ForcedWord("個人情報"), ForcedWord("ＳＥＣＵＲＩＴＹ ＡＣＴＩＯＮ")))
    texts = ["個人情報保護者", "当社のSECURITY ACTIONを宣言", "全個人情報"]
    tokens = tokenize(survey(texts), lexicon, settings=WordSettings(dictionary=dictionary)).tokens
    for forced in ("個人情報", "SECURITY ACTION"):
        found = tokens[tokens["word"] == forced]
        assert len(found) and (found["compound"].astype(str) == forced).all()


def test_a_bundled_word_may_be_part_of_a_compound(survey: Make) -> None:
    """It is an entry that the dictionary lacks, no decision of the analyst."""
    lexicon = Lexicon(compounds=(ForcedWord("新幹線", whole=False),))
    tokens = tokenize(survey(["北陸新幹線"]), lexicon).tokens
    assert tokens["word"].astype(str).tolist() == ["北陸", "新幹線"]
    assert set(tokens["compound"].astype(str)) == {"北陸新幹線"}


@pytest.mark.parametrize("dictionary", DICTIONARIES)
@pytest.mark.parametrize("stopword", ["できる", "出来る"])
def test_a_stop_word_stops_every_spelling(survey: Make, dictionary: str, stopword: str) -> None:
    """Even one that nobody wrote as the list has it."""
    pytest.importorskip(dictionary.replace("-", "_"))
    lexicon = Lexicon(stopwords=frozenset({stopword}))
    for text in ("出来る", "できる", "できます"):
        corpus = tokenize(survey([text]), lexicon, settings=WordSettings(dictionary=dictionary))
        assert content(corpus) == []


def test_a_stop_word_stops_no_other_word(survey: Make) -> None:
    """くらい (about) is not 暗い, うち (among) is not 家; and a form (多く) does not stop the word (多い)."""
    lexicon = Lexicon(stopwords=frozenset({"くらい", "うち", "へん", "多く"}))
    assert content(tokenize(survey(["暗い家が変だ、多い"]), lexicon)) == ["暗い", "家", "変", "多い"]


def test_lists_of_kh_coder_work_unchanged(survey: Make, tmp_path: Path) -> None:
    """One word a line, in cp932, forced and stopped."""
    (tmp_path / "compounds_kh.txt").write_bytes("個人情報保護法\r\n働き方改革\r\n".encode("cp932"))
    (tmp_path / "stopwords_kh.txt").write_bytes("当社\r\n".encode("cp932"))
    corpus = tokenize(survey(["当社の個人情報保護法と働き方改革"]), read_lexicon(tmp_path))
    assert content(corpus) == ["個人情報保護法", "働き方改革"]


# -- real answers --------------------------------------------------------------------------------------


@pytest.mark.real
def test_every_token_of_real_answers_has_its_place(survey: Make, real_surveys: Path) -> None:
    """A tenth of a real survey, with the bundled lexicon."""
    with (real_surveys / "fukui_kanko_fuben.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["不便さの内容"] for row in csv.DictReader(file)][::10]
    tokens = tokenize(survey(texts)).tokens
    wide = tokens["word"].astype(str).str.len() > tokens["surface"].astype(str).str.len()
    for token in tokens[~wide].itertuples():
        assert token.surface in normalize(texts[token.answer][token.start : token.end]).replace(" ", "")
    assert not {"ない", "なし", "こと", "もの", "ため"} & set(tokens.loc[tokens["content"], "word"])
