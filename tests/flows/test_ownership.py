"""Commands in a wrong or empty world say so, and make nothing."""

from datetime import date
from pathlib import Path

import pytest

from flows.served import begin_rehearsal
from models.text import VekhaError
from tests.support.cli_school import CliSchool, begun, said

NOW = "2021-03-02T09:00"
LOOKING = ("status", "verify", "history 1.1/2021", "rehearse", "letters all", "deliver", "outbox", "sync", "health")


@pytest.mark.parametrize("command", LOOKING)
def test_a_folder_that_was_never_begun_is_named_and_not_made(command: str, tmp_path: Path):
    typo = CliSchool(tmp_path / "typo")
    told = typo.run(*command.split(), now=NOW)
    assert (told.code, f"Папка {typo.var} ещё не начата" in told.err, typo.var.exists()) == (1, True, False)


def test_a_folder_belongs_to_one_school(tmp_path: Path):
    """The way of a newcomer who rehearsed the sample first."""
    sample = begun(tmp_path / "var")
    own = sample.copied(tmp_path)
    own.change("school.yaml", "id: school-150", "id: school-7")
    for command in (*LOOKING, "init", "check"):
        told = own.run(*command.split(), now=NOW)
        assert (told.code, "принадлежит школе «school-150»" in told.err) == (1, True)
    assert sample.run("verify", now=NOW).code == 0


def test_one_id_is_one_school_in_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """school.yaml was copied, and its id forgotten; with an id of its own the second school is welcome."""
    monkeypatch.setenv("VEKHA_DATABASE", f"sqlite:///{tmp_path}/shared.db")
    schools = []
    for name in ("one", "two"):
        school = CliSchool(tmp_path / name / "var").copied(tmp_path / name)
        school.change("school.yaml", "board:", "database_env: VEKHA_DATABASE\nboard:")
        school.change("school.yaml", "short_name: СОШ 150", f"short_name: {name}")
        schools.append(school)
    one, two = schools
    assert one.run("init", now=NOW).code == 0
    for command in ("init", "sync", "status"):
        told = two.run(command, now=NOW)
        assert (told.code, "ведёт другая папка или другая школа (one)" in told.err) == (1, True)
    two.change("school.yaml", "id: school-150", "id: school-7")
    assert [school.run(command, now=NOW).code for school in schools for command in ("init", "sync")] == [0] * 4


def test_the_clock_of_a_folder_at_work_is_not_shifted_nor_that_of_another_school(tmp_path: Path):
    school = begun(tmp_path / "var")
    own = school.copied(tmp_path)
    own.change("school.yaml", "id: school-150", "id: school-7")
    for who, word in ((school, "уже в настоящей работе"), (own, "принадлежит школе «school-150»")):
        with pytest.raises(VekhaError, match=word):
            begin_rehearsal(who.school, who.var, date(2021, 3, 1))
        assert not (who.var / "clock.json").exists()


def test_no_fact_is_dated_after_the_real_clock_but_in_a_rehearsal(tmp_path: Path):
    school, later = begun(tmp_path / "var"), "2222-03-02T09:00"
    for command in ("sync", "letters all", "deliver", "init"):
        told = school.run(*command.split(), now=later)
        assert (told.code, f"--now {later} ещё не наступило" in told.err) == (1, True)
    assert school.run("letters", "all", "--dry-run", now=later).code == 0
    (school.var / "clock.json").write_text('{"weeks": 1, "school": "school-150"}')
    assert school.run("sync", now=later).code == 0
    (school.var / "clock.json").unlink()
    school.fill("План 2021", "1.1/2021", {"Отметка": "Начато"})
    assert (school.run("check").code, school.run("verify").code) == (0, 0)
    (school.var / "clock.json").write_text('{"weeks": 1, "school": "school-150"}')
    assert school.run("sync", now=later).code == 0
    (school.var / "clock.json").unlink()
    for command in ("check", "verify"):
        told = school.run(command)
        assert (told.code, "Последний факт журнала датирован 02.03.2222" in told.out) == (1, True)


def test_a_clock_that_jumped_holds_facts_and_letters_until_a_person_confirms_it(tmp_path: Path):
    school = begun(tmp_path / "var")
    (school.var / "runs").mkdir(exist_ok=True)
    notes = '{"last": {"moment": "2001-01-01T00:00:00+00:00", "boot": "", "up": 0}, "doubted": null}'
    (school.var / "runs" / "clock.json").write_text(notes)
    (school.var / "clock.json").write_text('{"weeks": -290, "school": "school-150"}')
    # a synchronised machine believes its clock after a start, so the note is of a clock that was ahead
    (school.var / "runs" / "clock.json").write_text(notes.replace("2001", "2201"))
    for command in ("sync", "letters all", "deliver"):
        told = school.run(*command.split())
        assert (told.code, "ушли назад больше чем на сутки" in told.err) == (1, True)
    assert school.run("status").code == 0
    assert '"ok": false' in school.run("health", "--json").out
    assert school.run("sync", "--clock-is-right").code == 0
    assert school.run("deliver").code == 0


def test_a_new_school_is_begun_with_an_id_of_its_own(tmp_path: Path):
    folder = tmp_path / "school-7"
    assert said("new-school", str(folder)).code == 0
    school = CliSchool(tmp_path / "var", folder)
    assert (school.run("init", now=NOW).code, school.run("sync", now=NOW).code) == (0, 0)
    assert school.facts("status", now=NOW)["school"] == "school-7"
    again = said("new-school", str(folder))
    assert (again.code, "уже есть" in again.err) == (1, True)
