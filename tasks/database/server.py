"""PostgreSQL: how it is opened, how its troubles are worded, and how long it is waited for.

A paused machine keeps its connections open and answers nothing.
"""

import socket
from threading import Timer
from typing import Any

from psycopg import Connection, OperationalError, ProgrammingError
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, InterfaceError

from models.journal import texts as journal_texts

CONNECT_SECONDS = 10
SILENCE_SECONDS = 60.0  # longer than the server itself lets a statement run
STATEMENT_SECONDS = 45
KEEPALIVE: dict[str, Any] = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}

# What libpq says in English of a connection that was not made, whatever the server's language: only these are certain.
CONNECTION_TROUBLES = {
    "password authentication failed": journal_texts.DATABASE_PASSWORD,
    "no password supplied": journal_texts.DATABASE_PASSWORD,
    "no pg_hba.conf entry": journal_texts.DATABASE_UNLISTED,
    "Connection refused": journal_texts.DATABASE_DOWN,
    "No such file or directory": journal_texts.DATABASE_DOWN,
    "could not translate host name": journal_texts.DATABASE_HOST,
    "failed to resolve host": journal_texts.DATABASE_HOST,
    "does not exist": journal_texts.DATABASE_MISSING,
    "invalid URI query parameter": journal_texts.DATABASE_OPTION,
    "invalid connection option": journal_texts.DATABASE_OPTION,
    "timeout": journal_texts.DATABASE_SILENT,
}
REFUSALS = {"28": journal_texts.DATABASE_PASSWORD, "3D": journal_texts.DATABASE_MISSING}


class PatientConnection(Connection[Any]):
    """A connection that is given up when its server says nothing for too long."""

    def wait(self, *args: Any, **kwargs: Any) -> Any:
        """What the server answers; OperationalError when it stays silent."""
        timer = Timer(SILENCE_SECONDS, _shut, (self.pgconn.socket,))
        timer.daemon = True
        timer.start()
        try:
            return super().wait(*args, **kwargs)
        finally:
            timer.cancel()


def patient_engine(url: URL, **pool: int) -> Engine:
    """An engine of a server's database; every wait of it has an end."""
    engine = create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "vekha"},
        **pool,
    )
    _be_patient(engine)
    return engine


def trouble(place: str, error: DatabaseError | InterfaceError, seconds: int) -> str | None:
    """What went wrong in a sentence, `seconds` were waited; None for a mistake of ours.

    By SQLSTATE: none, 08, 28, 3D are the connection, 57P the server going down, 55P03 a lock, 53100 room.
    """
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        if isinstance(error.orig, ProgrammingError):  # libpq's own: an option that it does not know
            return journal_texts.DATABASE_OPTION.format(place=place)
        said = str(error.orig)
        sentence = next((text for sign, text in CONNECTION_TROUBLES.items() if sign in said), None)
        known = isinstance(error.orig, OperationalError)
        return (sentence or journal_texts.DATABASE_SILENT).format(place=place) if known else None
    if state in ("42501", "3F000"):  # no right to a table, or none to see the schema
        return journal_texts.DATABASE_RIGHTS.format(place=place)
    if state in ("53100",):
        return journal_texts.database_full(place)
    if state in ("55P03", "57014"):
        return journal_texts.DATABASE_BUSY.format(place=place, seconds=seconds)
    if state[:2] in REFUSALS:
        return REFUSALS[state[:2]].format(place=place)
    if state[:2] == "08" or state[:3] == "57P":
        return journal_texts.DATABASE_SILENT.format(place=place)
    if state[:2] in ("25", "40", "53", "58", "XX"):
        return journal_texts.DATABASE_FAILED.format(place=place, reason=str(error.orig).splitlines()[0])
    return None


def _be_patient(engine: Engine) -> None:
    """Bound every statement of this PostgreSQL engine, on the server and on this side."""

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, _args: object, options: dict[str, Any]) -> Connection[Any]:
        return PatientConnection.connect(**{**KEEPALIVE, **options})

    @event.listens_for(engine, "connect")
    def bound(raw: Any, _record: object) -> None:
        raw.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
        raw.commit()


def _shut(handle: int) -> None:
    connection = socket.fromfd(handle, socket.AF_UNIX, socket.SOCK_STREAM)  # the family matters not for shutting
    with connection:
        connection.shutdown(socket.SHUT_RDWR)
