"""textmine.cli: as a person uses it; in a process of its own where that is what is asked about."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import click
import pandas as pd
import pytest
import xlsxwriter

import textmine
from textmine import resources
from textmine.cli import main, program
from textmine.cli.terminal import language, spoken
from textmine.errors import SurveyError
from textmine.reports import writing
from textmine.settings import SECTIONS
from textmine.study import outline

pytestmark = pytest.mark.usefixtures("taught_once")

COMMANDS = sorted(program.commands)
ABOUT = {
    "cells",
    "match",
    "every",
    "text",
    "folder",
    "condition",
    "new",
    "files",
    "word",
    "words",
    "kind",
    "out",
    "force",
    "proposals",
    "draft",
    "height",
    "tree",
    "codebook",
    "answer_number",
    "reviews",
    "reviewed",
    "most",
    "coder",
    "host",
    "port",
    "no_browser",
    "password_file",
    "figure",
}  # parameters that are no settings
# demo and run make a report, the desk asks a study; every other command is named like its function
TWINS = {
    **{"demo": "report", "run": "report", "codes": "code_answers", "shares": "code_shares", "open": "Study"},
    **{name: name.replace("-", "_") for name in ("document-words", "distance-map", "word-forms")},
}
HEAVY = {"pandas", "numpy", "sklearn", "scipy", "matplotlib", "pydantic", "fugashi", "wordcloud", "rich"}
SLOW = {"sklearn", "scipy.stats", "matplotlib", "wordcloud", "networkx", "docx", "pptx"}
SURVEY = "ID,業種,感想\n" + "".join(
    f"{number},製造,意識が{number}回高まった。情報の共有が進んだ\n" for number in range(1, 9)
)

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def environment(**more: str) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
    }
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path(textmine.__file__).parents[1])} | more


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def one_sentence(done: Done, code: int = 2) -> str:
    """The one line that a failed command says; nothing of the program's insides."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    *steps, line = done.stderr.strip().splitlines()
    assert line.startswith("textmine: ")
    assert not [step for step in steps if step.startswith("textmine: ")], done.stderr
    return line


# ---- the cache and the folder of results


def test_the_first_caching_is_said_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tokenised texts lie and how to have none; with --no-cache nothing is kept, nor said."""
    survey = tmp_path / "survey.csv"
    survey.write_text(
        "ID,感想\n" + "".join(f"{n},意識が{n}回高まった\n" for n in range(1000)), encoding="utf-8"
    )
    cache = tmp_path / "cache"
    options = ["keywords", survey, "--respondent", "ID", "--question", "感想"]
    monkeypatch.setenv("TEXTMINE_CACHE", str(cache))
    silent = run(*options, "--no-cache", "--lang", "ja")
    assert silent.returncode == 0 and silent.stderr == "" and not cache.exists()
    first = run(*options, "--lang", "ja")
    assert str(cache) in first.stderr and "--no-cache" in first.stderr and "一度だけ" in first.stderr
    assert run(*options, "--lang", "ja").stderr == ""
    assert str(cache) in next(cache.rglob("README.txt")).read_text(encoding="utf-8")


def test_check_says_whether_a_folder_of_results_is_of_one_run(run: Run, tmp_path: Path) -> None:
    """As written; or which files were changed, are missing, or are of another run."""
    results = tmp_path / "results"
    (results / "tables").mkdir(parents=True)
    (results / "report.xlsx").write_bytes(b"1")
    (results / "tables" / "a.csv").write_bytes(b"2")
    files = {
        name: sha256((results / name).read_bytes()).hexdigest() for name in ("report.xlsx", "tables/a.csv")
    }
    (results / "run.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    whole = run("check", results, "--lang", "ja")
    assert whole.returncode == 0 and "書いたまま" in whole.stdout
    (results / "report.xlsx").write_bytes(b"edited")
    (results / "tables" / "a.csv").rename(results / "tables" / "b.csv")
    said = one_sentence(run("check", results, "--lang", "en"))
    assert "report.xlsx (changed), tables/a.csv (missing), tables/b.csv (added)" in said


@pytest.mark.usefixtures("blank")
def test_a_folder_of_two_runs_is_named_and_put_right(run: Run, tmp_path: Path, survey: Path) -> None:
    """As a run leaves it that was killed between two files: tests/reports/test_kills.py kills one."""
    first = run("run", survey, "--out", "results", "--lang", "en")
    assert first.returncode == 0 and "not all files" not in first.stdout + first.stderr
    before = snapshot(tmp_path / "results")
    (tmp_path / "results" / "report.docx").write_bytes(b"of another run")
    assert "report.docx (changed)" in one_sentence(run("check", "results", "--lang", "en"))
    again = run("run", survey, "--out", "results", "--lang", "en")
    assert again.returncode == 0 and re.search(r"not all files.*report\.docx", again.stdout + again.stderr)
    assert run("check", "results").returncode == 0 and snapshot(tmp_path / "results") == before


def test_one_word_has_no_pairs(run: Run, tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text("ID,感想\n" + "".join(f"{n},費用\n" for n in range(8)), encoding="utf-8")
    done = run("cooccurrence", survey, "--respondent", "ID", "--question", "感想", "--lang", "en")
    assert done.returncode == 0 and "no pairs" in done.stdout, done.stderr


# ---- help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_library_twin(name: str) -> None:
    assert TWINS.get(name, name) in textmine.__all__


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples_that_parse(name: str, lang: str) -> None:
    """The examples in the help are commands that the program takes, options and all."""
    command = spoken(program, lang).commands[name]
    with click.Context(command, info_name=f"textmine {name}") as context:
        shown = command.get_help(context)
    examples = re.findall(
        rf"^\s*textmine {name}(.*)$", shown.split("Examples:" if lang == "en" else "使用例：")[1], re.M
    )
    assert examples
    for example in examples:
        command.make_context(name, example.split(), obj=lang)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_in_japanese_throughout(name: str) -> None:
    """Every line that explains something does so in Japanese."""
    command = spoken(program, "ja")
    command = command.commands[name] if name else command
    texts = [
        command.help,
        *(parameter.help for parameter in command.params if isinstance(parameter, click.Option)),
    ]
    for text in texts:
        assert text
        assert re.search("[ぁ-ヿ一-鿿]", text.split("使用例")[0]), text


def test_every_option_is_a_setting_or_about_the_command_itself() -> None:
    """So that there is nothing on the command line that textmine.toml can't say."""
    for name, command in spoken(program, "en").commands.items():
        for parameter in command.params:
            section, separator, setting = str(parameter.name).partition("__")
            if separator:
                assert setting in SECTIONS[section].model_fields, f"{name} {parameter.name}"
            else:
                assert parameter.name in ABOUT, f"{name} {parameter.name}"


