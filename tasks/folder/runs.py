"""When a pass or a delivery last ended in a folder, by the real clock: the age of an empty file."""

import time
from contextlib import suppress
from pathlib import Path

FOLDER = "runs"


def note_run(var: Path, what: str) -> None:
    """Remember that this ended just now; a folder that cannot be written is told by what it holds up, not here."""
    with suppress(OSError):
        (var / FOLDER).mkdir(mode=0o700, exist_ok=True)
        (var / FOLDER / what).touch(mode=0o600)


def age_of_run(var: Path, what: str) -> float | None:
    """How many seconds ago this last ended; None where it never did."""
    try:
        return time.time() - (var / FOLDER / what).stat().st_mtime
    except OSError:
        return None
