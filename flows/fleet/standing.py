"""What of a fleet stands on the Prefect server: its work pool, and the deployments of its shards."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.workers.process import ProcessWorker

from models.fleet import Shard

PAGE, ACCOUNT = 200, "account:"


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


async def ensure_pool(client: PrefectClient, name: str) -> None:
    """Make the work pool where nobody did yet."""
    try:
        await client.read_work_pool(name)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        with suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))
