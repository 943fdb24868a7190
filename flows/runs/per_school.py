"""The work of a run at one school: its failure is told in words and kept from the other schools."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows import jobs
from flows.office import open_school
from flows.runs.publish import publish
from flows.served import find_served
from flows.watch import keep_configuration, tell_of_configuration
from models.output import Artifact
from models.output import texts as output_texts
from models.ownership import Purpose
from models.text import VekhaError
from tasks.config import ConfigurationError, keep_trace
from tasks.folder import note_run


@dataclass(frozen=True)
class SchoolOutcome:
    """How the work at one school ended; `error` is what a person must mend, or our own bug; `known` is told already."""

    school: str
    told: str
    failed: bool
    done: Any = None
    error: Exception | None = None
    lines: tuple[str, ...] = ()
    due: bool = False
    known: bool = False


async def at_school(school: str, work: jobs.Work) -> SchoolOutcome:
    """Open the school of this id, do the work, show what it shows; returns how it ended."""
    try:
        served = find_served(school)
    except VekhaError as error:
        return SchoolOutcome(school, str(error), failed=True, error=error)
    outcome, shown = await asyncio.to_thread(_work, Path(served.folder), Path(served.var), served.now, work)
    for each in shown:
        await publish(each)
    return outcome


def _work(folder: Path, var: Path, now: str | None, work: jobs.Work) -> tuple[SchoolOutcome, tuple[Artifact, ...]]:
    name = folder.name
    note_run(var, "try")
    try:
        with open_school(folder, var, now, Purpose.WORK) as office:
            name = office.school.settings.short_name
            keep_configuration(office)
            result = work(office)
        return SchoolOutcome(
            name, result.told, result.failed, result.done, lines=result.lines, due=result.due
        ), result.shown
    except ConfigurationError as error:
        known = tell_of_configuration(folder, var, now, str(error))
        return SchoolOutcome(name, str(error), failed=True, error=error, known=known), ()
    except VekhaError as error:
        return SchoolOutcome(name, str(error), failed=True, error=error), ()
    except Exception as bug:
        return SchoolOutcome(name, output_texts.OUR_BUG.format(trace=keep_trace(var)), failed=True, error=bug), ()
