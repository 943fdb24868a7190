"""Is what the board shows a person's wish for that row, or did cells move, vanish or come back by themselves?"""

from models.observation import texts
from models.observation.accepting import acceptable, accepted
from models.observation.doubt import Doubt, DoubtKind, Sighting, Sightings
from models.observation.misplaced_votes import with_other_ballots
from models.observation.observe import Observed, in_doubt, observe, units_of
from models.observation.ownership import ForeignBoard, newer_than_known, next_stamp, refuse_foreign
from models.observation.returned import refilled
from models.observation.sentences import advice, doubts_by_code, spelled

__all__ = [
    "Doubt",
    "DoubtKind",
    "ForeignBoard",
    "Observed",
    "Sighting",
    "Sightings",
    "acceptable",
    "accepted",
    "advice",
    "doubts_by_code",
    "in_doubt",
    "newer_than_known",
    "next_stamp",
    "observe",
    "refilled",
    "refuse_foreign",
    "spelled",
    "texts",
    "units_of",
    "with_other_ballots",
]
