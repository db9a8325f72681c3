"""What is said of a noun is said of it in the sentence: clauses, chains, and what can't be told."""

from collections.abc import Callable

import pytest

from textmine.tables.evidence import evidence
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def said_of(corpus: Corpus, noun: str) -> set[str]:
    table = evidence(corpus, [noun], unit="word", minimum=1, phrases=50, quotes=0, notes=0)
    return set(table.loc[table["aspect"] == "phrase", "text"])


@pytest.mark.parametrize(
    ("text", "noun", "phrases"),
    [
        # a clause before the noun
        ("知らないソフトがある", "ソフト", {"知らないソフト", "ソフトがある"}),
        ("パソコンに知らないソフトを入れない", "ソフト", {"知らないソフト", "ソフトを入れない"}),
        ("昨年入った社員が辞めた", "社員", {"入る社員", "社員が辞める"}),
        ("静まり返っている街", "街", {"静まり返る街"}),
        ("訪れたことがない場所だ", "場所", {"訪れたことがない場所"}),
        # with its own noun the clause is told whole, and says nothing of the noun by itself
        ("交通の便が悪い町だ", "町", {"便が悪い町"}),
        ("活気がある町にする", "町", {"活気がある町"}),
        ("世代が楽しめる施設", "施設", {"世代が楽しめる施設"}),
        ("鍵をかけない部屋が残る", "部屋", {"鍵をかけない部屋", "部屋が残る"}),
        # the clause of another noun
        ("パソコンに知らないソフトを入れない", "パソコン", set()),
        ("制度は難しい書類が多い", "制度", set()),
        ("窓口は新しい建物に移る", "窓口", set()),
        ("書類を古い棚にしまう", "書類", set()),
        ("社員で新しい係を作る", "社員", set()),
        # a topic goes past a subject, not into a clause
        ("町は活気が出る", "町", {"町は活気が出る"}),
        ("社員は機器を使う", "社員", {"社員は機器を使う"}),
        ("工場は音が大きい機械を減らす", "工場", set()),
        ("地区は静かな場所だ", "地区", {"地区が静か"}),
        # chains with を, に, から
        ("対策の実施をする", "対策", {"対策の実施"}),
        ("県内に宿泊をする", "県内", {"県内に宿泊する"}),
        ("生活に支障が出る", "生活", {"生活に支障が出る"}),
        ("商店街にお金を落とす", "商店街", {"商店街にお金を落とす"}),
        ("県外から多くの人が来る", "県外", {"県外から人が来る"}),
        ("交通の便が悪い", "交通", {"交通の便が悪い", "交通の便"}),
        ("交通の便はない", "交通", {"交通の便がない", "交通の便"}),
        ("町の人は避ける", "町", {"町の人"}),
        ("町の良いところを知る", "町", set()),
        ("町の静かな所", "町", set()),
        ("他県で問題になっている", "他県", {"他県で問題になる"}),
        ("騒音は大きな問題になる", "騒音", set()),
        # coordination
        ("駐車場とトイレが増えた", "駐車場", {"駐車場が増える"}),
        ("駐車場やトイレなどが少ない", "駐車場", {"駐車場が少ない"}),
        ("駐車場やトイレなどが少ない", "トイレ", {"トイレが少ない"}),
        ("恐竜、温泉などを紹介する", "恐竜", {"恐竜を紹介する"}),
        ("友人と写真を撮る", "友人", set()),
        # chains with て, conditions, quotations
        ("費用がかかって困る", "費用", {"費用がかかる"}),
        ("町に泊まる客が減った", "町", {"町に泊まる"}),
        ("効果があったと思う", "効果", {"効果がある"}),
        ("効果があったとは思わない", "効果", {"効果があったと思えない"}),
        ("可能性もないとは言いきれない", "可能性", set()),
        # too much, duties
        ("説明が少なすぎる", "説明", {"説明が少なすぎる"}),
        ("東口で乗り換えないといけない", "東口", {"東口で乗り換えなければならない"}),
        ("対策を強化しなければなりません", "対策", {"対策を強化しなければならない"}),
        # で goes on from the noun to the next adjective
        ("静かな街で歩きやすい", "街", {"静かな街"}),
        # coming to be so is so, being made so is not yet
        ("商店街が紹介されるようになった", "商店街", {"商店街が紹介される"}),
        ("案内がわかるようにしてほしい", "案内", set()),
        ("道が不便にはなる", "道", {"道が不便になる"}),
        ("道が不便にはなる", "不便", {"道が不便になる", "不便になる"}),
        # questions
        ("治安が悪化しないか気になる", "治安", {"治安が悪化しないか"}),
        ("効果があるのかどうか", "効果", {"効果があるか"}),
        ("効果があったかもしれない", "効果", {"効果があったか"}),
        # formal nouns
        ("対策を行うことで変わる", "対策", {"対策を行う"}),
        ("窓口は大切なものだ", "窓口", {"窓口が大切"}),
        # an adjective goes on before a noun
        ("住みやすく、素敵な町", "町", {"住みやすい町", "素敵な町"}),
        ("対応してもらえませんか", "対応", set()),
        # compounds
        ("地域活性化", "地域", set()),
        ("商業施設が少ない", "商業", set()),
    ],
)  # fmt: skip
def test_a_predicate_is_said_of_its_own_noun(
    corpus_of: Make, text: str, noun: str, phrases: set[str]
) -> None:
    """Relative clauses, topics, chains, lists, negation inside; nothing that is not of the noun."""
    assert said_of(corpus_of([text]), noun) <= phrases
    assert bool(said_of(corpus_of([text]), noun)) == bool(phrases)


@pytest.mark.parametrize(
    ("unsure", "noun", "sure", "phrase"),
    [
        ("社員が知らないソフトを入れる", "社員", "社員が知らない", "社員が知らない"),
        ("町の美味しい店", "町", "町が美味しい", "町が美味しい"),
        ("値段の高い店", "値段", "値段が高い", "値段が高い"),
        ("電車の止まる駅", "電車", "電車が止まった", "電車が止まる"),
        ("町に伝える人", "町", "町に伝えた", "町に伝える"),
    ],
)
def test_what_a_sentence_does_not_tell_is_said_where_others_do(
    corpus_of: Make, unsure: str, noun: str, sure: str, phrase: str
) -> None:
    """Alone it may be of either noun; where the survey says the same plainly as often, it counts.

    Where fewer say it plainly only these do, or it is not told at all, since a search would find all.
    """

    def said(*texts: str) -> dict[str, int]:
        table = evidence(corpus_of(list(texts)), [noun], unit="word", minimum=1, quotes=0, notes=0)
        rows = table[table["aspect"] == "phrase"]
        return dict(zip(rows["text"], rows["respondents"], strict=True))

    assert phrase not in said(unsure)
    assert said(unsure, sure)[phrase] == 2
    assert said(unsure, unsure + "です", sure).get(phrase, 0) <= 1
