"""textmine.tables.cluster_summary: what each cluster is about, and how sure it is."""

from collections.abc import Callable

from tests.tables.test_clusters import TEXTS
from textmine.tables.cluster_summary import cluster_summary
from textmine.tables.clusters import clusters
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def test_the_summary_adds_up_to_the_base(corpus_of: Make) -> None:
    """Every respondent has a place or is counted as mixed; shares are of the base."""
    corpus = corpus_of([*TEXTS, "まったく別の話", "😀😀"])
    summary = cluster_summary(corpus, clusters(corpus, minimum=1), minimum=1)
    assert summary["respondents"].sum() == corpus.base == summary["base"].iloc[0]
    assert summary["cluster"].iloc[-1] == 0
    named = summary[summary["cluster"] > 0]
    assert named["cohesion"].between(0, 1).all()
    assert named["stability"].between(0, 1).all()


def test_resamples_are_cut_into_as_many_pieces_as_the_whole_was(corpus_of: Make) -> None:
    """The mixed stem from several pieces of the tree; those of a clear cluster return all the same."""
    lone = ["海が青い", "空が高い", "犬が走る", "花が咲く", "本を読む", "歌を聞く"]
    corpus = corpus_of([*(f"予算{end}" for end in ("がない", "", "が足りない", "が要る")), *lone])
    table = clusters(corpus, 7, minimum=1)
    assert table["cluster"].tolist() == [1] * 4 + [0] * 6
    summary = cluster_summary(corpus, table, minimum=1)
    assert summary.set_index("cluster").loc[1, "stability"] == 1.0


def test_the_words_of_a_cluster_say_no_word_twice(corpus_of: Make) -> None:
    """Of a word and the longer one that holds it only one is named."""
    corpus = corpus_of([*["自己診断をした", "自己診断の結果", "自己診断を行う"], *TEXTS])
    summary = cluster_summary(corpus, clusters(corpus, 4, minimum=1, loose=0.0), minimum=1)
    for words in summary["words"]:
        named = words.split("、")
        assert not any(one != other and len(one) > 1 and one in other for one in named for other in named)
