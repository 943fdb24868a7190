"""A call understood and answered: which method it means, who asks, what goes wrong on purpose."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from .answers import Answer, GoneError, HtmlError, broken_page, missing_page, written
from .batching import BATCH, inner_calls, joined
from .errors import ApiError, invalid
from .identity import Identity
from .masks import apply, check, parse
from .methods import find_method, read_parameters
from .misfortunes import Misfortune, kind_of, refusal
from .people import act
from .schemas import Method, schemas

if TYPE_CHECKING:
    from .server import Server

Json = dict[str, Any]
UPLOAD = re.compile(r"/upload/drive/v2/files/([^/]+)")
TOKENS = ("/token", "/oauth2/token", "/oauth2/v4/token")
ACCOUNTS = ("/userinfo/v2/me", "/oauth2/v1/userinfo", "/oauth2/v2/userinfo", "/oauth2/v3/userinfo")
DOCUMENTS = {
    "/$discovery/rest": "sheets",
    "/discovery/v1/apis/sheets/v4/rest": "sheets",
    "/discovery/v1/apis/drive/v3/rest": "drive",
}


@dataclass
class Question:
    """One call as it came; `said` is filled with what is known of it."""

    verb: str
    path: str
    headers: Mapping[str, Any]
    body: bytes
    said: Json = field(default_factory=lambda: {"method": "", "who": "", "spreadsheet": ""})

    def overridden(self) -> None:
        """Let a POST be what its header says: long GETs carry their query in the body."""
        verb = (self.headers.get("X-HTTP-Method-Override") or "").upper()
        if self.verb != "POST" or not verb:
            return
        self.verb = verb
        if (self.headers.get("Content-Type") or "").startswith("application/x-www-form-urlencoded"):
            self.path += ("&" if "?" in self.path else "?") + self.body.decode(errors="replace")
            self.body = b""

    @property
    def address(self) -> str:
        """Give the path without its query."""
        return urlsplit(self.path).path.replace("/:", ":").rstrip("/")

    @property
    def query(self) -> dict[str, list[str]]:
        """Give the query's parameters."""
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    @property
    def pretty(self) -> bool:
        """Say whether the answer is to be indented."""
        return self.query.get("prettyPrint", self.query.get("pp", ["true"]))[-1].lower() not in ("false", "0")


@dataclass
class Asked:
    """One call understood: the method, what its address and query hold, who calls."""

    method: Method
    parameters: Json
    who: Identity
    body: bytes
    pretty: bool

    @property
    def spreadsheet(self) -> str:
        """Give the file the call is about."""
        return str(self.parameters.get("spreadsheetId") or self.parameters.get("fileId") or "")


class Desk:
    """Answers questions for a server."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def reply(self, question: Question) -> Answer:
        """Answer a question; raise GoneError where the connection is to break."""
        try:
            return self._answer(question)
        except HtmlError:
            return broken_page()
        except ApiError as error:
            shaped = error.for_drive() if "/drive/" in question.path else error
            return Answer(shaped.code, written(shaped.body(), question.pretty))
        except (GoneError, OSError):
            raise
        except Exception as error:
            self.server.world.faults.append(traceback.format_exc())
            traceback.print_exc(file=sys.stderr)
            said = invalid(f"This server cannot do that: {type(error).__name__}: {error}")
            return Answer(400, written(said.body(), True))

    def _answer(self, question: Question) -> Answer:
        question.overridden()
        path, verb = question.address, question.verb
        if path.startswith("/__control__"):
            return Answer(200, written(self.server.control.handle(verb, path, _json(question.body)), True))
        if path in TOKENS:
            form = parse_qs(question.body.decode(errors="replace"))
            result = self.server.world.identities.exchange({name: values[0] for name, values in form.items()})
            return Answer(400 if "error" in result else 200, written(result, True))
        if path in DOCUMENTS and verb == "GET":
            return Answer(200, written(self._discovery(DOCUMENTS[path]), True))
        if BATCH.fullmatch(path) and verb == "POST":
            return self._batch(question)
        identities = self.server.world.identities
        upload, found = UPLOAD.fullmatch(path), find_method(verb, path)
        if not upload and path not in ACCOUNTS and found is None:
            return missing_page(path)
        who = identities.who(question.headers.get("Authorization"), question.query.get("access_token", [""])[-1])
        if upload:
            with self.server.world.lock:
                filled = self.server.drive.import_csv(who, unquote(upload[1]), question.body)
            return Answer(200, written(filled, question.pretty))
        if found is None:
            about = {"id": who.permission_id, "email": who.email, "verified_email": True, "name": who.name}
            return Answer(200, written(about, question.pretty))
        method, names = found
        question.said |= {"method": method.name, "who": who.email}
        parameters = read_parameters(method, question.query | {name: [value] for name, value in names.items()})
        asked = Asked(method, parameters, who, question.body, question.pretty)
        question.said["spreadsheet"] = asked.spreadsheet
        return self._serve(asked)

    def _discovery(self, api: str) -> Json:
        base = self.server.address + "/"
        document: Json = schemas(api).document
        return document | {"rootUrl": base, "baseUrl": base + document["servicePath"], "mtlsRootUrl": base}

    def _batch(self, question: Question) -> Answer:
        """Answer many calls in one; those without a token of their own use the batch's."""
        outer = {name: question.headers[name] for name in ("Authorization",) if question.headers.get(name)}
        answers = []
        kind = question.headers.get("Content-Type") or ""
        for name, verb, address, headers, body in inner_calls(kind, question.body):
            place = urlsplit(address)
            path = place.path + (f"?{place.query}" if place.query else "")
            inner = Question(verb, path, outer | dict(headers.items()), body)
            answers.append((name, self.reply(inner)))
            question.said |= inner.said
        return joined(answers)

    def _serve(self, asked: Asked) -> Answer:
        server = self.server
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
        server = self.server
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
                raise HtmlError
            elif rule.kind == "hang":
                server.misfortunes.wait(rule.seconds or 3600)
                raise GoneError
            else:
                raise GoneError

    def _let_edit(self, step: Json, asked: Asked) -> None:
        """Let a person edit; what is refused to the person is not the caller's trouble."""
        try:
            act(self.server.sheets, self.server.file(step.get("spreadsheetId") or asked.spreadsheet), step)
        except ApiError as error:
            self.server.misfortunes.refused.append(f"{step.get('action')}: {error.message}")

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
        result = self.server.sheets.call(method.name, asked.who, asked.parameters, body or {})
        if mask is not None:
            result = apply(mask, result)
        self._verify(method, result)
        return Answer(200, written(result, asked.pretty))

    def _drive(self, asked: Asked, body: Json) -> Answer:
        result = self.server.drive.call(asked.method.name, asked.who, asked.parameters, body)
        if result is None:
            return Answer(204, b"", "text/html")
        if isinstance(result, tuple):
            return Answer(200, result[1], result[0])
        self._verify(asked.method, result)
        return Answer(200, written(result, asked.pretty))

    def _verify(self, method: Method, result: Json) -> None:
        """Hold our own answers against the published schemas."""
        if self.server.verify and method.response:
            found = schemas(method.api).faults(method.response, result)
            self.server.world.faults += [f"{method.name}: {one}" for one in found]


def _json(body: bytes) -> Any:
    if not body.strip():
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        text = "Invalid JSON payload received. Unexpected token.\n" + body[:80].decode("utf-8", "replace")
        raise invalid(text) from error
    if not isinstance(found, dict):
        raise invalid("Invalid JSON payload received. Unknown name \"\": Root element must be a message.")
    return found
