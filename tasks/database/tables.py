"""The tables as SQLAlchemy Core sees them; `migrations/` is what makes them."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine


class Moment(TypeDecorator[datetime]):
    """An aware moment, in UTC on the way in and out; SQLite keeps it as text of one width, which sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, timestamptz elsewhere."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The moment as the database keeps it; a naive one is a programming error."""
        if value is None:
            return None
        moment = in_utc(value)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return _read_moment(value) if isinstance(value, str) else value.astimezone(UTC)


@lru_cache(maxsize=4_096)  # many rows of one pass bear its moment
def _read_moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; ValueError when it has no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {moment}")
    return moment.astimezone(UTC)


TABLES = MetaData()
EVENTS = Table(
    "events",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("milestone", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("why", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("events_of_a_milestone", "school", "milestone"),
    Index("events_of_a_kind", "school", "kind"),
    Index("events_by_moment", "school", "seen_at"),
)
# The fold of a school's events up to a position, never older than a few hundred of them: a cache, see folds.py.
FOLDS = Table(
    "folds",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("rules", Integer, nullable=False),
    Column("states", Text, nullable=False),
)
# The last position and digest a pass left: the lock of a school's pass, and what tells that the journal lost its end.
HEADS = Table(
    "heads",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)
SIGHTINGS = Table(
    "sightings",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("cells", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
# Every state of people's cells that a look believed, with the board's save number at that look.
LOOKS = Table(
    "looks",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("school", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("save", Integer, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("cells", Text, nullable=False),
    Index("looks_of_a_row", "school", "key"),
)
DOUBTS = Table(
    "doubts",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("voter", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("shown", Text, nullable=False),
    Column("seen", Text, nullable=False),
)
# What is known of a school's board: the highest save number seen on it, and people's columns that a look missed.
BOARDS = Table(
    "boards",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("save", Integer, nullable=False),
    Column("missed", Text, nullable=False),
)
PROBLEMS = Table(
    "problems",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("identity", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("mender", Text, nullable=False),
    Column("since", Moment, nullable=False),
)
# `next_at` is when a letter may be claimed: of a queued one the next try, of one being sent the end of the lease.
# `told` is a JSON list of the subjects that a letter tells; NULL in letters of releases that kept none.
# `cause` is empty but in alarms, which stand outside of one letter per person and day. `code` is the journal's control
# code that a letter shows; empty before there was a fact, and in letters of releases that did not keep it.
LETTERS = Table(
    "letters",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("school", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("mime", LargeBinary, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("worker", Text),
    Column("next_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("error", Text),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("told", Text),
    Column("cause", Text, nullable=False, server_default=""),
    Column("code", Text, nullable=False, server_default=""),
    UniqueConstraint("school", "person", "day", "cause", name="one_letter_per_person_and_day"),
    Index("letters_due", "school", "state", "next_at"),
    Index("letters_ending", "school", "state", "expires_at"),
)
# To which folder a school's id belongs: the token of its stamp, and how the school is called.
OWNERS = Table(
    "owners",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Column("name", Text, nullable=False),
)
# Calls of Google that all workers together have spent: `due` is when, by the database's clock, an account would be due
# again if it spent its calls evenly.
QUOTAS = Table(
    "quotas",
    TABLES,
    Column("account", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("due", Float(53), nullable=False),
)
# When a run of a fleet last turned to a school's board, and when it was last read.
TURNS = Table(
    "turns",
    TABLES,
    Column("school", Text, primary_key=True),
    Column("last", Moment, nullable=False),
    Column("read", Moment),
)
# Where a shard goes on reading Drive's list of what changed.
HINTS = Table(
    "hints",
    TABLES,
    Column("shard", Text, primary_key=True),
    Column("token", Text, nullable=False),
)
