"""A school by its settings, or by the last that worked: letters go on by those while the new ones are broken."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from models.checks import SCHOOL
from models.school import School, Settings
from tasks.config.clock import moment
from tasks.config.load import FILES, ConfigurationError, files_of_school, load, load_school
from tasks.files import replace_file

FOLDER = "last-settings"


def keep_settings(folder: Path, var: Path) -> None:
    """Keep the files that the school was just read from, where they differ from those kept; what cannot be, is not."""
    kept = var / FOLDER
    with suppress(OSError):
        kept.mkdir(mode=0o700, exist_ok=True)
        for name, file in zip(FILES, files_of_school(folder), strict=True):
            content, copy = file.read_bytes(), kept / name
            if not copy.is_file() or copy.read_bytes() != content:
                replace_file(copy, content)


def read_school(folder: Path, var: Path, told: str | None, *, lasting: bool) -> tuple[School, datetime, str | None]:
    """The school by the settings of its folder, and the moment; with `lasting` also by those kept: what is wrong now.

    ConfigurationError where neither can be read.
    """
    try:
        return (*_school_of(folder, var, told), None)
    except ConfigurationError as fault:
        kept = var / FOLDER
        if not lasting or not folder.is_dir() or not kept.is_dir():
            raise
        try:
            return (*_school_of(kept, var, told), str(fault))
        except ConfigurationError:  # kept by a release that knew other keys, or not whole
            raise fault from None


def _school_of(folder: Path, var: Path, told: str | None) -> tuple[School, datetime]:
    settings = load(folder / SCHOOL, Settings) if folder.is_dir() else None
    now = moment(told, ZoneInfo(settings.time_zone) if settings else ZoneInfo("UTC"), var)
    return load_school(folder, now), now
