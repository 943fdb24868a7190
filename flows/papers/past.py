"""A past day of the school, rebuilt from the journal."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time

from flows.office import SchoolContext
from models.approval import Overview, before_orders, overview
from models.journal import JournalState, replay
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
    recorded = office.journal.recorded()
    position = bisect_right(recorded, moment, key=lambda each: each.event.seen_at)
    events = tuple(each.event for each in recorded)
    before, later = events[:position], events[position:]
    states, not_yet = before_orders(replay(before), later)
    known = JournalState(states, head_at=recorded[-1].event.seen_at if recorded else None)
    overviews = overview(school, known, {}, day)
    past = Past(before, later, recorded[position - 1].digest if position else "", position)
    return PastDay(moment, tuple(each for each in overviews if each.code not in not_yet), past)
