"""The one place that asks what time it is: a fixed moment, or the running clock shifted by whole weeks."""

import ctypes
import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.ownership import Tick
from models.ownership import texts as ownership_texts
from models.school import texts as school_texts
from models.text import VekhaError
from tasks.files import SHARED, replace_file

FILE = "clock.json"
BOOT = Path("/proc/sys/kernel/random/boot_id")
TIMEX_BYTES, UNSYNCHRONISED = 512, 5  # adjtimex(2): more room than any `struct timex` takes; TIME_ERROR


def moment(text: str | None, zone: ZoneInfo, var: Path) -> datetime:
    """The moment that a command works at, in UTC: as told, else the running clock with the shift kept in `var`."""
    if text is None:
        return real_moment(var)
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise VekhaError(school_texts.MOMENT_NOT_UNDERSTOOD.format(text=text)) from None
    if told.tzinfo is None:
        told = told.replace(tzinfo=zone)
    try:
        return told.astimezone(UTC)
    except OverflowError:
        raise VekhaError(school_texts.MOMENT_NOT_UNDERSTOOD.format(text=text)) from None


def real_moment(var: Path) -> datetime:
    """What the running clock shows in this folder, whatever a command was told."""
    return datetime.now(UTC) + shift(var)


def tick() -> Tick:
    """A look at the machine's clock that no shift touches."""
    try:
        boot = BOOT.read_text(encoding="ascii").strip()
    except OSError:
        boot = ""
    return Tick(datetime.now(UTC), boot, timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME)))


def is_synchronised() -> bool:
    """Whether the system says that its clock agrees with others; False where it does not say."""
    try:
        state: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(TIMEX_BYTES))
    except (OSError, AttributeError):
        return False
    return 0 <= state < UNSYNCHRONISED


def shift(var: Path) -> timedelta:
    """By how many whole weeks the running clock is shifted in this var folder; zero where it is not."""
    said = _said(var)
    try:
        return timedelta(weeks=said["weeks"]) if said is not None else timedelta()
    except (KeyError, TypeError, OverflowError):
        raise VekhaError(school_texts.CLOCK_BROKEN.format(file=var / FILE)) from None


def is_rehearsal(var: Path) -> bool:
    """Whether the folder's clock was shifted, so that its facts are nobody's."""
    return _said(var) is not None


def owner_of_clock(var: Path) -> str | None:
    """The id of the school for which the clock was shifted; None where it is not, or nobody said for whom."""
    return (_said(var) or {}).get("school")


def _said(var: Path) -> dict[str, Any] | None:
    file = var / FILE
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise VekhaError(ownership_texts.STAMP_CLOSED.format(file=file, reason=error.strerror)) from None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise VekhaError(school_texts.CLOCK_BROKEN.format(file=file))
    return said


def fix_shift(var: Path, first_day: date, zone: ZoneInfo, school: str) -> timedelta:
    """Shift the clock by whole weeks, once for ever, so that it starts in the week of `first_day` or just after.

    Weekday and hour stay true, so that every schedule fires as it would have.
    """
    file = var / FILE
    if not file.exists():
        today = datetime.now(zone).date()
        weeks = -((today - first_day).days // 7)
        var.mkdir(parents=True, exist_ok=True)
        said = {"weeks": weeks, "school": school}
        replace_file(file, (json.dumps(said, ensure_ascii=False) + "\n").encode(), mode=SHARED)
    return shift(var)
