"""What the board has shown, and what of it is doubted: read before a pass, kept beside its events."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from models.board import Cells
from models.journal import cells_from_text, cells_to_text
from models.observation import Doubt, DoubtKind, Sighting, Sightings
from tasks.database.tables import BOARDS, DOUBTS, LOOKS, SIGHTINGS

NOTHING = cells_to_text({})


def read_sightings(connection: Connection, school: str) -> Sightings:
    """Everything a school's board has shown."""
    last = connection.execute(select(SIGHTINGS.c.key, SIGHTINGS.c.cells).where(SIGHTINGS.c.school == school))
    past: dict[str, list[Sighting]] = {}
    understand = lru_cache(maxsize=None)(cells_from_text)  # most rows show what they showed first, or nothing
    # Of a row that never showed anything there is nothing to remember.
    shown = select(LOOKS.c.key).where(LOOKS.c.school == school, LOOKS.c.cells != NOTHING)
    looks = select(LOOKS.c.key, LOOKS.c.save, LOOKS.c.seen_at, LOOKS.c.cells).where(
        LOOKS.c.school == school, LOOKS.c.key.in_(shown)
    )
    for key, save, seen_at, cells in connection.execute(looks.order_by(LOOKS.c.id)).all():
        past.setdefault(key, []).append(Sighting(understand(cells), save, seen_at))
    found, missed = read_board(connection, school)
    return Sightings(
        last={key: understand(cells) for key, cells in last.all()},
        past={key: tuple(looks) for key, looks in past.items()},
        save=found,
        doubts=read_doubts(connection, school),
        missed=missed,
    )


def read_board(connection: Connection, school: str) -> tuple[int, frozenset[tuple[str, str]]]:
    """The highest save number seen on a school's board, and the people's columns that were missed there."""
    board = connection.execute(select(BOARDS).where(BOARDS.c.school == school)).one_or_none()
    if board is None:
        return 0, frozenset()
    return board.save, frozenset((tab, header) for tab, header in json.loads(board.missed))


def read_doubts(connection: Connection, school: str) -> tuple[Doubt, ...]:
    """The doubts that stood after the last pass."""
    rows = connection.execute(select(DOUBTS).where(DOUBTS.c.school == school).order_by(DOUBTS.c.key, DOUBTS.c.voter))
    return tuple(
        Doubt(row.key, DoubtKind(row.kind), row.since, cells_from_text(row.shown), cells_from_text(row.seen), row.voter)
        for row in rows
    )


def keep_doubts(connection: Connection, school: str, doubts: Sequence[Doubt]) -> None:
    """Let exactly these doubts stand."""
    connection.execute(delete(DOUBTS).where(DOUBTS.c.school == school))
    rows = [
        {
            "school": school, "key": doubt.key, "voter": doubt.voter, "kind": doubt.kind.value, "since": doubt.since,
            "shown": cells_to_text(doubt.shown), "seen": cells_to_text(doubt.seen),
        }
        for doubt in doubts
    ]  # fmt: skip
    if rows:
        connection.execute(insert(DOUBTS), rows)


def keep_board(connection: Connection, school: str, save: int, missed: Iterable[tuple[str, str]]) -> None:
    """Let this be the highest save number seen, and these the people's columns that are missed."""
    upsert = (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(BOARDS)
    text = json.dumps(sorted(missed), ensure_ascii=False)
    values = {"school": school, "save": save, "missed": text}
    connection.execute(upsert.values(values).on_conflict_do_update(index_elements=["school"], set_=values))


def look_rows(school: str, sightings: Mapping[str, Cells], save: int, now: Any) -> list[dict[str, Any]]:
    """The rows of what one look believed anew."""
    return [
        {"school": school, "key": key, "save": save, "seen_at": now, "cells": cells_to_text(cells)}
        for key, cells in sightings.items()
    ]
