"""The talk with an SMTP server: smtplib that notes how far it came, and whether the letter was handed over."""

import re
import smtplib
import socket
import ssl
from datetime import UTC, datetime
from typing import Any

from models.mail import ProbeStep
from models.mail import texts as mail_texts

BLOCK = 65536


class Session(smtplib.SMTP):
    """The connection: knows whether the whole letter was handed over, and waits for that reply longer."""

    final_reply_seconds = 600.0
    handed_over = False

    def note(self, leg: ProbeStep, said: str) -> None:
        """Called when a leg of the way is behind us, with what is to be told of it."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        opened: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        self.note(ProbeStep.CONNECTION, mail_texts.CONNECTED.format(where=f"{host}:{port}"))
        return opened

    def ehlo(self, name: str = "") -> tuple[int, bytes]:
        """Greet; a server that is busy says so here, and yagmail would not listen."""
        code, reply = super().ehlo(name)
        if 400 <= code < 500:
            raise smtplib.SMTPHeloError(code, reply)
        return self._greeted(code, reply)

    def helo(self, name: str = "") -> tuple[int, bytes]:
        """Greet in the old way."""
        return self._greeted(*super().helo(name))

    def _greeted(self, code: int, reply: bytes) -> tuple[int, bytes]:
        if code == 250:
            words = reply.decode("utf-8", "replace").split()
            self.note(ProbeStep.GREETING, mail_texts.greeted(words[0] if words else ""))
        return code, reply

    def starttls(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        """Encrypt the connection."""
        answer: tuple[int, bytes] = super().starttls(*given, **named)
        self.encrypted(self.sock)
        return answer

    def encrypted(self, connection: socket.socket | None) -> None:
        """Note what the encryption is like."""
        if isinstance(connection, ssl.SSLSocket):
            until = (connection.getpeercert() or {}).get("notAfter")
            day = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(until)), UTC).date() if until else None
            self.note(ProbeStep.ENCRYPTION, mail_texts.encrypted(connection.version() or "TLS", day))

    def auth(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        """Log in by one mechanism."""
        answer: tuple[int, bytes] = super().auth(*given, **named)
        self.note(ProbeStep.LOGIN, mail_texts.ENTERED)
        return answer

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the letter in blocks, each with its own timeout, and wait for the final reply."""
        code, reply = self.docmd("data")
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        stuffed = re.sub(rb"(?m)^\.", b"..", msg)
        whole = stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n")
        for start in range(0, len(whole), BLOCK):
            self.send(whole[start : start + BLOCK])
        self.handed_over = True
        assert self.sock is not None
        self.sock.settimeout(self.final_reply_seconds)
        code, reply = self.getreply()
        if 200 <= code < 600:
            self.handed_over = False
        if self.sock is not None:
            self.sock.settimeout(self.timeout)
        if not 200 <= code < 300:
            return code, reply
        self.note(ProbeStep.LETTER, mail_texts.taken(code, reply.decode("utf-8", "replace")))
        return 250, reply


class TlsTalk(smtplib.SMTP_SSL, Session):
    """The same over TLS from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        opened: socket.socket = super()._get_socket(host, port, timeout)
        self.encrypted(opened)
        return opened
