"""A school on the local Google server, made once in a process and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.google.server import Server
from tests.support.google_school import GoogleSchool, copied_school, make_school
from tests.tasks.google.story import BEGIN


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """One server for all; each school has a spreadsheet of its own."""
    with Server() as one:
        yield one


@pytest.fixture(scope="package")
def fresh(server: Server, tmp_path_factory: pytest.TempPathFactory) -> GoogleSchool:
    """A school whose board was just made in an empty spreadsheet."""
    made = make_school(server, tmp_path_factory.mktemp("fresh"), patience_seconds=12)
    said = made.run("init", now=BEGIN)
    assert (said.code, said.err) == (0, "")
    return made


@pytest.fixture
def school(fresh: GoogleSchool, tmp_path: Path) -> Iterator[GoogleSchool]:
    """The same for one test, with a spreadsheet of its own; misfortunes end with it."""
    yield copied_school(fresh, tmp_path)
    fresh.server.misfortunes.clear()
