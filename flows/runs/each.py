"""School after school; the failure of one is told in words and kept from the others."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

from prefect import get_client, get_run_logger, runtime
from prefect.client.schemas.objects import State
from pydantic import Field, JsonValue

from flows.runs.bugs import keep_bugs
from flows.runs.deployed import start_delivery
from flows.runs.names import name_of
from flows.runs.per_school import SchoolOutcome
from flows.runs.tasks import state_of
from flows.served import served_ids
from models.output import texts as output_texts
from models.text import shortened

SchoolId = Annotated[str, Field(json_schema_extra={"enum": list[JsonValue](served_ids())})]
Schools = Annotated[list[SchoolId], Field(min_length=1)]
AtSchool = Callable[[str], Awaitable[SchoolOutcome]]
LONGEST_NAME = 200


@keep_bugs
async def each_school(work: AtSchool, what: str, schools: Sequence[str]) -> State[Any]:
    """Do the work; the sentence it ends in becomes the run's name too, failed where any school failed."""
    name, outcomes = name_of(what, schools), list[SchoolOutcome]()
    for school in schools:
        outcomes.append(await work(school))
    for line in (line for outcome in outcomes for line in (outcome.lines or (outcome.told,))):
        get_run_logger().info(line.replace("\x1b", " "))
    message = output_texts.run_message(name, [(each.school, each.told) for each in outcomes])
    async with get_client() as client:
        await client.update_flow_run(runtime.flow_run.id, name=shortened(message, LONGEST_NAME))
        if any(each.due for each in outcomes):
            await start_delivery(client, schools)
    return state_of(outcomes, message, outcomes)
