"""vekha verify: the journal's chain, its replay and the board agree."""

import argparse

from flows.commands import tell
from flows.current import current_projection
from flows.office import open_school
from flows.passes import fact_of_code, journal_problems
from models.checks import texts as checks_texts
from models.observation import in_doubt
from models.output import command_texts, problem_facts
from models.parts import seen_board
from models.projection import difference, drift
from models.text import Problem


def run(options: argparse.Namespace) -> int:
    """Check the chain, the fold and the projection; 1 where they disagree."""
    with open_school(options.school, options.var, options.now) as office:
        events, problems = journal_problems(office)
        found = list(problems)
        if options.code is not None and not found:
            facts, line = fact_of_code(office, options.code)
            tell(options, facts, [line])
            return 0
        if not office.board.exists():
            found.append(Problem(checks_texts.BOARD, *checks_texts.NO_BOARD.of(file=office.board.place)))
        elif not found:
            snapshot = office.board.read()
            looks = office.journal.looks()
            view = seen_board(office.school, snapshot, looks.last)
            view = in_doubt(view, looks.doubts)  # where a pass writes nothing but what is wrong
            found.extend(view.refused)
            edits = difference(current_projection(office), snapshot, view)
            doubted = {doubt.milestone for doubt in looks.doubts}
            found.extend(drift(edits, snapshot, office.board.held, view, doubted))
        facts = {
            "events": events,
            "head": office.journal.head().digest,
            "problems": [problem_facts(each) for each in found],
        }
        lines = [f"{each.where}: {each.sentence()}" for each in found]
        tell(options, facts, lines or [command_texts.verified(events)])
    return 1 if found else 0