def loaded(calls: list[str], packages: set[str]) -> dict[str, list[str]]:
    """Return which of these packages are there after each command, one after the other in one process."""
    code = (
        "import json, sys; from textmine.cli import main\n"
        "found = {}\n"
        f"for call in {calls}:\n"
        "    try: main(call.split())\n"
        f"    except SystemExit: found[call] = sorted({packages} & set(sys.modules))\n"
        "print(json.dumps(found))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_help_starts_without_heavy_imports() -> None:
    calls = ["--help", "run --help", "--version", "nonsense"]
    assert loaded(calls, HEAVY) == {call: [] for call in calls}


def test_commands_load_what_they_need(survey: Path) -> None:
    """What groups, draws and writes documents takes seconds to load."""
    commands = ["check", "keywords", "evidence", "codes --codebook obstacles --examples none"]
    calls = [f"{command} {survey}" for command in commands]
    assert loaded(calls, SLOW) == {call: [] for call in calls}


def test_no_command_shows_the_help(run: Run) -> None:
    done = run()
    assert "Usage: textmine" in done.stdout + done.stderr
    assert done.returncode == 2


# ---- language


@pytest.mark.parametrize(
    ("arguments", "variables", "expected"),
    [
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "ja_JP", "LANG": "C"}, "ja"),
        (["--lang", "ja", "run"], {"LANG": "C"}, "ja"),
        (["run", "a.csv", "--lang=en"], {"LANG": "ja_JP"}, "en"),
        (["run", "--lang", "fr"], {"LANG": "ja_JP"}, "ja"),
        (["run", "--lang"], {"LANG": "C"}, "en"),
        (["run", "none.toml"], {"LANG": "C"}, "en"),
    ],
)
def test_the_language_is_the_option_or_the_locale(
    arguments: list[str], variables: dict[str, str], expected: str
) -> None:
    assert language(arguments, variables) == expected


@pytest.mark.parametrize(
    "arguments", [("--lang", "ja", "check", "none.csv"), ("check", "none.csv", "--lang", "ja")]
)
def test_lang_stands_before_or_after_the_command(run: Run, arguments: tuple[str, ...]) -> None:
    assert re.search("[ぁ-ん]", one_sentence(run(*arguments)))


def test_mistakes_on_the_command_line_are_told_in_japanese_too(run: Run) -> None:
    """click's own sentences are translated; should a new version of click reword them, this fails."""
    for arguments in (
        ["rum"],
        ["run", "--outt", "x"],
        ["run"],
        ["suggest", "x", "y"],
        ["run", "a.csv", "--top", "x"],
    ):
        done = run("--lang", "ja", *arguments)
        assert done.returncode == 2
        assert "エラー：" in done.stderr
        assert "使い方：" in done.stderr
        assert not re.search("Error|Missing|No such|Invalid|Usage", done.stderr), done.stderr


