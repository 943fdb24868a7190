"""vekha history CODE: a milestone's events as sentences."""

import argparse

from flows.commands import tell
from flows.office import open_school
from models.board import code_key
from models.output import command_texts, history_facts
from models.text import VekhaError


def run(options: argparse.Namespace) -> int:
    """Tell what happened to a milestone, oldest first."""
    code = code_key(options.code.strip())
    with open_school(options.school, options.var, options.now) as office:
        if code not in office.school.by_code:
            raise VekhaError(command_texts.NO_MILESTONE.format(code=code))
        own = [(each.position, each.event) for each in office.journal.history(code)]
        local = office.school.calendar.local
        lines = [f"{local(event.seen_at):%d.%m.%Y %H:%M}  {event.why}" for _, event in own]
        facts = {"code": code, "events": history_facts(office.school, own)}
        tell(options, facts, lines or [command_texts.NO_EVENTS.format(code=code)])
    return 0
