"""vekha meeting open|close: call a meeting over the open ballots; record its votes and write its protocol."""

import argparse
from pathlib import Path

from flows.commands import tell
from flows.office import open_school
from flows.papers import call_meeting, close_meeting, show, write_agenda, write_protocol
from models.board import columns
from models.meeting import texts
from models.output import event_facts, meeting_facts
from models.ownership import Purpose
from models.text import VekhaError, spell_day


def run(options: argparse.Namespace) -> int:
    """Do what was asked, and let a pass show it on the board."""
    if options.what == "open":
        return _open(options)
    return _close(options)


def _open(options: argparse.Namespace) -> int:
    if options.on is None:
        raise VekhaError(texts.DAY_NEEDED)
    with open_school(options.school, options.var, options.now, Purpose.WORK) as office:
        called = call_meeting(office, options.on)
    if options.output:
        write_agenda(called.agenda, Path(options.output))
    held = show(options.school, options.var, options.now)
    opened = called.meeting.opened
    said = texts.UNCHANGED.format(number=opened.number, day=spell_day(opened.on))
    if called.fact is not None:
        said = texts.OPENED_SAID.format(why=opened.why, tab=columns.MEETING)
    facts = {**meeting_facts(called.meeting, called.agenda), "file": options.output, "held": held}
    written = [texts.PAPER_WRITTEN.format(file=options.output)] if options.output else []
    tell(options, facts, [said, *written, *([held] if held else [])])
    return 0


def _close(options: argparse.Namespace) -> int:
    events, said, held = [], [], None
    purpose = Purpose.WORK if options.number is None else Purpose.LOOK
    with open_school(options.school, options.var, options.now, purpose) as office:
        number = options.number
        if number is None:
            done = close_meeting(office)
            number, events = done.closed.number, [event_facts(each) for each in done.events]
            left = [texts.LEFT_OUT.format(ballot=ballot, why=why) for ballot, why in done.closed.left_out]
            said = [*(f"{each.milestone}: {each.why}" for each in done.effects.events), *left, done.closed.why]
        file = Path(options.output) if options.output else office.var / "protocols" / f"protocol-{number}.docx"
        if not options.output:
            file.parent.mkdir(parents=True, exist_ok=True)
        write_protocol(office, number, file)
    if options.number is None:
        held = show(options.school, options.var, options.now)
    facts = {"number": number, "events": events, "file": str(file), "held": held}
    tell(options, facts, [*said, texts.PAPER_WRITTEN.format(file=file), *([held] if held else [])])
    return 0
