"""One school with everything a command needs: configuration, board, journal, outbox, and where its files live."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flows.clock_check import check_clock
from flows.premises import open_premises
from models.journal import JournalState
from models.ownership import Purpose
from models.school import School
from tasks.boards import Board
from tasks.config import keep_settings, read_school
from tasks.database import Head, Journal, Outbox, close_database


@dataclass(frozen=True)
class SchoolContext:
    """An open school; `refusal` is what a command with another purpose would be told here.

    `broken` is what is wrong with its settings, where they cannot be read and the last ones that could stand in.
    """

    school: School
    folder: Path
    var: Path
    board: Board
    journal: Journal
    outbox: Outbox
    now: datetime
    refusal: Callable[[Purpose], str | None] = lambda _purpose: None
    broken: str | None = None

    def known(self) -> tuple[Head, JournalState]:
        """Where the journal ends, and what it holds now."""
        return self.journal.known()


def open_board(school: School, folder: Path, var: Path, today: date) -> Board:
    """The board that school.yaml names; only its own libraries are imported, and nothing is read yet."""
    settings = school.settings.board
    if settings.kind == "google":
        from tasks.google import GoogleBoard, layout_of

        address = os.environ.get("VEKHA_GOOGLE_ADDRESS")
        return GoogleBoard(settings, layout_of(school, settings, today), folder, var, address)
    from tasks.xlsx import XlsxBoard

    return XlsxBoard(var / settings.file, var / "backups", zone=school.calendar.zone)


@contextmanager
def open_school(
    folder: Path, var: Path, told: str | None, purpose: Purpose = Purpose.LOOK, *, lasting: bool = False
) -> Iterator[SchoolContext]:
    """Open a school for one command; the moment is taken here, once.

    With `lasting`, the last settings that worked stand in for broken ones. VekhaError where folder, database or clock
    are another school's, were never begun, or cannot be believed.
    """
    school, now, broken = read_school(folder, var, told, lasting=lasting)
    board = open_board(school, folder, var, school.calendar.today(now))
    engine, refusal = open_premises(school, folder, var, board, purpose)
    try:
        if purpose in (Purpose.MAKE, Purpose.WORK):
            check_clock(var, told, now)
            if broken is None:
                keep_settings(folder, var)
        journal, outbox = Journal(engine, school.settings.id), Outbox(engine, school.settings.id)
        yield SchoolContext(school, folder, var, board, journal, outbox, now, refusal, broken)
    finally:
        close_database(engine)
