"""Fixtures and settings that several tests share."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.support.fences import fences  # noqa: F401  isort: skip  first: what is imported later may look at the home
from tests.support import fuzz  # how many generated cases are tried
from tests.support.databases import *  # noqa: F403  the databases of journal, outbox and migrations

collect_ignore = list[str]()
if "VEKHA_YEAR" not in os.environ:  # a year takes a minute; on paper it is quick
    collect_ignore.append("flows/papers/test_year_of_meetings.py")
if fuzz.TIMES == 1:  # half a minute for six histories; the workbook's are quick
    collect_ignore.append("tasks/google/test_google_histories.py")
pytest.register_assert_rewrite("tests.tasks.boards.contract")
gc.disable()  # until every test is collected: nothing of them is garbage
ONE_SERVE = "tests/flows/schedule/"


class ByFile(LoadFileScheduling):
    """A file's tests stay in one process, and those that share a `vekha serve` too: each serve costs 20 seconds."""

    def _split_scope(self, nodeid: str) -> str:
        return ONE_SERVE if nodeid.startswith(ONE_SERVE) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """How tests are dealt out to processes."""
    return ByFile(config, log)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Programs and helpers are no tests, and some are dear to import; those that show examples of use are tried."""
    name = collection_path.name
    if collection_path.suffix != ".py" or name.startswith("test_") or name == "__init__.py":
        return None
    return ">>>" not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of rules last: their files are quick, so that no process waits long for the end of another."""
    items.sort(key=lambda item: item.nodeid.startswith(("models/", "tests/models/")))


@pytest.fixture(scope="session", autouse=True)
def no_long_looks() -> Iterator[None]:
    """A workbook that is away is looked for as often as ever, at shorter intervals."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.xlsx.board._LOOK_AGAIN", (0.01, 0.03, 0.06))
        yield


def pytest_collection_finish() -> None:
    """Thousands of tests stay in memory to the end: they need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
