"""One school with everything a command needs: configuration, board, journal, outbox, and where its files live."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from models.advance import Known
from models.board import Snapshot
from models.edits import Edits, Projection
from models.problems import VekhaError
from models.settings import School
from models.state import replay
from tasks import clock
from tasks.configuration import load_school
from tasks.database import open_database, sqlite_url
from tasks.journal import Head, Journal, Recorded
from tasks.outbox import Outbox
from tasks.xlsx_board import Holder, XlsxBoard


class Board(Protocol):
    """What a pass needs of a board, whichever kind it is."""

    calls: int

    def exists(self) -> bool: ...
    def create(self, projection: Projection) -> None: ...
    def read(self) -> Snapshot: ...
    def write(self, snapshot: Snapshot, edits: Edits) -> int: ...
    def held_by(self) -> Holder | None: ...


@dataclass(frozen=True)
class Office:
    """An open school."""

    school: School
    folder: Path
    var: Path
    board: XlsxBoard
    journal: Journal
    outbox: Outbox
    now: datetime

    def known(self, until: datetime | None = None) -> tuple[Head, tuple[Recorded, ...], Known]:
        """What the journal holds: its head, its events, and what a pass knows from them.

        With `until` as it stood at that moment: what people's cells showed then is not kept beside the events.
        """
        head = self.journal.head()
        recorded = self.journal.recorded(until)
        states = replay(each.event for each in recorded)
        sightings = self.journal.sightings() if until is None else {}
        return head, recorded, Known(states, sightings, head.seen_at)


def board_file(school: School, var: Path) -> Path:
    """Where the workbook lies."""
    return var / school.settings.board.file


@contextmanager
def open_office(folder: Path, var: Path, told: str | None) -> Iterator[Office]:
    """Open a school for one command; the moment is taken here, once."""
    from zoneinfo import ZoneInfo

    from models.settings import Settings
    from tasks.configuration import load

    settings = load(folder / "school.yaml", Settings) if folder.is_dir() else None
    now = clock.moment(told, ZoneInfo(settings.time_zone) if settings else ZoneInfo("UTC"), var)
    school = load_school(folder, now)
    _make_private_folder(var)
    engine = open_database(_database_url(school, var))
    try:
        yield Office(
            school=school,
            folder=folder,
            var=var,
            board=XlsxBoard(board_file(school, var), var / "backups", zone=school.calendar.zone),
            journal=Journal(engine, school.settings.id),
            outbox=Outbox(engine, school.settings.id),
            now=now,
        )
    finally:
        engine.dispose()


def _make_private_folder(var: Path) -> None:
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise VekhaError(f"Папку {var} не создать: {error.strerror}; укажите другую после --var") from None


def _database_url(school: School, var: Path) -> str:
    name = school.settings.database_env
    if name is None:
        return sqlite_url(var / "vekha.db")
    url = os.environ.get(name)
    if not url:
        raise VekhaError(
            f"Переменная окружения {name} с адресом базы данных пуста: задайте её или уберите database_env"
        )
    return url
