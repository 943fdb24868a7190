"""Drive: files made, found, copied, shared, watched; answers in Drive's own shape."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
import requests
from openpyxl import load_workbook

from .clients import Client, google_client
from .conftest import OWNER, STRANGER, TEACHER, VOTER, make_book, share
from .server import Server
from .world import SPREADSHEET


def drive_error(code: int, message: str, reason: str, location: str | None = None) -> tuple[int, dict]:
    """Give what a refusal of Drive looks like."""
    one = {"message": message, "domain": "global", "reason": reason}
    one |= {"location": location, "locationType": "parameter"} if location else {}
    return code, {"error": {"code": code, "message": message, "errors": [one]}}


def test_a_file_is_made_shown_and_deleted(owner: Client):
    """Recorded: four fields by default, 204 without content at the end, then 404."""
    code, made = owner.call("POST", "/drive/v3/files", {"name": "X", "mimeType": SPREADSHEET, "withLink": False},
                            supportsAllDrives=True)  # fmt: skip
    assert (code, list(made)) == (200, ["kind", "id", "name", "mimeType"])
    path = f"/drive/v3/files/{made['id']}"
    assert owner.call("GET", path) == (200, made)
    _, times = owner.call("GET", path, fields="id,name,createdTime,modifiedTime")
    assert list(times) == ["id", "name", "createdTime", "modifiedTime"]
    assert owner.call("DELETE", path) == (204, None)
    gone = drive_error(404, f"File not found: {made['id']}.", "notFound", "fileId")
    assert owner.call("GET", path) == gone
    assert owner.call("GET", f"/v4/spreadsheets/{made['id']}")[0] == 404


def test_a_bad_token_is_refused_in_drives_own_shape(server: Server):
    """With the list of errors that gspread looks into."""
    with requests.get(f"{server.address}/drive/v3/files", timeout=5, headers={"Authorization": "Bearer no"}) as answer:
        error = answer.json()["error"]
    assert (error["code"], error["status"], error["errors"][0]["reason"]) == (401, "UNAUTHENTICATED", "authError")


def test_an_unknown_field_is_refused(owner: Client, book: str):
    """In Drive's shape."""
    answer = owner.call("GET", f"/drive/v3/files/{book}", fields="nope")
    assert answer == drive_error(400, "Invalid field selection nope", "invalidParameter", "fields")


def test_a_stranger_does_not_even_see_the_file(client, book: str):
    """Drive says 404 where Sheets says 403."""
    answer = client(STRANGER).call("GET", f"/drive/v3/files/{book}")
    assert answer == drive_error(404, f"File not found: {book}.", "notFound", "fileId")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f'mimeType="{SPREADSHEET}" and name = "Needle"', True),
        ("name contains 'eed' and trashed = false", True),
        ("name = 'Other'", False),
        ("name != 'this and that' and trashed=false", True),
        ("'root' in parents", True),
        ("'me' in owners and not name = 'Needle'", False),
    ],
)
def test_files_are_found_by_a_query(client, query: str, found: bool):
    """As gspread and others ask."""
    own = client("finder@x.example")
    needle = make_book(own)
    own.call("PATCH", f"/drive/v3/files/{needle}", {"name": "Needle"})
    _, answer = own.call("GET", "/drive/v3/files", q=query, fields="kind,nextPageToken,files(id)")
    assert {"id": needle} in answer["files"] or not found
    assert found or answer["files"] == [one for one in answer["files"] if one["id"] != needle]
    assert own.get(needle, fields="properties.title") == {"properties": {"title": "Needle"}}


