"""The house rules that a machine can check: imports go one way, the core is pure, rooms stay small."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
BELOW = {"models": {"models"}, "tasks": {"models", "tasks"}, "flows": {"models", "tasks", "flows"}}
PURE = {"models", "pydantic", "idna"}  # idna: tables of domain names
IMPURE = {"io", "logging", "os", "pathlib", "random", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time"}
CLOCKS = {"now", "utcnow", "today"}
FILES = [file for layer in BELOW for file in sorted((HOUSE / layer).rglob("*.py"))]
CORE = [file for file in FILES if file.is_relative_to(HOUSE / "models")]


def name(file: Path) -> str:
    return str(file.relative_to(HOUSE))


def imported(file: Path) -> Iterator[str]:
    """The packages that a file imports anywhere in it, late imports included."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)}: a relative import hides its layer"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_go_from_flows_to_tasks_to_models_only(file: Path):
    layer = file.relative_to(HOUSE).parts[0]
    assert {package for package in imported(file) if package in BELOW} <= BELOW[layer]


@pytest.mark.parametrize("file", CORE, ids=name)
def test_the_core_imports_the_standard_library_and_pure_libraries_only(file: Path):
    packages = set(imported(file))
    assert packages - PURE <= set(sys.stdlib_module_names)
    assert not packages & IMPURE


@pytest.mark.parametrize("file", CORE, ids=name)
def test_the_core_asks_no_clock_and_opens_nothing(file: Path):
    calls = [node.func for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    asked = {call.attr for call in calls if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name)
             and call.value.id in ("date", "datetime") and call.attr in CLOCKS}  # fmt: skip
    opened = {call.id for call in calls if isinstance(call, ast.Name) and call.id in ("open", "print", "input")}
    assert (asked, opened) == (set(), set())


@pytest.mark.parametrize("file", FILES, ids=name)
def test_every_public_thing_says_in_a_line_what_it_is(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    public = [
        node for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]  # fmt: skip
    assert [node.name for node in public if ast.get_docstring(node) is None] == []
    assert ast.get_docstring(tree) is not None or not tree.body
