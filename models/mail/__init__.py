"""Which letters wait, which were sent, and what did the mail server's answer mean?"""

from models.mail import queue_texts, texts, trial_texts
from models.mail.addresses import clean_address, mailbox, shown_text
from models.mail.bounces import BOUNCE_DAYS, bounce_problems, last_undelivered, unreachable
from models.mail.delivery import Delivery
from models.mail.queue import FAILED, HELD_MINUTES, WAITING, LetterState, Outgoing, QueuedLetter, Result, next_try
from models.mail.queue_texts import STATES
from models.mail.smtp_replies import ProbeResult, ProbeStep, SendResult, Step, classify
from models.mail.told import ALARM, WORKS, PeopleOn, Telling, Told, Trouble

__all__ = [
    "ALARM",
    "BOUNCE_DAYS",
    "FAILED",
    "HELD_MINUTES",
    "STATES",
    "WAITING",
    "WORKS",
    "Delivery",
    "LetterState",
    "Outgoing",
    "PeopleOn",
    "ProbeResult",
    "ProbeStep",
    "QueuedLetter",
    "Result",
    "SendResult",
    "Step",
    "Telling",
    "Told",
    "Trouble",
    "bounce_problems",
    "classify",
    "clean_address",
    "last_undelivered",
    "mailbox",
    "next_try",
    "queue_texts",
    "shown_text",
    "texts",
    "trial_texts",
    "unreachable",
]
