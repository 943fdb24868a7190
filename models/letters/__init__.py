"""Who is told what, in which letter, on which day?"""

from models.letters import summary_texts, texts
from models.letters.blockers import address
from models.letters.deadlines import Deadline, deadlines, in_order
from models.letters.letter import Burnup, BurnupBar, Letter, LetterKind, SectionKind, alarm_letter
from models.letters.mailing import DeliveryContext, Mailing, mailing, told_from
from models.letters.schedule import next_free, quiet_minutes, quiet_until, sent_from
from models.letters.summary import OUTCOMES, bar

__all__ = [
    "OUTCOMES",
    "Burnup",
    "BurnupBar",
    "Deadline",
    "DeliveryContext",
    "Letter",
    "LetterKind",
    "Mailing",
    "SectionKind",
    "address",
    "alarm_letter",
    "bar",
    "deadlines",
    "in_order",
    "mailing",
    "next_free",
    "quiet_minutes",
    "quiet_until",
    "sent_from",
    "summary_texts",
    "texts",
    "told_from",
]