def test_a_settings_file_in_japanese_speaks_it_everywhere(run: Run, tmp_path: Path, survey: Path) -> None:
    """Whatever goes wrong, and what is said on the way: no English sentence, the machine's neither."""
    (tmp_path / "open.csv").mkdir()
    (tmp_path / "broken.json").write_text('{"a": 1}\n{"a" 2}\n', encoding="utf-8")
    begin = '[report]\nlang = "ja"\nout = "{out}"\n[survey]\nfiles = ["{file}"]\n'
    files = {
        "none.toml": begin.format(out="o", file="none.csv"),
        "folder.toml": begin.format(out="o", file="open.csv"),
        "json.toml": begin.format(out="o", file="broken.json"),
        "place.toml": begin.format(out=f"{survey.name}/o", file=survey.name),
        "question.toml": begin.format(out="o", file=survey.name) + 'questions = ["効課"]\n',
        "key.toml": begin.format(out="o", file=survey.name) + "respondant = 1\n",
        "value.toml": begin.format(out="o", file=survey.name) + "respondent = 1\n",
        "statement.toml": begin.format(out="o", file=survey.name) + "respondent\n",
        "quote.toml": begin.format(out="o", file=survey.name) + 'respondent = "企業\n',
        "bare.toml": begin.format(out="o", file=survey.name) + "respondent = 企業\n",
        "list.toml": begin.format(out="o", file=survey.name) + 'questions = ["効果"\n',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    calls = [["run", name] for name in files] + [["rum", "none.toml"], ["run", "none.toml", "--top", "x"]]
    for call in calls:
        done = run(*call)
        said = re.sub(r"'[^']*'|textmine: |\b(?:textmine|CSV|JSON|TOML)\b", "", done.stdout + done.stderr)
        assert done.returncode == 2, (call, said)
        assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", said), (call, said)
        assert re.search("[ぁ-ん]", said), (call, said)


def test_what_the_machine_says_is_translated_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "ja.toml").write_text(
        '[report]\nlang = "ja"\n[survey]\nfiles = ["a.csv"]\n', encoding="utf-8"
    )
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for number in (1, 2, 5, 13, 16, 17, 20, 21, 22, 24, 28, 30, 36):
        error = OSError(number, os.strerror(number), "out/a")
        monkeypatch.setattr(outline, "report", lambda study, error=error: (_ for _ in ()).throw(error))
        with pytest.raises(SystemExit):
            main(["run", str(tmp_path / "ja.toml")])
        assert re.fullmatch("textmine: out/a：[^A-Za-z]+\n", capfd.readouterr().err), number


def test_lang_also_chooses_the_language_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """But only when it was asked for: the locale of the machine does not decide about a report."""
    seen = []
    monkeypatch.setattr(outline, "report", lambda study: seen.append(study.settings.report.lang))
    monkeypatch.setattr(writing, "write", lambda report, folder: (Path(folder) / "report.html",))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    for arguments in (["run", "a.csv"], ["--lang", "en", "run", "a.csv"], ["run", "a.csv", "--lang", "en"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    assert seen == ["ja", "en", "en"]


# ---- how a command ends


def ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Callable[[], int]:
    def fail(study: object) -> None:
        raise error

    monkeypatch.setattr(outline, "report", fail)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def end() -> int:
        with pytest.raises(SystemExit) as ended:
            main(["run", "a.csv"])
        return int(ended.value.code or 0)

    return end


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SurveyError("no column {column!r}", column="x"), 2, "textmine: no column 'x'\n"),
        (OSError(28, "No space left on device", "out/a"), 2, "textmine: out/a: No space left on device\n"),
        (PermissionError(13, "Permission denied", "out/a"), 2, "textmine: out/a: Permission denied\n"),
        (KeyboardInterrupt(), 130, "textmine: interrupted; earlier results are as they were\n"),
        (SurveyError("it says \x1b[31m{what}\r", what="\x07"), 2, "textmine: it says  [31m  \n"),
    ],
)
def test_an_expected_error_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    """Exit code and sentence; what a file smuggles into a message can't steer the terminal."""
    assert ending(monkeypatch, error)() == code
    assert capfd.readouterr().err == said


