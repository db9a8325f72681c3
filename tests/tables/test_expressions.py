"""textmine.tables.expressions: what means little alone is counted as what it forms, and none is lost."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from textmine.inputs.lexicon import Lexicon, read_lexicon
from textmine.tables.evidence import evidence
from textmine.tables.keywords import finish, keywords, merge, tally
from textmine.tables.left_out import left_out, question_words
from textmine.tables.occurrences import occurrences, uses
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def written(corpus: Corpus) -> list[tuple[str, str]]:
    """Return what each use is counted as, and the characters that it spans."""
    texts = corpus.answers.set_index("answer")["text"]
    table = occurrences(corpus, unit="expression").sort_values(["answer", "start", "end"])
    return [
        (str(word), texts[answer][start:end])
        for word, answer, start, end in table[["word", "answer", "start", "end"]].itertuples(index=False)
    ]


def words(corpus: Corpus) -> set[str]:
    return {word for word, _ in written(corpus)}


@pytest.mark.parametrize(
    ("text", "expression", "span"),
    [
        ("鍵をかけています", "鍵をかける", "鍵をかけています"),
        ("鍵もかけた", "鍵をかける", "鍵もかけた"),
        ("費用がかかる", "費用がかかる", "費用がかかる"),
        ("費用はかからない", "費用がかからない", "費用はかからない"),
        ("バックアップを毎日取る", "バックアップを取る", "バックアップを毎日取る"),
        ("本数は少ないです", "本数が少ない", "本数は少ないです"),
        ("電車に乗れなかった", "電車に乗れない", "電車に乗れなかった"),
        ("明るい人", "明るい人", "明るい人"),
        ("県外の人", "県外の人", "県外の人"),
        ("関西方面", "関西方面", "関西方面"),
        ("時間を取られる", "時間を取られる", "時間を取られる"),
        ("会議の回数が多くなった", "会議の回数が増える", "会議の回数が多くなった"),
        ("新しいところ", "新しいところ", "新しいところ"),
        ("マナーの悪い人", "マナーが悪い", "マナーの悪い"),
        ("風邪ひいた", "風邪をひく", "風邪ひいた"),
        ("バスの切符取れない", "切符が取れない", "切符取れない"),
        ("町が活気付いた", "活気", "活気付いた"),
        ("義務づけた", "義務づける", "義務づけた"),
        ("明るい人が増える", "明るい人", "明るい人"),
        ("若い人が増える", "若者が増える", "若い人が増える"),
        ("若い人が少ない", "若い人が少ない", "若い人が少ない"),
        ("悪い影響はないと思う", "悪い影響がない", "悪い影響はない"),
        ("変わりはないです", "変わらない", "変わりはないです"),
        ("ＰＲ不足だと思う", "PR不足", "ＰＲ不足"),
    ],
)
def test_a_weak_word_is_counted_with_its_partner(
    text: str, expression: str, span: str, corpus_of: Make
) -> None:
    """Whatever tense and politeness; は and も stand for the particle; the whole of it is marked."""
    assert (expression, span) in written(corpus_of([text]))


def test_two_weak_words_that_form_one_expression_are_counted_once(corpus_of: Make) -> None:
    """手 and まわる are 手がまわらない, once; 便 and 悪い are 交通の便が悪い beside 交通の便."""
    corpus = corpus_of(["手がまわらない", "交通の便が悪い"])
    assert [word for word, _ in written(corpus)] == ["手がまわらない", "交通", "交通の便", "交通の便が悪い"]


@pytest.mark.parametrize(
    "text", ["気をつけるべきだ", "気をつけようと思う", "気をつければいい", "気をつけるか"]
)
def test_what_is_wished_or_asked_is_the_same_expression(text: str, corpus_of: Make) -> None:
    """Whether it is so is another matter than what is spoken of."""
    assert "気をつける" in words(corpus_of([text]))


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("静岡の良いところを見てほしい", "魅力", "静岡が良い"),
        ("便の良いところ", "便が良い", "良いところ"),
        ("静岡の新しい駅", "新しい駅", "静岡が新しい"),
        ("静岡には良い店がある", "良い店", "静岡に良い"),
        ("明るい人に知ってもらう", "明るい人", "明るい人に知る"),
        ("社員に使ってもらう", "社員", "社員に使う"),
        ("人に魅力を伝える", "魅力を伝える", "人に伝える"),
    ],
)
def test_nobody_is_said_to_write_what_he_does_not(text: str, right: str, wrong: str, corpus_of: Make) -> None:
    """An owner is not what is good, and に may mark who does it."""
    found = words(corpus_of([text]))
    assert right in found
    assert wrong not in found


@pytest.mark.parametrize("text", ["人がいる", "場所がある", "町になる", "今日は新しい", "自分が住む"])
def test_that_one_is_there_or_who_or_when_is_no_partner(text: str, corpus_of: Make) -> None:
    """It says nothing more; that there is none does."""
    assert words(corpus_of([text])) == set()
    assert words(corpus_of(["人がいない", "場所がない"])) == {"人がいない", "場所がない"}


@pytest.mark.parametrize(
    "text", ["良さを知る", "良さを知ってもらいたい", "良さを知ってくれる", "良さを知って頂く"]
)
def test_what_is_done_for_somebody_is_the_same_expression(text: str, corpus_of: Make) -> None:
    """But denied it is another thing: 知ってもらえない is not 知らない."""
    assert "良さを知る" in words(corpus_of([text]))
    assert "良さを知らない" not in words(corpus_of(["良さを知ってもらえない"]))


def test_a_denied_noun_with_an_adjective_is_counted_as_denied(corpus_of: Make) -> None:
    """悪い影響は思いつかない names no bad influence; what says so is no row of its own."""
    texts = ["悪い影響は感じない", "悪い影響が思いつかない", "悪い影響がある"]
    table = keywords(corpus_of(texts), unit="expression", minimum=1).set_index("word")
    assert table["respondents"].to_dict() == {"悪い影響がない": 2, "悪い影響": 1}


def test_a_denied_predicate_is_shown_denied_and_the_other_sense_is_a_row_of_its_own(corpus_of: Make) -> None:
    """変わらない and 変わっていない are one; 感じない is not 感じる; what is only denied is 予算がない."""
    texts = [
        "変わらない",
        "変わっていません",
        "意識が変わった",
        "遠くない",
        "遠い",
        "予算がない",
        "便利ではない",
    ]
    corpus = corpus_of(texts)
    table = keywords(corpus, unit="expression", minimum=1).set_index("word")
    assert table.loc["変わらない", "respondents"] == 2
    assert {"意識", "遠くない", "遠い", "便利ではない", "予算がない"} <= set(table.index)
    assert "予算" not in table.index
    assert table.loc[["変わらない", "予算がない"], "negated_share"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("情報が早くほしい", "情報がほしい", "情報が早い"),
        ("5年では変わらないと思う", "変わらない", "5年で変わらない"),
        ("困ることがない", "困らない", "困る"),
    ],
)
def test_what_is_wished_how_long_and_never(text: str, right: str, wrong: str, corpus_of: Make) -> None:
    """早く tells how one wants it; a number is no partner where nothing is done to it."""
    found = words(corpus_of([text]))
    assert right in found
    assert wrong not in found


def test_no_particle_is_made_up_for_a_number(corpus_of: Make) -> None:
    """何度も聞かれる is not 何度を聞かれる."""
    assert words(corpus_of(["何度も聞かれる"])) == set()


def test_a_weak_word_alone_is_said_below_the_table(corpus_of: Make) -> None:
    """つける without a partner is no row; わからない is one, わかる is not."""
    corpus = corpus_of(["よくつける", "つける", "わからない", "わからない", "わかる", "わかる"])
    total = tally(corpus, unit="expression")
    assert finish(total, unit="expression")["word"].tolist() == ["わからない"]
    rows = left_out(total)[["reason", "word", "respondents"]].values.tolist()
    assert rows == [["alone", "つける", 2], ["alone", "わかる", 2]]


def test_of_a_word_and_its_longer_expression_one_is_a_row(corpus_of: Make) -> None:
    """鍵 is nearly always 鍵をかける, 費用 is not; 交通の便 is mostly 交通の便が悪い."""
    texts = (
        ["鍵をかける"] * 5 + ["費用がかかる"] * 2 + ["費用"] * 3 + ["交通の便が悪い"] * 3 + ["交通の便"] * 2
    )
    total = tally(corpus_of(texts), unit="expression")
    table = finish(total, unit="expression")
    assert set(table["word"]) == {"鍵をかける", "費用", "交通の便が悪い"}
    rows = left_out(total)
    assert dict(zip(rows["word"], rows["longer"], strict=True)) == {
        "交通": "交通の便が悪い",
        "交通の便": "交通の便が悪い",
        "鍵": "鍵をかける",
        "費用がかかる": "費用",
    }


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["人が増える", "観光客が増える", "増える", "観光客の増加", "旅行客増加"], {"観光客が増える": 3}),
        (["店が減る", "店"] * 2 + ["店"], {"お店": 5}),
        (["活気が出る", "活気", "活気がある"], {"活気": 3}),
        (["人口減少", "人口が減る", "人口の減少"], {"人口が減る": 3}),
        (["期待できない"] * 2 + ["期待"] * 3, {"期待": 3, "期待できない": 2}),
        (["運転できなくなる", "車の運転ができない"], {"運転できない": 2}),
        (["変わらない", "変化がない", "変わりはない", "変化なし"], {"変わらない": 4}),
        (["賑わう", "賑わいがある", "にぎわい"], {"賑わう": 3}),
        (["福井県に来た", "福井は遠い", "福井"], {"福井": 3}),
        (["経済的に潤う", "経済が回る", "経済効果"], {"経済": 3}),
        (["京都府", "京都", "京都市"], {"京都": 2}),
    ],
)
def test_one_thing_is_one_row(texts: list[str], rows: dict[str, int], corpus_of: Make) -> None:
    """Who wrote it in any way counts once; a small slice of it is told of it and is no row."""
    table = keywords(corpus_of(texts), unit="expression")
    assert dict(zip(table["word"], table["respondents"], strict=True)) == rows


def test_a_row_of_several_wordings_says_how_many_wrote_which(corpus_of: Make) -> None:
    """Who searches for its name finds fewer; of one wording, its own, there is nothing to say."""
    texts = ["魅力"] * 2 + ["良さ", "福井の良さと魅力", "良さ"] + ["良いところがある", "道の駅", "道の駅"]
    table = keywords(corpus_of(texts), unit="expression").set_index("word")
    assert table["respondents"].to_dict() == {"魅力": 6, "道の駅": 2}
    assert table["wordings"].to_dict() == {"魅力": "良さ（3）、魅力（3）", "道の駅": ""}


def test_a_name_that_begins_longer_names_is_a_part_of_them(corpus_of: Make) -> None:
    """越前 hardly stands outside 越前たけふ駅; 高校 is no part of a name that it ends."""
    texts = ["越前たけふ駅"] * 4 + ["越前市民", "越前たけふ駅は遠い"] + ["高校"] * 3 + ["大阪高校"] * 3
    table = keywords(corpus_of(texts), unit="expression")
    assert dict(zip(table["word"], table["respondents"], strict=True)) == {
        "越前たけふ駅": 5,
        "高校": 6,
        "大阪高校": 3,
    }


def test_a_part_of_a_word_and_a_name(corpus_of: Make) -> None:
    """交通機関 is told of 交通; a school with a name is a thing of its own; 知名度 does not only rise."""
    texts = ["交通が不便"] * 6 + ["交通機関が少ない"] * 3 + ["大阪高校"] * 3 + ["高校"] * 3
    texts += ["知名度が上がる"] * 6 + ["知名度が低い", "知名度はどうか", "知名度"] * 2
    total = tally(corpus_of(texts), unit="expression")
    rows = finish(total, unit="expression").set_index("word")["respondents"]
    assert "交通機関" not in rows and rows["交通"] == 9 and rows["高校"] == 6
    assert rows["知名度"] == 12 and "知名度が上がる" not in rows


def test_the_topic_is_known_by_every_name_and_what_is_said_of_it_stays(corpus_of: Make) -> None:
    """増加 in the rating is 増える in the answers; 福井を知る is a row where 福井 can't be."""
    texts = ["福井県を知ってもらえる", "福井を知ってもらう", "福井に観光客が増える", "増加は嬉しい", "嬉しい"]
    total = tally(corpus_of(texts), unit="expression")
    asked = {"rating": "福井県で観光客が増加すること"}
    assert finish(total, unit="expression", **asked)["word"].tolist() == ["嬉しい", "福井を知る"]
    below = left_out(total, **asked)
    asked_rows = below[below["reason"] == "question"]
    assert dict(zip(asked_rows["word"], asked_rows["respondents"], strict=True)) == {"福井": 3, "増える": 2}


