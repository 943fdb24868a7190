"""When a pass or a delivery last ended in a folder, by the real clock: the age of an empty file."""

import time
from contextlib import suppress
from pathlib import Path

from tasks.files import clear_old_drafts

FOLDER = "runs"


def note_run(var: Path, what: str) -> None:
    """Remember that this ended just now, and throw away what killed commands left half written in the folder.

    A folder that cannot be written is told by what it holds up, not here.
    """
    with suppress(OSError):
        (var / FOLDER).mkdir(mode=0o700, exist_ok=True)
        (var / FOLDER / what).touch(mode=0o600)
        for folder in (var, *(each for each in var.iterdir() if each.is_dir() and not each.is_symlink())):
            clear_old_drafts(folder)


def age_of_run(var: Path, what: str) -> float | None:
    """How many seconds ago this last ended; None where it never did."""
    try:
        return time.time() - (var / FOLDER / what).stat().st_mtime
    except OSError:
        return None
