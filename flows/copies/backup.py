"""A school copied into one file while it works: database, configuration and board of one moment."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.office import SchoolContext
from models.ownership import texts as ownership_texts
from models.text import VekhaError
from tasks.config import files_of_school
from tasks.database import Journal, copy_school, opened_database, sqlite_url
from tasks.folder import MARKS, read_archive, write_archive

DATABASE, BOARD, OWN, SHARED, FOLDER = "vekha.db", "board.xlsx", "school/", "shared/", "folder/"


@dataclass(frozen=True)
class Kept:
    """What a backup holds: how many facts, and the names of its files."""

    facts: int
    files: tuple[str, ...]


def back_up(office: SchoolContext, target: Path) -> Kept:
    """Write the copy, then read it again: it is good only when its journal is whole and ends where ours did."""
    files = {}
    for file in files_of_school(office.folder):
        files[(OWN if file.parent == office.folder else SHARED) + file.name] = file.read_bytes()
    files |= {FOLDER + name: (office.var / name).read_bytes() for name in MARKS if (office.var / name).exists()}
    with office.board.writer():  # no pass changes board or journal meanwhile
        if office.school.settings.board.kind == "xlsx" and office.board.exists():
            files[BOARD] = Path(office.board.place).read_bytes()
        head = office.journal.head()
        files[DATABASE] = _database(office)
    facts = {"school": office.school.settings.id, "made_at": office.now.isoformat(), "facts": head.position}
    write_archive(target, files, {**facts, "head": head.digest})
    _verify(target)
    return Kept(head.position, tuple(files))


def _database(office: SchoolContext) -> bytes:
    with TemporaryDirectory(prefix="vekha-backup-") as scratch:
        file = Path(scratch) / DATABASE
        with opened_database(sqlite_url(file)) as copy:
            copy_school(office.journal.engine, copy, office.school.settings.id)
        return file.read_bytes()


def _verify(target: Path) -> None:
    files, said = read_archive(target)
    with TemporaryDirectory(prefix="vekha-backup-") as scratch:
        file = Path(scratch) / DATABASE
        file.write_bytes(files[DATABASE])
        with opened_database(sqlite_url(file)) as copy:
            journal = Journal(copy, said["school"])
            if journal.verify() or journal.head().digest != said["head"]:
                raise VekhaError(ownership_texts.BACKUP_BROKEN.format(file=target))
