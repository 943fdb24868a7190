"""The calls of Google that an account may spend, counted in the database for all workers on all machines."""

import time
from collections.abc import Callable

from sqlalchemy import Engine, text

from tasks.database.engine import writing

MINUTE = 60.0
BURSTS = 12  # a twelfth of a minute's calls may come at once; the others are spread evenly
NOW = "extract(epoch FROM clock_timestamp())"
# Each call takes the next free moment of its account, in one statement; whoever asks meanwhile gets the one after it.
_TAKE = text(
    "INSERT INTO quotas AS q (account, kind, due) "
    f"VALUES (:account, :kind, {NOW} + :gap) "
    f"ON CONFLICT (account, kind) DO UPDATE SET due = greatest(q.due, {NOW}) + :gap "
    f"RETURNING due - {NOW}"
)
_PUT_OFF = text(f"UPDATE quotas SET due = greatest(due, {NOW} + :seconds) WHERE account = :account AND kind = :kind")


class SharedPace:
    """At most so many calls of one account in any minute, over all processes that use this PostgreSQL database."""

    patience = 900.0
    """Seconds for which a spent quota is waited out: longer than any other fault, for it passes by itself."""

    def __init__(self, engine: Engine, account: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._engine, self._account, self._sleep = engine, account, sleep

    def wait(self, kind: str, per_minute: int) -> float:
        """Take the next moment that is free for a call of this kind, and wait for it; for so many seconds."""
        gap, burst = _spread(per_minute)
        with writing(self._engine) as connection:
            ahead = connection.execute(_TAKE, {"account": self._account, "kind": kind, "gap": gap}).scalar_one()
        seconds = max(0.0, float(ahead) - gap * burst)
        self._sleep(seconds)
        return seconds

    def refused(self, kind: str, per_minute: int, seconds: float) -> None:
        """Google counts otherwise than we do: nobody calls for so long."""
        gap, burst = _spread(per_minute)
        with writing(self._engine) as connection:
            values = {"account": self._account, "kind": kind, "seconds": seconds + gap * burst}
            connection.execute(_PUT_OFF, values)


def sustained(per_minute: int) -> float:
    """How many calls a minute there are in the long run, where a part of them may come at once."""
    return MINUTE / _spread(per_minute)[0]


def _spread(per_minute: int) -> tuple[float, int]:
    """The seconds between two calls, and how many may come at once, so that no minute has more than its calls."""
    at_once = per_minute // BURSTS
    return MINUTE / (per_minute - at_once), max(1, at_once)
