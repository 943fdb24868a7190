"""The database: SQLite in a file or PostgreSQL by URL; opened, brought up to date, and its troubles worded."""

import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, InterfaceError

from models.journal import texts as journal_texts
from models.text import VekhaError
from tasks.config import Named, read_secret
from tasks.database.tables import TABLES

REVISIONS = ("0001", "0002", "0003", "0005", "0007", "0008", "0009", "0010")
"""Every version of the database this program knows, oldest first; the last is the one it works with."""
WAIT_SECONDS = 30
ENTRIES = 100
UPGRADE_LOCK = 0x76656B6861  # «vekha» as a number, the advisory lock of an upgrade on PostgreSQL
_WRITING = "vekha_writing"
_KEPT: dict[str, Engine] = {}
_SPARE: deque[Engine] = deque(maxlen=4)  # closed ones, which have no connection, but know their statements compiled


def sqlite_url(file: Path) -> str:
    """The URL of a database in this file."""
    return URL.create("sqlite", database=str(file.absolute())).render_as_string()


def database_url(named: Named, environment: Mapping[str, str], var: Path) -> str:
    """The address that a variable or a Prefect Secret holds, else of the SQLite file in `var`, a private folder."""
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise VekhaError(journal_texts.FOLDER_NOT_MADE.format(folder=var, reason=error.strerror)) from None
    return read_secret(named, environment) if named else sqlite_url(var / "vekha.db")


def open_database(url: str) -> Engine:
    """The database, made and brought up to date when it needs to be; `close_database` when done.

    VekhaError: a newer or foreign database, an unreadable file, a server that does not answer.
    """
    return _KEPT.get(url) or _up_to_date(_engine(url))


def keep_database(url: str, connections: int) -> Engine:
    """The same, until this process ends: everybody who opens it shares its connections, so many of them."""
    if url not in _KEPT:
        _KEPT[url] = _up_to_date(_engine(url, pool_size=connections, max_overflow=connections))
    return _KEPT[url]


def close_database(engine: Engine) -> None:
    """Be done with a database that was opened; the next who opens it here need not compile its statements again."""
    if engine not in _KEPT.values():
        engine.dispose()
        _SPARE.append(engine)


@contextmanager
def opened_database(url: str) -> Iterator[Engine]:
    """The database, for a while; errors as of `open_database`."""
    engine = open_database(url)
    try:
        yield engine
    finally:
        close_database(engine)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the database; what goes wrong is said as a sentence."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _worded(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that is kept whole or not at all; IntegrityError is left to the caller."""
    with _worded(engine), engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
        yield connection


