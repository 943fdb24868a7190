"""What does an amended document change, and how do roadmap and journal follow?"""

from models.amending import texts
from models.amending.amendment import Amendment, AmendOptions, Change, Draft
from models.amending.comparison import Comparison, compare, comparison_sentences, options_of
from models.amending.draft import draft, is_edition
from models.amending.interview import AmendmentInterview
from models.amending.matching import match
from models.amending.roadmap_lines import rewritten

__all__ = [
    "AmendOptions",
    "Amendment",
    "AmendmentInterview",
    "Change",
    "Comparison",
    "Draft",
    "compare",
    "comparison_sentences",
    "draft",
    "is_edition",
    "match",
    "options_of",
    "rewritten",
    "texts",
]
