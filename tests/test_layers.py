"""The laws of the house that a machine can check: doors, one way, a pure core, small rooms.

Which package may import which stands in `pyproject.toml`, as contracts of import-linter.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

HOUSE = Path(__file__).resolve().parent.parent
LAYERS = ("models", "tasks", "flows")
PURE = {"models", "pydantic", "idna"}  # idna: tables of domain names
IMPURE = {"io", "logging", "os", "pathlib", "random", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time"}
CLOCKS = {"now", "utcnow", "today"}
FILES = [file for layer in LAYERS for file in sorted((HOUSE / layer).rglob("*.py"))]
CORE = [file for file in FILES if file.is_relative_to(HOUSE / "models")]


FACES = [
    folder / "__init__.py" for layer in LAYERS for folder in sorted((HOUSE / layer).iterdir())
    if folder.is_dir() and folder.name != "__pycache__"
]  # fmt: skip
MOST_LINES, MOST_LINES_OF_A_FLOW, MOST_LINES_OF_A_FUNCTION = 300, 80, 40


def name(file: Path) -> str:
    return str(file.relative_to(HOUSE))


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """The code of the whole house is kept in memory while these tests last."""
    yield
    for kept in (text_of, tree_of, nodes_of):
        kept.cache_clear()


def offences(files: list[Path], found: Callable[[Path], Any]) -> dict[str, Any]:
    """What a law finds in each of the files, where it finds anything."""
    return {name(file): offence for file in files if (offence := found(file))}


@cache
def text_of(file: Path) -> str:
    """A file's text."""
    return file.read_text(encoding="utf-8")


@cache
def tree_of(file: Path) -> ast.Module:
    """A file's code."""
    return ast.parse(text_of(file))


@cache
def nodes_of(file: Path) -> tuple[ast.AST, ...]:
    """Everything in a file's code."""
    return tuple(ast.walk(tree_of(file)))


def imported(file: Path) -> Iterator[str]:
    """The packages that a file imports anywhere in it, late imports included."""
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)}: a relative import hides its layer"
            yield (node.module or "").partition(".")[0]


def test_packages_import_only_from_those_below_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(HOUSE)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_a_package_has_a_face_that_says_which_question_it_answers():
    silent = [name(face) for face in FACES if not ast.get_docstring(tree_of(face))]
    empty = [face.parent.name for face in FACES if not exported(face)]
    assert (silent, sorted(empty)) == ([], ["commands"])


def test_other_packages_are_entered_by_the_face_only():
    """A whole module, such as a package's texts, is entered where the face exports it by name."""
    assert offences(FILES, entered_elsewhere) == {}


def entered_elsewhere(file: Path) -> list[str]:
    """What a file takes from another package past its face."""
    own, found = room(file), []
    for node in nodes_of(file):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LAYERS:
            parts = (node.module or "").split(".")
            other = HOUSE.joinpath(*parts[:2])
            if len(parts) < 2 or not other.is_dir() or other == own:
                continue
            deep = len(parts) > 2
            found += [alias.name for alias in node.names if deep or alias.name not in exported(other / "__init__.py")]
    return found


def test_no_public_name_stands_in_two_packages():
    """A whole module is exported by several packages under the same name: everybody's texts are called texts."""
    names = Counter(each for face in FACES for each in exported(face) if not (face.parent / f"{each}.py").exists())
    assert [each for each, count in names.items() if count > 1] == []


def test_every_public_class_of_the_core_stands_in_the_glossary():
    words = (HOUSE / "docs" / "glossary.md").read_text(encoding="utf-8")
    public = sorted({
        node.name for file in CORE for node in tree_of(file).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    })  # fmt: skip
    assert [each for each in public if f"`{each}`" not in words] == []


def test_only_the_glossary_stands_directly_in_the_core():
    assert [file.name for file in (HOUSE / "models").glob("*.py")] == ["__init__.py"]


def test_a_room_has_few_modules():
    """A board has more to draw than others; the command line has a file for each command."""
    most = {"google": 18, "xlsx": 17, "commands": 30}
    modules = {face.parent.name: len(list(face.parent.glob("*.py"))) - 1 for face in FACES}
    assert {room: count for room, count in modules.items() if count > most.get(room, 12)} == {}


def test_modules_and_functions_stay_small():
    assert offences(FILES, too_long) == {}


