"""Faults at what leaves the process: a command dies, is refused, loses an answer, or meets a person at its n-th step.

On the machine the steps are files, synchronising, exchanging, statements and commits, and the command does it to
itself. At Google and at the mail server it is the other side that strikes (`tests/storm/ground.py`, `mail.py`), the
command's own process included.
"""

import errno
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect

KILLED, AFTER, REFUSED, FULL, LOST = "killed before", "killed after", "refused", "disk full", "answer lost"
MET, HALF, SLOW, BROKEN = "somebody saves", "half written", "slow", "broken off"
MACHINE, GOOGLE, MAIL = "machine", "Google", "mail server"
KINDS = {
    MACHINE: (KILLED, AFTER, REFUSED, FULL, LOST, MET, HALF),
    GOOGLE: (KILLED, AFTER, REFUSED, LOST, MET, SLOW),
    MAIL: (KILLED, AFTER, REFUSED, LOST, BROKEN, SLOW),
}
DATABASE_STEPS = ("question", "write", "commit", "end of a look")
FILE_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.chmod", "os.link", "os.truncate"}
DELAY = 0.3  # seconds before and after a slow step: another command gets there meanwhile
LONGEST = 120  # seconds for a command: nothing hangs


@dataclass(frozen=True)
class Fault:
    """What strikes, at which step, where, and when: at a step of that kind only, where `of` names one."""

    kind: str
    at: int
    where: str = MACHINE
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind} at step {self.at} of {self.of or 'all'} at {self.where}"


class Striker:
    """Counts the steps of its process that go outside, and strikes at one of them."""

    def __init__(self, fault: Fault, var: Path, meet: Callable[[], None]) -> None:
        self._fault, self._var, self._meet, self._steps, self._busy = fault, str(var), meet, 0, False
        self._wrote = False  # the transaction at hand, so that a commit keeps something

    def arm(self) -> None:
        """Watch files by Python's audit events, synchronising, exchanging, and the database."""
        sys.addaudithook(self._heard)
        self._wrap(os, "fsync")
        self._wrap(os, "replace")
        self._wrap(sys.modules["tasks.xlsx.board"], "exchange")
        event.listen(Engine, "do_execute", self._executed)
        event.listen(Engine, "do_executemany", self._executed)
        before = DefaultDialect.do_commit

        def commit(dialect: Any, raw: Any) -> None:
            what, self._wrote = "commit" if self._wrote else "end of a look", False
            self._step(what, lambda: before(dialect, raw), getattr(raw, "driver_connection", raw))

        DefaultDialect.do_commit = commit  # type: ignore[assignment]

    def _heard(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in FILE_EVENTS and any(str(each).startswith(self._var) for each in arguments[:2]):
            self._step("file", lambda: None)

    def _wrap(self, module: Any, name: str) -> None:
        before = getattr(module, name)
        setattr(module, name, lambda *arguments: self._step(name, lambda: before(*arguments), *arguments))

    def _executed(self, cursor: Any, statement: str, parameters: Any, context: Any) -> None:
        raw, writes = cursor.connection, statement.startswith(("INSERT", "UPDATE", "DELETE"))
        self._wrote = self._wrote or writes
        self._step("write" if writes else "question", lambda: None, getattr(raw, "driver_connection", raw))

    def _step(self, what: str, work: Callable[[], Any], *arguments: Any) -> Any:
        if self._busy or self._fault.of not in ("", what):
            return work()
        self._steps += 1
        if self._steps != self._fault.at:
            return work()
        self._busy = True
        try:
            return self._strike(what, work, *arguments)
        finally:
            self._busy = False

    def _strike(self, what: str, work: Callable[[], Any], *arguments: Any) -> Any:
        match self._fault.kind:
            case "somebody saves":
                self._meet()
            case "slow":
                time.sleep(DELAY)
                done = work()
                time.sleep(DELAY)
                return done
            case "half written" if what == "fsync":
                os.ftruncate(arguments[0], os.fstat(arguments[0]).st_size // 2)
                _die()
            case "killed before" | "half written":
                _die()
            case "killed after":
                work()
                _die()
            case "answer lost":
                work()
                _raise(what, errno.EIO, *arguments)
            case "disk full":
                _raise(what, errno.ENOSPC, *arguments)
            case "refused":
                _raise(what, errno.EIO, *arguments)
        return work()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _raise(what: str, number: int, *arguments: Any) -> None:
    if what not in DATABASE_STEPS:
        raise OSError(number, os.strerror(number))
    if isinstance(arguments[0], psycopg.Connection):
        cut(arguments[0])
        raise psycopg.OperationalError("server closed the connection unexpectedly")
    full = number == errno.ENOSPC
    trouble = sqlite3.OperationalError("database or disk is full" if full else "disk I/O error")
    trouble.sqlite_errorname = "SQLITE_FULL" if full else "SQLITE_IOERR"
    trouble.sqlite_errorcode = sqlite3.SQLITE_FULL if full else sqlite3.SQLITE_IOERR
    raise trouble


def cut(connection: Any) -> None:
    """The server ends this connection."""
    info = connection.info
    with psycopg.connect(host=info.host, user=info.user, dbname="postgres", autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [info.backend_pid])


def begun(work: Callable[[], int], fault: Fault | None, var: Path, meet: Callable[[], None]) -> int:
    """Begin a command in a process of its own under a fault; the number of the process."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            signal.alarm(LONGEST)
            if fault is not None and fault.where == MACHINE:
                Striker(fault, var, meet).arm()
            code = work()
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """The exit code of a command; the signal, negative, that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
