"""A person's deadlines as calendar entries that keep their identity when they move."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from models.approval import Overview, answering, voters_now
from models.board import plan_titles
from models.journal import Ballot, Outcome
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


def deadlines(
    school: School, overviews: Iterable[Overview], people: Iterable[str], today: date
) -> tuple[Deadline, ...]:
    """What these people must have done by when: milestones that they answer for, ballots that wait for their vote."""
    wanted = set(people)
    found: list[Deadline] = []
    for each in overviews:
        acting = {school.roster.acting(who, today) for who in answering(school, each.milestone, today)}
        if wanted & acting:
            found.extend(_of_milestone(school, each, today))
        found.extend(_of_ballot(school, each, wanted, today))
    return tuple(sorted(found, key=lambda one: (one.day, one.uid)))


def _of_milestone(school: School, each: Overview, today: date) -> Iterator[Deadline]:
    if each.due is None or (not each.open and (today - each.due).days > KEPT_DAYS):
        return
    year = each.milestone.year
    title = texts.clean(f"{each.code} {each.milestone.activity.title}", texts.LONGEST_TITLE)
    yield Deadline(
        uid=f"{each.code}@{school.settings.id}.vekha",
        day=each.due,
        title=title if each.open else texts.FINISHED.format(status=school.workflow.statuses[each.status], title=title),
        note=texts.ON_TAB.format(tab=plan_titles(school, [year])[year], what=school.workflow.statuses[each.status]),
        changed_at=each.state.since or _beginning(school),
        revision=len(each.state.submissions) + len(each.state.ballots) + each.state.moves,
        finished=not each.open,
    )


def _of_ballot(school: School, each: Overview, people: set[str], today: date) -> Iterator[Deadline]:
    ballot: Ballot | None = each.state.ballot
    if ballot is None or each.standing is None or each.standing.outcome is not Outcome.OPEN:
        return
    voted = {vote.seat for vote in ballot.votes}
    seats = voters_now(school, each.milestone, each.state, today).seats
    if any(person in people and seat not in voted for person, seat in seats.items()):
        title = texts.clean(f"{ballot.number} {each.milestone.activity.title}", texts.LONGEST_TITLE)
        yield Deadline(
            uid=f"{ballot.number}@{school.settings.id}.vekha", day=ballot.decide_by,
            title=texts.TO_VOTE.format(title=title), note=texts.clean(each.why),
            changed_at=ballot.opened_at, revision=0,
        )  # fmt: skip


def _beginning(school: School) -> datetime:
    return datetime.combine(school.period.starts(school.period.first), time(), school.calendar.zone).astimezone(UTC)
