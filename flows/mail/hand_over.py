"""Handing an outbox's letters over: claim, send, settle; a letter is nobody's for longer than its lease."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flows.retry import insist
from models.mail import Delivery, Result
from models.school import Mail
from models.text import VekhaError
from tasks.config import environment_of
from tasks.database import Outbox
from tasks.mail import Mailer, NoMailer, open_mailer

KEEPING = 600  # seconds, well within the lease: an answer that is forgotten is a letter sent twice


@dataclass(frozen=True)
class Desk:
    """Whose letters go and how: the outbox, the settings of mail with the folder of their secrets, and the moment."""

    outbox: Outbox
    mail: Mail
    folder: Path
    var: Path
    now: datetime


def hand_over(desk: Desk, quiet: Callable[[datetime], datetime | None] = lambda _: None) -> Delivery:
    """Hand over every letter that is due, outside of quiet hours; wrong settings stop the queue with one alert."""
    outbox, done = desk.outbox, Delivery()
    outbox.release(desk.now)
    worker, began = f"{socket.gethostname()}-{os.getpid()}", time.monotonic()
    with _mailer(desk) as mailer:
        while done.alert is None and done.paused is None:
            now = _moment(desk, began)
            letter = outbox.claim(now, worker) if quiet(now) is None else None
            if letter is None:
                break
            entry, name = letter.entry, f"{letter.entry.day}-{letter.entry.kind}-{letter.entry.person}"
            handed = mailer.send(letter.mime, desk.mail.sender, entry.address, name)
            keep = partial(outbox.settle, entry, worker, handed.result, _moment(desk, began), handed.error)
            insist(keep, VekhaError, KEEPING)
            done = done.after(handed, met=all(leg in mailer.passed for leg in mailer.legs[:-1]))
            if handed.result is Result.SENT:
                outbox.resume()
    if done.alert is None and done.paused is None:
        outbox.forget(desk.now)
    return done


def _moment(desk: Desk, began: float) -> datetime:
    """The moment by the desk's clock: lease and next try count from it, and a slow server would outlive them."""
    return desk.now + timedelta(seconds=time.monotonic() - began)


@contextmanager
def _mailer(desk: Desk) -> Iterator[Mailer]:
    """The mailer of the settings; where they are wrong, one that says so of the first letter."""
    try:
        lately = desk.outbox.sent_since(desk.now - timedelta(minutes=1))
        ages = [(desk.now - moment).total_seconds() for moment in lately]
        mailer: Mailer = open_mailer(desk.mail, desk.var, environment=environment_of(desk.folder), ages=ages)
    except VekhaError as wrong:
        mailer = NoMailer(str(wrong))
    try:
        yield mailer
    finally:
        mailer.close()