def too_long(file: Path) -> list[tuple[str, int]]:
    """The functions of a file that are too long, and the file itself, with their lines."""
    functions = [node for node in nodes_of(file) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    found = [(each.name, (each.end_lineno or 0) - each.lineno + 1) for each in functions]
    long = [(each, count) for each, count in found if count > MOST_LINES_OF_A_FUNCTION]
    lines = text_of(file).count("\n")
    most = MOST_LINES_OF_A_FLOW if file.is_relative_to(HOUSE / "flows") else MOST_LINES
    return [*long, *([(file.name, lines)] if lines > most else [])]


# What a rule of the core reads or recognises stays beside it: vocabularies, patterns, names of columns and tabs.
TABLES = {
    f"models/{module}.py" for module in (
        "amending/amendment", "amending/draft", "amending/interview", "amending/matching", "amending/order_events",
        "board/cells", "board/columns", "board/protections",
        "document/columns", "document/executors", "document/numbering", "document/outline", "document/headers",
        "document/preamble", "document/row_cells", "document/row_kinds", "document/rows", "document/word_repair",
        "evidence/assess", "evidence/forms", "evidence/links", "evidence/reading",
        "importing/blocks", "importing/plausibility", "importing/proposals", "importing/report",
        "importing/row_prompts", "importing/settled_terms", "importing/understand",
        "projection/guide", "school/people", "school/workflow",
        "text/normal", "terms/lexer", "terms/period", "terms/questions", "terms/understand", "terms/vocabulary",
        "terms/own_days", "text/dates", "text/russian", "text/yaml_lines",
    )
}  # fmt: skip


def test_sentences_stand_in_texts():
    """Nothing in Russian stands in flows/ and tasks/; in models/ only what a rule reads, by the list above."""
    others = [file for file in FILES if not file.stem.endswith("texts") and name(file) not in TABLES]
    assert offences(others, russian) == {}


def test_the_tables_of_words_are_still_needed():
    assert [each for each in sorted(TABLES) if not russian(HOUSE / each)] == []


def russian(file: Path) -> list[str]:
    """The strings of a file, docstrings left out, that hold a Russian letter."""
    docstrings = {id(node.value) for node in nodes_of(file) if isinstance(node, ast.Expr)}
    strings = (node for node in nodes_of(file) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [node.value for node in strings if isinstance(node.value, str) and re.search("[а-яё]", node.value, re.I)]


def room(file: Path) -> Path:
    """The package that a file stands in: a folder directly below a layer, or the layer itself."""
    return HOUSE.joinpath(*file.relative_to(HOUSE).parts[:2]) if len(file.relative_to(HOUSE).parts) > 2 else file.parent


@cache
def exported(face: Path) -> list[str]:
    """What a face exports."""
    for node in tree_of(face).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(each) for each in ast.literal_eval(node.value)]
    return []


def test_the_core_imports_the_standard_library_and_pure_libraries_only():
    allowed = set(sys.stdlib_module_names) - IMPURE | PURE
    assert offences(CORE, lambda file: set(imported(file)) - allowed) == {}


def test_the_core_asks_no_clock_and_opens_nothing():
    assert offences(CORE, looks_outside) == {}


def looks_outside(file: Path) -> list[str]:
    """The calls of a file that ask a clock, a file or a person."""
    calls = [node.func for node in nodes_of(file) if isinstance(node, ast.Call)]
    asked = [call.attr for call in calls if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name)
             and call.value.id in ("date", "datetime") and call.attr in CLOCKS]  # fmt: skip
    return asked + [call.id for call in calls if isinstance(call, ast.Name) and call.id in ("open", "print", "input")]


def test_every_public_thing_says_in_a_line_what_it_is():
    assert offences(FILES, unexplained) == {}


def unexplained(file: Path) -> list[str]:
    """The public things of a file, and the file itself, that have no docstring."""
    tree = tree_of(file)
    public = [
        node for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]  # fmt: skip
    silent = [node.name for node in public if ast.get_docstring(node) is None]
    return [*silent, *([file.name] if tree.body and ast.get_docstring(tree) is None else [])]


NORMALISER = HOUSE / "models" / "text" / "normal.py"
FOLDING = re.compile(r"""unicodedata|["']ё["']|\\u200[b-f][-\\]""")
MONTHS_TABLE = HOUSE / "models" / "text" / "dates.py"


def test_letters_are_folded_by_the_one_normaliser():
    """Two rules of sameness disagree sooner or later; the rule of stored fingerprints stands there, too."""
    assert list(offences(FILES, lambda file: FOLDING.findall(text_of(file)))) == [name(NORMALISER)]


def words(file: Path) -> set[str]:
    """Every Russian word of a file."""
    return set(re.findall("[а-яё]+", text_of(file)))


def test_months_are_spelled_in_one_table():
    spelled = [name(file) for file in FILES if {"январь", "февраль"} <= words(file)]
    assert spelled == [name(MONTHS_TABLE)]
