"""What a school's configuration will lead to: jams, vacant posts, busy people, deadlines on days off."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from models.approval import Parties, vote_texts
from models.approval import texts as approval_texts
from models.checks import texts
from models.checks.rehearsal import absences, untold, votes_needed
from models.evidence import forms_of
from models.letters import quiet_minutes
from models.mail import clean_address
from models.roadmap import Milestone, same_activities
from models.school import Kind, School
from models.text import Problem, russian

DAYS_OF_WEEK = 5  # working ones
LONGEST_QUIET = 14 * 60


class Level(StrEnum):
    """How much a finding matters."""

    FINE = "fine"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; an error must be mended by a person, a warning may stay."""

    level: Level
    problem: Problem

    @classmethod
    def fine(cls, where: str, found: str) -> Self:
        """Something that was looked at and is well."""
        return cls(Level.FINE, Problem(where, found, ""))


def checkup(school: School, today: date) -> Iterator[Finding]:
    """Rehearse the whole roadmap by the rules and the people as they are."""
    yield from _warnings(_repeated(school))
    yield from _posts(school, today)
    yield from _group(school, today)
    yield from _jams(school, today)
    yield from _warnings(untold(school, today))
    yield from _warnings(absences(school, today))
    yield from _warnings(_busy(school))
    yield from _letters(school, today)
    yield from _warnings(_days_off(school))
    yield from _warnings(_unclear(school))


def _warnings(problems: Iterator[Problem]) -> Iterator[Finding]:
    return (Finding(Level.WARNING, problem) for problem in problems)


def _repeated(school: School) -> Iterator[Problem]:
    for first, second in same_activities(school.roadmap):
        yield Problem(second, *texts.SAME_ACTIVITY.of(first=first, second=second))


def _posts(school: School, today: date) -> Iterator[Finding]:
    """Executors without people, and people without an address; each named once."""
    codes: dict[str, list[str]] = {}
    for activity in school.roadmap.live():
        for post in activity.executors or ("",):
            codes.setdefault(post, []).append(activity.code)
    for post, where in codes.items():
        if not post:
            yield Finding(Level.ERROR, Problem(", ".join(where), *texts.NO_EXECUTOR))
        elif not school.roster.holders(post, today):
            yield Finding(Level.ERROR, Problem(", ".join(where), *approval_texts.POST_VACANT.of(post=post)))
    for person in school.roster.people.values():
        if person.address is None:
            yield Finding(Level.WARNING, Problem(person.label, *texts.NO_ADDRESS))
            continue
        try:
            clean_address(person.address)
        except ValueError as wrong:
            yield Finding(Level.WARNING, Problem(person.label, *texts.BAD_ADDRESS.of(fault=str(wrong))))


def _group(school: School, today: date) -> Iterator[Finding]:
    members = school.roster.holders(school.roster.working_group, today)
    if len(members) < 2:
        yield Finding(Level.WARNING, Problem(school.roster.working_group, *texts.small_group(len(members))))


def _jams(school: School, today: date) -> Iterator[Finding]:
    """Milestones not yet due whose completion could not gather a quorum with the people of their due day.

    The years of one activity that jam for one reason are one finding.
    """
    codes: dict[tuple[str, str, str], list[str]] = {}
    for milestone in school.live:
        day = max(milestone.due or today, today)
        for problem in stage_jams(school, milestone, Kind.COMPLETION, day):
            codes.setdefault((milestone.activity.code, problem.found, problem.hint), []).append(milestone.code)
    for (_, found, hint), where in codes.items():
        yield Finding(Level.ERROR, Problem(", ".join(where), found, hint))


def stage_jams(school: School, milestone: Milestone, kind: Kind, day: date) -> Iterator[Problem]:
    """The stages of a milestone's submission that nobody could pass on a day."""
    forms = frozenset(rule.kind for rule in forms_of(milestone.activity.proof, school.evidence))
    route = school.workflow.route(kind, forms)
    if route is None:
        yield Problem(milestone.code, *approval_texts.NO_ROUTE.of(kind=kind))
        return
    passable, parties = 0, Parties(school, milestone, day)
    for key in route.stages:
        stage = school.workflow.stages[key]
        members = parties.panel(stage)
        if stage.pass_over_own_work and not members.seats and members.aside:
            continue
        members = parties.panel_until(stage, (), school.calendar.add_working_days(day, stage.decide_within))
        goal, few = votes_needed(stage, members), len(members.seats) + len(members.returning)
        if goal > few:
            yield Problem(milestone.code, *vote_texts.jammed(stage.label, few, goal))
        passable += 1
    if not passable:
        yield Problem(milestone.code, *texts.NOBODY_DECIDES)


def _busy(school: School) -> Iterator[Problem]:
    """People who answer for so many milestones due on one day that somebody should be told."""
    loads: Counter[tuple[str, date]] = Counter()
    for each in school.live:
        if each.due is not None:
            loads.update((person, each.due) for person in Parties(school, each, each.due).answers)
    for (person, day), number in sorted(loads.items(), key=lambda load: (load[0][1], load[0][0])):
        if number >= school.workflow.busy_from:
            yield Problem(school.roster.label(person), *texts.busy(number, day))


def _letters(school: School, today: date) -> Iterator[Finding]:
    """Quiet hours that leave no day, people whose wishes about letters keep from them what they have to decide."""
    quiet = quiet_minutes(school)
    if quiet > LONGEST_QUIET:
        yield Finding(Level.WARNING, Problem("school.yaml", *texts.long_quiet_hours(quiet // 60)))
    last = school.period.ends(school.period.last)
    for person, one in school.roster.people.items():
        stages = [
            each for each in school.workflow.stages.values() if person in school.roster.members(each.voters, today)
        ]
        paused = one.letters.paused_until
        if paused is not None and paused >= last:
            level = Level.ERROR if stages else Level.WARNING
            yield Finding(level, Problem(one.label, *texts.paused_for_ever(paused, bool(stages))))
        late = [each.label for each in stages if one.letters.every == "week" and each.decide_within < DAYS_OF_WEEK]
        if late:
            yield Finding(Level.WARNING, Problem(one.label, *texts.weekly_voter(late)))


def _days_off(school: School) -> Iterator[Problem]:
    days = Counter(each.due for each in school.live if each.due and not school.calendar.is_working(each.due))
    for day, count in sorted(days.items()):
        yield Problem(russian.day(day), *texts.due_on_day_off(count))


def _unclear(school: School) -> Iterator[Problem]:
    for activity in school.roadmap.live():
        question = next((each.unclear for each in school.live if each.activity is activity and each.unclear), None)
        if question:
            yield Problem(activity.code, *texts.term_unclear(activity.term, question))
