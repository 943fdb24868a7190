"""Runs whose process is gone, and runs that nobody needs any more because nothing ran when they were due."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Crashed

from models.output import texts as output_texts

AT_WORK = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)
PAGE = 200


async def at_work(client: PrefectClient, deployments: Mapping[UUID, str]) -> list[FlowRun]:
    """The runs of our deployments that count as running."""
    return await _read(client, deployments, AT_WORK)


async def mark_crashed(client: PrefectClient, deployments: Mapping[UUID, str], but: UUID | None = None) -> int:
    """Mark runs whose process is gone as crashed, which frees their turn; returns how many there were.

    That is each but the one that asks.
    """
    dead = [run for run in await at_work(client, deployments) if run.id != but]
    for run in dead:
        await client.set_flow_run_state(run.id, Crashed(message=output_texts.DIED))
    return len(dead)


async def skip_missed(client: PrefectClient, deployments: Mapping[UUID, str], needed: str) -> int:
    """Drop runs that were due while nothing ran: one pass now is as good as all of them.

    Of the deployment `needed` the latest stays, so that the letters of a morning are still written.
    """
    late = await _read(client, deployments, (StateType.SCHEDULED,), before=datetime.now(UTC))
    kept = [run for run in late if run.deployment_id and deployments[run.deployment_id] == needed][-1:]
    for run in late:
        if run not in kept:
            await client.delete_flow_run(run.id)
    return len(late) - len(kept)


async def _read(
    client: PrefectClient,
    deployments: Mapping[UUID, str],
    states: tuple[StateType, ...],
    before: Any = None,
) -> list[FlowRun]:
    """Every such run, oldest first."""
    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=list(deployments)),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states))),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=before) if before else None,
    )
    found: list[FlowRun] = []
    while True:
        page = await client.read_flow_runs(
            flow_run_filter=wanted, sort=FlowRunSort.EXPECTED_START_TIME_ASC, limit=PAGE, offset=len(found)
        )
        found += page
        if len(page) < PAGE:
            return found
