"""The journal: events in a chain, what was last seen, and the problems that stand; one transaction per pass."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, insert, select, union
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
    verify_chain,
)
from models.journal import texts as journal_texts
from models.mail import Outgoing
from models.observation import Doubt, Sightings
from models.text import Mender, Problem, VekhaError
from tasks.database.engine import reading, writing
from tasks.database.folds import AT_ONCE, audit_events, drop_fold, event_of, fold_is_due, keep_fold, states_known
from tasks.database.looks import keep_board, keep_doubts, read_board, read_doubts, read_sightings
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

    def recorded(self) -> tuple[Recorded, ...]:
        """Every event in order: for what is asked rarely, as it takes the longer the longer the journal is."""
        return self._read(_events(self._school))

    def excerpt(
        self, kinds: Collection[str] = (), *, since: datetime | None = None, first: int = 0, last: int = 0
    ) -> tuple[Recorded, ...]:
        """The events of some kinds, those seen since a moment, the first and the last so many: each once, in order."""
        places = select(EVENTS.c.position).where(EVENTS.c.school == self._school)
        wanted = [places.where(EVENTS.c.kind.in_(kinds)), places.where(EVENTS.c.position <= first)]
        if last:
            end = select(HEADS.c.position).where(HEADS.c.school == self._school).scalar_subquery()
            wanted.append(places.where(EVENTS.c.position > end - last))
        if since is not None:
            wanted.append(places.where(EVENTS.c.seen_at >= since))
        return self._read(_events(self._school).where(EVENTS.c.position.in_(union(*wanted))))

    def history(self, milestone: str) -> tuple[Recorded, ...]:
        """The events of a milestone in order."""
        return self._read(_events(self._school).where(EVENTS.c.milestone == milestone))

    def coded(self, code: str) -> Recorded | None:
        """The first event whose digest begins with a control code."""
        return next(iter(self._read(_events(self._school).where(EVENTS.c.digest.startswith(code)).limit(1))), None)

    def _read(self, asked: Select[Any]) -> tuple[Recorded, ...]:
        with reading(self._engine) as connection:
            return tuple(map(_recorded, connection.execute(asked)))

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

    def saw_board(
        self, looks: Sightings, save: int, missed: Iterable[tuple[str, str]] = (),
        doubts: Sequence[Doubt] | None = None,
    ) -> None:  # fmt: skip
        """Remember the highest save number seen on the board, the people's columns that were missed, what is doubted.

        Nothing is asked or written where that is no news after these `looks`; `doubts` None leaves those that stand.
        """
        ended = doubts is not None and tuple(doubts) != looks.doubts
        if not ended and (max(save, looks.save), frozenset(missed)) == (looks.save, looks.missed):
            return
        with writing(self._engine) as connection:
            held, _ = read_board(connection, self._school)
            keep_board(connection, self._school, max(save, held), missed)
            if ended:
                keep_doubts(connection, self._school, doubts or ())

    def known(self) -> tuple[Head, JournalState]:
        """Its head, and what a pass knows from its events."""
        with reading(self._engine) as connection:
            head, states = _head(connection, self._school), states_known(connection, self._school)
        return head, JournalState(states, self.sightings(), head.seen_at)

    def whole(self) -> tuple[Head, JournalState, Sightings]:
        """All that a pass begins with: its head, what is known from its events, and what the board has shown."""
        with reading(self._engine) as connection:
            head, states = _head(connection, self._school), states_known(connection, self._school)
            looks = read_sightings(connection, self._school)
        return head, JournalState(states, looks.last, head.seen_at), looks

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
        last = links[-1] if links else head
        if not links:
            with reading(self._engine) as connection:
                if not wished.news(connection) and not fold_is_due(connection, self._school, last.position):
                    return Recording()
        with writing(self._engine) as connection:
            _take_turn(connection, self._school, head)
            if links:
                _append(connection, links)
            if fold_is_due(connection, self._school, last.position):
                keep_fold(connection, self._school, last.position, last.digest)
            queued = wished.news(connection).keep(connection)
        return Recording(tuple(map(_recorded, links)), queued)

    def verify(self) -> tuple[Problem, ...]:
        """What is wrong with the chain, in order of position, and with the codes of letters that went.

        Nothing when every event is as it was recorded.
        """
        asked = _events(self._school).execution_options(yield_per=AT_ONCE)
        with reading(self._engine) as connection:
            kept = _kept(connection, self._school)
            broken = verify_chain((Link(*row) for row in connection.execute(asked)), kept.position, kept.digest)
            codes = select(LETTERS.c.day, LETTERS.c.code).where(LETTERS.c.school == self._school, LETTERS.c.code != "")
            letters = [(row.day, row.code) for row in connection.execute(codes)]
            digests = select(EVENTS.c.digest).where(EVENTS.c.school == self._school)
            return (*broken, *foreign_codes(letters, connection.scalars(digests.execution_options(yield_per=AT_ONCE))))

    def audit(self) -> tuple[Problem, ...]:
        """Which fact of a whole chain could not have happened, and what the kept fold says otherwise than the facts.

        A false fold is named once and dropped: the next look folds every fact.
        """
        with reading(self._engine) as connection:
            unlawful, false = audit_events(connection, self._school)
        if false is None:
            return unlawful
        with writing(self._engine) as connection:
            drop_fold(connection, self._school)
        return (*unlawful, false)


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


def _recorded(row: Link | Row[Any]) -> Recorded:
    return Recorded(row.position, row.digest, event_of(row.position, row.body))
