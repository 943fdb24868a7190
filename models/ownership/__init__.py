"""Whose are folder, database and clock, and may the clock be believed?"""

from models.ownership import texts
from models.ownership.clock import ClockNotes, Tick, head_ahead, refuse_future, watch
from models.ownership.premises import Claim, FolderStamp, Purpose, Traces, judge_ownership

__all__ = [
    "Claim",
    "ClockNotes",
    "FolderStamp",
    "Purpose",
    "Tick",
    "Traces",
    "head_ahead",
    "judge_ownership",
    "refuse_future",
    "texts",
    "watch",
]
