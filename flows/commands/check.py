"""vekha check: what is wrong and how to mend it."""

import argparse

from flows.commands import tell_findings
from flows.office import open_school
from flows.passes import check_office
from models.ownership import Purpose


def run(options: argparse.Namespace) -> int:
    """Tell everything that was looked at; 1 where a person must mend something."""
    with open_school(options.school, options.var, options.now, Purpose.PREPARE) as office:
        findings = list(check_office(office))
    return tell_findings(options, findings)
