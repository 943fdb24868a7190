"""Where the rows of the board are found, for letters."""

from collections.abc import Mapping

from flows.office import SchoolContext
from models.text import VekhaError


def links_of(office: SchoolContext) -> Mapping[str, str]:
    """The addresses of the board's rows; without them, as when the board cannot be read now, letters name the codes."""
    if not office.school.calendar.is_working(office.school.calendar.today(office.now)):
        return {}
    try:
        return office.board.links() if office.board.exists() else {}
    except VekhaError:
        return {}
