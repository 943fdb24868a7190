"""The one database of all schools of a fleet, opened for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from tasks.config import Fleet, database_of_fleet
from tasks.database import database_url, opened_database


@contextmanager
def fleet_database(fleet: Fleet) -> Iterator[Engine]:
    """The database that fleet.yaml names; VekhaError where it cannot be opened."""
    with opened_database(database_url(*database_of_fleet(fleet), fleet.var)) as engine:
        yield engine
