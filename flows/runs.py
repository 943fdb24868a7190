"""The Prefect flows: one task per school, its failure told in words and kept from the other schools."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from prefect import flow, get_client, runtime, task
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows import works
from flows.artifacts import publish
from flows.cli import keep_trace
from flows.office import open_office
from flows.shows import Shown
from models import wording_runs as wording
from models.problems import VekhaError
from models.settings import Settings
from models.wording import shortened
from tasks import clock
from tasks.configuration import load

Schools = Annotated[list[str], Field(min_length=1)]
LONGEST_NAME = 200
EARLY = timedelta(seconds=2)  # Prefect begins a run up to a second before its time


@dataclass(frozen=True)
class Outcome:
    """How the work at one school ended; `error` is what a person must mend, or our own bug."""

    school: str
    told: str
    failed: bool
    done: Any = None
    error: Exception | None = None


AtSchool = Callable[[str, str, str | None], Awaitable[Outcome]]


async def _at_school(folder: str, var: str, now: str | None, work: works.Work) -> Outcome:
    outcome, shown = await asyncio.to_thread(_work, Path(folder), Path(var), now, work)
    for each in shown:
        await publish(each)
    return outcome


async def _seen(one: Any, folder: str, var: str, now: str | None) -> Outcome:
    """What a task gave, however it ended."""
    state = await one(folder, var, now, return_state=True)
    outcome: Outcome = await state.aresult(raise_on_failure=False)
    return outcome


def _state(failed: bool, told: str, data: Any) -> State[Any]:
    return (Failed if failed else Completed)(message=told, data=data)


def _work(folder: Path, var: Path, now: str | None, work: works.Work) -> tuple[Outcome, tuple[Shown, ...]]:
    name = folder.name
    try:
        with open_office(folder, var, now) as office:
            name = office.school.settings.short_name
            result = work(office)
        return Outcome(name, result.told, result.failed, result.done), result.shown
    except VekhaError as error:
        return Outcome(name, str(error), failed=True, error=error), ()
    except Exception as bug:
        return Outcome(name, wording.our_bug(keep_trace(var)), failed=True, error=bug), ()


def _school_name() -> str:
    return _settings(runtime.task_run.parameters.get("folder", ""))[0]


def _settings(folder: str) -> tuple[str, ZoneInfo]:
    """How the school is called, and its zone; the folder's name where it cannot be read."""
    try:
        settings = load(Path(folder) / "school.yaml", Settings)
    except VekhaError:
        return Path(folder).name, ZoneInfo("UTC")
    return settings.short_name, ZoneInfo(settings.time_zone)


@task(name="pass", task_run_name=_school_name, persist_result=False)
async def pass_at(folder: str, var: str, now: str | None) -> State[Any]:
    """One pass over one school."""
    outcome = await _at_school(folder, var, now, works.one_pass)
    return _state(outcome.failed, outcome.told, outcome)


@task(name="letters", task_run_name=_school_name, persist_result=False)
async def letters_at(folder: str, var: str, now: str | None) -> State[Any]:
    """The letters of the day at one school."""
    outcome = await _at_school(folder, var, now, works.letters)
    return _state(outcome.failed, outcome.told, outcome)


def _named(what: str) -> Callable[[], str]:
    """How a run is called before its end: its process may begin some seconds before the time."""

    def name() -> str:
        given = runtime.flow_run.parameters
        return _name(what, given.get("schools", ()), given.get("var", ""), given.get("now"))

    return name


def _name(what: str, schools: list[str], var: str, now: str | None) -> str:
    known = [_settings(folder) for folder in schools]
    zone = known[0][1]
    try:
        local = (clock.moment(now, zone, Path(var)) + EARLY).astimezone(zone)
    except VekhaError:
        return wording.run_name([name for name, _ in known], what, "")
    return wording.run_name([name for name, _ in known], what, f"{local:%H:%M}")


async def _each(at_school: AtSchool, what: str, schools: list[str], var: str, now: str | None) -> State[Any]:
    """School after school; the sentence they end in becomes the run's name too; failed where any school failed."""
    name, outcomes = _name(what, schools, var, now), list[Outcome]()
    for folder in schools:
        outcomes.append(await at_school(folder, var, now))
    message = wording.run_message(name, [(each.school, each.told) for each in outcomes])
    async with get_client() as client:
        await client.update_flow_run(runtime.flow_run.id, name=shortened(message, LONGEST_NAME))
    return _state(any(each.failed for each in outcomes), message, outcomes)


@flow(name="sync", flow_run_name=_named(wording.PASS), persist_result=False)
async def sync(schools: Schools, var: str, now: str | None = None) -> State[Any]:
    """Проход: прочесть отметки и голоса, решить, записать, показать в таблице.

    Args:
        schools: Папки школ, по одной на школу
        var: Папка, где лежат база, таблица и письма
        now: Часы стоят: 2021-03-15T09:00; пусто – идут как обычно
    """
    return await _each(partial(_seen, pass_at), wording.PASS, schools, var, now)


@flow(name="daily-letters", flow_run_name=_named(wording.LETTERS), persist_result=False)
async def daily_letters(schools: Schools, var: str, now: str | None = None) -> State[Any]:
    """Письма рабочего дня; в первый рабочий день недели – и сводка.

    Args:
        schools: Папки школ, по одной на школу
        var: Папка, где лежат база, таблица и письма
        now: Часы стоят: 2021-03-15T09:00; пусто – идут как обычно
    """
    return await _each(partial(_seen, letters_at), wording.LETTERS, schools, var, now)


@flow(name="deliver", flow_run_name=_named(wording.DELIVERY), persist_result=False)
async def deliver(schools: Schools, var: str, now: str | None = None) -> State[Any]:
    """Отправка писем, которые стоят в очереди.

    Args:
        schools: Папки школ, по одной на школу
        var: Папка, где лежат база, таблица и письма
        now: Часы стоят: 2021-03-15T09:00; пусто – идут как обычно
    """
    # no task: the record of one every minute would fill the server's database
    return await _each(partial(_at_school, work=works.delivery), wording.DELIVERY, schools, var, now)
