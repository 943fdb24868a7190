"""The flows that come by schedule."""

from functools import partial
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows import jobs
from flows.runs.each import Schools, each_school
from flows.runs.names import named
from flows.runs.per_school import at_school
from flows.runs.tasks import letters_at, pass_at, seen
from models.output import texts as output_texts


@flow(name="sync", flow_run_name=named(output_texts.PASS), persist_result=False)
async def sync(schools: Schools) -> State[Any]:
    """Проход: прочесть отметки и голоса, решить, записать, показать в таблице.

    Args:
        schools: Школы, по их id из school.yaml
    """
    return await each_school(partial(seen, pass_at), output_texts.PASS, schools)


@flow(name="daily-letters", flow_run_name=named(output_texts.LETTERS), persist_result=False)
async def daily_letters(schools: Schools) -> State[Any]:
    """Письма рабочего дня; в первый рабочий день недели, месяца и года – и сводка.

    Args:
        schools: Школы, по их id из school.yaml
    """
    return await each_school(partial(seen, letters_at), output_texts.LETTERS, schools)


@flow(name="deliver", flow_run_name=named(output_texts.DELIVERY), persist_result=False)
async def deliver(schools: Schools) -> State[Any]:
    """Отправка писем, которые стоят в очереди; заодно проверка, не стоит ли что-нибудь.

    Args:
        schools: Школы, по их id из school.yaml
    """
    # no task: the record of one every minute would fill the server's database
    return await each_school(partial(at_school, work=jobs.look_after), output_texts.DELIVERY, schools)
