"""vekha reopen CODE --reason TEXT: ask the voters to open a finished milestone again."""

import argparse

from flows.commands import tell
from flows.office import open_school
from models.approval import reopening
from models.board import code_key
from models.output import command_texts, event_facts
from models.ownership import Purpose
from models.text import VekhaError


def run(options: argparse.Namespace) -> int:
    """Record the request; the next pass puts its ballot on the board."""
    with open_school(options.school, options.var, options.now, Purpose.WORK) as office:
        milestone = office.school.by_code.get(code_key(options.code.strip()))
        if milestone is None:
            raise VekhaError(command_texts.NO_MILESTONE.format(code=options.code))
        head, known = office.known()
        moment = max(office.now, head.seen_at) if head.seen_at else office.now
        today = office.school.calendar.today(office.now)
        asked = reopening(office.school, milestone, known.state(milestone.code), options.reason, moment, today)
        office.journal.record(head, [asked], now=office.now)
    tell(options, {"events": [event_facts(asked)]}, [f"{asked.milestone}: {asked.why}"])
    return 0
