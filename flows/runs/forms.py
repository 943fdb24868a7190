"""The flows that people start from a form of the Prefect UI; what a parameter means is said there in their language."""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows import jobs
from flows.runs.each import Schools, each_school
from flows.runs.names import named
from flows.runs.per_school import at_school
from models.output import texts as output_texts


@flow(name="rehearse", flow_run_name=named(output_texts.REHEARSAL), persist_result=False)
async def rehearse(schools: Schools) -> State[Any]:
    """Репетиция прохода: что он сделал бы; ничего не записывается.

    Args:
        schools: Школы, по их id из school.yaml
    """
    return await each_school(lambda school: at_school(school, jobs.rehearsal), output_texts.REHEARSAL, schools)


@flow(name="letters", flow_run_name=named(output_texts.LETTERS), persist_result=False)
async def letters(
    schools: Schools, edition: jobs.EDITIONS = "all", show_only: bool = True, again: bool = False
) -> State[Any]:
    """Письма, которые пора отправить.

    Args:
        schools: Школы, по их id из school.yaml
        edition: Какие письма: all – все, daily – ежедневные, weekly, monthly, yearly – сводка недели, месяца, года
        show_only: Только показать, кому и о чём; ничего не ставить в очередь
        again: Составить сводку заново вместо письма следующего рабочего дня (не для all и daily)
    """

    def work(office: Any) -> jobs.JobResult:
        return jobs.edition(office, edition, show_only=show_only, again=again)

    return await each_school(lambda school: at_school(school, work), output_texts.LETTERS, schools)


@flow(name="report", flow_run_name=named(output_texts.REPORT), persist_result=False)
async def report(
    schools: Schools, day: date, direction: int | None = None, post: str = "", file: jobs.FILE_KINDS = "docx"
) -> State[Any]:
    """Отчёт о выполнении дорожной карты: файл в папке reports рядом с базой данных.

    Args:
        schools: Школы, по их id из school.yaml
        day: На какой день, не позже сегодняшнего
        direction: Номер направления; пусто – все
        post: Исполнитель, как в графе «Исполнители»; пусто – все
        file: Вид файла: docx – Word, xlsx – Excel
    """

    def work(office: Any) -> jobs.JobResult:
        return jobs.paper(office, day, direction, post or None, file)

    return await each_school(lambda school: at_school(school, work), output_texts.REPORT, schools)


@flow(name="pause", flow_run_name=named(output_texts.PAUSE), persist_result=False)
async def pause(schools: Schools, until: date | None = None, reason: str = "") -> State[Any]:
    """Приостановить проходы и письма по расписанию.

    Args:
        schools: Школы, по их id из school.yaml
        until: День, с которого работа пойдёт снова; пусто – она идёт дальше сейчас же
        reason: Почему: увидят в запусках и в vekha health
    """
    return await each_school(
        lambda school: at_school(school, lambda office: jobs.pause(office, until, reason)), output_texts.PAUSE, schools
    )
