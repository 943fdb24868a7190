"""A person's deadlines as calendar entries that keep their identity when they move."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from models.approval import Overview
from models.board import plan_titles
from models.journal import Outcome
from models.letters import texts
from models.school import School

KEPT_DAYS = 60  # how long a finished milestone stays in the file, so that an entry made earlier is told that it ended


@dataclass(frozen=True, slots=True)
class Deadline:
    """One all-day entry; `changed_at` and `revision` grow when it changes, `uid` never does."""

    uid: str
    day: date
    title: str
    note: str
    changed_at: datetime
    revision: int
    finished: bool = False


def deadlines(school: School, overviews: Iterable[Overview], today: date) -> dict[str, tuple[Deadline, ...]]:
    """What everybody must have done by when: milestones that they answer for, ballots that wait for their vote.

    Person → deadlines by day. Each deadline is worded once, however many people share it.
    """
    found: dict[str, list[Deadline]] = defaultdict(list)
    for each in overviews:
        for deadline, people in (*_of_milestone(school, each, today), *_of_ballot(school, each)):
            for person in people:
                found[person].append(deadline)
    return {person: in_order(own) for person, own in found.items()}


def in_order(found: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Deadlines by day, each once."""
    return tuple(sorted(dict.fromkeys(found), key=lambda deadline: (deadline.day, deadline.uid)))


def _of_milestone(school: School, each: Overview, today: date) -> Iterator[tuple[Deadline, set[str]]]:
    if each.due is None or (not each.open and (today - each.due).days > KEPT_DAYS):
        return
    year, acting = each.milestone.year, (school.roster.acting(person, today) for person in each.answers)
    title = texts.clean(f"{each.code} {each.milestone.activity.title}", texts.LONGEST_TITLE)
    status = school.workflow.statuses[each.status]
    deadline = Deadline(
        uid=f"{each.code}@{school.settings.id}.vekha",
        day=each.due,
        title=title if each.open else texts.FINISHED.format(status=status, title=title),
        note=texts.ON_TAB.format(tab=plan_titles(school, [year])[year], what=status),
        changed_at=each.state.since or _beginning(school),
        revision=len(each.state.submissions) + len(each.state.ballots) + each.state.moves,
        finished=not each.open,
    )
    yield deadline, {person for person in acting if person is not None}


def _of_ballot(school: School, each: Overview) -> Iterator[tuple[Deadline, set[str]]]:
    ballot, where = each.state.ballot, each.standing
    if ballot is None or where is None or where.outcome is not Outcome.OPEN:
        return
    voted = {vote.seat for vote in ballot.votes}
    title = texts.clean(f"{ballot.number} {each.milestone.activity.title}", texts.LONGEST_TITLE)
    deadline = Deadline(
        uid=f"{ballot.number}@{school.settings.id}.vekha", day=ballot.decide_by,
        title=texts.TO_VOTE.format(title=title), note=texts.clean(each.why),
        changed_at=ballot.opened.seen_at, revision=0,
    )  # fmt: skip
    yield deadline, {person for person, seat in where.panel.seats.items() if seat not in voted}


def _beginning(school: School) -> datetime:
    return school.calendar.begins(school.period.starts(school.period.first)).astimezone(UTC)
