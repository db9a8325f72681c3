"""textmine.reports.cluster_notes: what is said below a table of clusters."""

from collections.abc import Callable

from tests.tables.test_clusters import TEXTS
from textmine.reports.cluster_notes import cluster_notes
from textmine.tables.cluster_summary import cluster_summary
from textmine.tables.clusters import clusters
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]


def test_what_is_said_below_a_summary(corpus_of: Make) -> None:
    """That only the rest was clustered, with its number; of a sample only where there was one."""
    corpus = corpus_of(TEXTS)
    summary = cluster_summary(corpus, clusters(corpus, 2, minimum=1), rounds=2, minimum=1)
    assert cluster_notes(summary, rest=False, unit="人", lang="ja") == []
    (note,) = cluster_notes(summary, rest=True, unit="人", lang="ja")
    assert str(int(summary["answers"].sum())) in note
    (note,) = cluster_notes(summary.assign(texts=9000, sampled=4000), rest=False, unit="人", lang="ja")
    assert "9,000" in note and "4,000" in note
    assert cluster_notes(summary.head(0), rest=True, unit="人", lang="ja") == []
