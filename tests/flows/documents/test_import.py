"""The sample school's roadmap read back from its documents, and documents that are no roadmap."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cli_school import CliSchool
from tests.support.sample import HOUSE, SAMPLE

SEED = HOUSE / "tests" / "data" / "seed"
FIELDS = ("code", "title", "term", "executors", "result_form")


@pytest.fixture
def desk(tmp_path: Path) -> CliSchool:
    return CliSchool(tmp_path / "var")


def rows(directions: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (each["number"], each["title"], *(activity[field] for field in FIELDS))
        for each in directions
        for activity in each["activities"]
    ]


@pytest.mark.parametrize("name", ["roadmap.docx", "roadmap.txt"])
def test_the_seed_reproduces_the_committed_roadmap_up_to_what_a_person_settled(desk: CliSchool, name: str):
    said = desk.run("import", str(SEED / name), "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    committed = yaml.safe_load((SAMPLE / "roadmap.yaml").read_text(encoding="utf-8"))
    assert rows(found["directions"]) == rows(committed["directions"])
    assert (found["title"], found["period"]) == (committed["title"], committed["period"])
    assert found["order"] == {"number": "21/2", "date": "2021-02-18"}
    by_code = {activity["code"]: activity for each in found["directions"] for activity in each["activities"]}
    assert by_code["1.1"]["dues"] == ["2021-03-31"]
    assert by_code["1.3"]["dues"] == [f"{year}-12-31" for year in range(2021, 2026)]
    assert by_code["1.2"]["dues"] == []
    assert "год" in by_code["1.2"]["unclear"]
    assert [problem["where"].split()[0] for problem in found["problems"]] == ["период", "1.2", "2.8"]


def test_what_is_proposed_loads_as_a_roadmap(desk: CliSchool, tmp_path: Path):
    before = sorted(tmp_path.iterdir())
    assert desk.run("import", str(SEED / "roadmap.docx")).code == 0
    assert sorted(tmp_path.iterdir()) == before, "without -o nothing is written"
    school = tmp_path / "config" / "proposed"
    assert desk.run("import", str(SEED / "roadmap.docx"), "-o", str(school)).code == 0
    assert sorted(file.name for file in school.iterdir()) == [
        "import.md", "people.yaml", "roadmap.yaml", "school.yaml",
    ]  # fmt: skip
    proposed = yaml.safe_load((school / "roadmap.yaml").read_text(encoding="utf-8"))
    committed = yaml.safe_load((SAMPLE / "roadmap.yaml").read_text(encoding="utf-8"))
    assert rows(proposed["directions"]) == rows(committed["directions"])
    assert proposed["goals"] == committed["goals"]


def not_a_word_file(folder: Path) -> Path:
    (folder / "file.docx").write_bytes(b"%PDF-1.4 this is something else")
    return folder / "file.docx"


def a_zip_of_something_else(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "file.docx", "w") as package:
        package.writestr("photo.txt", "no document here")
    return folder / "file.docx"


def a_text_without_a_table(folder: Path) -> Path:
    (folder / "file.txt").write_text("Сегодня хорошая погода.\nЗавтра тоже.\n", encoding="utf-8")
    return folder / "file.txt"


def a_table_that_is_no_roadmap(folder: Path) -> Path:
    (folder / "file.csv").write_text("Фамилия;Класс;Рост\nодин;7;150\nдва;8;160\n", encoding="utf-8")
    return folder / "file.csv"


def an_empty_file(folder: Path) -> Path:
    (folder / "file.docx").write_bytes(b"")
    return folder / "file.docx"


def a_file_that_is_not_there(folder: Path) -> Path:
    return folder / "nothing.docx"


BAD = (not_a_word_file, a_zip_of_something_else, a_text_without_a_table, a_table_that_is_no_roadmap, an_empty_file,
       a_file_that_is_not_there)  # fmt: skip


@pytest.mark.parametrize("make", BAD)
def test_what_is_no_roadmap_gets_a_sentence_and_leaves_no_file(desk: CliSchool, tmp_path: Path, make: Any):
    out = tmp_path / "out"
    said = desk.run("import", str(make(tmp_path)), "-o", str(out))
    assert (said.code, said.out, len(said.err.splitlines()), "Traceback" in said.err) == (1, "", 1, False)
    assert not out.exists() or list(out.iterdir()) == []
