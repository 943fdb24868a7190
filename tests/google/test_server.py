"""The process itself: how it is started, and that bad HTTP does not harm it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from .clients import Client
from .conftest import OWNER
from .server import Server

ROOT = Path(__file__).parents[2]


def test_it_starts_as_a_module_and_says_where_it_is():
    """One line of JSON, then it serves; --anyone lets any token in."""
    command = [sys.executable, "-W", "error", "-m", "tests.google.server", "--port", "0", "--anyone", "a@x.example"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = json.loads(process.stdout.readline())
            assert said["tokens"]["owner"] == "owner@school.example"
            headers = {"Authorization": "Bearer whatever"}
            answer = requests.post(f"{said['address']}/v4/spreadsheets", json={}, headers=headers, timeout=5)
            assert (answer.status_code, answer.json()["sheets"][0]["properties"]["title"]) == (200, "Sheet1")
            answer = requests.get(f"{said['address']}/drive/v3/about?fields=user", headers=headers, timeout=5)
            assert answer.json()["user"]["emailAddress"] == "a@x.example"
        finally:
            process.terminate()


@pytest.mark.parametrize(
    ("verb", "path", "data", "code"),
    [
        ("POST", "/v4/spreadsheets/{book}:batchUpdate", b"nonsense", 400),
        ("POST", "/v4/spreadsheets/{book}:batchUpdate", b"[]", 400),
        ("POST", "/v4/spreadsheets/{book}:batchUpdate", b'{"requests": 5}', 400),
        ("POST", "/v4/spreadsheets/{book}:batchUpdate", b"\xff\xfe", 400),
        ("POST", "/v4/spreadsheets/{book}:batchUpdate", b"", 400),
        ("GET", "/v4/spreadsheets/{book}?includeGridData=perhaps", b"", 400),
        ("GET", "/v4/spreadsheets/{book}?nothing=1", b"", 400),
        ("GET", "/v4/spreadsheets/{book}?fields=sheets(properties", b"", 400),
        ("GET", "/v4/spreadsheets/{book}/values/", b"", 404),
        ("GET", "/v4/nothing", b"", 404),
        ("PATCH", "/v4/spreadsheets/{book}", b"", 404),
        ("GET", "/drive/v3/files/{book}/revisions", b"", 400),
        ("GET", "/drive/v3/files?q=nonsense%20here", b"", 400),
        ("GET", "/", b"", 404),
    ],
)
def test_bad_http_is_refused_and_harms_nothing(server: Server, owner: Client, book: str, *, verb, path, data, code):
    """4xx, and the next call on the same connection is fine."""
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {server.token(OWNER)}"
        answer = session.request(verb, server.address + path.format(book=book), data=data, timeout=5)
        assert answer.status_code == code, answer.text
        assert session.get(f"{server.address}/v4/spreadsheets/{book}", timeout=5).status_code == 200
    assert server.world.faults == []
