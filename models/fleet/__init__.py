"""How do many schools go together: their settings, whose turn it is, and what a municipality is told of all of them?"""

from models.fleet import shard_texts, texts
from models.fleet.settings import Figure, FleetReader, FleetSettings, SchoolPlace
from models.fleet.shards import WORKBOOKS, Boarded, Shard, account_name, boards_of, shards
from models.fleet.turns import BoardTurn, Rhythm, oldest, room, turns

__all__ = [
    "WORKBOOKS",
    "BoardTurn",
    "Boarded",
    "Figure",
    "FleetReader",
    "FleetSettings",
    "Rhythm",
    "SchoolPlace",
    "Shard",
    "account_name",
    "boards_of",
    "oldest",
    "room",
    "shard_texts",
    "shards",
    "texts",
    "turns",
]
