"""What an amending order does to one milestone: which facts follow, whatever was being voted on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from models.approval import texts
from models.journal import Entered, Event, Rescheduled, Restored, Retired, State, Superseded
from models.school import Kind


def before_orders(states: Mapping[str, State], later: Iterable[Event]) -> tuple[dict[str, State], frozenset[str]]:
    """The states of a past moment with the days that the roadmap gave then, and the milestones that it had not yet.

    The roadmap only knows what orders made of it since; what they changed stands in their facts.
    """
    found, entered = dict(states), set()
    for event in later:
        state = found.get(event.milestone) or State(event.milestone)
        if isinstance(event, Rescheduled | Restored) and state.due is None:
            found[event.milestone] = replace(state, due=event.before)
        elif isinstance(event, Entered):
            entered.add(event.milestone)
    return found, frozenset(entered)


def retirement(state: State, order: str, full: str, moment: datetime) -> Iterator[Event]:
    """The facts of striking a milestone off; none where this order did so before. What is finished stays as it is."""
    if state.retired == order:
        return
    if state.pending is not None:
        yield _superseded(
            state, texts.SUPERSEDED_BY_RETIREMENT.format(number=state.pending.number, order=order), moment
        )
    why = texts.RETIRED_BUT_FINISHED.format(order=order) if state.finished else texts.RETIRED.format(order=order)
    yield Retired(milestone=state.code, seen_at=moment, why=why, order=order, full=full)


def rescheduling(state: State, order: str, before: date | None, due: date | None, moment: datetime) -> Iterator[Event]:
    """The facts of moving a milestone; a vote on another day is over, a vote on its result goes on."""
    pending = state.pending
    if pending is not None and pending.kind is Kind.EXTENSION:
        yield _superseded(state, texts.SUPERSEDED_BY_DAY.format(number=pending.number, order=order), moment, spent=True)
    why = texts.rescheduled(order, before, due)
    yield Rescheduled(milestone=state.code, seen_at=moment, why=why, order=order, before=before, due=due)


def restoring(state: State, order: str, before: date | None, due: date | None, moment: datetime) -> Iterator[Event]:
    """The facts of opening a finished milestone again."""
    if state.pending is not None:
        yield _superseded(state, texts.SUPERSEDED_BY_RESTORING.format(number=state.pending.number, order=order), moment)
    why = texts.restored(order, due)
    yield Restored(milestone=state.code, seen_at=moment, why=why, order=order, before=before, due=due)


def new_form(state: State, order: str, moment: datetime) -> Iterator[Event]:
    """The fact of another result being asked for: a vote on the old one is over; the mark is judged anew."""
    pending = state.pending
    if pending is not None and pending.kind is Kind.COMPLETION:
        yield _superseded(state, texts.SUPERSEDED_BY_FORM.format(number=pending.number, order=order), moment)


def _superseded(state: State, why: str, moment: datetime, *, spent: bool = False) -> Event:
    number = state.submissions[-1].number
    return Superseded(milestone=state.code, seen_at=moment, why=why, number=number, spent=spent)
