"""Misfortunes on order: each of them, and what is left of the call afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google.oauth2 import service_account

from .clients import Client, error
from .conftest import OWNER, TEACHER, VOTER, make_book, share
from .misfortunes import KINDS
from .people import ACTIONS
from .server import Server, main


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"kind": "answer", "code": 500}, error(500, "Internal error encountered.", "INTERNAL")),
        ({"kind": "answer", "code": 503}, error(503, "The service is currently unavailable.", "UNAVAILABLE")),
        ({"kind": "answer", "code": 403}, error(403, "The caller does not have permission", "PERMISSION_DENIED")),
    ],
)
def test_a_refusal_comes_as_often_as_ordered_and_applies_nothing(server, owner: Client, book, about, expected):
    """The first write passes, the next two fail, then all is well."""
    server.misfortunes.add(**about, method="write", spreadsheet=book, skip=1, times=2)
    codes = [owner.put(book, f"A{n}", [["x"]])[0] for n in range(1, 5)]
    assert codes == [200, expected[0], expected[0], 200]
    assert owner.values(book, "A1:A4") == [["x"], [], [], ["x"]]
    server.misfortunes.add(**about, method="spreadsheets.values.update", who=OWNER)
    assert owner.put(book, "A1", [["y"]]) == expected


@pytest.mark.parametrize(("scope", "limit"), [("user", "per minute per user"), ("project", "per minute")])
def test_429_names_the_quota(server: Server, owner: Client, book: str, scope: str, limit: str):
    """Reads and writes are counted apart."""
    server.misfortunes.add("answer", code=429, scope=scope)
    code, answer = owner.call("GET", f"/v4/spreadsheets/{book}")
    assert (code, answer["error"]["status"], answer["error"]["message"]) == (429, "RESOURCE_EXHAUSTED", (
        f"Quota exceeded for quota metric 'Read requests' and limit 'Read requests {limit}' of service "
        "'sheets.googleapis.com' for consumer 'project_number:440000000001'."))  # fmt: skip


def test_a_real_quota_counts_the_last_minute(server: Server, client, owner: Client, book: str):
    """Two reads for each user, three for the project; writes have their own count."""
    share(owner, book, TEACHER, VOTER)
    server.set_quota(2, 3)

    def read(who: str) -> int:
        return client(who).call("GET", f"/v4/spreadsheets/{book}")[0]

    assert [read(OWNER), read(OWNER), read(OWNER), read(TEACHER), read(TEACHER), read(VOTER)] == [
        200, 200, 429, 200, 429, 429]  # fmt: skip
    assert owner.put(book, "A1", [["x"]])[0] == 200


def test_a_page_of_html_may_come_instead_of_json(server: Server, owner: Client, book: str):
    """502 from a front end."""
    server.misfortunes.add("html")
    answer = owner.session.get(f"{owner.address}/v4/spreadsheets/{book}")
    assert (answer.status_code, answer.headers["Content-Type"], answer.text[:15]) == (
        502, "text/html; charset=UTF-8", "<!DOCTYPE html>")  # fmt: skip


@pytest.mark.parametrize(("kind", "written"), [("drop", []), ("lose", [["x"]])])
def test_a_connection_breaks_before_or_after_the_work(server, owner: Client, book: str, kind: str, written):
    """A lost answer is the worst: the client cannot know."""
    server.misfortunes.add(kind, method="write")
    with pytest.raises(requests.ConnectionError):
        owner.put(book, "A1", [["x"]])
    assert owner.values(book, "A1") == written


def test_an_error_may_come_after_the_work_is_done(server: Server, owner: Client, book: str):
    """503, and yet it is written."""
    server.misfortunes.add("answer", code=503, when="after", method="write")
    assert owner.put(book, "A1", [["x"]])[0] == 503
    assert owner.values(book, "A1") == [["x"]]


def test_a_hang_lasts_until_the_client_gives_up(server: Server, owner: Client, book: str):
    """Nothing comes back; other callers are served meanwhile."""
    server.misfortunes.add("hang", method="spreadsheets.get", seconds=1.0)
    failed: list[Exception] = []

    def wait() -> None:
        try:
            requests.get(f"{owner.address}/v4/spreadsheets/{book}", timeout=0.3,
                         headers={"Authorization": f"Bearer {server.token(OWNER)}"})  # fmt: skip
        except requests.RequestException as error:
            failed.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert owner.values(book, "A1") == []
    waiting.join()
    assert isinstance(failed[0], requests.Timeout)


def test_a_person_edits_between_a_read_and_a_write(server: Server, owner: Client, book: str):
    """The engine's write meets a sheet that is no longer the one it read."""
    owner.put(book, "A1", [["1.1"], ["1.2"], ["1.3"]])
    edits = [{"action": "delete_row", "row": 1}, {"action": "type", "range": "B1", "values": [["mark"]]}]
    server.misfortunes.add("edit", method="write", edits=edits)
    assert owner.values(book, "A1:B3") == [["1.1"], ["1.2"], ["1.3"]]
    owner.put(book, "C1", [["status"]])
    assert owner.values(book, "A1:C3") == [["1.2", "mark", "status"], ["1.3"]]


