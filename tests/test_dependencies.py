"""Every package that textmine imports is one that it declares: a fresh environment has all it needs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {"distributed", "fsspec", "ipadic"}  # textmine says which extra to install where they are missing


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-") for requirement in requirements}


def imported() -> dict[str, str]:
    """Package -> a file that imports it, wherever in the file."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "textmine").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            found |= {module.split(".")[0]: path.name for module in modules}
    return found


def test_what_is_imported_is_declared() -> None:
    """In the dependencies, or else in an extra."""
    distributions = packages_distributions()
    declared = names(PROJECT["dependencies"])
    extra = {name for group in PROJECT["optional-dependencies"].values() for name in names(group)}
    assert extra >= EXTRAS
    missing = {}
    for package, file in imported().items():
        if package not in sys.stdlib_module_names and package != "textmine":
            homes = {home.lower().replace("_", "-") for home in distributions.get(package, [package])}
            if not homes & declared and not homes & EXTRAS:
                missing[package] = file
    assert not missing
