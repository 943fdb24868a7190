"""The Prefect flows: school after school; the failure of one is told in words and kept from the others."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any

from prefect import flow, get_client, get_run_logger, runtime
from prefect.client.schemas.objects import State
from pydantic import Field, JsonValue

from flows.schedule import jobs
from flows.schedule.namesakes import start_delivery
from flows.schedule.per_school import Outcome, at_school
from flows.schedule.run_names import name_of, named
from flows.schedule.tasks import letters_at, pass_at, seen, state_of
from flows.served import served_ids
from models.output import texts as output_texts
from models.text import shortened

SchoolId = Annotated[str, Field(json_schema_extra={"enum": list[JsonValue](served_ids())})]
Schools = Annotated[list[SchoolId], Field(min_length=1)]
LONGEST_NAME = 200


@flow(name="sync", flow_run_name=named(output_texts.PASS), persist_result=False)
async def sync(schools: Schools) -> State[Any]:
    """Проход: прочесть отметки и голоса, решить, записать, показать в таблице.

    Args:
        schools: Школы, по их id из school.yaml
    """
    return await _each(partial(seen, pass_at), output_texts.PASS, schools)


@flow(name="daily-letters", flow_run_name=named(output_texts.LETTERS), persist_result=False)
async def daily_letters(schools: Schools) -> State[Any]:
    """Письма рабочего дня; в первый рабочий день недели, месяца и года – и сводка.

    Args:
        schools: Школы, по их id из school.yaml
    """
    return await _each(partial(seen, letters_at), output_texts.LETTERS, schools)


@flow(name="deliver", flow_run_name=named(output_texts.DELIVERY), persist_result=False)
async def deliver(schools: Schools) -> State[Any]:
    """Отправка писем, которые стоят в очереди.

    Args:
        schools: Школы, по их id из school.yaml
    """
    # no task: the record of one every minute would fill the server's database
    return await _each(partial(at_school, work=jobs.delivery), output_texts.DELIVERY, schools)


AtSchool = Callable[[str], Awaitable[Outcome]]


async def _each(work: AtSchool, what: str, schools: list[str]) -> State[Any]:
    """School after school; the sentence they end in becomes the run's name too; failed where any school failed."""
    name, outcomes = name_of(what, schools), list[Outcome]()
    for school in schools:
        outcomes.append(await work(school))
    for line in (line for outcome in outcomes for line in (outcome.lines or (outcome.told,))):
        get_run_logger().info(line.replace("\x1b", " "))
    message = output_texts.run_message(name, [(each.school, each.told) for each in outcomes])
    async with get_client() as client:
        await client.update_flow_run(runtime.flow_run.id, name=shortened(message, LONGEST_NAME))
        if any(each.due for each in outcomes):
            await start_delivery(client, schools)
    return state_of(any(each.failed for each in outcomes), message, outcomes)