def test_an_edit_refused_to_a_person_does_not_disturb_the_caller(server: Server, owner: Client, book: str):
    """It is only noted."""
    server.misfortunes.refused.clear()
    server.misfortunes.add("edit", edits=[{"action": "delete_row", "row": 99}])
    assert owner.put(book, "A1", [["x"]])[0] == 200
    assert [one.partition(":")[0] for one in server.misfortunes.refused] == ["delete_row"]


ROWS = [["b"], ["a"], ["c"]]


@pytest.mark.parametrize(
    ("action", "about", "left"),
    [
        ("sort", {"first_row": 1}, [["a"], ["b"], ["c"]]),
        ("sort", {"first_row": 2, "descending": True}, [["b"], ["c"], ["a"]]),
        ("insert_row", {"row": 2}, [["b"], [], ["a"], ["c"]]),
        ("delete_row", {"row": 2}, [["b"], ["c"]]),
        ("cut_row", {"row": 1, "to": 5}, [[], ["a"], ["c"], [], ["b"]]),
        ("move_row", {"row": 3, "to": 1}, [["c"], ["b"], ["a"]]),
        ("duplicate_row", {"row": 1}, [["b"], ["b"], ["a"], ["c"]]),
        ("insert_column", {"column": 1}, [["", "b"], ["", "a"], ["", "c"]]),
        ("delete_column", {"column": 1}, []),
        ("big_cell", {"range": "A1", "length": 50_000}, [["я" * 50_000], ["a"], ["c"]]),
        ("block_spill", {"range": "Tab!A2", "text": "!"}, [["b"], ["!"], ["c"]]),
        ("clear", {"range": "A1:A2"}, [[], [], ["c"]]),
        ("type", {"range": "A1", "values": [["=1+1"]]}, [["2"], ["a"], ["c"]]),
    ],
)
def test_what_a_person_does_to_rows(server: Server, owner: Client, book: str, *, action: str, about, left):
    """One step each."""
    owner.put(book, "A1", ROWS)
    server.edit(book, action, **about)
    assert owner.values(book, "Tab") == left


def test_what_a_person_does_to_the_whole_board(server: Server, owner: Client):
    """Tabs, protections, locale; also as somebody who may not."""
    book = make_book(owner)
    share(owner, book, TEACHER)
    owner.batch(book, {"addSheet": {"properties": {"title": "Two"}}}, {"addProtectedRange": {"protectedRange": {
        "protectedRangeId": 4, "description": "votes", "range": {"endColumnIndex": 1},
        "editors": {"users": [OWNER], "domainUsersCanEdit": False}}}})  # fmt: skip
    with pytest.raises(Exception, match="protected cell"):
        server.edit(book, "type", range="A1", values=[["x"]], who=TEACHER)
    server.edit(book, "widen_protection", description="votes", users=[TEACHER])
    server.edit(book, "type", range="A1", values=[["x"]], who=TEACHER)
    server.edit(book, "remove_protection", id=4)
    server.edit(book, "rename_tab", sheet="Two", title="Три")
    server.edit(book, "delete_tab", sheet="Tab")
    server.edit(book, "set_locale", locale="de_DE")
    answer = owner.get(book, fields="properties.locale,sheets(properties.title,protectedRanges)")
    assert answer == {"properties": {"locale": "de_DE"}, "sheets": [{"properties": {"title": "Три"}}]}


@pytest.fixture
def alone() -> Iterator[Server]:
    """A server that nobody's late call reaches: whoever gave up waiting for an answer is still counted."""
    with Server() as server:
        yield server


