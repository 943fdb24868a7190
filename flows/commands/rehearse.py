"""vekha rehearse: the same pass, nothing written; with --if as though somebody had voted."""

import argparse

from flows.commands import tell
from flows.commands.sync import facts_of, sentences_of
from flows.office import open_school
from flows.passes import run_pass
from models.output import command_texts


def run(options: argparse.Namespace) -> int:
    """Say what a pass would do."""
    with open_school(options.school, options.var, options.now) as office:
        done = run_pass(office, rehearse=True, supposed=tuple(options.supposed or ()))
    tell(options, facts_of(done), [command_texts.REHEARSED, *sentences_of(done)])
    return 0
