"""The journal: events in a chain, what was last seen, and the problems that stand; one transaction per pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Engine, Select, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from models.board import Cells
from models.journal import (
    Event,
    JournalState,
    Link,
    append_links,
    cells_from_text,
    foreign_codes,
    read_event,
    replay,
    verify_chain,
)
from models.journal import texts as journal_texts
from models.mail import Outgoing
from models.observation import Doubt, Sightings
from models.text import Mender, Problem, VekhaError
from tasks.database.engine import reading, writing
from tasks.database.looks import keep_board, read_board, read_doubts, read_sightings
from tasks.database.pass_rows import PendingRows, held_sightings
from tasks.database.tables import EVENTS, HEADS, LETTERS, PROBLEMS, in_utc


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
            return {key: cells_from_text(cells) for key, cells in held_sightings(connection, self._school).items()}

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
        held = self.board_seen()
        if (max(save, held[0]), frozenset(missed)) != held:
            with writing(self._engine) as connection:
                keep_board(connection, self._school, max(save, held[0]), missed)

    def board_seen(self) -> tuple[int, frozenset[tuple[str, str]]]:
        """The highest save number seen on the board, and the people's columns that were missed."""
        with reading(self._engine) as connection:
            return read_board(connection, self._school)

    def known(self, until: datetime | None = None) -> tuple[Head, tuple[Recorded, ...], JournalState]:
        """Its head, its events, and what a pass knows from them.

        With `until` as it stood at that moment: what people's cells showed then is not kept beside the events.
        """
        head, recorded = self.head(), self.recorded(until)
        sightings = self.sightings() if until is None else {}
        return head, recorded, JournalState(replay(each.event for each in recorded), sightings, head.seen_at)

    def whole(self) -> tuple[Head, tuple[Recorded, ...], JournalState, Sightings]:
        """All that a pass begins with: head, events, what follows from them, and what the board has shown."""
        head, recorded, looks = self.head(), self.recorded(), self.looks()
        return head, recorded, JournalState(replay(each.event for each in recorded), looks.last, head.seen_at), looks

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
        to a person who has one for that day (an alarm: for its cause) is left out.
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
        """What is wrong with the chain, in order of position, and with the codes of letters that went.

        Nothing when every event is as it was recorded.
        """
        with reading(self._engine) as connection:
            links = [Link(*row) for row in connection.execute(_events(self._school))]
            kept = _kept(connection, self._school)
            codes = select(LETTERS.c.day, LETTERS.c.code).where(LETTERS.c.school == self._school, LETTERS.c.code != "")
            letters = [(row.day, row.code) for row in connection.execute(codes)]
        broken = verify_chain(links, kept.position, kept.digest)
        return (*broken, *foreign_codes(letters, (link.digest for link in links)))


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


def _recorded(link: Link) -> Recorded:
    try:
        return Recorded(link.position, link.digest, read_event(link.body))
    except ValueError as error:
        raise VekhaError(journal_texts.JOURNAL_UNREADABLE.format(position=link.position)) from error