def test_sharing_is_listed_changed_and_taken_back(client, owner: Client, book: str):
    """The owner stays; a reader may not see with whom the file is shared."""
    share(owner, book, TEACHER, role="reader")
    share(owner, book, VOTER)
    _, answer = owner.call("GET", f"/drive/v3/files/{book}/permissions", fields="permissions(emailAddress,role)")
    assert answer["permissions"] == [
        {"emailAddress": OWNER, "role": "owner"}, {"emailAddress": TEACHER, "role": "reader"},
        {"emailAddress": VOTER, "role": "writer"}]  # fmt: skip
    assert client(TEACHER).call("GET", f"/drive/v3/files/{book}/permissions")[0] == 403
    _, answer = owner.call("GET", f"/drive/v3/files/{book}/permissions")
    first, _, last = answer["permissions"]
    assert sorted(last) == ["id", "kind", "role", "type"]
    assert owner.call("DELETE", f"/drive/v3/files/{book}/permissions/{first['id']}")[0] == 403
    assert owner.call("DELETE", f"/drive/v3/files/{book}/permissions/{last['id']}") == (204, None)
    assert client(VOTER).call("GET", f"/v4/spreadsheets/{book}")[0] == 403
    assert client(TEACHER).call("DELETE", f"/drive/v3/files/{book}")[0] == 403


def test_changes_tell_which_files_changed_since_a_token(client, owner: Client, book: str):
    """Each file once, with its last change; a deleted one as removed."""
    other = make_book(owner)
    _, start = owner.call("GET", "/drive/v3/changes/startPageToken")
    owner.put(book, "A1", [["x"]])
    owner.put(book, "A1", [["y"]])
    _, answer = owner.call("GET", "/drive/v3/changes", pageToken=start["startPageToken"])
    assert [(one["fileId"], one["removed"], one["file"]["name"]) for one in answer["changes"]] == [
        (book, False, "Board")]  # fmt: skip
    owner.call("DELETE", f"/drive/v3/files/{other}")
    _, later = owner.call("GET", "/drive/v3/changes", pageToken=answer["newStartPageToken"])
    assert [(one["fileId"], one["removed"]) for one in later["changes"]] == [(other, True)]
    _, nothing = owner.call("GET", "/drive/v3/changes", pageToken=later["newStartPageToken"])
    assert nothing["changes"] == []
    _, theirs = client(STRANGER).call("GET", "/drive/v3/changes", pageToken=start["startPageToken"])
    assert [one["fileId"] for one in theirs["changes"]] == [other]


def test_googles_own_drive_client_works(server: Server, owner: Client, book: str):
    """files, permissions, changes and about through google-api-python-client."""
    owner.put(book, "A1", [["a,b", 1]])
    service = google_client(server, "drive", "v3", OWNER)
    assert service.about().get(fields="user(emailAddress)").execute() == {"user": {"emailAddress": OWNER}}
    copied = service.files().copy(fileId=book, body={"name": "Copy"}).execute()
    assert owner.values(copied["id"], "Tab") == [["a,b", "1"]]
    assert service.files().export(fileId=book, mimeType="text/csv").execute() == b'"a,b",1'
    assert service.permissions().create(fileId=book, body={"type": "anyone", "role": "reader"}).execute() == {
        "id": "anyoneWithLink", "type": "anyone", "kind": "drive#permission", "role": "reader"}  # fmt: skip
    assert service.changes().getStartPageToken().execute()["startPageToken"].isdigit()
    service.close()


def test_a_spreadsheet_is_exported_as_a_workbook(owner: Client, book: str):
    """Every tab with its values; a formula's result, a date as a date."""
    owner.put(book, "A1:C1", [["ё", "=1+1", "3/15/2021"]], "USER_ENTERED")
    owner.batch(book, {"addSheet": {"properties": {"title": "Two"}}})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    address = f"{owner.address}/drive/v3/files/{book}/export"
    with owner.session.get(address, params={"mimeType": kind}) as answer:
        workbook = load_workbook(BytesIO(answer.content))
    assert (answer.headers["Content-Type"], len(workbook.sheetnames)) == (kind, 2)
    assert [cell.value for cell in workbook.worksheets[0][1]] == ["ё", 2, datetime(2021, 3, 15)]
    assert owner.call("GET", f"/drive/v3/files/{book}/export", mimeType="application/pdf")[0] == 400
