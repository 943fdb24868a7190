"""Where the schools of a run lie, what they share in its process, and which of them have their turn."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Engine

from flows.served import Served, serve_here
from models.fleet import BoardTurn, Rhythm, room, turns
from models.text import VekhaError
from tasks.config import FleetSchool, database_of_fleet, fleet_file, read_fleet
from tasks.database import (
    SharedPace,
    database_url,
    keep_database,
    keep_hint,
    keep_turn,
    read_hint,
    read_turns,
    sustained,
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A run that has begun: the schools in their order, and what is kept of it."""

    order: tuple[str, ...]
    shard: str
    hint: str | None
    engine: Engine
    rhythm: Rhythm

    def had_its_turn(self, school: str, *, read: bool) -> None:
        """Keep that a school had its turn, so that it comes last next time, and whether its board was read."""
        with suppress(VekhaError):  # without a database it has its turn again, sooner; nothing else follows
            keep_turn(self.engine, school, datetime.now(UTC), read=read)

    def end(self) -> None:
        """Keep from where Drive is asked next time: hints of a run that was killed are told again."""
        if self.hint is not None:
            with suppress(VekhaError):
                keep_hint(self.engine, self.shard, self.hint)


def begin_run(shard: str, schools: Sequence[str], of_account: int, at_once: int) -> Run:
    """Let the schools of a shard be found in this process, share one database and one pace, and put them in order."""
    fleet = read_fleet(fleet_file())
    engine = keep_database(database_url(*database_of_fleet(fleet), fleet.var), at_once)
    known = {each.id: each for each in fleet.schools if each.id in set(schools)}
    serve_here({school.id: Served(str(school.folder), str(school.var)) for school in known.values()})
    own = fleet.settings
    rhythm = Rhythm(timedelta(minutes=own.every_minutes), timedelta(minutes=own.unread_at_most_minutes))
    boards = {each.id: each.settings.board for each in known.values()}
    per_minute = [board.calls_per_minute for board in boards.values() if board.kind == "google"]
    most = room(sustained(min(per_minute)), rhythm, len(schools), of_account) if per_minute else None
    changed, hint = _hints(shard, engine, known.values(), at_once) if per_minute else (frozenset(), None)
    last, now = read_turns(engine, schools), datetime.now(UTC)
    waiting = [BoardTurn(school, last[school][0] if school in last else None, school in changed) for school in schools]
    return Run(turns(waiting, now, most, rhythm), shard, hint, engine, rhythm)


def _hints(
    shard: str, engine: Engine, schools: Iterable[FleetSchool], at_once: int
) -> tuple[frozenset[str], str | None]:
    """The schools whose spreadsheets changed, as Drive says, and from where it is asked next time."""
    from tasks.google import changed_files, share_calls

    share_calls(partial(SharedPace, engine), at_once)
    on_google = [(each, board) for each in schools if (board := each.settings.board).kind == "google"]
    school, board = on_google[0]
    address = os.environ.get("VEKHA_GOOGLE_ADDRESS")
    files, hint = changed_files(board, school.folder, address, read_hint(engine, shard))
    return frozenset(each.id for each, its in on_google if its.spreadsheet in files), hint
