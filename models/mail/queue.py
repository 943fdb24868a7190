"""Letters on their way: what is queued, how a try ended, when to try again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Result(StrEnum):
    """How one try to hand a letter over ended."""

    SENT = "sent"
    TEMPORARY = "temporary"  # the server asks to come again
    PERMANENT = "permanent"  # this address will never take any letter
    REFUSED = "refused"  # this letter will never be taken; the address may be good
    MISCONFIGURED = "misconfigured"  # login, certificate: no letter will go until a person mends it
    UNKNOWN = "unknown"  # the connection was lost after the letter was handed over


class LetterState(StrEnum):
    """Where a queued letter is."""

    QUEUED = "queued"
    SENDING = "sending"
    HELD = "held"  # a person must mend the settings of mail first
    SENT = "sent"
    DEAD = "dead"  # the address takes nothing
    REFUSED = "refused"  # the letter itself was not taken
    EXPIRED = "expired"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter ready to be queued: one per person and local day; the bytes are what will be sent."""

    person: str
    day: date
    kind: str
    address: str
    subject: str
    message_id: str
    mime: bytes
    expires_at: datetime
    not_before: datetime | None = None  # the end of quiet hours
    told: tuple[str, ...] = ()  # the subjects that the letter tells
    cause: str = ""  # of an alarm: what it is about; alarms stand outside of one letter per person and day
    code: str = ""  # the journal's control code that the letter shows

    @property
    def key(self) -> tuple[str, date, str]:
        """The letter's identity in the outbox."""
        return self.person, self.day, self.cause


@dataclass(frozen=True, slots=True)
class QueuedLetter:
    """A letter of the queue without its bytes; `attempts` counts the tries that were begun.

    `next_at` is when it may be claimed, `error` the last answer to a try.
    """

    id: int
    person: str
    day: date
    kind: str
    address: str
    subject: str
    message_id: str
    attempts: int
    state: LetterState
    next_at: datetime
    expires_at: datetime
    error: str | None
    created_at: datetime
    sent_at: datetime | None

    @property
    def due_since(self) -> datetime:
        """Since when it should have gone: one that was tried in vain since it was written."""
        return self.created_at if self.error is not None else self.next_at


WAITING = (LetterState.QUEUED, LetterState.SENDING, LetterState.HELD)
FAILED = (LetterState.DEAD, LetterState.REFUSED, LetterState.EXPIRED, LetterState.DROPPED)
HELD_MINUTES = 15  # how long wrong settings are left alone: many wrong passwords lock an account
RETRY_MINUTES = (1, 5, 15, 60)


def next_try(attempts: int, now: datetime) -> datetime:
    """When to try again after so many tries: 1, 5, 15, 60 minutes, then hourly."""
    return now + timedelta(minutes=RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1])
