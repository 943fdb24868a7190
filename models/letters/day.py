"""A working day of a school as its letters see it: who acts for whom, what may be said to whom, what is news."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from models.approval import Overview
from models.board import columns
from models.journal import JournalState, State
from models.letters import texts
from models.letters.letter import Item, SectionKind
from models.letters.schedule import may_write
from models.school import School, WorkCalendar
from models.text import Problem


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that waits for one person; not urgent: told only in a letter that goes anyway."""

    person: str
    kind: SectionKind
    item: Item
    urgent: bool = True


@dataclass(frozen=True)
class Day:
    """A working day of a school with all that is known about it.

    `links` leads to rows by code or ballot number; `reached` are those who were written to, for each day with letters.
    """

    school: School
    known: JournalState
    today: date
    overviews: tuple[Overview, ...]
    problems: Sequence[Problem]
    links: Mapping[str, str] = field(default_factory=dict)
    reached: Mapping[date, Set[str]] = field(default_factory=dict)

    @cached_property
    def soon(self) -> date:
        """The first day that is too far for a letter: one working day beyond the longest notice of the workflow."""
        return self.school.calendar.add_working_days(self.today, max(self.school.workflow.due_soon, default=0) + 1)

    @cached_property
    def by_code(self) -> dict[str, Overview]:
        """The milestones by code."""
        return {each.code: each for each in self.overviews}

    def acting(self, people: Iterable[str], when: date | None = None) -> dict[str, list[str]]:
        """Who acts for these people on a day: acting person → whom they act for (nobody for themselves)."""
        found: dict[str, list[str]] = {}
        for person in people:
            who = self.school.roster.acting(person, when or self.today)
            if who is not None:
                found.setdefault(who, []).extend([] if who == person else [person])
        return found

    def holders(self, role: str | None, when: date | None = None) -> tuple[str, ...]:
        """Who acts on a day for the holders of a role of the people file or of a post."""
        if role is None:
            return ()
        return tuple(self.acting(self.school.roster.members(role, when or self.today), when))

    @cached_property
    def _could(self) -> dict[tuple[str, date], bool]:
        return {}

    def could_tell(self, person: str, when: date) -> bool:
        """Whether a person got a letter on an earlier day; of days that had none at all, whether one could come.

        So a day says the same in a rehearsal, and settings that change do not change what was told.
        """
        if when in self.reached:
            return person in self.reached[when]
        key = (person, when)
        if key not in self._could:
            self._could[key] = may_write(self.school, person, when)
        return self._could[key]

    def is_news(self, person: str, since: date, told: Callable[[date], Iterable[str]]) -> bool:
        """Whether what began on a day could not be told this person before today; `told` gives who was, day by day.

        A person who came later does not hear again what somebody was told in the same place.
        """
        for number in range((self.today - since).days):
            when = since + timedelta(days=number)
            people = list(told(when))
            heard = [person] if person in people else people
            if any(self.could_tell(each, when) for each in heard):
                return False
        return since <= self.today

    def labels(self, people: Iterable[str]) -> list[str]:
        """How people are called on the board."""
        return [self.school.roster.label(person) for person in people]

    def place(self, each: Overview, what: str) -> str:
        """What to do, and on which tab."""
        return texts.ON_TAB.format(tab=columns.plan_title(self.school.period.name(each.milestone.year)), what=what)

    def left(self, due: date) -> int:
        """Working days that are left till a day."""
        return self.school.calendar.working_days_between(self.today, due)


def due_is_told_from(calendar: WorkCalendar, state: State) -> date:
    """The first working day on which letters can speak of a due date that a vote or order set; long ago for others."""
    if state.due_since is None:
        return date.min
    return calendar.add_working_days(calendar.today(state.due_since), 1)


def title_of(each: Overview) -> str:
    """The activity's title, short enough for a letter."""
    return texts.clean(each.milestone.activity.title, texts.LONGEST_TITLE)
