"""The flow that writes and hands over the municipal letter: it looks often, and the letter goes once a week."""

import asyncio
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.fleet_database import fleet_database
from flows.fleet_report.letter import deliver_fleet, write_fleet_letter
from flows.runs import keep_bugs
from models.fleet import report_texts
from models.mail import Delivery
from tasks.config import fleet_file, read_fleet


@flow(name="fleet-letter", persist_result=False)
@keep_bugs
async def fleet_letter() -> State[Any]:
    """Письмо муниципалитету: раз в неделю, в первый её рабочий день, по всем школам."""
    queued, sent, reason = await asyncio.to_thread(_write_and_deliver)
    failed = sent.alert or sent.paused
    told = report_texts.letter_result(queued, sent.sent, sent.waiting, reason, failed)
    return (Failed if failed else Completed)(message=told)


def _write_and_deliver() -> tuple[int, Delivery, str]:
    fleet = read_fleet(fleet_file())
    with fleet_database(fleet) as engine:
        written = write_fleet_letter(fleet, engine)
        return written.queued, deliver_fleet(fleet, engine), written.reason