def test_a_bug_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody foresaw is not dressed up as bad input."""
    with pytest.raises(ZeroDivisionError):
        ending(monkeypatch, ZeroDivisionError())()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with pipes")
def test_a_pipe_that_closes_is_quiet(tmp_path: Path, survey: Path) -> None:
    """``textmine … | head`` says nothing about it."""
    done = subprocess.run(
        f"{sys.executable} -m textmine kwic survey.csv 意識 | true",
        shell=True,
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_a_terminal_without_japanese_shows_something(survey: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "textmine", "check", survey, "--lang", "ja"],
        env=environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0"),
        capture_output=True,
        text=True,
        encoding="ascii",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "?" in done.stdout


# ---- bad input


def test_a_missing_file(run: Run) -> None:
    assert "none.csv" in one_sentence(run("check", "none.csv"))


@pytest.mark.parametrize("command", ["check", "run", "keywords", "init", "wordcloud"])
def test_an_empty_file(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert "empty.csv" in one_sentence(run(command, "empty.csv"))


def test_no_free_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    one_sentence(run("run", "numbers.csv"))


def test_an_unknown_question_is_met_with_the_nearest(run: Run, survey: Path) -> None:
    assert "感想" in one_sentence(run("run", survey, "--question", "感相"))


def test_binary_files(run: Run, tmp_path: Path) -> None:
    for name, data in {
        "a.csv": bytes(range(256)) * 64,
        "b.xlsx": b"PK\x03\x04broken",
        "c.xls": b"\xd0\xcf\x11\xe0",
    }.items():
        (tmp_path / name).write_bytes(data)
        one_sentence(run("check", name))


def test_a_folder_without_surveys(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    one_sentence(run("check", "empty"))


def test_bad_settings(run: Run, tmp_path: Path, survey: Path) -> None:
    (tmp_path / "a.toml").write_text("[keyword]\n", encoding="utf-8")
    (tmp_path / "b.toml").write_text("", encoding="utf-8")
    assert "did you mean 'keywords'" in one_sentence(run("run", "a.toml"))
    assert "files = [...]" in one_sentence(run("run", "b.toml"))
    assert "textmine init" in one_sentence(run("run", "c.toml"))
    assert "one settings file" in one_sentence(run("run", "a.toml", "b.toml"))
    assert "1 or more" in one_sentence(run("run", survey, "--minimum", "0"))
    assert "word, compound" in one_sentence(run("run", survey, "--unit", "letter"))


def test_an_unknown_dictionary(run: Run, survey: Path) -> None:
    assert "unidic" in one_sentence(run("keywords", survey, "--dictionary", "unidik"))


def test_a_place_that_cannot_be_written(run: Run, survey: Path) -> None:
    """Below a file there is no folder, not even for root, who may write anywhere else."""
    for arguments in (["run"], ["keywords"], ["wordcloud"], ["kwic"]):
        out = survey / "below" if arguments[0] in ("run", "wordcloud") else survey / "words.csv"
        word = ["意識"] if arguments[0] == "kwic" else []
        one_sentence(run(*arguments, survey, *word, "--out", out))
    assert survey.read_text(encoding="utf-8") == SURVEY


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits of Linux")
@pytest.mark.usefixtures("blank")
def test_a_full_disk_leaves_earlier_results_intact(run: Run, tmp_path: Path, survey: Path) -> None:
    """The limit of a file's size stands in for a disk that is full in the middle of writing."""
    import resource

    assert run("run", survey, "--out", "results").returncode == 0
    before = snapshot(tmp_path / "results")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        done = run("run", survey, "--out", "results", "--top", "3")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    one_sentence(done)
    assert snapshot(tmp_path / "results") == before


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
def test_ctrl_c_leaves_earlier_results_intact(tmp_path: Path) -> None:
    """Interrupted in the midst of the work: 130, one line, and the earlier files as they were."""
    results = tmp_path / "results"
    results.mkdir()
    (results / "report.html").write_text("earlier", encoding="utf-8")
    before = snapshot(results)
    # A program whose tokeniser says that it is at work, and then works until somebody interrupts it.
    program = """
import signal, time
from textmine.study import reading

signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background of a shell it is ignored

def tokenize(*arguments, **options):
    print("at work", flush=True)
    time.sleep(3600)

reading.tokenize = tokenize
from textmine.cli import main
main(["demo", "--out", "results"])
"""
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        process.send_signal(signal.SIGINT)
        said = process.communicate()
    assert process.returncode == 130, said
    assert said[1].splitlines()[-1] == "textmine: interrupted; earlier results are as they were"
    assert "Traceback" not in said[1]
    assert snapshot(results) == before


# ---- what the commands do, on the sample


@pytest.mark.usefixtures("blank")
def test_demo_leaves_a_report_and_says_which_file_to_open(run: Run, tmp_path: Path) -> None:
    said = run("demo")
    assert said.returncode == 0, said.stderr
    folder = tmp_path / "outputs" / "demo"
    assert {"report.html", "report.xlsx", "run.json"} <= {path.name for path in folder.iterdir()}
    assert str(Path("outputs") / "demo" / "report.html") in said.stdout
    assert re.search("^Question 1 of 3, 宣言による効果: Counting keywords$", said.stderr, flags=re.MULTILINE)
    assert not re.search(r"[^\n\S ]|[\x00-\x09\x0b-\x1f\x7f]", said.stderr)  # a line a step, and no bar


def test_check_says_what_is_in_the_file(run: Run) -> None:
    done = run("check", resources.sample(), "--lang", "ja")
    assert done.returncode == 0, done.stderr
    for said in ("survey.csv", "企業番号", "業種", "宣言による効果", "無記入"):
        assert said in done.stdout


def test_every_reading_option_of_a_workbook(run: Run, tmp_path: Path) -> None:
    """What Excel hides is said, and left out where that is asked for."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["番号", "ご意見"])
        for number in range(1, 9):
            sheet.write_row(number, 0, [number, f"{number}番の駐車場が狭くて困ります。"])
        sheet.set_row(3, None, None, {"hidden": True})
    said = run("check", "a.xlsx", "--lang", "ja").stdout
    assert "非表示の行（読んだ" in said
    said = run("check", "a.xlsx", "--hidden", "skip", "--lang", "ja").stdout
    assert "非表示のため除いた行" in said
    done = run("keywords", "a.xlsx", "--hidden", "skip", "--out", "words.csv")
    assert done.returncode == 0, done.stderr
    assert "駐車場,noun,7," in (tmp_path / "words.csv").read_text(encoding="utf-8-sig")
    assert "keep, skip" in one_sentence(run("check", "a.xlsx", "--hidden", "maybe"))


def test_check_begins_with_what_was_decided_and_ends_with_the_roles(run: Run, tmp_path: Path) -> None:
    """Equal answers by the hundred don't scroll the roles of the columns away."""
    items = [f"{n}.項目{n}【{aspect}】" for n in range(1, 31) for aspect in ("状況", "理由")]
    lines = [",".join(["番号", "ご意見", *items])]
    for n in range(240):
        cells = ["済" if k % 2 == 0 else f"費用がかかるので難しい{k}、{n}" for k in range(60)]
        lines.append(",".join([str(n), f"駅が遠いので困ります{n % 120}", *cells]))
    lines.append("合計,240" + "," * 60)
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run("check", tmp_path / "a.csv", "--lang", "ja")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert any("合計などの行" in line and "242" in line for line in lines[:24])
    last = lines[-24:]
    assert any("列の役割" in line for line in last)
    assert any("× 30" in line for line in last)


