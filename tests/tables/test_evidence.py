"""textmine.tables.evidence: what stands behind a keyword, and sentences that claim no more."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tests.conftest import examples
from textmine import resources
from textmine.inputs.survey import Survey
from textmine.settings import EvidenceSettings, Settings, Unit, WordSettings
from textmine.settingsfile import read_settings
from textmine.study.study import Study
from textmine.tables.evidence import COLUMNS, Whole, evidence, find, themes
from textmine.tables.keywords import keywords
from textmine.tables.kwic import kwic
from textmine.tables.occurrences import occurrences
from textmine.tables.wordings import searchable
from textmine.words.corpus import Corpus, tokenize

Make = Callable[..., Corpus]
GOLDEN = Path(__file__).parents[1] / "golden"
UNITS: list[Unit] = ["expression", "word", "compound"]


def aspect(table: pd.DataFrame, name: str, word: str | None = None) -> list[tuple[str, int]]:
    rows = table[(table["aspect"] == name) & ((table["word"] == word) if word else True)]
    return list(zip(rows["text"], rows["respondents"], strict=True))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_evidence_of_a_small_corpus(small: Corpus, unit: Unit, lang: str) -> None:
    """Golden: the whole table; after a deliberate change, delete the file and run this twice."""
    table = evidence(small, keywords(small, unit=unit), unit=unit, lang=lang)
    text = table.to_csv(index=False, lineterminator="\n")
    golden = GOLDEN / f"evidence_{unit}_{lang}.csv"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"wrote {golden.name}; look at it and run again")
    assert text == golden.read_text(encoding="utf-8")


def test_columns_order_and_ranks(small: Corpus) -> None:
    """Words as asked for, aspects in a fixed order, ranks from 1, ids at quotes only."""
    table = evidence(small, ["効果", "意識"])
    assert list(table.columns) == list(COLUMNS)
    assert list(table["word"].unique()) == ["効果", "意識"]
    order = ["compound", "phrase", "negation", "quote", "note"]
    for _, rows in table.groupby("word"):
        assert [order.index(name) for name in rows["aspect"]] == sorted(
            order.index(name) for name in rows["aspect"]
        )
        for _, part in rows.groupby("aspect"):
            assert part["rank"].tolist() == list(range(1, len(part) + 1))
    quotes = table["aspect"] == "quote"
    assert (table.loc[quotes, "answer"] >= 0).all() and (table.loc[~quotes, "answer"] == -1).all()
    assert (table.loc[~quotes, "respondent"] == "").all()
    assert set(table["base"]) == {small.base}


def test_compounds_hold_the_word(corpus_of: Make) -> None:
    """Respondents of each; those of fewer than ``minimum`` are left out; ties in code point order."""
    corpus = corpus_of(["個人情報"] * 3 + ["情報漏洩"] * 2 + ["情報共有"] * 2 + ["情報収集"])
    table = evidence(corpus, ["情報"])
    assert aspect(table, "compound") == [("個人情報", 3), ("情報共有", 2), ("情報漏洩", 2)]
    assert aspect(evidence(corpus, ["情報"], compounds=1), "compound") == [("個人情報", 3)]
    assert len(aspect(evidence(corpus, ["情報"], minimum=1), "compound")) == 4


def test_a_compound_is_held_by_longer_ones(corpus_of: Make) -> None:
    """With unit compound: 個人情報 in 個人情報保護."""
    corpus = corpus_of(["個人情報", "個人情報保護", "個人情報保護"])
    table = evidence(corpus, ["個人情報"], unit="compound")
    assert aspect(table, "compound") == [("個人情報保護", 2)]


def test_a_respondent_counts_once_per_phrase(corpus_of: Make) -> None:
    """Two answers of one respondent say the same."""
    corpus = corpus_of(["意識の向上", "意識向上", "意識の向上"], respondents=["a", "a", "b"])
    assert aspect(evidence(corpus, ["意識"]), "phrase") == [("意識の向上", 2)]


def test_a_verb_names_what_it_is_said_of_and_its_own_forms(corpus_of: Make) -> None:
    """For わかる: わからない, and what is not understood."""
    corpus = corpus_of(["効果がわからない", "効果がわかりません", "わからない"])
    assert aspect(evidence(corpus, ["わかる"], unit="word"), "phrase") == [
        ("わからない", 3),
        ("効果がわからない", 2),
    ]


def test_negation_of_the_word_and_of_what_it_does(corpus_of: Make) -> None:
    """One row of all who negate 効果 itself or what it is said to do, with the forms of both."""
    corpus = corpus_of(["効果がない", "効果はない", "効果が感じられない", "効果があった"])
    assert aspect(evidence(corpus, ["効果"]), "negation") == [("効果がない・感じられない", 3)]


def test_a_negated_word_has_evidence_of_its_own(corpus_of: Make) -> None:
    """The negated row is explained by the answers that deny 効果, the other row by the others."""
    corpus = corpus_of(["効果がない", "効果はない", "効果があった", "効果がある"])
    table = evidence(corpus, keywords(corpus, negation="apart", minimum=1))
    assert list(table.columns) == ["word", "negated", *COLUMNS[1:]]
    assert aspect(table[table["negated"]], "phrase", "効果") == [("効果がない", 2)]
    affirmed = table[~table["negated"]]
    assert aspect(affirmed, "phrase", "効果") == [("効果がある", 2)]
    assert aspect(affirmed, "negation", "効果") == []


def test_the_order_of_rows_changes_nothing(corpus_of: Make, small_texts: list[str]) -> None:
    """Shuffled, the same rows to the byte: quotes too."""
    respondents = [f"r{number % 50:02d}" for number in range(60)]
    usual = corpus_of(small_texts, respondents=respondents)
    shuffled = corpus_of(small_texts, respondents=respondents, order=[*range(30, 60), *reversed(range(30))])
    for unit in UNITS:
        words = keywords(usual, unit=unit)
        assert_frame_equal(evidence(shuffled, words, unit=unit), evidence(usual, words, unit=unit))


# ---- denials

ABOUT_EFFECT = [
    *(
        "効果がない",
        "効果は感じられない",
        "効果があったとは言えない",
        "効果を実感していない",
        "まだ効果が出ません",
    ),
    *(
        "効果があった",
        "効果ではなく意識が大事",
        "効果がないと困る",
        "効果がない訳ではない",
        "効果の有無にかかわらず続ける",
    ),
]


def test_what_a_denied_use_of_a_noun_is(corpus_of: Make) -> None:
    """Absent, not felt, not said to be; not another thing, a condition, a denial of a denial."""
    (row,) = aspect(evidence(corpus_of(ABOUT_EFFECT), ["効果"]), "negation")
    assert row[1] == 5


@pytest.mark.parametrize("unit", UNITS)
@examples(12)
@given(
    texts=st.lists(
        st.lists(
            st.sampled_from([*ABOUT_EFFECT, "情報漏洩対策を強化しない", "意識が高まる"]),
            min_size=1,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_row_note_filter_and_click_give_one_number(
    corpus_of: Make, unit: Unit, texts: list[list[str]]
) -> None:
    """The share in the row, the row of denials, the note's number and the places that a click opens."""
    corpus = corpus_of(["。".join(parts) for parts in texts])
    table = keywords(corpus, unit=unit, minimum=1)
    apart = keywords(corpus, unit=unit, minimum=1, negation="apart")
    told = evidence(corpus, table, unit=unit)
    places = occurrences(corpus, table, unit=unit)
    for row in table.itertuples():
        own = places[places["word"] == row.word]
        denied = own[own["negated"]]["respondent"].nunique()
        assert row.negated_share == pytest.approx(own["negated"].mean())
        assert [count for _, count in aspect(told, "negation", row.word)] == ([denied] if denied else [])
        assert apart[(apart["word"] == row.word) & apart["negated"]]["respondents"].sum() == denied


