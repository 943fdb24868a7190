"""The ladder of overdue milestones and late votes: who else is told, once for each step, on which working day."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from models.approval import Overview
from models.journal import Outcome, State
from models.letters import texts
from models.letters.day import Day, Notice, due_is_told_from, title_of
from models.letters.letter import Item, SectionKind
from models.school import Kind, Status, WorkCalendar


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


def _item(day: Day, each: Overview) -> Item:
    when = texts.overdue_since(each.overdue_days, each.due, day.today) if each.due else ""
    who = day.labels(each.answers) or each.milestone.activity.executors
    return Item(
        code=each.code, title=title_of(each), due=each.due, days=each.overdue_days, when=when,
        note=texts.clean(each.why), who=", ".join(who),
        action=texts.ASK_WHY, link=day.links.get(each.code),
    )  # fmt: skip
