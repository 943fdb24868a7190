"""The trace of a bug of ours, kept in a file."""

import os
import traceback
from datetime import datetime
from pathlib import Path

from tasks.files import replace_file


def keep_trace(var: Path) -> str:
    """Write the traceback of the exception at hand into the folder; returns the file's path."""
    name = f"trace-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(var / name, traceback.format_exc().encode())
    except OSError:
        traceback.print_exc()
    return str(var / name)
