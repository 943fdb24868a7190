"""Who is told what, in which letter, on which day?"""

from models.letters import summary_texts, texts
from models.letters.deadlines import Deadline, deadlines
from models.letters.letter import Curve, Letter, LetterKind, SectionKind
from models.letters.mailing import Mailing, Outside, address, mailing
from models.letters.schedule import quiet_minutes, quiet_until, sent_from

__all__ = [
    "Curve",
    "Deadline",
    "Letter",
    "LetterKind",
    "Mailing",
    "Outside",
    "SectionKind",
    "address",
    "deadlines",
    "mailing",
    "quiet_minutes",
    "quiet_until",
    "sent_from",
    "summary_texts",
    "texts",
]
