"""Reports of a school on paper: made of the events that a scenario went through."""

from datetime import date

from models.approval import before_orders, overview
from models.journal import Event, JournalState, replay
from models.papers import Past, Report, Selection, report
from tests.support.scenario import Scenario


def report_by(life: Scenario, day: date, asked: Selection | None = None) -> Report:
    """The report of a day by the whole journal of a scenario."""
    calendar = life.school.calendar
    before: list[Event] = [each for each in life.journal if calendar.today(each.seen_at) <= day]
    later = life.journal[len(before) :]
    states, not_yet = before_orders(replay(before), later)
    overviews = overview(life.school, JournalState(states), {}, day)
    past = Past(tuple(before), tuple(later), "c0de" * 16 if before else "", len(before))
    return report(life.school, [each for each in overviews if each.code not in not_yet], past, day, asked)


def marks(made: Report) -> dict[str, tuple[str, ...]]:
    """Activity → the lines of «Отметка об исполнении»."""
    return {row.code: row.mark for direction in made.directions for row in direction.rows}
