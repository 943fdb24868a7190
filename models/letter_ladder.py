"""The ladder of overdue milestones: who else is told, once for each step, on which working day."""

from collections.abc import Iterator

from models import letter_wording as words
from models.advance import answering, voters_now
from models.letter import Item, SectionKind
from models.letter_duties import Day, Duty, title_of
from models.overview import Overview
from models.state import Outcome
from models.wording import sentence
from models.workflow import Status


def ladder(day: Day) -> Iterator[Duty]:
    """The steps that are reached today; a milestone on approval or moved to a later day climbs no further."""
    for each in day.overviews:
        if not each.overdue_days or each.due is None or each.status is Status.ON_APPROVAL:
            continue
        answers = answering(day.school, each.milestone, day.today)
        told = set(day.acting(answers))
        for step in day.school.workflow.overdue:
            if not reached_today(day, each, step.after):
                continue
            for person in day.holders(step.tell):
                if person not in told:
                    told.add(person)
                    yield Duty(person, SectionKind.ESCALATED, _item(day, each, answers))


def stuck_votes(day: Day) -> Iterator[Duty]:
    """Ballots that were escalated, for whom they were escalated to: a letter goes once, then they are only listed."""
    calendar = day.school.calendar
    for each in day.overviews:
        ballot, where = each.state.ballot, each.standing
        if ballot is None or where is None or where.outcome is not Outcome.OPEN or not ballot.escalated_to:
            continue
        stage = day.school.workflow.stages[ballot.stage]
        due = calendar.add_working_days(ballot.decide_by, stage.escalate.after if stage.escalate else 1)
        seen = calendar.today(each.state.since) if each.state.since else due
        left, late = day.left(ballot.decide_by), calendar.working_days_between(ballot.decide_by, day.today)
        item = Item(
            code=ballot.number, title=title_of(each), due=ballot.decide_by, days=late,
            when=words.decide_by(ballot.decide_by, left, late, day.today), note=words.clean(sentence(where.why)),
            action=words.hurry(), link=day.links.get(ballot.number),
        )  # fmt: skip
        voters = voters_now(day.school, each.milestone, each.state, day.today).seats
        for person in day.acting(ballot.escalated_to):
            if person not in voters:
                yield Duty(person, SectionKind.STUCK_VOTE, item, urgent=day.today in (due, seen))


def reached_today(day: Day, each: Overview, after: int) -> bool:
    """Whether this is the step's day: so many working days after the due date.

    A step that fell into the days of a vote is made up for on the first working day after the return.
    """
    if each.due is None:
        return False
    calendar, state = day.school.calendar, each.state
    step = calendar.add_working_days(each.due, after)
    if step == day.today:
        return True
    if each.status is not Status.RETURNED or state.submission is None or state.since is None:
        return False
    returned = calendar.today(state.since)
    return calendar.today(state.submission.made_at) < step <= returned and (
        calendar.add_working_days(returned, 1) == day.today
    )


def _item(day: Day, each: Overview, answers: tuple[str, ...]) -> Item:
    when = words.overdue_since(each.overdue_days, each.due, day.today) if each.due else ""
    return Item(
        code=each.code, title=title_of(each), due=each.due, days=each.overdue_days, when=when,
        note=words.clean(each.why), who=", ".join(day.labels(answers)) or ", ".join(each.milestone.activity.executors),
        action=words.ask_why(), link=day.links.get(each.code),
    )  # fmt: skip
