"""A database of every version that was ever in use is brought up to date with all that it holds.

The schema of each version is kept as text under tests/data/upgrade/schemas: a released migration is never edited.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from tasks.database import Journal, Outbox, open_database
from tasks.database.engine import REVISIONS, _engine, reading, sqlite_url, writing
from tasks.database.tables import TABLES

KEPT = Path(__file__).parents[2] / "data" / "upgrade"
OLDER = REVISIONS[:-1]
FIRST = ("events", "heads", "sightings", "problems", "letters")  # the tables of the first release


def bring_to(url: str, revision: str) -> None:
    """A database as the release with this version left it."""
    engine = _engine(url)
    config = Config()
    config.set_main_option("script_location", "tasks.database:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def schema(file: Path) -> str:
    """How the tables were made."""
    with closing(sqlite3.connect(file)) as database:
        order = "ORDER BY type = 'trigger', type = 'index', name"
        made = database.execute(f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL {order}")
        return ";\n".join(" ".join(statement.split()) for (statement,) in made) + ";\n"


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_released_migration_makes_what_it_made_when_it_was_released(revision: str, tmp_path: Path) -> None:
    bring_to(sqlite_url(tmp_path / "vekha.db"), revision)
    assert schema(tmp_path / "vekha.db") == (KEPT / "schemas" / f"{revision}.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a school after eight days at work, as the first release left it."""
    folder = tmp_path_factory.mktemp("before")
    with ZipFile(KEPT / "school.zip") as archive:
        return Path(archive.extract("var/vekha.db", folder))


def rows(database: sqlite3.Connection, name: str) -> Iterator[dict[str, object]]:
    """Every row of a table by its columns, in the order in which they were written."""
    database.row_factory = sqlite3.Row
    yield from (dict(row) for row in database.execute(f'SELECT * FROM "{name}" ORDER BY rowid'))


@pytest.mark.parametrize("revision", OLDER)
def test_a_database_of_an_older_version_keeps_every_fact_and_letter(
    revision: str, before: Path, tmp_path: Path
) -> None:
    """Made from the kept schema, filled with what the first release held, opened by today's code."""
    file = tmp_path / "vekha.db"
    with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(before)) as first:
        old.executescript((KEPT / "schemas" / f"{revision}.sql").read_text(encoding="utf-8"))
        for name in FIRST:
            for row in rows(first, name):
                columns, marks = ", ".join(row), ", ".join("?" * len(row))
                old.execute(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', tuple(row.values()))
        old.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
        old.commit()
        facts, letters = list(rows(first, "events")), list(rows(first, "letters"))
    engine = open_database(sqlite_url(file))
    journal, outbox = Journal(engine, "school-150"), Outbox(engine, "school-150")
    assert (journal.verify(), journal.head().position) == ((), 56)
    assert len(outbox.told().tellings) == len(letters) == 12
    engine.dispose()
    with closing(sqlite3.connect(file)) as database:
        assert list(rows(database, "events")) == facts
        assert [{name: row[name] for name in letters[0]} for row in rows(database, "letters")] == letters


@pytest.mark.parametrize("revision", OLDER)
def test_a_database_of_any_version_is_brought_to_the_tables_that_the_code_knows(
    revision: str, database_url: str
) -> None:
    """On SQLite and PostgreSQL alike."""
    bring_to(database_url, revision)
    engine = open_database(database_url)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), TABLES) == []
    engine.dispose()
