"""What must be true of every school after the storm."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes

from sqlalchemy import text

from tasks.database.engine import reading
from tests.fleet.people import BEGAN, DONE, People
from tests.fleet.stage import Stage, canary

REACHED = {BEGAN: "in_progress", DONE: "on_approval"}


def faults(stage: Stage, people: People) -> list[str]:
    """Everything that is wrong."""
    found = [*people.lost(), *_letters(stage), *asyncio.run(_runs())]
    for worker, account in stage.lonely.items():
        found += _alone(stage, worker, account)
    for school in stage.ids:
        found += _school(stage, people, school)
    return found


def _alone(stage: Stage, worker: str, account: str) -> Iterator[str]:
    """A worker of one queue had its own schools' turns, and no word of another school came to its machine."""
    machine = stage.machine(worker)
    said = (stage.folder / f"{worker}.log").read_bytes()
    written = b"\n".join(file.read_bytes() for file in machine.rglob("*") if file.is_file()) + said
    served = {school for school in stage.ids if (machine / "var" / school / "runs").exists()}
    if not served:
        yield f"no school had its turn at worker {worker}, which serves {account}"
    for school in (each for each in stage.ids if stage.accounts[each] != account):
        if school in served or f"Школа {school}:".encode() in said or canary(school).encode() in written:
            yield f"worker {worker} knows of {school}, which is not its own"


def _school(stage: Stage, people: People, school: str) -> Iterator[str]:
    """A board against its journal, and what was marked against both."""
    verified = stage.vekha(school, "verify")
    if verified.code:
        yield f"{school} verify: {verified.out}{verified.err}"
    said = stage.vekha(school, "status", "--json")
    if said.code:
        yield f"{school} status: {said.out}{said.err}"
        return
    standing = {each["code"]: each for each in json.loads(said.out)["milestones"]}
    for (whose, code), cells in people.typed.items():
        if whose == school and standing[code]["status"] != REACHED[cells["Отметка"]] and not standing[code]["problem"]:
            yield f"{school} {code}: «{cells['Отметка']}» was marked, it is {standing[code]['status']}"


async def _runs() -> list[str]:
    """A shard has one run at a time, and no dead one counts as running."""
    from prefect import get_client  # it reads where the server is when it is imported

    from flows.schedule import stale_runs

    async with get_client() as client:
        deployments = {each.id: each.name for each in await client.read_deployments()}
        at_work = Counter(str(run.deployment_id) for run in await stale_runs.at_work(client, dict(deployments)))
    names = {str(number): name for number, name in deployments.items()}
    return [f"{names[number]} has {count} runs at work" for number, count in at_work.items() if count > 1]


def _letters(stage: Stage) -> Iterator[str]:
    """One letter for each person and day, and each sent letter came once."""
    came = Counter(str(message_from_bytes(each.content)["Message-ID"]) for each in stage.mail.delivered)
    yield from (f"{name} came {times} times" for name, times in came.items() if times > 1)
    with stage.database() as engine, reading(engine) as connection:
        rows = connection.execute(text("SELECT message_id, state, school, person FROM letters")).all()
    for row in (row for row in rows if row.school in stage.ids):
        if row.state != "sent" or not came.pop(row.message_id, 0):
            yield f"the letter of {row.school} to {row.person} is {row.state}"
    yield from (f"{name} came, and no queue knows it" for name in came)
