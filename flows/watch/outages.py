"""Looking after a school: what stands still is told to the administrator once, and once when it goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.mail import deliver_queue, tell_of
from flows.office import SchoolContext, open_school
from flows.passes import measure
from flows.watch.configuration import keep_configuration, tell_of_configuration
from models.checks import BOARD, SERVE, health, outages
from models.ownership import Purpose
from tasks.config import ConfigurationError
from tasks.files import open_lock, wait_for_lock
from tasks.folder import note_run

LOCK, PATIENCE_SECONDS = "watch.lock", 30


def tell_of_outages(office: SchoolContext) -> int:
    """Queue an alarm for whatever began or ended to stand still; returns how many."""
    with _one_at_a_time(office.var):
        vitals = measure(office)
        if vitals.last_letters is None:
            note_run(office.var, "letters")  # from now on they are awaited
        stopped = office.outbox.told().outage(BOARD) is not None
        return sum(
            tell_of(office, what, fault) for what, fault in outages(vitals, health(vitals), stopped=stopped)
        )  # fmt: skip


def tell_of_schedules(folder: Path, var: Path, now: str | None, fault: str | None) -> None:
    """Say that the schedules stopped for good, or (no fault) that they work again, and send it."""
    with open_school(folder, var, now, Purpose.WORK) as office:
        if tell_of(office, SERVE, fault):
            deliver_queue(office)


def watch_school(folder: Path, var: Path, now: str | None) -> None:
    """Look after a school from outside of any run, and send what is to be told."""
    try:
        with open_school(folder, var, now, Purpose.WORK) as office:
            if keep_configuration(office) + tell_of_outages(office):
                deliver_queue(office, patient=True)
    except ConfigurationError as error:
        tell_of_configuration(folder, var, now, str(error))


@contextmanager
def _one_at_a_time(var: Path) -> Iterator[None]:
    with open(open_lock(var / LOCK, 0o600), "rb") as lock:
        wait_for_lock(lock.fileno(), PATIENCE_SECONDS)
        yield
