"""What can go wrong with the board's file: each error's message is one sentence with the way out."""

import errno
from pathlib import Path

from models.board import workbook_texts
from models.text import VekhaError
from tasks.boards import BoardBusy, BoardChanged

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class BoardUnreadable(VekhaError):  # noqa: N818 - the name says what is so
    """The file is missing, or is no workbook that can be read."""


class BoardNotSaved(VekhaError):  # noqa: N818 - the name says what is so
    """The file could not be written; the previous one stands untouched."""


def busy(file: Path, who: str, since: str, lock: str) -> BoardBusy:
    """Somebody has the workbook open."""
    whose = workbook_texts.OPENED_BY.format(who=who) if who else ""
    return BoardBusy(workbook_texts.BUSY.format(file=file.name, whose=whose, since=since, lock=lock))


def turn_taken(file: Path, lock: Path, seconds: int) -> BoardNotSaved:
    """Another program holds the file by which our passes take turns."""
    return BoardNotSaved(workbook_texts.TURN_TAKEN.format(file=file.name, lock=lock, seconds=seconds))


def changed(file: Path) -> BoardChanged:
    """Somebody saved the workbook between our reading and our saving."""
    return BoardChanged(workbook_texts.CHANGED.format(file=file.name))


def unreadable(file: Path, backups: Path, why: str) -> BoardUnreadable:
    """The file is no workbook we can read."""
    return BoardUnreadable(workbook_texts.UNREADABLE.format(file=file, why=why, backups=backups))


def missing(file: Path, backups: Path) -> BoardUnreadable:
    """There is no file."""
    return BoardUnreadable(workbook_texts.MISSING.format(file=file, backups=backups))


def refused(file: Path, backups: Path, error: OSError) -> BoardUnreadable:
    """The operating system does not let us read."""
    words = {PermissionError: workbook_texts.MAY_NOT_READ, IsADirectoryError: workbook_texts.FOLDER}
    return unreadable(file, backups, words.get(type(error), error.strerror or str(error)))


def same_title(found: str, wanted: str) -> VekhaError:
    """Two tabs may not differ in case alone."""
    return VekhaError(workbook_texts.SAME_TITLE.format(wanted=wanted, found=found))


def exists(file: Path) -> VekhaError:
    """A workbook is already there."""
    return VekhaError(workbook_texts.EXISTS.format(file=file))


def not_saved(file: Path, error: OSError) -> BoardNotSaved:
    """The operating system refused."""
    if error.errno in _FULL:
        why, way = workbook_texts.DISK_FULL, workbook_texts.FREE_SPACE
    elif isinstance(error, PermissionError):
        why, way = workbook_texts.MAY_NOT_WRITE, workbook_texts.LET_WRITE.format(folder=file.parent)
    else:
        why, way = error.strerror or str(error), workbook_texts.REMOVE_CAUSE
    return BoardNotSaved(workbook_texts.NOT_SAVED.format(file=file, why=why, way=way))
