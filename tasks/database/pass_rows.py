"""What a pass keeps beside its events; only what the database lacks is written."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from models.board import Cells
from models.journal import (
    canonical_json,
    cells_to_text,
)
from models.mail import LetterState, Outgoing
from models.observation import Doubt
from models.text import Problem
from tasks.database.looks import keep_doubts, look_rows, read_doubts
from tasks.database.tables import LETTERS, LOOKS, PROBLEMS, SIGHTINGS

MOST_KEYS = 200  # to ask for by name; of more rows all are read
LETTERS_AT_ONCE = 50  # in one statement: letters with a workbook are large


@dataclass(frozen=True, slots=True)
class _News:
    """The rows of a pass that the database does not hold yet."""

    school: str
    seen: list[dict[str, Any]]
    gone: list[str]
    arisen: list[dict[str, Any]]
    letters: list[dict[str, Any]]
    looks: list[dict[str, Any]]
    doubts: Sequence[Doubt] | None

    def __bool__(self) -> bool:
        return bool(self.seen or self.gone or self.arisen or self.letters) or self.doubts is not None

    def keep(self, connection: Connection) -> int:
        """Write them; how many letters were really queued."""
        insert_into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        if self.seen:
            upsert: Any = insert_into(SIGHTINGS)
            newer = {name: upsert.excluded[name] for name in ("cells", "seen_at")}
            connection.execute(upsert.on_conflict_do_update(index_elements=["school", "key"], set_=newer), self.seen)
            connection.execute(insert(LOOKS), self.looks)
        if self.doubts is not None:
            keep_doubts(connection, self.school, self.doubts)
        for identity in self.gone:
            own = (PROBLEMS.c.school == self.school) & (PROBLEMS.c.identity == identity)
            connection.execute(delete(PROBLEMS).where(own))
        if self.arisen:
            connection.execute(insert(PROBLEMS), self.arisen)
        if not self.letters:
            return 0
        unique = insert_into(LETTERS).on_conflict_do_nothing(index_elements=["school", "person", "day", "cause"])
        few = {"insertmanyvalues_page_size": LETTERS_AT_ONCE}
        added = connection.execute(unique.returning(LETTERS.c.id), self.letters, execution_options=few)
        return len(added.all())


@dataclass(frozen=True, slots=True)
class PendingRows:
    """What a pass wants kept beside its events."""

    school: str
    sightings: Mapping[str, Cells]
    problems: Sequence[Problem] | None
    letters: Sequence[Outgoing]
    now: datetime
    doubts: Sequence[Doubt] | None = None
    save: int = 0

    def news(self, connection: Connection) -> _News:
        """What of it the database does not hold yet."""
        gone, arisen = self._problems(connection)
        seen = self._seen(connection)
        looks = look_rows(self.school, {row["key"]: self.sightings[row["key"]] for row in seen}, self.save, self.now)
        doubts = self.doubts
        if doubts is not None and tuple(doubts) == read_doubts(connection, self.school):
            doubts = None
        return _News(self.school, seen, gone, arisen, self._letters(connection), looks, doubts)

    def _seen(self, connection: Connection) -> list[dict[str, Any]]:
        if not self.sightings:
            return []
        held = held_sightings(connection, self.school, self.sightings)
        texts = {key: cells_to_text(cells) for key, cells in self.sightings.items()}
        return [
            {"school": self.school, "key": key, "cells": text, "seen_at": self.now}
            for key, text in texts.items()
            if held.get(key) != text
        ]

    def _problems(self, connection: Connection) -> tuple[list[str], list[dict[str, Any]]]:
        if self.problems is None:
            return [], []
        held = set(connection.scalars(select(PROBLEMS.c.identity).where(PROBLEMS.c.school == self.school)))
        wanted = {_identity(problem): problem for problem in self.problems}
        arisen = [
            {
                "school": self.school,
                "identity": identity,
                "place": problem.where,
                "found": problem.found,
                "hint": problem.hint,
                "mender": problem.mender.value,
                "since": self.now,
            }
            for identity, problem in wanted.items()
            if identity not in held
        ]
        return sorted(held - set(wanted)), arisen

    def _letters(self, connection: Connection) -> list[dict[str, Any]]:
        days = {letter.day for letter in self.letters}
        if not days:
            return []
        asked = select(LETTERS.c.person, LETTERS.c.day, LETTERS.c.cause)
        ours = asked.where(LETTERS.c.school == self.school, LETTERS.c.day.in_(days))
        held = {tuple(row) for row in connection.execute(ours)}
        fresh = {"school": self.school, "attempts": 0, "state": LetterState.QUEUED.value}
        rows = []
        for letter in (each for each in self.letters if each.key not in held):
            row = asdict(letter)
            begin = row.pop("not_before")
            row["told"] = json.dumps(letter.told, ensure_ascii=False)
            rows.append({**row, **fresh, "next_at": max(self.now, begin or self.now), "created_at": self.now})
        return rows


def held_sightings(connection: Connection, school: str, keys: Collection[str] | None = None) -> dict[str, str]:
    """What was last seen of each row, or of these, as text."""
    asked = select(SIGHTINGS.c.key, SIGHTINGS.c.cells).where(SIGHTINGS.c.school == school)
    if keys is not None and len(keys) <= MOST_KEYS:
        asked = asked.where(SIGHTINGS.c.key.in_(keys))
    return {row.key: row.cells for row in connection.execute(asked)}


def _identity(problem: Problem) -> str:
    return sha256(canonical_json([problem.where, problem.found, problem.hint]).encode()).hexdigest()
