"""The Prefect tasks: the work at one school, seen in the UI."""

from typing import Any

from prefect import task
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.schedule import jobs
from flows.schedule.per_school import Outcome, at_school
from flows.schedule.run_names import school_name


@task(name="pass", task_run_name=school_name, persist_result=False)
async def pass_at(school: str) -> State[Any]:
    """One pass over one school."""
    outcome = await at_school(school, jobs.one_pass)
    return state_of(outcome.failed, outcome.told, outcome)


@task(name="letters", task_run_name=school_name, persist_result=False)
async def letters_at(school: str) -> State[Any]:
    """The letters of the day at one school."""
    outcome = await at_school(school, jobs.letters)
    return state_of(outcome.failed, outcome.told, outcome)


async def seen(one: Any, school: str) -> Outcome:
    """What a task gave, however it ended."""
    state = await one(school, return_state=True)
    outcome: Outcome = await state.aresult(raise_on_failure=False)
    return outcome


def state_of(failed: bool, told: str, data: Any) -> State[Any]:
    """How a run or a task ends: a sentence, and what it did."""
    return (Failed if failed else Completed)(message=told, data=data)
