"""The municipal letter: once a week, on its first working day, to everybody whom the fleet names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.fleet import report_texts as texts
from models.fleet.report import FleetReport
from models.fleet.settings import FleetSettings
from models.school import WorkCalendar

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FleetLetter:
    """What one reader is told of a week; never two with the same address, week and edition."""

    label: str
    address: str
    day: date
    week: date
    report: FleetReport
    edition: str = ""
    outage: str = ""

    @property
    def headline(self) -> str:
        """What matters first, for the subject."""
        report = self.report
        return texts.headline(len(report.schools), len(report.silent), report.overall)


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def begins_at(settings: FleetSettings, calendar: WorkCalendar, week: date) -> datetime | None:
    """When the letter of a week may go; None where the whole week is off."""
    days = (week + timedelta(days=number) for number in range(7))
    first = next((day for day in days if calendar.is_working(day)), None)
    return datetime.combine(first, settings.letter_at, calendar.zone) if first is not None else None


def ends_at(calendar: WorkCalendar, week: date) -> datetime:
    """When the letter of a week is out of date."""
    return datetime.combine(week + WEEK, time(), calendar.zone)


def week_letters(settings: FleetSettings, report: FleetReport, again: datetime | None = None) -> Iterator[FleetLetter]:
    """The letter of the report's week to each reader; one that is written `again` goes beside the one that went."""
    edition = f"again {again.isoformat(timespec='seconds')}" if again is not None else ""
    for reader in settings.readers:
        yield FleetLetter(reader.label, reader.address, report.day, week_of(report.day), report, edition)
