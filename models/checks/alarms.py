"""What stands still without any pass or delivery noticing it, so that somebody must look and tell."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from models.checks.health import LATE, HealthCheck, Vitals
from models.mail import Trouble
from models.school import School

WATCHED = {
    "pass": Trouble.PASSES, "letters": Trouble.LETTERS, "journal": Trouble.JOURNAL, "disk": Trouble.DISK,
}  # fmt: skip
LETTERS_AT, LETTERS_BY = time(8), time(9)
"""When the letters of a day are written, and by when they should have been."""


def outages(vitals: Vitals, checks: Iterable[HealthCheck], *, stopped: bool) -> Iterator[tuple[Trouble, str | None]]:
    """What is watched, and what is wrong with it (None: nothing).

    Passes that are tried and fail are told by themselves; while board or settings are told to have `stopped`, nothing
    is said of passes; and in a pause nobody misses passes and letters.
    """
    tried = vitals.last_try is not None and vitals.last_try <= LATE
    for check in checks:
        trouble = WATCHED.get(check.name)
        if trouble is None or (vitals.paused and trouble in (Trouble.PASSES, Trouble.LETTERS)):
            continue
        if stopped and trouble is Trouble.PASSES:
            continue
        yield trouble, None if check.ok or (trouble is Trouble.PASSES and tried) else check.said


def letters_missing(school: School, now: datetime, last: date | None) -> bool:
    """Whether the letters of a working day should have been written by now; not where they never were."""
    local = school.calendar.local(now)
    due = school.calendar.is_working(local.date()) and local.time() >= LETTERS_BY
    return due and last is not None and last < local.date()


def letters_due(school: School, now: datetime, last: datetime | None) -> bool:
    """Whether the letters of a working day are still to be written, where no schedule of its own does it."""
    local = school.calendar.local(now)
    begins = datetime.combine(local.date(), LETTERS_AT, tzinfo=local.tzinfo)
    return school.calendar.is_working(local.date()) and local >= begins and (last is None or last < begins)
