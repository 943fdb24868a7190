"""vekha verify: the journal's chain, its replay and the board agree."""

import argparse

from flows.commands import tell
from flows.office import current_projection, open_school
from models.board import view_of
from models.journal import audit
from models.output import command_texts, problem_facts
from models.projection import difference, drift


def run(options: argparse.Namespace) -> int:
    """Check the chain, the fold and the projection; 1 where they disagree."""
    with open_school(options.school, options.var, options.now) as office:
        found = list(office.journal.verify())
        recorded = office.journal.recorded() if not found else ()
        if not found:
            found.extend(audit(each.event for each in recorded))
        if not found and office.board.exists():
            snapshot = office.board.read()
            view = view_of(office.school, snapshot)
            found.extend(view.refused)
            found.extend(drift(difference(current_projection(office), snapshot, view), snapshot))
        facts = {
            "events": len(recorded),
            "head": office.journal.head().digest,
            "problems": [problem_facts(each) for each in found],
        }
        lines = [f"{each.where}: {each.sentence()}" for each in found]
        tell(options, facts, lines or [command_texts.verified(len(recorded))])
    return 1 if found else 0
