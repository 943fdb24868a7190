"""The meetings that the journal knows: when each was called, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.journal import Event, MeetingClosed, MeetingOpened

MEETINGS = frozenset({"meeting_opened", "meeting_closed"})
"""The kinds of facts that meetings are known by."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the working group; `closed` is None until it was held."""

    opened: MeetingOpened
    closed: MeetingClosed | None = None

    @property
    def number(self) -> int:
        """Its number, and that of its protocol."""
        return self.opened.number


def meetings(events: Iterable[Event]) -> tuple[Meeting, ...]:
    """Every meeting in order; one that was put off stands with its last day."""
    found: dict[int, Meeting] = {}
    for event in events:
        if isinstance(event, MeetingOpened):
            found[event.number] = Meeting(event)
        elif isinstance(event, MeetingClosed):
            found[event.number] = replace(found[event.number], closed=event)
    return tuple(found.values())


def open_meeting(events: Iterable[Event]) -> Meeting | None:
    """The meeting that was called and not held yet, if there is one."""
    return next((each for each in meetings(events) if each.closed is None), None)
