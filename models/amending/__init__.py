"""What does an amended document change, and how do roadmap and journal follow?"""

from models.amending import texts
from models.amending.amendment import AmendOptions, Change
from models.amending.comparison import Comparison, compare, comparison_sentences, options_of
from models.amending.draft import is_edition
from models.amending.interview import AmendmentInterview
from models.amending.roadmap_lines import rewritten

__all__ = [
    "AmendOptions",
    "AmendmentInterview",
    "Change",
    "Comparison",
    "compare",
    "comparison_sentences",
    "is_edition",
    "options_of",
    "rewritten",
    "texts",
]
