"""vekha calendar --for POST: the deadlines of a post as an .ics file."""

import argparse
import sys
from pathlib import Path

from flows.commands import tell
from flows.mail import calendar_of
from flows.office import open_school
from models.output import command_texts
from models.text import VekhaError


def run(options: argparse.Namespace) -> int:
    """Write the file, or print it where none is named."""
    with open_school(options.school, options.var, options.now) as office:
        content = calendar_of(office, options.post)
    if options.output is None:
        sys.stdout.write(content.decode())
        return 0
    try:
        Path(options.output).write_bytes(content)
    except OSError as error:
        raise VekhaError(command_texts.FILE_CLOSED.format(file=options.output, reason=error.strerror)) from None
    facts = {"file": options.output, "entries": content.count(b"BEGIN:VEVENT")}
    tell(options, facts, [command_texts.CALENDAR_WRITTEN.format(file=options.output)])
    return 0