def test_a_word_in_many_different_expressions_keeps_its_row(corpus_of: Make) -> None:
    """費用 is in three; 場所が少ない does not vanish because 場所や店が少ない holds another."""
    texts = ["費用がかかる", "費用を下げる", "費用が高い"] * 2
    texts += ["場所が少ない"] * 4 + ["場所や店が少ない"] + ["店が少ない"] * 2
    found = set(keywords(corpus_of(texts), unit="expression")["word"])
    assert {"費用", "場所が少ない", "店が少ない"} <= found


def test_nothing_written_is_lost(corpus_of: Make) -> None:
    """Each use of a word is a use of an expression, stands alone, or is inside the expression beside it."""
    texts = [
        "手がまわらない",
        "鍵をかけて書類を守る",
        "人が多く、話を聞けない",
        "わかりやすい説明",
        "良い影響",
    ]
    corpus = corpus_of(texts)
    below = left_out(tally(corpus, unit="expression"), minimum=1)
    alone = below.loc[below["reason"] == "alone", "occurrences"].sum()
    spans = uses(corpus, "expression")[["first", "last"]].itertuples(index=False)
    covered = {row for first, last in spans for row in range(first, last + 1)}
    lost = set(uses(corpus, "word")["first"]) - covered
    assert len(lost) == alone


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("宣言による効果", {"宣言"}),
        ("高校再編についての意見", {"高校再編"}),
        ("テレワークの課題を教えてください", {"テレワーク"}),
        ("効果", set()),
        ("不便さの内容", {"不便"}),
        ("情報セキュリティの取り組み", set()),
    ],
)
def test_the_topic_of_a_question_is_no_row_and_what_it_asks_for_is(question: str, topics: set[str]) -> None:
    """A word counts if it stands there whole: 情報 is not 情報セキュリティ, nor 高校 高校再編."""
    known = ["宣言", "効果", "高校", "高校再編", "テレワーク", "課題", "情報", "セキュリティ", "意見", "不便"]
    assert question_words(question, known) == topics


