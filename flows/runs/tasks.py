"""The Prefect tasks: the work at one school, seen in the UI."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from prefect import task
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.states import Cancelled, Completed, Failed

from flows import jobs
from flows.runs.bugs import keep_bugs
from flows.runs.names import school_name
from flows.runs.per_school import SchoolOutcome, at_school
from models.journal import Event


@task(name="pass", task_run_name=school_name, persist_result=False)
@keep_bugs
async def pass_at(school: str) -> State[Any]:
    """One pass over one school."""
    outcome = await at_school(school, jobs.one_pass)
    if outcome.done is not None:
        emit_facts(school, outcome.done.events)
    return state_of([outcome], outcome.told, outcome)


@task(name="letters", task_run_name=school_name, persist_result=False)
@keep_bugs
async def letters_at(school: str) -> State[Any]:
    """The letters of the day at one school."""
    outcome = await at_school(school, jobs.letters)
    return state_of([outcome], outcome.told, outcome)


def emit_facts(school: str, facts: Iterable[Event]) -> None:
    """Let each fact be an event of Prefect's, about the milestone of that school; told again it has the same id."""
    for fact in facts:
        told = f"{school} {fact.milestone} {fact.kind} {fact.seen_at.isoformat()} {fact.why}"
        emit_event(
            f"vekha.milestone.{fact.kind}",
            resource={
                "prefect.resource.id": f"vekha.{school}.{fact.milestone}",
                "prefect.resource.name": fact.milestone,
            },
            payload={"school": school, "milestone": fact.milestone, "why": fact.why},
            id=uuid5(NAMESPACE_URL, told),
        )


async def seen(one: Any, school: str) -> SchoolOutcome:
    """What a task gave, however it ended."""
    state = await one(school, return_state=True)
    outcome: SchoolOutcome = await state.aresult(raise_on_failure=False)
    return outcome


def state_of(outcomes: Sequence[SchoolOutcome], told: str, data: Any) -> State[Any]:
    """How a run or a task ends: a sentence, and what it did; cancelled where all that failed is known already."""
    failed = [each for each in outcomes if each.failed]
    if failed and all(each.known for each in failed):
        return Cancelled(message=told, data=data)
    return (Failed if failed else Completed)(message=told, data=data)