# ---- quotes


def quotes_of(corpus: Corpus, word: str, **options: int) -> list[str]:
    return [text for text, _ in aspect(evidence(corpus, [word], **options), "quote")]


@examples(25)
@given(
    parts=st.lists(
        st.sampled_from(
            ["意識が高まり", "取引先の信頼", "、", "。", "\n", "効果がない", "　", "ｾｷｭﾘﾃｨ", "駐車場が狭い"]
        ),
        max_size=40,
    )
)
def test_a_quote_is_original_characters_around_the_word(corpus_of: Make, parts: list[str]) -> None:
    """But for … where it was cut, a quote stands in its answer as it is, on one line, and is not too long."""
    text = "".join(parts) + "意識が高まった"
    corpus = corpus_of([text, "別の意識の話"])
    for quote in quotes_of(corpus, "意識"):
        bare = quote.removeprefix("…").removesuffix("…")
        assert bare in text or bare in "別の意識の話"
        assert "意識" in bare
        assert "\n" not in quote
        assert len(quote) <= 60


def test_a_short_answer_is_quoted_whole(corpus_of: Make) -> None:
    """With its own characters and full stop."""
    text = "ｾｷｭﾘﾃｨに対する社員の意識が、とても高まったように思います。"
    assert quotes_of(corpus_of([text]), "意識") == [text]


