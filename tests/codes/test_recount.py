"""Other words and other documents: by hand, against KH Coder's numbers, and against MeCab alone."""

from __future__ import annotations

import csv
import random
import re
import shlex
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import textmine as tm
from textmine.codes.classes import read_classes
from textmine.errors import CodebookError, WordsError
from textmine.inputs.lexicon import Lexicon
from textmine.settings import WordSettings
from textmine.tables.cooccurrence import cooccurrence
from textmine.tables.correspondence import correspondence
from textmine.tables.crosstab import crosstab
from textmine.tables.keywords import keywords

real = pytest.mark.real
ROOT = Path(__file__).parents[2]
TEXTS = ["費用が下がった。人の費用だ。\n時間も減った。", "特になし", "人と時間がない"]


def test_sentences_paragraphs_and_answers_are_documents(corpus_of) -> None:
    """Each is an answer of a respondent of its own, in the order of the text, with its attributes."""
    corpus = corpus_of(TEXTS, kinds=["substantive", "none", "substantive"], 地域=["東", "西", "東"])
    found = {per: tm.recount(corpus, per=per) for per in ("sentence", "paragraph", "answer")}
    sentences = ["費用が下がった。", "人の費用だ。", "時間も減った。", "人と時間がない"]
    assert found["sentence"].answers["text"].tolist() == sentences
    assert found["paragraph"].answers["text"].tolist() == ["費用が下がった。人の費用だ。", *sentences[2:]]
    assert found["answer"].answers["text"].tolist() == TEXTS
    assert [each.base for each in found.values()] == [4, 3, 2]
    assert found["sentence"].answers["地域"].tolist() == ["東"] * 4


def test_tables_count_documents(corpus_of) -> None:
    """Keywords, pairs, crosstab and correspondence say sentences where they said respondents."""
    corpus = corpus_of(TEXTS, 地域=["東", "西", "南"])
    sentences = tm.recount(corpus, per="sentence")
    counts = keywords(sentences).set_index("word")["respondents"]
    assert (counts["費用"], counts["時間"]) == (2, 2)
    assert keywords(corpus, minimum=1).set_index("word")["respondents"]["費用"] == 1
    pairs = cooccurrence(sentences, ["費用", "時間", "人"], minimum=1)
    assert pairs[["feature", "other", "both"]].values.tolist() == [["人", "時間", 1], ["人", "費用", 1]]
    table = crosstab(sentences, pd.DataFrame({"word": ["費用"]}), by="地域").set_index("value")
    assert table.loc["東", ["respondents", "base"]].tolist() == [2, 3]


def test_headings_join_answers(corpus_of) -> None:
    """A chapter is one document of all its answers; without headings of that level it is told."""
    corpus = corpus_of(["人が来る", "費用だ", "人だ"], heading1=["一", "一", "二"])
    chapters = tm.recount(corpus, per="heading1")
    assert chapters.answers["text"].tolist() == ["一\n人が来る\n費用だ", "二\n人だ"]
    assert cooccurrence(chapters, ["人", "費用"], minimum=1)["both"].tolist() == [1]
    with pytest.raises(CodebookError, match="no headings of level 2"):
        tm.recount(corpus, per="heading2")


def test_the_dictionarys_own_words_are_counted(corpus_of) -> None:
    """Neither joined nor stopped nor respelled, of all answers; by class or by part of speech."""
    corpus = corpus_of(["個人情報を守る", "特になし", "話をする。話すのが難しい"])
    own = tm.recount(corpus, reading="khcoder")
    assert own.base == 3
    assert {"個人", "情報", "守る", "難しい"} <= set(keywords(own, minimum=1)["word"])
    verbs = keywords(tm.recount(corpus, reading="khcoder", pos=["動詞-一般"]), minimum=1)
    assert verbs[["word", "pos"]].values.tolist() == [["守る", "動詞-一般"], ["話す", "動詞-一般"]]
    nouns = keywords(tm.recount(corpus, reading="khcoder", pos=["名詞-"]), minimum=1)
    assert set(nouns["pos"]) == {"名詞-"}
    with pytest.raises(WordsError, match="there is no part of speech '名刺'"):
        tm.recount(corpus, reading="khcoder", pos=["名刺"])


