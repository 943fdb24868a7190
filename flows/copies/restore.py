"""A school brought back from its backup: what is missing is put in place, what stands is left as it is."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flows.copies.backup import BOARD, DATABASE, FOLDER, OWN, SHARED
from models.ownership import FolderStamp
from models.ownership import texts as ownership_texts
from models.school import Settings
from models.text import VekhaError
from tasks.config import database_of, load
from tasks.database import Journal, copy_school, database_url, opened_database, schools_known, sqlite_url
from tasks.files import replace_file
from tasks.folder import read_archive, read_stamp
from tasks.processes import only_one


def restore(source: Path, folder: Path, var: Path) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Bring a school back; how many facts, which files were put in place, and which were left though they differ.

    The database comes last and in one transaction, so that a restore that was killed can be repeated.
    """
    files, said = read_archive(source)
    stamp = read_stamp(var)
    if stamp is not None and stamp.school != said["school"]:
        raise VekhaError(_foreign(var, stamp, said["school"]))
    with only_one(var):
        places = {name: _place(name, folder, var) for name in files if name not in (BOARD, DATABASE)}
        put, left = _put(places, files)
        settings = load(folder / "school.yaml", Settings)
        if settings.id != said["school"]:
            raise VekhaError(_foreign(folder, FolderStamp(settings.id, ""), said["school"]))
        if BOARD in files and settings.board.kind == "xlsx":
            more, kept = _put({BOARD: var / settings.board.file}, files)
            put, left = put + more, left + kept
        facts = _bring_back(files[DATABASE], database_url(*database_of(settings, folder), var), said)
    return facts, tuple(put), tuple(left)


def _place(name: str, folder: Path, var: Path) -> Path:
    room, file = name.split("/", 1)
    return {OWN: folder, SHARED: folder.parent, FOLDER: var}[f"{room}/"] / Path(file).name


def _put(places: dict[str, Path], files: dict[str, bytes]) -> tuple[list[str], list[str]]:
    put, left = [], []
    for name, place in places.items():
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            replace_file(place, files[name])
            put.append(str(place))
        elif place.read_bytes() != files[name]:
            left.append(str(place))
    return put, left


def _bring_back(content: bytes, url: str, said: dict[str, str]) -> int:
    with TemporaryDirectory(prefix="vekha-restore-") as scratch:
        (file := Path(scratch) / DATABASE).write_bytes(content)
        with opened_database(url) as target, opened_database(sqlite_url(file)) as kept:
            if said["school"] in schools_known(target):
                raise VekhaError(ownership_texts.DATABASE_THERE.format(school=said["school"]))
            copy_school(kept, target, said["school"])
            journal = Journal(target, said["school"])
            if journal.verify() or journal.head().digest != said["head"]:
                raise VekhaError(ownership_texts.BACKUP_BROKEN.format(file=DATABASE))
            return journal.head().position


def _foreign(place: Path, stamp: FolderStamp, ours: str) -> str:
    return ownership_texts.FOREIGN_FOLDER.format(folder=place, theirs=stamp.school, ours=ours)
