"""What is read of the journal beside the states: never all of it where a few facts answer the question."""

from datetime import date

from flows.office import SchoolContext
from models.journal import Event
from models.letters import OUTCOMES, told_from
from models.mail import Told
from models.meeting import MEETINGS
from models.projection import LOG_LENGTH


def shown(office: SchoolContext) -> list[Event]:
    """What the board shows: the last facts, and those of every meeting."""
    return [each.event for each in office.journal.excerpt(MEETINGS, last=LOG_LENGTH)]


def of_meetings(office: SchoolContext) -> list[Event]:
    """How meetings were called and held."""
    return [each.event for each in office.journal.excerpt(MEETINGS)]


def for_letters(office: SchoolContext, told: Told, day: date) -> list[tuple[int, Event]]:
    """What letters of a day may tell, with positions: outcomes however old, the rest since the last summary."""
    school = office.school
    since = school.calendar.begins(told_from(school, told, day))
    return [(each.position, each.event) for each in office.journal.excerpt(OUTCOMES, since=since, first=1)]
