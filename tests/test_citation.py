"""CITATION.cff says the same as the package, and what CFF 1.2.0 asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def fields() -> dict[str, str]:
    """Return the top-level fields of the file, without a YAML library: name -> what stands on its line."""
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    return {
        found[1]: found[2].strip().strip('"')
        for found in re.finditer(r"^([a-z-]+): *(.*)$", text, re.MULTILINE)
    }


def test_version_and_licence_are_those_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = fields()
    assert found["version"] == project["version"]
    assert found["license"] == project["license"]
    assert project["name"] in found["title"]


def test_what_the_format_requires_is_there() -> None:
    """CFF 1.2.0: cff-version, message, title and authors are required; type is software or dataset."""
    found = fields()
    assert {"cff-version", "message", "title", "authors"} <= set(found)
    assert found["cff-version"] == "1.2.0" and found["type"] == "software"
    allowed = {
        *("abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers"),
        *("keywords", "license", "license-url", "message", "preferred-citation", "references", "repository"),
        *("repository-artifact", "repository-code", "title", "type", "url", "version"),
    }
    assert set(found) <= allowed
    holder = re.search(r"Copyright \(c\) \d+ (.+)", (ROOT / "LICENSE").read_text("utf-8"))
    assert holder and f'  - name: "{holder[1]}"' in (ROOT / "CITATION.cff").read_text("utf-8")
