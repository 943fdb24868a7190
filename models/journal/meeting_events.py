"""Facts of a meeting of the working group: they are the school's, not one milestone's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a meeting decided of one ballot, in the words of its day: labels, no persons.

    `counted` says how many approved, gave back and abstained where nobody wrote down who.
    """

    ballot: str
    code: str
    title: str
    asked: str
    result: str
    approve: tuple[str, ...]
    give_back: tuple[str, ...]
    abstain: tuple[str, ...]
    reason: str
    decision: str
    counted: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOpened:
    """A meeting was called, or put off to another day: its number, who may attend, and the ballots of its agenda."""

    seen_at: datetime
    why: str
    number: int
    on: date
    attendants: tuple[str, ...]
    ballots: tuple[str, ...]
    milestone: str = ""
    kind: Literal["meeting_opened"] = "meeting_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingClosed:
    """A meeting was held: everything that its protocol says; `left_out` are ballots with the reason."""

    seen_at: datetime
    why: str
    number: int
    on: date
    present: tuple[str, ...]
    absent: tuple[str, ...]
    chair: str
    secretary: str
    resolutions: tuple[Resolution, ...]
    left_out: tuple[tuple[str, str], ...]
    milestone: str = ""
    kind: Literal["meeting_closed"] = "meeting_closed"


MeetingEvent = MeetingOpened | MeetingClosed
