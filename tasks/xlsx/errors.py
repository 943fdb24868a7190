"""What can go wrong with the board's file: each error's message is one sentence with the way out."""

import errno
from pathlib import Path

from models.text import VekhaError
from tasks.boards import BoardBusy, BoardChanged

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class BoardUnreadable(VekhaError):  # noqa: N818 - the name says what is so
    """The file is missing, or is no workbook that can be read."""


class BoardNotSaved(VekhaError):  # noqa: N818 - the name says what is so
    """The file could not be written; the previous one stands untouched."""


def busy(file: Path, who: str, since: str, lock: str) -> BoardBusy:
    """Somebody has the workbook open."""
    return BoardBusy(
        f"Таблица {file.name} открыта{f': {who}' if who else ''}, {since}. Ответы запишутся, когда её закроют; "
        f"если она ни у кого не открыта, удалите файл {lock} рядом с ней."
    )


def changed(file: Path) -> BoardChanged:
    """Somebody saved the workbook between our reading and our saving."""
    return BoardChanged(
        f"Таблицу {file.name} сохранили, пока шёл проход. Ничего не перезаписано; повторите проход — он прочтёт "
        "её заново."
    )


def unreadable(file: Path, backups: Path, why: str) -> BoardUnreadable:
    """The file is no workbook we can read."""
    return BoardUnreadable(
        f"Таблица {file} не читается: {why}. Откройте её и сохраните как «Книга Excel (.xlsx)» или замените "
        f"последней копией из {backups}."
    )


def missing(file: Path, backups: Path) -> BoardUnreadable:
    """There is no file."""
    return BoardUnreadable(
        f"Таблицы {file} нет. Создайте её командой vekha init или верните последнюю копию из {backups}."
    )


def refused(file: Path, backups: Path, error: OSError) -> BoardUnreadable:
    """The operating system does not let us read."""
    words = {PermissionError: "нет прав на чтение", IsADirectoryError: "это папка"}
    return unreadable(file, backups, words.get(type(error), error.strerror or str(error)))


def same_title(found: str, wanted: str) -> VekhaError:
    """Two tabs may not differ in case alone."""
    return VekhaError(f"Листа «{wanted}» нет, а «{found}» есть: переименуйте лист «{found}» в «{wanted}».")


def exists(file: Path) -> VekhaError:
    """A workbook is already there."""
    return VekhaError(f"Таблица {file} уже есть; чтобы создать новую, сначала уберите прежнюю.")


def not_saved(file: Path, error: OSError) -> BoardNotSaved:
    """The operating system refused."""
    if error.errno in _FULL:
        why, way = "на диске нет места", "Освободите место и повторите проход"
    elif isinstance(error, PermissionError):
        why, way = "нет прав на запись", f"Дайте программе право писать в папку {file.parent}"
    else:
        why, way = error.strerror or str(error), "Устраните причину и повторите проход"
    return BoardNotSaved(f"Таблица {file} не записана: {why}. Прежняя таблица цела. {way}.")
