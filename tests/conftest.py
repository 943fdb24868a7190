"""Fixtures that several tests share."""

import pytest

from tests.postgres import *  # noqa: F403  the databases of journal, outbox and migrations

pytest.register_assert_rewrite("tests.board_contract")
