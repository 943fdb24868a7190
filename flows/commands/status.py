"""vekha status: where every milestone stands."""

import argparse
from datetime import datetime, time

from flows.commands import tell
from flows.office import open_office
from models.facts import status_facts
from models.overview import overview
from models.problems import sentences


def run(options: argparse.Namespace) -> int:
    """Tell where every milestone stands now, or stood at the end of a day."""
    with open_office(options.school, options.var, options.now) as office:
        school, now, problems = office.school, office.now, {}
        if options.as_of is None:
            problems = dict(sentences(problem for problem, _ in office.journal.problems()))
            _, _, known = office.known()
        else:
            now = datetime.combine(options.as_of, time.max, tzinfo=school.calendar.zone)
            _, _, known = office.known(until=now)
        overviews = overview(school, known, problems, school.calendar.today(now))
        labels = school.workflow.statuses
        lines = [f"{each.code:<10} {labels[each.status]:<18} {each.problem or each.why}" for each in overviews]
        tell(options, status_facts(school, overviews, now), lines)
    return 0

