"""One run of a shard: all that is due at each of its schools, a few schools at a time."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from prefect import flow, get_client, get_run_logger, runtime, task
from prefect.client.schemas.objects import State

from flows import jobs
from flows.fleet.lease import short_lease
from flows.fleet.places import Run, begin_run
from flows.runs import SchoolOutcome, at_school, emit_facts, keep_bugs, school_name, state_of
from flows.schedule import stale_runs
from models.fleet import shard_texts

AT_ONCE = 6  # most of a pass is waiting for Google and for the quota


def run_name() -> str:
    """How a run is called before its end."""
    return str(runtime.flow_run.parameters.get("shard", ""))


@flow(name="shard", flow_run_name=run_name, persist_result=False)
@keep_bugs
async def shard(shard: str, schools: list[str], of_account: int) -> State[Any]:
    """Проход, письма и отправка у школ одной доли.

    Args:
        shard: Как называется доля
        schools: Школы доли, по их id из school.yaml
        of_account: Сколько таблиц у служебной учётной записи во всех долях вместе
    """
    async with short_lease():
        await _bury()
        run = await asyncio.to_thread(begin_run, shard, schools, of_account, AT_ONCE)
        turns = asyncio.Semaphore(AT_ONCE)
        due = datetime.fromtimestamp(runtime.flow_run.scheduled_start_time.timestamp(), UTC)  # Prefect has its own
        until = run.rhythm.until(due, datetime.now(UTC))
        done = await asyncio.gather(*(_in_turn(turns, run, school, until) for school in run.order))
        await asyncio.to_thread(run.end)
    outcomes = [each for each in done if each is not None]
    message = shard_texts.run_result(shard, len(schools), [(each.school, each.told, each.failed) for each in outcomes])
    return state_of(outcomes, message, None)


@task(name="school", task_run_name=school_name, persist_result=False)
@keep_bugs
async def round_at(school: str) -> State[Any]:
    """All that is due at one school."""
    outcome = await at_school(school, jobs.whole_round)
    return state_of([outcome], outcome.told, outcome)


async def _in_turn(turns: asyncio.Semaphore, run: Run, school: str, until: datetime) -> SchoolOutcome | None:
    """How it went; None where the next run's time has come, which begins with those that had to wait."""
    async with turns:
        if datetime.now(UTC) >= until:
            return None
        one: Any = round_at  # Prefect's types do not say what `return_state` gives
        state = await one(school, return_state=True)
        outcome: SchoolOutcome = await state.aresult(raise_on_failure=False)
        await asyncio.to_thread(run.had_its_turn, school, read=outcome.done is not None)
        if outcome.done is not None:
            emit_facts(school, outcome.done.events)
        for line in outcome.lines:
            get_run_logger().info(f"{outcome.school}: {line}".replace("\x1b", " "))
        return outcome


async def _bury() -> None:
    """Mark runs of this deployment crashed whose worker is gone: a shard has one run at a time, and it is this one."""
    if runtime.deployment.id:
        async with get_client() as client:
            await stale_runs.mark_crashed(client, {UUID(runtime.deployment.id): ""}, but=UUID(runtime.flow_run.id))
