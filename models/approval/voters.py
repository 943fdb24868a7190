"""Who answers for a milestone, and who may vote at a stage, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from models.approval import vote_texts
from models.roadmap import Milestone
from models.school import Roster, School, Stage


@dataclass(frozen=True, slots=True)
class Panel:
    """Who may vote: acting voter → whose seat it is; and who may not, with the sentence that says why.

    `absent` are members whose seat nobody takes; `returning` those of them whose seat is taken before the deadline.
    """

    seats: Mapping[str, str]
    aside: Mapping[str, str]
    absent: tuple[str, ...] = ()
    returning: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parties:
    """Who answers for a milestone on a day, and who may vote on it: found once, and read by everybody."""

    school: School
    milestone: Milestone
    day: date

    def on(self, day: date) -> "Parties":
        """The same milestone's parties on another day."""
        return self if day == self.day else Parties(self.school, self.milestone, day)

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """Who answers for the milestone."""
        activity = self.milestone.activity
        return self.school.roster.answering(activity.executors, activity.answers, self.day)

    def first_told(self, posts: tuple[str, ...]) -> tuple[str, ...]:
        """The holders of the first post of whom somebody is there, or acted for, and does not answer."""
        roster = self.school.roster
        for post in posts:
            impartial = [each for each in roster.members(post, self.day) if each not in self.answers]
            found = tuple(each for each in impartial if roster.acting(each, self.day) not in (None, *self.answers))
            if found:
                return found
        return ()

    def panel_until(self, stage: Stage, deciders: tuple[str, ...], until: date) -> Panel:
        """Who may vote, and which of the absent members' seats are taken again by a day."""
        found = self.panel(stage, deciders)
        days = (
            [self.day + timedelta(days=more) for more in range(1, (until - self.day).days + 1)] if found.absent else []
        )
        back = {seat for day in days for seat in self.on(day).panel(stage, deciders).seats.values()}
        return replace(found, returning=tuple(member for member in found.absent if member in back))

    @cached_property
    def _panels(self) -> dict[tuple[str, str | None, tuple[str, ...]], Panel]:
        return {}

    def panel(self, stage: Stage, deciders: tuple[str, ...] = ()) -> Panel:
        """Who may vote at a stage; `deciders` joined by escalation."""
        key = (stage.voters, stage.stand_in, deciders)
        if key not in self._panels:
            self._panels[key] = panel(stage, self.school.roster, self.answers, self.day, deciders)
        return self._panels[key]


def panel(stage: Stage, roster: Roster, answering: tuple[str, ...], day: date, deciders: tuple[str, ...] = ()) -> Panel:
    """The voters of a stage on a day: its post's holders, less those who answer and those who act for them.

    Where everybody who could vote answers, the stage's stand-in votes instead. `deciders` joined by escalation.
    """
    found = _panel(roster.members(stage.voters, day), deciders, roster, answering, day)
    if not found.seats and stage.stand_in:
        other = _panel(roster.members(stage.stand_in, day), (), roster, answering, day)
        return replace(other, aside={**found.aside, **other.aside})
    return found


def _panel(
    post: tuple[str, ...], deciders: tuple[str, ...], roster: Roster, answering: tuple[str, ...], day: date
) -> Panel:
    acting_for_answering, members = roster.standing_in_for(answering, day), (*post, *deciders)
    seats: dict[str, str] = {}
    aside: dict[str, str] = {}
    for member in members:
        if member in answering:
            aside[member] = vote_texts.OWN_WORK.format(voter=roster.label(member))
            continue
        acting = roster.acting(member, day)
        if acting is None:
            continue
        label = roster.label(acting)
        if acting in answering:
            aside[acting] = vote_texts.OWN_WORK.format(voter=label)
        elif acting in acting_for_answering:
            aside[acting] = vote_texts.ACTS_FOR_ANSWERING.format(
                voter=label, absent=roster.label(acting_for_answering[acting])
            )
        elif acting == member:
            seats[acting] = member
        elif acting not in members:
            seats.setdefault(acting, member)
    counted = {*seats.values(), *answering, *(member for member in aside if member in members)}
    return Panel(seats, aside, tuple(member for member in dict.fromkeys(post) if member not in counted))
