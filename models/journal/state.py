"""Where a milestone stands: the fold of its events, which never asks today's configuration."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.board import columns
from models.journal.ballots import Ballot, Outcome, Question, Submission, Vote
from models.journal.events import (
    Amended,
    Asked,
    Attempted,
    Cancelled,
    Cleared,
    Done,
    DoubtAccepted,
    Escalated,
    Event,
    Moved,
    Refused,
    Reopened,
    SchoolEvent,
    StageMet,
    StageOpened,
    Started,
    Submitted,
    Superseded,
    Voted,
    VotesCounted,
    VoteWithdrawn,
    Withdrawn,
)
from models.journal.order_events import Entered, OrderEvent, Rescheduled, Restored, Retired, Reworded
from models.journal.part_events import Contributed, Part, PartDropped, PartEvent
from models.school import Status


@dataclass(frozen=True, slots=True)
class State:
    """A milestone's standing; `rest` is what it falls back to when no submission is open.

    `due` is the day that a vote or an order set (None: as the roadmap says), `entered` the order that added the
    milestone, `retired` the one that struck it off (`is_struck_off`: and ended it), `moved_by` the last one that
    set its day, `moves` how often one touched it; `attempt` is the last mark that was refused for lack of proof;
    `parts` are the lines of «Вклады» that count.
    """

    code: str
    rest: Status = Status.PLANNED
    due: date | None = None
    spent: str | None = None
    submissions: tuple[Submission, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    since: datetime | None = None
    why: str = ""
    entered: str | None = None
    retired: str | None = None
    is_struck_off: bool = False
    moved_by: str | None = None
    moves: int = 0
    due_since: datetime | None = None
    accepted: DoubtAccepted | None = None
    attempt: Attempted | None = None
    parts: tuple[Part, ...] = ()

    def first_seen(self, full: str) -> datetime | None:
        """When an accepted mark with this fingerprint was seen for the first time, doubted then."""
        return self.accepted.since if self.accepted is not None and self.accepted.full == full else None

    @property
    def submission(self) -> Submission | None:
        """The latest submission."""
        return self.submissions[-1] if self.submissions else None

    @property
    def pending(self) -> Submission | None:
        """The submission under vote, if there is one."""
        latest = self.submission
        return latest if latest is not None and latest.outcome is Outcome.OPEN else None

    @property
    def ballot(self) -> Ballot | None:
        """The latest ballot of the latest submission."""
        latest = self.ballots[-1] if self.ballots else None
        return latest if latest is not None and latest.opened.number == len(self.submissions) else None

    @property
    def finished(self) -> bool:
        """Whether the milestone is done or cancelled."""
        return self.rest in (Status.DONE, Status.CANCELLED)

    @property
    def status(self) -> Status:
        """The status by the journal alone; a milestone that is done stays done while its reopening is voted on."""
        return Status.ON_APPROVAL if self.pending is not None and not self.finished else self.rest


def evolve(state: State, event: Event) -> State:
    """The state after one more event; what is the school's changes none by itself."""
    if isinstance(event, SchoolEvent):
        return state
    if isinstance(event, OrderEvent):
        return _ordered(state, event)
    if isinstance(event, DoubtAccepted | Attempted | Asked | PartEvent):
        return _noted(state, event)
    state = replace(state, since=event.seen_at, why=event.why)
    match event:
        case Started():
            return replace(state, rest=Status.IN_PROGRESS, spent=None)
        case Cleared():
            back = Status.PLANNED if state.rest is Status.IN_PROGRESS else state.rest
            return replace(state, rest=back, spent=None)
        case Submitted():
            return replace(state, submissions=(*state.submissions, Submission(event)))
        case Amended():
            return _amended(state, event)
        case StageOpened():
            return replace(state, ballots=(*state.ballots, Ballot(event, event.voters, event.needed, event.why)))
        case Voted() | VotesCounted() | VoteWithdrawn() | Escalated() | StageMet():
            return _with_ballot(state, **_changes(_open(state), event))
        case Refused():
            closed = _with_ballot(state, **_changes(_open(state), event))
            rest = state.rest if state.finished else Status.RETURNED
            return replace(_decided(closed, Outcome.REFUSED), rest=rest)
        case Done():
            return replace(_decided(state, Outcome.MET), rest=Status.DONE)
        case Cancelled():
            return replace(_decided(state, Outcome.MET), rest=Status.CANCELLED)
        case Moved():
            return replace(_decided(state, Outcome.MET), due=event.due, due_since=event.seen_at)
        case Reopened():
            return replace(_decided(state, Outcome.MET), rest=Status.IN_PROGRESS, is_struck_off=False)
        case Withdrawn():
            return _given_up(state, Outcome.WITHDRAWN, event.why)
        case Superseded():
            closed = _given_up(state, Outcome.SUPERSEDED, event.why)
            return replace(closed, spent=closed.submissions[-1].shown.full) if event.spent else closed


