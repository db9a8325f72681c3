"""textmine.large.chunks: every table that adds up is that of the whole survey, wherever it is counted."""

from __future__ import annotations

import csv
import gc
import multiprocessing
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import textmine as tm
from textmine.large import records as module
from textmine.large.chunks import open_chunks
from textmine.reports.tablefile import tablefile
from textmine.settings import DEFAULTS, Settings, change
from textmine.study.study import Study
from textmine.words.corpus import Corpus

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
CODES = ("--codebook", "obstacles", "--examples", "none")
NOBODY = {"survey.respondent": None, "survey.attributes": (), "compare.by": ()}
VARIANTS: dict[str, dict[str, object]] = {
    "words": {},
    "compounds": {"keywords.unit": "compound"},
    "apart": {"keywords.negation": "apart"},
    "codes": {"codes.codebook": "obstacles"},
}
COMPARED = ("crosstab", "crosstab_tests", "distinctive", "cooccurrence")


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
    """240 answers of some 110 respondents, in no order; of one respondent always one age."""
    path = tmp_path_factory.mktemp("survey") / "survey.csv"
    ages: dict[str, str] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        written = [(who, ages.setdefault(who, age), text) for who, age, text in rows(240)]
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
            "keywords.unit": "word",
            **changes,
        },
    )


def tables_of(settings: Settings) -> dict[str, bytes]:
    """Every table that adds up, as the bytes of its file."""
    study = Study(settings)
    found: dict[str, pd.DataFrame] = {}
    for name, changes in VARIANTS.items():
        changed = study.change(changes)
        if name != "codes":
            found[f"keywords {name}"] = changed.keywords("意見")
            found[f"evidence {name}"] = changed.evidence("意見")
        else:
            found["code counts"] = changed.code_counts("意見")
        if name in ("words", "codes"):
            for each in COMPARED:
                found[f"{each} {name}"] = getattr(changed, each)("意見")
    return {name: tablefile(table) for name, table in found.items()}


@pytest.fixture(scope="module")
def expected(survey: Path) -> dict[str, bytes]:
    """The tables of the survey held whole."""
    return tables_of(settings_of(survey, "serial"))


@pytest.fixture(params=[("serial", 5_000), ("processes:2", 9_000)], ids=str)
def executor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where chunks are counted; files are read in chunks of so many bytes, some or a dozen.

    That a cluster counts the same is for tests/study/test_doors.py to say.
    """
    name, size = request.param
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr(module, "BUCKET", size)
    return str(name)


def test_every_table_is_that_of_the_whole(survey: Path, expected: dict[str, bytes], executor: str) -> None:
    """Byte for byte: words, codes, comparisons, pairs."""
    found = tables_of(settings_of(survey, executor))
    assert found.keys() == expected.keys()
    for name, table in expected.items():
        assert found[name] == table, name


UNITS_HELD = [("answer", "textmine"), ("sentence", "textmine"), ("paragraph", "khcoder")]


def counted_by_unit(path: Path, executor: str, per: str, reading: str) -> dict[str, pd.DataFrame]:
    """Words, pairs, maps and crosstabs of sentences and the like; of codes, too."""
    changes = {"keywords.per": per, "words.reading": reading, "compare.minimum": 1}
    study = Study(settings_of(path, executor, **changes))
    framed = study.change({"codes.codebook": "obstacles", "codes.examples": ("none",)})
    found = {"keywords": study.keywords("意見"), "code pairs": framed.cooccurrence("意見", "codes")}
    for name in COMPARED:
        found[name] = getattr(study, name)("意見", "words")
    for by in ("年代", "answer"):
        found[f"map {by}"] = study.correspondence("意見", by, "words")
        found[f"axes {by}"] = study.correspondence_inertia("意見", by, "words")
    return found | {"code crosstab": framed.crosstab("意見", "codes")}


@pytest.mark.parametrize(("per", "reading"), UNITS_HELD)
def test_units_are_counted_alike_wherever_a_survey_is_held(
    survey: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, per: str, reading: str
) -> None:
    """In memory, of a file large enough for chunks, of Parquet, and by two processes; a sample says so."""
    expected = counted_by_unit(survey, "serial", per, reading)
    assert expected["keywords"]["base"].iloc[0] > 200  # more than respondents
    assert expected["map answer"]["kind"].eq("value").sum() > 200
    pd.read_csv(survey, dtype=str, keep_default_na=False).to_parquet(tmp_path / "survey.parquet")
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr(module, "BUCKET", 9_000)
    for path, executor in (
        (survey, "serial"),
        (survey, "processes:2"),
        (tmp_path / "survey.parquet", "serial"),
    ):
        found = counted_by_unit(path, executor, per, reading)
        for name, table in expected.items():
            pd.testing.assert_frame_equal(found[name], table, obj=f"{name} of {path.suffix} by {executor}")


@pytest.fixture
def in_chunks(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Small files are read in chunks too."""
    monkeypatch.setattr(module, "LARGE", 0)
    return monkeypatch


