"""When is somebody told that a person keeps the file open?"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from models.checks import long_held
from models.school import WorkCalendar
from models.text import Mender

CALENDAR = WorkCalendar(ZoneInfo("Asia/Yekaterinburg"))


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "now", "is_told"),
    [
        ("2021-03-15T05:00", "2021-03-15T12:00", False),
        ("2021-03-15T05:00", "2021-03-16T12:00", False),
        ("2021-03-15T05:00", "2021-03-17T05:00", True),
        ("2021-03-15T20:00", "2021-03-17T05:00", False),  # the 16th by the school's clock
        ("2021-03-12T05:00", "2021-03-15T12:00", False),  # over a weekend
        ("2021-03-12T05:00", "2021-03-16T05:00", True),
    ],
)
def test_a_file_that_is_open_for_more_than_a_working_day_is_told(since: str, now: str, is_told: bool):
    assert (long_held("board.xlsx", "Директор", at(since), at(now), CALENDAR) is not None) == is_told


def test_the_administrator_is_told_who_holds_it_since_when():
    problem = long_held("board.xlsx", "Директор", at("2021-03-12T05:00"), at("2021-03-16T05:00"), CALENDAR)
    assert problem is not None
    assert (problem.where, problem.mender) == ("board.xlsx", Mender.ADMINISTRATOR)
    assert problem.found == "Файл таблицы открыт с 12 марта 2021 г. (Директор), и Веха не может его обновить"
