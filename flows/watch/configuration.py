"""A configuration that cannot be read any more: the administrator is told by the one that was read last."""

from pathlib import Path

from flows.mail import deliver_queue, tell_of
from flows.office import SchoolContext, open_school
from models.checks import CONFIGURATION
from models.ownership import Purpose
from models.text import VekhaError
from tasks.config import files_of_school
from tasks.folder import keep_files, kept_folder


def keep_configuration(office: SchoolContext) -> int:
    """Keep what could be read, and say that it can be read again where it could not; how many letters."""
    keep_files(office.var, files_of_school(office.folder))
    return tell_of(office, CONFIGURATION, None)


def tell_of_configuration(folder: Path, var: Path, now: str | None, fault: str) -> bool:
    """Tell and send it, once; whether the administrator had been told before."""
    kept = kept_folder(var)
    if kept is None:
        return False
    try:
        with open_school(folder, var, now, Purpose.WORK, kept=kept) as office:
            is_new = tell_of(office, CONFIGURATION, fault) > 0
            deliver_queue(office, patient=True)
            return not is_new and office.outbox.told().outage(CONFIGURATION) is not None
    except VekhaError:  # the run itself says what is wrong
        return False
