"""Deliveries for tests: an office whose letters go to a server of ours, and workers that are killed at a step."""

import os
import signal
import smtplib
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event

import tasks.mail.smtp_session
from flows.mail import deliver_queue
from flows.office import SchoolContext
from models.mail import Outgoing
from models.school.settings import Mail
from tasks.database import Head, Journal, Outbox, open_database
from tasks.mail import letter_bytes
from tests.support import letter_school

SENDER, DAY = "vekha@school150.ru", date(2021, 3, 15)
MORNING, NIGHT = datetime(2021, 3, 15, 3, tzinfo=UTC), datetime(2021, 3, 15, 19, tzinfo=UTC)


def letter(person: str, address: str) -> Outgoing:
    """A letter as the templates' room would queue it."""
    mime, message_id = letter_bytes(
        sender=SENDER, sender_name="Веха", reply_to=None, to_address=address, to_name=person,
        subject="Ваши вехи", text=f"{person}\n" * 50, html=f"<p>{person}</p>\n" * 50,
        headers={"X-Vekha-Kind": "daily"}, message_id_seed=person, at=MORNING,
    )  # fmt: skip
    return Outgoing(person, DAY, "daily", address, "Ваши вехи", message_id, mime, NIGHT)


def office(url: str, var: Path, now: datetime, **transport: Any) -> SchoolContext:
    """A school whose letters go to a server of ours; a delivery needs no board."""
    school = letter_school.school()
    mail = Mail.model_validate({"sender": SENDER, "transport": {"kind": "smtp", "host": "127.0.0.1", **transport}})
    school = replace(school, settings=school.settings.model_copy(update={"mail": mail}))
    engine = open_database(url)
    return SchoolContext(school, var, var, None, Journal(engine, "150"), Outbox(engine, "150"), now)  # type: ignore[arg-type]


def queue(at: SchoolContext, *people: str, address: str | None = None) -> dict[str, bytes]:
    """Queue a letter for each, all to one address where it is given; what each must get."""
    letters = [letter(person, address or f"{person}@school150.ru") for person in people]
    at.journal.record(Head(), [], letters=letters, now=MORNING)
    return {f"{each.person}@school150.ru": each.mime for each in letters}


class Doomed:
    """A worker that is killed, as by `kill -9`, when it does something for the n-th time."""

    def __init__(self, doing: str, number: int) -> None:
        self._doing, self._left, self._said = doing, number, "connect"

    def does(self, what: str) -> None:
        """It is about to do this."""
        self._left -= what == self._doing
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        """Every statement, commit and return of a connection to the pool is the database's."""
        for name in ("before_cursor_execute", "commit", "checkin"):
            event.listen(engine, name, lambda *_, **__: self.does("database"))

    def listen(self, frame: FrameType, what: str, _: object) -> None:
        """A profiler that hears smtplib speak and listen."""
        code = frame.f_code
        if what != "call" or code.co_filename not in (smtplib.__file__, tasks.mail.smtp_session.__file__):
            return
        if code.co_name == "putcmd":
            self._said = str(frame.f_locals["cmd"]).split()[0].upper()
            self.does(f"before {self._said}")
        elif code.co_name == "getreply":
            self.does(f"reply to {self._said}")
        elif code.co_name == "send" and frame.f_back is not None and frame.f_back.f_code.co_name == "data":
            self._said = "letter"
            self.does("before letter")


def deliver_until_killed(own: SchoolContext, step: tuple[str, int]) -> None:
    """Deliver in a process of its own; it ends by the kill, or with 0 where the step never came."""
    doomed = Doomed(*step)
    doomed.watch(own.outbox._engine)
    sys.setprofile(doomed.listen)
    deliver_queue(own)
    os._exit(0)
