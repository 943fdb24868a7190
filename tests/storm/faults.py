"""Faults at what leaves the process: a command dies, is refused, or meets a person at its n-th step outside."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

KILLED, REFUSED, FULL, MET, HALF = "killed", "refused", "disk full", "somebody saves", "half written"
KINDS = (KILLED, REFUSED, FULL, MET, HALF)
FILE_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.chmod", "os.link", "os.truncate"}


@dataclass(frozen=True)
class Fault:
    """What strikes, and at which step outside."""

    kind: str
    at: int


class Striker:
    """Counts the steps of its process that go outside, and strikes at one of them."""

    def __init__(self, fault: Fault | None, var: Path, meet: Callable[[], None]) -> None:
        self._fault, self._var, self._meet, self._steps, self._busy = fault, str(var), meet, 0, False

    def arm(self) -> None:
        """Watch files by Python's audit events, synchronising, exchanging, and the database."""
        sys.addaudithook(self._heard)
        self._wrap(os, "fsync")
        self._wrap(sys.modules["tasks.xlsx.board"], "exchange")
        event.listen(Engine, "before_cursor_execute", lambda *_: self._step("database"))
        event.listen(Engine, "commit", lambda *_: self._step("database"))

    def _heard(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in FILE_EVENTS and any(str(each).startswith(self._var) for each in arguments[:2]):
            self._step("file")

    def _wrap(self, module: Any, name: str) -> None:
        before = getattr(module, name)

        def wrapped(*arguments: Any) -> Any:
            self._step(name, *arguments)
            return before(*arguments)

        setattr(module, name, wrapped)

    def _step(self, what: str, *arguments: Any) -> None:
        if self._fault is None or self._busy:
            return
        self._steps += 1
        if self._steps == self._fault.at:
            self._busy = True
            self._strike(what, *arguments)
            self._busy = False

    def _strike(self, what: str, *arguments: Any) -> None:
        assert self._fault is not None
        match self._fault.kind:
            case "somebody saves":
                self._meet()
            case "half written" if what == "fsync":
                os.ftruncate(arguments[0], os.fstat(arguments[0]).st_size // 2)
                os.kill(os.getpid(), signal.SIGKILL)
            case "refused" if what != "database":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            case "disk full" if what != "database":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            case _:
                os.kill(os.getpid(), signal.SIGKILL)


def in_a_child(work: Callable[[], int], fault: Fault | None, var: Path, meet: Callable[[], None]) -> int:
    """Run a command in a process of its own under a fault; its exit code, -9 where it was killed."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            Striker(fault, var, meet).arm()
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
