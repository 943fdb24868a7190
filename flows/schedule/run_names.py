"""How runs are called in the Prefect UI: by school, kind of work and local time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import runtime

from models.output import texts as output_texts
from models.school import Settings
from models.text import VekhaError
from tasks.config import load, moment

EARLY = timedelta(seconds=2)  # Prefect begins a run up to a second before its time


def named(what: str) -> Callable[[], str]:
    """How a flow run is called before its end: its process may begin some seconds before the time."""

    def name() -> str:
        given = runtime.flow_run.parameters
        return name_of(what, given.get("schools", ()), given.get("var", ""), given.get("now"))

    return name


def school_name() -> str:
    """How a task run is called: by its school."""
    return _settings(runtime.task_run.parameters.get("folder", ""))[0]


def name_of(what: str, schools: list[str], var: str, now: str | None) -> str:
    """The schools, what is done there, and when by the first one's clock."""
    known = [_settings(folder) for folder in schools]
    zone = known[0][1]
    try:
        local = (moment(now, zone, Path(var)) + EARLY).astimezone(zone)
    except VekhaError:
        return output_texts.run_name([name for name, _ in known], what, "")
    return output_texts.run_name([name for name, _ in known], what, f"{local:%H:%M}")


def _settings(folder: str) -> tuple[str, ZoneInfo]:
    """How the school is called, and its zone; the folder's name where it cannot be read."""
    try:
        settings = load(Path(folder) / "school.yaml", Settings)
    except VekhaError:
        return Path(folder).name, ZoneInfo("UTC")
    return settings.short_name, ZoneInfo(settings.time_zone)
