"""The journals of a fleet's schools, opened one after another; no school's failure hides the others."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from models.fleet import report_texts
from models.school import School
from models.text import VekhaError
from tasks.config import ConfigurationError, Fleet, database_of, read_school
from tasks.database import Journal, Outbox, database_url, opened_database, read_turns


@dataclass(frozen=True)
class OpenJournal:
    """A school with its journal and outbox; `read` is when a run of the fleet last read its board.

    `is_broken`: its settings cannot be read, and the last ones that could stand in.
    """

    school: School
    now: datetime
    journal: Journal
    outbox: Outbox
    read: datetime | None
    is_broken: bool


@dataclass(frozen=True)
class Unopened:
    """A school of which nothing can be told but why."""

    name: str
    said: str


def open_journals(fleet: Fleet, told: str | None) -> Iterator[OpenJournal | Unopened]:
    """The schools in the order of the file; those that are left out of the fleet come last."""
    with ExitStack() as stack:

        @cache
        def database(url: str) -> Engine:  # usually there is one
            return stack.enter_context(opened_database(url))

        for school in fleet.schools:
            yield _opened(school.folder, school.var, told, database)
        for fault in fleet.faults:  # never counted twice, nor by another school's journal
            left_out = Unopened(fault.folder.name, report_texts.LEFT_OUT)
            yield left_out if fault.clashes else _opened(fault.folder, fault.var, told, database)


def _opened(folder: Path, var: Path, told: str | None, database: Callable[[str], Engine]) -> OpenJournal | Unopened:
    name = folder.name
    try:
        school, now, broken = read_school(folder, var, told, lasting=True)
        name, own = school.settings.short_name, school.settings.id
        engine = database(database_url(*database_of(school.settings, folder), var))
        read = read_turns(engine, [own]).get(own, (None, None))[1]
        return OpenJournal(school, now, Journal(engine, own), Outbox(engine, own), read, broken is not None)
    except ConfigurationError:
        return Unopened(name, report_texts.BROKEN)
    except VekhaError as fault:
        return Unopened(name, report_texts.not_counted(str(fault)))
