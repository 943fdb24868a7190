"""Where a municipality's schools have their place, and whose turn it is in a run."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.fleet.deploy import boarded_now
from flows.fleet.places import begin_run
from flows.served import find_served
from flows.served.registry import _here
from models.fleet import WORKBOOKS, Shard
from tasks.config import Fleet, read_fleet
from tasks.database.engine import _KEPT, sqlite_url
from tests.support.fleet import DATABASE, add_school, write_fleet

BOARD = "board:\n  kind: xlsx\n  file: board.xlsx\n"
ON_GOOGLE = "board:\n  kind: google\n  spreadsheet: book-of-{name}\n  key_file: key.json\n"
ONE = "one@p.iam.gserviceaccount.com"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a fleet with three workbooks."""
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setenv(DATABASE, sqlite_url(tmp_path / "fleet.db"))
    monkeypatch.setenv("VEKHA_FLEET", str(folder / "fleet.yaml"))
    for name in "abc":
        add_school(folder, name)
    write_fleet(folder, *"abc")
    yield folder
    for engine in _KEPT.values():
        engine.dispose()
    _KEPT.clear()
    _here.clear()


def to_google(config: Path, name: str, account: str | None) -> Fleet:
    """A school's board moves to Google; None: the key is on another machine."""
    file = config / name / "school.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(BOARD, ON_GOOGLE.format(name=name)), encoding="utf-8")
    if account:
        key = {"type": "service_account", "client_email": account}
        (config / name / "key.json").write_text(json.dumps(key), encoding="utf-8")
    return read_fleet(config / "fleet.yaml")


def accounts(fleet: Fleet, *before: Shard) -> tuple[dict[str, str], int]:
    """School → account, and how many problems are told."""
    boarded, problems = boarded_now(fleet, before)
    return {each.school: each.account for each in boarded}, len(problems)


def test_schools_are_known_by_the_account_of_their_key(config: Path):
    assert accounts(to_google(config, "b", ONE)) == ({"a": WORKBOOKS, "b": ONE, "c": WORKBOOKS}, 0)


def test_a_school_whose_key_is_elsewhere_stays_where_it_stands(config: Path):
    """One that never stood anywhere waits for a machine that has its key."""
    fleet = to_google(config, "b", None)
    assert accounts(fleet) == ({"a": WORKBOOKS, "c": WORKBOOKS}, 1)
    assert accounts(fleet, Shard("f-1", ONE, ("b",))) == ({"a": WORKBOOKS, "b": ONE, "c": WORKBOOKS}, 1)


def test_who_left_is_gone_but_nobody_goes_while_somebodys_settings_cannot_be_read(config: Path):
    before = Shard("f-1", WORKBOOKS, ("a", "b", "c"))
    write_fleet(config, "a", "b")
    assert accounts(read_fleet(config / "fleet.yaml"), before) == ({"a": WORKBOOKS, "b": WORKBOOKS}, 0)
    (config / "b" / "school.yaml").write_text("id: b", encoding="utf-8")
    assert accounts(read_fleet(config / "fleet.yaml"), before) == (dict.fromkeys("abc", WORKBOOKS), 1)


def test_in_a_run_those_have_their_turn_first_who_waited_longest(config: Path):
    first = begin_run("f-1", ["a", "b", "c"], 3, 2)
    for school in "ba":
        first.had_its_turn(school, read=school == "b")
    assert (first.order, begin_run("f-1", ["a", "b", "c"], 3, 2).order) == (("a", "b", "c"), ("c", "b", "a"))
    assert Path(find_served("b").folder) == (config / "b").resolve()


def test_a_turn_is_held_until_the_run_ends_whatever_the_server_says():
    from flows.fleet.lease import hold

    renewed = list[int]()

    async def renew() -> None:
        renewed.append(1)
        if len(renewed) == 2:
            raise OSError("the server is away")

    async def run() -> None:
        holding = asyncio.create_task(hold(renew, 0.0))
        while len(renewed) < 4 and not holding.done():
            await asyncio.sleep(0)
        holding.cancel()

    asyncio.run(run())
    assert len(renewed) == 4