def test_a_long_sentence_is_cut_at_commas(corpus_of: Make) -> None:
    """… marks both cuts; the comma before a cut is left out."""
    text = (
        "取引先への説明のために資料を作り直すことになり大変だったのですが、社員の意識は以前より高まり、"
        "その後は問い合わせも減って、担当者の負担が軽くなったことが何よりも一番うれしかったというのが正直な感想です。"
    )
    assert quotes_of(corpus_of([text]), "意識") == [
        "…社員の意識は以前より高まり、その後は問い合わせも減って…"
    ]


def test_a_sentence_without_a_comma_is_cut_between_words(corpus_of: Make) -> None:
    """Never inside a word."""
    text = "社員の意識と取引先の信頼" + "とお客様の安心" * 20
    quote = quotes_of(corpus_of([text]), "信頼")[0]
    assert len(quote) <= 60
    assert quote.endswith("…")
    assert "信頼" in quote


@pytest.mark.parametrize(
    ("word", "doubts", "shows"),
    [
        (
            "観光客",
            "観光客が増えたとか、目に見える効果がまるで感じられない",
            "観光客が増えて駅の前に新しい店ができた",
        ),
        (
            "渋滞",
            "渋滞と言われるほどになるには遠く、何の心配もないと思う",
            "渋滞の列が駅の前から橋まで続いている",
        ),
        (
            "治安",
            "少し治安が悪くなることは人が集まる良いことでは？",
            "夜の駅の前は暗く治安が悪いと感じている",
        ),
        ("治安", "治安が悪くなるかもしれないと言う人もいます", "夜の駅の前は暗く治安が悪いと感じている"),
        ("名物", "名物と言える食べ物や場所がいまいち浮かびません", "名物のそばと焼き魚がどの店にもあります"),
        (
            "景色",
            "景色は良いと思いますが非常に閉鎖的で考えが古い町です",
            "朝の山の景色が良くて毎日散歩をしている",
        ),
        ("経済", "経済が良くなればと思って買い物をしています", "経済が良くなり買い物をする人が目立つ"),
        ("経済", "経済がもっと良くなってほしいと願っています", "経済が良くなり買い物をする人が目立つ"),
    ],
)
def test_a_quote_affirms_its_word_where_one_does(corpus_of: Make, word: str, doubts: str, shows: str) -> None:
    """Not one that denies, supposes, asks, wishes or concedes it; where there is no other, it is shown."""
    assert quotes_of(corpus_of([doubts]), word) == [doubts]
    for texts in ([doubts, shows], [shows, doubts]):
        assert quotes_of(corpus_of(texts), word, quotes=1) == [shows]


def test_what_is_mostly_denied_is_shown_denied(corpus_of: Make) -> None:
    """And a quote may deny what is before the word, and what its note says is denied."""
    denied = ["効果はまったく感じられないままです"] * 3 + ["効果が出ているとは少しも思えない"]
    assert quotes_of(corpus_of([*denied, "効果が出ていると毎日感じている"]), "効果", quotes=1)[0] in denied
    before = "派手さは無いが、いつも景色が良いと思う"
    assert quotes_of(corpus_of([before, "景色が良いかは誰にも言えない事だ"]), "景色", quotes=1) == [before]


