"""One school with everything a command needs: configuration, board, journal, outbox, and where its files live."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from models.approval import overview
from models.journal import JournalState
from models.projection import Projection, project
from models.school import School, Settings
from models.text import sentences
from tasks.boards import Board
from tasks.config import load, load_school, moment
from tasks.database import Head, Journal, Outbox, Recorded, database_url, open_database


@dataclass(frozen=True)
class SchoolContext:
    """An open school."""

    school: School
    folder: Path
    var: Path
    board: Board
    journal: Journal
    outbox: Outbox
    now: datetime

    def known(self, until: datetime | None = None) -> tuple[Head, tuple[Recorded, ...], JournalState]:
        """What the journal holds now, or held at a moment."""
        return self.journal.known(until)


def open_board(school: School, folder: Path, var: Path, today: date, journal: Journal) -> Board:
    """The board that school.yaml names; only its own libraries are imported, and nothing is read yet."""
    settings = school.settings.board
    if settings.kind == "google":
        from tasks.google import GoogleBoard, layout_of

        address = os.environ.get("VEKHA_GOOGLE_ADDRESS")
        layout = layout_of(school, settings, today, meeting=journal.has("meeting_opened"))
        return GoogleBoard(settings, layout, folder, var, address)
    from tasks.xlsx import XlsxBoard

    return XlsxBoard(var / settings.file, var / "backups", zone=school.calendar.zone)


@contextmanager
def open_school(folder: Path, var: Path, told: str | None) -> Iterator[SchoolContext]:
    """Open a school for one command; the moment is taken here, once."""
    settings = load(folder / "school.yaml", Settings) if folder.is_dir() else None
    now = moment(told, ZoneInfo(settings.time_zone) if settings else ZoneInfo("UTC"), var)
    school = load_school(folder, now)
    engine = open_database(database_url(school.settings.database_env, school.settings.database_secret, var))
    journal = Journal(engine, school.settings.id)
    try:
        yield SchoolContext(
            school=school,
            folder=folder,
            var=var,
            board=open_board(school, folder, var, school.calendar.today(now), journal),
            journal=journal,
            outbox=Outbox(engine, school.settings.id),
            now=now,
        )
    finally:
        engine.dispose()


def current_projection(office: SchoolContext) -> Projection:
    """What should stand on the board by the journal alone."""
    school, today = office.school, office.school.calendar.today(office.now)
    _, recorded, known = office.known()
    problems = sentences(problem for problem, _ in office.journal.problems())
    overviews = overview(school, known, problems, today)
    return project(school, known, overviews, [each.event for each in recorded], today)
