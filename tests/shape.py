"""Measures the shape of textmine's code and says which limits of CONTRIBUTING.md it passes: `make shape`.

Ruff measures one function at a time; this looks at whole files, at circles of imports (those for type
checkers included) and at how many bodies are long. The total is printed and has no limit.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import textmine

PACKAGE = Path(textmine.__file__).parent

LINES = 500  # of a file
BODY = 60  # lines of a function without its docstring; that many functions may be longer:
LONG_BODIES = 10
PARAMETERS = 8  # of a private function
PUBLIC_PARAMETERS = 12  # a public one is called by name, and says what each is
COMPLEXITY = 20  # no function is over this
RUFF_COMPLEXITY = 15  # printed; Ruff has its own count and its exceptions

BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.Assert,
    ast.Match,
)


@dataclass(frozen=True)
class Function:
    """A function: where it stands, and its measures."""

    place: str
    private: bool
    body: int  # lines
    parameters: int
    complexity: int


def complexity(function: ast.AST) -> int:
    """Return the number of ways through a function: one, and one more for each branch and each and/or."""
    nodes = list(ast.walk(function))
    operators = sum(len(node.values) - 1 for node in nodes if isinstance(node, ast.BoolOp))
    return 1 + operators + sum(isinstance(node, BRANCHES) for node in nodes)


def functions(tree: ast.Module, file: str) -> Iterator[Function]:
    """Give the functions and methods of a file, also those inside others."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            yield Function(
                place=f"{file}:{node.lineno} {node.name}",
                private=node.name.startswith("_"),
                body=(node.end_lineno or node.lineno) - first.lineno + 1,
                parameters=len(taken),
                complexity=complexity(node),
            )


def imported(tree: ast.Module, modules: set[str]) -> set[str]:
    """Return which of the modules a file imports, wherever in the file, for type checkers or for real."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & modules


def circle(imports: dict[str, set[str]]) -> list[str]:
    """Return modules of which each imports the next and the last the first; none if there is no circle.

    >>> circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}})
    ['b', 'c']
    """
    left = dict(imports)
    while free := [module for module, needed in left.items() if not needed & left.keys()]:
        for module in free:
            del left[module]  # what imports nothing that is left is in no circle
    path: list[str] = []
    module = min(left, default="")
    while module and module not in path:
        path.append(module)
        module = min(left[module] & left.keys())
    return path[path.index(module) :] if path else []


def measure(package: Path = PACKAGE) -> tuple[list[str], list[str]]:
    """Return the measures, a line each, and what passes a limit, a line each."""
    paths = sorted(package.rglob("*.py"))
    sources = {path.relative_to(package.parent).as_posix(): path.read_text("utf-8") for path in paths}
    trees = {file: ast.parse(source) for file, source in sources.items()}
    lines = {file: len(source.splitlines()) for file, source in sources.items()}
    # a package's __init__ may name what is below it (textmine's does, for type checkers) and is left out
    modules = {
        file.removesuffix(".py").replace("/", "."): tree
        for file, tree in trees.items()
        if not file.endswith("__init__.py")
    }
    ring = circle({module: imported(tree, set(modules)) - {module} for module, tree in modules.items()})
    all_functions = [function for file, tree in trees.items() for function in functions(tree, file)]
    bodies = [function for function in all_functions if function.body > BODY]
    crowded = [
        function
        for function in all_functions
        if function.parameters > (PARAMETERS if function.private else PUBLIC_PARAMETERS)
    ]
    complicated = [function for function in all_functions if function.complexity > RUFF_COMPLEXITY]
    beyond = [function for function in complicated if function.complexity > COMPLEXITY]
    longest = max(lines, key=lambda file: lines[file])
    measures = [
        f"lines of Python: {sum(lines.values()):,} in {len(lines)} files",
        f"longest file: {longest}, {lines[longest]}",
        f"circle of imports: {' > '.join(ring) or 'none'}",
        f"bodies over {BODY} lines: {len(bodies)}",
        f"private functions with over {PARAMETERS} parameters, public ones with over "
        f"{PUBLIC_PARAMETERS}: {len(crowded)}",
        f"complexity over {COMPLEXITY}: {len(beyond)}, over {RUFF_COMPLEXITY}: {len(complicated)}",
    ]
    passed = [f"{file} has {count} lines, over {LINES}" for file, count in lines.items() if count > LINES]
    passed += [f"a circle of imports: {' > '.join(ring)}"] if ring else []
    if len(bodies) > LONG_BODIES:
        passed += [f"{function.place} has a body of {function.body} lines" for function in bodies]
    passed += [f"{function.place} has {function.parameters} parameters" for function in crowded]
    passed += [f"{function.place} has complexity {function.complexity}" for function in beyond]
    return measures, passed


if __name__ == "__main__":
    measures, passed = measure()
    print("\n".join([*measures, *passed]))
    sys.exit(bool(passed))
