"""The schools of a municipality as one fleet.yaml lists them, read and written; a school alone needs none."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.amending import Edit
from models.checks import SCHOOL
from models.fleet import FleetSettings
from models.fleet import texts as fleet_texts
from models.school import Settings
from models.school import texts as school_texts
from models.text import VekhaError
from tasks.config.load import SHIPPED, ConfigurationError, load
from tasks.config.secret_values import Named, environment_of
from tasks.files import SHARED, clear_old_drafts, put_draft, write_draft

FILE, VARIABLE = "fleet.yaml", "VEKHA_FLEET"


@dataclass(frozen=True)
class FleetSchool:
    """A school of the fleet, and where its files lie."""

    id: str
    folder: Path
    var: Path
    settings: Settings


@dataclass(frozen=True)
class SchoolFault:
    """Why a school of the list is left out: its settings cannot be read, or (`clashes`) it uses what is another's."""

    folder: Path
    var: Path
    said: str
    clashes: bool = False


@dataclass(frozen=True)
class Fleet:
    """The schools in the order of the file; those that are left out keep none of the others from going."""

    file: Path
    settings: FleetSettings
    schools: tuple[FleetSchool, ...]
    faults: tuple[SchoolFault, ...] = ()

    @property
    def folder(self) -> Path:
        """Where fleet.yaml lies, and the fleet's own secrets may."""
        return self.file.parent

    @property
    def var(self) -> Path:
        """The fleet's own folder."""
        return (self.folder / self.settings.var).resolve()


def fleet_file(told: str | None = None) -> Path:
    """The file that a command or VEKHA_FLEET names, else the one in `config`."""
    return Path(told or os.environ.get(VARIABLE) or Path("config") / FILE)


def read_fleet(file: Path) -> Fleet:
    """The fleet; VekhaError where its own file is missing or wrong: what is wrong with a school is a fault of hers."""
    if not file.exists():
        raise VekhaError(fleet_texts.NO_FLEET.format(file=file))
    settings, base = load(file, FleetSettings), file.resolve().parent
    schools: list[FleetSchool] = []
    faults: list[SchoolFault] = []
    taken: dict[tuple[str, str], FleetSchool | None] = {("id", settings.id): None}
    for place in settings.schools:
        folder, var = (base / place.folder).resolve(), (base / place.var).resolve()
        try:
            own = load(folder / SCHOOL, Settings)
        except ConfigurationError as fault:
            faults.append(SchoolFault(folder, var, str(fault)))
            continue
        school = FleetSchool(own.id, folder, var, own)
        uses = dict(_uses(school))
        if (clash := next((each for each in uses if each in taken), None)) is not None:
            faults.append(SchoolFault(folder, var, _clash(school, clash, taken[clash], file), clashes=True))
            continue
        taken |= dict.fromkeys(uses, school)
        schools.append(school)
    return Fleet(file.resolve(), settings, tuple(schools), tuple(faults))


def _clash(school: FleetSchool, use: tuple[str, str], other: FleetSchool | None, file: Path) -> str:
    """What is said to a school that uses what another one uses, or the fleet's own id."""
    said = dict(_uses(school))[use] if other is not None else fleet_texts.ID_OF_FLEET
    whose = other.folder if other is not None else file
    return said.format(folder=school.folder, id=school.id, var=school.var, board=use[1], other=whose, file=file)


def _uses(school: FleetSchool) -> Iterator[tuple[tuple[str, str], str]]:
    """What only one school may use, and what is said to the second one."""
    yield ("folder", str(school.folder)), fleet_texts.FOLDER_TWICE
    yield ("id", school.id), fleet_texts.ID_TWICE
    yield ("var", str(school.var)), fleet_texts.VAR_TWICE
    board = school.settings.board
    if board.kind == "xlsx":
        yield ("board", str((school.var / board.file).resolve())), fleet_texts.BOARD_TWICE
    elif board.spreadsheet:
        yield ("board", board.spreadsheet), fleet_texts.BOARD_TWICE


