"""The server: `python -m tests.google.server --port N`, or `with Server() as server:` in tests."""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from types import TracebackType
from typing import Any

from .calls import Desk
from .control import Control
from .counting import Ledger
from .drive_api import DriveApi
from .errors import invalid
from .identity import DEFAULT_TOKENS, make_identity
from .misfortunes import Misfortunes
from .model import Book
from .people import act
from .sheets_api import SheetsApi
from .wire import Handler
from .world import File, World, utc_now

Json = dict[str, Any]


class QuietServer(ThreadingHTTPServer):
    """Serves many connections at once; a client that goes away is no news."""

    request_queue_size = 128
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of our own errors only."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Server:
    """Google Sheets and Drive on 127.0.0.1; port 0 chooses a free one.

    `verify` holds every answer against the published schemas; a fault is raised when the server is left. A `world` is
    what another server left behind.
    """

    def __init__(
        self, port: int = 0, *, verify: bool = True, anyone: str | None = None, world: World | None = None
    ) -> None:
        self.world = world or World()
        self.sheets, self.drive = SheetsApi(self.world), DriveApi(self.world)
        self.misfortunes, self.ledger, self.verify = Misfortunes(), Ledger(), verify
        self.control, self.desk = Control(self), Desk(self)
        self.connections: set[socket.socket] = set()
        if anyone:
            self.world.identities.anyone = make_identity(anyone)
        handler = type("BoundHandler", (Handler,), {"world_server": self})
        self.http = QuietServer(("127.0.0.1", port), handler)
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        """Give the port in use."""
        return int(self.http.server_address[1])

    @property
    def address(self) -> str:
        """Give the address to which both APIs' paths are added."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Server:
        """Begin to serve."""
        self.thread.start()
        return self

    def stop(self) -> None:
        """Close every connection and wait for the threads to end."""
        self.misfortunes.stopped.set()
        self.http.shutdown()
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.http.server_close()
        self.thread.join()

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        if error is None and self.world.faults:
            raise AssertionError("the server was at fault:\n" + "\n".join(self.world.faults[:10]))

    def file(self, file_id: str) -> File:
        """Find a spreadsheet by id, or by name, or the only one when no id is given."""
        files = [one for one in self.world.files.values() if one.book]
        chosen = [one for one in files if file_id in (one.id, one.name)] or (files if not file_id else [])
        if len(chosen) != 1:
            raise invalid(f"No such spreadsheet: {file_id}")
        return chosen[0]

    def version(self, spreadsheet: str) -> Book:
        """A spreadsheet as its history keeps it."""
        with self.world.lock:
            return self._book(spreadsheet).clone()

    def restore(self, spreadsheet: str, version: Book) -> None:
        """Put a version back: all tabs, hidden ones too."""
        again = version.clone()
        again.calc, again.stale = None, True
        with self.world.lock:
            self._book(spreadsheet).adopt(again)

    def _book(self, spreadsheet: str) -> Book:
        book = self.file(spreadsheet).book
        assert book is not None
        return book

    def edit(self, spreadsheet_id: str, action: str, **about: Any) -> Json:
        """Let a person edit now; `who` is an address, the owner's by default."""
        step = {"action": action, **about}
        if "who" in step:
            step["as"] = step.pop("who")
        with self.world.lock:
            return act(self.sheets, self.file(spreadsheet_id), step)

    def seen(self, spreadsheet: str, tab: str) -> list[list[str]]:
        """Give a tab as its owner sees it now: rows of texts; no call is counted."""
        file, area = self.file(spreadsheet), {"spreadsheetId": spreadsheet, "range": f"'{tab}'"}
        with self.world.lock:
            answer = self.sheets.call("spreadsheets.values.get", file.owner, area, {})
        return list(answer.get("values", ()))

    def set_quota(self, per_user: int | None, per_project: int | None) -> None:
        """Limit calls a minute; Google's own limits are 60 and 300."""
        self.world.quota.per_user, self.world.quota.per_project = per_user, per_project

    def set_clock(self, moment: datetime | None) -> None:
        """Stop the clock, or let it go."""
        if moment is None:
            self.world.clock = utc_now
        else:
            fixed = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            self.world.clock = lambda: fixed

    def token(self, email: str) -> str:
        """Give a token that means an address."""
        return f"identity:{email}"

    def service_account(self, email: str, private_key: str) -> Json:
        """Give the contents of a service account's key file whose tokens come from this server."""
        return {
            "type": "service_account", "project_id": "vekha", "private_key_id": "1", "private_key": private_key,
            "client_email": email, "client_id": "1", "token_uri": f"{self.address}/token",
        }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; print one line of JSON with the address and the tokens."""
    parser = argparse.ArgumentParser(prog="python -m tests.google.server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 chooses a free port")
    parser.add_argument("--anyone", metavar="EMAIL", help="whom an unknown token means; otherwise it is refused")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="added to every call")
    parser.add_argument("--quota", action="store_true", help="60 reads and writes a minute for a user, 300 a project")
    parser.add_argument("--no-verify", action="store_true", help="do not hold answers against the schemas")
    chosen = parser.parse_args(arguments)
    server = Server(chosen.port, verify=not chosen.no_verify, anyone=chosen.anyone)
    server.misfortunes.latency_seconds = chosen.latency
    if chosen.quota:
        server.set_quota(60, 300)
    print(json.dumps({"address": server.address, "tokens": DEFAULT_TOKENS}), flush=True)
    try:
        server.http.serve_forever(0.05)
    except KeyboardInterrupt:
        server.misfortunes.stopped.set()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
