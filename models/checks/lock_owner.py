"""Does a person keep the board's file open for so long that somebody must be told?"""

from datetime import datetime

from models.board import texts as board_texts
from models.school import WorkCalendar
from models.text import Mender, Problem

MOST_WORKING_DAYS = 1


def long_held(place: str, who: str, since: datetime, now: datetime, calendar: WorkCalendar) -> Problem | None:
    """A problem for the administrator when the file at that place was held for more than a working day."""
    first = calendar.today(since)
    if calendar.working_days_between(first, calendar.today(now)) <= MOST_WORKING_DAYS:
        return None
    return Problem(place, *board_texts.held_too_long(who, first), Mender.ADMINISTRATOR)
