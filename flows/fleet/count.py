"""The municipal report of a moment, from the journals alone: no board is read, and no school's failure hides others."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from models.approval import overview
from models.fleet import FleetReport, SchoolFigures, fleet_report, report_texts, school_figures
from models.text import VekhaError
from tasks.config import ConfigurationError, Fleet, SchoolFault, database_of, read_school
from tasks.database import Journal, close_database, database_url, open_database, read_turns


@dataclass
class Databases:
    """The databases of a fleet, each opened once: usually there is one."""

    stack: ExitStack = field(default_factory=ExitStack)
    opened: dict[str, Engine] = field(default_factory=dict)

    def open(self, url: str) -> Engine:
        """The database of this address."""
        if url not in self.opened:
            self.opened[url] = open_database(url)
            self.stack.callback(close_database, self.opened[url])
        return self.opened[url]


def report_of_fleet(fleet: Fleet, told: str | None, day: date) -> FleetReport:
    """All schools in the order of the file; those that are left out of the fleet stand last, with the reason."""
    databases = Databases()
    silent_after = timedelta(days=fleet.settings.silent_after_days)
    with databases.stack:
        schools = [_counted(each.folder, each.var, told, silent_after, databases) for each in fleet.schools]
        schools += [_left_out(fault, told, silent_after, databases) for fault in fleet.faults]
    return fleet_report(fleet.settings, schools, day)


def _counted(
    folder: Path, var: Path, told: str | None, silent_after: timedelta, databases: Databases
) -> SchoolFigures:  # fmt: skip
    """A school's figures; a sentence where they cannot be had."""
    name = folder.name
    try:
        school, now, broken = read_school(folder, var, told, lasting=True)
        name, own = school.settings.short_name, school.settings.id
        engine = databases.open(database_url(*database_of(school.settings, folder), var))
        head, _, known = Journal(engine, own).known()
        heard = max(_heard(engine, own, head.seen_at), default=None)
        overviews = overview(school, known, {}, school.calendar.today(now))
        return school_figures(school, overviews, now, heard, silent_after, is_broken=broken is not None)
    except ConfigurationError:
        return SchoolFigures(name, said=report_texts.BROKEN)
    except VekhaError as fault:
        return SchoolFigures(name, said=report_texts.not_counted(str(fault)))


def _heard(engine: Engine, school: str, last_fact: datetime | None) -> Iterator[datetime]:
    """When something was last heard of a school: its last fact, and the last reading of its board by a fleet's run."""
    read = read_turns(engine, [school]).get(school, (None, None))[1]
    yield from (moment for moment in (last_fact, read) if moment is not None)


def _left_out(fault: SchoolFault, told: str | None, silent_after: timedelta, databases: Databases) -> SchoolFigures:
    """A school whose settings cannot be read is counted by the last ones that could; never one that uses another's."""
    if fault.clashes:
        return SchoolFigures(fault.folder.name, said=report_texts.LEFT_OUT)
    return _counted(fault.folder, fault.var, told, silent_after, databases)
