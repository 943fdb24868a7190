"""Making the board, or putting back what it lacks, by the journal alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.office import Office
from flows.tries import again
from models import safety
from models.advance import Known
from models.board import Cells
from models.decide import changed_sightings
from models.difference import difference
from models.edits import LineKind, Projection
from models.guards import with_proof
from models.overview import overview
from models.plans import view_of
from models.problems import VekhaError, sentences
from models.projection import project
from tasks.board import BoardChanged
from tasks.journal import Head


def current_projection(office: Office) -> Projection:
    """What should stand on the board by the journal alone."""
    school, today = office.school, office.school.calendar.today(office.now)
    _, recorded, known = office.known()
    problems = sentences(problem for problem, _ in office.journal.problems())
    overviews = overview(school, known, problems, today)
    return project(school, known, overviews, [each.event for each in recorded], today)


@dataclass(frozen=True, slots=True)
class Made:
    """What `init` did: whether the board is new, whether anything was mended, and how many cells were written."""

    new: bool
    mended: bool
    cells_written: int = 0


def make_board(office: Office) -> Made:
    """Make the board, or add what is missing; a write whose answer was lost is looked into, not repeated blindly."""
    return again(lambda: _make(office), BoardChanged)


def _make(office: Office) -> Made:
    projection = current_projection(office)
    with office.board.writer():
        if not office.board.exists():
            office.board.create(projection)
            milestones = (line for page in projection.plans for line in page.lines if line.kind is LineKind.MILESTONE)
            head, _, known = office.known()
            _record(office, head, known, {line.key: {} for line in milestones})
            return Made(new=True, mended=False)
        calls = office.board.calls
        snapshot = office.board.read(thorough=True)
        titles = {page.title for page in projection.pages()}
        made = not any(sheet.title in titles for sheet in snapshot.sheets)
        view = view_of(office.school, snapshot)
        headless = safety.headless(snapshot, view)
        if headless:
            raise VekhaError("\n".join(headless))
        written = office.board.write(snapshot, difference(projection, snapshot, view))
        if written:
            view = view_of(office.school, office.board.read())
        head, _, known = office.known()
        _record(office, head, known, changed_sightings(known, with_proof(view, known.sightings)))
    return Made(made, bool(written) or office.board.calls - calls > 1, written)


def _record(office: Office, head: Head, known: Known, seen: Mapping[str, Cells]) -> None:
    """Remember the rows that were never seen before, so that they can be missed."""
    fresh = {key: cells for key, cells in seen.items() if key not in known.sightings}
    office.journal.record(head, (), sightings=fresh, now=office.now)
