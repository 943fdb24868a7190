"""Who answers for a milestone, and who may vote at a stage, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.approval import texts
from models.roadmap import Milestone
from models.school import Roster, School, Stage


@dataclass(frozen=True, slots=True)
class Panel:
    """Who may vote: acting voter → whose seat it is; and who may not, with the sentence that says why."""

    seats: Mapping[str, str]
    aside: Mapping[str, str]


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

    def impartial(self, role: str) -> tuple[str, ...]:
        """Who holds a role or post and does not answer for the milestone."""
        return tuple(person for person in self.school.roster.members(role, self.day) if person not in self.answers)

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
    found = _panel((*roster.members(stage.voters, day), *deciders), roster, answering, day)
    if not found.seats and stage.stand_in:
        other = _panel(roster.members(stage.stand_in, day), roster, answering, day)
        return Panel(other.seats, {**found.aside, **other.aside})
    return found


def _panel(members: tuple[str, ...], roster: Roster, answering: tuple[str, ...], day: date) -> Panel:
    acting_for_answering = roster.standing_in_for(answering, day)
    seats: dict[str, str] = {}
    aside: dict[str, str] = {}
    for member in members:
        if member in answering:
            aside[member] = texts.OWN_WORK.format(voter=roster.label(member))
            continue
        acting = roster.acting(member, day)
        if acting is None:
            continue
        label = roster.label(acting)
        if acting in answering:
            aside[acting] = texts.OWN_WORK.format(voter=label)
        elif acting in acting_for_answering:
            aside[acting] = texts.ACTS_FOR_ANSWERING.format(
                voter=label, absent=roster.label(acting_for_answering[acting])
            )
        elif acting == member:
            seats[acting] = member
        elif acting not in members:
            seats.setdefault(acting, member)
    return Panel(seats, aside)


def all_voters(stages: Mapping[str, Stage], roster: Roster) -> tuple[str, ...]:
    """Everybody who may ever vote: holders of every stage's post at any time, stand-ins, and all their substitutes."""
    people: list[str] = []
    for stage in stages.values():
        last_word = stage.escalate.to if stage.escalate and stage.escalate.decides else None
        for voters in (stage.voters, stage.stand_in, last_word):
            post = roster.post(roster.post_named(voters)) if voters else None
            if post is not None:
                people.extend(holder.person for holder in post.holders)
    found = list(dict.fromkeys(people))
    for person in found:  # grows: a substitute may be away too
        acting = [away.substitute for away in roster.absences if away.person == person and away.substitute]
        found.extend(other for other in dict.fromkeys(acting) if other not in found)
    return tuple(found)
