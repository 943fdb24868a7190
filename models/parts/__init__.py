"""Who contributed what to a milestone of a shared post, does it count, and who is still awaited?"""

from models.parts import texts
from models.parts.asking import PartsStanding, asking_posts, asks_parts, contributors, parts_standing
from models.parts.checking import code_of, is_empty_line
from models.parts.facts import PartFacts, deleted_lines, lines_by_code, part_facts, stray_lines
from models.parts.lines import all_losses, known_lines, seen_board

__all__ = [
    "PartFacts",
    "PartsStanding",
    "all_losses",
    "asking_posts",
    "asks_parts",
    "code_of",
    "contributors",
    "deleted_lines",
    "is_empty_line",
    "known_lines",
    "lines_by_code",
    "part_facts",
    "parts_standing",
    "seen_board",
    "stray_lines",
    "texts",
]
