"""The facts that an amending order leads to, milestone by milestone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.amending import texts
from models.amending.amendment import Amendment, MilestoneChange
from models.approval import new_form, rescheduling, restoring, retirement
from models.board import full_fingerprint, read_mark
from models.journal import Entered, Event, Rescheduled, Restored, Reworded, State
from models.roadmap import Activity, Milestone


def facts_of_activity(
    it: Amendment,
    was: Activity,
    activity: Activity,
    mine: Sequence[Milestone],
    moved: Sequence[MilestoneChange],
    what: Sequence[str],
) -> list[Event]:
    """The facts of a changed activity, milestone by milestone: what was voted on, what was reworded, what moves."""
    changes = {each.code: each for each in moved}
    found: list[Event] = []
    struck = struck_codes(was)
    for milestone in (each for each in mine if each.code not in struck):
        state, change = it.known.state(milestone.code), changes.get(milestone.code)
        if change is not None and change.what == "retires":
            found += fact_of(it, change)
            continue
        if was.result_form != activity.result_form:
            found += new_form(state, it.name, it.moment)
        is_moved = (change is not None and change.what in ("moves", "returns")) or state.moved_by == it.name
        told = [*what, *(["запись срока"] if was.term != activity.term and not is_moved else [])]
        if told:
            why = texts.reworded(it.name, told)
            found.append(Reworded(milestone=state.code, seen_at=it.moment, why=why, order=it.name))
        found += fact_of(it, change) if change else ()
    if was.wording != activity.wording:
        found = [
            replace(each, was=was.wording) if isinstance(each, Reworded | Rescheduled | Restored) else each
            for each in found
        ]
    entering = [each for each in moved if each.what == "enters" and not it.known.state(each.code).entered]
    return [*found, *(entered(it, each) for each in entering)]


def struck_codes(was: Activity) -> frozenset[str]:
    """The milestones of an activity that orders struck off one by one; they never come back."""
    return frozenset(each.code for each in was.milestones if each.retired is not None)


def fact_of(it: Amendment, change: MilestoneChange) -> Iterator[Event]:
    """The facts of what becomes of one milestone that was there before."""
    state = it.known.state(change.code)
    match change.what:
        case "moves":
            yield from rescheduling(state, it.name, change.before, change.due, it.moment)
        case "returns":
            yield from restoring(state, it.name, change.before, change.due, it.moment)
        case "retires":
            yield from retirement(*row(it, change.code), it.moment)
        case _:
            return


def entered(it: Amendment, change: MilestoneChange) -> Event:
    """The fact of a milestone that the order adds."""
    why = texts.entered(it.name, change.due)
    return Entered(milestone=change.code, seen_at=it.moment, why=why, order=it.name, due=change.due)


def row(it: Amendment, code: str) -> tuple[State, str, str]:
    """A milestone's state, the order, and the fingerprint of its row as last seen."""
    workflow = it.school.workflow
    cells = it.known.sightings.get(code)
    full = "" if cells is None else full_fingerprint(read_mark(cells, workflow.requests, workflow.longest_text))
    return it.known.state(code), it.name, full
