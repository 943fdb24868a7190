"""Run as a program: each automation of a real `vekha serve` is made to fire by the events that it waits for.

What fails, and how often, is said by events as Prefect itself would say it; each automation must start one round of
looking after the school. Passes stand still meanwhile: the administrator must get one letter then, and one when they
go on. Of `vekha serve` itself nothing comes of that, which looks every five minutes only. The automation that waits
for twenty minutes without a pass is made anew by the function that made it, with a few seconds. Exits with 1 otherwise.
"""

import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import httpx
from prefect.client.orchestration import PrefectClient

from flows.schedule.automations import keep_automations
from tests.support.serving import ROOT, Serving, mark, until

FIRES = {  # what fails how often, by the end of an automation's name
    "письма дня не составлены": ("daily-letters", "Late", 1),
    "проходы час не удаются": ("sync", "Failed", 10),
    "час письма не отправляются": ("deliver", "Failed", 4),
}
TOLD = ["СОШ 150: Проходов нет", "СОШ 150: Проходы снова идут"]
SOON = timedelta(seconds=15)


def happens(serving: Serving, flow: str, state: str) -> None:
    """A run of a deployment came to a state, as Prefect tells its automations."""
    deployment = serving.deployments()[flow]["id"]
    event = {
        "id": str(uuid4()), "occurred": datetime.now(UTC).isoformat(), "event": f"prefect.flow-run.{state}",
        "resource": {"prefect.resource.id": f"prefect.flow-run.{uuid4()}"}, "payload": {},
        "related": [{
            "prefect.resource.id": f"prefect.deployment.{deployment}", "prefect.resource.role": "deployment",
        }],
    }  # fmt: skip
    auth = tuple(serving.password.split(":", 1))
    httpx.post(f"{serving.api}/events", json=[event], auth=auth, trust_env=False).raise_for_status()


def started(serving: Serving) -> list[dict[str, Any]]:
    """The deliveries that automations started."""
    deployment = serving.deployments()["deliver"]["id"]
    runs = serving.runs(deployment_id={"any_": [deployment]})
    return [run for run in runs if (run["created_by"] or {}).get("type") == "AUTOMATION"]


def letters(serving: Serving) -> list[str]:
    """The subjects of all alarms that were sent, in their order."""
    files = sorted((serving.var / "outbox").glob("*.eml"), key=lambda file: file.stat().st_mtime)
    found = [message_from_bytes(file.read_bytes()) for file in files]
    return [str(make_header(decode_header(each["Subject"]))) for each in found if each["X-Vekha-Kind"] == "alarm"]


def wait_less(serving: Serving) -> None:
    """Let the automation that misses passes wait for a few seconds only."""

    async def renew() -> None:
        ids = {name: UUID(each["id"]) for name, each in serving.deployments().items()}
        async with PrefectClient(serving.api, auth_string=serving.password) as client:
            await keep_automations(client, "school-150", ids, SOON)

    asyncio.run(renew())


def forget_passes(serving: Serving) -> None:
    """Let the last pass lie hours back."""
    long_ago = time.time() - 3 * 3600
    for name in ("pass", "try"):
        os.utime(serving.var / "runs" / name, (long_ago, long_ago))


def play(serving: Serving) -> Iterator[tuple[str, bool]]:
    """What is tried, and whether it came as it must."""
    with ExitStack() as quiet:
        for flow in ("sync", "daily-letters", "deliver"):
            quiet.enter_context(serving.by_hand(flow))
        mark(serving.var / "board.xlsx", "1.1/2021", Отметка="Начато")  # alarms are for schools that have begun
        serving.ended(serving.begin("sync"))
        forget_passes(serving)
        for number, (automation, (flow, state, times)) in enumerate(FIRES.items(), start=1):
            for _ in range(times - 1):
                happens(serving, flow, state)
            time.sleep(2)
            yield f"{automation}: {times - 1} × {state} is not enough", len(started(serving)) == number - 1
            happens(serving, flow, state)
            came = until(lambda wanted=number: len(started(serving)) == wanted, 30)
            yield f"{automation}: {times} × {state} starts one delivery", bool(came)
            for run in started(serving):
                serving.ended(run["id"])
            yield f"{automation}: one letter", letters(serving) == TOLD[:1]
        serving.ended(serving.begin("sync"))
        happens(serving, "daily-letters", "Late")
        yield "the end is told once", bool(until(lambda: letters(serving) == TOLD, 40))
        yield from miss_passes(serving)


def miss_passes(serving: Serving) -> Iterator[tuple[str, bool]]:
    """No pass ends: one letter, however often that is found; one more when passes go on."""
    before = len(started(serving))
    forget_passes(serving)
    wait_less(serving)
    for times in (1, 2):
        came = until(lambda wanted=times: len(started(serving)) >= before + wanted, 90)
        yield f"no pass: {times} × {SOON.seconds} s without one start {times} deliveries", bool(came)
    for run in started(serving):
        serving.ended(run["id"])
    yield "no pass: one letter", letters(serving) == [*TOLD, TOLD[0]]
    serving.ended(serving.begin("sync"))
    yield "no pass: one letter when passes go on", bool(until(lambda: letters(serving) == TOLD * 2, 90))


def main() -> int:
    """Print what was tried; 1 where anything came otherwise."""
    with TemporaryDirectory(prefix="vekha-drill-") as folder:
        home = Path(folder)
        shutil.copytree(ROOT / "config", home / "config")
        serving = Serving(home, home / "config" / "school-150").start()
        try:
            tried = list(play(serving))
        finally:
            serving.stop(signal.SIGTERM)
    for what, came in tried:
        print("✓" if came else "✗", what)
    return 0 if all(came for _, came in tried) else 1


if __name__ == "__main__":
    sys.exit(main())
