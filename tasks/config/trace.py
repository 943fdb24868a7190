"""The trace of a bug of ours, kept in a file."""

import os
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

from tasks.files import replace_file


def keep_trace(var: Path) -> str:
    """Write the traceback of the exception at hand into the folder; returns the file's path."""
    name, trace = f"trace-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt", traceback.format_exc().encode()
    for folder in (var, Path(gettempdir())):  # a folder that may not be written is a likely cause of a bug
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(folder / name, trace)
            return str(folder / name)
    traceback.print_exc()
    return os.devnull
