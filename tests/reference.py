"""Writes docs/reference.md and docs/commands*.md from the code: docstrings, and what --help prints.

`make reference` calls it; tests/test_reference.py fails where a page is not what the code says.
"""

from __future__ import annotations

import inspect
import io
import os
import re
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from textwrap import dedent
from unittest import mock

import textmine
from textmine.cli import main, program

DOCS = Path(__file__).parents[1] / "docs"
WIDTH = 100  # of a line of code or help

# room -> its heading, in the order in which data goes through them
ROOMS = {
    "study": "The whole study",
    "inputs": "Reading what people bring",
    "words": "Words",
    "codes": "Codes",
    "tables": "Tables",
    "figures": "Figures",
    "reports": "Reports",
    "privacy": "Masking",
    "": "Settings and errors",
}
INTRODUCTION = """\
# Reference

Every public name of textmine: `import textmine as tm`, then `tm.keywords(…)`. Written from the docstrings by
`make reference`; a change belongs there.

Tables are pandas data frames, one row per thing counted. `respondents` are people, `occurrences` places in
the text, `share` is from 0 to 1, and `low` and `high` are its 95 % Wilson interval. "Raises" lists what may
be wrong with the input; each error says what was found, where, and what to do.
"""


def room(name: str) -> str:
    """Return the room of a public name, "" for files that stand in none."""
    part = textmine.MODULES[name].split(".")[1]
    return part if part in ROOMS else ""


class _Plain(str):
    """An annotation as it stands in the code, without quotation marks."""

    def __repr__(self) -> str:
        return str(self)


def _default(value: object) -> object:
    """Return a default value as it stands in the code: a function by its name."""
    return _Plain(value.__name__) if inspect.isfunction(value) else value


def signature(thing: object, name: str) -> str:
    """Return the call of a function or class, on one line or with a line per parameter.

    >>> def f(path: str, /, *, out: str | None = None) -> int: ...
    >>> signature(f, "f")
    'f(path: str, /, *, out: str | None = None) -> int'
    """
    found = inspect.signature(thing)
    parameters = [
        parameter.replace(annotation=_Plain(parameter.annotation), default=_default(parameter.default))
        for parameter in found.parameters.values()
        if parameter.name != "self" and parameter.annotation != "Remembers"  # a method's study
    ]
    returned = inspect.Signature.empty if isinstance(thing, type) else _Plain(found.return_annotation)
    call = name + str(found.replace(parameters=parameters, return_annotation=returned))
    if len(call) <= WIDTH:
        return call
    kinds = [parameter.kind for parameter in parameters]
    lines: list[str] = []
    for place, parameter in enumerate(parameters):
        if parameter.kind is parameter.KEYWORD_ONLY and parameter.kind not in kinds[:place]:
            lines.append("    *,")
        lines.append(f"    {parameter},")
        if parameter.kind is parameter.POSITIONAL_ONLY and parameter.kind not in kinds[place + 1 :]:
            lines.append("    /,")
    return "\n".join([f"{name}(", *lines, ")" + call.rpartition(")")[2]])


def markdown(docstring: str) -> str:
    """Return a docstring as Markdown: its paragraphs and lists, without the examples.

    >>> print(markdown("Return ``x``.\\n\\nRaises:\\n    KeyError: none,\\n        at all.\\n\\n>>> f()\\n1"))
    Return `x`.
    <BLANKLINE>
    **Raises**
    <BLANKLINE>
    - `KeyError`: none, at all.
    """
    text = re.sub(r":\w+:`~?([^`]*)`", r"`\1`", docstring).replace("``", "`")
    paragraphs = [paragraph for paragraph in text.split("\n\n") if not paragraph.startswith(">>>")]
    return "\n\n".join(part for paragraph in paragraphs for part in _parts(paragraph))


def _parts(paragraph: str) -> Iterator[str]:
    heading, *lines = paragraph.split("\n")
    if not re.fullmatch(r"\w+:", heading) or not lines:
        yield re.sub(r"^(\w+): ", r"**\1:** ", paragraph)
        return
    items: list[str] = []
    for line in dedent("\n".join(lines)).split("\n"):
        if line.startswith(" "):
            items[-1] += f" {line.strip()}"
        else:
            items.append(re.sub(r"^([\w, ]+):", r"- `\1`:", line))
    yield f"**{heading[:-1]}**"
    yield "\n".join(items)


def members(kind: type) -> Iterator[tuple[str, object]]:
    """Give the public methods and properties that a class of ours defines, in the order of its text."""
    for name, member in vars(kind).items():
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
            yield name, member


def entry(name: str) -> str:
    """Return what the reference says of a public name."""
    thing = getattr(textmine, name)
    parts = [f"### {name}", code(signature(thing, name)), markdown(inspect.getdoc(thing) or "")]
    if isinstance(thing, type):
        for member, what in members(thing):
            call = member if isinstance(what, property) else signature(what, member)
            parts += [f"#### {name}.{member}", code(call), markdown(inspect.getdoc(what) or "")]
    return "\n\n".join(parts)


def code(text: str, language: str = "python") -> str:
    """Return a block of code."""
    return f"```{language}\n{text}\n```"


def reference() -> str:
    """Return docs/reference.md."""
    parts = [INTRODUCTION.rstrip()]
    for each, heading in ROOMS.items():
        names = sorted((name for name in textmine.MODULES if room(name) == each), key=str.casefold)
        links = ", ".join(f"[{name}](#{name.lower()})" for name in names)
        parts += [f"## {heading}\n\n{links}", *(entry(name) for name in names)]
    return "\n\n".join(parts) + "\n"


def said(*arguments: str) -> str:
    """Return what a command prints."""
    output = io.StringIO()
    with redirect_stdout(output), suppress(SystemExit), mock.patch.dict(os.environ, {"COLUMNS": str(WIDTH)}):
        main(list(arguments))
    return output.getvalue().rstrip()


def commands(lang: str) -> str:
    """Return docs/commands.md, or commands.ja.md."""
    heading = "# コマンド" if lang == "ja" else "# Commands"
    pages = [((), "textmine"), *(((name,), f"textmine {name}") for name in sorted(program.commands))]
    helps = [
        f"## {title}\n\n{code(said(*arguments, '--help', '--lang', lang), 'text')}"
        for arguments, title in pages
    ]
    note = (
        "`make reference` writes this page from `--help`."
        if lang == "en"
        else ("このページは `make reference` が `--help` から作ります。")
    )
    return "\n\n".join([heading, note, *helps]) + "\n"


def pages() -> dict[Path, str]:
    """Return the text of each page."""
    return {
        DOCS / "reference.md": reference(),
        DOCS / "commands.md": commands("en"),
        DOCS / "commands.ja.md": commands("ja"),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path)
