"""The journal: events in a chain, what was last seen, and the problems that stand; one transaction per pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from models.board import Cells
from models.journal import (
    Event,
    JournalState,
    Link,
    append_links,
    canonical_json,
    cells_from_text,
    cells_to_text,
    read_event,
    replay,
    verify_chain,
)
from models.journal import texts as journal_texts
from models.mail import LetterState, Outgoing
from models.observation import Doubt, Sightings
from models.text import Mender, Problem, VekhaError
from tasks.database.engine import reading, writing
from tasks.database.looks import keep_board, keep_doubts, look_rows, read_doubts, read_sightings
from tasks.database.tables import EVENTS, HEADS, LETTERS, LOOKS, PROBLEMS, SIGHTINGS, in_utc

LETTERS_AT_ONCE = 50  # in one statement: letters with a workbook are large


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal ends; position 0 and no digest when nothing was recorded yet."""

    position: int = 0
    digest: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the chain."""

    position: int
    digest: str
    event: Event


@dataclass(frozen=True, slots=True)
class Recording:
    """What one pass really added."""

    recorded: tuple[Recorded, ...] = ()
    letters: int = 0


class JournalMoved(VekhaError):  # noqa: N818  an outcome, not a fault
    """Another pass recorded in between; nothing of this one was kept. Run again."""


class Journal:
    """The journal of one school."""

    def __init__(self, engine: Engine, school: str) -> None:
        self._engine = self.engine = engine
        self._school = school

    def head(self) -> Head:
        """Where the journal ends."""
        with reading(self._engine) as connection:
            return _head(connection, self._school)

    def recorded(self, until: datetime | None = None) -> tuple[Recorded, ...]:
        """Every event in order; with `until` those seen at that moment or before."""
        asked = _events(self._school)
        if until is not None:
            asked = asked.where(EVENTS.c.seen_at <= until)
        with reading(self._engine) as connection:
            rows = connection.execute(asked).all()
        return tuple(_recorded(Link(*row)) for row in rows)

    def sightings(self) -> dict[str, Cells]:
        """People's cells by header as last seen, for each code and ballot number."""
        with reading(self._engine) as connection:
            return {key: cells_from_text(cells) for key, cells in _sightings(connection, self._school).items()}

    def looks(self) -> Sightings:
        """Everything the board has shown, and what of it is doubted."""
        with reading(self._engine) as connection:
            return read_sightings(connection, self._school)

    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts that stood after the last pass."""
        with reading(self._engine) as connection:
            return read_doubts(connection, self._school)

    def saw_board(self, save: int, missed: Iterable[tuple[str, str]] = ()) -> None:
        """Remember the highest save number that was seen on the board, and the people's columns that were missed."""
        with writing(self._engine) as connection:
            held = read_sightings(connection, self._school)
            if (max(save, held.save), frozenset(missed)) != (held.save, held.missed):
                keep_board(connection, self._school, max(save, held.save), missed)

    def known(self, until: datetime | None = None) -> tuple[Head, tuple[Recorded, ...], JournalState]:
        """Its head, its events, and what a pass knows from them.

        With `until` as it stood at that moment: what people's cells showed then is not kept beside the events.
        """
        head, recorded = self.head(), self.recorded(until)
        sightings = self.sightings() if until is None else {}
        return head, recorded, JournalState(replay(each.event for each in recorded), sightings, head.seen_at)

    def problems(self) -> tuple[tuple[Problem, datetime], ...]:
        """The problems that stood after the last pass, each with the moment since when."""
        asked = select(PROBLEMS).where(PROBLEMS.c.school == self._school)
        with reading(self._engine) as connection:
            rows = connection.execute(asked).all()
        return tuple(sorted((Problem(row.place, row.found, row.hint, Mender(row.mender)), row.since) for row in rows))

    def record(
        self,
        head: Head,
        events: Sequence[Event],
        *,
        sightings: Mapping[str, Cells] | None = None,
        problems: Sequence[Problem] | None = None,
        letters: Sequence[Outgoing] = (),
        doubts: Sequence[Doubt] | None = None,
        save: int = 0,
        now: datetime,
    ) -> Recording:
        """Keep one pass in one transaction, or nothing of it; JournalMoved when `head` is the head no more.

        `problems` and `doubts` None leave those that stand; `save` is the board's save number at this look. A letter
        to a person who has one for that day is left out.
        """
        _check_order(head, events)
        links = tuple(append_links(self._school, head.position, head.digest, events))
        wished = PendingRows(self._school, sightings or {}, problems, letters, in_utc(now), doubts, save)
        if not links:
            with reading(self._engine) as connection:
                if not wished.news(connection):
                    return Recording()
        with writing(self._engine) as connection:
            _take_turn(connection, self._school, head)
            if links:
                _append(connection, links)
            queued = wished.news(connection).keep(connection)
        return Recording(tuple(map(_recorded, links)), queued)

    def verify(self) -> tuple[Problem, ...]:
        """What is wrong with the chain, in order of position; nothing when every event is as it was recorded."""
        with reading(self._engine) as connection:
            links = [Link(*row) for row in connection.execute(_events(self._school))]
            kept = _kept(connection, self._school)
        return verify_chain(links, kept.position, kept.digest)


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
        unique = insert_into(LETTERS).on_conflict_do_nothing(index_elements=["school", "person", "day"])
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
        held = _sightings(connection, self.school)
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
        asked = select(LETTERS.c.person, LETTERS.c.day).where(LETTERS.c.school == self.school, LETTERS.c.day.in_(days))
        held = {(row.person, row.day) for row in connection.execute(asked)}
        fresh = {"school": self.school, "attempts": 0, "state": LetterState.QUEUED.value}
        rows = []
        for letter in (each for each in self.letters if (each.person, each.day) not in held):
            row = asdict(letter)
            begin = row.pop("not_before")
            rows.append({**row, **fresh, "next_at": max(self.now, begin or self.now), "created_at": self.now})
        return rows


