"""A meeting: called, closed with its votes recorded at one stroke."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.excerpts import of_meetings
from flows.office import SchoolContext, open_school
from flows.passes import run_pass
from flows.retry import retry
from models.approval import overview
from models.board import texts as board_texts
from models.journal import MeetingOpened
from models.meeting import Agenda, Closing, Meeting, agenda, closing, open_meeting, opening
from models.observation import observe, refilled, refuse_foreign
from models.ownership import Purpose
from models.parts import all_losses, seen_board
from models.text import VekhaError
from tasks.database import JournalMoved


@dataclass(frozen=True)
class Called:
    """A meeting that is open, with its agenda; `fact` is None where it was called so before."""

    meeting: Meeting
    agenda: Agenda
    fact: MeetingOpened | None


def call_meeting(office: SchoolContext, on: date) -> Called:
    """Record that a meeting is called over everything that waits for votes."""

    def attempt() -> Called:
        head, known = office.known()
        school, log = office.school, of_meetings(office)
        overviews = overview(school, known, {}, school.calendar.today(office.now))
        moment = max(office.now, head.seen_at) if head.seen_at else office.now
        fact = opening(school, overviews, log, on, moment)
        if fact is not None:
            office.journal.record(head, [fact], now=office.now)
            log.append(fact)
        meeting = open_meeting(log)
        assert meeting is not None  # it was just called
        return Called(meeting, agenda(school, overviews, meeting), fact)

    run_pass(office)  # what was voted in the sheet until now belongs on the agenda
    return retry(attempt, JournalMoved)


def close_meeting(office: SchoolContext) -> Closing:
    """Count what the secretary entered and record it in one transaction, or say all that hinders it."""

    def attempt() -> Closing:
        snapshot = office.board.read()
        looks = office.journal.looks()
        head, known = office.known()
        view = refilled(seen_board(office.school, snapshot, looks.last), looks)
        refuse_foreign(snapshot.stamp, office.school.settings.id, office.board.place)
        lost = all_losses(office.school, snapshot, view, known.sightings)
        if lost:
            raise VekhaError("\n".join(lost))
        observed = observe(office.school, known, looks, view, office.now)
        done = closing(office.school, known, of_meetings(office), snapshot, observed.view, office.now)
        office.journal.record(
            head, done.events, sightings=done.effects.sightings, doubts=observed.standing(looks.doubts),
            save=view.save or 0, now=office.now,
        )  # fmt: skip
        return done

    if not office.board.exists():
        raise VekhaError(board_texts.BOARD_MISSING.format(var=str(office.var)))
    with office.board.writer():
        return retry(attempt, JournalMoved)


def show(folder: Path, var: Path, now: str | None) -> str | None:
    """Let a pass put on the board what a meeting changed; says what the save waits for."""
    with open_school(folder, var, now, Purpose.WORK) as office:  # anew: the board of a first meeting has another tab
        return run_pass(office).held
