"""The ladder of overdue milestones and late votes: who else is told, once for each step, on which working day."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from models.approval import Overview
from models.journal import Ballot, Outcome, State
from models.letters import texts
from models.letters.day import Day, Notice, due_is_told_from, title_of
from models.letters.letter import Item, SectionKind
from models.school import Kind, Status, WorkCalendar
from models.text import sentence


def escalations(day: Day) -> Iterator[Notice]:
    """The steps that can be told today for the first time; none while voters decide, or before a moved deadline.

    A step that falls on a day without letters for its reader is told in the next one, to whoever holds the post then.
    """
    for each in day.overviews:
        if not each.overdue_days or each.due is None or each.status is Status.ON_APPROVAL:
            continue
        told = set(day.acting(each.answers))
        for step in day.school.workflow.overdue:
            begun = step_day(day.school.calendar, each.due, step.after, each.state)
            if begun > day.today:
                continue
            for person in day.holders(step.tell):
                subject = f"escalated:{each.code}:{each.due}"
                if person not in told and day.is_news(person, subject, begun, partial(day.holders, step.tell)):
                    told.add(person)
                    yield Notice(person, SectionKind.ESCALATED, _item(day, each), subject=subject)


def step_day(calendar: WorkCalendar, due: date, after: int, state: State) -> date:
    """The day of a step: so many working days after the due date, put off while voters decided or the milestone rested.

    What was submitted before that day and came back on it or later is told on the first working day after its return,
    and what was moved to a day that has passed on the first one after the vote.
    """
    step = max(calendar.add_working_days(due, after), due_is_told_from(calendar, state))
    for begun, ended in _rests(calendar, state):
        if begun < step and (ended is None or step <= ended):
            step = calendar.add_working_days(ended, 1) if ended is not None else date.max
    return step


def _rests(calendar: WorkCalendar, state: State) -> Iterator[tuple[date, date | None]]:
    """When nobody could be late with a milestone: votes, and the time between the end and a reopening (None: open)."""
    since: date | None = None
    for each in state.submissions:
        closed = calendar.today(each.closed_at) if each.closed_at is not None else None
        if each.kind is Kind.REOPENING:
            if since is not None and each.outcome is Outcome.MET:
                yield since, closed
                since = None
            continue
        begun = calendar.today(each.made_at)
        if each.outcome is Outcome.MET and each.kind is not Kind.EXTENSION:
            since = begun
        else:
            yield begun, closed


def stuck_votes(day: Day) -> Iterator[Notice]:
    """Ballots open past their escalation, for whom they escalate to: a letter goes once, then they are only listed."""
    calendar = day.school.calendar
    for each in day.overviews:
        ballot, where = each.state.ballot, each.standing
        if ballot is None or where is None or where.outcome is not Outcome.OPEN:
            continue
        rule = day.school.workflow.stages[ballot.opened.stage].escalate
        begun = calendar.add_working_days(ballot.decide_by, rule.after if rule else 1)
        if begun > day.today or (rule is None and not ballot.escalated_to):
            continue
        left, late = (
            day.left(ballot.decide_by),
            calendar.working_days_between(ballot.decide_by, day.today),
        )
        item = Item(
            code=ballot.number, title=title_of(each), due=ballot.decide_by, days=late,
            when=texts.decide_by(ballot.decide_by, left, late, day.today), note=texts.clean(sentence(where.why)),
            action=texts.HURRY, link=day.links.get(ballot.number),
        )  # fmt: skip
        told, subject = partial(_told_of_vote, day, each, ballot), f"stuck_vote:{ballot.number}"
        for person in told(day.today):
            if person not in where.panel.seats:
                urgent = day.is_news(person, subject, begun, told)
                yield Notice(person, SectionKind.STUCK_VOTE, item, urgent, subject)


def _told_of_vote(day: Day, each: Overview, ballot: Ballot, when: date) -> Sequence[str]:
    """Who is told of a late vote on a day: those whom the pass named, else those whom the rule names."""
    rule = day.school.workflow.stages[ballot.opened.stage].escalate
    people = ballot.escalated_to
    if not people and rule is not None:
        people = each.parties.on(when).first_told(rule.to)
    return list(day.acting(people, when))


def _item(day: Day, each: Overview) -> Item:
    when = texts.overdue_since(each.overdue_days, each.due, day.today) if each.due else ""
    who = day.labels(each.answers) or each.milestone.activity.executors
    return Item(
        code=each.code, title=title_of(each), due=each.due, days=each.overdue_days, when=when,
        note=texts.clean(each.why), who=", ".join(who),
        action=texts.ASK_WHY, link=day.links.get(each.code),
    )  # fmt: skip
