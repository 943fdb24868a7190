"""Fixtures that several tests share."""

from tests.postgres import *  # noqa: F403  the databases of journal, outbox and migrations