def _noted(state: State, event: DoubtAccepted | Attempted | Asked | PartEvent) -> State:
    """The state after a fact that changes neither status nor sentence."""
    match event:
        case DoubtAccepted():
            return replace(state, accepted=event)
        case Attempted():
            return replace(state, attempt=event)
        case Asked():
            return _asked(state, event)
        case Contributed():
            kept = (part for part in state.parts if part.number != event.part.number)
            return replace(state, parts=tuple(sorted((*kept, event.part), key=_by_number)))
        case PartDropped():
            return replace(state, parts=tuple(part for part in state.parts if part.number != event.number))


def _by_number(part: Part) -> int:
    return columns.part_number(part.number) or 0


def _changes(
    ballot: Ballot, event: Voted | VotesCounted | VoteWithdrawn | Escalated | StageMet | Refused
) -> dict[str, object]:
    """What a fact changes of the open ballot: one seat, one vote; one person, one vote."""
    match event:
        case Voted():
            kept = tuple(vote for vote in ballot.votes if vote.seat != event.seat and vote.voter != event.voter)
            vote = Vote(event.voter, event.seat, event.choice, event.comment, event.seen_at)
            return {"votes": (*kept, vote)}
        case VotesCounted():
            return {"counted": event}
        case VoteWithdrawn():
            return {"votes": tuple(vote for vote in ballot.votes if vote.seat != event.seat)}
        case Escalated():
            return {"escalated_to": event.to, "deciders": event.to if event.decides else ()}
        case StageMet() | Refused():
            outcome = Outcome.MET if isinstance(event, StageMet) else Outcome.REFUSED
            return {"outcome": outcome, "why": event.why, "voters": event.voters, "needed": event.needed}


def _asked(state: State, event: Asked) -> State:
    """A question stands beside the votes; what was decided last stays in view."""
    ballot = _open(state)
    questions = (*ballot.questions, Question(event.voter, event.remark))
    return _with_ballot(state, questions=questions, moved_to=event.decide_by or ballot.moved_to)


def _amended(state: State, event: Amended) -> State:
    """What the executor wrote anew in «Комментарий» answers every question asked so far."""
    was, ballot = state.submissions[-1].shown.comment, state.ballot
    if ballot is not None and ballot.questions and event.comment and event.comment != was:
        state = _with_ballot(state, questions=tuple(replace(each, answered=True) for each in ballot.questions))
    return _with_submission(state, amended=event)


def _ordered(state: State, event: OrderEvent) -> State:
    """The state after an order; what was decided of a finished milestone stays in view."""
    told = state if state.finished else replace(state, why=event.why)
    match event:
        case Entered():
            return replace(told, since=event.seen_at, entered=event.order, due_since=event.seen_at)
        case Reworded():
            return told
        case Rescheduled():
            return replace(
                told, since=event.seen_at, due=event.due, moved_by=event.order, moves=state.moves + 1,
                due_since=event.seen_at,
            )  # fmt: skip
        case Retired() if state.finished:
            return replace(state, retired=event.order)
        case Retired():
            return replace(
                told, since=event.seen_at, rest=Status.CANCELLED, spent=event.full or None,
                retired=event.order, is_struck_off=True, moves=state.moves + 1,
            )  # fmt: skip
        case Restored() if state.is_struck_off:  # as though it had never been struck off: the mark is judged anew
            return replace(
                state, since=event.seen_at, why=event.why, rest=Status.PLANNED, due=event.due, spent=None,
                retired=None, is_struck_off=False, moved_by=event.order, moves=state.moves + 1,
            )  # fmt: skip
        case Restored():
            return replace(
                state, since=event.seen_at, why=event.why, rest=Status.IN_PROGRESS, due=event.due, retired=None,
                moved_by=event.order, moves=state.moves + 1, due_since=event.seen_at,
            )  # fmt: skip


def replay(events: Iterable[Event], before: Mapping[str, State] | None = None) -> dict[str, State]:
    """The states of all milestones that have events, after those of `before`; what is the school's is of none."""
    states = dict(before or {})
    for event in events:
        if isinstance(event, SchoolEvent):
            continue
        states[event.milestone] = evolve(states.get(event.milestone) or State(event.milestone), event)
    return states


def _open(state: State) -> Ballot:
    ballot = state.ballot
    if ballot is None:
        raise ValueError(f"{state.code}: a vote without a ballot")
    return ballot


def _with_ballot(state: State, **changes: object) -> State:
    changed = replace(_open(state), **changes)  # type: ignore[arg-type]
    return replace(state, ballots=(*state.ballots[:-1], changed))


def _with_submission(state: State, **changes: object) -> State:
    changed = replace(state.submissions[-1], **changes)  # type: ignore[arg-type]
    return replace(state, submissions=(*state.submissions[:-1], changed))


def _decided(state: State, outcome: Outcome) -> State:
    """Close the submission; the mark that asked for it is spent."""
    closed = _with_submission(state, outcome=outcome, closed_at=state.since)
    return replace(closed, spent=state.submissions[-1].shown.full)


def _given_up(state: State, outcome: Outcome, why: str) -> State:
    ballot = state.ballot
    if ballot is not None and ballot.outcome is Outcome.OPEN:
        state = _with_ballot(state, outcome=outcome, why=why)
    return _with_submission(state, outcome=outcome, closed_at=state.since)
