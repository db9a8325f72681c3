"""textmine's public names."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import textmine

NAMES = sorted(textmine.MODULES)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_loads_and_says_what_it_is(name: str) -> None:
    """The table of names is right, and each thing has a docstring."""
    thing = getattr(textmine, name)
    home = textmine.MODULES[name]
    assert thing.__module__ == home or thing.__module__.startswith(f"{home}.")  # a package's own part
    assert inspect.getdoc(thing), f"{name} has no docstring"


def test_the_names_are_listed() -> None:
    assert sorted(textmine.__all__) == NAMES
    assert set(NAMES) < set(dir(textmine))


def test_type_checkers_see_the_same_names() -> None:
    """The imports below TYPE_CHECKING are those of the table."""
    tree = ast.parse(Path(inspect.getfile(textmine)).read_text(encoding="utf-8"))
    (block,) = [
        node
        for node in tree.body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ]
    seen = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == textmine.MODULES, (
        f"textmine/__init__.py names these in one of its two lists, not alike in the other; add them there: "
        f"{sorted(dict(set(seen.items()) ^ set(textmine.MODULES.items())))}"
    )


def test_type_checkers_see_the_files_that_are_used_through_their_room() -> None:
    """``tables.keywords.keywords(…)`` is checked only if ``tables`` lists ``keywords``."""
    package = Path(inspect.getfile(textmine)).parent
    rooms = {"codes", "figures", "inputs", "tables"}
    listed = {room: (package / room / "__init__.py").read_text(encoding="utf-8") for room in rooms}
    for path in package.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "textmine"]
        imported = rooms & {alias.name for node in imports for alias in node.names}
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                room, file = node.value.id, node.attr
                if room in imported and (package / room / f"{file}.py").exists():
                    line = f"from textmine.{room} import {file} as {file}"
                    assert line in listed[room], f"add to textmine/{room}/__init__.py: {line}"


def test_an_unknown_name_is_an_attribute_error_that_lists_the_known_ones() -> None:
    with pytest.raises(AttributeError, match="keywords"):
        _ = textmine.keyword


def test_importing_textmine_is_light() -> None:
    """What a command does not need is not loaded: names come on first use."""
    code = "import sys, textmine; print(sorted({'pandas', 'numpy', 'pydantic', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
