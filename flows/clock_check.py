"""Whether a command may date facts and letters by this clock."""

from datetime import datetime
from pathlib import Path

from models.ownership import ClockNotes, refuse_future, watch
from models.text import VekhaError
from tasks.config import is_rehearsal, is_synchronised, real_moment, tick
from tasks.folder import read_clock, write_clock


def check_clock(var: Path, told: str | None, now: datetime) -> None:
    """VekhaError where the moment that was told is still to come, or where the running clock jumped."""
    if told is not None:
        refuse_future(now, real_moment(var), told, rehearsal=is_rehearsal(var))
        return
    notes, jumped = watch(read_clock(var), tick(), synchronised=is_synchronised())
    write_clock(var, notes)
    if jumped:
        raise VekhaError(jumped)


def confirm_clock(var: Path) -> None:
    """Take what the clock shows for right: a person says so."""
    write_clock(var, ClockNotes(tick()))
