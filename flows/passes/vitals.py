"""Measuring what tells whether a school is well."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from flows.office import SchoolContext
from flows.passes.result import Pass
from models.alarms import standing
from models.checks import Finding, Level, Vitals, health, health_texts, letters_missing, metrics_text
from models.checks import texts as checks_texts
from models.mail import WAITING, Told
from models.output import texts as output_texts
from models.ownership import head_ahead
from models.text import Problem
from tasks.config import is_rehearsal, real_moment, tick
from tasks.files import SHARED, replace_file
from tasks.folder import age_of_run, read_clock, standing_pause
from tasks.processes import is_served

METRICS = "metrics.prom"


def measure(office: SchoolContext) -> Vitals:
    """What can be measured without touching the board."""
    var, real, head = office.var, real_moment(office.var), office.journal.head()
    pause = standing_pause(var, office.school.calendar.today(office.now))
    letters, written = office.outbox.letters(WAITING), _age(var, "letters")
    day = office.school.calendar.today(office.now - written) if written is not None else None
    due = [real - each.due_since for each in letters if each.due_since < real]
    ahead = head_ahead(head.seen_at, real, "", rehearsal=is_rehearsal(var))
    return Vitals(
        last_pass=_age(var, "pass"),
        last_delivery=_age(var, "delivery"),
        oldest_due=max(due, default=None),
        waiting=len(letters),
        is_served=is_served(var),
        free_bytes=shutil.disk_usage(next(each for each in (var, *var.absolute().parents) if each.exists())).free,
        facts=head.position,
        last_fact=head.seen_at,
        real=real,
        ahead=ahead.sentence() if ahead else None,
        stopped=standing(Told(office.outbox.alarms()), office.school.calendar.today(real)),
        clock=health_texts.CLOCK_DOUBTED if read_clock(var).doubted else None,
        last_try=_age(var, "try"),
        last_letters=written,
        letters_missing=letters_missing(office.school, office.now, day),
        paused=output_texts.paused(pause.until, pause.reason) if pause else None,
    )


def what_is_unwell(office: SchoolContext) -> Iterator[Finding]:
    """What monitoring would be told; nothing before the first pass."""
    vitals = measure(office)
    if vitals.last_pass is not None:
        wrong = (each for each in health(vitals) if not each.ok)
        yield from (Finding(Level.WARNING, Problem(checks_texts.RUNS, each.said, "")) for each in wrong)


def write_metrics(office: SchoolContext, done: Pass, seconds: float) -> None:
    """Keep for monitoring what a pass came to; a file that cannot be written stops nothing."""
    values = {
        "vekha_last_pass_timestamp_seconds": tick().moment.timestamp(),
        "vekha_pass_duration_seconds": seconds,
        "vekha_pass_facts": len(done.events),
        "vekha_pass_problems": len(done.problems),
        "vekha_board_calls": done.calls,
        "vekha_milestones_overdue": sum(each.overdue_days > 0 for each in done.overviews),
        "vekha_letters_waiting": office.outbox.waiting(),
    }
    with suppress(OSError):
        replace_file(office.var / METRICS, metrics_text(office.school.settings.id, values).encode(), mode=SHARED)


def _age(var: Path, what: str) -> timedelta | None:
    seconds = age_of_run(var, what)
    return None if seconds is None else timedelta(seconds=max(0, seconds))