def test_a_topic_is_said_below_the_table(corpus_of: Make) -> None:
    """宣言 is counted there, 効果 stays a row."""
    total = tally(corpus_of(["宣言の効果", "宣言の効果"]), unit="expression")
    assert finish(total, unit="expression", question="宣言による効果")["word"].tolist() == ["効果"]
    below = left_out(total, "宣言による効果")
    assert below[["reason", "word", "respondents"]].values.tolist() == [["question", "宣言", 2]]


def test_the_tally_adds_up(corpus_of: Make) -> None:
    """Counted in chunks, the table and what is below it are those of the whole."""
    texts = [
        "鍵をかける",
        "手がまわらない",
        "鍵",
        "人が増えた",
        "つける",
        "つける",
        "鍵をかける",
        "若い人が多い",
    ]
    whole = corpus_of(texts)
    parts: Iterable[pd.DataFrame] = (tally(block, unit="expression") for block in whole.blocks(2))
    total = reduce(merge, parts)
    assert_frame_equal(
        finish(total, unit="expression", minimum=1), keywords(whole, unit="expression", minimum=1)
    )
    assert_frame_equal(left_out(total), left_out(tally(whole, unit="expression")))


def test_an_expression_says_of_itself_what_is_not_in_it(corpus_of: Make) -> None:
    """Of 気をつける not that it is 気をつける, but of what: パソコンに."""
    corpus = corpus_of(["パソコンに気をつける"] * 3)
    table = evidence(corpus, keywords(corpus, unit="expression"), unit="expression")
    notes = table[(table["word"] == "気をつける") & (table["aspect"].isin(["note", "phrase"]))]
    assert not notes["text"].str.startswith("気をつける").any()


