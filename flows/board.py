"""Making the board, or putting back what it lacks, by the journal alone."""

from flows.office import Office
from models import safety
from models.decide import changed_sightings
from models.difference import difference
from models.edits import Projection
from models.overview import overview
from models.plans import view_of
from models.problems import VekhaError, sentences
from models.projection import project


def current_projection(office: Office) -> Projection:
    """What should stand on the board by the journal alone."""
    school, today = office.school, office.school.calendar.today(office.now)
    _, recorded, known = office.known()
    problems = sentences(problem for problem, _ in office.journal.problems())
    overviews = overview(school, known, problems, today)
    return project(school, known, overviews, [each.event for each in recorded], today)


def make_board(office: Office) -> tuple[bool, int]:
    """Make the board, or add what is missing; returns whether it was made and how many cells were written."""
    projection = current_projection(office)
    with office.board.writer():
        made = not office.board.exists()
        if made:
            office.board.create(projection)
        snapshot = office.board.read()
        view = view_of(office.school, snapshot)
        headless = safety.headless(snapshot, view)
        if headless:
            raise VekhaError("\n".join(headless))
        written = office.board.write(snapshot, difference(projection, snapshot, view))
        if written:
            view = view_of(office.school, office.board.read())
        head, _, known = office.known()
        fresh = {key: cells for key, cells in changed_sightings(known, view).items() if key not in known.sightings}
        office.journal.record(head, (), sightings=fresh, now=office.now)
    return made, written