def test_without_a_respondent_column(tmp_path: Path, in_chunks: pytest.MonkeyPatch) -> None:
    """Then each row is one respondent, and chunks begin anywhere."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("意見",), *((text,) for *_, text in rows(300))])
    survey = tm.read_survey(path, questions=["意見"])
    whole = tm.keywords(tm.tokenize(survey))
    for size in (37, 100):
        in_chunks.setattr(module, "ROWS", size)
        study = Study(settings_of(path, "serial", **NOBODY))
        pd.testing.assert_frame_equal(study.keywords("意見"), whole)
        chunks = open_chunks(settings_of(path, "serial", **NOBODY))
        kinds = chunks.kinds.set_index("kind")["respondents"]
        assert chunks.base("意見") == kinds["substantive"] == whole["base"].iloc[0]
        assert kinds.to_dict() == survey.answers["kind"].value_counts().to_dict()
        assert chunks.sources[0].rows == len(survey.answers)
        assert len(chunks.numbers) >= 3
        chunks.close()


def words_of(corpus: Corpus) -> set[str]:
    return set(corpus.vocabulary.shown)


def length(corpus: Corpus, *, words: set[str]) -> int:
    return len(words) + len(corpus.answers)


def words_and_answers(corpus: Corpus) -> int:
    return length(corpus, words=words_of(corpus))


def test_what_is_kept_of_a_chunk_is_given_to_the_next_tally(
    survey: Path, in_chunks: pytest.MonkeyPatch
) -> None:
    """Each chunk gets its own; an option by question is given as its value."""
    in_chunks.setattr(module, "BUCKET", 4_000)
    chunks = open_chunks(settings_of(survey, "serial"))
    words = chunks.keep(words_of)
    separately = chunks.tallied(words_and_answers, int.__add__)
    assert chunks.tallied(length, int.__add__, words=words) == separately
    assert chunks.tallied(length, int.__add__, words={"別の設問": set()}) == {}
    answers = chunks.tallied_whole(length, int.__add__, words=set())
    assert answers == len(tm.read_survey(survey, respondent="番号", questions=["意見"]).answers)
    chunks.close()


def test_a_longer_word_is_decided_from_all_chunks(tmp_path: Path, in_chunks: pytest.MonkeyPatch) -> None:
    """公共 hardly ever occurs outside 公共交通: in each chunk alone there would be too few to tell."""
    texts = ["公共交通が少ない", "公共交通を増やす"] * 6 + ["駐車場"] * 8
    path = tmp_path / "a.csv"
    path.write_text("意見\n" + "".join(f"{text}\n" for text in texts), encoding="utf-8")
    in_chunks.setattr(module, "ROWS", 3)
    table = Study(settings_of(path, "serial", **NOBODY)).keywords("意見")
    assert dict(zip(table["word"], table["respondents"], strict=True))["公共交通"] == 12
    assert "公共" not in set(table["word"])


def test_evidence_of_files_in_a_folder(tmp_path: Path, in_chunks: pytest.MonkeyPatch) -> None:
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
    corpus = tm.tokenize(tm.read_survey(folder, questions=["意見"]))
    words = (*tm.keywords(corpus)["word"], "宣言", "自転車", "存在しない")
    expected = tm.evidence(corpus, list(words), minimum=1)
    assert expected["respondent"].isin(["2", "1 row 9"]).any()
    chosen = {"evidence.minimum": 1, "evidence.respondent_unit": "人"}  # else 件: the file holds opinions
    settings = settings_of(folder, "serial", **NOBODY, **chosen)
    for size in (13, 50):
        in_chunks.setattr(module, "ROWS", size)
        pd.testing.assert_frame_equal(Study(settings).evidence("意見", words), expected)


def test_evidence_of_answers_below_one_another(tmp_path: Path, in_chunks: pytest.MonkeyPatch) -> None:
    """A file with a row for each answer: a chunk may lack a question, and its answers count all the same."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = [
            (who, question, text)
            for number, (who, _, text) in enumerate(rows(160))
            for question in ("効果", "障害")
            if question == "効果" or number % 40 == 0
        ]
        csv.writer(file).writerows([("番号", "設問", "回答"), *table])
    settings = settings_of(path, "serial", **{**NOBODY, "survey.questions": (), "survey.respondent": "番号"})
    corpus = tm.tokenize(tm.read_survey(path, respondent="番号"))
    assert corpus.survey.questions == ("効果", "障害")
    in_chunks.setattr(module, "BUCKET", 1000)
    study = Study(settings)
    for question in ("効果", "障害"):
        words = tm.keywords(of_question := corpus.select(question=question))
        pd.testing.assert_frame_equal(study.keywords(question), words)
        pd.testing.assert_frame_equal(study.evidence(question), tm.evidence(of_question, words))