def test_the_lists_of_weak_words_are_the_users(corpus_of: Make) -> None:
    """Without the list every word is a row."""
    corpus = corpus_of(["鍵をかける"], lexicon=Lexicon(stopwords=read_lexicon().stopwords))
    assert words(corpus) == {"鍵", "かける"}


@pytest.mark.parametrize("text", ["電車の止まる", "福井の良い", "町の高くなる", "町の", "良い", "気を"])
def test_an_answer_may_end_anywhere(text: str, corpus_of: Make) -> None:
    """Nothing is looked for beyond the last word of the last answer."""
    assert len(uses(corpus_of([text]), "expression")) <= 3


def test_the_analysts_lists_hold_for_expressions(corpus_of: Make) -> None:
    """An expression is stopped or counted as another as a word is; it does not count as standing alone."""
    texts = ["鍵をかける", "鍵もかけた", "施錠する"]
    bundled = read_lexicon()
    merged = replace(bundled, synonyms={**bundled.synonyms, "鍵をかける": "施錠"})
    table = keywords(corpus_of(texts, lexicon=merged), unit="expression", minimum=1)
    assert table.loc[table["word"] == "施錠", "respondents"].tolist() == [3]
    stopped = replace(bundled, stopwords=bundled.stopwords | {"鍵をかける"})
    corpus = corpus_of(texts, lexicon=stopped)
    assert "鍵をかける" not in words(corpus)
    assert "かける" not in set(left_out(tally(corpus, unit="expression"), "効果", minimum=1)["word"])
