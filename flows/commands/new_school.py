"""vekha new-school DIR: a school's configuration with comments, to begin with."""

import argparse
from pathlib import Path

from flows.commands import tell
from models.output import command_texts
from tasks.config import begin_school


def run(options: argparse.Namespace) -> int:
    """Write the files and say what comes next."""
    folder = Path(options.folder)
    files = begin_school(folder)
    lines = [command_texts.FILES_WRITTEN.format(folder=folder, files=", ".join(files))]
    lines.append(command_texts.SCHOOL_BEGUN.format(folder=folder, var=f"var/{folder.name}"))
    tell(options, {"folder": str(folder), "files": list(files)}, lines)
    return 0