def test_keywords_lists_words_with_their_base(run: Run, tmp_path: Path) -> None:
    done = run(
        "keywords", resources.sample(), "--question", "宣言による効果", "--lang", "ja", "--out", "words.csv"
    )
    assert done.returncode == 0, done.stderr
    for said in ("意識", "回答者数", "母数", "ウィルソン法", "わからない"):
        assert said in done.stdout
    header = (tmp_path / "words.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.startswith("question,word,pos,respondents,share,low,high,occurrences")


def test_keywords_writes_a_workbook(run: Run, tmp_path: Path, survey: Path) -> None:
    done = run("keywords", survey, "--out", "words.xlsx")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "words.xlsx").read_bytes().startswith(b"PK")


def test_kwic_shows_the_context(run: Run, survey: Path) -> None:
    done = run("kwic", survey, "意識")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("回高まった") == 8


def test_evidence_of_the_words_asked_for(run: Run, tmp_path: Path) -> None:
    """As the library has it, with the settings of the command; else of the first words of the table."""
    asked = ("--question", "宣言による効果", "--lang", "ja", "--out", "evidence.csv")
    done = run("evidence", resources.sample(), *asked, "--word", "意識", "--word", "効果", "--quotes", "1")
    assert done.returncode == 0, done.stderr
    table = pd.read_csv(tmp_path / "evidence.csv")
    assert list(table["word"].unique()) == ["意識", "効果"]
    assert (table["aspect"] == "quote").sum() == 2
    corpus = textmine.tokenize(textmine.read_survey(resources.sample(), questions=["宣言による効果"]))
    expected = textmine.evidence(corpus, ["意識", "効果"], quotes=1, respondent_unit="社")
    assert table["text"].tolist() == expected["text"].tolist()
    assert table["respondents"].tolist() == expected["respondents"].tolist()
    for text in expected["text"]:
        assert text in done.stdout
    done = run("evidence", resources.sample(), *asked, "--top", "3")
    assert done.returncode == 0, done.stderr
    first = textmine.keywords(corpus)["word"].head(3).tolist()
    assert list(pd.read_csv(tmp_path / "evidence.csv")["word"].unique()) == first


def test_evidence_of_a_word_that_nobody_wrote(run: Run, survey: Path) -> None:
    assert "麒麟" in one_sentence(run("evidence", survey, "--word", "麒麟", "--word", "意識"))


def test_a_word_that_nobody_wrote(run: Run, survey: Path) -> None:
    done = run("kwic", survey, "麒麟")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_wordcloud_draws_into_a_file(run: Run, tmp_path: Path, survey: Path, suffix: str) -> None:
    done = run("wordcloud", survey, "--out", f"cloud.{suffix}")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"cloud.{suffix}").stat().st_size > 1000


def test_several_word_clouds_need_a_folder(run: Run, tmp_path: Path) -> None:
    said = one_sentence(run("wordcloud", resources.sample(), "--out", "cloud.png"))
    assert "--question" in said
    done = run("wordcloud", resources.sample(), "--out", "clouds", "--words", "20")
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in (tmp_path / "clouds").iterdir()} == {".png", ".svg"}
    assert len(done.stdout.splitlines()) == len(list((tmp_path / "clouds").iterdir()))


@pytest.mark.parametrize("kind", ["compounds", "synonyms"])
def test_suggest_proposes_a_file_that_can_be_edited_and_read(run: Run, tmp_path: Path, kind: str) -> None:
    done = run("suggest", kind, resources.sample(), "--out", f"{kind}.txt")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"{kind}.txt").read_text(encoding="utf-8").strip()


@pytest.mark.usefixtures("blank")
def test_init_writes_settings_that_run(run: Run, tmp_path: Path, survey: Path) -> None:
    """From a file to a study and back: what init found is what run uses, from another folder too."""
    done = run("init", survey.name)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "textmine.toml").read_text(encoding="utf-8")
    for said in (
        'files = ["survey.csv"]',
        'respondent = "ID"',
        'questions = ["感想"]',
        'attributes = ["業種"]',
    ):
        assert said in text
    (tmp_path / "elsewhere").mkdir()
    done = run("run", "textmine.toml", "--top", "5")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "outputs" / "report.html").exists()


def test_init_does_not_write_over_a_file_unasked(run: Run, tmp_path: Path, survey: Path) -> None:
    (tmp_path / "textmine.toml").write_text("mine", encoding="utf-8")
    assert "--force" in one_sentence(run("init", survey))
    assert (tmp_path / "textmine.toml").read_text(encoding="utf-8") == "mine"
    assert run("init", survey, "--force").returncode == 0


@pytest.mark.usefixtures("blank")
def test_options_come_before_what_the_file_says(run: Run, tmp_path: Path, survey: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[survey]\nfiles = ["survey.csv"]\n[report]\nout = "one"\n', encoding="utf-8"
    )
    assert run("run", "a.toml", "--out", "two").returncode == 0
    assert (tmp_path / "two" / "report.html").exists()
    assert not (tmp_path / "one").exists()