def test_a_quote_stands_beside_one_word_where_others_have_another(corpus_of: Make) -> None:
    """Of a question: each word gets its first quote before any its second."""
    both = "駅の前の景色と名物のそばがとても良い"
    corpus = corpus_of([both, "山の景色が朝から晩まで美しいと思う", "名物の焼き魚がどの店にもあって楽しい"])
    table = evidence(corpus, ["景色", "名物"], quotes=2)
    quoted = table.loc[table["aspect"] == "quote", "text"].tolist()
    assert len(quoted) == 4 and quoted[0] != quoted[2] and len(set(quoted)) == 3


def test_quotes_differ_and_the_most_frequent_phrase_comes_first(corpus_of: Make) -> None:
    """No two of one respondent, no two that share most of their words."""
    texts = [
        "社員の意識が高まり、確認が習慣になりました",
        "社員の意識が高まり、確認が習慣になった",
        "危機意識を持って仕事をするようになったと思う",
        "意識が高まったことが何よりの収穫だと考えています",
    ]
    found = quotes_of(corpus_of(texts), "意識")
    assert len(found) == 3
    assert "高まっ" in found[0] or "高まり" in found[0]
    assert not {texts[0], texts[1]} <= set(found)
    same = corpus_of(texts, respondents=["a"] * 4)
    assert len(quotes_of(same, "意識")) == 1


# ---- notes


def notes_by_word(table: pd.DataFrame) -> list[tuple[str, str]]:
    notes = table[table["aspect"] == "note"]
    return list(zip(notes["word"], notes["text"], strict=True))


def notes_of(corpus: Corpus, word: str, **options: object) -> list[str]:
    return [text for text, _ in aspect(evidence(corpus, [word], **options), "note")]


def test_a_note_gathers_what_is_written_in_several_ways(corpus_of: Make) -> None:
    """As one theme, with whose or which it is."""
    corpus = corpus_of(["意識の向上"] * 4 + ["意識が向上した"] * 2 + ["社員の意識"] * 3 + ["意識"])
    assert notes_of(corpus, "意識") == ["意識の向上 6人。"]


def test_predicates_of_one_meaning_are_one_theme_of_a_noun(corpus_of: Make) -> None:
    """高まる, 向上する and 上がる of dictionaries/meanings.txt: one number; each of them has its own."""
    corpus = corpus_of(["意識が高まった"] * 3 + ["意識の向上"] * 2 + ["意識が上がった"])
    assert notes_of(corpus, "意識") == ["意識が高まる・向上する 6人。"]
    corpus = corpus_of(["意識が高まった"] * 3 + ["意識の向上"] * 2 + ["熱意が高まった"] * 2)
    notes = dict(notes_by_word(evidence(corpus, ["意識", "高まる", "向上"])))
    assert notes == {"意識": "意識が高まる・向上する 5人。", "高まる": "意識が高まる 3人。"}


def test_denials_that_outnumber_the_rest_come_first(corpus_of: Make) -> None:
    """The forms, both numbers, and no second mention of the denied phrases."""
    texts = ["効果が感じられない"] * 4 + ["効果がわからない"] * 3 + ["効果がある"] * 2
    assert notes_of(corpus_of([*texts, texts[-1]]), "効果") == [
        "効果が感じられない・わからない 7人、効果がある 3人。"
    ]


def test_a_word_that_is_nearly_always_negated(corpus_of: Make) -> None:
    """Nine in ten."""
    corpus = corpus_of(["わからない"] * 10 + ["よくわかった"])
    assert notes_of(corpus, "わかる", unit="word") == ["わからない 10人。"]
    assert notes_of(corpus_of(["予算がない"] * 3), "予算") == ["予算がない 3人。"]


