"""The municipal report of a moment, from the journals alone: no board is read."""

from datetime import date, timedelta

from flows.fleet_report.open import OpenJournal, Unopened, open_journals
from models.approval import overview
from models.fleet import FleetReport, SchoolFigures, fleet_report, report_texts, school_figures
from models.text import VekhaError
from tasks.config import Fleet


def report_of_fleet(fleet: Fleet, told: str | None, day: date) -> FleetReport:
    """All schools side by side; a sentence stands for the numbers of a school that cannot be counted."""
    silent_after = timedelta(days=fleet.settings.silent_after_days)
    schools = [_counted(each, silent_after) for each in open_journals(fleet, told)]
    return fleet_report(fleet.settings, schools, day)


def _counted(one: OpenJournal | Unopened, silent_after: timedelta) -> SchoolFigures:
    if isinstance(one, Unopened):
        return SchoolFigures(one.name, said=one.said)
    school = one.school
    try:
        head, known = one.journal.known()
    except VekhaError as fault:
        return SchoolFigures(school.settings.short_name, said=report_texts.not_counted(str(fault)))
    heard = max((moment for moment in (head.seen_at, one.read) if moment is not None), default=None)
    overviews = overview(school, known, {}, school.calendar.today(one.now))
    return school_figures(school, overviews, one.now, heard, silent_after, is_broken=one.is_broken)
