"""HTTP: bytes in, bytes out; gzip, keep-alive, dropped connections."""

from __future__ import annotations

import gzip
import json
import re
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from .counting import Call
from .errors import ApiError, invalid
from .formulas.calculating import renew
from .identity import Identity
from .masks import apply, check, parse
from .misfortunes import HTML_502, Misfortune, kind_of, refusal
from .people import act
from .schemas import Method, find_method, read_parameters, schemas

if TYPE_CHECKING:
    from .server import Server

Json = dict[str, Any]
UPLOAD = re.compile(r"/upload/drive/v2/files/([^/]+)")
SMALL = 200


class GoneError(Exception):
    """The connection is cut without an answer."""


@dataclass
class Answer:
    """What goes back: a status, a kind of content and its bytes."""

    code: int
    content: bytes = b""
    kind: str = "application/json; charset=UTF-8"


@dataclass
class Asked:
    """One call understood: the method, what its address and query hold, who calls."""

    method: Method
    parameters: Json
    who: Identity
    body: bytes

    @property
    def spreadsheet(self) -> str:
        """Give the file the call is about."""
        return str(self.parameters.get("spreadsheetId") or self.parameters.get("fileId") or "")


def written(value: Any, pretty: bool) -> bytes:
    """Give JSON as Google writes it: indented by two unless told otherwise."""
    if pretty:
        return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass")
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


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

    def do_GET(self) -> None:
        """Serve any verb."""
        started = time.monotonic()
        body = self._body()
        self.said: dict[str, Any] = {"method": "", "who": "", "spreadsheet": ""}
        try:
            answer = self._answer(body)
        except _HtmlError:
            answer = html_answer()
        except ApiError as error:
            shaped = error.for_drive() if "/drive/" in self.path else error
            answer = Answer(shaped.code, written(shaped.body(), self._pretty()))
        except GoneError:
            self._note(started, body, 0, 0)
            self._cut()
            return
        except OSError:
            self.close_connection = True
            return
        except Exception as error:
            self.world_server.world.faults.append(traceback.format_exc())
            traceback.print_exc(file=sys.stderr)
            said = invalid(f"This server cannot do that: {type(error).__name__}: {error}")
            answer = Answer(400, written(said.body(), True))
        content, packed = self._packed(answer)
        self._note(started, body, answer.code, len(content))
        self._send(answer, content, packed)
        self._settle()

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815

    def _settle(self) -> None:
        """Work formulas out after a write was answered, so that the next read does not wait for them."""
        world, spreadsheet = self.world_server.world, self.said["spreadsheet"]
        if kind_of(self.said["method"] or "drive.") != "write" or not spreadsheet:
            return
        with world.lock:
            file = world.files.get(spreadsheet)
            if file and file.book:
                renew(file.book, world.locale_now(file.book))

    def _note(self, started: float, body: bytes, code: int, sent: int) -> None:
        if self.said["method"]:
            seconds = round(time.monotonic() - started, 4)
            self.world_server.ledger.note(
                Call(self.said["method"], self.said["who"], self.said["spreadsheet"], code, len(body), sent, seconds)
            )

    def _body(self) -> bytes:
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            parts = []
            while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            data = b"".join(parts)
        else:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return gzip.decompress(data) if self.headers.get("Content-Encoding") == "gzip" else data

    def _query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    def _overridden(self, body: bytes) -> bytes:
        """Let a POST be what its header says: long GETs carry their query in the body."""
        verb = (self.headers.get("X-HTTP-Method-Override") or "").upper()
        if self.command != "POST" or not verb:
            return body
        self.command = verb
        if (self.headers.get("Content-Type") or "").startswith("application/x-www-form-urlencoded"):
            self.path += ("&" if "?" in self.path else "?") + body.decode()
            return b""
        return body

    def _pretty(self) -> bool:
        return self._query().get("prettyPrint", self._query().get("pp", ["true"]))[-1].lower() not in ("false", "0")

    def _answer(self, body: bytes) -> Answer:
        body = self._overridden(body)
        path = urlsplit(self.path).path.replace("/:", ":").rstrip("/")
        if path.startswith("/__control__"):
            return Answer(200, written(self.world_server.control.handle(self.command, path, _json(body)), True))
        if path in ("/token", "/oauth2/token", "/oauth2/v4/token"):
            form = parse_qs(body.decode())
            given = {name: values[0] for name, values in form.items()}
            result = self.world_server.world.identities.exchange(given)
            return Answer(400 if "error" in result else 200, written(result, True))
        discovery = self._discovery(path)
        if discovery is not None:
            return Answer(200, written(discovery, True))
        query = self._query()
        identities = self.world_server.world.identities
        upload = UPLOAD.fullmatch(path)
        if upload:
            who = identities.who(self.headers.get("Authorization"), query.get("access_token", [""])[-1])
            with self.world_server.world.lock:
                found = self.world_server.drive.import_csv(who, unquote(upload[1]), body)
            return Answer(200, written(found, self._pretty()))
        found_method = find_method(self.command, path)
        if found_method is None:
            return Answer(404, _NO_PAGE % path.encode(), "text/html; charset=UTF-8")
        method, names = found_method
        who = identities.who(self.headers.get("Authorization"), query.get("access_token", [""])[-1])
        self.said |= {"method": method.name, "who": who.email}
        asked = Asked(method, names | read_parameters(method, query) | names, who, body)
        self.said["spreadsheet"] = asked.spreadsheet
        return self._serve(asked)

    def _discovery(self, path: str) -> Json | None:
        known = {"/$discovery/rest": "sheets", "/discovery/v1/apis/sheets/v4/rest": "sheets",
                 "/discovery/v1/apis/drive/v3/rest": "drive"}  # fmt: skip
        if path not in known or self.command != "GET":
            return None
        base = self.world_server.address + "/"
        document: Json = schemas(known[path]).document
        return document | {"rootUrl": base, "baseUrl": base + document["servicePath"], "mtlsRootUrl": base}

    def _serve(self, asked: Asked) -> Answer:
        server = self.world_server
        rules = server.misfortunes.strike(asked.method.name, asked.who.email, asked.spreadsheet)
        server.misfortunes.wait(server.misfortunes.latency_seconds)
        early = [rule for rule in rules if rule.when == "before" and rule.kind != "lose"]
        late = [rule for rule in rules if rule.when == "after" or rule.kind == "lose"]
        self._suffer(early, asked)
        with server.world.lock:
            if asked.method.api == "sheets":
                server.world.quota.spend(asked.who, kind_of(asked.method.name))
            answer = self._work(asked)
        self._suffer(late, asked)
        return answer

    def _suffer(self, rules: list[Misfortune], asked: Asked) -> None:
        """Let misfortunes happen; those that end the call raise."""
        server = self.world_server
        for rule in rules:
            if rule.kind == "slow":
                server.misfortunes.wait(rule.seconds)
            elif rule.kind == "edit":
                with server.world.lock:
                    for step in rule.edits:
                        self._let_edit(step, asked)
            elif rule.kind == "answer":
                raise refusal(rule, asked.who, asked.method.name)
            elif rule.kind == "html":
                raise _HtmlError
            elif rule.kind == "hang":
                server.misfortunes.wait(rule.seconds or 3600)
                raise GoneError
            else:
                raise GoneError

    def _let_edit(self, step: Json, asked: Asked) -> None:
        """Let a person edit; what is refused to the person is not the caller's trouble."""
        try:
            act(self.world_server.sheets, self.world_server.file(step.get("spreadsheetId") or asked.spreadsheet), step)
        except ApiError as error:
            self.world_server.misfortunes.refused.append(f"{step.get('action')}: {error.message}")

    def _work(self, asked: Asked) -> Answer:
        """Do what a call asks."""
        method, published = asked.method, schemas(asked.method.api)
        body = _json(asked.body)
        if method.request and body is not None:
            body = published.clean(method.request, body)
        fields = asked.parameters.get("fields")
        if method.api == "drive":
            return self._drive(asked, body or {})
        mask = parse(fields) if fields else None
        if mask is not None and method.response:
            check(mask, published, method.response)
        result = self.world_server.sheets.call(method.name, asked.who, asked.parameters, body or {})
        if mask is not None:
            result = apply(mask, result)
        self._verify(method, result)
        return Answer(200, written(result, self._pretty()))

    def _drive(self, asked: Asked, body: Json) -> Answer:
        result = self.world_server.drive.call(asked.method.name, asked.who, asked.parameters, body)
        if result is None:
            return Answer(204, b"", "text/html")
        if isinstance(result, tuple):
            return Answer(200, result[1], result[0])
        self._verify(asked.method, result)
        return Answer(200, written(result, self._pretty()))

    def _verify(self, method: Method, result: Json) -> None:
        """Hold our own answers against the published schemas."""
        if self.world_server.verify and method.response:
            found = schemas(method.api).faults(method.response, result)
            self.world_server.world.faults += [f"{method.name}: {one}" for one in found]

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
        self.end_headers()
        try:
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


_NO_PAGE = (
    b"<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n"
    b"  <p><b>404.</b> <ins>That\xe2\x80\x99s an error.</ins>\n  <p>The requested URL <code>%s</code> was not found.\n"
)


class _HtmlError(ApiError):
    """A page of HTML where JSON was expected."""

    def __init__(self) -> None:
        super().__init__(502, "", "")


def html_answer() -> Answer:
    """Give the page that a broken front end sends."""
    return Answer(502, HTML_502.encode(), "text/html; charset=UTF-8")


def _json(body: bytes) -> Any:
    if not body.strip():
        return None
    try:
        found = json.loads(body)
    except ValueError as error:
        text = "Invalid JSON payload received. Unexpected token.\n" + body[:80].decode("utf-8", "replace")
        raise invalid(text) from error
    if not isinstance(found, dict):
        raise invalid("Invalid JSON payload received. Unknown name \"\": Root element must be a message.")
    return found
