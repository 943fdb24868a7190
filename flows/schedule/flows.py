"""The Prefect flows: school after school; the failure of one is told in words and kept from the others."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any

from prefect import flow, get_client, runtime
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.schedule import jobs
from flows.schedule.per_school import Outcome, at_school
from flows.schedule.run_names import name_of, named
from flows.schedule.tasks import letters_at, pass_at, seen, state_of
from models.output import texts as output_texts
from models.text import shortened

Schools = Annotated[list[str], Field(min_length=1)]
LONGEST_NAME = 200


@flow(name="sync", flow_run_name=named(output_texts.PASS), persist_result=False)
async def sync(schools: Schools, var: str, now: str | None = None) -> State[Any]:
    """Проход: прочесть отметки и голоса, решить, записать, показать в таблице.

    Args:
        schools: Папки школ, по одной на школу
        var: Папка, где лежат база, таблица и письма
        now: Часы стоят: 2021-03-15T09:00; пусто – идут как обычно
    """
    return await _each(partial(seen, pass_at), output_texts.PASS, schools, var, now)


@flow(name="daily-letters", flow_run_name=named(output_texts.LETTERS), persist_result=False)
async def daily_letters(schools: Schools, var: str, now: str | None = None) -> State[Any]:
    """Письма рабочего дня; в первый рабочий день недели, месяца и года – и сводка.

    Args:
        schools: Папки школ, по одной на школу
        var: Папка, где лежат база, таблица и письма
        now: Часы стоят: 2021-03-15T09:00; пусто – идут как обычно
    """
    return await _each(partial(seen, letters_at), output_texts.LETTERS, schools, var, now)


@flow(name="deliver", flow_run_name=named(output_texts.DELIVERY), persist_result=False)
async def deliver(schools: Schools, var: str, now: str | None = None) -> State[Any]:
    """Отправка писем, которые стоят в очереди.

    Args:
        schools: Папки школ, по одной на школу
        var: Папка, где лежат база, таблица и письма
        now: Часы стоят: 2021-03-15T09:00; пусто – идут как обычно
    """
    # no task: the record of one every minute would fill the server's database
    return await _each(partial(at_school, work=jobs.delivery), output_texts.DELIVERY, schools, var, now)


AtSchool = Callable[[str, str, str | None], Awaitable[Outcome]]


async def _each(work: AtSchool, what: str, schools: list[str], var: str, now: str | None) -> State[Any]:
    """School after school; the sentence they end in becomes the run's name too; failed where any school failed."""
    name, outcomes = name_of(what, schools, var, now), list[Outcome]()
    for folder in schools:
        outcomes.append(await work(folder, var, now))
    message = output_texts.run_message(name, [(each.school, each.told) for each in outcomes])
    async with get_client() as client:
        await client.update_flow_run(runtime.flow_run.id, name=shortened(message, LONGEST_NAME))
    return state_of(any(each.failed for each in outcomes), message, outcomes)