def test_a_base_form_of_two_classes_is_two_words(corpus_of) -> None:
    """As KH Coder lists them; each names its class."""
    pytest.importorskip("ipadic")
    survey = corpus_of(["一言言う。一言する"]).survey
    corpus = tm.tokenize(survey, Lexicon(), settings=WordSettings(dictionary="ipadic"))
    words = keywords(tm.recount(corpus, reading="khcoder", pos=["名詞", "サ変名詞", "動詞"]), minimum=1)
    assert words["word"].tolist() == ["一言（サ変名詞）", "一言（名詞）", "言う"]


def test_full_width_characters_stay_and_are_found(corpus_of) -> None:
    """As written: ＩＴ is not IT; each word still leads to its place in the answer."""
    corpus = tm.recount(corpus_of(["ＩＴ の ｼｽﾃﾑ"]), reading="khcoder", pos=["名詞-"])
    places = tm.occurrences(corpus)
    text = "ＩＴ の ｼｽﾃﾑ"
    assert {text[row.start : row.end] for row in places.itertuples()} == {"ＩＴ", "ｼｽﾃﾑ"}


def test_minimum_and_maximum_of_either_count(corpus_of) -> None:
    """Respondents and occurrences have limits of their own, and either may rank."""
    corpus = corpus_of(["費用と費用と費用", "時間", "時間と人"])
    assert keywords(corpus, minimum=1, minimum_occurrences=2)["word"].tolist() == ["時間", "費用"]
    assert keywords(corpus, minimum=1, maximum_occurrences=1)["word"].tolist() == ["人"]
    assert keywords(corpus, minimum=1, maximum=1)["word"].tolist() == ["人", "費用"]
    assert keywords(corpus, minimum=1, count="occurrences")["word"].tolist() == ["費用", "時間", "人"]


def test_correspondence_of_occurrences(corpus_of) -> None:
    """Three times 費用 by one person are three, as KH Coder counts."""
    texts = ["費用と費用と費用", "費用と時間", "時間", "人と時間", "人と人"]
    corpus = corpus_of(texts, 地域=list("東東西西南"))
    words = ["費用", "時間", "人"]
    points = correspondence(corpus, words, by="地域", count="occurrences").set_index("name")
    assert points.loc[["費用", "東"], "occurrences"].tolist() == [4, 5]
    assert points.loc[["費用", "東"], "respondents"].tolist() == [2, 2]
    fewer = correspondence(corpus, words, by="地域").set_index("name")
    assert not points["dimension_1"].equals(fewer["dimension_1"])


def test_answers_are_points_of_their_own(corpus_of) -> None:
    """Each answer by its number, whatever few respondents it has; of a recounted corpus each sentence."""
    texts = ["費用と時間。人", "費用と人", "時間", "人と時間"]
    corpus = corpus_of(texts)
    words = ["費用", "時間", "人"]
    points = correspondence(corpus, words, by="answer", minimum=5)
    answers = points[points["kind"] == "value"]
    assert answers["name"].tolist() == corpus.answers["answer"].astype(str).tolist()
    assert set(answers["respondents"]) == {1} and set(answers["attribute"]) == {"answer"}
    sentences = correspondence(tm.recount(corpus, per="sentence"), words, by="answer")
    assert sentences.loc[sentences["kind"] == "value", "name"].tolist() == list("12345")
    # Which answers stand together is what the table of documents and words says, without any attribute.
    table = tm.document_words(corpus, words)[words].to_numpy(dtype=float)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    chi_square = ((table - expected) ** 2 / expected).sum()
    inertia = tm.correspondence_inertia(corpus, words, by="answer")
    assert inertia["inertia"].sum() == pytest.approx(chi_square / table.sum())


def test_headings_are_in_the_order_of_the_text(corpus_of) -> None:
    """上, 中, 下 and not 上, 下, 中: a line over chapters runs as the text does."""
    corpus = corpus_of(["費用", "人", "時間と費用"], heading1=["上", "中", "下"])
    table = crosstab(corpus, pd.DataFrame({"word": ["費用"]}), by="heading1")
    assert table["value"].tolist() == ["上", "中", "下"]
    points = correspondence(corpus, ["費用", "人", "時間"], by="heading1")
    assert points.loc[points["kind"] == "value", "name"].tolist() == ["上", "中", "下"]


