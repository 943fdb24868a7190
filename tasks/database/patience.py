"""How long a database server is waited for: a paused machine keeps its connections open and answers nothing."""

import socket
from threading import Timer
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine, event

SILENCE_SECONDS = 60.0  # longer than the server itself lets a statement run
STATEMENT_SECONDS = 45
KEEPALIVE: dict[str, Any] = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


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


def be_patient(engine: Engine) -> None:
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
