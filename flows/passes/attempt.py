"""One try at a pass: read, decide, record, project, write."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flows.mail import problems_of, undelivered
from flows.office import SchoolContext
from models.approval import Overview, add_vote, decide
from models.board import long_held, losses, tabs_of, view_of
from models.journal import Event
from models.projection import difference, project
from models.text import Problem, VekhaError
from tasks.boards import BoardBusy, BoardChanged, BoardRefused


@dataclass(frozen=True)
class Pass:
    """What one pass did; `held` says why the save waits, `changed` that it must be read again.

    `refused` says that the service would not take the write.
    """

    overviews: tuple[Overview, ...]
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    letters: int = 0
    cells_written: int = 0
    calls: int = 0
    held: str | None = None
    changed: bool = False
    refused: bool = False


def attempt(office: SchoolContext, *, rehearse: bool, supposed: tuple[str, ...] = ()) -> Pass:
    """Carry a pass out once; JournalMoved when another one recorded in between."""
    school, now, calls = office.school, office.now, office.board.calls
    snapshot = office.board.read()
    view = view_of(school, snapshot)
    head, recorded, known = office.known()
    lost = losses(snapshot, view, known.sightings, tabs_of(school))
    if lost:
        raise VekhaError("\n".join(lost))
    for vote in supposed:
        view = add_vote(view, vote, school.roster, school.workflow)
    effects = decide(school, known, view, now)
    problems = (*effects.problems, *_long_held(office), *problems_of(office, undelivered(office)))
    letters = 0
    if not rehearse:
        kept = office.journal.record(head, effects.events, sightings=effects.sightings, problems=problems, now=now)
        letters = kept.letters
    after, today = known.after(effects.events, effects.sightings), school.calendar.today(now)
    log = (*(each.event for each in recorded), *effects.events)
    edits = difference(project(school, after, effects.overviews, log, today), snapshot, view)
    done = Pass(effects.overviews, effects.events, problems, letters)
    if rehearse:
        return replace(done, cells_written=edits.cells_written(), calls=office.board.calls - calls)
    try:
        written = office.board.write(snapshot, edits)
    except (BoardBusy, BoardChanged) as waits:
        changed, refused = isinstance(waits, BoardChanged), isinstance(waits, BoardRefused)
        return replace(done, held=str(waits), changed=changed, refused=refused)
    return replace(done, cells_written=written)


def _long_held(office: SchoolContext) -> Iterator[Problem]:
    holder = office.board.held_by()
    if holder is not None:
        place = Path(office.board.place).name
        problem = long_held(place, holder.who, holder.since, office.now, office.school.calendar)
        yield from filter(None, [problem])
