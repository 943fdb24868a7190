"""Which shards a fleet should have now, and letting exactly those be deployed."""

import asyncio
from typing import TYPE_CHECKING

from models.fleet import WORKBOOKS, Boarded, shards
from models.ownership import Claim
from models.text import VekhaError
from tasks.config import Fleet, FleetSchool, database_of_fleet
from tasks.database import close_database, database_url, open_database, read_claim, write_claim
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
    where = {school: each.account for each in before for school in each.schools}
    boarded, problems = list[Boarded](), list[str]()
    for school in fleet.schools:
        try:
            boarded.append(Boarded(school.id, _account(school)))
        except VekhaError as fault:  # a machine that holds no key of hers leaves her where she is
            problems.append(str(fault))
            boarded += [Boarded(school.id, where[school.id])] if school.id in where else []
    problems += [fault.said for fault in fleet.faults]
    if fleet.faults:  # whose settings cannot be read here may be any of those that stand
        listed = {each.school for each in boarded}
        boarded += [Boarded(school, account) for school, account in where.items() if school not in listed]
    wanted = shards(fleet.settings.id, boarded, before, fleet.settings.boards_per_shard)
    return await deployments.renew(fleet.settings, owner, wanted, tuple(problems))


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

    engine, name = open_database(database_url(*database_of_fleet(fleet), fleet.var)), f"fleet {fleet.settings.id}"
    try:
        if read_claim(engine, name) is None:
            write_claim(engine, name, Claim(new_token(), fleet.settings.short_name))
        claim = read_claim(engine, name)
    finally:
        close_database(engine)
    assert claim is not None
    return namesakes.owner_tag(claim.token)
