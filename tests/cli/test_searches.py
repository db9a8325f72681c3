"""What a KH Coder user asks for, by command: each prints, and writes, what the library returns."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

SURVEY = """id,地域,効果
1,東,費用が下がった。費用の問題がなくなった。
2,東,時間が減った。人が増えた。
3,西,特になし
4,西,時間がかかる。費用は同じ。話をする
5,北,人の費用が高い
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def test_the_dictionarys_own_words_by_occurrences(run, survey: Path) -> None:
    """Of all answers, 特になし too, by part of speech, without a list."""
    pytest.importorskip("ipadic")
    options = ["--dictionary", "ipadic", "--reading", "khcoder", "--lists", "none", "--count", "occurrences"]
    pos = ["--pos", "名詞-一般", "--pos", "動詞-自立", "--minimum", "1", "--minimum-occurrences", "2"]
    done = run("keywords", survey, "--question", "効果", *options, *pos, "--out", "words.csv")
    assert done.returncode == 0, done.stderr
    table = pd.read_csv("words.csv")
    assert table[["word", "occurrences", "base"]].values.tolist() == [["費用", 4, 5], ["人", 2, 5]]


def test_a_part_of_speech_of_the_dictionary_needs_its_words(run, survey: Path) -> None:
    done = run("keywords", survey, "--pos", "名詞-一般")
    assert done.returncode == 2
    assert "--reading khcoder" in done.stderr


