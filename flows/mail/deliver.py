"""Send what is queued: claim, hand over, settle; a letter is nobody's for longer than its lease."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from flows.mail.alarms import tell_of, tell_of_mail
from flows.office import SchoolContext
from flows.retry import insist
from models.letters import quiet_until
from models.mail import Delivery, Result, Trouble
from models.text import VekhaError
from tasks.config import environment_of
from tasks.mail import Mailer, NoMailer, open_mailer

KEEPING = 600  # seconds, well within the lease: an answer that is forgotten is a letter sent twice


def deliver_queue(office: SchoolContext, *, patient: bool = False) -> Delivery:
    """Hand over every letter that is due, outside of quiet hours; wrong settings stop the queue with one alert.

    The `patient` leave a stopped queue alone for a while; others try it at once, as a person who mended it wants.
    """
    before, done = office.outbox.fault(), Delivery()
    if patient and office.outbox.stopped_until(office.now) is not None:
        return _counted(office, Delivery(alert=before, told=True))
    tell_of(office, Trouble.SETTINGS, office.broken)
    office.outbox.release(office.now)
    worker, began = f"{socket.gethostname()}-{os.getpid()}", time.monotonic()
    with _mailer(office) as mailer:
        while done.alert is None and done.paused is None:
            now = _moment(office, began)
            letter = office.outbox.claim(now, worker) if quiet_until(office.school, now) is None else None
            if letter is None:
                break
            entry = letter.entry
            name, sender = f"{entry.day}-{entry.kind}-{entry.person}", office.school.settings.mail.sender
            handed = mailer.send(letter.mime, sender, entry.address, name)
            keep = partial(office.outbox.settle, entry, worker, handed.result, _moment(office, began), handed.error)
            insist(keep, VekhaError, KEEPING)
            done = done.after(handed, met=all(leg in mailer.passed for leg in mailer.legs[:-1]))
            if handed.result is Result.SENT:
                office.outbox.resume()
    if done.alert is None and done.paused is None:
        office.outbox.forget(office.now)
    return _counted(office, replace(done, told=done.alert is not None and done.alert == before))


def _moment(office: SchoolContext, began: float) -> datetime:
    """The moment by the office's clock: lease and next try count from it, and a slow server would outlive them."""
    return office.now + timedelta(seconds=time.monotonic() - began)


def _counted(office: SchoolContext, done: Delivery) -> Delivery:
    away = tell_of_mail(office, done)
    return replace(done, away=away, waiting=office.outbox.waiting())


@contextmanager
def _mailer(office: SchoolContext) -> Iterator[Mailer]:
    """The mailer of the settings; where they are wrong, one that says so of the first letter."""
    try:
        lately = office.outbox.sent_since(office.now - timedelta(minutes=1))
        ages = [(office.now - moment).total_seconds() for moment in lately]
        environment = environment_of(office.folder)
        mailer: Mailer = open_mailer(office.school.settings.mail, office.var, environment=environment, ages=ages)
    except VekhaError as wrong:
        mailer = NoMailer(str(wrong))
    try:
        yield mailer
    finally:
        mailer.close()
