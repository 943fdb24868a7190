"""The work of a run at one school: its failure is told in words and kept from the other schools."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect.artifacts import Artifact as PrefectArtifact
from prefect.artifacts import MarkdownArtifact, TableArtifact

from flows.office import open_school
from flows.schedule import jobs
from flows.served import find_served
from models.output import Artifact
from models.output import texts as output_texts
from models.ownership import Purpose
from models.text import VekhaError, joined
from tasks.config import keep_trace


@dataclass(frozen=True)
class Outcome:
    """How the work at one school ended; `error` is what a person must mend, or our own bug."""

    school: str
    told: str
    failed: bool
    done: Any = None
    error: Exception | None = None
    lines: tuple[str, ...] = ()
    due: bool = False


async def at_school(school: str, work: jobs.Work) -> Outcome:
    """Open the school of this id, do the work, show what it shows; returns how it ended."""
    try:
        served = find_served(school)
    except VekhaError as error:
        return Outcome(school, str(error), failed=True, error=error)
    outcome, shown = await asyncio.to_thread(_work, Path(served.folder), Path(served.var), served.now, work)
    for each in shown:
        await publish(each)
    return outcome


def _work(folder: Path, var: Path, now: str | None, work: jobs.Work) -> tuple[Outcome, tuple[Artifact, ...]]:
    name = folder.name
    try:
        with open_school(folder, var, now, Purpose.WORK, lasting=work is not jobs.one_pass) as office:
            name, broken = office.school.settings.short_name, office.broken
            result = work(office)
        told, failed = joined(filter(None, (broken, result.told))), result.failed or broken is not None
        return Outcome(name, told, failed, result.done, lines=result.lines, due=result.due), result.shown
    except VekhaError as error:
        return Outcome(name, str(error), failed=True, error=error), ()
    except Exception as bug:
        return Outcome(name, output_texts.OUR_BUG.format(trace=keep_trace(var)), failed=True, error=bug), ()


async def publish(shown: Artifact) -> None:
    """Make the artifact unless the last one under its key says the same, or it belongs to every run.

    So a run every few minutes does not fill the server's database.
    """
    if isinstance(shown.says, str):
        artifact: PrefectArtifact = MarkdownArtifact(key=shown.key, markdown=shown.says, description=shown.heading)
    else:
        table = [dict(row) for row in shown.says]
        artifact = TableArtifact(key=shown.key, table=table, description=shown.heading)
    last = None if shown.always else await PrefectArtifact.aget(shown.key)
    if last is None:
        if shown.says:
            await artifact.acreate()
    elif (last.data, last.description) != (await artifact.aformat(), shown.heading):
        await artifact.acreate()
