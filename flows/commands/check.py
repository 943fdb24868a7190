"""vekha check: what is wrong and how to mend it."""

import argparse

from flows.commands import tell
from flows.office import open_school
from flows.passes import check_office
from models.checks import Level
from models.output import problem_facts
from models.ownership import Purpose

SIGNS = {Level.FINE: "✓", Level.WARNING: "!", Level.ERROR: "✗"}


def run(options: argparse.Namespace) -> int:
    """Tell everything that was looked at; 1 where a person must mend something."""
    with open_school(options.school, options.var, options.now, Purpose.PREPARE) as office:
        findings = list(check_office(office))
    facts = {"findings": [{"level": str(each.level), **problem_facts(each.problem)} for each in findings]}
    lines = [f"{SIGNS[each.level]} {each.problem.where}: {each.problem.sentence()}" for each in findings]
    tell(options, facts, lines)
    return 1 if any(each.level is Level.ERROR for each in findings) else 0
