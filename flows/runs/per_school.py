"""The work of a run at one school: its failure is told in words and kept from the other schools."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows import jobs
from flows.mail import tell_of
from flows.office import open_school
from flows.runs.publish import publish
from flows.served import find_served
from flows.watch import tell_of_settings
from models.mail import Trouble
from models.output import Artifact
from models.output import texts as output_texts
from models.ownership import Purpose
from models.text import VekhaError, joined
from tasks.config import ConfigurationError, keep_trace
from tasks.folder import note_run


@dataclass(frozen=True)
class SchoolOutcome:
    """How the work at one school ended; `error` is what a person must mend, or our own bug; `known` is told already.

    Prefect writes what a failed task gave into its log: what it did and the bug's own words stay out of it.
    """

    school: str
    told: str
    failed: bool
    done: Any = field(default=None, repr=False)
    error: Exception | None = field(default=None, repr=False)
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
    if work is jobs.one_pass:  # a delivery that still comes must not hide that no pass does
        note_run(var, "try")
    try:
        with open_school(folder, var, now, Purpose.WORK, lasting=work is not jobs.one_pass) as office:
            name, broken = office.school.settings.short_name, office.broken
            known = broken is not None and not tell_of(office, Trouble.SETTINGS, broken)
            result = work(office)
        told, failed = joined(filter(None, (broken, result.told))), result.failed or broken is not None
        known = known and not result.failed
        outcome = SchoolOutcome(name, told, failed, result.done, lines=result.lines, due=result.due, known=known)
        return outcome, result.shown
    except ConfigurationError as error:
        return SchoolOutcome(name, str(error), failed=True, error=error, known=_is_told(folder, var, now)), ()
    except VekhaError as error:
        return SchoolOutcome(name, str(error), failed=True, error=error), ()
    except Exception as bug:
        return SchoolOutcome(name, output_texts.OUR_BUG.format(trace=keep_trace(var)), failed=True, error=bug), ()


def _is_told(folder: Path, var: Path, now: str | None) -> bool:
    """Whether the administrator knew already that the settings cannot be read."""
    try:
        return tell_of_settings(folder, var, now)
    except VekhaError:
        return False
