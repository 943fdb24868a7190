"""A mail server on loopback that strikes at a step of the talk, and remembers every letter that it took."""

import os
import signal
import socket
import threading
import time
from contextlib import suppress
from email import message_from_bytes
from typing import Any

from tests.storm.faults import AFTER, BROKEN, KILLED, LOST, REFUSED, SLOW, Fault
from tests.support.mail_servers import USUAL


class MailHost:
    """One server for all stories of a process."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self.taken: list[tuple[str, bytes]] = []
        self.pid, self._fault, self._steps, self.unanswered = 0, None, 0, 0
        self._lock = threading.Lock()
        threading.Thread(target=self._serve, daemon=True).start()

    def plan(self, fault: Fault | None) -> None:
        """Strike at this step from now on; at none."""
        self._fault, self._steps = fault, 0

    def forget(self) -> None:
        """Another story begins."""
        self.taken, self.unanswered = [], 0

    def close(self) -> None:
        """No more letters."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                talk, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._client, args=(talk,), daemon=True).start()

    def _client(self, talk: socket.socket) -> None:
        with talk, talk.makefile("rb") as lines, suppress(OSError):
            if self._answered(talk, "greeting"):
                self._talked(talk, lines)

    def _talked(self, talk: socket.socket, lines: Any) -> None:
        while line := lines.readline():
            verb = line.split()[0].decode("latin-1").upper()
            goes_on = self._answered(talk, verb)
            if not goes_on or verb == "QUIT":
                return
            if verb == "DATA" and goes_on != REFUSED:
                letter = b""
                while (row := lines.readline()) not in {b".\r\n", b""}:
                    letter += row
                if row and not self._answered(talk, "letter", letter):
                    return

    def _answered(self, talk: socket.socket, step: str, letter: bytes = b"") -> str:
        """How the talk goes on after this step; empty where it does not."""
        with self._lock:
            fault = self._fault
            self._steps += fault is not None and fault.of in ("", step)
            strikes = fault is not None and fault.at == self._steps and fault.of in ("", step)
            if strikes:
                self._fault = None
        kind = fault.kind if fault is not None and strikes else ""
        if kind == KILLED:
            return self._kill()
        if kind == BROKEN:
            return ""
        if kind == REFUSED and step not in ("greeting", "QUIT"):
            talk.sendall(b"451 4.3.0 Try again later \x1b[31m\xc2\x9b\r\n")
            return REFUSED
        if kind == REFUSED:
            return ""
        if letter:
            with self._lock:
                self.taken.append((str(message_from_bytes(letter)["Message-ID"]), letter))
                self.unanswered += kind in (AFTER, LOST)
        if kind == AFTER:
            return self._kill()
        if kind == LOST:
            return ""
        if kind == SLOW:
            time.sleep(0.05)
        talk.sendall(USUAL.get(step, b"500 5.5.1 What?") + b"\r\n")
        return "on"

    def _kill(self) -> str:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return ""
