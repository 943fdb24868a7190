"""A shard's turn, held for a minute at a time: a run that died gives it up soon.

Prefect's engine renews the lease of a run for five minutes, and its length cannot be set; a worker that is killed would
keep the boards of its shards unread for as long.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from prefect import get_client
from prefect.context import FlowRunContext

HELD_SECONDS, AGAIN_SECONDS = 60.0, 10.0


@asynccontextmanager
async def short_lease() -> AsyncIterator[None]:
    """Hold the turn of the run at work; one that was not given by a deployment has none."""
    context = FlowRunContext.get()
    state = context.flow_run.state if context and context.flow_run else None
    lease = state.state_details.deployment_concurrency_lease_id if state else None
    if lease is None:
        yield
        return
    async with get_client() as client:
        holding = asyncio.create_task(hold(lambda: client.renew_concurrency_lease(lease, HELD_SECONDS)))
        try:
            yield
        finally:
            holding.cancel()


async def hold(renew: Callable[[], Awaitable[Any]], again: float = AGAIN_SECONDS) -> None:
    """Renew until cancelled; what a server that is away misses is for the engine to judge, which renews, too."""
    while True:
        with suppress(Exception):
            await renew()
        await asyncio.sleep(again)
