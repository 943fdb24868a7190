"""Who is told what, in which letter, on which day?"""

from models.letters import summary_texts, texts
from models.letters.blockers import address, alarm_letters
from models.letters.deadlines import Deadline, deadlines, in_order
from models.letters.letter import Alarm, Burnup, Letter, LetterKind, SectionKind
from models.letters.mailing import DeliveryContext, Mailing, mailing
from models.letters.schedule import next_free, quiet_minutes, quiet_until, sent_from

__all__ = [
    "Alarm",
    "Burnup",
    "Deadline",
    "DeliveryContext",
    "Letter",
    "LetterKind",
    "Mailing",
    "SectionKind",
    "address",
    "alarm_letters",
    "deadlines",
    "in_order",
    "mailing",
    "next_free",
    "quiet_minutes",
    "quiet_until",
    "sent_from",
    "summary_texts",
    "texts",
]
