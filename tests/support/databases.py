"""Real databases for tests: SQLite in a file, and a throw-away PostgreSQL server from the system's package."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from tasks.database import open_database
from tasks.database.engine import sqlite_url

SETTINGS = {"fsync": "off", "full_page_writes": "off", "listen_addresses": "", "max_connections": "50"}


def binaries() -> Path | None:
    """The newest server of the Debian package, else what stands in PATH."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    return packaged[-1].parent if packaged else Path(found).parent if found else None


def _stranger() -> dict[str, object]:
    """How to start a process as somebody else than root, whom the server refuses to serve."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


class Postgres:
    """A server of its own in a folder of its own, with nobody but its socket's folder for an address."""

    def __init__(self, binaries: Path, **settings: str) -> None:
        self._binaries, self._settings = binaries, {**SETTINGS, **settings}
        self.folder = Path(tempfile.mkdtemp(prefix="vekha-pg-"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody", "nogroup")
        made = ["-D", self.folder / "data", "-U", "vekha", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        make = [binaries / "initdb", *made]
        subprocess.run(make, check=True, capture_output=True, cwd=self.folder, **_stranger())

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        command = [self._binaries / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **_stranger())
        _wait(self.process, self.folder)

    def stop(self) -> None:
        """Stop it as an administrator would, whoever is connected."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """The folder of a running server's socket; without the package the test is skipped, in CI it fails."""
    if not has_postgres():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is not installed (package postgresql)")
    with postgres_server() as folder:
        yield folder


def has_postgres() -> bool:
    """Whether a server can be started here."""
    return binaries() is not None


@contextmanager
def postgres_server() -> Iterator[Path]:
    """A running server of its own; the folder of its socket."""
    found = binaries()
    assert found is not None
    server = Postgres(found)
    try:
        server.start()
        yield server.folder
    finally:
        server.stop()
        shutil.rmtree(server.folder)


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            administrate(folder, "SELECT 1")
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)


def administrate(folder: Path, command: str) -> None:
    """One command to the server whose socket lies in that folder."""
    with psycopg.connect(host=str(folder), user="vekha", dbname="postgres", autocommit=True) as connection:
        connection.execute(command)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new, empty database."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "vekha.db")
        return
    folder = request.getfixturevalue("postgres_folder")
    administrate(folder, "DROP SCHEMA public CASCADE")
    administrate(folder, "CREATE SCHEMA public")
    yield f"postgresql+psycopg://vekha@/postgres?host={folder}"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A new database, opened."""
    opened = open_database(database_url)
    yield opened
    opened.dispose()