def test_the_control_endpoint_does_the_same_over_http(alone: Server, request: pytest.FixtureRequest):
    """Identities, misfortunes, quota, latency, clock, edits, counters."""
    server, owner = alone, Client(alone, OWNER)
    request.addfinalizer(owner.close)
    book = make_book(owner)

    def control(verb: str, name: str, body: dict | None = None) -> dict:
        answer = requests.request(verb, f"{server.address}/__control__/{name}", json=body, timeout=5)
        assert answer.status_code == 200, answer.text
        return answer.json()

    control("POST", "reset")
    control("POST", "identities", {"token": "secret", "email": OWNER})
    with requests.get(f"{server.address}/v4/spreadsheets/{book}", timeout=5,
                      headers={"Authorization": "Bearer secret"}) as answer:  # fmt: skip
        assert answer.status_code == 200
    rules = [{"kind": "answer", "code": 500, "spreadsheet": book}, {"kind": "slow", "seconds": 0.01}]
    assert control("POST", "misfortunes", {"seed": 7, "rules": rules}) == {"waiting": 2}
    assert owner.call("GET", f"/v4/spreadsheets/{book}")[0] == 500
    control("POST", "edit", {"spreadsheetId": book, "action": "type", "range": "A1", "values": [["hi"]]})
    assert control("POST", "clock", {"now": "2021-03-15T09:00:00+03:00"}) == {"now": "2021-03-15T09:00:00+03:00"}
    assert control("POST", "quota", {"per_user": None}) == {"per_user": None, "per_project": None}
    assert control("POST", "latency", {"seconds": 0}) == {"seconds": 0.0}
    assert owner.values(book, "A1") == [["hi"]]
    counters = control("GET", "counters")
    assert (counters["calls"], counters["by_code"], counters["by_caller"]) == (3, {"200": 2, "500": 1}, {OWNER: 3})
    assert counters["by_method"] == {"spreadsheets.get": 2, "spreadsheets.values.get": 1}
    log = control("GET", "log")["calls"]
    assert sum(one["bytes_out"] for one in log) == counters["bytes_out"] > 0
    assert control("GET", "state")["faults"] == []
    assert control("POST", "files", {"id": "my-own-id", "name": "N", "owner": OWNER, "locale": "ru_RU"}) == {
        "id": "my-own-id"}  # fmt: skip
    assert owner.get("my-own-id", fields="properties.locale") == {"properties": {"locale": "ru_RU"}}
    control("DELETE", "misfortunes")
    answer = requests.post(f"{server.address}/__control__/misfortunes", json={"kind": "rain"}, timeout=5)
    assert (answer.status_code, all(kind in answer.text for kind in KINDS)) == (400, True)
    answer = requests.post(f"{server.address}/__control__/nothing", json={}, timeout=5)
    assert answer.status_code == 404


def test_chance_is_thrown_with_the_servers_own_dice(server: Server, owner: Client, book: str):
    """The same seed brings the same luck."""

    def luck() -> list[int]:
        server.misfortunes.dice.seed(5)
        server.misfortunes.add("answer", code=500, times=0, chance=0.5)
        found = [owner.call("GET", f"/v4/spreadsheets/{book}")[0] for _ in range(12)]
        server.misfortunes.clear()
        return found

    first = luck()
    assert set(first) == {200, 500}
    assert luck() == first


def test_a_service_account_gets_its_token_here(server: Server, client):
    """google-auth signs, this server hands out; a revoked account gets nothing."""
    forms = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    key = rsa.generate_private_key(65537, 2048).private_bytes(*forms).decode()
    email = "engine@vekha.iam.gserviceaccount.com"
    credentials = service_account.Credentials.from_service_account_info(
        server.service_account(email, key), scopes=["https://www.googleapis.com/auth/spreadsheets"])  # fmt: skip
    credentials.refresh(Request())  # a session of google-auth would ask Google where the account may work
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {credentials.token}"
        made = session.post(f"{server.address}/v4/spreadsheets", json={}).json()
        owner = client(email).call("GET", f"/drive/v3/files/{made['spreadsheetId']}", fields="ownedByMe")
        assert owner == (200, {"ownedByMe": True})
        server.world.identities.revoked.add(email)
        with pytest.raises(RefreshError, match="account not found"):
            credentials.refresh(Request())
        server.world.identities.revoked.clear()


def test_the_clock_and_the_zone_decide_what_today_is(server: Server, owner: Client, book: str):
    """One o'clock at night in Moscow is still yesterday in Greenwich."""
    server.set_clock(datetime.fromisoformat("2021-03-15T01:00:00+03:00"))
    owner.put(book, "A1", [["=TODAY()"]], "USER_ENTERED")
    plain = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert owner.values(book, "A1", **plain) == [[44269]]
    owner.batch(book, {"updateSpreadsheetProperties": {"properties": {"timeZone": "Europe/Moscow"},
                                                       "fields": "timeZone"}})  # fmt: skip
    assert owner.values(book, "A1", **plain) == [[44270]]


def test_every_action_has_a_name_and_help_is_at_hand(capsys):
    """The command line explains itself."""
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--port" in capsys.readouterr().out
    assert {"sort", "insert_row", "delete_row", "cut_row", "duplicate_row", "remove_protection"} <= set(ACTIONS)
