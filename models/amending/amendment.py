"""An amending document beside a living school, and what would follow from it: values that can be shown and compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from models.amending.matching import Matching
from models.approval import due_date
from models.importing import Imported
from models.journal import Event, JournalState
from models.roadmap import Milestone, Order, Roadmap, Settled
from models.school import School, month_day
from models.terms import Period
from models.text import one_line, read_date

_ORDER = re.compile(r"(?:приказ\w*\s{1,9})?№?\s{0,9}(?P<number>\S+)\s{1,9}от\s{1,9}(?P<day>.+)", re.IGNORECASE)


def read_order(text: str) -> Order | None:
    """The order that a person names; None when it is not understood.

    >>> str(read_order("№ 12 от 1 сентября 2022"))
    '№ 12 от 01.09.2022'
    """
    match = _ORDER.fullmatch(one_line(text))
    day = read_date(match["day"]) if match else None
    return Order(number=match["number"], date=day) if match and day else None


def unnamed(day: date) -> Order:
    """What stands in for an order that nobody named yet, so that differences can be shown."""
    return Order(number="…", date=day)


def named_order(roadmap: Roadmap, imported: Imported) -> Order | None:
    """The order that the document says it was amended by, or put into force by when that is not the roadmap's."""
    preamble = imported.preamble
    told = preamble.amended or preamble.order
    order = Order(number=told[0], date=told[1]) if told else None
    return order if order != roadmap.order else None


@dataclass(frozen=True)
class AmendOptions:
    """What a person said on the command line, or in answer to questions; rows and terms by number."""

    order: Order | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    reopen: frozenset[str] = frozenset()
    settled: Mapping[str, Settled] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MilestoneChange:
    """What the order does to a milestone: moves, enters, retires, returns, stays, or may return if somebody says so."""

    code: str
    what: str
    before: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `kind` is added, changed, renumbered, retired, direction or period; `said` are its sentences."""

    kind: str
    code: str
    number: str
    title: str
    said: tuple[str, ...]
    milestones: tuple[MilestoneChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an order would make of a school."""

    order: Order
    roadmap: Roadmap
    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Amendment:
    """A document to be compared with a living school, and what a person decided about it."""

    school: School
    known: JournalState
    imported: Imported
    matching: Matching
    order: Order
    moment: datetime
    settled: Mapping[str, Settled] = field(default_factory=dict)
    reopen: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The order as people name it."""
        return str(self.order)

    @property
    def period(self) -> Period:
        """The years of the new roadmap."""
        return self.imported.period or self.school.period

    @property
    def reporting_day(self) -> tuple[int, int] | None:
        """Month and day on which yearly activities are due."""
        day = self.school.settings.reporting_day
        return month_day(day) if day else None

    def used(self) -> frozenset[str]:
        """Every activity's code that was ever given."""
        return frozenset(code.partition("/")[0] for code in self.milestone_codes)

    @cached_property
    def milestone_codes(self) -> frozenset[str]:
        """Every milestone's code that was ever given, but for what this order brought in before it was interrupted."""
        ours = {each.code for each in self.school.milestones}
        others = (code for code, state in self.known.states.items() if state.entered != self.name or state.submissions)
        return frozenset((*ours, *others))

    @cached_property
    def milestones(self) -> dict[str, list[Milestone]]:
        """The milestones until now, by activity."""
        found: dict[str, list[Milestone]] = {}
        for each in self.school.milestones:
            found.setdefault(each.activity.code, []).append(each)
        return found

    def day(self, milestone: Milestone) -> date | None:
        """When a milestone is due until now."""
        return due_date(milestone, self.known.state(milestone.code))

    def is_finished(self, milestone: Milestone) -> bool:
        """Whether a milestone is done or cancelled."""
        return self.known.state(milestone.code).finished
