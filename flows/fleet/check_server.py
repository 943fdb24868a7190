"""Whether the Prefect server gives a fleet's runs out, and somebody takes them."""

import asyncio
from collections.abc import Iterator

from flows.served import configured_api
from models.checks import Finding, Level
from models.fleet import check_texts as texts
from models.text import Problem
from tasks.config import Fleet
from tasks.processes import answers


def server_findings(fleet: Fleet) -> Iterator[Finding]:
    """The server, its work pool with a live worker, and whether each school stands in a shard."""
    api = configured_api()
    if api is None:
        yield Finding(Level.ERROR, Problem(texts.SERVER, *texts.NO_SERVER))
    elif not answers(api):
        yield Finding(Level.ERROR, Problem(texts.SERVER, *texts.SERVER_SILENT.of(api=api)))
    else:
        yield from asyncio.run(_ask(fleet))


async def _ask(fleet: Fleet) -> list[Finding]:
    from prefect import get_client
    from prefect.exceptions import ObjectNotFound

    from flows.fleet.deploy import owner_of
    from flows.fleet.standing import shards_of, standing

    pool = fleet.settings.work_pool
    async with get_client() as client:
        deployed = await standing(client, await asyncio.to_thread(owner_of, fleet))
        try:
            is_paused = (await client.read_work_pool(pool)).is_paused
            workers = await client.read_workers_for_work_pool(pool)
        except ObjectNotFound:
            return [Finding(Level.ERROR, Problem(texts.SERVER, *texts.NO_POOL.of(pool=pool)))]
    online = [each for each in workers if str(each.status).endswith("ONLINE")]
    placed = {school for each in shards_of(tuple(deployed.values())) for school in each.schools}
    own = {each.id for each in fleet.schools}
    stopped = sorted(each.name for each in deployed.values() if each.paused)
    found = [
        *([Finding(Level.ERROR, Problem(texts.SERVER, *texts.POOL_PAUSED.of(pool=pool)))] if is_paused else []),
        *([] if online else [Finding(Level.ERROR, Problem(texts.SERVER, *texts.NO_WORKER.of(pool=pool)))]),
        *(Finding(Level.ERROR, Problem(each, *texts.NOT_PLACED)) for each in sorted(own - placed)),
        *(Finding(Level.ERROR, Problem(each, *texts.PLACED_AWAY)) for each in sorted(placed - own) if not fleet.faults),
        *(Finding(Level.ERROR, Problem(each, *texts.SHARD_PAUSED)) for each in stopped),
    ]
    return found or [
        Finding.fine(texts.SERVER, texts.SERVER_FINE.format(workers=len(online), shards=len(deployed)))
    ]  # fmt: skip
