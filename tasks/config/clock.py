"""The one place that asks what time it is: a fixed moment, or the running clock shifted by whole weeks."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from models.school import texts as school_texts
from models.text import VekhaError
from tasks.files import SHARED, replace_file

FILE = "clock.json"


def moment(text: str | None, zone: ZoneInfo, var: Path) -> datetime:
    """The moment that a command works at, in UTC: as told, else the running clock with the shift kept in `var`."""
    if text is None:
        return datetime.now(UTC) + shift(var)
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise VekhaError(school_texts.MOMENT_NOT_UNDERSTOOD.format(text=text)) from None
    if told.tzinfo is None:
        told = told.replace(tzinfo=zone)
    return told.astimezone(UTC)


def shift(var: Path) -> timedelta:
    """By how many whole weeks the running clock is shifted in this var folder; zero where it is not."""
    try:
        return timedelta(weeks=json.loads((var / FILE).read_text(encoding="utf-8"))["weeks"])
    except FileNotFoundError:
        return timedelta()
    except (OSError, ValueError, KeyError, TypeError):
        raise VekhaError(school_texts.CLOCK_BROKEN.format(file=var / FILE)) from None


def fix_shift(var: Path, first_day: date, zone: ZoneInfo) -> timedelta:
    """Shift the clock by whole weeks, once for ever, so that it starts in the week of `first_day` or just after.

    Weekday and hour stay true, so that every schedule fires as it would have.
    """
    file = var / FILE
    if not file.exists():
        today = datetime.now(zone).date()
        weeks = -((today - first_day).days // 7)
        var.mkdir(parents=True, exist_ok=True)
        replace_file(file, (json.dumps({"weeks": weeks}) + "\n").encode(), mode=SHARED)
    return shift(var)
