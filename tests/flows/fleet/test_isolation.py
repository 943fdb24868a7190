"""Schools of one fleet cannot see each other's data, and no credential of one opens another."""

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from flows import jobs
from flows.fleet.places import Run, begin_run
from flows.fleet_database import fleet_database
from flows.mail import Desk, hand_over, probe
from flows.office import open_school
from flows.served import find_served
from models.mail import Outgoing, ProbeStep
from models.ownership import Purpose
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


MONDAY = "2021-03-15T09:00"
CANARIES = {"a": "чижик", "b": "щегол"}


def sing(config: Path, name: str) -> None:
    """Let everything that a school calls her own hold her word: name, people, addresses, activities."""
    word, folder = CANARIES[name], add_school(config, name)
    for file, pattern, sung in (
        ("school.yaml", r"^(name: |short_name: |  sender_name: )(.*)", rf"\1\2 {word}"),
        ("school.yaml", r"\Z", "calendars: calendars\n"),
        ("school.yaml", r"^weekly_summary: .*", "weekly_summary: [curator]"),
        ("people.yaml", r"(label: )(.*)", rf"\1\2 {word}"),
        ("roadmap.yaml", r"(\btitle: )(\w)", rf"\1{word} \2"),
    ):
        text, times = re.subn(pattern, sung, (folder / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert times
        (folder / file).write_text(text.replace("school150", f"school-{name}"), encoding="utf-8")


def turn(name: str) -> jobs.JobResult:
    """What a shard's run does at one of its schools."""
    served = find_served(name)
    with open_school(Path(served.folder), Path(served.var), MONDAY, Purpose.WORK, lasting=True) as office:
        return jobs.whole_round(office)


def texts_of(letter: bytes) -> str:
    """Everything in a letter that can be read: its head, and each part that is a text or a calendar."""
    message = message_from_bytes(letter)
    parts = [part.get_payload(decode=True) for part in message.walk() if part.get_content_maintype() == "text"]
    return "".join([str(message["To"]), *(part.decode() for part in parts if isinstance(part, bytes))])


def kept(run: Run, school: CliSchool, done: jobs.JobResult) -> Iterator[tuple[str, str]]:
    """All that a turn at a school left: letters that went, calendars, artifacts, the run's log, journal and board."""
    yield from ((file.name, texts_of(file.read_bytes())) for file in (school.var / "outbox").glob("*.eml"))
    yield from ((file.name, file.read_text(encoding="utf-8")) for file in (school.var / "calendars").glob("*.ics"))
    yield from ((each.key, f"{each.heading} {each.says}") for each in done.shown)
    yield "log", "\n".join(done.lines)
    journal = Journal(run.engine, school.school.name)
    yield "sightings", str(journal.sightings())
    with ZipFile(school.board) as board:
        yield "board", "".join(board.read(name).decode() for name in board.namelist() if name.endswith(".xml"))


def test_what_a_run_leaves_of_one_school_holds_no_word_of_another_that_had_its_turn_beside_her(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.served.registry._here", {})
    monkeypatch.setattr("tasks.database.engine._KEPT", {})
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path / 'fleet.db'}")
    config = tmp_path / "config"
    monkeypatch.setenv("VEKHA_FLEET", str(config / "fleet.yaml"))
    for name in CANARIES:
        sing(config, name)
    write_fleet(config, *CANARIES)
    schools = {name: CliSchool(tmp_path / "var" / name, config / name) for name in CANARIES}
    for name, school in schools.items():
        assert school.run("init", now=BEGIN).code == 0
        school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": f"{ACT.format(1)} {CANARIES[name]}"})
    run = begin_run("district-1", list(CANARIES), 2, 2)
    with ThreadPoolExecutor(2) as threads:
        results = dict(zip(CANARIES, threads.map(turn, CANARIES), strict=True))
    for name, word in CANARIES.items():
        found = dict(kept(run, schools[name], results[name]))
        sung = {where: [each for each in CANARIES.values() if each in text] for where, text in found.items()}
        assert sung == {where: [word] for where in found}
        assert {Path(where).suffix for where in found} == {"", ".eml", ".ics"}
    run.engine.dispose()
