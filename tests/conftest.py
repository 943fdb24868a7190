"""Fixtures and settings that several tests share."""

from collections.abc import Iterator

import pytest

from tests.support.fences import fences  # noqa: F401  isort: skip  first: what is imported later may look at the home
from tests.support import fuzz  # noqa: F401  how many generated cases are tried
from tests.support.databases import *  # noqa: F403  the databases of journal, outbox and migrations

pytest.register_assert_rewrite("tests.tasks.boards.contract")


@pytest.fixture(scope="session", autouse=True)
def no_long_looks() -> Iterator[None]:
    """A workbook that is away is looked for as often as ever, at shorter intervals."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.xlsx.board._LOOK_AGAIN", (0.01, 0.03, 0.06))
        yield
