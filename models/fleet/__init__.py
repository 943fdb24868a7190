"""How do many schools go together: their settings, whose turn it is, and what a municipality is told of all of them?"""

from models.fleet import check_texts, report_texts, shard_texts, texts
from models.fleet.facts import fleet_facts
from models.fleet.figures import Figures, StandingPost, figures, total
from models.fleet.letter import FleetLetter, begins_at, ends_at, week_letters, week_of
from models.fleet.report import FleetReport, SchoolFigures, fleet_report, school_figures
from models.fleet.settings import Figure, FleetReader, FleetSettings, SchoolPlace
from models.fleet.shards import WORKBOOKS, Boarded, Shard, account_name, boards_of, shards
from models.fleet.status import FleetStatus, SchoolStatus
from models.fleet.turns import BoardTurn, Rhythm, oldest, room, turns

__all__ = [
    "WORKBOOKS",
    "BoardTurn",
    "Boarded",
    "Figure",
    "Figures",
    "FleetLetter",
    "FleetReader",
    "FleetReport",
    "FleetSettings",
    "FleetStatus",
    "Rhythm",
    "SchoolFigures",
    "SchoolPlace",
    "SchoolStatus",
    "Shard",
    "StandingPost",
    "account_name",
    "begins_at",
    "boards_of",
    "check_texts",
    "ends_at",
    "figures",
    "fleet_facts",
    "fleet_report",
    "oldest",
    "report_texts",
    "room",
    "school_figures",
    "shard_texts",
    "shards",
    "texts",
    "total",
    "turns",
    "week_letters",
    "week_of",
]
