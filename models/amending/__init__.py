"""What does an amended document change, and how do roadmap and journal follow?"""

from models.amending import texts
from models.amending.amendment import Amendment, Change, Draft, named_order, read_order, unnamed
from models.amending.draft import draft, is_edition, left_alone, still_open
from models.amending.interview import AmendmentInterview
from models.amending.matching import UncertainMatch, match
from models.amending.roadmap_lines import rewritten

__all__ = [
    "Amendment",
    "AmendmentInterview",
    "Change",
    "Draft",
    "UncertainMatch",
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
