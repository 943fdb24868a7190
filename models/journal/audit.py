"""The laws that every journal keeps, whatever configuration it was written under."""

from collections.abc import Iterable, Iterator

from models.journal import texts
from models.journal.ballots import Outcome
from models.journal.events import (
    Cancelled,
    Done,
    Event,
    Moved,
    Reopened,
    SchoolEvent,
    StageMet,
    Voted,
    VotesCounted,
    VoteWithdrawn,
)
from models.journal.order_events import Restored, Retired
from models.journal.part_events import Contributed, PartDropped
from models.journal.state import State, evolve
from models.school import Choice
from models.text import Problem


def audit(events: Iterable[Event], states: dict[str, State] | None = None) -> Iterator[Problem]:
    """The first event that could not have happened: a milestone ended without its quorum, a vote without a ballot.

    `states` are those before the events, and become those after them.
    """
    states = {} if states is None else states
    for event in events:
        if isinstance(event, SchoolEvent):
            continue
        state = states.get(event.milestone) or State(event.milestone)
        fault = _fault(state, event)
        if fault:
            yield Problem(event.milestone, *texts.law_broken(event.why, fault))
            return
        states[event.milestone] = evolve(state, event)


def _fault(state: State, event: Event) -> str | None:
    match event:
        case Voted() | VotesCounted() | VoteWithdrawn():
            ballot = state.ballot
            if ballot is None or ballot.number != event.ballot or ballot.outcome is not Outcome.OPEN:
                return texts.LAW_VOTE_WITHOUT_BALLOT
        case StageMet():
            ballot = state.ballot
            votes = ballot.votes if ballot else ()
            counted = ballot.counted.approve if ballot and ballot.counted else 0
            approvals = counted + sum(vote.choice is Choice.APPROVE for vote in votes)
            if approvals < event.needed:
                return texts.LAW_NO_QUORUM.format(approvals=approvals, goal=event.needed)
        case Done() | Moved() | Cancelled() | Reopened():
            ballots = [ballot for ballot in state.ballots if ballot.opened.number == event.number]
            if state.pending is None or not ballots or any(ballot.outcome is not Outcome.MET for ballot in ballots):
                return texts.LAW_ENDED_WITHOUT_STAGES
        case Retired() if state.pending is not None:
            return texts.LAW_RETIRED_UNDER_VOTE
        case Contributed() | PartDropped() if state.finished:
            return texts.LAW_PART_AFTER_END
        case Restored() if not state.finished or state.pending is not None:
            return texts.LAW_RESTORED_OPEN
        case _:
            return None
    return None
