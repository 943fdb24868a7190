"""vekha backup FILE: database, configuration and board of one moment in one file."""

import argparse
from pathlib import Path

from flows.commands import tell
from flows.copies import back_up
from flows.office import open_school
from models.output import command_texts


def run(options: argparse.Namespace) -> int:
    """Write the copy and say what is in it."""
    with open_school(options.school, options.var, options.now) as office:
        kept = back_up(office, Path(options.file))
    facts = {"file": options.file, "facts": kept.facts, "files": list(kept.files)}
    tell(options, facts, [command_texts.backed_up(options.file, kept.facts, len(kept.files))])
    return 0
