"""Which runs come when: three deployments, each one at a time, their schedules known by a slug for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.flows import Flow
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.schedule import flows
from models.output import texts as output_texts


@dataclass(frozen=True)
class Plan:
    """A flow with its schedule on the school's clock; the slug keeps a restart from making a second schedule."""

    flow: Flow[..., Any]
    cron: str
    slug: str
    tags: tuple[str, ...]
    description: str


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
        flows.deliver, "* * * * *", "every-minute", ("vekha", "letters"),
        output_texts.DELIVERY_PLAN,
    ),
)  # fmt: skip
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


async def register(runner: Runner, schools: Sequence[str], var: str, now: str | None, zone: str) -> dict[UUID, str]:
    """Make or renew the deployments; returns their names by id."""
    given = {"schools": list(schools), "var": var, "now": now}
    return {
        await runner.aadd_flow(
            plan.flow, plan.flow.name, schedules=[Cron(plan.cron, timezone=zone, slug=plan.slug)],
            concurrency_limit=ONE_AT_A_TIME, parameters=given, description=plan.description, tags=list(plan.tags),
            entrypoint_type=EntrypointType.MODULE_PATH,
        ): plan.flow.name
        for plan in PLANS
    }  # fmt: skip
