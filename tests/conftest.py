"""Fixtures and settings that several tests share."""

import gc
import os
from collections.abc import Iterator

import pytest

from tests.support.fences import fences  # noqa: F401  isort: skip  first: what is imported later may look at the home
from tests.support import fuzz  # how many generated cases are tried
from tests.support.databases import *  # noqa: F403  the databases of journal, outbox and migrations

# For the system's Python; for children of tests; for whoever has Atheris.
collect_ignore = ["support/calc_person.py", "support/child", "fuzzing.py"]
if "VEKHA_YEAR" not in os.environ:  # a year takes a minute; on paper it is quick
    collect_ignore.append("flows/papers/test_year_of_meetings.py")
if fuzz.TIMES == 1:  # half a minute for six histories; the workbook's are quick
    collect_ignore.append("tasks/google/test_google_histories.py")
pytest.register_assert_rewrite("tests.tasks.boards.contract")


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
    gc.set_threshold(20_000, 20, 20)