def test_condense_proposes_and_takes_back_what_was_confirmed(run: Run, tmp_path: Path) -> None:
    """The whole round: proposals to a file, はい written into it, and the list with its counts."""
    rows = ["予算の面で難しい", "予算面で難しい", "予算がとれない", "予算がとれた", "取引先の同意がない"]
    text = "ID,障害\n" + "".join(f"{number},{row}\n" for number, row in enumerate(rows))
    (tmp_path / "obstacles.csv").write_text(text, encoding="utf-8")
    shared = ("condense", "obstacles.csv", "--question", "障害")
    done = run(*shared, "--proposals", "merges.csv", "--out", "before.csv")
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "merges.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(written) == 3
    filled = "\n".join([written[0], *(line + "はい" for line in written[1:])])
    (tmp_path / "merges.csv").write_text(filled, encoding="utf-8")
    done = run(*shared, "--merges", "merges.csv", "--proposals", "none.csv", "--out", "after.csv")
    assert done.returncode == 0, done.stderr
    assert "none.csv" in done.stdout
    assert not (tmp_path / "none.csv").exists()
    counted = []
    for name in ("before.csv", "after.csv"):
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            counted.append([row["respondents"] for row in csv.DictReader(file)])
    assert counted == [["1"] * 5, ["3", "1", "1"]]


def test_clusters_write_a_table_and_a_frame_that_codes(run: Run, tmp_path: Path) -> None:
    """The drafted frame goes straight into codes; of two questions it has to be one."""
    texts = ["予算がない", "予算が足りない", "予算が取れない", "人手が足りない", "人手がない", "人手の不足"]
    text = "ID,障害,効果\n" + "".join(f"{n},{row},{row}。\n" for n, row in enumerate(texts))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    asked, no_frame = ("--question", "障害", "--respondent", "ID"), ("--codebook", "none")
    done = run("clusters", "a.csv", *asked, *no_frame, "--k", "2", "--draft", "d.cod", "--out", "c.csv")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["cluster"] for row in csv.DictReader(file)] == ["1"] * 3 + ["2"] * 3
    done = run("codes", "a.csv", *asked, "--codebook", "d.cod")
    assert done.returncode == 0, done.stderr
    assert "予算" in done.stdout
    (tmp_path / "d.cod").unlink()
    done = run("clusters", "a.csv", *asked, *no_frame, "--question", "効果", "--draft", "d.cod")
    assert done.returncode != 0
    assert "--question" in done.stderr
    assert not (tmp_path / "d.cod").exists()


def test_clusters_of_what_no_code_catches_and_a_tree_cut_by_hand(run: Run, tmp_path: Path) -> None:
    """With a frame only the rest is grouped; the tree and its leaves are tables; a height cuts it."""
    texts = ["予算がない", "予算が足りない", "人手が足りない", "人手がない", "場所がない", "場所が足りない"]
    text = "ID,障害\n" + "".join(f"{n},{row}\n" for n, row in enumerate(texts))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "money.cod").write_text("＊費用\n予算\n", encoding="utf-8")
    asked = ("clusters", "a.csv", "--question", "障害", "--respondent", "ID", "--lang", "en")
    done = run(*asked, "--codebook", "money.cod", "--k", "2", "--tree", "tree.csv", "--out", "c.csv")
    assert done.returncode == 0, done.stderr
    assert "4 answers" in " ".join(done.stdout.split())

    def read(name: str) -> list[dict[str, str]]:
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    assert [row["text"] for row in read("c.csv")] == texts[2:]
    assert len(read("tree.csv")) == 3
    assert sorted(row["feature"] for row in read("tree_leaves.csv")) == sorted(texts[2:])
    high = max(float(row["height"]) for row in read("tree.csv"))
    done = run(*asked, "--codebook", "money.cod", "--height", str(high + 0.01), "--out", "one.csv")
    assert done.returncode == 0, done.stderr
    assert len({row["cluster"] for row in read("one.csv")}) == 1
    done = run(*asked, "--codebook", "none", "--k", "2", "--height", "0.5")
    assert done.returncode == 2
    assert "give one of them" in done.stderr


def test_new_themes_of_the_last_wave_are_drafted(run: Run, tmp_path: Path) -> None:
    """What only the last wave says is shown with the changes and written as a code; elsewhere it is not."""
    said = ("が少ない", "がわかりにくい", "が汚い", "が遠い", "が混んでいた", "が古い")
    old = [thing + each for thing in ("駐車場", "トイレ", "バス", "看板", "売店") for each in said]
    new = [
        f"アプリの予約{each}"
        for each in (
            "画面が固まる",
            "ができない",
            "番号が届かない",
            "方法が難しい",
            "が消えた",
            "を取り消せない",
            "が二重",
        )
    ]
    waves = [
        *((text, "2024") for text in old),
        *((text, "2025") for text in [*(f"{each}と思う" for each in old[::2]), *new]),
    ]
    text = "ID,不便,年度\n" + "".join(f"{n},{each},{wave}\n" for n, (each, wave) in enumerate(waves))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    asked = ("changes", "a.csv", "--question", "不便", "--respondent", "ID", "--wave", "年度", "--lang", "en")
    done = run(*asked, "--draft", "new.cod", "--out", "c.csv")
    assert done.returncode == 0, done.stderr
    assert "Possibly new themes" in done.stdout
    assert "アプリ" in (tmp_path / "new.cod").read_text(encoding="utf-8")
    done = run(*asked)
    assert done.returncode == 0, done.stderr
    assert "new themes" not in done.stdout


