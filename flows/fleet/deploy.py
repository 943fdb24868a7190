"""Which shards a fleet should have now, and letting exactly those be deployed."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.fleet_database import fleet_database
from models.fleet import WORKBOOKS, Boarded, Shard, shards
from models.ownership import Claim
from models.text import VekhaError
from tasks.config import Fleet, FleetSchool
from tasks.database import read_claim, write_claim
from tasks.folder import new_token

if TYPE_CHECKING:
    from flows.fleet.standing import Deployed


def deploy_fleet(fleet: Fleet) -> "Deployed":
    """Make, renew and take away the deployments of a fleet's shards on the configured Prefect server.

    VekhaError where another fleet of this id is served there.
    """
    return asyncio.run(redeploy(fleet))


async def redeploy(fleet: Fleet) -> "Deployed":
    """The same, within a run."""
    from prefect import get_client

    from flows.fleet import deployments, standing

    owner = await asyncio.to_thread(owner_of, fleet)
    async with get_client() as client:
        before = standing.shards_of(tuple((await standing.standing(client, owner)).values()))
    boarded, problems = boarded_now(fleet, before)
    wanted = shards(fleet.settings.id, boarded, before, fleet.settings.boards_per_shard)
    return await deployments.renew(fleet.settings, owner, wanted, problems)


def boarded_now(fleet: Fleet, before: Sequence[Shard]) -> tuple[list[Boarded], tuple[str, ...]]:
    """The schools with their accounts, and what keeps this machine from knowing some: those stay where they stand."""
    where = {school: each.account for each in before for school in each.schools}
    boarded, problems = dict[str, Boarded](), [fault.said for fault in fleet.faults]
    for school in fleet.schools:
        try:
            boarded[school.id] = Boarded(school.id, _account(school))
        except VekhaError as fault:
            problems.append(str(fault))
            if school.id in where:
                boarded[school.id] = Boarded(school.id, where[school.id])
    if fleet.faults:  # whose settings cannot be read may be any of those that stand
        boarded = {school: Boarded(school, account) for school, account in where.items()} | boarded
    return list(boarded.values()), tuple(problems)


def _account(school: FleetSchool) -> str:
    """The service account that reads a school's board."""
    board = school.settings.board
    if board.kind != "google":
        return WORKBOOKS
    from tasks.google import account_of

    return account_of(board, school.folder)


def owner_of(fleet: Fleet) -> str:
    """The tag by which the deployments of this fleet are known; all machines read it from the one database."""
    from flows.schedule import namesakes

    name = f"fleet {fleet.settings.id}"
    with fleet_database(fleet) as engine:
        if read_claim(engine, name) is None:
            write_claim(engine, name, Claim(new_token(), fleet.settings.short_name))
        claim = read_claim(engine, name)
    assert claim is not None
    return namesakes.owner_tag(claim.token)
