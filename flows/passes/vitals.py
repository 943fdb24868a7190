"""Measuring what tells whether a school is well."""

import shutil
from datetime import timedelta
from pathlib import Path

from flows.office import SchoolContext
from models.checks import Vitals, health_texts
from models.mail import WAITING
from models.ownership import head_ahead
from tasks.config import is_rehearsal, real_moment
from tasks.folder import age_of_run, read_clock
from tasks.processes import is_served


def measure(office: SchoolContext) -> Vitals:
    """What can be measured without touching the board."""
    var, real, head = office.var, real_moment(office.var), office.journal.head()
    letters = office.outbox.letters(WAITING)
    due = [real - each.next_at for each in letters if each.next_at < real]
    ahead = head_ahead(head.seen_at, real, "", rehearsal=is_rehearsal(var))
    return Vitals(
        last_pass=_age(var, "pass"),
        last_delivery=_age(var, "delivery"),
        oldest_due=max(due, default=None),
        waiting=len(letters),
        is_served=is_served(var),
        free_bytes=shutil.disk_usage(var).free,
        facts=head.position,
        last_fact=head.seen_at,
        real=real,
        ahead=ahead.sentence() if ahead else None,
        clock=health_texts.CLOCK_DOUBTED if read_clock(var).doubted else None,
    )


def _age(var: Path, what: str) -> timedelta | None:
    seconds = age_of_run(var, what)
    return None if seconds is None else timedelta(seconds=max(0, seconds))