def test_what_is_wished_and_what_is_unsure(corpus_of: Make) -> None:
    """What is asked counts with nothing; what should be stands with what is."""
    texts = ["効果が出る"] * 3 + ["効果が出ない"] * 4 + ["効果が出るのか疑問"]
    assert notes_of(corpus_of(texts), "効果") == ["効果が出ない 4人、効果が出る 3人（検索では4人）。"]
    corpus = corpus_of(["駐車場を増やしてほしい"] * 3 + ["駐車場が欲しい"] * 3 + ["駐車場が狭い"] * 4)
    assert notes_of(corpus, "駐車場") == [
        "駐車場が狭い 4人、駐車場が欲しい 3人、駐車場を増やしてほしい 3人。"
    ]


def test_a_name_is_not_told_by_other_names(corpus_of: Make) -> None:
    """岡山 stands in 岡山空港, but that says nothing of it; nor do particles such as にあたって."""
    corpus = corpus_of(["岡山空港"] * 3 + ["岡山に住みたい"] * 3)
    assert notes_of(corpus, "岡山") == ["岡山に住みたい 3人。"]
    assert notes_of(corpus_of(["整備にあたって考える", "整備にあたって決める"] * 2), "整備") == []


def test_what_is_said_of_its_own_tells_more(corpus_of: Make) -> None:
    """交通の便が悪い, not that 交通 stands in 交通の便."""
    corpus = corpus_of(["交通の便が悪い"] * 4 + ["交通の便が良い"] * 3)
    assert notes_of(corpus, "交通") == ["交通の便が悪い 4人、交通の便が良い 3人。"]


def test_a_compound_and_its_words_with_no_are_one_theme(corpus_of: Make) -> None:
    """ゴミ増加 and ゴミの増加; ゴミ収集 only says which word it stands in."""
    corpus = corpus_of(["ゴミ増加"] * 2 + ["ゴミの増加"] * 2 + ["ゴミ収集"] * 2)
    assert notes_of(corpus, "ゴミ") == ["ゴミの増加 4人。"]


def test_a_theme_is_whole_and_no_condition(corpus_of: Make) -> None:
    """Not 場所が少なかっ of 場所が少なかったり, nor あれ of あれば."""
    notes = notes_of(corpus_of(["場所が少なかったりする"] * 3), "場所", unit="word")
    assert notes == ["場所が少ない 3人。"]
    assert notes_of(corpus_of(["駅が近くにあればよい"] * 3), "駅") == []


def test_a_word_in_longer_words(corpus_of: Make) -> None:
    """Which it is, is told neither beside what happens to it nor alone: it says nothing."""
    corpus = corpus_of(["個人情報"] * 4 + ["情報管理"] * 2 + ["情報が減った"] * 3 + ["情報"])
    assert notes_of(corpus, "情報") == ["情報が減る 3人。"]
    assert notes_of(corpus_of(["個人情報"] * 4 + ["情報管理"] * 2), "情報") == []


def test_nothing_in_common_is_not_said(corpus_of: Make) -> None:
    """An empty cell says as much as a sentence that there is nothing."""
    assert notes_of(corpus_of(["宣言と補助金", "補助金、宣言", "宣言"]), "宣言") == []


def test_the_unit_of_respondents_is_a_parameter(corpus_of: Make) -> None:
    """社 for companies; English has its own."""
    corpus = corpus_of(["意識の向上"] * 6)
    assert notes_of(corpus, "意識", respondent_unit="社") == ["意識の向上 6社。"]
    assert notes_of(corpus, "意識", lang="en") == ["意識の向上 6."]


def test_what_is_doubted_or_hard_is_not_said(corpus_of: Make) -> None:
    """効果があった stands in 効果があったとは思えない, too: it is neither counted nor quoted there."""
    texts = ["効果があった"] * 3 + ["効果があったとは思えない", "効果があったかどうか分からない"]
    corpus = corpus_of([*texts, "効果を感じた", "効果を感じにくい"])
    said = dict(aspect(evidence(corpus, ["効果"], minimum=1), "phrase"))
    assert said["効果がある"] == 3 and said["効果を感じる"] == 1


def search(corpus: Corpus, text: str) -> int:
    """Return in the answers of how many respondents a plain search finds a text."""
    found = corpus.answers["text"].map(lambda answer: searchable(text) in searchable(answer))
    return int(corpus.answers.loc[found, "respondent"].nunique())


