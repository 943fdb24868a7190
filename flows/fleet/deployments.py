"""The deployments of a fleet: one for each shard, made, renewed and taken away as schools come and go."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import get_client
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Interval
from prefect.types.entrypoint import EntrypointType

from flows.fleet.shard import shard
from flows.fleet.standing import ACCOUNT, Deployed, ensure_pool, standing
from flows.schedule import deployments, namesakes
from models.fleet import FleetSettings, Shard, account_name, boards_of, shard_texts

SLUG = "every-turn"
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


async def renew(settings: FleetSettings, owner: str, wanted: Sequence[Shard], problems: tuple[str, ...]) -> Deployed:
    """Let exactly these shards be deployed; what stands as it should is left alone, and so are its runs."""
    made, renewed = list[str](), list[str]()
    async with get_client() as client:
        await ensure_pool(client, settings.work_pool)
        stand = await standing(client, owner)
        for each in wanted:
            deployment = await _deployment(settings, owner, each, boards_of(each.account, wanted))
            if each.name not in stand:
                await namesakes.refuse_foreign(client, f"{shard.name}/{each.name}", owner, settings.id)
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
        concurrency_limit=deployments.ONE_AT_A_TIME,
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
