"""What does an amended document change, and how do roadmap and journal follow?"""

from models.amending import texts
from models.amending.amendment import Amendment, Change, Draft, named_order, read_order, unnamed
from models.amending.draft import draft, is_edition, left_alone, still_open
from models.amending.interview import AmendmentSettling
from models.amending.matching import Doubt, match
from models.amending.roadmap_lines import rewritten

__all__ = [
    "Amendment",
    "AmendmentSettling",
    "Change",
    "Doubt",
    "Draft",
    "draft",
    "is_edition",
    "left_alone",
    "match",
    "named_order",
    "read_order",
    "rewritten",
    "still_open",
    "texts",
    "unnamed",
]
