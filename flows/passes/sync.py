"""One pass over one school; killed anywhere, the next one finishes the job."""

import time
from dataclasses import replace

from flows.mail import publish_calendars, tell_of, tell_of_passes
from flows.office import SchoolContext
from flows.passes.attempt import attempt
from flows.passes.result import BoardStopped, Pass
from flows.passes.vitals import write_metrics
from flows.retry import TRIES
from models.board import texts as board_texts
from models.journal import Event
from models.mail import Trouble
from models.observation import ForeignBoard
from models.text import VekhaError
from tasks.database import JournalMoved
from tasks.folder import note_run
from tasks.garbage import uncollected


def run_pass(office: SchoolContext, *, rehearse: bool = False, supposed: tuple[str, ...] = ()) -> Pass:
    """Carry one pass out; with `rehearse` nothing is recorded or written and the numbers say what would be.

    `supposed` are votes of a rehearsal that nobody gave yet.
    """
    if rehearse:
        _stopped_without_board(office)
        return attempt(office, rehearse=True, supposed=supposed)
    note_run(office.var, "try")
    try:
        done = _carried_out(office)
    except (BoardStopped, ForeignBoard) as stopped:
        tell_of(office, Trouble.BOARD, str(stopped))
        raise
    except VekhaError as fault:
        tell_of_passes(office, str(fault))
        raise
    tell_of(office, Trouble.BOARD, None)
    return done


def _stopped_without_board(office: SchoolContext) -> None:
    if not office.board.exists():
        missing = board_texts.BOARD_AWAY if office.journal.sightings() else board_texts.BOARD_MISSING
        raise BoardStopped(missing.format(place=office.board.place, var=str(office.var)))


def _carried_out(office: SchoolContext) -> Pass:
    _stopped_without_board(office)
    events: tuple[Event, ...] = ()
    began = time.monotonic()
    calls, tried = office.board.calls, 0
    with office.board.writer(), uncollected():
        for number in range(1, TRIES + 1):
            try:
                done = attempt(office, rehearse=False, tried=tried)
            except JournalMoved:
                if number == TRIES:
                    raise
                continue
            events, tried = events + done.events, done.tried
            if not done.changed or done.refused:
                break
    if done.refused:
        raise VekhaError(done.held)
    publish_calendars(office, done.overviews)
    note_run(office.var, "pass")
    done = replace(done, events=events, calls=office.board.calls - calls)
    write_metrics(office, done, time.monotonic() - began)
    return done
