"""Fixtures and settings that several tests share."""

import pytest

from tests.support.fences import fences  # noqa: F401  isort: skip  first: what is imported later may look at the home
from tests.support import fuzz  # noqa: F401  how many generated cases are tried
from tests.support.databases import *  # noqa: F403  the databases of journal, outbox and migrations

pytest.register_assert_rewrite("tests.tasks.boards.contract")
