"""Looking after a school: one letter when something stands still, one when it goes on, whoever looks how often."""

import os
import time
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from flows.watch import tell_of_schedules, tell_of_settings, watch_school
from tasks.folder import note_run
from tests.support.cli_school import CliSchool, begun
from tests.support.sample import PLAN


@pytest.fixture
def school(tmp_path: Path) -> CliSchool:
    """A school at work."""
    school = begun(tmp_path / "var").copied(tmp_path)
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-04-05T09:50")
    return school


def subjects(school: CliSchool) -> list[str]:
    """The subjects of all alarms that were sent."""
    letters = [message_from_bytes(file.read_bytes()) for file in (school.var / "outbox").glob("*alarm*.eml")]
    return sorted(str(make_header(decode_header(letter["Subject"]))).removeprefix("СОШ 150: ") for letter in letters)


def test_passes_that_stand_still_are_told_once_and_their_end_once(school: CliSchool):
    """How long ago they were is shown by the files of the folder."""
    told, stopped, goes = [], "Проходов нет", "Проходы снова идут"
    for minutes in (4, 25, 90, 4, 4):
        for name in ("pass", "try", "letters"):
            note_run(school.var, name)
        long_ago = time.time() - minutes * 60
        for name in ("pass", "try"):
            os.utime(school.var / "runs" / name, (long_ago, long_ago))
        watch_school(school.school, school.var, f"2021-04-05T10:{minutes // 2:02}")
        told.append(subjects(school))
    assert told == [[], [stopped], [stopped], [stopped, goes], [stopped, goes]]


def test_settings_that_cannot_be_read_are_news_once(school: CliSchool):
    """So that the first run is red, and those after it are not, as long as nobody has mended them."""
    school.change("people.yaml", "people:", "people: [")
    told = [tell_of_settings(school.school, school.var, f"2021-04-05T10:{minute}") for minute in ("00", "05", "10")]
    assert (told, subjects(school)) == ([False, True, True], ["Настройки школы не читаются"])


def test_schedules_that_stopped_for_good_are_told(school: CliSchool):
    """By serve itself, before it gives up, and when it works again."""
    for fault in (None, "Сервер останавливается снова и снова", None):
        tell_of_schedules(school.school, school.var, "2021-04-05T10:00", fault)
    assert subjects(school) == ["Расписания остановились", "Расписания снова работают"]
