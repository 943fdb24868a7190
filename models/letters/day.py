"""A working day of a school as its letters see it: who acts for whom, what may be said to whom, what is news."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from models.approval import Overview
from models.board import columns
from models.journal import JournalState, State
from models.letters import texts
from models.letters.letter import Item, LetterKind, SectionKind
from models.letters.schedule import begins, falls_on, may_write
from models.mail import PeopleOn, Told
from models.school import School, WorkCalendar
from models.text import Problem


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that waits for one person; not urgent: told only in a letter that goes anyway."""

    person: str
    kind: SectionKind
    item: Item
    urgent: bool = True
    subject: str = ""  # by which the outbox knows that it was told


@dataclass(frozen=True)
class Day:
    """A working day of a school with all that is known about it.

    `links` leads to rows by code or ballot number; `told` is what letters of earlier days told.
    """

    school: School
    known: JournalState
    today: date
    overviews: tuple[Overview, ...]
    problems: Sequence[Problem]
    links: Mapping[str, str] = field(default_factory=dict)
    told: Told = field(default_factory=Told)

    @cached_property
    def soon(self) -> date:
        """The first day that is too far for a letter: one working day beyond the longest notice of the workflow.

        Without notices that is today: nothing is told before it is due.
        """
        notices = self.school.workflow.due_soon
        return self.school.calendar.add_working_days(self.today, max(notices) + 1) if notices else self.today

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

    def is_news(self, person: str, subject: str, since: date, place: PeopleOn | None = None) -> bool:
        """Whether no letter since that day told this person of a subject.

        With `place` a person who came later does not hear again what somebody was told in the same place.
        """
        return since <= self.today and not self.told.heard(person, subject, since, place)

    def is_due(self, person: str, subject: str) -> bool:
        """Whether a person is to be told of what waits: at once, then as the workflow reminds."""
        first = self.told.first(person, subject)
        if first is None:
            return True
        calendar = self.school.calendar
        passed = self.school.workflow.remind.latest(calendar.working_days_between(first, self.today))
        return self.is_news(person, subject, calendar.add_working_days(first, passed))

    def begins(self, kind: LetterKind, person: str, last: date | None) -> bool:
        """Whether a week, month or year begins for a person today, or began without the letter that it asks for.

        `last` is when that was written before. Nothing is missed in a period in which letters did not go yet.
        """
        start = begins(kind, self.school, self.today)
        if falls_on(kind, self.school, person, self.today):
            return True
        began = self.told.began is not None and self.told.began < start
        return began and (last is None or last < start) and may_write(self.school, person, self.today)

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
