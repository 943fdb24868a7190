"""vekha term TEXT: how a term is understood; needs no school."""

import argparse

from flows.commands import tell
from models.output import command_texts, term_facts
from models.terms import Period, understand
from models.text import VekhaError, day


def run(options: argparse.Namespace) -> int:
    """Tell how a term is understood in a period."""
    try:
        period = Period.parse(options.period) if options.period else None
    except ValueError as error:
        raise VekhaError(str(error)) from None
    term = understand(options.text, period)
    lines = [term.note] if term.note else []
    lines += [f"{day(each.start)} – {day(each.due)}" for each in term.occurrences]
    if term.unclear:
        lines.append(command_texts.TERM_UNCLEAR.format(why=term.unclear))
    tell(options, term_facts(term), lines)
    return 0