def _up_to_date(engine: Engine) -> Engine:
    try:
        with reading(engine) as connection:
            stored = _stored_revision(connection)
        if stored != REVISIONS[-1]:
            with writing(engine) as connection:
                _upgrade(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(text_url: str, **pool: int) -> Engine:
    url = _parsed(text_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url.set(drivername="sqlite"))
    url = url.set(drivername="postgresql+psycopg")
    if not pool and (spare := _spare(url)) is not None:
        return spare
    try:
        from tasks.database.server import patient_engine
    except ImportError as error:
        raise VekhaError(journal_texts.DATABASE_DRIVER_MISSING) from error
    return patient_engine(url, **pool)


def _parsed(text_url: str) -> URL:
    """The address in its parts; what is wrong with it is said without any of its words: each may be a password."""
    try:
        url = make_url(text_url)
    except (ArgumentError, ValueError):
        raise VekhaError(journal_texts.DATABASE_URL_UNKNOWN) from None
    backend = url.get_backend_name()
    if backend not in ("sqlite", "postgresql", "postgres"):
        raise VekhaError(journal_texts.DATABASE_URL_UNKNOWN)
    if backend != "sqlite" and text_url.count("@") > 1:
        raise VekhaError(journal_texts.DATABASE_URL_SIGNS)
    return url


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        _make_private(Path(url.database))
    if (spare := _spare(url)) is not None:
        return spare
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _spare(url: URL) -> Engine | None:
    """An engine of this database that nobody uses."""
    for engine in tuple(_SPARE):
        if engine.url == url:
            with suppress(ValueError):  # somebody else was quicker
                _SPARE.remove(engine)
                return engine
    return None


def _make_private(file: Path) -> None:
    """Make the file before SQLite does, so that nobody but its owner can read names and addresses, ever."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise VekhaError(
            journal_texts.DATABASE_FOLDER_CLOSED.format(file=str(file), reason=error.strerror or str(error))
        ) from error


def _prepare_sqlite(raw: Any, _record: object) -> None:
    """Set up a new connection: an approval that was recorded must survive a power cut, hence synchronous=FULL."""
    raw.isolation_level = None  # the driver opens no transactions of its own; _begin_sqlite does
    _enter_wal(raw)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
        raw.execute(f"PRAGMA {pragma}").close()


def _enter_wal(raw: Any) -> None:
    """Readers and a writer side by side; SQLite does not wait by itself while others enter or leave this mode."""
    for patience in range(ENTRIES, 0, -1):
        try:
            raw.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if patience == 1 or error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            time.sleep(WAIT_SECONDS / ENTRIES)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _stored_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    stored: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return stored


def _upgrade(connection: Connection) -> None:
    """Run the missing versions; whoever comes second finds the work done."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
    stored, place = _stored_revision(connection), _place(connection.engine)
    if stored == REVISIONS[-1]:
        return
    present = set(inspect(connection).get_table_names()) - {"alembic_version"}
    ours = set(TABLES.tables)
    if stored is not None and stored not in REVISIONS:
        newer = {"events", "letters"} <= present
        raise VekhaError(
            journal_texts.DATABASE_NEWER.format(place=place, revision=stored)
            if newer
            else journal_texts.DATABASE_FOREIGN.format(place=place)
        )
    if stored is None and (present & ours or (present and connection.dialect.name == "sqlite")):
        raise VekhaError(journal_texts.DATABASE_FOREIGN.format(place=place))
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "tasks.database:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _place(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return journal_texts.PLACE_FILE.format(file=str(engine.url.database))
    url = engine.url  # not its password, nor an option that may be one
    where = {name: value for name, value in url.query.items() if name in ("host", "port")}
    shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database, where)
    return journal_texts.PLACE_SERVER.format(url=shown.render_as_string())


@contextmanager
def _worded(engine: Engine) -> Iterator[None]:
    """Turn the database's own troubles into one sentence; a mistake of ours in SQL stays what it is."""
    try:
        yield
    except IntegrityError:
        raise
    except (DatabaseError, InterfaceError) as error:
        sentence = _sqlite_trouble(engine, error) if engine.dialect.name == "sqlite" else _server_trouble(engine, error)
        if sentence is None:
            raise
        raise VekhaError(sentence) from error


SQLITE_TROUBLES: dict[str, Callable[[str], str]] = {
    "SQLITE_BUSY": lambda place: journal_texts.DATABASE_BUSY.format(place=place, seconds=WAIT_SECONDS),
    "SQLITE_LOCKED": lambda place: journal_texts.DATABASE_BUSY.format(place=place, seconds=WAIT_SECONDS),
    "SQLITE_FULL": journal_texts.database_full,
    "SQLITE_NOTADB": journal_texts.database_unreadable,
    "SQLITE_CORRUPT": journal_texts.database_unreadable,
    "SQLITE_CANTOPEN": journal_texts.database_closed,
    "SQLITE_PERM": journal_texts.database_closed,
    "SQLITE_READONLY": journal_texts.database_not_writable,
    "SQLITE_IOERR": lambda place: journal_texts.DATABASE_FAILED.format(place=place, reason="disk I/O error"),
}


def _sqlite_trouble(engine: Engine, error: DatabaseError | InterfaceError) -> str | None:
    code = str(getattr(error.orig, "sqlite_errorname", ""))
    for name, sentence in SQLITE_TROUBLES.items():
        if code == name or code.startswith(f"{name}_"):
            return sentence(_place(engine))
    return None


def _server_trouble(engine: Engine, error: DatabaseError | InterfaceError) -> str | None:
    from tasks.database.server import trouble

    return trouble(_place(engine), error, WAIT_SECONDS)
