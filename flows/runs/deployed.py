"""The deployments of schools as their runs know them: by name."""

from collections.abc import Sequence
from contextlib import suppress

from prefect.client.orchestration import PrefectClient
from prefect.exceptions import ObjectNotFound


def name_of_deployment(flow: str, schools: Sequence[str]) -> str:
    """How the deployment of a flow for these schools is called, so that one school is told from another."""
    return f"{'-'.join(schools)}-{flow}"


async def start_delivery(client: PrefectClient, schools: Sequence[str]) -> None:
    """Send now what was queued, rather than at the next round; nobody serves the schools where it is not there."""
    with suppress(ObjectNotFound):
        found = await client.read_deployment_by_name(f"deliver/{name_of_deployment('deliver', schools)}")
        await client.create_flow_run_from_deployment(found.id)
