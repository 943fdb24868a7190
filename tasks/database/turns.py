"""Whose turn it was: when a run of a fleet last turned to each school's board, and where Drive's changes go on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from tasks.database.engine import reading, writing
from tasks.database.tables import HINTS, TURNS


def read_turns(engine: Engine, schools: Iterable[str]) -> Mapping[str, tuple[datetime, datetime | None]]:
    """School → when a run last turned to its board, and when it last could read it; who had no turn is missing."""
    asked = select(TURNS.c.school, TURNS.c.last, TURNS.c.read).where(TURNS.c.school.in_(list(schools)))
    with reading(engine) as connection:
        return {row.school: (row.last, row.read) for row in connection.execute(asked)}


def keep_turn(engine: Engine, school: str, now: datetime, *, read: bool) -> None:
    """Remember that a school's board had its turn, and whether it could be read."""
    _put(engine, TURNS, {"school": school}, {"last": now, **({"read": now} if read else {})})


def read_hint(engine: Engine, shard: str) -> str | None:
    """From which place of Drive's list a shard has not read yet; None before the first time."""
    with reading(engine) as connection:
        token: str | None = connection.scalar(select(HINTS.c.token).where(HINTS.c.shard == shard))
    return token


def keep_hint(engine: Engine, shard: str, token: str) -> None:
    """Remember where a shard goes on."""
    _put(engine, HINTS, {"shard": shard}, {"token": token})


def _put(engine: Engine, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    insert_into = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    put = insert_into(table).values(**key, **values)
    with writing(engine) as connection:
        connection.execute(put.on_conflict_do_update(index_elements=list(key), set_=dict(values)))
