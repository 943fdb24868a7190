"""What should stand on the board now, by the journal alone."""

from flows.office import SchoolContext
from models.approval import overview
from models.projection import Projection, project
from models.text import sentences


def current_projection(office: SchoolContext) -> Projection:
    """What should stand on the board by the journal alone."""
    school, today = office.school, office.school.calendar.today(office.now)
    _, recorded, known = office.known()
    problems = sentences(problem for problem, _ in office.journal.problems())
    overviews = overview(school, known, problems, today)
    return project(school, known, overviews, [each.event for each in recorded], today, problems)