def test_a_draft_without_a_rule_is_not_written(run: Run, tmp_path: Path) -> None:
    """Where no answers share a word there is nothing to draft, and the command says so."""
    (tmp_path / "a.csv").write_text("ID,障害\n1,予算\n2,人手\n", encoding="utf-8")
    done = run("clusters", "a.csv", "--question", "障害", "--k", "2", "--draft", "d.cod", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "nothing was written to d.cod" in done.stdout
    assert not (tmp_path / "d.cod").exists()


def test_statements_with_different_codes_are_not_proposed_as_one(run: Run, tmp_path: Path) -> None:
    """A frame that tells two wordings apart keeps them apart in the condensed list."""
    (tmp_path / "a.csv").write_text("ID,障害\n1,予算の面で難しい\n2,予算面で難しい\n", encoding="utf-8")
    (tmp_path / "apart.cod").write_text("＊の面\n'の面'\n\n＊予算面\n'予算面'\n", encoding="utf-8")
    asked = ("condense", "a.csv", "--question", "障害", "--respondent", "ID", "--proposals", "m.csv")
    assert run(*asked, "--codebook", "apart.cod").returncode == 0
    assert not (tmp_path / "m.csv").exists()
    assert run(*asked).returncode == 0
    assert (tmp_path / "m.csv").exists()


# ---- codes


@pytest.fixture
def obstacles(tmp_path: Path) -> Path:
    path = tmp_path / "obstacles.csv"
    texts = ["費用が高い", "担当者がいない", "費用が負担で人手も足りない", "難しい面が多い", "特になし", ""]
    rows = [f"{number},製造,{text}" for number, text in enumerate(texts)]
    path.write_text("\n".join(["企業番号,業種,障害", *rows]) + "\n", encoding="utf-8")
    return path


OBSTACLES = ("--respondent", "企業番号", "--question", "障害")


def test_codes_prints_the_counts_and_writes_the_sheet(run: Run, tmp_path: Path, obstacles: Path) -> None:
    """Respondents, mentions, what has no code (with a warning above 20 %), and each answer's evidence."""
    done = run(
        "codes", obstacles, *OBSTACLES, "--codebook", "obstacles", "--out", "codes.csv", "--lang", "ja"
    )
    assert done.returncode == 0, done.stderr
    assert "3社から延べ4件" in done.stdout
    assert "「その他」が25.0%" in done.stdout
    assert "非回答" in done.stdout
    sheet = (tmp_path / "codes.csv").read_text(encoding="utf-8-sig")
    assert "費用、人材・体制・時間" in sheet
    assert "費用：費用" in sheet


def test_codes_writes_a_workbook(run: Run, tmp_path: Path, obstacles: Path) -> None:
    done = run("codes", obstacles, *OBSTACLES, "--codebook", "obstacles", "--out", "codes.xlsx")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "codes.xlsx").stat().st_size > 5000


def test_codes_without_a_frame_and_with_an_unknown_one(run: Run, obstacles: Path) -> None:
    assert "--codebook" in one_sentence(run("codes", obstacles, *OBSTACLES, "--codebook", "none"))
    assert "obstacles" in one_sentence(run("codes", obstacles, *OBSTACLES, "--codebook", "obstacle"))


def test_explain_shows_the_condition_and_the_characters(run: Run, obstacles: Path) -> None:
    done = run("explain", obstacles, *OBSTACLES, "--codebook", "obstacles", "--answer", "0")
    assert done.returncode == 0, done.stderr
    assert "＊費用" in done.stdout
    assert "no answer 99" in one_sentence(
        run("explain", obstacles, *OBSTACLES, "--codebook", "obstacles", "--answer", "99")
    )


def test_lint_says_what_fails_silently(run: Run, tmp_path: Path, obstacles: Path) -> None:
    """Alone it reads the rules; with a survey also which words never occur."""
    frame = tmp_path / "own.cod"
    frame.write_text("＊費用\n費用>=2 or 予算 and コスト\n", encoding="utf-8")
    done = run("lint", frame, "--lang", "ja")
    assert done.returncode == 0, done.stderr
    assert "費用>=2" in done.stdout
    assert "コスト" in run("lint", frame, obstacles, *OBSTACLES).stdout
    assert "Nothing to report" in run("lint", "obstacles").stdout


def test_a_frame_for_a_question_that_is_not_there(run: Run, tmp_path: Path, obstacles: Path) -> None:
    (tmp_path / "study.toml").write_text(
        f'[survey]\nfiles = ["{obstacles.name}"]\n[codes]\ncodebook = {{ "課題" = "obstacles" }}\n',
        encoding="utf-8",
    )
    assert "課題" in one_sentence(run("run", "study.toml"))


