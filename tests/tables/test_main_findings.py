"""textmine.tables.main_findings: the sentences at the head of a report say no more than the tables hold."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from textmine.tables.main_findings import COLUMNS, MOST, main_finding_numbers, main_findings
from textmine.tables.results import Results

KEYWORDS = pd.DataFrame(
    {"word": ["意識", "効果", "社員"], "respondents": [40, 30, 20], "share": [0.4, 0.3, 0.2], "base": 100}
)
CODES = pd.DataFrame(
    {
        "code": ["＊費用", "＊人材", "other"],
        "level": ["code", "code", "other"],
        "respondents": [30, 12, 58],
        "share": [0.3, 0.12, 0.58],
        "base": 100,
    }
)
EVIDENCE = pd.DataFrame(
    {
        "word": ["効果", "意識"],
        "aspect": "negation",
        "rank": 1,
        "text": ["効果がない", "意識がない"],
        "respondents": [17, 30],
    }
)
EFFECT = Results("宣言による効果", {"substantive": 100, "none": 20, "unknown": 8}, KEYWORDS)


def sentences(*results: Results, unit: str = "社", lang: str = "ja") -> list[str]:
    return main_findings(results, unit=unit, lang=lang)["text"].tolist()


def test_what_most_name_with_count_share_and_base() -> None:
    """Categories where there is a frame, without what has no category; else words."""
    said = sentences(EFFECT)[0]
    assert said.startswith("多く書かれたのは意識 40社（40.0%）、効果 30社（30.0%）、社員 20社（20.0%）")
    assert said.endswith("（内容のある回答 100社中）。")
    framed = sentences(replace(EFFECT, codes=CODES))[0]
    assert "分類では費用 30社（30.0%）、人材 12社（12.0%）が多い（内容のある回答 100社中）" in framed
    assert "58" not in framed


SAID = pd.DataFrame(
    {
        "word": ["意識", "意識", "社員"],
        "aspect": ["phrase", "compound", "phrase"],
        "rank": 1,
        "text": ["意識が高まる", "危機意識", "社員の努力"],
        "respondents": [16, 6, 1],
    }
)


def test_the_first_words_of_a_question_are_named_with_what_is_said_of_them() -> None:
    """As its table has them; what half of them say stands in their place, with its own number."""
    text = sentences(replace(EFFECT, evidence=SAID))[0]
    assert text.startswith(
        "多く書かれたのは意識 40社（40.0%、意識が高まる 16社）、効果 30社（30.0%）、社員 20社（20.0%）（"
    )
    most = SAID.assign(respondents=[24, 6, 1])
    text = sentences(replace(EFFECT, evidence=most))[0]
    assert text.startswith("多く書かれたのは意識が高まる 24社（24.0%）、効果 30社")


def test_a_theme_opens_its_answers() -> None:
    numbers = main_finding_numbers([replace(EFFECT, evidence=SAID)], unit="社", lang="ja")
    (row,) = numbers[numbers["kind"] == "theme"].to_dict("records")
    assert (row["name"], row["value"], row["rank"]) == ("意識", "意識が高まる", 1)


def test_few_who_see_nothing_are_not_told() -> None:
    """Six of a thousand are no finding."""
    assert len(sentences(replace(EFFECT, kinds={"substantive": 1000, "unknown": 6}))) == 1


def test_none_unknown_and_denied_together_and_apart() -> None:
    """Denied is the word of the question; the sum is of those who wrote anything, not of the base alone."""
    text = sentences(replace(EFFECT, evidence=EVIDENCE))[1]
    assert text.startswith("空欄を除く128社のうち45社（35.2%）は、ないと答えたか、わからないと答えた（")
    assert "なしとだけ答えた20社、わからないとだけ答えた8社、効果を否定形で書いた17社）。" in text
    few = replace(EFFECT, kinds={"substantive": 100, "none": 4}, evidence=EVIDENCE.assign(respondents=4))
    assert len(sentences(few)) == 1


def test_of_one_kind_nothing_is_added_up() -> None:
    """なし 20 are not 「合わせて20」."""
    one = replace(EFFECT, kinds={"substantive": 100, "none": 20})
    assert sentences(one)[1].endswith("なしとだけ答えた20社（空欄を除く120社の16.7%）。")


def test_where_a_code_says_that_there_is_nothing_its_number_counts() -> None:
    """Two sentences of one report do not give two numbers: ＊効果なし, not who denies 効果."""
    codes = CODES.assign(code=CODES["code"].replace({"＊人材": "＊効果なし・実感なし"}))
    text = sentences(replace(EFFECT, codes=codes, nothing=12, evidence=EVIDENCE))[1]
    assert "128社のうち40社（31.3%）" in text and text.endswith("効果なし・実感なしに分類された12社）。")


def test_who_is_coded_as_not_knowing_counts_too_and_once() -> None:
    """20 + 8 + 12 + 9, of whom one has both codes, are 48: one name never stands for two sets."""
    frame = {"＊費用": "＊わからない", "＊人材": "＊効果なし・実感なし"}
    codes = CODES.assign(code=CODES["code"].replace(frame), respondents=[9, 12, 58])
    each = replace(EFFECT, codes=codes, nothing=20)
    text = sentences(each)[1]
    assert "128社のうち48社（37.5%）は" in text
    assert text.endswith(
        "効果なし・実感なしに分類された12社、わからないに分類された9社、重なりは1回だけ数えた）。"
    )
    numbers = main_finding_numbers([each], unit="社", lang="ja")
    together = numbers[numbers["kind"] == "nothing"]["name"].tolist()
    assert together == ["＊効果なし・実感なし\n＊わからない"]


def test_a_keyword_called_like_a_kind_of_answer_is_told_apart() -> None:
    """わからない 8社 wrote nothing else; 30 write it in an answer of substance."""
    keywords = KEYWORDS.assign(word=["意識", "わからない", "社員"])
    text = sentences(replace(EFFECT, keywords=keywords))[1]
    assert "わからないとだけ答えた8社" in text and text.endswith(
        "内容のある回答の中でわからないと書いた30社はキーワードに数えた。"
    )


SAYS = pd.DataFrame(
    {
        "word": ["観光客", "人口", "不便", "不便", "増える"],
        "aspect": ["phrase", "phrase", "phrase", "quote", "phrase"],
        "rank": 1,
        "text": ["観光客が増える", "人口の減少", "交通が不便", "駅までの交通が不便", "増えれば"],
        "respondents": [30, 12, 11, 1, 50],
    }
)


def test_statements_are_told_rather_than_bare_words() -> None:
    """What most say first; 増える alone says nothing of what, 増えれば is a condition; each number opens."""
    keywords = KEYWORDS.assign(word=["増える", "不便", "観光客"], pos=["verb", "adjectival_noun", "noun"])
    each = replace(EFFECT, keywords=keywords, evidence=SAYS)
    text = sentences(each)[0]
    assert text.startswith(
        "多く書かれたのは増える 40社（40.0%）、不便 30社（30.0%、交通が不便 11社）、観光客が増える 30社"
    )
    assert "増えれば" not in text
    kinds = main_finding_numbers([each], unit="社", lang="ja").query("rank == 1")["kind"].tolist()
    assert kinds == ["word", "word", "theme", "theme", "base"]
    asked = replace(each, asked="観光客が増えることについて")
    assert "観光客" not in sentences(asked)[0]


def test_a_noun_of_which_nothing_is_said_comes_after_what_says_something() -> None:
    """活性化 is done; 教育 is too, but most write it as the first part of a longer noun."""
    keywords = KEYWORDS.assign(word=["教育", "学校", "活性化"], pos="noun")
    longer = pd.DataFrame(
        {"word": ["教育"], "aspect": "compound", "rank": 1, "text": ["教育環境"], "respondents": [20]}
    )
    each = replace(EFFECT, keywords=keywords, evidence=longer, verbal=frozenset({"教育", "活性化"}))
    assert sentences(each)[0].startswith(
        "多く書かれたのは活性化 20社（20.0%）、教育 40社（40.0%）、学校 30社"
    )


def test_one_thing_has_one_number_and_no_condition_in_its_name() -> None:
    """As 観光客 has it, who most say it, where 増える has fewer; both rows tell it once."""
    says = SAYS.iloc[[0, 0]].assign(
        word=["観光客", "増える"], text=["観光客が増える・多くなると", "観光客が増える"], respondents=[18, 17]
    )
    keywords = KEYWORDS.assign(word=["増える", "客足", "観光客"], pos=["verb", "noun", "noun"])
    text = sentences(replace(EFFECT, keywords=keywords, evidence=says))[0]
    assert (
        text.startswith("書かれた内容では増える 40社（40.0%、観光客が増える 18社）が多い（")
        and "話題そのものを指す語では客足 30社（30.0%）が多い"
        in sentences(replace(EFFECT, keywords=keywords, evidence=says))[1]
    )


def test_a_quote_affirms_what_it_stands_beside() -> None:
    """None that denies, wishes, supposes or asks it; the first stands in the table of keywords."""
    texts = ["客が増えた", "増えない", "増えればと思う", "増えてほしい", "増えるのでしょうか", "確かに増えた"]
    quotes = pd.DataFrame(
        {"word": "増える", "aspect": "quote", "rank": range(1, 7), "text": texts, "respondents": 1}
    )
    each = replace(EFFECT, keywords=KEYWORDS.assign(word=["増える", "甲", "乙"], pos="verb"), evidence=quotes)

    def quote(of: Results) -> str:
        return str(main_findings([of], unit="社", lang="ja")["quote"].iloc[0])

    assert quote(each) == "確かに増えた"
    assert quote(replace(each, evidence=quotes.iloc[:5])) == "客が増えた"
    assert quote(replace(each, evidence=quotes.iloc[1:5])) == ""
    assert (
        quote(replace(each, verbal=frozenset({"増える"}))) == ""
    )  # of what is only named it would take a side


STANCES = pd.DataFrame(
    {
        "stance": ["反対・要望", "反対", "反対", "反対", "疑問", "賛成"],
        "wording": ["", "", "反対", "", "", ""],
        "object": ["", "", "", "統合", "", ""],
        "respondents": [17, 12, 10, 2, 6, 3],
        "written": [18, 13, 11, 0, 6, 3],
        "aside": 0,
        "share": [0.17, 0.12, 0.1, 0.02, 0.06, 0.03],
        "base": 100,
    }
)


def test_who_objects_in_one_sentence_then_who_is_in_favour() -> None:
    """The sum first, though 12 and 6 are one more; of several questions where enough say of what."""
    each = replace(EFFECT, kinds={"substantive": 100}, stances=STANCES)
    said = sentences(each)[:2]
    assert said == [
        "反対・要望の言葉を書いたのは17社（17.0%、内容のある回答 100社中）：反対 12社、疑問 6社。",
        "賛成の言葉を書いたのは3社（3.0%、内容のある回答 100社中）。",
    ]
    several = sentences(each, replace(each, question="問2"))
    assert "宣言による効果：" + said[0] in several and not any("賛成" in text for text in several)
    assert len(sentences(replace(each, stances=STANCES[STANCES["stance"] == "賛成"]))) == 1
    numbers = main_finding_numbers([each], unit="社", lang="ja")
    themes = numbers[numbers["kind"] == "theme"]["value"].tolist()
    assert themes == ["反対・要望", "反対", "疑問", "賛成"]


def test_a_report_of_one_question_tells_more_and_its_topic_last() -> None:
    """Three things a sentence; 統合 is named by all; 反対 is told as a stance; of 2 % nothing is said."""
    words = ["統合", "人口", "校舎", "学級", "質", "反対", "子ども", "雪"]
    keywords = pd.DataFrame({"word": words, "pos": "noun", "respondents": [81, 12, 11, 10, 9, 9, 8, 2]})
    said = {
        "統合": "高校の統合",
        "人口": "人口が減る",
        "校舎": "校舎を使う",
        "学級": "学級が減る",
        "質": "質が下がる",
    }
    evidence = pd.DataFrame({"word": list(said), "aspect": "phrase", "rank": 1, "text": list(said.values())})
    each = replace(
        EFFECT,
        kinds={},
        keywords=keywords.assign(base=100),
        evidence=evidence.assign(respondents=[20, 4, 4, 4, 4]),
        verbal=frozenset({"統合"}),
        stances=STANCES,
    )
    assert [text.partition("（内容")[0] for text in sentences(each)[2:]] == [
        "書かれた内容では人口 12社（12.0%、人口が減る 4社）、校舎 11社（11.0%、校舎を使う 4社）、"
        "学級 10社（10.0%、学級が減る 4社）が多い",
        "次いで質 9社（9.0%、質が下がる 4社）",
        "ほかに名の挙がったものでは子ども 8社（8.0%）が多い",
        "話題そのものを指す語では統合 81社（81.0%、高校の統合 20社）が多い",
    ]


def test_a_group_that_is_called_by_the_word_tells_nothing() -> None:
    """That 新南陽高校 is named most by the group 新南陽高校|南陽工業高校."""
    each = compared(0.0004, small=True)
    assert each.tests is not None and each.crosstab is not None
    named = each.crosstab.replace({"5名以下": "費用|人材"})
    assert not any("統計的に有意" in text for text in sentences(replace(each, crosstab=named)))


def compared(p: float, high: int = 16, small: bool = False) -> Results:
    """The effect by size: one test, three groups of which the last may be small."""
    tests = {"attribute": "従業員数", "value": "", "feature": "＊費用", "kind": "code", "p_bh": p}
    groups = pd.DataFrame(
        {
            "attribute": "従業員数",
            "value": ["5名以下", "6名以上", "不詳"],
            "feature": "＊費用",
            "respondents": [high, 2, 3],
            "share": [high / 35, 2 / 50, 1.0],
            "base": [35, 50, 3],
            "small": [False, False, small],
            "residual": [5.0, -3.0, 6.0],
            "mark": ["++", "-", "++"],
        }
    )
    return replace(EFFECT, tests=pd.DataFrame([{**tests, "respondents": 30, "base": 100}]), crosstab=groups)


def test_a_difference_that_passes_names_the_groups_that_stand_out() -> None:
    """Not those whose base is too small to speak of."""
    text = sentences(compared(0.0004, small=True))[-1]
    assert (
        "費用は全体の30.0%。従業員数別では5名以下 46%（16/35社）で多く、6名以上 4%（2/50社）で少ない" in text
    )
    assert "（統計的に有意）" in text


@pytest.mark.parametrize("each", [compared(0.05, small=True), compared(0.001, high=4, small=True)])
def test_a_difference_that_fails_or_rests_on_few_is_not_said(each: Results) -> None:
    """5 % is not below 5 %; fewer than five respondents in the highest group."""
    assert not any("統計的に有意" in text for text in sentences(each))


def test_only_marked_groups_and_the_two_clearest_differences() -> None:
    """Without a group below what was expected only the other is named; without any nothing is."""
    each = compared(0.001, small=True)
    assert each.crosstab is not None and each.tests is not None
    more = replace(each, crosstab=each.crosstab.assign(mark=["++", "", ""]))
    assert "別では5名以下 46%（16/35社）で多い（統計的に有意）" in sentences(more)[-1]
    assert not any(
        "統計的に有意" in text for text in sentences(replace(each, crosstab=each.crosstab.assign(mark="")))
    )
    four = pd.concat(
        [
            each.tests.assign(attribute=name, feature=f"＊{p}", p_bh=p)
            for name, p in zip("甲乙丙丁", (4, 3, 2, 1), strict=True)
        ]
    )
    four["p_bh"] /= 100
    groups = pd.concat(
        [
            each.crosstab.assign(attribute=name, feature=f"＊{p}")
            for name, p in zip("甲乙丙丁", (4, 3, 2, 1), strict=True)
        ]
    )
    said = [text for text in sentences(replace(each, tests=four, crosstab=groups)) if "統計的に有意" in text]
    assert [text[text.index("。") + 1] for text in said] == ["丁", "丙"]


def of_words(*groups: tuple[str, str, str, int, int, str], p: float = 0.001) -> Results:
    """Groups of words: attribute, word, value, respondents, base, mark; each pair of the first two passes."""
    columns = ["attribute", "feature", "value", "respondents", "base", "mark"]
    table = pd.DataFrame(groups, columns=columns)
    table = table.assign(share=table["respondents"] / table["base"], small=table["base"] < 5)
    table["residual"] = table["mark"].map({"++": 5.0, "+": 3.0, "": 0.0, "-": -3.0})
    tests = table.groupby(["attribute", "feature"], as_index=False)[["respondents", "base"]].sum()
    return replace(EFFECT, crosstab=table, tests=tests.assign(value="", kind="word", p_bh=p))


def test_the_group_with_the_highest_share_is_named_or_none() -> None:
    """30代 9 % are marked and 20代 11 % too few for that: nothing is said of age, but that women say it."""
    ages = [("年代", "嬉しい", "20代", 6, 53, ""), ("年代", "嬉しい", "30代", 16, 177, "+")]
    ages.append(("年代", "嬉しい", "40代", 10, 700, "-"))
    gender = [("性別", "嬉しい", "女性", 30, 450, "++"), ("性別", "嬉しい", "男性", 2, 480, "-")]
    assert not any("統計的に有意" in text for text in sentences(of_words(*ages)))
    (said,) = [text for text in sentences(of_words(*ages, *gender)) if "統計的に有意" in text]
    assert "別では女性 7%（30/450社）で多く" in said and "性別" in said


def test_of_the_attributes_of_a_word_the_clearest_is_told() -> None:
    """Both pass with the same p; among the women the share is further from that of the others."""
    rows = [("地域", "嬉しい", "北", 20, 200, "++"), ("地域", "嬉しい", "南", 20, 700, "-")]
    rows += [("性別", "嬉しい", "女性", 38, 300, "++"), ("性別", "嬉しい", "男性", 2, 600, "-")]
    (said,) = [text for text in sentences(of_words(*rows)) if "統計的に有意" in text]
    assert "女性" in said and "北" not in said


def test_what_an_attribute_says_of_the_answers_tells_nothing() -> None:
    """Schools that an answer names, or its topic: most groups say their own names: nothing is told of it."""
    words, topics = ("規模", "学級", "統合"), ("規模", "統合")
    rows = [("話題", word, value, 2, 60, "") for word in words for value in topics]
    own = {("規模", "規模"), ("統合", "統合"), ("学級", "規模")}
    rows = [(*each[:3], 30, 60, "++") if (each[1], each[2]) in own else each for each in rows]
    assert not any("統計的に有意" in text for text in sentences(of_words(*rows)))
    region = [("地域", "敦賀", "敦賀市", 30, 60, "++"), ("地域", "敦賀", "大野市", 2, 60, "-")]
    region += [("地域", "雪", "大野市", 30, 60, "++"), ("地域", "雪", "敦賀市", 2, 60, "-")]
    region += [("地域", "雪", "小浜市", 2, 60, "-"), ("地域", "海", "小浜市", 9, 60, "++")]
    assert any("雪は" in text for text in sentences(of_words(*region)))


def test_changes_that_pass_name_both_waves() -> None:
    """More and less, each with count and base of both waves."""
    rows = {
        "feature": "費用",
        "kind": "word",
        "wave": ["2024", "2025"],
        "respondents": [20, 10],
        "base": 50,
        "share": [0.4, 0.2],
        "difference": [float("nan"), -0.2],
        "p_bh": [float("nan"), 0.03],
    }
    text = sentences(replace(EFFECT, changes=pd.DataFrame(rows)))[-1]
    assert text == "費用が減った。2024 40%（20/50社）から2025 20%（10/50社）へ（統計的に有意）。"


def test_order_and_number_of_sentences() -> None:
    """What is most named of each question first; at most eight; the order of rows changes nothing.

    Of more than eight questions those are told of which most people say one thing.
    """
    results = [replace(EFFECT, question=f"問{number}") for number in range(1, 7)]
    table = main_findings(results, unit="人", lang="ja")
    assert list(table.columns) == list(COLUMNS)
    assert table["question"].tolist() == ["問1", "問2", "問3", "問4", "問5", "問6", "問1", "問2"]
    assert table["rank"].tolist() == list(range(1, MOST + 1))
    assert table["table"].tolist() == ["keywords"] * 6 + ["kinds"] * 2
    many = [replace(each, keywords=KEYWORDS.assign(respondents=n)) for n, each in enumerate(results * 2, 1)]
    many = [replace(each, question=f"問{place}") for place, each in enumerate(many)]
    assert main_findings(many, unit="人", lang="ja")["question"].tolist() == [f"問{n}" for n in range(4, 12)]
    turned = replace(EFFECT, keywords=KEYWORDS.iloc[::-1])
    assert sentences(turned) == sentences(EFFECT)


def test_english_and_nothing_to_say() -> None:
    """Numbers without a unit; an empty table where there is no answer."""
    assert "意識 40 (40.0%)" in sentences(EFFECT, lang="en")[0]
    assert (
        len(main_findings([replace(EFFECT, kinds={}, keywords=KEYWORDS.iloc[:0])], unit="人", lang="ja")) == 0
    )


def test_each_number_of_a_sentence_has_whom_it_counts() -> None:
    """The places are those of the numbers in the text, in its order, and each names a table's entry."""
    for lang, unit in (("ja", "社"), ("en", "")):
        table = main_findings([EFFECT], unit=unit, lang=lang)
        numbers = main_finding_numbers([EFFECT], unit=unit, lang=lang)
        texts = table.set_index("rank")["text"]
        shown = [
            texts[rank][start:end]
            for rank, start, end in numbers[["rank", "start", "end"]].itertuples(index=False)
        ]
        assert shown and all(each.rstrip("社").replace(",", "").isdecimal() for each in shown)
        assert set(numbers["kind"]) <= {"code", "word", "denied", "kind", "nothing", "base", "written"}
        first = numbers[(numbers["rank"] == 1)].iloc[0]
        assert int(shown[0].rstrip("社").replace(",", "")) == table["respondents"].iloc[0]
        assert first["name"].removeprefix("＊") in texts[1]
