"""Writing a school into fleet.yaml: in its own layout, checked before it takes the old file's place."""

import os
from pathlib import Path

from models.amending import Edit
from models.checks import SCHOOL
from models.fleet import FleetSettings
from models.fleet import texts as fleet_texts
from models.school import Settings
from models.text import VekhaError
from tasks.config.fleet import Fleet, FleetSchool, read_fleet
from tasks.config.load import SHIPPED, load
from tasks.files import SHARED, clear_old_drafts, put_draft, write_draft

BEGINNING = SHIPPED / "new-fleet.yaml"


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
    text = before.decode() if before is not None else BEGINNING.read_text(encoding="utf-8")
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