@pytest.mark.parametrize(
    ("answers", "with_code", "said"),
    [
        (9, 4, "no intervals: fewer than 10 answers"),
        (14, 5, "no intervals of kappa and alpha: fewer than 15 answers"),
        (15, 5, ""),
        (15, 4, "no intervals of kappa and alpha: fewer than 5 answers have the rarer judgement"),
    ],
)
def test_agreement_says_why_there_is_no_interval(
    run: Run, tmp_path: Path, answers: int, with_code: int, said: str
) -> None:
    """At each boundary, beside the values; where nothing is missing it says nothing."""
    from textmine.inputs.decisions import COLUMNS
    from textmine.inputs.journal import fingerprint
    from textmine.reports.tablefile import tablefile

    rows = []
    for number in range(answers):
        about = {"respondent": f"r{number}", "question": "障害", "item": "", "text": f"その{number}が負担"}
        keys = {"key": fingerprint(*about.values()), "sha": fingerprint(about["text"])}
        rows.append(
            {**keys, "answer": number, **about, "code": "＊費用", "value": int(number < with_code), "rule": 0}
        )
    for coder in ("sato", "suzuki"):
        decided = pd.DataFrame(rows).assign(coder=coder, date="2026-11-01", reason="")
        (tmp_path / f"{coder}.csv").write_bytes(tablefile(decided.assign(sample="")[list(COLUMNS)]))
    done = run("agreement", "sato.csv", "suzuki.csv")
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    assert said in shown
    assert ("no interval" in shown) is (said != "")


def test_an_audit_gives_shares_with_their_error(run: Run, tmp_path: Path) -> None:
    """The whole round: a blind sheet beside the review, a coder, the decisions, the shares."""
    import openpyxl

    texts = [f"{what}が足りない、その{number}" for number in range(60) for what in ("予算", "人手")]
    rows = "".join(f"{number},{'東西'[number % 2]},{text}\n" for number, text in enumerate(texts))
    (tmp_path / "s.csv").write_text(f"ID,地域,障害\n{rows}", encoding="utf-8")
    shared = ("s.csv", "--question", "障害", "--codebook", "obstacles")
    one_sentence(run("shares", *shared))
    done = run("review", *shared, "--audit", "60", "--out", "review.xlsx")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    page = book.worksheets[1]
    assert (book.worksheets[0].max_row, page.max_row) == (62, 62)
    head = {cell.value: cell.column for cell in page[1]}
    for row in range(3, page.max_row + 1):
        page.cell(row, head["coder"], "佐藤")
        page.cell(row, head["＊費用"], int("予算" in page.cell(row, head["text"]).value))
    book.save(tmp_path / "done.xlsx")
    done = run("apply", "done.xlsx", "--out", "decisions.csv")
    assert done.returncode == 0, done.stderr
    assert "60 answers of the audit sample" in " ".join(done.stdout.split())
    known = (*shared, "--overrides", "decisions.csv")
    done = run("shares", *known, "--by", "地域", "--out", "shares.csv")
    assert done.returncode == 0, done.stderr
    assert "PPI" in done.stdout and "audit alone" in done.stdout
    assert "Wilson" not in done.stdout  # the intervals are others
    table = pd.read_csv(tmp_path / "shares.csv").set_index("code")
    assert table.loc["＊費用", ["share", "audited", "base"]].tolist() == [0.5, 60, 120]
    by = pd.read_csv(tmp_path / "shares_by.csv")
    assert set(by["value"]) == {"東", "西"} and set(by["why"]) == {"few"}
    assert set(pd.read_csv(tmp_path / "shares_agreement.csv")["between"]) == {"machine"}
    done = run("review", *known, "--audit", "70", "--out", "more.xlsx")
    assert done.returncode == 0, done.stderr
    more = openpyxl.load_workbook(tmp_path / "more.xlsx").worksheets[1]
    assert more.max_row == 12 and not {cell.value for cell in more["H"]} & {
        cell.value for cell in page["H"]
    } & set(texts)
    # who was audited is asked once: the sheet in the order of doubt is of the others
    reviewed = {cell.value for cell in book.worksheets[0]["H"]} & set(texts)
    assert len(reviewed) == 60 and not reviewed & {cell.value for cell in page["H"]}


def test_corrections_go_out_and_come_back(run: Run, tmp_path: Path) -> None:
    """The whole round: a sheet, a coder who changes one code, the decisions, agreement, learning."""
    import openpyxl

    rows = ["費用が負担", "予算がない", "担当者がいない", "社員の理解が得られない", "場所が狭い"]
    text = "ID,障害\n" + "".join(f"{number},{row}\n" for number, row in enumerate(rows))
    (tmp_path / "s.csv").write_text(text, encoding="utf-8")
    shared = ("s.csv", "--question", "障害", "--codebook", "obstacles")
    done = run("review", *shared, "--out", "review.xlsx")
    assert done.returncode == 0, done.stderr
    one_sentence(run("review", *shared, "--out", "review.xlsx"))  # nobody's work is written over
    for name, change in (("sato", 0), ("suzuki", 1)):
        book = openpyxl.load_workbook(tmp_path / "review.xlsx")
        page = book.worksheets[0]
        head = {cell.value: cell.column for cell in page[1]}
        for row in range(3, page.max_row + 1):
            page.cell(row, head["coder"], name)
        cell = page.cell(3, head["＊費用"])
        cell.value = int(cell.value or 0) ^ change
        book.save(tmp_path / f"{name}.xlsx")
    done = run("apply", "suzuki.xlsx", "--out", "overrides.csv")
    assert done.returncode == 0, done.stderr
    assert "1 changed" in done.stdout
    done = run("agreement", "sato.xlsx", "suzuki.xlsx", "--out", "apart.csv")
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "apart.csv").read_text(encoding="utf-8").splitlines()) == 2
    done = run("learn", *shared, "overrides.csv", "--out", "codes.csv")
    assert done.returncode == 0, done.stderr
    assert "suzuki" in (tmp_path / "codes.csv").read_text(encoding="utf-8")