def test_sentences_are_counted(run, survey: Path) -> None:
    """The heading and the base say what; pairs are of one sentence."""
    done = run(
        "keywords", survey, "--question", "効果", "--per", "sentence", "--unit", "word", "--lang", "ja"
    )
    assert "文の数" in done.stdout
    assert "母数：8 文" in done.stdout
    done = run("cooccurrence", survey, "--question", "効果", "--per", "sentence", "--out", "pairs.csv")
    assert done.returncode == 0, done.stderr
    assert len(pd.read_csv("pairs.csv")) == 0
    done = run("crosstab", survey, "--question", "効果", "--by", "地域", "--per", "sentence", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "sentences" in done.stdout


def test_codes_of_sentences(run, survey: Path, tmp_path: Path) -> None:
    """A code is counted once a sentence where it is sentences that are counted."""
    (tmp_path / "frame.cod").write_text("＊費用\n費用\n＊時間\n時間\n", encoding="utf-8")
    options = ["--codebook", "frame.cod", "--by", "地域", "--per", "sentence", "--out", "codes.csv"]
    done = run("crosstab", survey, "--question", "効果", *options)
    assert done.returncode == 0, done.stderr
    table = pd.read_csv("codes.csv").set_index(["feature", "value"])
    assert table.loc[("＊費用", "東"), ["respondents", "base"]].tolist() == [2, 4]


def test_occurrences_on_a_map(run, survey: Path) -> None:
    done = run(
        *("correspondence", survey, "--question", "効果", "--by", "地域", "--reading", "khcoder"),
        *("--count", "occurrences", "--minimum", "1", "--per", "sentence", "--out", "map.csv"),
    )
    assert done.returncode == 2  # no value has five sentences
    assert "two values" in done.stderr or "値" in done.stderr


def test_search_related_collocation(run, survey: Path) -> None:
    """Each by its command, to the screen and to a file."""
    done = run("search", survey, "--question", "効果", "費用 or 時間", "--out", "found.csv")
    assert done.returncode == 0, done.stderr
    assert pd.read_csv("found.csv")["respondent"].tolist() == [1, 4, 2, 5]
    options = ["--per", "sentence", "--minimum", "1", "--unit", "word"]
    done = run("related", survey, "--question", "効果", *options, "費用", "--out", "related.csv")
    assert done.returncode == 0, done.stderr
    assert set(pd.read_csv("related.csv")["feature"]) == {"下がる", "問題", "なくなる", "高い"}
    done = run("collocation", survey, "--question", "効果", "費用", "--out", "near.csv")
    assert done.returncode == 0, done.stderr
    assert pd.read_csv("near.csv")["word"].iloc[0] == "下がる"


def test_documents_and_words_for_other_programs(run, survey: Path) -> None:
    """With a byte order mark, one name a column; Excel too."""
    options = ["--question", "効果", "--minimum", "1", "--reading", "khcoder"]
    done = run("document-words", survey, *options, "--out", "words.csv")
    assert done.returncode == 0, done.stderr
    assert Path("words.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    table = pd.read_csv("words.csv")
    assert table["費用"].tolist() == [2, 0, 0, 1, 1]
    assert table["地域"].tolist() == list("東東西西北")
    done = run("document-words", survey, *options, "--cells", "zero_one", "--out", "words.xlsx")
    assert done.returncode == 0, done.stderr
    sheets = pd.read_excel("words.xlsx", sheet_name=None, header=None, engine="openpyxl")
    assert any((sheet == "費用").any(axis=None) for sheet in sheets.values())


def test_a_network_as_picture_and_as_tables(run, survey: Path) -> None:
    """Nodes, lines and density are printed; the file is what its name says."""
    options = ["--question", "効果", "--minimum", "1", "--unit", "word", "--lang", "ja"]
    done = run("network", survey, *options, "--colour", "betweenness", "--tree", "--out", "network.svg")
    assert done.returncode == 0, done.stderr
    assert "密度" in done.stdout
    assert "媒介中心性" in done.stdout
    assert Path("network.svg").read_text("utf-8").startswith("<?xml")
    done = run("network", survey, *options, "--around", "時間", "--communities", "walks", "--out", "net.csv")
    assert done.returncode == 0, done.stderr
    assert "時間" in set(pd.read_csv("net.csv")["feature"])
    assert done.stdout.count("network.svg") == 0


def test_clusters_places_and_topics_of_words(run, survey: Path) -> None:
    """Each by its command; topics of short answers come with a warning."""
    options = ["--question", "効果", "--minimum", "1", "--unit", "word", "--lang", "ja"]
    done = run("tree", survey, *options, "--method", "ward", "--clusters", "2", "--out", "tree.csv")
    assert done.returncode == 0, done.stderr
    assert set(pd.read_csv("tree.csv")["cluster"]) == {1, 2}
    done = run("distance-map", survey, *options, "--scale", "classical", "--out", "places.csv")
    assert done.returncode == 0, done.stderr
    assert "dimension_2" in pd.read_csv("places.csv")
    done = run("topics", survey, *options, "--topics", "2", "--out", "topics.csv")
    assert done.returncode == 0, done.stderr
    assert "短い" in done.stdout
    assert set(pd.read_csv("topics.csv")["topic"]) == {1, 2}


def test_pictures_of_codes_and_values(run, survey: Path) -> None:
    """Each command about words draws codes, too; a picture for each attribute, and sentences by name."""
    common = ["--question", "効果", "--minimum", "1", "--unit", "word", "--lang", "ja"]
    Path("own.cod").write_text("＊費用\n費用\n\n＊時間\n時間\n\n＊人\n人\n", encoding="utf-8")
    for arguments in (
        ["crosstab", survey, *common, "--codebook", "own.cod", "--by", "地域", "--figure", "bubbles"],
        ["crosstab", survey, *common, "--by", "地域", "--figure", "lines"],
        ["network", survey, *common, "--by", "地域"],
        ["distance-map", survey, *common, "--codebook", "own.cod"],
        ["correspondence", survey, *common, "--by", "answer", "--smallest", "1"],
    ):
        done = run(*arguments, "--out", "a.png")
        assert done.returncode == 0, done.stderr
        assert Path("a.png").read_bytes()[:4] == b"\x89PNG"
        Path("a.png").unlink()
    done = run("crosstab", survey, *common, "--by", "地域", "--per", "sentence")
    assert done.returncode == 0, done.stderr
    assert "のある文" in done.stdout and "回答者" not in done.stdout
