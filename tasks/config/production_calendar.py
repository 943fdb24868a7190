"""Russia's production calendar, with moved days and working Saturdays, from the `holidays` library."""

from collections.abc import Iterable
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.school import OwnDays, WorkCalendar


def work_calendar(zone: ZoneInfo, years: Iterable[int], own: OwnDays) -> WorkCalendar:
    """The working days of those years; the school's own days win."""
    known = russia()(years=list(years))
    own_off, own_working = frozenset(own.days_off), frozenset(own.working_days)
    days_off = (frozenset(known) - own_working) | own_off
    working = (frozenset(known.weekend_workdays) | own_working) - own_off
    return WorkCalendar(zone, days_off, working)


@cache
def russia() -> Any:
    """The library's class for Russia, without the 250 other countries that `holidays.countries` imports with it."""
    import holidays

    name = "holidays.countries.russia"
    spec = spec_from_file_location(name, Path(holidays.__file__).parent / "countries" / "russia.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Russia
