"""A letter as a value: what one person is told on one local day, before it becomes text and HTML."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

LetterKind = Literal["daily", "weekly", "monthly", "yearly", "alarm"]


class SectionKind(StrEnum):
    """What a section is about; the order here is the order in the letter."""

    UNBLOCK = "unblock"
    OPERATE = "operate"
    ESCALATED = "escalated"
    STUCK_VOTE = "stuck_vote"
    RETURNED = "returned"
    QUESTION = "question"
    OVERDUE = "overdue"
    VOTE = "vote"
    INCOMPLETE = "incomplete"
    DUE_SOON = "due_soon"
    PARTS = "parts"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of a letter; `days` are days late (of votes: working days), below zero working days that are left."""

    code: str
    title: str
    due: date | None = None
    days: int | None = None
    when: str = ""  # the same in words: «Просрочено на 12 дн.»
    note: str = ""  # why, in the engine's words
    said: str = ""  # what a person wrote, already on one line
    who: str = ""  # labels of those who answer
    action: str = ""  # the one thing to do
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one kind, with the sentence that says why the reader gets them; `action` is to be done to each of them.

    What only one of them asks for stands in the item.
    """

    kind: SectionKind
    title: str
    why: str
    items: tuple[Item, ...]
    action: str = ""


@dataclass(frozen=True, slots=True)
class BurnupBar:
    """How much of what was due by a day is done, for one direction, one executor, or everything."""

    title: str
    done: int  # of those due by the day
    due: int
    overdue: int
    ahead: int  # done before their day
    planned: int  # all that is not cancelled
    short: str = ""  # how it is called where many stand in one line

    @property
    def name(self) -> str:
        """How it is called where many stand in one line."""
        return self.short or self.title

    @property
    def percent(self) -> int | None:
        """Done of due, rounded down; None where nothing was due yet.

        >>> BurnupBar("1", 2, 3, 1, 0, 9).percent, BurnupBar("2", 0, 0, 0, 0, 9).percent
        (66, None)
        """
        return self.done * 100 // self.due if self.due else None


@dataclass(frozen=True, slots=True)
class BurnupPoint:
    """How many milestones the plan wanted done by a day, and how many were; None on a day that is still to come."""

    day: date
    planned: int
    done: int | None


@dataclass(frozen=True, slots=True)
class Burnup:
    """Plan against fact: the due days and the days of completion between two days, and their counts at some of them."""

    start: date
    end: date
    today: date
    planned: tuple[date, ...]
    done: tuple[date, ...]
    points: tuple[BurnupPoint, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How the whole roadmap stands, for those who watch over it; the curve stands in longer editions only."""

    edition: LetterKind
    name: str  # «за март 2021»
    since: date
    until: date
    overall: BurnupBar
    directions: tuple[BurnupBar, ...]
    executors: tuple[BurnupBar, ...]
    changes: tuple[Item, ...]
    soon: tuple[Item, ...]
    overdue: tuple[Item, ...]
    votes: tuple[Item, ...]
    problems: tuple[Item, ...]
    curve: Burnup | None = None
    above: frozenset[str] = frozenset()  # the rows that stand in the reader's own sections already
    problems_in_rows: bool = False  # what must be corrected stands in other rows, too


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told on one local day; never two with the same key."""

    kind: LetterKind
    person: str
    label: str
    address: str
    day: date
    headline: str  # what matters first, for the subject
    sections: tuple[Section, ...]
    summary: Summary | None = None
    subjects: tuple[str, ...] = ()  # by which the outbox knows what it tells
    outage: str = ""  # what does not work since when, as long as it lasts
    cause: str = ""  # of an alarm: what stopped or works again, and the moment

    @property
    def identity(self) -> tuple[str, ...]:
        """What its Message-ID is made of beside the school: person, day, and of an alarm its cause."""
        return (self.person, self.day.isoformat(), *filter(None, (self.cause,)))

    @property
    def key(self) -> tuple[str, date]:
        """The letter's identity: one per person and local day over everything but alarms."""
        return self.person, self.day


def alarm_letter(
    person: str, label: str, address: str, day: date, headline: str, *, why: str, name: str, note: str, action: str,
    cause: str,
) -> Letter:  # fmt: skip
    """An alarm: what stopped, or works again, is its one row."""
    item = Item(code=name, title="", note=note, action=action)
    section = Section(SectionKind.OPERATE, headline, why, (item,))
    return Letter("alarm", person, label, address, day, headline, (section,), cause=cause)