def database_of(settings: Settings, folder: Path) -> tuple[Named, Mapping[str, str]]:
    """Where a school's database is named, and the environment that knows it: its own, else its fleet's, else none."""
    variable, block, holder = settings.database_env, settings.database_secret, folder
    if not (variable or block) and (fleet := _fleet_of(folder)) is not None:
        holder, settings_of_all = fleet
        variable, block = settings_of_all.database_env, settings_of_all.database_secret
    return Named(school_texts.DATABASE, "database", variable, block), environment_of(holder)


def database_of_fleet(fleet: Fleet) -> tuple[Named, Mapping[str, str]]:
    """Where the database of all schools is named, and the environment that knows it."""
    variable, block = fleet.settings.database_env, fleet.settings.database_secret
    return Named(school_texts.DATABASE, "database", variable, block), environment_of(fleet.folder)


def _fleet_of(folder: Path) -> tuple[Path, FleetSettings] | None:
    """The fleet that lists a school's folder, told by VEKHA_FLEET or beside the folder, and the folder of its file."""
    told, own = os.environ.get(VARIABLE), folder.resolve()
    beside = own.parent / FILE
    for file in (*([Path(told)] if told else []), *([beside] if beside.exists() else [])):
        settings, base = load(file, FleetSettings), file.resolve().parent
        if own in _folders(base, tuple(each.folder for each in settings.schools)):
            return base, settings
    return None


@lru_cache(maxsize=4)
def _folders(base: Path, names: tuple[str, ...]) -> frozenset[Path]:
    return frozenset((base / name).resolve() for name in names)


def list_school(file: Path, folder: Path, var: Path) -> tuple[FleetSchool, bool]:
    """The school as the list has it, and whether it was written there now; a file that is missing is begun.

    VekhaError where the school's settings cannot be read, or where it uses what is another school's.
    """
    own = load(folder / SCHOOL, Settings)
    before = file.read_bytes() if file.exists() else None
    if before is not None and (listed := _listed(read_fleet(file), folder)) is not None:
        return listed, False
    base = file.resolve().parent
    place = {"folder": os.path.relpath(folder.resolve(), base), "var": os.path.relpath(var.resolve(), base)}
    text = before.decode() if before is not None else (SHIPPED / "new-fleet.yaml").read_text(encoding="utf-8")
    if before is None:
        text = text.replace("time_zone: Asia/Yekaterinburg", f"time_zone: {own.time_zone}")
    try:
        base.mkdir(parents=True, exist_ok=True)
        clear_old_drafts(base)
        draft = write_draft(file, _with_school(file, text, place).encode(), mode=SHARED)
    except OSError as error:
        raise VekhaError(fleet_texts.FILE_NOT_WRITTEN.format(file=file, reason=error.strerror)) from None
    try:
        fleet = read_fleet(draft)
        if (fault := next((each for each in fleet.faults if each.folder == folder.resolve()), None)) is not None:
            raise VekhaError(fault.said.replace(str(draft), str(file)))
        listed = _listed(fleet, folder)
        if listed is None:
            raise VekhaError(fleet_texts.FILE_ODD.format(file=file))
        if (file.read_bytes() if file.exists() else None) != before:
            raise VekhaError(fleet_texts.FILE_CHANGED.format(file=file))
        put_draft(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    return listed, True


def _listed(fleet: Fleet, folder: Path) -> FleetSchool | None:
    return next((each for each in fleet.schools if each.folder == folder.resolve()), None)


def _with_school(file: Path, text: str, place: dict[str, str]) -> str:
    from ruamel.yaml.error import YAMLError  # this command alone needs it

    from tasks.config.yaml_edits import carried_out

    known = len(load(file, FleetSettings).schools) if file.exists() else 0
    keys = tuple(FleetSettings.model_fields)
    edit = Edit(("schools", known), place, is_item=True) if known else Edit(("schools",), [place], behind=keys[::-1])
    try:
        return carried_out(text, [edit])
    except (YAMLError, LookupError, ValueError, TypeError, StopIteration):
        raise VekhaError(fleet_texts.FILE_ODD.format(file=file)) from None
