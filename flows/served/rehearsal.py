"""Shifting a folder's clock for a rehearsal: never another school's, and never that of a folder at work."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.office import open_school
from models.ownership import Purpose
from models.ownership import texts as ownership_texts
from models.text import VekhaError
from tasks.config import fix_shift, is_rehearsal


def begin_rehearsal(folder: Path, var: Path, first_day: date | None) -> None:
    """Shift the clock so that it starts near this day; once for ever, and not at all where no day is asked for."""
    if first_day is None or is_rehearsal(var):
        return
    with open_school(folder, var, None, Purpose.PREPARE) as office:
        if office.refusal(Purpose.LOOK) is None:
            raise VekhaError(ownership_texts.AT_WORK.format(folder=var))
        settings = office.school.settings
    fix_shift(var, first_day, ZoneInfo(settings.time_zone), settings.id)
