"""HTTP: bytes in, bytes out; gzip, keep-alive, dropped connections."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from .answers import Answer, GoneError, written
from .calls import Question
from .counting import Call
from .errors import invalid
from .formulas.calculating import renew
from .misfortunes import kind_of

if TYPE_CHECKING:
    from .server import Server

SMALL = 200


class Handler(BaseHTTPRequestHandler):
    """Serves one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "ESF"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    world_server: Server

    def setup(self) -> None:
        """Remember the connection, so that the server's end can close it."""
        super().setup()
        self.world_server.connections.add(self.connection)

    def finish(self) -> None:
        """Forget the connection."""
        self.world_server.connections.discard(self.connection)
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Keep silent; the ledger counts."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no HTTP call that anybody here answers; it is the caller's fault, never ours."""
        super().send_error({501: 405, 505: 400}.get(code, code), message, explain)

    def do_GET(self) -> None:
        """Serve any verb."""
        started = time.monotonic()
        question = Question(self.command, self.path, self.headers, b"")
        try:
            question.body = self._body()
            answer = self.world_server.desk.reply(question)
        except (ValueError, EOFError, zlib.error, gzip.BadGzipFile) as error:
            answer = Answer(400, written(invalid(f"Malformed request body: {error}").body(), True))
            self.close_connection = True
        except GoneError:
            self._note(question, started, 0, 0)
            self._cut()
            return
        except OSError:
            self.close_connection = True
            return
        content, packed = self._packed(answer)
        self._note(question, started, answer.code, len(content))
        self._send(answer, content, packed)
        self._settle(question)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = do_GET  # noqa: N815

    def _settle(self, question: Question) -> None:
        """Work formulas out after a write was answered, so that the next read does not wait for them."""
        world, spreadsheet = self.world_server.world, question.said["spreadsheet"]
        if kind_of(question.said["method"] or "drive.") != "write" or not spreadsheet:
            return
        with world.lock:
            file = world.files.get(spreadsheet)
            if file and file.book:
                renew(file.book, world.locale_now(file.book))

    def _note(self, question: Question, started: float, code: int, sent: int) -> None:
        if question.said["method"]:
            seconds = round(time.monotonic() - started, 4)
            received = int(self.headers.get("Content-Length") or len(question.body))
            about = question.said["method"], question.said["who"], question.said["spreadsheet"]
            self.world_server.ledger.note(Call(*about, code, received, sent, seconds))

    def _body(self) -> bytes:
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            parts = []
            while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            data = b"".join(parts)
        else:
            data = self.rfile.read(max(int(self.headers.get("Content-Length") or 0), 0))
        return gzip.decompress(data) if self.headers.get("Content-Encoding") == "gzip" else data

    def _packed(self, answer: Answer) -> tuple[bytes, bool]:
        """Give the bytes that go over the wire, and whether they are gzipped."""
        if len(answer.content) > SMALL and "gzip" in (self.headers.get("Accept-Encoding") or ""):
            return gzip.compress(answer.content, 1), True
        return answer.content, False

    def _send(self, answer: Answer, content: bytes, packed: bool) -> None:
        self.send_response(answer.code)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Vary", "Origin, X-Origin, Referer")
        self.send_header("Cache-Control", "private")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        try:
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            self.wfile.flush()
        except OSError:
            self.close_connection = True

    def _cut(self) -> None:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            self.close_connection = True
