"""One pass over one school: read, decide, record, project, write; killed anywhere, the next one finishes the job."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flows.mail import problems_of, publish_calendars, undelivered
from flows.office import SchoolContext
from flows.retry import TRIES
from models.approval import Overview, add_vote, decide, overview
from models.board import losses, tabs_of, view_of
from models.board import texts as board_texts
from models.journal import Event
from models.projection import difference, project
from models.text import Mender, Problem, VekhaError, sentences
from tasks.boards import BoardBusy, BoardChanged, BoardRefused
from tasks.database import JournalMoved


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


def run_pass(office: SchoolContext, *, rehearse: bool = False, supposed: tuple[str, ...] = ()) -> Pass:
    """Carry one pass out; with `rehearse` nothing is recorded or written and the numbers say what would be.

    `supposed` are votes of a rehearsal that nobody gave yet.
    """
    if not office.board.exists():
        raise VekhaError(board_texts.BOARD_MISSING.format(var=str(office.var)))
    if rehearse:
        return _try(office, rehearse=True, supposed=supposed)
    events: tuple[Event, ...] = ()
    calls = office.board.calls
    with office.board.writer():
        for number in range(1, TRIES + 1):
            try:
                done = _try(office, rehearse=False)
            except JournalMoved:
                if number == TRIES:
                    raise
                continue
            events += done.events
            if not done.changed or done.refused:
                break
    if done.refused:
        raise VekhaError(done.held)
    publish_calendars(office, done.overviews)
    return replace(done, events=events, calls=office.board.calls - calls)


def _try(office: SchoolContext, *, rehearse: bool, supposed: tuple[str, ...] = ()) -> Pass:
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
    overviews = overview(school, after, sentences(problems), today)
    log = (*(each.event for each in recorded), *effects.events)
    edits = difference(project(school, after, overviews, log, today), snapshot, view)
    done = Pass(overviews, effects.events, problems, letters)
    if rehearse:
        return replace(done, cells_written=edits.cells_written(), calls=office.board.calls - calls)
    try:
        written = office.board.write(snapshot, edits)
    except (BoardBusy, BoardChanged) as waits:
        changed, refused = isinstance(waits, BoardChanged), isinstance(waits, BoardRefused)
        return replace(done, held=str(waits), changed=changed, refused=refused)
    left_out = tuple(each for each in office.board.refused if each not in problems)
    if left_out:
        office.journal.record(office.journal.head(), (), problems=(*problems, *left_out), now=now)
    return replace(done, cells_written=written, problems=(*problems, *left_out))


def _long_held(office: SchoolContext) -> Iterator[Problem]:
    holder, calendar = office.board.held_by(), office.school.calendar
    if holder is not None:
        since = calendar.today(holder.since)
        if calendar.working_days_between(since, calendar.today(office.now)) > 1:
            place = Path(office.board.place).name
            yield Problem(place, *board_texts.held_too_long(holder.who, since), Mender.ADMINISTRATOR)
