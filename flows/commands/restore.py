"""vekha restore FILE: bring back from a backup what is missing."""

import argparse
from pathlib import Path

from flows.commands import tell
from flows.copies import restore
from models.output import command_texts


def run(options: argparse.Namespace) -> int:
    """Say what was put in place, and what was left as it stands."""
    facts, put, left = restore(Path(options.file), options.school, options.var)
    lines = [command_texts.restored(facts), *(command_texts.PUT_BACK.format(file=each) for each in put)]
    lines += [command_texts.LEFT_AS_IT_IS.format(file=each) for each in left]
    tell(options, {"facts": facts, "put": list(put), "left": list(left)}, [*lines, command_texts.THEN_VERIFY])
    return 0
