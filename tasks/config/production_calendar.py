"""Russia's production calendar, with moved days and working Saturdays, from the `holidays` library."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models.school import OwnDays, WorkCalendar


def work_calendar(zone: ZoneInfo, years: Iterable[int], own: OwnDays) -> WorkCalendar:
    """The working days of those years; the school's own days win."""
    from holidays.countries.russia import Russia  # the library's front door imports every country

    russia = Russia(years=list(years))  # type: ignore[no-untyped-call]
    own_off, own_working = frozenset(own.days_off), frozenset(own.working_days)
    days_off = (frozenset(russia) - own_working) | own_off
    working = (frozenset(russia.weekend_workdays) | own_working) - own_off
    return WorkCalendar(zone, days_off, working)
