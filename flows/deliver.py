"""Send what is queued: claim, hand over, settle; a letter is nobody's for longer than its lease."""

import os
import socket
from dataclasses import dataclass

from flows.office import Office
from models.outbox import LetterState, Result
from tasks.mailer import open_mailer


@dataclass(frozen=True, slots=True)
class Delivery:
    """How many letters went, how many addresses refused, how many wait; the alert is for the administrator."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    alert: str | None = None


def deliver_queue(office: Office) -> Delivery:
    """Hand over every letter that is due; wrong settings stop the queue with one alert."""
    worker, sent, failed, alert = f"{socket.gethostname()}-{os.getpid()}", 0, 0, None
    mail = office.school.settings.mail
    mailer = open_mailer(mail, office.var)
    try:
        while alert is None and (letter := office.outbox.claim(office.now, worker)) is not None:
            name = f"{letter.day}-{letter.kind}-{letter.person}"
            handed = mailer.send(letter.mime, mail.sender, letter.address, name)
            office.outbox.settle(letter, worker, handed.result, office.now, handed.error)
            sent += handed.result is Result.SENT
            failed += handed.result is Result.PERMANENT
            if handed.result is Result.MISCONFIGURED:
                alert = handed.error
    finally:
        mailer.close()
    waiting = office.outbox.letters((LetterState.QUEUED, LetterState.SENDING))
    return Delivery(sent, failed, len(waiting), alert)
