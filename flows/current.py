"""What should stand on the board now, by the journal alone."""

from flows import excerpts
from flows.office import SchoolContext
from models.alarms import standing
from models.approval import overview
from models.mail import Told, Trouble
from models.projection import Projection, project
from models.text import sentences


def stopped_now(office: SchoolContext) -> tuple[str, ...]:
    """What does not work, by the alarms that nobody took back yet, where it is nothing that keeps passes from going."""
    alarms = [each for each in office.outbox.alarms() if Trouble.MAIL in each.cause]
    return standing(Told(tuple(alarms)), office.school.calendar.today(office.now))


def current_projection(office: SchoolContext) -> Projection:
    """What should stand on the board by the journal alone."""
    school, today = office.school, office.school.calendar.today(office.now)
    _, known = office.known()
    problems = sentences(problem for problem, _ in office.journal.problems())
    overviews = overview(school, known, problems, today)
    return project(school, known, overviews, excerpts.shown(office), today, problems, stopped_now(office))
