"""What a paper says of one milestone: its facts up to a day, in the order in which they happened."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from models.approval import Overview
from models.journal import (
    Amended,
    Ballot,
    Cancelled,
    Done,
    Entered,
    Event,
    Moved,
    Outcome,
    Part,
    Reopened,
    Rescheduled,
    Restored,
    Retired,
    StageMet,
    Started,
    Submitted,
)
from models.papers import texts
from models.school import Choice, School, Status
from models.text import joined, spell_day


@dataclass(frozen=True, slots=True)
class MilestoneRecord:
    """One milestone of a report; `ahead` where nothing happened yet and its day is still to come.

    `parts` are what its holders contributed.
    """

    code: str
    status: Status
    due: date | None
    overdue_days: int
    sentences: tuple[str, ...]
    ahead: bool
    parts: tuple[Part, ...] = ()


def record(school: School, overview: Overview, events: Iterable[Event], first_due: date | None) -> MilestoneRecord:
    """What the milestone's own events and its standing say; `first_due` is the day that it was due before them."""
    own = tuple(events)
    said = (*_Teller(school, first_due).told(own), *_standing(school, overview, own))
    ahead = overview.status is Status.PLANNED and not own and overview.overdue_days == 0
    parts = overview.state.parts
    return MilestoneRecord(overview.code, overview.status, overview.due, overview.overdue_days, said, ahead, parts)


class _Teller:
    """Follows a milestone's events with what a sentence about the next one needs: what was asked, who decided, due."""

    def __init__(self, school: School, due: date | None) -> None:
        self._school = school
        self._due = due
        self._result = self._reason = ""
        self._made: date | None = None
        self._number = 1
        self._decisions: list[str] = []

    def told(self, events: Iterable[Event]) -> Iterator[str]:
        """A sentence for each event that a paper tells."""
        for event in events:
            yield from self._of(event)

    def _of(self, event: Event) -> Iterator[str]:
        day = self._school.calendar.today(event.seen_at)
        match event:
            case Submitted():
                self._result, self._reason, self._made, self._decisions = event.result, event.comment, day, []
                self._number = event.number
            case Amended():
                self._result, self._reason = event.result, event.comment
            case StageMet():
                self._decisions.append(event.why)
            case Done():
                yield joined((self._done(day), *self._late(), *self._decided()))
            case Moved():
                said = texts.moved(day, event.before or self._due, event.due)
                self._due = event.due
                yield joined((said, *self._why(), *self._decided()))
            case Cancelled():
                label = self._school.workflow.statuses[Status.CANCELLED]
                said = texts.CANCELLED.format(status=label, day=spell_day(day))
                yield joined((said, *self._why(), *self._decided()))
            case Reopened():
                said = texts.REOPENED.format(day=spell_day(day))
                yield joined((said, *self._why(), *self._decided()))
            case Entered() | Retired():
                yield texts.BY_ORDER.format(why=event.why, day=spell_day(day))
            case Rescheduled() | Restored():
                self._due = event.due
                yield texts.BY_ORDER.format(why=event.why, day=spell_day(day))
            case _:
                return

    def _done(self, day: date) -> str:
        label = self._school.workflow.statuses[Status.DONE]
        made = spell_day(self._made or day)
        return texts.DONE.format(
            status=label, day=spell_day(day), number=self._number, made=made, result=self._result
        )  # fmt: skip

    def _late(self) -> Iterator[str]:
        if self._due is not None and self._made is not None and self._made > self._due:
            yield texts.LATE.format(due=spell_day(self._due), days=(self._made - self._due).days)

    def _decided(self) -> Iterator[str]:
        if self._decisions:
            yield texts.DECISION.format(why="; ".join(self._decisions))

    def _why(self) -> Iterator[str]:
        if self._reason:
            yield texts.REASON.format(reason=self._reason)


def _standing(school: School, overview: Overview, own: tuple[Event, ...]) -> Iterator[str]:
    """How a milestone that is not finished stands, by the journal alone: who may vote today does not matter."""
    state, label = overview.state, school.workflow.statuses[overview.status]
    if overview.overdue_days and overview.due is not None:
        yield texts.OVERDUE.format(days=overview.overdue_days, due=spell_day(overview.due))
    if state.parts and overview.open:
        amounts = [part.amount for part in state.parts if part.amount is not None]
        yield texts.parts_so_far(len({part.who for part in state.parts}), sum(amounts) if amounts else None)
    made = state.submission.made.seen_at if state.submission else None
    if state.attempt is not None and overview.open and (made is None or made < state.attempt.seen_at):
        yield state.attempt.why
    match overview.status:
        case Status.ON_APPROVAL if state.pending is not None:
            since = _day(school, state.pending.made.seen_at)
            asked = state.pending.made.understood or str(state.pending.kind)
            why = texts.OF_ATTEMPT.format(number=state.pending.number, why=asked)
            yield texts.SINCE_WHY.format(status=label, day=since, why=why)
            if state.pending.shown.result:
                yield texts.SUBMITTED.format(result=state.pending.shown.result)
            ballot = state.ballot
            if ballot is not None and ballot.outcome is Outcome.OPEN:
                yield _votes(ballot)
        case Status.RETURNED:
            refused = [each.why for each in state.ballots if each.outcome is Outcome.REFUSED]
            closed = [each for each in state.submissions if each.outcome is Outcome.REFUSED]
            if refused and closed[-1].closed_at is not None:
                why = texts.OF_ATTEMPT.format(number=closed[-1].number, why=refused[-1])
                yield texts.SINCE_WHY.format(status=label, day=_day(school, closed[-1].closed_at), why=why)
        case Status.IN_PROGRESS:
            begun = [each.seen_at for each in own if isinstance(each, Started | Reopened | Restored)]
            yield texts.SINCE.format(status=label, day=_day(school, begun[-1])) if begun else label
        case Status.UNCLEAR:
            yield label
        case Status.PLANNED if overview.due is not None and not overview.overdue_days:
            yield texts.DUE.format(due=spell_day(overview.due))
        case _:
            return


def _votes(ballot: Ballot) -> str:
    found = Counter(vote.choice for vote in ballot.votes)
    return texts.VOTES.format(
        approve=found[Choice.APPROVE], give_back=found[Choice.RETURN], abstain=found[Choice.ABSTAIN]
    )


def _day(school: School, moment: datetime) -> str:
    return spell_day(school.calendar.today(moment))