def assert_found(corpus: Corpus, table: pd.DataFrame) -> int:
    """Check each number of the notes against a search, which finds no more; return how many."""
    numbers = 0
    totals = dict(table.groupby("word")["respondents"].max())
    for word, note in table.loc[table["aspect"] == "note", ["word", "text"]].itertuples(index=False):
        pattern = r"([^、。 ]+) ([\d,]+)人(?:（検索では(\d+)人）)?"
        for text, number, searched in re.findall(pattern, note):
            numbers += 1
            assert int(number) <= totals[word], note
            assert search(corpus, text) <= int(searched or number), (word, note)
    return numbers


@pytest.mark.parametrize("unit", UNITS)
def test_a_search_finds_no_more_than_the_notes_say(small: Corpus, unit: Unit) -> None:
    table = evidence(small, keywords(small, minimum=1, unit=unit), minimum=1, phrases=99, unit=unit)
    assert assert_found(small, table) > 2


@examples(20)
@given(
    texts=st.lists(
        st.lists(
            st.sampled_from(
                [
                    "社員の意識が高まり",
                    "意識の 向上",
                    "ｾｷｭﾘﾃｨ意識",
                    "効果がない",
                    "効果が",
                    "わからない",
                    "、",
                    "。",
                    "駐車場が狭いと",
                    "Ｗｅｂで調べる",
                ]
            ),
            max_size=4,
        ).map("".join),
        min_size=2,
        max_size=8,
    )
)
def test_a_search_finds_no_more_in_any_answers(corpus_of: Make, texts: list[str]) -> None:
    """Blanks, widths, cut-off sentences, clauses run together."""
    corpus = corpus_of([*texts, "意識が高まる"])
    assert_found(corpus, evidence(corpus, keywords(corpus, minimum=1)))


def test_at_most_as_many_as_asked_for(small: Corpus) -> None:
    """Each aspect may be switched off."""
    words = keywords(small)
    assert (
        len(evidence(small, words, compounds=0, phrases=0, quotes=0, notes=0).query("aspect != 'negation'"))
        == 0
    )
    table = evidence(small, words, compounds=2, quotes=1, notes=1, phrases=2)
    assert table.loc[table["aspect"] != "negation", "rank"].max() == 2


@pytest.mark.parametrize("words", [[], ["存在しない語"]])
def test_no_word_has_no_evidence(small: Corpus, words: list[str]) -> None:
    """An empty table with all columns; a word that does not occur is left out."""
    table = evidence(small, words)
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == 0


def test_an_empty_corpus_has_no_evidence(corpus_of: Make) -> None:
    """As it has no keywords."""
    corpus = corpus_of([""])
    assert len(evidence(corpus, keywords(corpus))) == 0


def test_a_huge_answer_is_quoted_briefly(corpus_of: Make) -> None:
    """A cell of 200,000 characters: in a moment, and nothing is copied for each of its 10,000 places."""
    corpus = corpus_of(["社員の意識と取引先の信頼が高まり効果がない" * 10_000, "意識の向上"])
    assert all(len(quote) <= 60 for quote in quotes_of(corpus, "意識"))
    assert len(kwic(corpus, "意識")) == 10_001


@pytest.mark.real
@pytest.mark.parametrize("dictionary", ["unidic-lite", "ipadic"])
def test_the_numbers_of_real_answers_hold(real_surveys: Path, dictionary: str) -> None:
    """Quotes stand in their answers, no phrase has more respondents than its word, in both dictionaries."""
    if dictionary == "ipadic":
        pytest.importorskip("ipadic")
    table = pd.read_csv(real_surveys / "fukui_kanko_fuben.csv", dtype=str, keep_default_na=False).head(2000)
    answers = pd.DataFrame(
        {
            "answer": range(len(table)),
            "respondent": table["respondent"],
            "question": "不便さの内容",
            "item": "",
            "text": table["不便さの内容"],
            "kind": ["substantive" if text.strip() else "blank" for text in table["不便さの内容"]],
            "source": 0,
            "row": range(2, len(table) + 2),
        }
    )
    corpus = tokenize(Survey(answers), settings=WordSettings(dictionary=dictionary))
    words = keywords(corpus)
    found = evidence(corpus, words.head(100))
    texts = dict(zip(answers["answer"], answers["text"], strict=True))
    for row in found[found["aspect"] == "quote"].itertuples():
        assert row.text.removeprefix("…").removesuffix("…") in texts[row.answer]
    totals = dict(zip(words["word"], words["respondents"], strict=True))
    counted = found[found["aspect"].isin(["compound", "phrase", "negation"])]
    assert len(counted) > 250
    assert (counted["respondents"] <= counted["word"].map(totals)).all()


