"""The calls that all workers share: each takes a moment of its own, and no minute has more than it may."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tasks.database import SharedPace, close_database, keep_database, open_database, sustained
from tasks.database.engine import _KEPT, reading
from tests.support.databases import administrate

ACCOUNT = "vekha@school.iam.gserviceaccount.com"


@pytest.fixture
def url(postgres_folder: Path) -> str:
    """The URL of a new, empty database on the server."""
    administrate(postgres_folder, "DROP SCHEMA public CASCADE")
    administrate(postgres_folder, "CREATE SCHEMA public")
    return f"postgresql://vekha@/postgres?host={postgres_folder}"


@contextmanager
def two_workers(url: str) -> Iterator[tuple[Engine, Engine]]:
    """Two processes as the database sees them."""
    one, other = open_database(url), open_database(url)
    yield one, other
    one.dispose()
    other.dispose()


def due(engine: Engine) -> float:
    """Until when the reads are given away, by the database's clock."""
    with reading(engine) as connection:
        return float(connection.execute(text("SELECT due FROM quotas WHERE kind = 'read'")).scalar_one())


def paces(workers: Iterable[Engine]) -> list[SharedPace]:
    """How each worker is paced, without the waiting."""
    return [SharedPace(engine, ACCOUNT, sleep=lambda _seconds: None) for engine in workers]


def test_two_workers_spend_one_quota(url: str):
    """Of twelve calls at once, by two workers, each has a minute of its own where one a minute is allowed."""
    with two_workers(url) as workers:
        one, other = paces(workers)
        waits = [one.wait("read", 1)]
        first = due(workers[0])
        with ThreadPoolExecutor(8) as threads:
            waits += threads.map(lambda number: (one, other)[number % 2].wait("read", 1), range(11))
        assert due(workers[1]) - first == pytest.approx(11 * 60)
        assert sorted(int(each + 1) // 60 for each in waits) == list(range(12))
        assert other.wait("write", 1) == 0.0  # another kind has minutes of its own


def test_a_part_of_a_minutes_calls_may_come_at_once(url: str):
    with two_workers(url) as workers:
        one, other = paces(workers)
        assert [each.wait("read", 24) for each in (one, other)] == [0.0, 0.0]


def test_a_refusal_slows_every_worker_down(url: str):
    with two_workers(url) as workers:
        one, other = paces(workers)
        one.wait("read", 1)
        one.refused("read", 1, 900.0)
        assert other.wait("read", 1) > 600


@pytest.mark.parametrize(("per_minute", "calls"), [(1, 1), (6, 6), (12, 11), (40, 37), (60, 55), (300, 275)])
def test_a_burst_and_an_even_flow_fit_into_one_minute(per_minute: int, calls: float):
    assert sustained(per_minute) == pytest.approx(calls)


def test_a_kept_database_outlives_who_opens_it(url: str):
    """A school that is done with the database leaves the connections to the others of its process."""
    kept = keep_database(url, 2)
    try:
        opened = open_database(url)
        with reading(kept):
            close_database(opened)
            assert (opened is kept, kept.pool.checkedout()) == (True, 1)  # type: ignore[attr-defined]
    finally:
        _KEPT.clear()
        kept.dispose()
