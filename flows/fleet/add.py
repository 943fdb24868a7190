"""Adding a school to a fleet: written into fleet.yaml, then given a place among the shards."""

from dataclasses import dataclass
from pathlib import Path

from flows.fleet.deploy import deploy_fleet
from flows.served import configured_api
from models.fleet import shard_texts, texts
from models.text import VekhaError
from tasks.config import list_school, read_fleet
from tasks.processes import answers


@dataclass(frozen=True)
class Added:
    """Where the school's data lies, whether it is new in the list, and what is said of that."""

    var: Path
    is_new: bool
    said: tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """What became of the shards, or when that will be seen to."""

    said: str
    failed: bool = False


def add_to_fleet(file: Path, folder: Path, var: Path) -> Added:
    """Write the school into the list, unless she stands there; VekhaError where she uses what is another's."""
    is_begun = not file.exists()
    listed, is_new = list_school(file, folder, var)
    said = [texts.FLEET_BEGUN.format(file=file)] if is_begun else []
    said.append((texts.ADDED if is_new else texts.LISTED).format(school=listed.id, file=file, var=listed.var))
    is_named = listed.settings.database_env or listed.settings.database_secret
    if is_new and not is_named and (listed.var / "vekha.db").exists():
        said.append(texts.HAS_JOURNAL.format(folder=folder, var=listed.var))
    return Added(listed.var, is_new, tuple(said))


def deployment_of(file: Path) -> Placed:
    """Let the shards follow where a Prefect server answers; where none does, say when they will."""
    api = configured_api()
    if api is None:
        return Placed(texts.NO_SERVER)
    if not answers(api):
        return Placed(texts.SERVER_SILENT.format(api=api), failed=True)
    try:
        done = deploy_fleet(read_fleet(file))
    except VekhaError as fault:
        return Placed(texts.NOT_PLACED.format(fault=fault), failed=True)
    said = shard_texts.deployed(len(done.shards), done.made, done.renewed, done.removed, done.problems)
    return Placed(said, failed=bool(done.problems))