def unequal(table: pd.DataFrame, rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Return the themes of an evidence table with another number than their row or their other theme."""
    numbers: dict[str, int] = dict(zip(rows["word"], rows["respondents"], strict=True))
    themes_told = table[table["aspect"].isin(["compound", "phrase"])]
    for text, count in zip(themes_told["text"], themes_told["respondents"], strict=True):
        numbers.setdefault(text, count)
    told = zip(themes_told["word"], themes_told["text"], themes_told["respondents"], strict=True)
    return [(word, text, count) for word, text, count in told if numbers[text] != count]


def test_one_expression_has_one_number_in_the_sample() -> None:
    """A theme that is a row, too, has its number, and a theme of two words the same in both notes."""
    study = Study(read_settings(resources.sample("textmine.toml")))
    for question in study.questions:
        assert unequal(study.evidence(question), study.keywords(question)) == []


@pytest.mark.real
def test_one_expression_has_one_number_in_real_answers(real_surveys: Path) -> None:
    """As in the sample, of four of twelve questions."""
    files = [str(real_surveys / "fukui_civic_voice_202601_raw_cp932.csv")]
    study = Study(Settings.model_validate({"survey": {"files": files}}))
    for question in study.questions[::3]:
        assert unequal(study.evidence(question), study.keywords(question)) == []


def test_a_theme_counts_as_its_row_does(corpus_of: Make) -> None:
    """Conditions and guesses are of both, what is not thought to be so of neither."""
    texts = ["人が増える"] * 3 + [
        "人が増えれば良い",
        "人が増えるかも",
        "人が増えそう",
        "人が増えたとは思えない",
    ]
    corpus = corpus_of([*texts, "人が増えた実感がない"])
    rows = keywords(corpus, unit="expression", minimum=1)
    table = evidence(corpus, ["増える", *rows["word"]], unit="expression", minimum=1)
    number = dict(zip(rows["word"], rows["respondents"], strict=True))["人が増える"]
    assert number == 6
    assert ("人が増えたと思えない", 2) in aspect(table, "phrase", "増えたと思えない")
    assert unequal(table, rows) == []


def test_themes_are_the_answers_behind_each_number() -> None:
    """Of compounds, phrases and negations as many respondents gave the answers as the evidence counts."""
    texts = [
        "効果がない",
        "効果は感じられない",
        "効果があった",
        "宣言の効果",
        "宣言効果はない",
        "宣言効果",
        "効果なし",
    ]
    columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    # two of the answers are of one respondent, who counts once
    rows = [(10 + n, f"r{n % 6}", "効果", "", text, "substantive", 0, n) for n, text in enumerate(texts)]
    corpus = tokenize(Survey(pd.DataFrame(rows, columns=columns)))
    table = evidence(corpus, ["効果", "宣言"], minimum=1)
    behind = themes(corpus, find(Whole(corpus), {"": ["効果", "宣言"]}, EvidenceSettings(minimum=1)))
    respondents = behind["answer"].map(corpus.answers.set_index("answer")["respondent"].astype(str))
    people = respondents.groupby([behind["word"], behind["text"]]).nunique()
    counted = table[table["aspect"].isin(["compound", "phrase", "negation"])]
    assert {"compound", "phrase", "negation"} == set(counted["aspect"])
    for word, aspect, text, count in counted[["word", "aspect", "text", "respondents"]].itertuples(
        index=False
    ):
        assert people[word, "" if aspect == "negation" else text] == count, (word, text)
