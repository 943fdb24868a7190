"""The municipal letter: counted from the journals, queued once for a week, and handed over like any other letter."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from flows.fleet_report.count import report_of_fleet
from flows.fleet_report.papers import enclosures_of
from flows.mail import Desk, hand_over
from models.fleet import FleetLetter, begins_at, ends_at, report_texts, week_letters, week_of
from models.mail import Delivery
from models.school import OwnDays, WorkCalendar
from models.text import spell_day
from tasks.config import Fleet, clock, work_calendar
from tasks.database import Journal, Outbox
from tasks.mail import Rendered, outgoing_fleet_letter, render_fleet_letter


@dataclass(frozen=True)
class Written:
    """The letters as they read, how many were really queued, and why none was where that is so."""

    queued: int
    letters: tuple[tuple[FleetLetter, Rendered], ...] = ()
    reason: str = ""


def calendar_of_fleet(fleet: Fleet, told: str | None) -> tuple[WorkCalendar, datetime]:
    """The working days by which the fleet's weeks begin, and the moment."""
    zone = ZoneInfo(fleet.settings.time_zone)
    now = clock.moment(told, zone, fleet.var)
    year = now.astimezone(zone).year
    return work_calendar(zone, range(year - 1, year + 2), OwnDays()), now


def write_fleet_letter(
    fleet: Fleet, engine: Engine, told: str | None = None, *, dry_run: bool = False, again: bool = False
) -> Written:  # fmt: skip
    """Queue the letter of this week where it is due and did not go yet; with `again` an edition of it goes now."""
    calendar, now = calendar_of_fleet(fleet, told)
    week = week_of(calendar.today(now))
    if not (dry_run or again) and (reason := _not_now(fleet, engine, calendar, now)):
        return Written(0, reason=reason)
    report = report_of_fleet(fleet, told, calendar.today(now))
    files = enclosures_of(report)
    names = [each.name for each in files]
    wanted = week_letters(fleet.settings, report, now if again else None)
    letters = tuple((one, render_fleet_letter(one, fleet.settings, names)) for one in wanted)
    if dry_run:
        return Written(0, letters)
    at, end = calendar.local(now), ends_at(calendar, week)
    waiting = [outgoing_fleet_letter(one, text, fleet.settings, files, at, end) for one, text in letters]
    journal = Journal(engine, fleet.settings.id)
    return Written(journal.record(journal.head(), (), letters=waiting, now=now).letters, letters)


def deliver_fleet(fleet: Fleet, engine: Engine, told: str | None = None) -> Delivery:
    """Hand over what is queued for the municipality."""
    _, now = calendar_of_fleet(fleet, told)
    return hand_over(Desk(Outbox(engine, fleet.settings.id), fleet.settings.mail, fleet.folder, fleet.var, now))


def _not_now(fleet: Fleet, engine: Engine, calendar: WorkCalendar, now: datetime) -> str:
    week = week_of(calendar.today(now))
    begins = begins_at(fleet.settings, calendar, week)
    if begins is None or now < begins:
        return report_texts.not_due(begins)
    written = {each.person for each in Outbox(engine, fleet.settings.id).letters() if each.day == week}
    is_new = any(each.address not in written for each in fleet.settings.readers)
    return "" if is_new else report_texts.WENT.format(week=spell_day(week))
