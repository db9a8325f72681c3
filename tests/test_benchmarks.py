"""Every benchmark still runs, at a small size; how long it takes is no test's matter."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = "textmine/sample/survey.csv"
RUNS = {
    "keywords": ("--small",),
    "scale": ("--small",),
    "imports": ("--small",),
    "stages": ("--small",),
    "study": ("--small", "--times", "1", "--survey", "companies"),
    "peers": ("--small", "--only", "fugashi and a script", "janome"),
    "steps": ("--small",),
    "coverage": ("--small", "--surveys", "20", "--draws", "200"),
    "lengths": ("--small",),
    "shares": ("--small", "--surveys", "50"),
    "wordclouds": ("--small",),
    "frames": ("--small",),
    "published": (),
    "codes": (SAMPLE, "--question", "宣言による効果", "--respondent", "企業番号", "--times", "1"),
}


@pytest.fixture
def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], blank: None, taught_once: None
) -> Callable[..., str]:
    """A function that runs a benchmark, in this process, and returns what it prints."""

    def run(name: str, *arguments: str) -> str:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        monkeypatch.setenv("TEXTMINE_CACHE", os.environ["TEXTMINE_CACHE"])  # some have one of their own
        try:
            runpy.run_module(f"benchmarks.{name}", run_name="__main__")
        except SystemExit as ended:
            assert not ended.code
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("name", RUNS)
def test_a_benchmark_prints_its_ratios(printed: Callable[..., str], name: str) -> None:
    """It ends well, and prints numbers."""
    assert re.search(r"\d+\.\d\d", printed(name, *RUNS[name]))


def test_claims_that_a_search_disproves_are_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A right string, a wrong number, a sum smaller than its parts, a quote that nobody wrote.

    Then a theme of another number than the answers behind it, one of fewer than a search finds, and one that
    says what that finds.
    """
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "answers.csv").write_text(
        "answer,respondent,question,text\n0,a,q,意識が ＷＥＢ\n1,b,q,意識がweb\n"
    )
    (tables / "kinds.csv").write_text("question,kind\nq,substantive\n")
    rows = ["意識,note,「意識がweb」2人。,2,-1", "意識,note,意識 1人（「意識がweb」2人）。,2,-1"]
    rows += ["意識,note,「意識が」1人。,2,-1", "意識,quote,…意識が ＷＥＢ,1,0", "意識,quote,意識の,1,1"]
    rows += [
        "意識,note,意識の差 2人、意識の高さ 1人。,2,-1",
        "意識,note,意識が 1人。,2,-1",
        "意識,note,意識が 1人（検索では2人）。,2,-1",
    ]
    (tables / "1_q_theme_answers.csv").write_text("word,text,answer\n意識,意識の差,0\n意識,意識の高さ,1\n")
    (tables / "1_q_evidence.csv").write_text("\n".join(["word,aspect,text,respondents,answer", *rows]))
    monkeypatch.setattr(sys, "argv", ["claims", str(tmp_path)])
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("benchmarks.claims", run_name="__main__")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "q: 13 claims, 6 wrong" in said
    assert said.count("    意識:") == 6


def test_the_page_is_measured_in_a_browser(printed: Callable[..., str]) -> None:
    """Nothing is asked for outside, and answers are shown; without a browser it says so."""
    said = printed("page", "--small")
    if shutil.which("chromedriver") and (shutil.which("chromium") or shutil.which("google-chrome")):
        assert re.search(r"requests to anywhere\s+0\n", said)
        assert re.search(r"median click / 200 ms\s+\d", said)
    else:
        assert "nothing measured" in said


def test_what_examples_add_is_printed(printed: Callable[..., str]) -> None:
    """Of the bundled examples: rules, rules with words, and with meanings where the encoder is installed."""
    said = printed("examples", "--small")
    assert said.count("rules: ") == said.count("words: ") > 0
    assert "promised" in said and "forced" in said


@pytest.mark.parametrize("name", ["clusters", "corrections", "khcoder"])
def test_a_benchmark_of_other_data_says_how_it_is_called(printed: Callable[..., str], name: str) -> None:
    """They need answers that are not part of the project."""
    assert "usage" in printed(name, "--help")


def test_every_benchmark_is_told_of() -> None:
    """Each file that can be run stands in benchmarks/README.md with its command."""
    told = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for file in (ROOT / "benchmarks").glob("*.py"):
        if "__main__" in file.read_text(encoding="utf-8"):
            assert f"benchmarks.{file.stem}" in told, file.name


@pytest.mark.real
def test_drafts_are_compared_with_the_topics_of_people(
    printed: Callable[..., str], real_surveys: Path
) -> None:
    """Two levels of codes against topics, beside chance, on some comments."""
    text = printed("drafts", str(real_surveys), "--small")
    assert re.search(r"recovered \d", text) and "学校別再編" in text
