"""What stands still so long that the administrator is written to, once, and once when it goes on."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from models.checks import health_texts as texts
from models.checks.health import LATE, STANDING, HealthCheck, Vitals
from models.letters import quiet_until
from models.school import School

BOARD, CONFIGURATION, SERVE = "board", "configuration", "serve"
PASS, LETTERS = "pass", "letters"
WATCHED = (PASS, "queue", LETTERS, "journal", "disk")
FAILING = timedelta(hours=1)  # how long passes may fail, one after another
LETTERS_BY = time(9)  # the letters of a day are written at eight


def outages(vitals: Vitals, checks: Sequence[HealthCheck], *, stopped: bool) -> Iterator[tuple[str, str | None]]:
    """What is watched, and what is wrong with it (None: nothing).

    While the board is stopped its own alarm stands for the passes, too, and in a pause nobody misses anything.
    """
    for check in checks:
        if check.name not in WATCHED or (check.name == PASS and stopped):
            continue
        if vitals.paused and check.name in (PASS, LETTERS):
            continue
        fault = None if check.ok else check.said
        if check.name == PASS and fault and vitals.last_try is not None and vitals.last_try <= LATE:
            fault = texts.ago(texts.FAILING, vitals.last_pass) if (vitals.last_pass or FAILING) >= FAILING else ""
        if fault != "":  # passes fail, but not yet for an hour: neither well nor told
            yield check.name, fault


def letters_missing(school: School, now: datetime, last: date | None) -> bool:
    """Whether the letters of a working day should have been written by now; not where they never were."""
    local = school.calendar.local(now)
    due = school.calendar.is_working(local.date()) and local.time() >= LETTERS_BY
    return due and last is not None and last < local.date()


def waits_since(school: School, now: datetime, due: Sequence[datetime]) -> timedelta | None:
    """How long the oldest of the letters that are due waits; None where none does, or quiet hours held it up."""
    held = quiet_until(school, now) or quiet_until(school, now - STANDING)
    late = [now - each for each in due if each < now]
    return max(late, default=None) if not held else None
