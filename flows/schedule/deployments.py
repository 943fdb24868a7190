"""Which runs come when: three deployments, each one at a time, their schedules known by a slug for ever; and forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.flows import Flow
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.runs import flows, forms, name_of_deployment
from flows.schedule.namesakes import drop_nameless, owner_tag, refuse_foreign
from models.output import texts as output_texts


@dataclass(frozen=True)
class Plan:
    """A flow with its schedule on the school's clock; the slug keeps a restart from making a second schedule.

    One without a schedule is a form, started by hand.
    """

    flow: Flow[..., Any]
    cron: str
    slug: str
    tags: tuple[str, ...]
    description: str

    def schedules(self, zone: str) -> list[Schedule]:
        """When it comes."""
        return [Cron(self.cron, timezone=zone, slug=self.slug)] if self.cron else []


PLANS = (
    Plan(
        flows.sync, "*/5 * * * *", "every-five-minutes", ("vekha", "board"),
        output_texts.SYNC_PLAN,
    ),
    Plan(
        flows.daily_letters, "0 8 * * *", "at-eight", ("vekha", "letters"),
        output_texts.LETTERS_PLAN,
    ),
    Plan(
        flows.deliver, "*/15 * * * *", "every-quarter", ("vekha", "letters"),
        output_texts.DELIVERY_PLAN,
    ),
    Plan(forms.rehearse, "", "", ("vekha", "form"), output_texts.REHEARSE_PLAN),
    Plan(forms.letters, "", "", ("vekha", "form"), output_texts.EDITION_PLAN),
    Plan(forms.report, "", "", ("vekha", "form"), output_texts.REPORT_PLAN),
    Plan(forms.pause, "", "", ("vekha", "form"), output_texts.PAUSE_PLAN),
)  # fmt: skip
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


async def register(runner: Runner, schools: Sequence[str], zone: str, token: str) -> dict[UUID, str]:
    """Make or renew the deployments, called by their school; returns the names of their flows by id.

    VekhaError where another folder serves a school of this id on the same server.
    """
    whose, mine = "-".join(schools), owner_tag(token)
    async with get_client() as client:
        for plan in PLANS:
            await refuse_foreign(client, f"{plan.flow.name}/{name_of_deployment(plan.flow.name, schools)}", mine, whose)
        await drop_nameless(client)
    return {
        await runner.aadd_flow(
            plan.flow, name_of_deployment(plan.flow.name, schools),
            schedules=plan.schedules(zone),
            concurrency_limit=ONE_AT_A_TIME, parameters={"schools": list(schools)}, description=plan.description,
            tags=[*plan.tags, whose, mine], entrypoint_type=EntrypointType.MODULE_PATH,
        ): plan.flow.name
        for plan in PLANS
    }  # fmt: skip