def test_what_khcoder_takes_for_no_value_is_none(corpus_of) -> None:
    """A dot, 欠損値 and missing are no groups of their own where its counts are remade."""
    corpus = corpus_of(["費用", "時間", "人", "費用"], 地域=[".", "欠損値", "東", "missing"])
    own = tm.recount(corpus, reading="khcoder")
    table = crosstab(own, pd.DataFrame({"word": ["費用"]}), by="地域")
    assert table["value"].tolist() == ["東"]
    assert set(crosstab(corpus, pd.DataFrame({"word": ["費用"]}), by="地域")["value"]) > {".", "東"}


@pytest.fixture(scope="module")
def kokoro(real_khcoder: Path) -> tm.Corpus:
    """KH Coder's own test text, with ipadic and its forced words."""
    pytest.importorskip("ipadic")
    from benchmarks.khcoder import corpus

    return corpus(real_khcoder, "ipadic")


@real
def test_every_word_of_kokoro(kokoro: tm.Corpus, real_khcoder: Path) -> None:
    """All 5,447 rows (word, class, count) are those of MeCab under KH Coder's rules."""
    scheme = read_classes("ipadic")
    classes = [name for name in scheme.names if scheme.used[name]]
    corpus = tm.recount(kokoro, per="sentence", reading="khcoder", pos=classes)
    table = keywords(corpus, minimum=1)
    names = [word.removesuffix(f"（{pos}）") for word, pos in zip(table["word"], table["pos"], strict=True)]
    pinned = pd.read_csv(real_khcoder / "pinned" / "words_by_class_mecab_ipadic.csv", keep_default_na=False)
    assert sorted(zip(names, table["pos"], table["occurrences"], strict=True)) == sorted(
        zip(pinned["word"], pinned["class"], pinned["count"], strict=True)
    )
    assert corpus.base == 5177


@real
def test_chapters_as_a_variable(kokoro: tm.Corpus, real_khcoder: Path) -> None:
    """一 of each part is a chapter of its own, and has the paragraphs that stand below it in the file."""
    paragraphs: list[list[str]] = []
    for line in (real_khcoder / "inputs" / "kokoro2.txt").read_text(encoding="utf-8-sig").split("\n"):
        if line.startswith("<H"):
            paragraphs += [[]] if line.startswith("<H2>") else []
        elif line.strip(" \t\r") and paragraphs:
            paragraphs[-1].append(line)
    table = crosstab(
        tm.recount(kokoro, per="paragraph", reading="khcoder"),
        pd.DataFrame({"word": ["先生"]}),
        by="heading2",
        values=200,
    )
    assert table["value"].iloc[0] == "一（上＿先生と私）"
    assert table["base"].tolist() == [len(each) for each in paragraphs]
    assert sum(table["respondents"]) == sum("先生" in line for each in paragraphs for line in each)


@real
@pytest.mark.parametrize(("per", "base"), [("paragraph", 1215), ("heading2", 110), ("heading1", 3)])
def test_documents_of_kokoro(kokoro: tm.Corpus, per: str, base: int) -> None:
    """As many as in KH Coder's test."""
    assert tm.recount(kokoro, per=per, reading="khcoder").base == base


@real
def test_codes_of_chapters_together(kokoro: tm.Corpus, real_khcoder: Path) -> None:
    """Jaccard of every two codes by chapter is what KH Coder's rules give with this tagger."""
    from benchmarks.khcoder import coded

    chapters = tm.recount(kokoro, per="heading2", reading="khcoder")
    table = coded(real_khcoder, "ipadic", "heading2")
    table = table.assign(answer=chapters.answers["answer"], respondent=chapters.answers["respondent"])
    pairs = cooccurrence(chapters, table, minimum=1)
    found = {
        frozenset((row.feature, row.other)): f"{row.jaccard:.3f}" for row in pairs.itertuples(index=False)
    }
    pinned = pd.read_csv(real_khcoder / "ref" / "jaccard_h2.csv", dtype="str")
    first, second = pinned.columns[:2]
    apart = pinned[pinned[first] != pinned[second]]
    wrong = [
        (one, other, value, found.get(frozenset((one, other))))
        for one, other, value in zip(apart[first], apart[second], apart["mecab_ipadic"], strict=True)
        if found.get(frozenset((one, other)), "0.000") != value
    ]
    assert wrong == []