def test_nothing_is_left_behind(survey: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the chunks is gone once they are closed, or nobody has them, and after an error."""
    others = set(multiprocessing.active_children())  # a cluster of other tests, say
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    chunks = open_chunks(settings_of(survey, "serial"))
    assert list(tmp_path.iterdir())
    chunks.close()
    chunks.close()
    assert not list(tmp_path.iterdir())
    chunks = open_chunks(settings_of(survey, "processes:2"))
    assert list(tmp_path.iterdir())
    assert set(multiprocessing.active_children()) - others
    del chunks
    gc.collect()
    assert not list(tmp_path.iterdir())
    assert not set(multiprocessing.active_children()) - others
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


def test_the_commands_read_a_parquet_file_in_chunks(
    survey: Path, tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
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
            done = run(*arguments)
            assert done.returncode == 0, done.stderr
            written.append(out.read_bytes() if name != "codes" else done.stdout.splitlines()[:20])
        assert written[0] == written[1], name


@pytest.mark.real
def test_a_real_survey_in_chunks(real_surveys: Path, in_chunks: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """2,800 answers with a column that says who answered, in a dozen chunks."""
    in_chunks.setattr(module, "BUCKET", 1 << 16)
    in_chunks.setattr(module, "ROWS", 250)
    path = tmp_path / "survey.csv"
    pd.read_csv(real_surveys / "fukui_kanko_fuben.csv", dtype=str).iloc[::4].to_csv(path, index=False)
    whole = tm.read_survey(path)
    (question,) = whole.questions
    changes = {"survey.files": (str(path),), "survey.questions": (question,), "words.executor": "serial"}
    study = Study(change(DEFAULTS, changes))
    corpus = tm.tokenize(whole)
    words = tm.keywords(corpus, unit="expression", question=question)
    pd.testing.assert_frame_equal(study.keywords(question), words)
    first = words.head(40)
    found = study.evidence(question, tuple(first["word"]))
    pd.testing.assert_frame_equal(found, tm.evidence(corpus, list(first["word"]), unit="expression"))
