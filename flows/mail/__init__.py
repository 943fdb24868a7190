"""How are letters written, delivered and tried, step by step?"""

from flows.mail.bounces import DAYS, problems_of, undelivered, unreachable
from flows.mail.calendars import calendar_of, publish_calendars
from flows.mail.deliver import deliver_queue
from flows.mail.trial import probe
from flows.mail.write import Queueing, queue_letters

__all__ = [
    "DAYS",
    "Queueing",
    "calendar_of",
    "deliver_queue",
    "probe",
    "problems_of",
    "publish_calendars",
    "queue_letters",
    "undelivered",
    "unreachable",
]
