"""textmine.large.chunks: every table that adds up is the same, however a survey is cut, wherever counted."""

from __future__ import annotations

import csv
import gc
import multiprocessing
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from distributed import LocalCluster
from textmine.study.parts import (
    cooccurrence_of_parts,
    counts_of_parts,
    crosstab_of_parts,
    distinctive_of_parts,
    evidence_of_parts,
    features_of_parts,
    keywords_of_parts,
    tokenized_parts,
)

import textmine as tm
from textmine.large import records as module
from textmine.large.chunks import open_chunks
from textmine.reports.tablefile import tablefile
from textmine.settings import DEFAULTS, Settings, Unit, change

WORDS = [
    "公共交通",
    "公共交通機関",
    "駐車場",
    "案内板",
    "個人情報",
    "予算",
    "人手",
    "従業員の意識",
    "セキュリティ",
]
ENDINGS = [
    "が足りない",
    "が少なくて困る",
    "を増やしてほしい",
    "の不足",
    "がなかった",
    "は大事だ",
    "を見直した",
]
CODES = ("--codebook", "obstacles")
NOBODY = {"survey.respondent": None, "survey.attributes": (), "compare.by": ()}


def rows(count: int, seed: int = 1) -> list[tuple[str, str, str]]:
    draw = random.Random(seed)
    return [
        (
            f"r{draw.randrange(count // 2)}",
            draw.choice(["20代", "30代", "40代", ""]),
            "。".join(draw.choice(WORDS) + draw.choice(ENDINGS) for _ in range(draw.randrange(1, 4)))
            if number % 9
            else draw.choice(["特になし", "", "わからない"]),
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """900 answers of some 400 respondents, in no order; of one respondent always one age."""
    path = tmp_path_factory.mktemp("survey") / "survey.csv"
    ages: dict[str, str] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        written = [(who, ages.setdefault(who, age), text) for who, age, text in rows(900)]
        csv.writer(file).writerows([("番号", "年代", "意見"), *written])
    return path


def settings_of(path: Path, executor: str, **changes: object) -> Settings:
    return change(
        DEFAULTS,
        {
            "survey.files": (str(path),),
            "survey.respondent": "番号",
            "survey.questions": ("意見",),
            "survey.attributes": ("年代",),
            "compare.by": ("年代",),
            "words.executor": executor,
            "words.cache": 0,
            **changes,
        },
    )


def tables_of_parts(settings: Settings) -> dict[str, bytes]:
    """Every table that adds up, as the bytes of its file."""
    found: dict[str, Any] = {}
    coded = change(settings, {"codes.codebook": "obstacles"})
    with tokenized_parts(settings) as parts:
        found["words"] = keywords_of_parts(parts, settings)
        compounds = change(settings, {"keywords.unit": "compound"})
        found["compounds"] = keywords_of_parts(parts, compounds)
        apart = change(settings, {"keywords.negation": "apart"})
        found["apart"] = keywords_of_parts(parts, apart)
        for kind, chosen in (("words", settings), ("compounds", compounds), ("apart", apart)):
            found[f"evidence {kind}"] = evidence_of_parts(parts, found[kind], chosen)
        for kind, chosen in (("words", settings), ("codes", coded)):
            features = features_of_parts(parts, chosen)
            found[f"crosstab {kind}"], found[f"tests {kind}"] = crosstab_of_parts(parts, features, chosen)
            found[f"distinctive {kind}"] = distinctive_of_parts(parts, features, chosen)
            found[f"cooccurrence {kind}"] = cooccurrence_of_parts(parts, features, chosen)
        found["counts"] = counts_of_parts(parts, features_of_parts(parts, coded), coded)  # type: ignore[arg-type]
    return {name: tablefile(tables["意見"]) for name, tables in found.items()}


def tables_in_memory(settings: Settings) -> dict[str, bytes]:
    """The same by the functions that take a whole corpus."""
    survey = tm.read_survey(
        settings.survey.files[0], respondent="番号", questions=["意見"], attributes=["年代"]
    )
    corpus = tm.tokenize(survey, settings=change(settings, {"words.executor": "serial"}).words)
    frame = tm.read_codebook("obstacles")
    words = tm.keywords(corpus)
    found = {
        "words": words,
        "compounds": tm.keywords(corpus, unit="compound"),
        "apart": tm.keywords(corpus, negation="apart"),
        "counts": tm.code_counts(tm.code_answers(corpus, frame), frame),
    }
    for kind in ("words", "compounds", "apart"):
        unit: Unit = "compound" if kind == "compounds" else "word"
        found[f"evidence {kind}"] = tm.evidence(corpus, found[kind], unit=unit)
    for kind, table in (
        ("words", words.head(DEFAULTS.compare.words)),
        ("codes", tm.code_answers(corpus, frame)),
    ):
        found[f"crosstab {kind}"] = tm.crosstab(corpus, table, by="年代")
        found[f"tests {kind}"] = tm.crosstab_tests(corpus, table, by="年代")
        found[f"distinctive {kind}"] = tm.distinctive(corpus, table, by="年代")
        found[f"cooccurrence {kind}"] = tm.cooccurrence(corpus, table)
    return {name: tablefile(table) for name, table in found.items()}


@pytest.fixture(scope="module")
def expected(survey: Path) -> dict[str, bytes]:
    return tables_in_memory(settings_of(survey, "serial"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A real Dask cluster of two workers."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        yield str(local.scheduler_address).replace("tcp://", "dask://")


@pytest.mark.parametrize("size", [4_000, 10**9])
def test_every_table_is_that_of_the_whole_however_it_is_cut(
    survey: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Byte for byte, from one part to dozens: words, codes, comparisons, pairs."""
    monkeypatch.setattr(module, "BUCKET", size)
    found = tables_of_parts(settings_of(survey, "serial"))
    for name, table in expected.items():
        assert found[name] == table, name


def test_every_table_is_the_same_in_two_processes(
    survey: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUCKET", 9_000)
    assert tables_of_parts(settings_of(survey, "processes:2")) == expected


def test_every_table_is_the_same_on_a_cluster(
    survey: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, cluster: str
) -> None:
    monkeypatch.setattr(module, "BUCKET", 9_000)
    assert tables_of_parts(settings_of(survey, cluster)) == expected


def test_without_a_respondent_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then each row is one, and parts are cut anywhere."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("意見",), *((text,) for *_, text in rows(300))])
    settings = settings_of(path, "serial", **NOBODY)
    survey = tm.read_survey(path, questions=["意見"])
    whole = tm.keywords(tm.tokenize(survey))
    for size in (37, 100):
        monkeypatch.setattr(module, "ROWS", size)
        with tokenized_parts(settings) as parts:
            pd.testing.assert_frame_equal(keywords_of_parts(parts, settings)["意見"], whole)
            kinds = parts.kinds.set_index("kind")["respondents"]
            assert kinds["substantive"] == whole["base"].iloc[0]
            assert kinds.to_dict() == survey.answers["kind"].value_counts().to_dict()
            assert parts.sources[0].rows == len(survey.answers)


def test_a_longer_word_is_decided_from_all_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """公共 hardly ever stands outside 公共交通: in each part alone there would be too few to tell."""
    texts = ["公共交通が少ない", "公共交通を増やす"] * 6 + ["駐車場"] * 8
    path = tmp_path / "a.csv"
    path.write_text("意見\n" + "".join(f"{text}\n" for text in texts), encoding="utf-8")
    settings = settings_of(path, "serial", **NOBODY)
    monkeypatch.setattr(module, "ROWS", 3)
    with tokenized_parts(settings) as parts:
        table = keywords_of_parts(parts, settings)["意見"]
    assert dict(zip(table["word"], table["respondents"], strict=True))["公共交通"] == 12
    assert "公共" not in set(table["word"])


def test_evidence_of_files_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing says who answered: a quote has the row, the file and the number it has in memory.

    Among the words are some with neither compound nor phrase, and one that no answer holds.
    """
    folder = tmp_path / "files"
    folder.mkdir()
    texts = [[text for *_, text in rows(count, seed)] for seed, count in ((1, 60), (2, 90), (3, 2))]
    texts[1][7] = "宣言と補助金。それから自転車"
    texts[2] = ["自転車、宣言"]
    for number, each in enumerate(texts):
        with (folder / f"{number}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("意見",), *((text,) for text in each)])
    survey = tm.read_survey(folder, questions=["意見"])
    corpus = tm.tokenize(survey)
    words = [*tm.keywords(corpus)["word"], "宣言", "自転車", "存在しない"]
    expected = tm.evidence(corpus, words, minimum=1)
    assert expected["respondent"].isin(["2", "1 row 9"]).any()
    settings = settings_of(folder, "serial", **NOBODY, **{"evidence.minimum": 1})
    for size in (13, 50):
        monkeypatch.setattr(module, "ROWS", size)
        with tokenized_parts(settings) as parts:
            pd.testing.assert_frame_equal(
                evidence_of_parts(parts, {"意見": words}, settings)["意見"], expected
            )


def test_evidence_of_answers_below_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with a row for each answer: a part may lack a question, and its answers count all the same."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = [
            (who, question, text)
            for number, (who, _, text) in enumerate(rows(240))
            for question in ("効果", "障害")
            if question == "効果" or number % 40 == 0
        ]
        csv.writer(file).writerows([("番号", "設問", "回答"), *table])
    settings = settings_of(path, "serial", **{**NOBODY, "survey.questions": (), "survey.respondent": "番号"})
    corpus = tm.tokenize(tm.read_survey(path, respondent="番号"))
    assert corpus.survey.questions == ("効果", "障害")
    monkeypatch.setattr(module, "BUCKET", 500)
    with tokenized_parts(settings) as parts:
        assert len(parts.numbers) > 5
        words = keywords_of_parts(parts, settings)
        found = evidence_of_parts(parts, words, settings)
    for question in ("効果", "障害"):
        expected = tm.evidence(corpus.select(question=question), words[question])
        pd.testing.assert_frame_equal(found[question], expected)


def test_nothing_is_left_behind(survey: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the chunks is gone once they are closed, or nobody has them, and after an error."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    chunks = open_chunks(settings_of(survey, "serial"))
    assert list(tmp_path.iterdir())
    chunks.close()
    chunks.close()
    assert not list(tmp_path.iterdir())
    chunks = open_chunks(settings_of(survey, "processes:2"))
    assert list(tmp_path.iterdir())
    assert multiprocessing.active_children()
    del chunks
    gc.collect()
    assert not list(tmp_path.iterdir())
    assert not multiprocessing.active_children()
    damaged = tmp_path / "damaged.csv"
    damaged.write_bytes(survey.read_bytes() + "r1,20代,意識\n".encode("cp932"))
    monkeypatch.setattr(module, "HEAD", 2000)
    with pytest.raises(tm.TextmineError, match="does not go on"):
        open_chunks(settings_of(damaged, "serial"))
    assert list(tmp_path.iterdir()) == [damaged]


def test_open_chunks_end_with_the_program(survey: Path, tmp_path: Path) -> None:
    """A script that never closes them leaves neither files nor processes, and ends without a word."""
    script = (
        "import textmine as tm\n"
        "from textmine.large.chunks import open_chunks\n"
        f"survey = tm.settings.SurveySettings(files=({str(survey)!r},))\n"
        "words = tm.settings.WordSettings(executor='processes:2')\n"
        "chunks = open_chunks(tm.Settings(survey=survey, words=words))\n"
        "print(chunks.base('意見') > 0)\n"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert (done.stdout, done.stderr) == ("True\n", "")
    assert not list(tmp_path.iterdir())


def test_the_commands_read_a_parquet_file_in_parts(survey: Path, tmp_path: Path) -> None:
    """textmine crosstab and codes write, or print, the same as of the CSV."""
    table = pd.read_csv(survey, dtype=str, keep_default_na=False)
    table.to_parquet(tmp_path / "survey.parquet")
    (tmp_path / "survey.csv").write_bytes(survey.read_bytes())
    asked = ("--respondent", "番号", "--question", "意見", "--executor", "serial", "--lang", "en")
    for name, more in {
        "crosstab": ("--by", "年代", *CODES),
        "codes": CODES,
    }.items():
        written = []
        for ending in ("csv", "parquet"):
            out = tmp_path / ending / f"{name}.{'xlsx' if name == 'codes' else 'csv'}"
            out.parent.mkdir(exist_ok=True)
            arguments = [name, f"survey.{ending}", *asked, *more, "--out", str(out)]
            done = subprocess.run(
                [sys.executable, "-m", "textmine", *arguments], cwd=tmp_path, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
            written.append(out.read_bytes() if name != "codes" else done.stdout.splitlines()[:20])
        assert written[0] == written[1], name


@pytest.mark.real
def test_a_real_survey_in_parts(real_surveys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """11,222 answers with a column that says who answered, in a dozen parts."""
    monkeypatch.setattr(module, "BUCKET", 1 << 18)
    monkeypatch.setattr(module, "ROWS", 1000)
    path = real_surveys / "fukui_kanko_fuben.csv"
    whole = tm.read_survey(path)
    (question,) = whole.questions
    settings = change(
        DEFAULTS,
        {"survey.files": (str(path),), "survey.questions": (question,), "words.executor": "serial"},
    )
    corpus = tm.tokenize(whole)
    expected = tm.keywords(corpus)
    with tokenized_parts(settings) as parts:
        assert len(parts.numbers) > 5
        words = keywords_of_parts(parts, settings)
        pd.testing.assert_frame_equal(words[question], expected)
        first = {question: expected.head(40)}
        explained = evidence_of_parts(parts, first, settings)[question]
    pd.testing.assert_frame_equal(explained, tm.evidence(corpus, expected.head(40)))
