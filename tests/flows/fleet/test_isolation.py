"""Schools of one fleet cannot see each other's data, and no credential of one opens another."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.fleet.places import begin_run
from flows.fleet_database import fleet_database
from flows.mail import Desk, hand_over, probe
from flows.served import find_served
from models.mail import Outgoing, ProbeStep
from models.text import VekhaError
from tasks.config import load_school, read_fleet
from tasks.database import Head, Journal, Outbox
from tasks.google import account_of
from tests.support.cli_school import CliSchool
from tests.support.fleet import DATABASE, add_school, write_fleet
from tests.support.sample import ACT, BEGIN, PLAN, moment

NOW = moment(date(2021, 3, 1))
SMTP = (
    "{sender: v@a.example, transport: {kind: smtp, host: 127.0.0.1, port: 1, security: none, login: v,"
    " password_env: P}}"
)
GOOGLE = "{kind: google, key_env: KEY, spreadsheet: abc-%s}"


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two schools over one database; nothing of them is in the environment."""
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path / 'fleet.db'}")
    monkeypatch.setenv("VEKHA_FLEET", str(tmp_path / "config" / "fleet.yaml"))
    for name in ("P", "KEY", "OWN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("a", "b"):
        add_school(tmp_path / "config", name, mail=SMTP)
    write_fleet(tmp_path / "config", "a", "b")
    return tmp_path


def secrets(district: Path, school: str, text: str) -> None:
    file = district / "config" / school / "secrets.env"
    file.touch(0o600)
    file.write_text(text, encoding="utf-8")


def alert(district: Path, school: str) -> str | None:
    """What handing a letter over says of the settings of mail."""
    fleet = read_fleet(district / "config" / "fleet.yaml")
    own = next(each for each in fleet.schools if each.id == school)
    with fleet_database(fleet) as engine:
        waiting = Outgoing("p", NOW.date(), "daily", "p@a.example", "s", f"<{school}>", b"x", NOW + timedelta(days=1))
        Journal(engine, school).record(Head(), (), letters=[waiting], now=NOW)
        desk = Desk(Outbox(engine, school), own.settings.mail, own.folder, own.var, NOW)
        return hand_over(desk).alert


def test_the_password_of_one_schools_mail_is_no_other_schools(district: Path):
    secrets(district, "a", "P=secret\n")
    assert alert(district, "a") is None  # nothing is wrong with the settings: the server is away
    assert "нет переменной окружения P" in str(alert(district, "b"))


def test_a_trial_of_mail_goes_by_the_schools_own_password(district: Path):
    secrets(district, "a", "P=secret\n")
    for name, step in (("a", ProbeStep.CONNECTION), ("b", ProbeStep.SETTINGS)):
        folder, var = district / "config" / name, district / "var" / name
        office: Any = SimpleNamespace(school=load_school(folder, NOW), folder=folder, var=var)
        assert next(iter(probe(office))).leg is step


def test_the_key_of_one_schools_board_is_no_other_schools(district: Path):
    shutil.rmtree(district / "config" / "a")
    shutil.rmtree(district / "config" / "b")
    for name in ("a", "b"):
        add_school(district / "config", name, board=GOOGLE % name)
    key = {"type": "service_account", "client_email": "a@school.example"}
    secrets(district, "a", f"KEY={json.dumps(key)}\n")
    first, second = read_fleet(district / "config" / "fleet.yaml").schools
    assert account_of(first.settings.board, first.folder) == "a@school.example"  # type: ignore[arg-type]
    with pytest.raises(VekhaError, match="KEY"):
        account_of(second.settings.board, second.folder)  # type: ignore[arg-type]


def test_a_run_with_the_folders_of_its_shard_alone_does_its_work_and_finds_no_other_school(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.served.registry._here", {})
    monkeypatch.setattr("tasks.database.engine._KEPT", {})
    shutil.rmtree(district / "config" / "b")
    run = begin_run("district-1", ["a"], 1, 1)
    assert run.order == ("a",)
    assert Path(find_served("a").folder).name == "a"
    with pytest.raises(VekhaError):
        find_served("b")
    run.engine.dispose()


def test_journal_letters_and_board_of_a_school_hold_nothing_of_another(district: Path):
    one, other = (CliSchool(district / "var" / name, district / "config" / name) for name in ("a", "b"))
    assert [school.run("init", now=BEGIN).code for school in (one, other)] == [0, 0]
    one.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
    assert one.run("sync", now="2021-03-15T09:00").code == 0
    assert one.run("letters", "daily", now="2021-03-15T09:00").code == 0
    with fleet_database(read_fleet(district / "config" / "fleet.yaml")) as engine:
        heads = [Journal(engine, name).head().position > 0 for name in ("a", "b")]
        seen = ["приказ" in str(Journal(engine, name).sightings()) for name in ("a", "b")]
        letters = [bool(Outbox(engine, name).letters()) for name in ("a", "b")]
    assert (heads, seen, letters) == ([True, False],) * 3
