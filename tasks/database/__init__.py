"""How do journal and outbox stand in SQLite or PostgreSQL?"""

from tasks.database.engine import (
    close_database,
    database_url,
    keep_database,
    open_database,
    opened_database,
    sqlite_url,
)
from tasks.database.journal import Head, Journal, JournalMoved, Recorded
from tasks.database.outbox import Outbox
from tasks.database.owners import read_claim, schools_known, write_claim
from tasks.database.quota import SharedPace, sustained
from tasks.database.transfer import copy_school
from tasks.database.turns import keep_hint, keep_turn, read_hint, read_turns

__all__ = [
    "Head",
    "Journal",
    "JournalMoved",
    "Outbox",
    "Recorded",
    "SharedPace",
    "close_database",
    "copy_school",
    "database_url",
    "keep_database",
    "keep_hint",
    "keep_turn",
    "open_database",
    "opened_database",
    "read_claim",
    "read_hint",
    "read_turns",
    "schools_known",
    "sqlite_url",
    "sustained",
    "write_claim",
]
