"""How do journal and outbox stand in SQLite or PostgreSQL?"""

from tasks.database.engine import database_url, open_database, sqlite_url
from tasks.database.journal import Head, Journal, JournalMoved, Recorded
from tasks.database.outbox import Outbox
from tasks.database.owners import read_claim, schools_known, write_claim
from tasks.database.transfer import copy_school

__all__ = [
    "Head",
    "Journal",
    "JournalMoved",
    "Outbox",
    "Recorded",
    "copy_school",
    "database_url",
    "open_database",
    "read_claim",
    "schools_known",
    "sqlite_url",
    "write_claim",
]
