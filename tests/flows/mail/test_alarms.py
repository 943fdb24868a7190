"""Board, mail or settings that stopped: one alarm at the start, one at the end, and a line in letters between."""

import json
import os
from contextlib import closing
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

from openpyxl import load_workbook

from flows.current import current_projection
from flows.mail import tell_of_passes
from flows.office import open_school
from models.ownership import Purpose
from tests.support.cli_school import CliSchool, begun
from tests.support.sample import PLAN


def outbox(school: CliSchool) -> list[tuple[str, str]]:
    """Person and kind of every letter that waits."""
    letters = school.facts("outbox", "--state", "queued", now="2021-04-05T12:00")["letters"]
    return [(each["person"], each["kind"]) for each in letters]


def hidden(school: CliSchool) -> Path:
    """The board under another name, as when somebody moved it."""
    board = school.var / "board.xlsx"
    away = board.with_suffix(".away")
    os.replace(board, away)
    return away


def test_a_board_that_is_gone_is_told_once_and_its_return_once(tmp_path: Path):
    """Passes fail in between, letters go on and say so; an alarm does not take the place of the day's letter."""
    school = begun(tmp_path / "var")
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-03-02T09:00")
    away = hidden(school)
    for clock in ("10:00", "10:05", "10:10"):
        assert school.run("sync", now=f"2021-04-05T{clock}").code == 1
    assert outbox(school) == [("site_keeper", "alarm")]
    letters = school.facts("letters", "daily", now="2021-04-05T11:00")["letters"]
    assert ("site_keeper", "daily") in [(each["person"], each["kind"]) for each in letters]
    assert all("Таблица не читается с 5 апреля, администратору сообщено" in each["text"] for each in letters)
    os.replace(away, school.var / "board.xlsx")
    for clock in ("11:30", "11:35"):
        assert school.run("sync", now=f"2021-04-05T{clock}").code == 0
    assert [each for each in outbox(school) if each[1] == "alarm"] == [("site_keeper", "alarm")] * 2
    later = school.facts("letters", "daily", now="2021-04-06T11:00")["letters"]
    assert all("не читается" not in each["text"] for each in later)
    school.facts("deliver", now="2021-04-05T12:00")
    sent = [message_from_bytes(file.read_bytes()) for file in sorted((school.var / "outbox").glob("*alarm*.eml"))]
    assert {str(make_header(decode_header(letter["Subject"]))) for letter in sent} == {
        "СОШ 150: Веха не может работать с таблицей", "СОШ 150: Таблица снова читается",
    }  # fmt: skip
    assert {letter["X-Vekha-Kind"] for letter in sent} == {"alarm"}
    assert len({letter["Message-ID"] for letter in sent}) == 2


def alarms(school: CliSchool) -> list[str]:
    """The subjects of all alarms, sent or not."""
    states = [word for state in ("queued", "sent", "held") for word in ("--state", state)]
    letters = school.facts("outbox", *states, now="2021-04-05T12:00")["letters"]
    return [each["subject"] for each in letters if each["kind"] == "alarm"]


def summary_hint(school: CliSchool) -> str:
    """What should stand above «Сводка»."""
    with open_school(school.school, school.var, "2021-04-05T12:00") as office:
        return current_projection(office).summary.hint


def test_mail_that_is_away_is_told_in_the_log_on_the_board_and_by_letters_once_it_works(tmp_path: Path):
    """Exit codes and `health` call; the alarm of the start goes with the one of the end."""
    school = begun(tmp_path / "var").copied(tmp_path)
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-03-02T09:00")
    school.facts("letters", "all", now="2021-04-05T08:00")
    folder = school.var / "outbox"
    folder.write_text("no folder")
    assert school.run("deliver", now="2021-04-05T08:01").code == 1
    assert alarms(school) == []
    for clock in ("10:05", "10:10"):
        assert school.run("deliver", now=f"2021-04-05T{clock}").code == 1
    assert alarms(school) == ["СОШ 150: Письма не отправляются"]
    assert "✗ Письма не отправляются с 5 апреля" in school.run("health").out
    assert summary_hint(school).startswith("Письма не отправляются с 5 апреля. ")
    folder.unlink()
    assert school.facts("deliver", now="2021-04-05T10:20")["waiting"] == 1
    assert school.facts("deliver", now="2021-04-05T10:21")["waiting"] == 0
    assert alarms(school) == ["СОШ 150: Письма не отправляются", "СОШ 150: Письма снова отправляются"]
    assert "✓ тревог нет" in school.run("health").out
    assert "Письма" not in summary_hint(school)


def test_broken_settings_are_told_by_the_last_that_worked_and_letters_go_on(tmp_path: Path):
    """Passes wait, letters and deliveries do not; a folder that never worked has nothing to go on by."""
    school = begun(tmp_path / "var").copied(tmp_path)
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-03-02T09:00")
    school.change("people.yaml", "people:", "people: [")
    assert school.run("sync", now="2021-04-05T08:00").code == 1
    for clock in ("08:01", "08:02"):
        done = school.run("deliver", now=f"2021-04-05T{clock}")
        assert (done.code, "people.yaml:" in done.err) == (1, True)
    written = school.run("letters", "all", "--json", now="2021-04-05T08:03")
    letters = json.loads(written.out)["letters"]
    assert written.code == 1
    assert letters
    line = "Настройки школы не читаются с 5 апреля, администратору сообщено. Письмо составлено по прежним настройкам"
    assert all(line in each["text"] for each in letters)
    school.change("people.yaml", "people: [", "people:")
    school.facts("deliver", now="2021-04-05T08:05")
    subjects = [message_from_bytes(file.read_bytes())["Subject"] for file in (school.var / "outbox").glob("*alarm*")]
    assert sorted(str(make_header(decode_header(each))) for each in subjects) == [
        "СОШ 150: Настройки школы не читаются", "СОШ 150: Настройки школы снова читаются",
    ]  # fmt: skip


def test_passes_that_fail_otherwise_alarm_once_they_have_failed_for_a_while(tmp_path: Path):
    school = begun(tmp_path / "var")
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-03-02T09:00")
    with open_school(school.school, school.var, "2021-04-05T10:00", Purpose.WORK) as office:
        tell_of_passes(office, "Google не отвечает")
        assert office.outbox.alarms() == ()
        os.utime(school.var / "runs" / "pass", (0, 0))
        tell_of_passes(office, "Google не отвечает")
        assert [each.cause.partition(" ")[0] for each in office.outbox.alarms()] == ["board"]


def test_a_board_of_another_school_alarms_at_once(tmp_path: Path):
    school = begun(tmp_path / "var")
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-03-02T09:00")
    with closing(load_workbook(school.board)) as workbook:
        (stamp,) = (each for each in workbook.defined_names.values() if "school-150" in each.value)
        stamp.value = stamp.value.replace("school-150", "school-7")
        workbook.save(school.board)
    assert "school-7" in school.run("sync", now="2021-04-05T10:00").err
    assert alarms(school) == ["СОШ 150: Веха не может работать с таблицей"]


def test_a_board_that_never_was_alarms_nobody(tmp_path: Path):
    """Before `init` there is nothing that could have stopped."""
    school = CliSchool(tmp_path / "var")
    assert school.run("sync", now="2021-04-05T10:00").code == 1
    assert school.run("init", now="2021-04-05T10:05").code == 0
    assert outbox(school) == []
