"""The one database of all schools of a fleet, opened for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from tasks.config import Fleet, database_of_fleet
from tasks.database import close_database, database_url, open_database


@contextmanager
def fleet_database(fleet: Fleet) -> Iterator[Engine]:
    """The database that fleet.yaml names; VekhaError where it cannot be opened."""
    engine = open_database(database_url(*database_of_fleet(fleet), fleet.var))
    try:
        yield engine
    finally:
        close_database(engine)
