"""Entering a school's folder and database: whose they are, and whether they were begun."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from models.board import view_of
from models.ownership import Claim, FolderStamp, Purpose, Traces, judge_ownership
from models.school import School
from models.text import VekhaError
from tasks.boards import Board
from tasks.config import database_of, owner_of_clock
from tasks.database import close_database, database_url, open_database, read_claim, schools_known, write_claim
from tasks.folder import new_token, read_stamp, write_stamp

NOWHERE = "sqlite://"
Refusal = Callable[[Purpose], str | None]


def open_premises(school: School, folder: Path, var: Path, board: Board, purpose: Purpose) -> tuple[Engine, Refusal]:
    """The school's database, and what would be said to another purpose; VekhaError where this one is refused.

    Looking makes nothing: where no database stands in the folder, an empty one that nobody keeps is looked at.
    """
    settings = school.settings
    named, environment = database_of(settings, folder)
    at_home = not named
    is_missing = at_home and purpose is not Purpose.MAKE and not (var / "vekha.db").exists()
    engine = open_database(NOWHERE if is_missing else database_url(named, environment, var))
    try:
        traces = _traces(engine, school, var, board, at_home=at_home)

        def refusal(other: Purpose) -> str | None:
            return judge_ownership(traces, settings.id, settings.short_name, other, folder=str(var), board=board.place)

        if (refused := refusal(purpose)) is not None:
            raise VekhaError(refused)
        if purpose in (Purpose.MAKE, Purpose.WORK):
            _stamp(engine, school, var, traces)
    except BaseException:
        close_database(engine)
        raise
    return engine, refusal


def _traces(engine: Engine, school: School, var: Path, board: Board, *, at_home: bool) -> Traces:
    own, schools, stands = school.settings.id, schools_known(engine), board.exists()
    known = own in schools
    lodger = None if known else next(iter(schools), None)
    used = not known and stands and _is_used(school, board)
    return Traces(
        read_stamp(var), owner_of_clock(var), read_claim(engine, own), known, at_home, lodger, stands, used
    )  # fmt: skip


def _is_used(school: School, board: Board) -> bool:
    """Whether people have marked or voted on the board; not where it cannot be read, which is told elsewhere."""
    try:
        view = view_of(school, board.read())
    except VekhaError:
        return False
    return bool(view.ballots) or any(row.cells for row in view.rows.values())


def _stamp(engine: Engine, school: School, var: Path, traces: Traces) -> None:
    """Let folder and database say whose they are, where they do not yet."""
    settings, folder, claim = school.settings, traces.folder, traces.claim
    token = folder.token if folder else claim.token if claim else new_token()
    if folder is None:
        write_stamp(var, FolderStamp(settings.id, token))
    if claim != Claim(token, settings.short_name):
        write_claim(engine, settings.id, Claim(token, settings.short_name))
