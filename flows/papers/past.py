"""A past day of the school, rebuilt from the journal."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from flows.office import SchoolContext
from models.approval import Overview, before_orders, overview
from models.papers import Past


@dataclass(frozen=True)
class PastDay:
    """Where every milestone of the time stood at the end of a day, and what the journal held."""

    moment: datetime
    overviews: tuple[Overview, ...]
    past: Past


def past_day(office: SchoolContext, day: date) -> PastDay:
    """The school at the end of a day; milestones that orders added later are not there yet."""
    school = office.school
    moment = datetime.combine(day, time.max, tzinfo=school.calendar.zone)
    _, recorded, known = office.known(until=moment)
    later = [each.event for each in office.journal.recorded()[len(recorded) :]]
    states, not_yet = before_orders(known.states, later)
    overviews = overview(school, replace(known, states=states), {}, day)
    code, position = (recorded[-1].digest, recorded[-1].position) if recorded else ("", 0)
    past = Past(tuple(each.event for each in recorded), tuple(later), code, position)
    return PastDay(moment, tuple(each for each in overviews if each.code not in not_yet), past)
