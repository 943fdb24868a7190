"""How runs are called in the Prefect UI: by school, kind of work and local time."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import runtime

from flows.served import find_served
from models.output import texts as output_texts
from models.school import Settings
from models.text import VekhaError
from tasks.config import load, moment

EARLY = timedelta(seconds=2)  # Prefect begins a run up to a second before its time


def named(what: str) -> Callable[[], str]:
    """How a flow run is called before its end: its process may begin some seconds before the time."""

    def name() -> str:
        return name_of(what, runtime.flow_run.parameters.get("schools", ()))

    return name


def school_name() -> str:
    """How a task run is called: by its school."""
    return _settings(runtime.task_run.parameters.get("school", ""))[0]


def name_of(what: str, schools: Sequence[str]) -> str:
    """The schools, what is done there, and when by the first one's clock."""
    names = [_settings(school)[0] for school in schools]
    try:
        served, zone = find_served(schools[0]), _settings(schools[0])[1]
        local = (moment(served.now, zone, Path(served.var)) + EARLY).astimezone(zone)
    except (VekhaError, IndexError):
        return output_texts.run_name(names, what, "")
    return output_texts.run_name(names, what, f"{local:%H:%M}")


def _settings(school: str) -> tuple[str, ZoneInfo]:
    """How the school of this id is called, and its zone; the id where its settings cannot be read."""
    try:
        settings = load(Path(find_served(school).folder) / "school.yaml", Settings)
    except VekhaError:
        return school, ZoneInfo("UTC")
    return settings.short_name, ZoneInfo(settings.time_zone)
