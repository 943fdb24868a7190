"""A school copied while it works, and brought back."""

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.cli_school import CliSchool, begun
from tests.support.databases import administrate

NOW, CODE = "2021-03-15T09:00", "1.1/2021"


@pytest.fixture
def school(tmp_path: Path) -> CliSchool:
    """A school at work, with a fact and letters in its queue."""
    school = begun(tmp_path / "var").copied(tmp_path)
    school.fill("План 2021", CODE, {"Отметка": "Начато"})
    assert len(school.facts("sync", now=NOW)["events"]) == 1
    assert school.facts("letters", "all", now=NOW)["queued"] > 0
    return school


def head(school: CliSchool) -> object:
    return school.facts("verify", now=NOW)["head"]


def test_a_backup_brings_everything_back_in_another_place(school: CliSchool, tmp_path: Path):
    copy = tmp_path / "copy.zip"
    kept = school.facts("backup", str(copy), now=NOW)
    assert (kept["facts"], copy.stat().st_mode & 0o077) == (1, 0)
    there = CliSchool(tmp_path / "there" / "var", tmp_path / "there" / "config" / "school-150")
    assert there.facts("restore", str(copy), now=NOW)["facts"] == 1
    assert (head(there), there.board.read_bytes()) == (head(school), school.board.read_bytes())
    assert there.facts("status", now=NOW) == school.facts("status", now=NOW)
    assert (there.facts("sync", now=NOW)["events"], there.facts("letters", "all", now=NOW)["queued"]) == ([], 0)
    assert there.facts("deliver", now=NOW)["sent"] == school.facts("deliver", now=NOW)["sent"] > 0


def test_a_school_on_a_server_s_database_is_copied_while_people_edit_and_brought_back(
    postgres_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Passes and letters go on beside the copy; what came after it is not in it, and is healed from the workbook."""
    for name in ("before", "after"):
        administrate(postgres_folder, f"DROP DATABASE IF EXISTS {name}")
        administrate(postgres_folder, f"CREATE DATABASE {name}")
    url = f"postgresql://vekha@/{{}}?host={postgres_folder}"
    monkeypatch.setenv("VEKHA_DATABASE", url.format("before"))
    school = CliSchool(tmp_path / "var").copied(tmp_path)
    settings = school.school / "school.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "database_env: VEKHA_DATABASE\n", encoding="utf-8")
    school.facts("init", now=NOW)
    school.fill("План 2021", CODE, {"Отметка": "Начато"})
    school.facts("sync", now=NOW)
    school.fill("План 2021", "1.2/2021", {"Отметка": "Начато"})
    kept = school.facts("backup", str(tmp_path / "copy.zip"), now=NOW)
    school.facts("sync", now=NOW)
    monkeypatch.setenv("VEKHA_DATABASE", url.format("after"))
    there = CliSchool(school.var, school.school)
    restored = there.facts("restore", str(tmp_path / "copy.zip"), now=NOW)
    assert (kept["facts"], restored["facts"], restored["put"]) == (1, 1, [])
    assert [event["milestone"] for event in there.facts("sync", now=NOW)["events"]] == ["1.2/2021"]
    assert there.run("verify", now=NOW).code == 0


def test_what_stands_is_left_as_it_is(school: CliSchool, tmp_path: Path):
    """Only the database was lost: the workbook, which people went on editing, stays."""
    copy = tmp_path / "copy.zip"
    school.facts("backup", str(copy), now=NOW)
    school.fill("План 2021", CODE, {"Комментарий": "после копии"})
    newer = school.board.read_bytes()
    assert "уже знает школу" in school.run("restore", str(copy)).err
    for file in school.var.glob("vekha.db*"):
        file.unlink()
    for command in ("init", "sync", "status", "verify", "deliver"):
        said = school.run(command, now=NOW)
        assert (said.code, "vekha restore" in said.err) == (1, True)
    restored = school.facts("restore", str(copy), now=NOW)
    assert (restored["put"], restored["left"]) == ([], [str(school.board)])
    assert school.board.read_bytes() == newer
    assert school.run("sync", now=NOW).code == 0


def test_a_copy_that_was_changed_or_is_none_is_refused(school: CliSchool, tmp_path: Path):
    copy, broken = tmp_path / "copy.zip", tmp_path / "broken.zip"
    school.facts("backup", str(copy), now=NOW)
    with zipfile.ZipFile(copy) as source, zipfile.ZipFile(broken, "w") as target:
        for each in source.namelist():
            target.writestr(each, source.read(each).replace("МБОУ".encode(), "МАОУ".encode()))
    (tmp_path / "text.zip").write_text("?")
    for file in (broken, tmp_path / "text.zip", tmp_path / "missing.zip"):
        said = CliSchool(tmp_path / "there", tmp_path / "conf" / "school-150").run("restore", str(file))
        assert (said.code, file.name in said.err, (tmp_path / "conf").exists()) == (1, True, False)


def test_another_school_is_not_restored_into_this_one(school: CliSchool, tmp_path: Path):
    copy = tmp_path / "copy.zip"
    school.facts("backup", str(copy), now=NOW)
    other = CliSchool(tmp_path / "other" / "var", tmp_path / "other" / "config" / "school-150")
    shutil.copytree(tmp_path / "config", tmp_path / "other" / "config")
    other.change("school.yaml", "id: school-150", "id: school-7")
    assert other.run("init", now=NOW).code == 0
    said = other.run("restore", str(copy))
    assert (said.code, "принадлежит школе «school-7»" in said.err) == (1, True)
    with closing(sqlite3.connect(other.var / "vekha.db")) as database:
        assert database.execute("SELECT school FROM owners").fetchall() == [("school-7",)]
