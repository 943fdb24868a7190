"""vekha status: where every milestone stands, or those that are asked about."""

import argparse

from flows.commands import tell
from flows.office import open_school
from models.approval import overview
from models.observation import doubts_by_code
from models.output import command_texts, status_facts, status_line
from models.papers import selection
from models.text import sentences


def run(options: argparse.Namespace) -> int:
    """Tell where every milestone stands now, or stood at the end of a day."""
    with open_school(options.school, options.var, options.now) as office:
        school, now, doubts = office.school, office.now, dict[str, str]()
        asked = selection(school, options.direction, options.post, options.status, options.overdue)
        if options.as_of is None:
            problems = sentences(problem for problem, _ in office.journal.problems())
            doubts = doubts_by_code(office.journal.doubts(), school.workflow)
            _, known = office.known()
            overviews = overview(school, known, problems, school.calendar.today(now))
        else:
            from flows.papers import past_day  # with all that a pass needs

            past = past_day(office, options.as_of)
            now, overviews = past.moment, past.overviews
        taken = tuple(each for each in overviews if asked.takes(each))
        lines = [status_line(school, each) for each in taken] or [command_texts.NO_MILESTONES]
        tell(options, status_facts(school, taken, now, doubts), lines)
    return 0
