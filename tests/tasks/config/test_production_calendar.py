"""The production calendar is the library's own, and costs one country."""

import sys
from zoneinfo import ZoneInfo

import pytest
from holidays.countries.russia import Russia

from models.school import OwnDays
from tasks.config import work_calendar
from tasks.config.production_calendar import russia

ZONE, YEARS = ZoneInfo("Asia/Yekaterinburg"), range(2014, 2031)


def test_the_days_are_those_that_the_library_names():
    calendar, known = work_calendar(ZONE, YEARS, OwnDays()), Russia(years=list(YEARS))
    assert (calendar.days_off, calendar.working_weekends) == (frozenset(known), frozenset(known.weekend_workdays))


def test_no_other_country_is_imported(monkeypatch: pytest.MonkeyPatch):
    """They are 250 modules: a sixth of a second, and eight megabytes of each process."""
    for name in [name for name in sys.modules if name.startswith("holidays.countries")]:
        monkeypatch.delitem(sys.modules, name)
    russia.cache_clear()
    assert russia()(years=[2021])
    assert not [name for name in sys.modules if name.startswith("holidays.countries")]
