"""A school that worked alone comes into a fleet with its journal, its letters and its board as they are."""

from pathlib import Path

import pytest

from tests.support.cli_school import CliSchool, said
from tests.support.fleet import DATABASE, add_school
from tests.support.sample import ACT, PLAN


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_journal_moves_from_its_own_file_into_the_common_database(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(DATABASE, database_url)
    school = CliSchool(tmp_path / "var" / "a", add_school(tmp_path / "config", "a"))
    assert school.run("init", now="2021-03-01T09:00").code == 0
    school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
    assert school.run("sync", now="2021-03-15T09:00").code == 0
    assert school.run("letters", "all", now="2021-03-15T09:00").code == 0
    before = school.facts("history", "1.1/2021", now="2021-03-15T10:00")
    queued = school.facts("outbox", now="2021-03-15T10:00")
    assert before["events"]

    assert school.run("backup", "copy.zip", now="2021-03-15T10:00").code == 0
    assert said("fleet", "add", "config/a").code == 0
    refused = school.run("sync", now="2021-03-15T11:00")
    assert refused.code == 1  # never a second, empty journal
    assert school.run("restore", "copy.zip", now="2021-03-15T11:00").code == 0
    (school.var / "vekha.db").unlink()

    assert school.facts("history", "1.1/2021", now="2021-03-15T12:00") == before
    assert school.facts("outbox", now="2021-03-15T10:00") == queued
    passed = school.facts("sync", now="2021-03-15T12:00")
    assert (passed["events"], passed["letters"]) == ([], 0)
    assert school.run("verify", now="2021-03-15T12:00").code == 0
