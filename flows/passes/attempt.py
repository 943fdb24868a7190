"""One try at a pass: read, decide, record, project, write."""

from collections.abc import Iterator
from dataclasses import replace

from flows import excerpts
from flows.current import stopped_now
from flows.mail import problems_of, undelivered
from flows.office import SchoolContext
from flows.passes.result import Pass
from flows.passes.stopping import board_name, understood
from models.approval import add_vote, decide
from models.board import Snapshot, Stamp
from models.checks import long_held
from models.observation import Sightings, newer_than_known, observe
from models.projection import Edits, difference, project
from models.text import Problem, sentences
from tasks.boards import BoardBusy, BoardChanged, BoardRefused


def attempt(office: SchoolContext, *, rehearse: bool, supposed: tuple[str, ...] = (), tried: int = 0) -> Pass:
    """Carry a pass out once; JournalMoved when another one recorded in between.

    `tried` is the number of a save of which nobody knows yet whether it reached the board.
    """
    school, now, calls = office.school, office.now, office.board.calls
    snapshot = office.board.read()
    head, known, looks = office.journal.whole()
    view = understood(office, snapshot, looks, rehearse=rehearse)
    for vote in supposed:
        view = add_vote(view, vote, school.roster, school.workflow)
    observed = observe(school, known, looks, view, now)
    view = observed.view
    effects = decide(school, replace(known, since=looks.since()), view, now)
    known_save = tried if view.save == tried else looks.save
    told = (*observed.problems, *newer_than_known(snapshot.stamp, known_save, board_name(office)))
    problems = (*effects.problems, *told, *_long_held(office), *problems_of(office, undelivered(office)))
    letters = 0
    if not rehearse:
        kept = office.journal.record(
            head, effects.events, sightings=effects.sightings, problems=problems, doubts=observed.doubts,
            save=view.save or 0, now=now,
        )  # fmt: skip
        letters = kept.letters
    after, today = known.after(effects.events, effects.sightings), school.calendar.today(now)
    log = (*excerpts.shown(office), *(effects.events if rehearse else ()))
    stamp = Stamp(school.settings.id, max(looks.save, view.save or 0) + 1)
    wanted = project(school, after, effects.overviews, log, today, sentences(problems), stopped_now(office))
    edits = replace(difference(wanted, snapshot, view), stamp=stamp, numbered=observed.ends_any(looks.doubts))
    done = Pass(effects.overviews, effects.events, problems, letters)
    if rehearse:
        return replace(done, cells_written=edits.cells_written(), calls=office.board.calls - calls)
    return _written(office, snapshot, edits, looks, stamp, done)


def _written(
    office: SchoolContext, snapshot: Snapshot, edits: Edits, looks: Sightings, stamp: Stamp, done: Pass
) -> Pass:
    """Carry the edits out, and remember which save stands on the board and what of the write was refused."""
    try:
        written = office.board.write(snapshot, edits)
    except (BoardBusy, BoardChanged) as waits:
        changed, refused = isinstance(waits, BoardChanged), isinstance(waits, BoardRefused)
        return replace(done, held=str(waits), changed=changed, refused=refused, tried=stamp.save)
    missed = looks.missed if office.board.refused else ()  # what came back may not be filled yet
    office.journal.saw_board(looks, stamp.save if office.board.stamped else stamp.save - 1, missed)
    left_out = tuple(each for each in office.board.refused if each not in done.problems)
    problems = (*done.problems, *left_out)
    if left_out:
        office.journal.record(office.journal.head(), (), problems=problems, now=office.now)
    return replace(done, cells_written=written, problems=problems)


def _long_held(office: SchoolContext) -> Iterator[Problem]:
    holder = office.board.held_by()
    if holder is not None:
        problem = long_held(board_name(office), holder.who, holder.since, office.now, office.school.calendar)
        yield from filter(None, [problem])
