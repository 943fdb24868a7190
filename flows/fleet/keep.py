"""The flow that keeps the shards as they should be: schools come and go, and no command need be remembered."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.fleet.deploy import redeploy
from flows.runs import keep_bugs
from models.fleet import shard_texts
from tasks.config import fleet_file, read_fleet


@flow(name="keep-shards", persist_result=False)
@keep_bugs
async def keep_shards() -> State[Any]:
    """Раскладка школ по долям: новые школы получают место, у ушедших оно отбирается."""
    done = await redeploy(read_fleet(fleet_file()))
    told = shard_texts.deployed(len(done.shards), done.made, done.renewed, done.removed, done.problems)
    return (Failed if done.problems else Completed)(message=told)
