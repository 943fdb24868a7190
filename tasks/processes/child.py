"""Processes that we start: each in a session of its own, stopped with everything it started."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

END_WITH_PARENT = Path(__file__).with_name("end_with_parent.py")


class Child:
    """A process that leads its own group, so that Ctrl-C reaches it only through us.

    When we are killed and cannot stop it, the system sends it `orphaned`.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        log: IO[bytes] | int | None = None,
        umask: int = -1,
        orphaned: signal.Signals = signal.SIGTERM,
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(END_WITH_PARENT), str(os.getpid()), str(int(orphaned)), *command],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            umask=umask,
        )
        self.pid = self._process.pid
        self.born = born(self.pid)

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def ended_within(self, seconds: float) -> bool:
        """Wait so long for its end; whether it came."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return not self.alive()

    def stop(self, seconds: float) -> None:
        """Ask it to end, wait so long, then end it and whatever it left behind."""
        with suppress(ProcessLookupError):
            self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        kill_group(self.pid)
        self._process.wait()


def kill_group(leader: int) -> None:
    """End every process of a group at once."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def born(pid: int) -> str | None:
    """What tells this process from a later one with the same number; None where it is gone or cannot be told."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return None


def clear_remains(left: Sequence[tuple[int, str | None]], seconds: float = 10) -> None:
    """Wait until processes of a Vekha that was killed have ended by themselves, then end their groups."""
    for pid, birth in left:
        until = time.monotonic() + seconds
        while birth is not None and born(pid) == birth:
            if time.monotonic() > until:
                kill_group(pid)
            time.sleep(0.1)


class Stop:
    """Whether somebody asked us to end; who asks a second time is not made to wait."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._children: list[Child] = []
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, self._ask)

    def within(self, seconds: float) -> bool:
        """Wait so long; whether we are asked to end."""
        return self._asked.wait(seconds)

    def hurries(self, child: Child) -> None:
        """End this process at once when asked a second time."""
        self._children.append(child)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked.is_set():
            for child in self._children:
                if child.alive():
                    kill_group(child.pid)
        self._asked.set()