def _check_order(head: Head, events: Sequence[Event]) -> None:
    moments = [head.seen_at] if head.seen_at else []
    moments.extend(in_utc(event.seen_at) for event in events)
    for before, after in pairwise(moments):
        if after < before:
            raise ValueError(f"an event of {after} after one of {before}")


def _take_turn(connection: Connection, school: str, head: Head) -> None:
    """Hold the school's head until the transaction ends; JournalMoved when it is not the one that was read."""
    insert_into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = insert_into(HEADS).values(school=school, position=0, digest="").on_conflict_do_nothing()
    connection.execute(first)
    held = select(HEADS.c.position).where(HEADS.c.school == school).with_for_update()
    expected = connection.execute(held).scalar_one()
    actual = _head(connection, school)
    if actual.position < expected:
        raise VekhaError(journal_texts.JOURNAL_SHORTER.format(last=actual.position, expected=expected))
    if (actual.position, actual.digest) != (head.position, head.digest):
        raise JournalMoved(journal_texts.JOURNAL_MOVED)


def _append(connection: Connection, links: Sequence[Link]) -> None:
    """Add the links; the unique (school, position) has the last word on who was first."""
    try:
        connection.execute(insert(EVENTS), [asdict(link) for link in links])
    except IntegrityError as error:
        raise JournalMoved(journal_texts.JOURNAL_MOVED) from error
    last = links[-1]
    moved = HEADS.update().where(HEADS.c.school == last.school).values(position=last.position, digest=last.digest)
    connection.execute(moved)


def _events(school: str) -> Select[Any]:
    return select(EVENTS).where(EVENTS.c.school == school).order_by(EVENTS.c.position)


def _head(connection: Connection, school: str) -> Head:
    last = select(EVENTS.c.position, EVENTS.c.digest, EVENTS.c.seen_at).where(EVENTS.c.school == school)
    row = connection.execute(last.order_by(EVENTS.c.position.desc()).limit(1)).one_or_none()
    return Head(*row) if row is not None else Head()


def _kept(connection: Connection, school: str) -> Head:
    row = connection.execute(select(HEADS.c.position, HEADS.c.digest).where(HEADS.c.school == school)).one_or_none()
    return Head(*row) if row is not None else Head()


def _sightings(connection: Connection, school: str) -> dict[str, str]:
    rows = connection.execute(select(SIGHTINGS.c.key, SIGHTINGS.c.cells).where(SIGHTINGS.c.school == school))
    return {row.key: row.cells for row in rows}


def _recorded(link: Link) -> Recorded:
    try:
        return Recorded(link.position, link.digest, read_event(link.body))
    except ValueError as error:
        raise VekhaError(journal_texts.JOURNAL_UNREADABLE.format(position=link.position)) from error


def _identity(problem: Problem) -> str:
    return sha256(canonical_json([problem.where, problem.found, problem.hint]).encode()).hexdigest()
