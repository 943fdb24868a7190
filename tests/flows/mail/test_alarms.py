"""What stops: one alarm at the start, one at the end; of a board that stopped, a line in every letter between."""

import os
import time
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

from flows.watch import tell_of_schedules, watch_school
from tasks.folder import note_run
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
    files = sorted((school.var / "outbox").glob("*alarm*.eml"))
    sent = [message_from_bytes(file.read_bytes()) for file in files]
    assert {header(file, "Subject") for file in files} == {
        "СОШ 150: Веха не может работать с таблицей", "СОШ 150: Таблица снова читается",
    }  # fmt: skip
    assert {letter["X-Vekha-Kind"] for letter in sent} == {"alarm"}
    assert len({letter["Message-ID"] for letter in sent}) == 2


AGES = {"pass": 0, "try": 0, "letters": 0}


def ages(school: CliSchool, **minutes: int) -> None:
    """So long ago passes and letters were made, as the files of a folder show it."""
    for name, age in (AGES | minutes).items():
        note_run(school.var, name)
        long_ago = time.time() - age * 60
        os.utime(school.var / "runs" / name, (long_ago, long_ago))


def test_passes_that_stand_still_are_told_once_and_their_end_once(tmp_path: Path):
    """Whoever looks, and however often: a round of the post, an automation, or serve itself."""
    school = begun(tmp_path / "var")
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-04-05T09:50")
    sent = []
    for minutes in (4, 25, 90, 4, 4):
        ages(school, **{"pass": minutes, "try": minutes})
        watch_school(school.school, school.var, f"2021-04-05T10:{minutes // 2:02}")
        sent.append([header(file, "Subject") for file in sorted((school.var / "outbox").glob("*alarm*.eml"))])
    stopped, goes = "СОШ 150: Проходов нет", "СОШ 150: Проходы снова идут"
    assert [sorted(each) for each in sent] == [[], [stopped], [stopped], [stopped, goes], [stopped, goes]]


def test_a_configuration_that_cannot_be_read_is_told_by_the_one_that_was_read_last(tmp_path: Path):
    """Once, although people.yaml itself is broken, which says who is the administrator; then once that it is mended."""
    school = begun(tmp_path / "var").copied(tmp_path)
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-04-05T09:50")
    whole, told = (school.school / "people.yaml").read_text(encoding="utf-8"), []
    for clock, text in (("10:00", whole), ("10:05", "people: ["), ("10:10", "people: ["), ("10:15", whole)):
        (school.school / "people.yaml").write_text(text, encoding="utf-8")
        watch_school(school.school, school.var, f"2021-04-05T{clock}")
        told.append([header(file, "Subject") for file in sorted((school.var / "outbox").glob("*alarm*.eml"))])
    broken, mended = "СОШ 150: Настройки школы не прочесть", "СОШ 150: Настройки школы снова читаются"
    assert [sorted(each) for each in told] == [[], [broken], [broken], [broken, mended]]


def test_schedules_that_stopped_for_good_are_told(tmp_path: Path):
    """By serve itself, before it gives up."""
    school = begun(tmp_path / "var")
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-04-05T09:50")
    for fault in (None, "Сервер останавливается снова и снова", None):
        tell_of_schedules(school.school, school.var, "2021-04-05T10:00", fault)
    found = [header(file, "Subject") for file in (school.var / "outbox").glob("*alarm*.eml")]
    assert sorted(found) == ["СОШ 150: Расписания остановились", "СОШ 150: Расписания снова работают"]


def header(file: Path, name: str) -> str:
    """A header of a letter in words."""
    return str(make_header(decode_header(message_from_bytes(file.read_bytes())[name])))


def test_a_board_that_never_was_alarms_nobody(tmp_path: Path):
    """Before `init` there is nothing that could have stopped."""
    school = CliSchool(tmp_path / "var")
    assert school.run("sync", now="2021-04-05T10:00").code == 1
    assert school.run("init", now="2021-04-05T10:05").code == 0
    assert outbox(school) == []
