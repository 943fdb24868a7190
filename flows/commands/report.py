"""vekha report --as-of DATE: what became of the roadmap by a day, in the form of the signed document."""

import argparse
from pathlib import Path

from flows.commands import tell
from flows.office import open_school
from flows.papers import is_kind, report_of, write_report
from models.output import report_facts
from models.papers import selection, texts
from models.text import VekhaError, spell_day


def run(options: argparse.Namespace) -> int:
    """Write the file; with --json tell what stands in it, with or without a file."""
    file = Path(options.output) if options.output else None
    if file is None and not options.json:
        raise VekhaError(texts.FILE_NEEDED)
    if file is not None and not is_kind(file):
        raise VekhaError(texts.FILE_KIND.format(file=file.name))
    with open_school(options.school, options.var, options.now) as office:
        asked = selection(office.school, options.direction, options.post)
        made = report_of(office, options.as_of, asked)
    if file is not None:
        write_report(made, file)
    facts = {**report_facts(made), "file": str(file) if file else None}
    tell(options, facts, [texts.WRITTEN.format(day=spell_day(made.as_of), file=file)])
    return 0
