"""One try at a pass: read, decide, record, project, write."""

from collections.abc import Iterator
from dataclasses import replace

from flows import excerpts
from flows.current import stopped_now
from flows.mail import problems_of, undelivered
from flows.office import SchoolContext
from flows.passes.result import Pass
from flows.passes.stopping import board_name, understood
from flows.passes.write import written
from models.approval import add_vote, decide
from models.board import Stamp
from models.checks import long_held
from models.observation import newer_than_known, observe
from models.projection import difference, project
from models.text import Problem, sentences


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
    standing, letters = observed.standing(looks.doubts), 0
    if not rehearse:
        kept = office.journal.record(
            head, effects.events, sightings=effects.sightings, problems=problems, doubts=standing,
            save=view.save or 0, now=now,
        )  # fmt: skip
        letters = kept.letters
    after, today = known.after(effects.events, effects.sightings), school.calendar.today(now)
    log = (*excerpts.shown(office), *(effects.events if rehearse else ()))
    stamp = Stamp(school.settings.id, max(looks.save, view.save or 0) + 1)
    wanted = project(school, after, effects.overviews, log, today, sentences(problems), stopped_now(office))
    numbered = standing != observed.doubts or (view.save or 0) < looks.save
    edits = replace(difference(wanted, snapshot, view), stamp=stamp, numbered=numbered)
    done = Pass(effects.overviews, effects.events, problems, letters)
    if rehearse:
        return replace(done, cells_written=edits.cells_written(), calls=office.board.calls - calls)
    return written(office, snapshot, edits, replace(looks, doubts=standing), observed.doubts, done)


def _long_held(office: SchoolContext) -> Iterator[Problem]:
    holder = office.board.held_by()
    if holder is not None:
        problem = long_held(board_name(office), holder.who, holder.since, office.now, office.school.calendar)
        yield from filter(None, [problem])
