"""Every example in a docstring gives what it says."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import textmine

ROOT = Path(textmine.__file__).parent
MODULES = sorted(
    ".".join(("textmine", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name: str) -> None:
    tried = doctest.testmod(import_module(name))
    assert tried.attempted and not tried.failed
