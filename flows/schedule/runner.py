"""The process that starts scheduled runs, `python -m flows.schedule.runner FILE`: `vekha serve` starts and stops it."""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import get_client
from prefect.runner import Runner

from flows.runs import flows, keep_bugs
from flows.schedule import stale_runs
from flows.schedule.automations import keep_automations
from flows.schedule.deployments import register

AT_ONCE = 4  # one run of each deployment with a schedule, and one that a person asked for
LAST_WORDS_SECONDS = 10


@keep_bugs
async def serve(orders: dict[str, Any]) -> None:
    """Register the deployments, tidy up after a run that died, and start what is due until told to stop."""
    stop, parent = asyncio.Event(), os.getppid()
    _listen(stop)
    runner = Runner(name="vekha", limit=AT_ONCE, query_seconds=orders["poll_seconds"], pause_on_shutdown=False)
    ours = await register(runner, sorted(orders["schools"]), orders["zone"], orders["token"])
    async with get_client() as client:
        await keep_automations(client, "-".join(sorted(orders["schools"])), {flow: one for one, flow in ours.items()})
        await stale_runs.mark_crashed(client, ours)
        await stale_runs.skip_missed(client, ours, needed=flows.daily_letters.name)
    running = asyncio.create_task(runner.start())
    while not runner.started and not running.done():
        await asyncio.sleep(0.05)
    _listen(stop)  # once more: the runner has put its own handler in place of ours
    Path(orders["ready"]).touch()
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        await running
        return
    if os.getppid() != parent:  # it was killed, and the server ends with it: nobody is left to wait for
        os.killpg(0, signal.SIGKILL)
    with suppress(Exception):  # the server may be gone already; what is left is tidied up at the next start
        async with asyncio.timeout(2 * LAST_WORDS_SECONDS):
            await _finish(runner, ours)
    running.cancel()


async def _finish(runner: Runner, ours: dict[UUID, str]) -> None:
    """Let runs that are at work end by themselves, stop the rest, and leave none behind as running."""
    async with get_client() as client:
        for _ in range(LAST_WORDS_SECONDS * 5):
            states = [run.state for run in await stale_runs.at_work(client, ours) if run.state]
            if not any(state.is_running() or state.is_pending() for state in states):
                break
            await asyncio.sleep(0.2)
        await runner.astop()
        await stale_runs.mark_crashed(client, ours)


def _listen(stop: asyncio.Event) -> None:
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(serve(json.loads(sys.argv[1])))
