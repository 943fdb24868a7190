"""Deployments found by name: our own, another folder's, or those of a release that named no school."""

import os
from contextlib import suppress

from prefect.client.orchestration import PrefectClient
from prefect.exceptions import ObjectNotFound

from models.output import texts as output_texts
from models.text import VekhaError

OWNER = "vekha:"
OF_BEFORE = ("sync", "daily-letters", "deliver")  # how deployments were called before they bore their school's id


def owner_tag(token: str) -> str:
    """The tag by which a folder knows its own deployments."""
    return f"{OWNER}{token[:12]}"


async def refuse_foreign(client: PrefectClient, name: str, mine: str, school: str) -> None:
    """VekhaError where another folder serves a school of this id there."""
    with suppress(ObjectNotFound):
        stands = await client.read_deployment_by_name(name)
        if any(tag.startswith(OWNER) and tag != mine for tag in stands.tags):
            raise VekhaError(output_texts.SERVED_ELSEWHERE.format(school=school))


async def drop_nameless(client: PrefectClient) -> None:
    """Take away the deployments of a release that named no school, on a server of our own: nobody starts their runs."""
    if "PREFECT_SERVER_API_AUTH_STRING" not in os.environ:
        return
    for name in OF_BEFORE:
        with suppress(ObjectNotFound):
            await client.delete_deployment((await client.read_deployment_by_name(f"{name}/{name}")).id)
