"""One server for all tests, a spreadsheet of its own for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .clients import Client
from .server import Server

OWNER, TEACHER, VOTER, STRANGER = "owner@a.example", "teacher@b.example", "voter@c.example", "stranger@d.example"


@pytest.fixture(scope="session")
def shared_server() -> Iterator[Server]:
    """A server that is at fault if any of its answers does not fit the published schemas."""
    with Server() as server:
        yield server


@pytest.fixture
def server(shared_server: Server) -> Iterator[Server]:
    """The shared server; every misfortune ends with the test."""
    yield shared_server
    shared_server.misfortunes.clear()
    shared_server.set_quota(None, None)
    shared_server.set_clock(None)
    shared_server.world.quota.calls.clear()


@pytest.fixture
def client(server: Server) -> Iterator[Callable[[str], Client]]:
    """Make clients by address."""
    made: dict[str, Client] = {}

    def make(email: str) -> Client:
        return made.setdefault(email, Client(server, email))

    yield make
    for one in made.values():
        one.close()


@pytest.fixture
def owner(client: Callable[[str], Client]) -> Client:
    """The owner's client."""
    return client(OWNER)


@pytest.fixture
def book(owner: Client) -> str:
    """A new spreadsheet's id: one tab of 20 rows and 8 columns, en_US."""
    return make_book(owner)


def make_book(owner: Client, locale: str = "en_US", **more: Any) -> str:
    """Create a spreadsheet with one tab «Tab»."""
    sheet = {"properties": {"sheetId": 0, "title": "Tab", "gridProperties": {"rowCount": 20, "columnCount": 8}}} | more
    body = {"properties": {"title": "Board", "locale": locale}, "sheets": [sheet]}
    code, answer = owner.call("POST", "/v4/spreadsheets", body)
    assert code == 200, answer
    return str(answer["spreadsheetId"])


def share(owner: Client, book: str, *emails: str, role: str = "writer") -> None:
    """Share a spreadsheet."""
    for email in emails:
        body = {"type": "user", "role": role, "emailAddress": email}
        assert owner.call("POST", f"/drive/v3/files/{book}/permissions", body)[0] == 200
