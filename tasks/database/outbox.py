"""The outbox: letters claimed with a lease, sent outside the transaction, settled after; at least once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, func, select, update

from models.journal import texts as journal_texts
from models.mail import ALARM, HELD_MINUTES, STATES, WAITING, LetterState, QueuedLetter, Result, Telling, Told, next_try
from models.text import VekhaError
from tasks.database.engine import reading, writing
from tasks.database.tables import LETTERS, in_utc

LEASE = timedelta(minutes=15)
KEPT = timedelta(days=31)
FAULTS = (LetterState.DEAD, LetterState.REFUSED, LetterState.EXPIRED)
AGAIN = (LetterState.QUEUED, LetterState.HELD, LetterState.DEAD, LetterState.REFUSED)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is a worker's until its lease ends, with the bytes to hand over."""

    entry: QueuedLetter
    mime: bytes


_NAMES = tuple(each.name for each in fields(QueuedLetter))
_FIELDS = tuple(LETTERS.c[name] for name in _NAMES)
_UNSENT = frozenset(each.value for each in (LetterState.EXPIRED, LetterState.DEAD, LetterState.REFUSED))


class Outbox:
    """The letters of one school."""

    def __init__(self, engine: Engine, school: str) -> None:
        self._engine = engine
        self._school = school

    def told(self) -> Told:
        """What the letters that did not fail told whom; a dropped one counts, somebody decided so.

        Alarms count whatever became of them: one that cannot be delivered is not queued again on every pass.
        """
        return Told(self._tellings(LETTERS.c.state.not_in(_UNSENT) | (LETTERS.c.kind == ALARM)))

    def alarms(self) -> tuple[Telling, ...]:
        """The alarms alone, whatever became of them."""
        return self._tellings(LETTERS.c.kind == ALARM)

    def _tellings(self, chosen: ColumnElement[bool]) -> tuple[Telling, ...]:
        asked = select(LETTERS.c.person, LETTERS.c.day, LETTERS.c.kind, LETTERS.c.told, LETTERS.c.cause)
        with reading(self._engine) as connection:
            rows = connection.execute(asked.where(self._own, chosen).order_by(LETTERS.c.id)).all()
        return tuple(
            Telling(
                row.person,
                row.day,
                row.kind,
                tuple(json.loads(row.told)) if row.told is not None else None,
                row.cause,
            )
            for row in rows
        )

    def claim(self, now: datetime, worker: str, lease: timedelta = LEASE) -> Claimed | None:
        """The oldest letter that is due, this worker's until the lease ends; None when there is none.

        Letters past `expires_at` are given up first. An idle outbox is only read.
        """
        now = in_utc(now)
        with reading(self._engine) as connection:
            late = connection.execute(select(LETTERS.c.id).where(self._late(now)).limit(1)).first()
            if late is None and self._oldest(connection, now) is None:
                return None
        with writing(self._engine) as connection:
            if late is not None:
                self._expire(connection, now)
            oldest = self._oldest(connection, now, lock=True)
            if oldest is None:
                return None
            taken = (
                update(LETTERS)
                .where(LETTERS.c.id == oldest)
                .values(
                    state=LetterState.SENDING.value,
                    worker=worker,
                    next_at=now + lease,
                    attempts=LETTERS.c.attempts + 1,
                )
                .returning(*_FIELDS, LETTERS.c.mime)
            )
            row = connection.execute(taken).one_or_none()
        return Claimed(_entry(row[:-1]), row.mime) if row is not None else None

    def settle(
        self, letter: QueuedLetter, worker: str, result: Result, now: datetime, error: str | None = None
    ) -> None:
        """Keep how the try ended; nothing when the lease went over to another worker meanwhile."""
        now = in_utc(now)
        values: dict[str, Any] = {"error": error, "worker": None}
        match result:
            case Result.SENT:
                values |= {"state": LetterState.SENT.value, "sent_at": now}
            case Result.TEMPORARY | Result.UNKNOWN:
                values |= {"state": LetterState.QUEUED.value, "next_at": next_try(letter.attempts, now)}
            case Result.PERMANENT:
                values |= {"state": LetterState.DEAD.value}
            case Result.REFUSED:
                values |= {"state": LetterState.REFUSED.value}
            case Result.MISCONFIGURED:
                later = now + timedelta(minutes=HELD_MINUTES)
                values |= {"state": LetterState.HELD.value, "next_at": later, "attempts": letter.attempts - 1}
        held = and_(
            self._own,
            LETTERS.c.id == letter.id,
            LETTERS.c.state == LetterState.SENDING.value,
            LETTERS.c.worker == worker,
            LETTERS.c.next_at == letter.next_at,
        )
        with writing(self._engine) as connection:
            connection.execute(update(LETTERS).where(held).values(values))

    def letters(self, states: Iterable[LetterState] | None = None) -> tuple[QueuedLetter, ...]:
        """Every letter in the order of queueing, or those in the states asked for."""
        asked = select(*_FIELDS).where(self._own).order_by(LETTERS.c.id)
        if states is not None:
            asked = asked.where(LETTERS.c.state.in_([state.value for state in states]))
        with reading(self._engine) as connection:
            return tuple(map(_entry, connection.execute(asked)))

    def waiting(self) -> int:
        """How many letters are still to go."""
        with reading(self._engine) as connection:
            return int(connection.scalar(select(func.count()).select_from(LETTERS).where(self._waiting())) or 0)

    def sent_since(self, moment: datetime) -> tuple[datetime, ...]:
        """When letters went since a moment, the first one first."""
        since = LETTERS.c.sent_at >= in_utc(moment)
        asked = select(LETTERS.c.sent_at).where(self._own, since).order_by(LETTERS.c.sent_at)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(asked))

    def stopped_until(self, now: datetime) -> datetime | None:
        """While wrong settings hold the queue, the moment of the next try; None when it may be tried now."""
        held = self.letters((LetterState.HELD,))
        return max((each.next_at for each in held if each.next_at > in_utc(now)), default=None)

    def fault(self) -> str | None:
        """What a person must mend before any letter goes, as the last try said it; None when nothing is held."""
        asked = select(LETTERS.c.error).where(self._held).order_by(LETTERS.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            error: str | None = connection.scalar(asked)
        return error

    def release(self, now: datetime) -> None:
        """Let held letters be tried now: somebody says that the settings were mended."""
        if self.fault() is not None:
            with writing(self._engine) as connection:
                connection.execute(update(LETTERS).where(self._held).values(next_at=in_utc(now)))

    def resume(self) -> None:
        """A letter went, so the settings are right: what was held waits like every other letter."""
        if self.fault() is not None:
            with writing(self._engine) as connection:
                connection.execute(update(LETTERS).where(self._held).values(state=LetterState.QUEUED.value, error=None))

    def forget(self, now: datetime) -> int:
        """Let go of the bytes of letters that ended a month ago, of how many; what was told to whom and when stays."""
        ended = LETTERS.c.state.not_in([state.value for state in WAITING])
        old = and_(self._own, ended, LETTERS.c.expires_at < in_utc(now) - KEPT, func.length(LETTERS.c.mime) > 0)
        with reading(self._engine) as connection:
            if connection.execute(select(LETTERS.c.id).where(old).limit(1)).first() is None:
                return 0
        with writing(self._engine) as connection:
            return connection.execute(update(LETTERS).where(old).values(mime=b"")).rowcount

    def retry(self, number: int, now: datetime) -> None:
        """Put a letter in the queue again, due at once; VekhaError when it has gone, is going or is out of date."""
        now = in_utc(now)
        with writing(self._engine) as connection:
            letter = self._letter(connection, number)
            if letter.state is LetterState.SENT:
                raise VekhaError(journal_texts.LETTER_SENT_ALREADY.format(number=number))
            if letter.state is LetterState.SENDING and letter.next_at > now:
                raise VekhaError(journal_texts.LETTER_BEING_SENT.format(number=number))
            if letter.expires_at <= now:
                raise VekhaError(journal_texts.letter_out_of_date(number, letter.day))
            connection.execute(update(LETTERS).where(LETTERS.c.id == number).values(_afresh(now)))

    def retry_all(self, now: datetime) -> int:
        """Do so with every letter that waits or was not taken and is not out of date; how many. Dropped ones stay."""
        now = in_utc(now)
        again = LETTERS.c.state.in_([state.value for state in AGAIN])
        with writing(self._engine) as connection:
            mine = update(LETTERS).where(self._own, again, LETTERS.c.expires_at > now)
            return connection.execute(mine.values(_afresh(now))).rowcount

    def drop(self, number: int, note: str) -> QueuedLetter:
        """Send this letter no more and keep the note; the person gets no other one for that day.

        The letter as it was; VekhaError when it waits no more.
        """
        with writing(self._engine) as connection:
            letter = self._letter(connection, number)
            if letter.state not in WAITING:
                raise VekhaError(journal_texts.LETTER_WAITS_NO_MORE.format(number=number, state=STATES[letter.state]))
            values = {"state": LetterState.DROPPED.value, "worker": None, "error": note}
            connection.execute(update(LETTERS).where(LETTERS.c.id == number).values(values))
        return letter

    def undelivered(self) -> tuple[QueuedLetter, ...]:
        """Of each address whose last letter did not arrive, that letter; one that a person dropped does not count."""
        ended = LETTERS.c.state.in_([state.value for state in (LetterState.SENT, *FAULTS)])
        last = select(func.max(LETTERS.c.id)).where(self._own, ended).group_by(LETTERS.c.address)
        arrived = LETTERS.c.state == LetterState.SENT.value
        asked = select(*_FIELDS).where(LETTERS.c.id.in_(last), ~arrived).order_by(LETTERS.c.id)
        with reading(self._engine) as connection:
            return tuple(map(_entry, connection.execute(asked)))

    def revive(self, address: str, now: datetime) -> int:
        """Take an address for alive again; how many letters of today wait for it anew. VekhaError when it is not dead.

        Letters of days that are over expire: nothing stands against the address any more.
        """
        now = in_utc(now)
        refused = and_(self._own, LETTERS.c.address == address, LETTERS.c.state == LetterState.DEAD.value)
        with writing(self._engine) as connection:
            waits = update(LETTERS).where(refused, LETTERS.c.expires_at > now).values(_afresh(now))
            queued = connection.execute(waits).rowcount
            over = update(LETTERS).where(refused).values(state=LetterState.EXPIRED.value)
            if connection.execute(over).rowcount + queued == 0:
                raise VekhaError(journal_texts.ADDRESS_NOT_DEAD.format(address=address))
        return queued

    @property
    def _own(self) -> ColumnElement[bool]:
        return LETTERS.c.school == self._school

    @property
    def _held(self) -> ColumnElement[bool]:
        return and_(self._own, LETTERS.c.state == LetterState.HELD.value)

    def _late(self, now: datetime) -> ColumnElement[bool]:
        """Past its day and with no worker."""
        unheld = (LETTERS.c.state != LetterState.SENDING.value) | (LETTERS.c.next_at <= now)
        return and_(self._waiting(), LETTERS.c.expires_at <= now, unheld)

    def _waiting(self) -> ColumnElement[bool]:
        return and_(self._own, LETTERS.c.state.in_([state.value for state in WAITING]))

    def _oldest(self, connection: Connection, now: datetime, *, lock: bool = False) -> int | None:
        """The letter that is due longest, asked state by state: each question is one step in the index."""
        found: list[Row[tuple[datetime, int]]] = []
        for state in WAITING:
            due = (LETTERS.c.state == state.value, LETTERS.c.next_at <= now, LETTERS.c.expires_at > now)
            asked = select(LETTERS.c.next_at, LETTERS.c.id).where(self._own, *due)
            first = asked.order_by(LETTERS.c.next_at, LETTERS.c.id).limit(1)
            found += connection.execute(first.with_for_update(skip_locked=True) if lock else first).all()
        return min(found)[1] if found else None

    def _expire(self, connection: Connection, now: datetime) -> None:
        late = select(LETTERS.c.id).where(self._late(now)).order_by(LETTERS.c.id).with_for_update(skip_locked=True)
        values = {"state": LetterState.EXPIRED.value, "worker": None}
        connection.execute(update(LETTERS).where(LETTERS.c.id.in_(late)).values(values))

    def _letter(self, connection: Connection, number: int) -> QueuedLetter:
        asked = select(*_FIELDS).where(self._own, LETTERS.c.id == number).with_for_update()
        row = connection.execute(asked).one_or_none()
        if row is None:
            raise VekhaError(journal_texts.LETTER_UNKNOWN.format(number=number))
        return _entry(row)


def _entry(row: Iterable[Any]) -> QueuedLetter:
    values = dict(zip(_NAMES, row, strict=True))
    return QueuedLetter(**{**values, "state": LetterState(values["state"])})


def _afresh(now: datetime) -> dict[str, Any]:
    """In the queue again, due at once, as if never tried."""
    return {"state": LetterState.QUEUED.value, "next_at": now, "attempts": 0, "worker": None}
