"""What does an amended document change, and how do roadmap and journal follow?"""

from models.amending import texts
from models.amending.amendment import AmendOptions, Change
from models.amending.comparison import REWORDINGS, Comparison, compare, comparison_sentences, options_of
from models.amending.draft import is_edition
from models.amending.file_edits import Edit, edits_of
from models.amending.interview import AmendmentInterview

__all__ = [
    "REWORDINGS",
    "AmendOptions",
    "AmendmentInterview",
    "Change",
    "Comparison",
    "Edit",
    "compare",
    "comparison_sentences",
    "edits_of",
    "is_edition",
    "options_of",
    "texts",
]
