"""What other people's clients do beyond gspread: batches, accounts, odd HTTP."""

from __future__ import annotations

import http.client
import json
from typing import Any

from .clients import Client, google_client
from .conftest import OWNER, make_book
from .server import Server


def test_google_s_own_client_sends_many_calls_in_one_batch(server: Server, owner: Client):
    """Each is answered under its own name; one that is refused does not stop the others."""
    service = google_client(server, "sheets", "v4", OWNER)
    book, answers = make_book(owner), {}
    batch = service.new_batch_http_request(lambda name, answer, error: answers.update({name: (answer, error)}))
    batch._batch_uri = f"{server.address}/batch"
    values = service.spreadsheets().values()
    body = {"values": [["ё", 1]]}
    batch.add(values.update(spreadsheetId=book, range="A1", valueInputOption="RAW", body=body), request_id="write")
    batch.add(values.get(spreadsheetId=book, range="A1:B1"), request_id="read")
    batch.add(values.get(spreadsheetId=book, range="Nowhere!A1"), request_id="lost")
    batch.execute()
    service.close()
    assert answers["write"][0]["updatedCells"] == 2
    assert answers["read"][0]["values"] == [["ё", "1"]]
    assert "Unable to parse range: Nowhere!A1" in str(answers["lost"][1])


def test_an_account_can_ask_who_it_is(owner: Client):
    """As gspread-pandas does."""
    code, answer = owner.call("GET", "/userinfo/v2/me")
    assert (code, answer["email"]) == (200, OWNER)


def test_everybody_has_a_root_folder(owner: Client):
    """New files lie in it, under its own id."""
    _, root = owner.call("GET", "/drive/v3/files/root", fields="id,name,mimeType")
    assert (root["name"], root["mimeType"]) == ("My Drive", "application/vnd.google-apps.folder")
    assert owner.call("GET", f"/drive/v3/files/{make_book(owner)}", fields="parents")[1] == {"parents": [root["id"]]}


def test_broken_http_is_the_caller_s_fault(server: Server, owner: Client):
    """Never a 5xx: bodies that are not what they say, unknown verbs, batches without parts."""
    book = make_book(owner)
    address = f"/v4/spreadsheets/{book}:batchUpdate"
    token = {"Authorization": f"Bearer {server.token(OWNER)}"}
    deep = "[" * 100_000
    cases: list[tuple[str, str, Any, dict[str, str]]] = [
        ("POST", address, b"not gzip", {"Content-Encoding": "gzip"}),
        ("POST", address, b"\xff\xfe{", {}),
        ("POST", address, deep.encode(), {}),
        ("POST", address, json.dumps({"requests": "x"}).encode(), {}),
        ("POST", "/batch", b"nothing", {"Content-Type": "multipart/mixed; boundary=x"}),
        ("POST", "/batch", b"--x\r\n\r\nGET\r\n--x--", {"Content-Type": "multipart/mixed; boundary=x"}),
        ("FOO", address, b"", {}),
        ("OPTIONS", address, b"", {}),
        ("HEAD", f"/v4/spreadsheets/{book}", b"", {}),
        ("GET", "/v4/spreadsheets/%ff%fe/values/%00", b"", {}),
        ("POST", f"/v4/spreadsheets/{book}/sheets/x:copyTo", b"{}", {}),
    ]
    codes = []
    for verb, path, body, headers in cases:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        connection.request(verb, path, body, token | headers)
        with connection.getresponse() as answer:
            codes.append(answer.status)
        connection.close()
    assert codes == [400, 400, 400, 400, 400, 400, 405, 404, 404, 404, 400]
