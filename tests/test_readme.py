"""README.md, README.ja.md and the Makefile agree with one another and with the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textmine.cli import program
from textmine.cli.terminal import spoken

ROOT = Path(__file__).parents[1]
READMES = {"en": "README.md", "ja": "README.ja.md"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """The one-line shell commands that set up an environment, in order."""
    blocks = re.findall(r"^```sh\n(.*?)\n```", text, flags=re.MULTILINE | re.DOTALL)
    return [block for block in blocks if block.startswith("python3 -m venv")]


def recipes(target: str) -> list[str]:
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", read("Makefile"), flags=re.MULTILINE)
    assert found, f"no target {target}"
    return [line.strip() for line in found[1].splitlines()]


def recipe(target: str) -> str:
    (line,) = recipes(target)
    return line


@pytest.mark.parametrize("name", READMES.values())
def test_the_two_commands_are_those_of_the_makefile(name: str) -> None:
    """What a newcomer types is what CI runs, but for the environment, which it makes once, and with more."""
    assert commands(read(name)) == [recipe("demo"), recipe("test")]
    begun = [line.rpartition(" && ") for line in commands(read(name))]
    assert [last for *_, last in begun] == recipes("tried")
    assert [recipe("setup").replace("dev", "test"), recipe("setup").replace("'.[dev]'", ".")] == [
        first for first, *_ in reversed(begun)
    ]


def test_ci_calls_the_makefile() -> None:
    """All is checked, and the tests end last, so that pytest's closing line is the last one printed."""
    assert read(".ci/run").endswith("\nmake ci SETUP=\n")
    first, second = recipes("ci")
    assert first.split() == ["$(MAKE)", "-j2", "--output-sync=target", "SETUP=", "quick"]
    assert second.split() == ["$(MAKE)", "-j2", "SETUP=", "types", "tried"]
    assert "\nquick: lint contracts shape\n\nchecks: quick types\n" in read("Makefile")


@pytest.mark.parametrize("lang", READMES)
def test_every_command_stands_in_the_readme_in_its_own_words(lang: str) -> None:
    """The list of commands says what --help says, and no command that is gone."""
    listed = dict(re.findall(r"^\| `textmine ([\w-]+)` \| (.*) \|$", read(READMES[lang]), flags=re.MULTILINE))
    said = spoken(program, lang)
    assert listed == {name: command.short_help for name, command in said.commands.items()}


@pytest.mark.parametrize("name", [*READMES.values(), "CONTRIBUTING.md", "CHANGELOG.md", "outputs/README.md"])
def test_links_and_pictures_are_there(name: str) -> None:
    text = re.sub(r"```.*?```", "", read(name), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not target.startswith("https://"):
            assert ((ROOT / name).parent / target).exists(), target


@pytest.mark.parametrize("name", READMES.values())
def test_every_textmine_command_line_shown_is_one_that_the_program_takes(name: str) -> None:
    """Each example in the README parses: its command and its options exist."""
    for line in re.findall(r"^\s*(?:\.venv/bin/)?textmine (.*)$", read(name), flags=re.MULTILINE):
        command, *words = line.split("#")[0].split()
        if command.startswith("-"):
            continue
        options = {
            option
            for parameter in spoken(program, "en").commands[command].params
            for option in parameter.opts
        }
        assert {word.split("=")[0] for word in words if word.startswith("--")} <= {*options, "--help"}, line
