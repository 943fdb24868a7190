"""vekha status: where every milestone stands."""

import argparse
from dataclasses import replace
from datetime import datetime, time

from flows.commands import tell
from flows.office import open_school
from models.approval import before_orders, overview
from models.observation import doubts_by_code
from models.output import status_facts
from models.text import sentences


def run(options: argparse.Namespace) -> int:
    """Tell where every milestone stands now, or stood at the end of a day."""
    with open_school(options.school, options.var, options.now) as office:
        school, now, problems, not_yet = office.school, office.now, {}, frozenset[str]()
        doubts: dict[str, str] = {}
        if options.as_of is None:
            problems = dict(sentences(problem for problem, _ in office.journal.problems()))
            doubts = doubts_by_code(office.journal.doubts(), school.workflow)
            _, _, known = office.known()
        else:
            now = datetime.combine(options.as_of, time.max, tzinfo=school.calendar.zone)
            _, recorded, known = office.known(until=now)
            later = [each.event for each in office.journal.recorded()[len(recorded) :]]
            states, not_yet = before_orders(known.states, later)
            known = replace(known, states=states)
        overviews = overview(school, known, problems, school.calendar.today(now))
        overviews = tuple(each for each in overviews if each.code not in not_yet)
        labels = school.workflow.statuses
        lines = [f"{each.code:<10} {labels[each.status]:<18} {each.problem or each.why}" for each in overviews]
        tell(options, status_facts(school, overviews, now, doubts), lines)
    return 0
