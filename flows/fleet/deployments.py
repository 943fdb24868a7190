"""The deployments of a fleet: one for each shard, made, renewed and taken away as schools come and go."""

import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.schedules import Interval
from prefect.types.entrypoint import EntrypointType
from prefect.workers.process import ProcessWorker

from flows.fleet.shard import shard
from flows.schedule.deployments import ONE_AT_A_TIME
from flows.schedule.namesakes import refuse_foreign
from models.fleet import FleetSettings, Shard, account_name, boards_of, shard_texts

PAGE, SLUG, ACCOUNT = 200, "every-turn", "account:"
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Deployed:
    """The shards as they stand now, and which of them were made, renewed or taken away."""

    shards: tuple[Shard, ...] = ()
    made: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


async def standing(client: PrefectClient, owner: str) -> dict[str, DeploymentResponse]:
    """The deployments of a fleet's shards, by name."""
    wanted, found = DeploymentFilter(tags=DeploymentFilterTags(all_=["shard", owner])), list[DeploymentResponse]()
    while True:
        page = await client.read_deployments(deployment_filter=wanted, limit=PAGE, offset=len(found))
        found += page
        if len(page) < PAGE:
            return {each.name: each for each in found}


def shards_of(deployments: Sequence[DeploymentResponse]) -> tuple[Shard, ...]:
    """The shards that deployments stand for."""
    accounts = {each.name: next(tag for tag in each.tags if tag.startswith(ACCOUNT)) for each in deployments}
    return tuple(
        Shard(each.name, accounts[each.name].removeprefix(ACCOUNT), tuple((each.parameters or {}).get("schools", ())))
        for each in deployments
    )


async def renew(settings: FleetSettings, owner: str, wanted: Sequence[Shard], problems: tuple[str, ...]) -> Deployed:
    """Let exactly these shards be deployed; what stands as it should is left alone, and so are its runs."""
    made, renewed = list[str](), list[str]()
    async with get_client() as client:
        await _ensure_pool(client, settings.work_pool)
        stand = await standing(client, owner)
        for each in wanted:
            deployment = await _deployment(settings, owner, each, boards_of(each.account, wanted))
            if each.name not in stand:
                await refuse_foreign(client, f"{shard.name}/{each.name}", owner, settings.id)
            elif _said(stand[each.name]) == _said(deployment):
                continue
            (renewed if each.name in stand else made).append(each.name)
            await deployment.aapply()
        gone = sorted(stand.keys() - {each.name for each in wanted})
        for name in gone:
            await client.delete_deployment(stand[name].id)
    return Deployed(tuple(wanted), tuple(made), tuple(renewed), tuple(gone), problems)


async def _deployment(settings: FleetSettings, owner: str, one: Shard, of_account: int) -> RunnerDeployment:
    every = timedelta(minutes=settings.every_minutes)
    offset = timedelta(seconds=zlib.crc32(one.name.encode()) % int(every.total_seconds()))  # not all at once
    return await shard.ato_deployment(
        one.name,
        schedule=Interval(every, anchor_date=EPOCH + offset, timezone=settings.time_zone, slug=SLUG),
        concurrency_limit=ONE_AT_A_TIME,
        parameters={"shard": one.name, "schools": list(one.schools), "of_account": of_account},
        description=shard_texts.SHARD_PLAN.format(fleet=settings.short_name, account=one.account),
        tags=["vekha", "shard", settings.id, f"{ACCOUNT}{one.account}", owner],
        work_pool_name=settings.work_pool,
        work_queue_name=account_name(one.account),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _said(deployment: Any) -> tuple[Any, ...]:
    """What tells one deployment from another, whatever the server adds."""
    schedules = [(each.slug, each.schedule) for each in deployment.schedules or ()]
    return (
        deployment.parameters, sorted(deployment.tags), schedules, deployment.description, deployment.entrypoint,
        deployment.work_pool_name, deployment.work_queue_name,
    )  # fmt: skip


async def _ensure_pool(client: PrefectClient, name: str) -> None:
    try:
        await client.read_work_pool(name)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        with suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))
