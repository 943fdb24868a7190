"""A board that stopped: one alarm at the start, one at the end, and a line in every letter between."""

import os
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

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


def test_a_board_that_never_was_alarms_nobody(tmp_path: Path):
    """Before `init` there is nothing that could have stopped."""
    school = CliSchool(tmp_path / "var")
    assert school.run("sync", now="2021-04-05T10:00").code == 1
    assert school.run("init", now="2021-04-05T10:05").code == 0
    assert outbox(school) == []