def test_chapters_of_one_name_below_different_parts(tmp_path: Path) -> None:
    """They are values apart, as in KH Coder; rules go on to call them by their own name."""
    text = "<H1>上</H1>\n<H2>一</H2>\n費用の話。\n時間の話。\n"
    text += "<H1>下</H1>\n<H2>一</H2>\n費用。\n<H2>二</H2>\n時間。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = tm.tokenize(tm.read_survey(tmp_path / "a.txt"))
    words = pd.DataFrame({"word": ["費用"]})
    own = tm.recount(corpus, per="paragraph", reading="khcoder")
    table = crosstab(own, words, by="heading2")
    assert table["value"].tolist() == ["一（上）", "一（下）", "二"]
    assert table[["respondents", "base"]].values.tolist() == [[1, 2], [1, 1], [0, 1]]
    paragraphs = crosstab(tm.recount(corpus, per="paragraph"), words, by="heading2")
    assert paragraphs["value"].tolist() == ["一", "二"]
    for each in (corpus, own):
        assert len(tm.search(each, "<>見出し2-->一 and 費用", reading="khcoder")) == 2


def test_a_cell_is_one_value(tmp_path: Path) -> None:
    """男性、20代 is a value to KH Coder, which splits no cell; to us it may be two choices."""
    groups = ["男性、20代", "女性、20代", "男性、30代", "女性、30代"] * 4
    rows = "".join(f"{number},{group},費用と時間\n" for number, group in enumerate(groups))
    (tmp_path / "survey.csv").write_text(f"番号,群,意見\n{rows}", encoding="utf-8")
    survey = tm.read_survey(tmp_path / "survey.csv", questions=["意見"], attributes=["群"])
    assert survey.separator("群") == "、"
    corpus = tm.tokenize(survey)
    words = pd.DataFrame({"word": ["費用"]})
    assert set(crosstab(corpus, words, by="群")["value"]) == {"男性", "女性", "20代", "30代"}
    own = crosstab(tm.recount(corpus, reading="khcoder"), words, by="群")
    assert set(own["value"]) == set(groups)


def test_all_classes_of_the_list(corpus_of) -> None:
    """Those that its analyses leave out, too: ない and できる are in hiragana alone."""
    corpus = corpus_of(["費用がない。できる"])
    assert set(keywords(tm.recount(corpus, reading="khcoder"), minimum=1)["word"]) == {"費用"}
    every = keywords(tm.recount(corpus, reading="khcoder", pos=("all",)), minimum=1)
    assert set(every["word"]) == {"ない", "できる", "費用"}


@pytest.fixture
def made_up(tmp_path: Path) -> list[tuple[str, str]]:
    """A survey as people fill it in, in the file survey.csv of the folder: answers with their groups."""
    parts = "海がきれい|料理が高い|ｺﾞﾐが多い|特になし|また来たい|話す人が少ない|話が長い|ＩＴの話"
    parts += "|①の店|行く行く|か゛く|な い"
    signs = ["。", "、", "\n", "\r\n", " ", "　", "！"]
    draw = random.Random(1)
    rows = [
        (
            draw.choice(signs).join(draw.choices(parts.split("|"), k=draw.choice([0, 1, 2, 4]))),
            draw.choice(["男性、20代", "女性、20代", "男性、30代", "女性、30代", "", ".", "NA"]),
        )
        for _ in range(200)
    ]
    with (tmp_path / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("番号", "群", "自由記述"), *((n, g, t) for n, (t, g) in enumerate(rows))]
        )
    return rows


def by_mecab_alone(rows: Sequence[tuple[str, str]]) -> tuple[dict[tuple[str, str], int], list[float]]:
    """Return the occurrences of words of seven or more, and the shares of the axes, by KH Coder's rules."""
    import fugashi
    import ipadic

    tagger = fugashi.GenericTagger(ipadic.MECAB_ARGS)
    counts: Counter[tuple[tuple[str, str], str]] = Counter()
    for text, group in rows:
        for line in text.splitlines():
            half = re.sub("[\uff61-\uff9f]+", lambda run: unicodedata.normalize("NFKC", run[0]), line)
            for node in tagger(unicodedata.normalize("NFC", half).replace(" ", "\u3000")):
                pos = "-".join(node.feature[:2])
                known = len(node.feature) > 6 and node.feature[6] != "*"
                if pos in ("名詞-一般", "動詞-自立", "形容詞-自立"):
                    counts[(node.feature[6] if known else node.surface, pos), group] += 1
    table = pd.Series(counts).unstack(fill_value=0)
    table = table[table.sum(axis=1) >= 7]
    words = table.sum(axis=1)
    crossed = table.drop(columns=["", "."], errors="ignore").to_numpy()
    crossed = crossed[crossed.any(axis=1)][:, crossed.any(axis=0)]
    share = crossed / crossed.sum()
    expected = np.outer(share.sum(axis=1), share.sum(axis=0))
    values = np.linalg.svd((share - expected) / np.sqrt(expected), compute_uv=False)[:-1] ** 2
    return {(word, pos): int(count) for (word, pos), count in words.items()}, list(values / values.sum())


