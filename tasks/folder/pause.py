"""A pause of a school: until a day its schedules make no passes and write no letters, and why."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tasks.files import replace_file

FILE = "pause.json"


@dataclass(frozen=True)
class Pause:
    """The day on which work goes on, and why it does not before."""

    until: date
    reason: str


def standing_pause(var: Path, today: date) -> Pause | None:
    """The pause that a day lies in; a note that cannot be read stops nothing."""
    try:
        said = json.loads((var / FILE).read_text(encoding="utf-8"))
        pause = Pause(date.fromisoformat(said["until"]), str(said["reason"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return pause if today < pause.until else None


def write_pause(var: Path, pause: Pause | None) -> None:
    """Begin a pause, or end it."""
    if pause is None:
        with suppress(FileNotFoundError):
            (var / FILE).unlink()
        return
    said = {"until": pause.until.isoformat(), "reason": pause.reason}
    replace_file(var / FILE, (json.dumps(said, ensure_ascii=False) + "\n").encode())
