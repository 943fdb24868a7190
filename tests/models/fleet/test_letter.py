"""On which day and at which hour the municipal letter goes."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from models.fleet import FleetSettings, begins_at, ends_at, week_of
from models.school import OwnDays
from tasks.config import work_calendar
from tests.models.fleet.test_figures import SETTINGS

CALENDAR = work_calendar(ZoneInfo("Asia/Yekaterinburg"), range(2020, 2024), OwnDays())


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2021-03-03", "2021-03-01"),
        ("2021-03-14", "2021-03-09"),  # 8 March is a day off
        ("2021-01-06", None),  # off from 1 to 10 January
        ("2022-03-05", "2022-02-28"),  # a working Saturday changes nothing
    ],
)
def test_it_goes_on_the_first_working_day_of_the_week(day: str, first: str | None):
    week = week_of(date.fromisoformat(day))
    begins = begins_at(FleetSettings.model_validate({**SETTINGS, "letter_at": "08:15"}), CALENDAR, week)
    assert (begins.date().isoformat() if begins else None) == first
    if begins is not None:
        assert begins.timetz() == time(8, 15, tzinfo=CALENDAR.zone)
        assert (ends_at(CALENDAR, week) - begins).days < 7
