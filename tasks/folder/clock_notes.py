"""What the clock of this machine showed at the last run in a folder, kept beside what runs left."""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from models.ownership import ClockNotes, Tick
from tasks.files import replace_file
from tasks.folder.runs import FOLDER

FILE = "clock.json"


def read_clock(var: Path) -> ClockNotes:
    """The notes; empty ones where there are none yet, or none that can be read."""
    try:
        said = json.loads((var / FOLDER / FILE).read_text(encoding="utf-8"))
        return ClockNotes(_tick(said["last"]), _tick(said["doubted"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ClockNotes()


def write_clock(var: Path, notes: ClockNotes) -> None:
    """Keep the notes."""
    with suppress(OSError):  # as with a run's age: a folder that cannot be written is told elsewhere
        (var / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        said = {"last": _said(notes.last), "doubted": _said(notes.doubted)}
        replace_file(var / FOLDER / FILE, (json.dumps(said) + "\n").encode())


def _tick(said: dict[str, Any] | None) -> Tick | None:
    if said is None:
        return None
    return Tick(datetime.fromisoformat(said["moment"]), str(said["boot"]), timedelta(seconds=said["up"]))


def _said(tick: Tick | None) -> dict[str, Any] | None:
    if tick is None:
        return None
    return {"moment": tick.moment.isoformat(), "boot": tick.boot, "up": tick.up.total_seconds()}
