"""Making the board, or putting back what it lacks, by the journal alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flows.current import current_projection
from flows.office import SchoolContext
from flows.retry import retry
from models.approval import changed_sightings
from models.board import Cells, headless, mark_untrusted, missed_columns, tabs_of, view_of
from models.journal import JournalState
from models.observation import next_stamp, refilled, refuse_foreign, with_other_ballots
from models.output import command_texts
from models.parts import seen_board
from models.projection import LineKind, difference, lost_keys
from models.text import VekhaError
from tasks.boards import BoardChanged
from tasks.database import Head


@dataclass(frozen=True, slots=True)
class Made:
    """What `init` did: whether the board is new, whether anything was mended, and how many cells were written."""

    new: bool
    mended: bool
    cells_written: int = 0


def make_board(office: SchoolContext) -> Made:
    """Make the board, or add what is missing; a write whose answer was lost is looked into, not repeated blindly."""
    return retry(lambda: _make(office), BoardChanged)


def _make(office: SchoolContext) -> Made:
    projection = current_projection(office)
    with office.board.writer():
        if not office.board.exists():
            office.board.create(projection)
            milestones = (line for page in projection.plans for line in page.lines if line.kind is LineKind.MILESTONE)
            head, known = office.known()
            _record(office, head, known, {line.key: {} for line in milestones})
            return Made(new=True, mended=False)
        calls = office.board.calls
        snapshot = office.board.read(thorough=True)
        made = {page.title for page in projection.pages()}.isdisjoint(sheet.title for sheet in snapshot.sheets)
        keys = lost_keys(projection, snapshot)
        written = office.board.write(snapshot, keys) if keys else 0
        snapshot = office.board.read(thorough=True) if keys else snapshot
        looks = office.journal.looks()
        seen = seen_board(office.school, snapshot, looks.last, partial=True)
        view = with_other_ballots(refilled(seen, looks), office.known()[1])
        refuse_foreign(snapshot.stamp, office.school.settings.id, office.board.place)
        lost = headless(snapshot, view)
        if lost:
            raise VekhaError("\n".join(lost))
        stamp = next_stamp(office.school.settings.id, view.save, looks.save)
        missed = looks.missed | missed_columns(view.tables, looks.last, tabs_of(office.school))
        office.journal.saw_board(looks, looks.save, missed)
        wanted = difference(projection, snapshot, view, thorough=True)
        edits = replace(wanted, stamp=stamp, choices=projection.choices)
        written += office.board.write(snapshot, edits)
        if stamp and office.board.stamped:
            looks = office.journal.looks()
            office.journal.saw_board(looks, stamp.save, looks.missed if office.board.refused else ())
        if written:
            view = view_of(office.school, office.board.read(), looks.last)
        refused = tuple(dict.fromkeys((*view.refused, *office.board.refused)))
        head, known = office.known()
        _record(office, head, known, changed_sightings(known, mark_untrusted(view, known.sightings)))
    if refused:
        told = (command_texts.PROBLEM.format(where=each.where, sentence=each.sentence()) for each in refused)
        raise VekhaError("\n".join(told))
    return Made(made, bool(written) or office.board.calls - calls > 1, written)


def _record(office: SchoolContext, head: Head, known: JournalState, seen: Mapping[str, Cells]) -> None:
    """Remember the rows that were never seen before, so that they can be missed."""
    fresh = {key: cells for key, cells in seen.items() if key not in known.sightings}
    office.journal.record(head, (), sightings=fresh, now=office.now)
