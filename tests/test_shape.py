"""No file, body, parameter list or complexity passes its limit, and no imports run in a circle."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.shape import circle, functions, imported, measure


def test_the_code_keeps_to_its_limits() -> None:
    """`make shape` prints the same; what passes a limit holds two ideas, or says one twice."""
    _, passed = measure()
    assert not passed, "\n".join(passed)


def test_what_is_measured(tmp_path: Path) -> None:
    """Docstrings are not counted, each and/or is a branch, and imports for type checkers are imports."""
    package = tmp_path / "sample"
    package.mkdir()
    names = ", ".join(f"p{number}" for number in range(9))
    (package / "one.py").write_text(
        f'def _long({names}):\n    """What it is."""\n' + "    if p0 and p1 or p2:\n        pass\n" * 31
    )
    (package / "two.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sample.three import x\n"
    )
    (package / "three.py").write_text("def f():\n    import sample.two\n" + "\n" * 500)
    (long,) = functions(ast.parse((package / "one.py").read_text()), "one.py")
    assert (long.private, long.body, long.parameters, long.complexity) == (True, 62, 9, 94)
    measures, passed = measure(package)
    assert "bodies over 60 lines: 1" in measures  # ten may be
    assert passed == [
        "sample/three.py has 502 lines, over 500",
        "a circle of imports: sample.three > sample.two",
        "sample/one.py:1 _long has 9 parameters",
        "sample/one.py:1 _long has complexity 94",
    ]


def test_a_circle_is_found_wherever_it_begins() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c"]
    assert imported(ast.parse("from x import y\nimport z.w"), {"x", "x.y", "z.w", "z"}) == {"x", "x.y", "z.w"}
