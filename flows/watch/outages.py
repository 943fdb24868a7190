"""Looking after a school: what stands still is told to the administrator once, and once when it goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.mail import deliver_queue, tell_of
from flows.office import SchoolContext, open_school
from flows.passes import measure
from models.checks import health, outages
from models.mail import Told, Trouble
from models.ownership import Purpose
from tasks.files import open_lock, wait_for_lock
from tasks.folder import note_run

LOCK, PATIENCE_SECONDS = "watch.lock", 30


def tell_of_outages(office: SchoolContext) -> int:
    """Queue an alarm for whatever began or ended to stand still; returns how many."""
    with _one_at_a_time(office.var):
        vitals = measure(office)
        if vitals.last_letters is None:
            note_run(office.var, "letters")  # from now on they are awaited
        told = Told(office.outbox.alarms())
        stopped = any(told.outage(trouble) is not None for trouble in (Trouble.BOARD, Trouble.SETTINGS))
        found = outages(vitals, health(vitals), stopped=stopped)
        return sum(tell_of(office, trouble, fault) for trouble, fault in found)


def tell_of_schedules(folder: Path, var: Path, now: str | None, fault: str | None) -> None:
    """Say that the schedules stopped for good, or (no fault) that they work again, and send it."""
    with open_school(folder, var, now, Purpose.WORK, lasting=True) as office:
        if tell_of(office, Trouble.SCHEDULES, fault):
            deliver_queue(office)


def tell_of_settings(folder: Path, var: Path, now: str | None) -> bool:
    """Say that the settings cannot be read, and send it; whether the administrator had been told before."""
    with open_school(folder, var, now, Purpose.WORK, lasting=True) as office:
        if tell_of(office, Trouble.SETTINGS, office.broken):
            deliver_queue(office)
            return False
        return office.broken is not None


def watch_school(folder: Path, var: Path, now: str | None) -> None:
    """Look after a school from outside of any run, and send what is to be told."""
    with open_school(folder, var, now, Purpose.WORK, lasting=True) as office:
        if tell_of(office, Trouble.SETTINGS, office.broken) + tell_of_outages(office):
            deliver_queue(office, patient=True)


@contextmanager
def _one_at_a_time(var: Path) -> Iterator[None]:
    with open(open_lock(var / LOCK, 0o600), "rb") as lock:
        wait_for_lock(lock.fileno(), PATIENCE_SECONDS)
        yield
