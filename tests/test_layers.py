"""The laws of the house that a machine can check: doors, one way, a pure core, small rooms.

Which package may import which stands in `pyproject.toml`, as contracts of import-linter.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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


def imported(file: Path) -> Iterator[str]:
    """The packages that a file imports anywhere in it, late imports included."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)}: a relative import hides its layer"
            yield (node.module or "").partition(".")[0]


def test_packages_import_only_from_those_below_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(HOUSE)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("face", FACES, ids=name)
def test_a_package_has_a_face_that_says_which_question_it_answers(face: Path):
    tree = ast.parse(face.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert exported(face) or face.parent.name in ("commands", "schedule")


@pytest.mark.parametrize("file", FILES, ids=name)
def test_other_packages_are_entered_by_the_face_only(file: Path):
    """A whole module, such as a package's texts, is entered where the face exports it by name."""
    own, found = room(file), []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LAYERS:
            parts = (node.module or "").split(".")
            other = HOUSE.joinpath(*parts[:2])
            if len(parts) < 2 or not other.is_dir() or other == own:
                continue
            deep = len(parts) > 2
            found += [alias.name for alias in node.names if deep or alias.name not in exported(other / "__init__.py")]
    assert found == []


def test_no_public_name_stands_in_two_packages():
    """A whole module is exported by several packages under the same name: everybody's texts are called texts."""
    names = Counter(each for face in FACES for each in exported(face) if not (face.parent / f"{each}.py").exists())
    assert [each for each, count in names.items() if count > 1] == []


def test_every_public_class_of_the_core_stands_in_the_glossary():
    words = (HOUSE / "docs" / "glossary.md").read_text(encoding="utf-8")
    public = sorted({
        node.name for file in CORE for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    })  # fmt: skip
    assert [each for each in public if f"`{each}`" not in words] == []


def test_only_the_glossary_stands_directly_in_the_core():
    assert [file.name for file in (HOUSE / "models").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("face", FACES, ids=name)
def test_a_room_has_few_modules(face: Path):
    """A board has more to draw than others; the command line has a file for each command."""
    most = {"google": 18, "xlsx": 17, "commands": 30}.get(face.parent.name, 12)
    assert len([file for file in face.parent.glob("*.py") if file != face]) <= most


@pytest.mark.parametrize("file", FILES, ids=name)
def test_modules_and_functions_stay_small(file: Path):
    text = file.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [each.name for each in functions if (each.end_lineno or 0) - each.lineno >= MOST_LINES_OF_A_FUNCTION] == []
    assert text.count("\n") <= (MOST_LINES_OF_A_FLOW if file.is_relative_to(HOUSE / "flows") else MOST_LINES)


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


@pytest.mark.parametrize("file", [file for file in FILES if not file.stem.endswith("texts")], ids=name)
def test_sentences_stand_in_texts(file: Path):
    """Nothing in Russian stands in flows/ and tasks/; in models/ only what a rule reads, by the list above."""
    assert russian(file) == [] or name(file) in TABLES


def test_the_tables_of_words_are_still_needed():
    assert [each for each in sorted(TABLES) if not russian(HOUSE / each)] == []


def russian(file: Path) -> list[str]:
    """The strings of a file, docstrings left out, that hold a Russian letter."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [node.value for node in strings if isinstance(node.value, str) and re.search("[а-яё]", node.value, re.I)]


def room(file: Path) -> Path:
    """The package that a file stands in: a folder directly below a layer, or the layer itself."""
    return HOUSE.joinpath(*file.relative_to(HOUSE).parts[:2]) if len(file.relative_to(HOUSE).parts) > 2 else file.parent


def exported(face: Path) -> list[str]:
    """What a face exports."""
    for node in ast.parse(face.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(each) for each in ast.literal_eval(node.value)]
    return []


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


NORMALISER = HOUSE / "models" / "text" / "normal.py"
FOLDING = re.compile(r"""unicodedata|["']ё["']|\\u200[b-f][-\\]""")
MONTHS_TABLE = HOUSE / "models" / "text" / "dates.py"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_letters_are_folded_by_the_one_normaliser(file: Path):
    """Two rules of sameness disagree sooner or later; the rule of stored fingerprints stands there, too."""
    if file != NORMALISER:
        assert FOLDING.findall(file.read_text(encoding="utf-8")) == []


def words(file: Path) -> set[str]:
    """Every Russian word of a file."""
    return set(re.findall("[а-яё]+", file.read_text(encoding="utf-8")))


def test_months_are_spelled_in_one_table():
    spelled = [name(file) for file in FILES if {"январь", "февраль"} <= words(file)]
    assert spelled == [name(MONTHS_TABLE)]
