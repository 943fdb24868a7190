"""Mail servers on loopback for the tests: an honest one, and one that follows a script of misbehaviour."""

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.support.fences import mail_servers

CLOSE, HANG, SLOW = b"close", b"hang", b"slow "
USUAL = {
    "greeting": b"220 mail.school.example ESMTP",
    "EHLO": b"250-mail.school.example\r\n250 SIZE 33554432",
    "MAIL": b"250 2.1.0 Ok",
    "RCPT": b"250 2.1.5 Ok",
    "DATA": b"354 Go on",
    "letter": b"250 2.0.0 Ok: queued",
    "NOOP": b"250 2.0.0 Ok",
    "RSET": b"250 2.0.0 Ok",
    "QUIT": b"221 2.0.0 Bye",
    "AUTH": b"535 5.7.8 Bad credentials",
    "STARTTLS": b"454 4.7.0 TLS not available",
}


class Authority:
    """A certificate authority of our own, and certificates of servers by it."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self.file = str(folder / "ca.pem")
        self._ca.cert_pem.write_to_path(self.file)

    def context(self, name: str = "127.0.0.1", **dates: datetime) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._ca.issue_cert(name, **dates).configure_cert(context)
        return context


FILES = "  transport:\n    kind: files\n    folder: outbox\n"


def transport(port: int, security: str = "none", **more: object) -> str:
    """The lines of school.yaml that hand letters to a server on loopback, in place of `FILES`."""
    keys = {"kind": "smtp", "host": "127.0.0.1", "port": port, "security": security, **more}
    return "  transport:\n" + "".join(f"    {key}: {value}\n" for key, value in keys.items())


@dataclass(frozen=True)
class Delivered:
    """A letter as the server took it."""

    connection: int
    login: str | None
    encrypted: bool
    sender: str
    recipients: tuple[str, ...]
    content: bytes


class HonestServer:
    """aiosmtpd in a thread: STARTTLS or TLS, password or XOAUTH2; a test must look at what was `delivered`."""

    def __init__(
        self,
        *,
        starttls: ssl.SSLContext | None = None,
        tls: ssl.SSLContext | None = None,
        password: tuple[str, str] | None = None,
        token: tuple[str, str] | None = None,
    ) -> None:
        self._delivered: list[Delivered] = []
        self._looked_at = 0
        mail_servers.append(self)
        self.connections = 0
        self._starttls, self._tls, self._password, self._token = starttls, tls, password, token
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self.port = 0

    @property
    def delivered(self) -> list[Delivered]:
        """Every letter that it took."""
        self._looked_at = len(self._delivered)
        return self._delivered

    def unread(self) -> list[str]:
        """To whom the letters went that nobody has looked at."""
        return [f"a letter to {', '.join(each.recipients)}" for each in self._delivered[self._looked_at :]]

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> int:
        self._server = await self._loop.create_server(self._client, "127.0.0.1", 0, ssl=self._tls)
        return int(self._server.sockets[0].getsockname()[1])

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _client(self) -> SMTP:
        self.connections += 1
        return SMTP(
            self,
            loop=self._loop,
            hostname="mail.school.example",
            tls_context=self._starttls,
            require_starttls=self._starttls is not None,
            auth_require_tls=self._starttls is not None,
            auth_required=self._starttls is not None and bool(self._password or self._token),
            auth_exclude_mechanism=[] if self._token else ["XOAUTH2"],
            authenticator=self._authenticate,
        )

    def _authenticate(self, _server: Any, session: Session, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        session.entered = data.login.decode()
        return AuthResult(success=(data.login.decode(), data.password.decode()) == self._password, handled=False)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 -- aiosmtpd's name
        """Take the token in the first words; a wrong one is answered with a challenge, then refused."""
        user, token = self._token or ("", "")
        given = b64decode(args[1]).decode()
        if given == f"user={user}\1auth=Bearer {token}\1\1":
            server.session.entered = user
            return AuthResult(success=True, handled=False)
        await server.challenge_auth(b'{"status":"400"}', log_client_response=False)
        return AuthResult(success=False, handled=False)

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the letter."""
        self._delivered.append(
            Delivered(
                self.connections,
                getattr(session, "entered", None),
                session.ssl is not None or self._tls is not None,
                envelope.mail_from or "",
                tuple(envelope.rcpt_tos),
                envelope.original_content or b"",
            )
        )
        return "250 2.0.0 Ok"


@dataclass
class ScriptedServer:
    """Answers each command from a table; `CLOSE` drops the connection there, `HANG` never answers, `SLOW` before an
    answer gives it late.

    A tuple gives the answers of one connection after another.
    """

    script: Mapping[str, bytes | tuple[bytes, ...]] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                talk, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with talk, talk.makefile("rb") as lines, contextlib.suppress(OSError):
                if self._answer(talk, "greeting"):
                    self._talk(talk, lines)

    def _talk(self, talk: socket.socket, lines: Any) -> None:
        while line := lines.readline():
            verb = line.split()[0].decode("latin-1").upper() if line.split() else ""
            self.commands.append(verb)
            if not self._answer(talk, verb) or verb == "QUIT":
                return
            if verb == "DATA" and self._said("DATA").startswith(b"354"):
                if self._said("body") == CLOSE:
                    lines.read(65536)
                    talk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                letter = b""
                while (row := lines.readline()) not in {b".\r\n", b""}:
                    letter += row
                self.letters.append(letter)
                if not self._answer(talk, "letter"):
                    return

    def _said(self, step: str) -> bytes:
        answer = self.script.get(step, USUAL.get(step, b"500 5.5.1 What?"))
        if isinstance(answer, tuple):
            return answer[min(self.connections, len(answer)) - 1]
        return answer

    def _answer(self, talk: socket.socket, step: str) -> bool:
        answer = self._said(step)
        if answer == HANG:
            self._stopped.wait(20)
        if answer in {HANG, CLOSE}:
            return False
        if answer.startswith(SLOW):
            self._stopped.wait(0.6)
        talk.sendall(answer.removeprefix(SLOW) + b"\r\n")
        return True
