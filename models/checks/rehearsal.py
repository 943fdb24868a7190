"""Whether stages could decide, and be heard of, with the people and the absences that are known today."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.approval import Panel, Parties, panel, rule_of
from models.checks import texts
from models.evidence import forms_of
from models.roadmap import Milestone
from models.school import Kind, School, Stage
from models.text import Problem


def votes_needed(stage: Stage, members: Panel) -> int:
    """How many voters it takes before a stage can approve."""
    rule, size = rule_of(stage), len(members.seats) + len(members.absent)
    return max(rule.least(size), rule.floor(size))


def untold(school: School, today: date) -> Iterator[Problem]:
    """The milestones whose late votes nobody would be told of, by stage."""
    codes: dict[str, list[str]] = {}
    for milestone in school.live:
        parties = Parties(school, milestone, max(milestone.due or today, today))
        for key in _stages(school, milestone):
            rule = school.workflow.stages[key].escalate
            if rule is not None and not parties.first_told(rule.to):
                codes.setdefault(key, []).append(milestone.code)
    for key, where in codes.items():
        stage = school.workflow.stages[key]
        posts = ", ".join(stage.escalate.to) if stage.escalate else ""
        yield Problem(", ".join(where), *texts.nobody_told(stage.label, posts))


def _stages(school: School, milestone: Milestone) -> list[str]:
    """The stages that some submission of the milestone passes."""
    forms = frozenset(rule.kind for rule in forms_of(milestone.activity.proof, school.evidence))
    routes = [school.workflow.route(kind, forms) for kind in Kind]
    return list(dict.fromkeys(key for route in routes if route is not None for key in route.stages))


def absences(school: School, today: date) -> Iterator[Problem]:
    """The spans in which a stage cannot decide, long enough for a ballot to be late, by the absences announced."""
    last = school.period.ends(school.period.last)
    ends = [min(away.until or last, last) for away in school.roster.absences]
    until = max(ends, default=today)
    days = [today + timedelta(days=more) for more in range((until - today).days + 1)]
    for stage in school.workflow.stages.values():
        short: list[tuple[date, int, int]] = []
        for day in days:
            members = panel(stage, school.roster, (), day)
            goal = votes_needed(stage, members)
            if members.absent and len(members.seats) < goal:
                short.append((day, len(members.seats), goal))
            elif short:
                yield from _span(school, stage, short)
                short = []
        if short:
            yield from _span(school, stage, short)


def _span(school: School, stage: Stage, short: list[tuple[date, int, int]]) -> Iterator[Problem]:
    """One span without enough voters, where it leaves a ballot no working day in time."""
    first, last = short[0], short[-1]
    lasting = school.calendar.working_days_between(first[0] - timedelta(days=1), last[0])
    if lasting > stage.decide_within:
        yield Problem(stage.label, *texts.away(stage.label, first[0], last[0], min(each[1] for each in short), last[2]))