@real
@pytest.mark.parametrize(
    ("name", "question", "attributes"),
    [
        ("fukui_civic_voice_wide", "Q2_reason", ["age", "sex", "area", "Q2"]),
        ("fukui_kanko_fuben", "不便さの内容", ["年代", "都道府県", "回答エリア"]),
        ("yamaguchi_highschool_pubcom", "government_response", ["topic_id", "source_page"]),
    ],
)
def test_a_published_kind_of_analysis(
    real_surveys: Path, tmp_path: Path, name: str, question: str, attributes: list[str]
) -> None:
    """Words, occurrences and axes of real files are those of MeCab and a decomposition alone, which read
    the files with pandas.
    """
    pytest.importorskip("ipadic")
    table = pd.read_csv(real_surveys / f"{name}.csv", dtype=str, keep_default_na=False).head(1000)
    table.to_csv(tmp_path / "survey.csv", index=False)
    nothing = tm.read_lexicon(bundled=False)
    survey = tm.read_survey(
        tmp_path / "survey.csv", questions=[question], attributes=attributes, lexicon=nothing
    )
    corpus = tm.tokenize(survey, nothing, settings=WordSettings(dictionary="ipadic"))
    corpus = tm.recount(corpus, reading="khcoder", pos=("名詞-一般", "動詞-自立", "形容詞-自立"))
    words = keywords(corpus, minimum=1, minimum_occurrences=7)
    for by in attributes:
        counts, shares = by_mecab_alone(list(zip(table[question], table[by], strict=True)))
        assert words["occurrences"].sum() == sum(counts.values())
        assert sorted(words["occurrences"]) == sorted(counts.values())
        assert {name.partition("（")[0] for name in words["word"]} == {word for word, _ in counts}
        inertia = tm.correspondence_inertia(corpus, words, by=by, count="occurrences", values=1000, minimum=1)
        assert inertia["share"].to_numpy() == pytest.approx(shares[: len(inertia)], abs=1e-9)


def printed(language: str) -> str:
    """Return the script, or the command, that docs/khcoder.md prints for a published kind of analysis."""
    page = (ROOT / "docs" / "khcoder.md").read_text(encoding="utf-8")
    part = page.partition("## A published kind of analysis, remade")[2].partition("\n## ")[0]
    if language == "python":
        return part.partition("```python\n")[2].partition("```")[0]
    lines = part.partition("By command:\n\n")[2].partition("\n\n")[0]
    return " ".join(lines.replace("\\\n", " ").split())


def test_the_printed_script(
    made_up: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it stands: words, occurrences and axes are those of MeCab and a decomposition alone."""
    pytest.importorskip("ipadic")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(printed("python"), names)
    words, shares = by_mecab_alone(made_up)
    found = names["words"]
    assert len(words) > 10 and len(shares) > 2
    assert sorted(zip(found["pos"], found["occurrences"], strict=True)) == sorted(
        (pos, count) for (_, pos), count in words.items()
    )
    assert names["inertia"]["share"].tolist() == pytest.approx(shares)
    assert names["figure"].axes


def test_the_printed_command(
    made_up: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run
) -> None:
    """The same axes, in map_inertia.csv beside a table, and a picture."""
    pytest.importorskip("ipadic")
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(printed("command"))
    assert program == "textmine"
    done = run(*arguments, "--no-cache")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "map.png").exists()
    arguments[arguments.index("map.png")] = "map.csv"
    assert run(*arguments, "--no-cache").returncode == 0
    inertia = pd.read_csv(tmp_path / "map_inertia.csv")
    assert inertia["share"].tolist() == pytest.approx(by_mecab_alone(made_up)[1])
