"""How are letters written, delivered and tried, step by step?"""

from flows.mail.alarms import tell_of, tell_of_passes
from flows.mail.bounces import problems_of, undelivered
from flows.mail.calendars import calendar_of, publish_calendars
from flows.mail.deliver import deliver_queue
from flows.mail.hand_over import Desk, hand_over
from flows.mail.trial import probe
from flows.mail.write import Queueing, queue_letters

__all__ = [
    "Desk",
    "Queueing",
    "calendar_of",
    "deliver_queue",
    "hand_over",
    "probe",
    "problems_of",
    "publish_calendars",
    "queue_letters",
    "tell_of",
    "tell_of_passes",
    "undelivered",
]
