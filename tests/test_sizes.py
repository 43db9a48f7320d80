"""Nothing grows past what one can hold in mind: lengths of files and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FOLDERS = ("nasweb", "searchapp", "scripts", "tests")
LINES_OF_CODE_FILE = 400
LINES_OF_TEST_FILE = 500
LINES_OF_FUNCTION = 50
GENERATED = {"frontend/src/api/types.ts", "searchapp/migrations"}


def python_files() -> Iterator[Path]:
    for folder in PYTHON_FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def typescript_files() -> Iterator[Path]:
    yield from sorted((ROOT / "frontend/src").rglob("*.ts*"))


def is_generated(path: Path) -> bool:
    place = path.relative_to(ROOT).as_posix()
    return any(place == name or place.startswith(f"{name}/") for name in GENERATED)


def longest_allowed(path: Path) -> int:
    is_test = path.is_relative_to(ROOT / "tests") or ".test." in path.name
    return LINES_OF_TEST_FILE if is_test else LINES_OF_CODE_FILE


def long_functions(source: str, limit: int = LINES_OF_FUNCTION) -> list[str]:
    """Name the functions longer than the limit, decorators and docstring not counted."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
        lines = (node.end_lineno or node.lineno) - first.lineno + 2
        if lines > limit:
            found.append(f"{node.name} (line {node.lineno}): {lines} lines")
    return found


def test_files_are_short() -> None:
    checked = [path for path in (*python_files(), *typescript_files()) if not is_generated(path)]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in checked}
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path, lines in lengths.items()
        if lines > longest_allowed(path)
    }
    assert not too_long
    assert len(checked) > 50  # a wrong folder above would find nothing, and so nothing wrong


def test_functions_are_short() -> None:
    too_long = {
        str(path.relative_to(ROOT)): found
        for path in python_files()
        if not is_generated(path) and (found := long_functions(path.read_text(encoding="utf-8")))
    }
    assert not too_long


@pytest.mark.parametrize(("lines", "is_long"), [(49, False), (50, True)])
def test_a_function_is_measured_without_its_docstring(lines: int, is_long: bool) -> None:
    body = "\n".join("    x = 1" for _ in range(lines))
    source = f'def f():\n    """What it is.\n\n    And more.\n    """\n{body}\n'

    assert bool(long_functions(source)) is is_long
