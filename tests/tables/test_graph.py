"""The network as tables: which lines, which communities, how central, how dense."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from textmine.errors import TableError
from textmine.tables.cooccurrence import cooccurrence
from textmine.tables.graph import graph_links, graph_numbers, graph_words


def pairs_of(lines: dict[str, float], respondents: int = 5) -> pd.DataFrame:
    """A table of pairs: "ab" is the line of a and b."""
    return pd.DataFrame(
        {
            "feature": [ends[0] for ends in lines],
            "kind": "word",
            "other": [ends[1] for ends in lines],
            "other_kind": "word",
            "both": 2,
            "respondents": respondents,
            "other_respondents": respondents,
            "jaccard": list(lines.values()),
            "dice": [1 - value for value in lines.values()],
        }
    )


BARBELL = pairs_of({"ab": 0.5, "ac": 0.4, "bc": 0.3, "cd": 0.1, "de": 0.5, "df": 0.4, "ef": 0.3})


def lines(table: pd.DataFrame) -> list[str]:
    return (table["feature"] + table["other"]).tolist()


def test_the_strongest_lines_by_any_coefficient() -> None:
    """So many, or all as strong as a value."""
    assert lines(graph_links(BARBELL, edges=2)) == ["ab", "de"]
    assert lines(graph_links(BARBELL, least=0.4)) == ["ab", "de", "ac", "df"]
    assert lines(graph_links(BARBELL, edges=1, coefficient="dice")) == ["cd"]


def test_the_maximum_spanning_tree_is_networkxs() -> None:
    """As few lines as keep all together, the strongest."""
    tree = graph_links(BARBELL, tree=True)
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(BARBELL["feature"], BARBELL["other"], BARBELL["jaccard"], strict=True))
    expected = nx.maximum_spanning_tree(graph)
    assert {frozenset(each) for each in lines(tree)} == {frozenset(each) for each in expected.edges}


def test_around_a_word() -> None:
    """The word, those that are close to it, and the lines among these."""
    assert lines(graph_links(BARBELL, around="a")) == ["ab", "ac", "bc"]
    assert lines(graph_links(BARBELL, around="a", nodes=1)) == ["ab"]
    with pytest.raises(TableError, match="no pair"):
        graph_links(BARBELL, around="x")


def test_a_minimum_of_respondents() -> None:
    few = pd.concat([BARBELL.assign(respondents=5), pairs_of({"xy": 0.9}, respondents=2)])
    assert lines(graph_links(few, minimum=3, edges=1)) == ["ab"]


@pytest.mark.parametrize("how", ["louvain", "greedy", "walks"])
def test_two_triangles_are_two_communities(how: str) -> None:
    """By each way; a bridge between them changes nothing."""
    words = graph_words(graph_links(BARBELL), communities=how).set_index("feature")["community"]
    assert words[["a", "b", "c"]].nunique() == words[["d", "e", "f"]].nunique() == 1
    assert words["a"] != words["d"]


def test_centralities_are_networkxs_on_one_part() -> None:
    """The bridge's ends lie between; the eigenvector is that of the largest eigenvalue."""
    words = graph_words(graph_links(BARBELL)).set_index("feature")
    graph = nx.Graph(list(zip(BARBELL["feature"], BARBELL["other"], strict=True)))
    assert words["degree"].to_dict() == dict(graph.degree)
    assert words["betweenness"].to_dict() == pytest.approx(nx.betweenness_centrality(graph))
    vector = nx.eigenvector_centrality_numpy(graph)
    most = max(vector.values())
    assert words["eigenvector"].to_dict() == pytest.approx({name: vector[name] / most for name in vector})


def test_only_the_leading_part_has_an_eigenvector() -> None:
    """Two words with one line are no centre beside a triangle."""
    words = graph_words(pairs_of({"ab": 0.5, "ac": 0.4, "bc": 0.3, "xy": 0.9})).set_index("feature")
    assert words["eigenvector"].to_dict() == {"a": 1, "b": 1, "c": 1, "x": 0, "y": 0}


def test_nodes_lines_and_density() -> None:
    """Seven of the fifteen lines that six words could have."""
    row = graph_numbers(BARBELL).iloc[0]
    assert row.tolist() == pytest.approx([6, 7, 7 / 15, 1])


def test_the_order_of_rows_changes_nothing(corpus_of) -> None:
    """Also not that of the answers."""
    texts = ["費用と時間と人", "費用と時間", "人と費用", "時間", "人と時間と費用"]
    words = ["費用", "時間", "人"]
    orders = (None, [4, 2, 0, 1, 3])
    found = [graph_words(cooccurrence(corpus_of(texts, order=order), words)) for order in orders]
    pd.testing.assert_frame_equal(*found)
    shuffled = BARBELL.sample(frac=1, random_state=np.random.RandomState(1))
    pd.testing.assert_frame_equal(graph_words(graph_links(shuffled)), graph_words(graph_links(BARBELL)))


def test_values_are_in_a_network_beside_the_words_chosen(corpus_of) -> None:
    """Each word is tied to values alone; every value has its place, however few words there are."""
    corpus = corpus_of(["費用と人", "費用", "時間", "時間と人", "人"], 地域=list("東東西西南"))
    pairs = cooccurrence(corpus, ["費用", "時間", "人"], by="地域", minimum=1)
    links = graph_links(pairs, nodes=2)
    assert set(links["other_kind"]) == {"value"}
    assert set(links["other"]) == {"東", "西", "南"} and set(links["feature"]) == {"人", "費用"}
    assert graph_links(pairs, nodes=2, minimum=3)["feature"].unique().tolist() == ["人"]
    words = graph_words(links)
    assert set(words.loc[words["kind"] == "value", "feature"]) == {"東", "西", "南"}
    assert graph_numbers(links)["nodes"].iloc[0] == 5
