"""How long a database server is waited for: a paused machine keeps its connections open and answers nothing."""

import socket
from collections.abc import Callable
from threading import Timer
from typing import Any, TypeVar

from psycopg import Connection
from sqlalchemy import Engine, event

SILENCE_SECONDS = 60.0  # longer than the server itself lets a statement run
STATEMENT_SECONDS = 45
KEEPALIVE: dict[str, Any] = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
Answer = TypeVar("Answer")


class PatientConnection(Connection[Any]):
    """A connection that is given up when its server says nothing for too long."""

    def wait(self, *args: Any, **kwargs: Any) -> Any:
        """What the server answers; OperationalError when it stays silent."""
        return _until_silent(self.pgconn.socket, lambda: super(PatientConnection, self).wait(*args, **kwargs))


def be_patient(engine: Engine) -> None:
    """Bound every statement of this PostgreSQL engine, on the server and on this side."""

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, _args: object, options: dict[str, Any]) -> Connection[Any]:
        return PatientConnection.connect(**{**KEEPALIVE, **options})

    @event.listens_for(engine, "connect")
    def bound(raw: Any, _record: object) -> None:
        raw.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
        raw.commit()


def _until_silent(handle: int, ask: Callable[[], Answer]) -> Answer:
    """The answer, or the error of a connection that was shut from our side."""
    timer = Timer(SILENCE_SECONDS, _shut, (handle,))
    timer.daemon = True
    timer.start()
    try:
        return ask()
    finally:
        timer.cancel()


def _shut(handle: int) -> None:
    connection = socket.fromfd(handle, socket.AF_UNIX, socket.SOCK_STREAM)  # the family matters not for shutting
    with connection:
        connection.shutdown(socket.SHUT_RDWR)
