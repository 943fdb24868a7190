"""Spreadsheets as a whole: what is created, what is shown, what a mask leaves."""

from __future__ import annotations

import pytest
import requests

from .clients import Client, error, google_client
from .conftest import OWNER, STRANGER, TEACHER, make_book, share
from .server import Server


def test_a_spreadsheet_made_by_gspread_looks_as_google_makes_it(owner: Client):
    """Recorded: one tab Sheet1 with id 0, 1000 by 26, en_US, GMT, the old colours."""
    made = owner.gspread.create("Test Spreadsheet").fetch_sheet_metadata()
    assert list(made) == ["spreadsheetId", "properties", "sheets", "spreadsheetUrl"]
    assert made["sheets"] == [{"properties": {
        "sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }}]  # fmt: skip
    properties = dict(made["properties"])
    form, theme = properties.pop("defaultFormat"), properties.pop("spreadsheetTheme")
    assert properties == {
        "title": "Test Spreadsheet", "locale": "en_US", "autoRecalc": "ON_CHANGE", "timeZone": "Etc/GMT"}  # fmt: skip
    assert form["textFormat"] == {
        "foregroundColor": {}, "fontFamily": "arial,sans,sans-serif", "fontSize": 10, "bold": False, "italic": False,
        "strikethrough": False, "underline": False, "foregroundColorStyle": {"rgbColor": {}},
    }  # fmt: skip
    assert [one["colorType"] for one in theme["themeColors"]] == [
        "TEXT", "BACKGROUND", "ACCENT1", "ACCENT2", "ACCENT3", "ACCENT4", "ACCENT5", "ACCENT6", "LINK"]  # fmt: skip
    assert made["spreadsheetUrl"] == f"https://docs.google.com/spreadsheets/d/{made['spreadsheetId']}/edit"


def test_googles_own_client_creates_and_reads(server: Server):
    """google-api-python-client needs nothing but another endpoint."""
    service = google_client(server, "sheets", "v4", OWNER)
    sheets = service.spreadsheets()
    made = sheets.create(body={"properties": {"title": "X", "locale": "ru_RU"}}).execute()
    book = made["spreadsheetId"]
    assert made["sheets"][0]["properties"]["title"] == "Лист1"
    body = {"values": [["a", 1], ["=1+1", True]]}
    answer = sheets.values().update(
        spreadsheetId=book, range="Лист1!B2", valueInputOption="USER_ENTERED", body=body).execute()  # fmt: skip
    assert answer == {
        "spreadsheetId": book, "updatedRange": "'Лист1'!B2:C3", "updatedRows": 2, "updatedColumns": 2,
        "updatedCells": 4,
    }  # fmt: skip
    assert sheets.values().get(spreadsheetId=book, range="Лист1").execute()["values"] == [
        [], ["", "a", "1"], ["", "2", "ИСТИНА"]]  # fmt: skip
    service.close()


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ("spreadsheetId", lambda book: {"spreadsheetId": book}),
        ("sheets.properties.title", lambda _: {"sheets": [{"properties": {"title": "Tab"}}]}),
        ("sheets/properties/title", lambda _: {"sheets": [{"properties": {"title": "Tab"}}]}),
        ("sheets(properties(sheetId,index))", lambda _: {"sheets": [{"properties": {"sheetId": 0, "index": 0}}]}),
        ("properties(title,locale),sheets.merges", lambda _: {"properties": {"title": "Board", "locale": "en_US"},
                                                              "sheets": [{}]}),
        ("sheets.data.rowData.values.userEnteredValue", lambda _: {"sheets": [{"data": [{"rowData": [
            {"values": [{"userEnteredValue": {"stringValue": "a"}}]}, {},
            {"values": [{}, {"userEnteredValue": {"numberValue": 5}}]}]}]}]}),
        ("sheets.data.rowData.values.note", lambda _: {"sheets": [{"data": [{}]}]}),
        ("sheets.data(startRow,rowData.values.formattedValue)", lambda _: {"sheets": [{"data": [{"rowData": [
            {"values": [{"formattedValue": "a"}]}, {}, {"values": [{}, {"formattedValue": "5"}]}]}]}]}),
        ("*", lambda _: None),
    ],
)  # fmt: skip
def test_a_mask_leaves_what_it_names(owner: Client, book: str, mask: str, expected):
    """Rows are cut at the last cell that shows something under the mask; empty cells are {}."""
    owner.put(book, "A1:B3", [["a"], [], ["", 5]])
    answer = owner.get(book, fields=mask)
    assert answer == (expected(book) or owner.get(book, includeGridData=False, fields="*"))


def test_a_mask_with_an_unknown_name_is_refused(owner: Client, book: str):
    """The refusal names the field."""
    code, answer = owner.call("GET", f"/v4/spreadsheets/{book}", fields="sheets.propertys")
    assert (code, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert answer["error"]["details"][0]["fieldViolations"] == [{
        "field": "sheets.propertys",
        "description": "Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.propertys'.",
    }]  # fmt: skip


def test_ranges_also_choose_the_tabs_that_are_shown(owner: Client, book: str):
    """A tab that no range touches is absent."""
    owner.batch(book, {"addSheet": {"properties": {"title": "Other"}}})
    owner.put(book, "B2", [["x"]])
    answer = owner.get(book, ranges=["Tab!B2:C3", "Tab!A1"], fields="sheets(properties.title,data)")
    assert [sheet["properties"]["title"] for sheet in answer["sheets"]] == ["Tab"]
    first, second = answer["sheets"][0]["data"]
    assert {name: first[name] for name in ("startRow", "startColumn")} == {"startRow": 1, "startColumn": 1}
    assert (len(first["rowMetadata"]), first["columnMetadata"]) == (2, [{"pixelSize": 100}] * 2)
    assert list(second) == ["rowMetadata", "columnMetadata"]
    cell = first["rowData"][0]["values"][0]
    assert (cell["userEnteredValue"], cell["effectiveValue"], cell["formattedValue"]) == (
        {"stringValue": "x"}, {"stringValue": "x"}, "x")  # fmt: skip
    assert cell["effectiveFormat"]["horizontalAlignment"] == "LEFT"


def test_pretty_printing_is_the_default_and_gzip_is_honoured(owner: Client, book: str):
    """The indented answer is the larger one; a client that asks for it gets gzip."""
    url = f"{owner.address}/v4/spreadsheets/{book}"
    pretty = owner.session.get(url)
    compact = owner.session.get(url, params={"prettyPrint": "false"})
    assert pretty.text.startswith("{\n  \"spreadsheetId\"")
    assert compact.text.startswith("{\"spreadsheetId\"")
    assert pretty.json() == compact.json()
    assert pretty.headers["Content-Encoding"] == "gzip"
    plain = owner.session.get(url, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize(
    ("path", "who", "expected"),
    [
        ("/v4/spreadsheets/nothing", OWNER, error(404, "Requested entity was not found.", "NOT_FOUND")),
        ("/v4/spreadsheets/{book}", STRANGER, error(403, "The caller does not have permission", "PERMISSION_DENIED")),
        ("/v4/spreadsheets/{book}/values/Nope!A1", OWNER, error(400, "Unable to parse range: Nope!A1")),
        ("/v4/spreadsheets/{book}/values/A0", OWNER, error(400, "Unable to parse range: A0")),
        ("/v4/spreadsheets/{book}/values/AA1", OWNER,
         error(400, "Range (Tab!AA1) exceeds grid limits. Max rows: 20, max columns: 8")),
        ("/v4/spreadsheets/{book}/values/25:30", OWNER,
         error(400, "Range (Tab!25:30) exceeds grid limits. Max rows: 20, max columns: 8")),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_googles_words(client, book: str, path: str, who: str, expected):
    """Code, message and status."""
    assert client(who).call("GET", path.format(book=book)) == expected


def test_a_reader_may_read_and_not_write(client, owner: Client, book: str):
    """Sharing as a reader opens reading only."""
    share(owner, book, TEACHER, role="reader")
    assert client(TEACHER).values(book, "A1") == []
    denied = error(403, "The caller does not have permission", "PERMISSION_DENIED")
    assert client(TEACHER).put(book, "A1", [["x"]]) == denied


@pytest.mark.parametrize(
    ("header", "code", "status"),
    [("Bearer unknown", 401, "UNAUTHENTICATED"), ("Basic x", 401, "UNAUTHENTICATED"), ("", 403, "PERMISSION_DENIED")],
)
def test_a_token_nobody_mapped_is_refused(server: Server, client, header: str, code: int, status: str):
    """An unknown token is 401, no token at all is 403."""
    session = client("x@x.example").session
    answer = session.request("GET", f"{server.address}/v4/spreadsheets/x", headers={"Authorization": header})
    # google-auth puts its own header in; only a plain request shows the bare one
    assert answer.status_code == 404
    with requests.get(f"{server.address}/v4/spreadsheets/x", headers={"Authorization": header}, timeout=5) as answer:
        assert (answer.status_code, answer.json()["error"]["status"]) == (code, status)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"requests": [{"addSheat": {}}]},
         "Invalid JSON payload received. Unknown name \"addSheat\" at 'requests[0]': Cannot find field."),
        ({"requests": [{"addSheet": {"properties": {"sheetId": "abc"}}}]},
         "Invalid value at 'requests[0].add_sheet.properties.sheet_id' (TYPE_INT32), \"abc\""),
        ({"request": []}, 'Invalid JSON payload received. Unknown name "request": Cannot find field.'),
        ({"requests": []}, "Must specify at least one request."),
        ({"requests": [{}]}, "Invalid requests[0]: No request set."),
        ({"requests": [{"addTable": {}}]},
         "Invalid requests[0].addTable: This kind of request is not supported by this server."),
        ({"requests": [{"deleteSheet": {"sheetId": 7}}]}, "Invalid requests[0].deleteSheet: No sheet with id: 7"),
        ({"requests": [{"deleteSheet": {}}]},
         "Invalid requests[0].deleteSheet: You can't remove all the visible sheets in a document."),
        ({"requests": [{"addSheet": {"properties": {"title": "Tab"}}}]},
         'Invalid requests[0].addSheet: A sheet with the name "Tab" already exists. Please enter another name.'),
        ({"requests": [{"updateCells": {"start": {}, "rows": [{}]}}]}, "Invalid requests[0].updateCells: At least one "
         "field must be listed in 'fields'. (Use '*' to indicate all fields.)"),
        ({"requests": [{"updateCells": {"start": {"sheetId": 9}, "rows": [], "fields": "*"}}]},
         "Invalid requests[0].updateCells: No grid with id: 9"),
        ({"requests": [{"updateCells": {"range": {"endColumnIndex": 1}, "fields": "note",
                                        "rows": [{"values": [{}, {}]}]}}]},
         "Invalid requests[0].updateCells: Attempting to write column: 1, beyond the last requested column of: 0"),
        ({"requests": [{"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 30, "endIndex": 31}}}]},
         "Invalid requests[0].deleteDimension: Cannot delete a row that doesn't exist. Tried to delete row index 30 "
         "but there are only 20 rows."),
    ],
)  # fmt: skip
def test_a_wrong_batch_is_refused_in_googles_words(owner: Client, book: str, body: dict, message: str):
    """Always 400, never 5xx."""
    code, answer = owner.call("POST", f"/v4/spreadsheets/{book}:batchUpdate", body)
    assert (code, answer["error"]["message"]) == (400, message)


def test_a_batch_is_all_or_nothing(owner: Client, book: str):
    """The last request is wrong, so the first two leave no trace."""
    before = owner.get(book, includeGridData=True)
    code, _ = owner.batch(
        book,
        {"updateSpreadsheetProperties": {"properties": {"title": "Changed"}, "fields": "title"}},
        {"addSheet": {"properties": {"title": "New"}}},
        {"updateCells": {"start": {}, "fields": "*", "rows": [{"values": [
            {"userEnteredValue": {"stringValue": "x" * 50_001}}]}]}},
    )  # fmt: skip
    assert code == 400
    assert owner.get(book, includeGridData=True) == before


def test_a_batch_can_give_the_spreadsheet_back(owner: Client, book: str):
    """Only the ranges asked for, with cells only if asked."""
    write = {"updateCells": {"start": {}, "fields": "*", "rows": [{"values": [
        {"userEnteredValue": {"numberValue": 1}}]}]}}  # fmt: skip
    _, answer = owner.batch(
        book, write, includeSpreadsheetInResponse=True, responseRanges=["Tab!A1"], responseIncludeGridData=True
    )
    assert answer["replies"] == [{}]
    cell = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell["effectiveValue"] == {"numberValue": 1}
    _, answer = owner.batch(book, write, includeSpreadsheetInResponse=True)
    assert "data" not in answer["updatedSpreadsheet"]["sheets"][0]


def test_tabs_are_added_moved_renamed_hidden_copied_and_removed(owner: Client):
    """Whole answers of the tab requests."""
    book = make_book(owner)
    _, answer = owner.batch(book, {"addSheet": {"properties": {
        "sheetId": 5, "title": "Two", "gridProperties": {"rowCount": 3, "columnCount": 2, "frozenRowCount": 1}}}})
    assert answer["replies"] == [{"addSheet": {"properties": {
        "sheetId": 5, "title": "Two", "index": 1, "sheetType": "GRID",
        "gridProperties": {"rowCount": 3, "columnCount": 2, "frozenRowCount": 1}}}}]  # fmt: skip
    owner.batch(book, {"updateSheetProperties": {"properties": {"sheetId": 5, "index": 0, "hidden": True, "tabColor": {
        "red": 1}, "title": "First"}, "fields": "index,hidden,tabColor,title"}})  # fmt: skip
    _, answer = owner.batch(book, {"duplicateSheet": {"sourceSheetId": 5, "newSheetName": "Again", "newSheetId": 6,
                                                      "insertSheetIndex": 2}})  # fmt: skip
    assert answer["replies"][0]["duplicateSheet"]["properties"]["title"] == "Again"
    shown = [one["properties"] for one in owner.get(book)["sheets"]]
    assert [(one["sheetId"], one["title"], one["index"], one.get("hidden")) for one in shown] == [
        (5, "First", 0, True), (0, "Tab", 1, None), (6, "Again", 2, None)]  # fmt: skip
    assert shown[0]["tabColorStyle"] == {"rgbColor": {"red": 1}}
    other = make_book(owner)
    _, answer = owner.call("POST", f"/v4/spreadsheets/{book}/sheets/5:copyTo", {"destinationSpreadsheetId": other})
    assert (answer["title"], answer["index"]) == ("Copy of First", 1)
    owner.batch(book, {"deleteSheet": {"sheetId": 6}})
    assert [one["properties"]["sheetId"] for one in owner.get(book)["sheets"]] == [5, 0]


def test_a_whole_board_is_created_in_one_call(owner: Client):
    """Cells, sizes, rules, protections, filter views, charts, merges, names, metadata."""
    area = {"sheetId": 4, "startRowIndex": 2, "endRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 3}
    rule = {"ranges": [area], "booleanRule": {"condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "x"}]},
                                              "format": {"textFormat": {"bold": True}}}}  # fmt: skip
    parts = {
        "merges": [area | {"endRowIndex": 3}],
        "conditionalFormats": [rule],
        "filterViews": [{"filterViewId": 6, "title": "Mine", "range": area}],
        "protectedRanges": [{"protectedRangeId": 7, "range": area, "requestingUserCanEdit": True, "editors": {
            "users": ["v@c.example"]}}],
        "charts": [{"chartId": 8, "spec": {"title": "T", "pieChart": {"domain": {"sourceRange": {"sources": [area]}}}},
                    "position": {"overlayPosition": {"anchorCell": {"sheetId": 4}, "widthPixels": 600,
                                                     "heightPixels": 371}}}],
        "basicFilter": {"range": area},
    }  # fmt: skip
    data = {"startRow": 2, "rowData": [{"values": [{"userEnteredValue": {"stringValue": "Код"}, "note": "n"}]}],
            "rowMetadata": [{"pixelSize": 40}], "columnMetadata": [{"pixelSize": 77}]}  # fmt: skip
    grid = {"rowCount": 9, "columnCount": 4, "frozenRowCount": 3}
    body = {
        "properties": {"title": "План", "locale": "ru_RU", "timeZone": "Europe/Moscow"},
        "sheets": [{"properties": {"title": "Первый", "sheetId": 4, "gridProperties": grid}, "data": [data]} | parts,
                   {"properties": {"title": "_engine", "sheetId": 5, "hidden": True}}],
        "namedRanges": [{"namedRangeId": "n1", "name": "codes", "range": area}],
        "developerMetadata": [{"metadataId": 3, "metadataKey": "k", "metadataValue": "v", "visibility": "DOCUMENT",
                               "location": {"spreadsheet": True}}],
    }  # fmt: skip
    code, made = owner.call("POST", "/v4/spreadsheets", body)
    assert code == 200, made
    first = made["sheets"][0]
    editors = {"users": ["v@c.example"], "domainUsersCanEdit": True}
    parts["protectedRanges"] = [parts["protectedRanges"][0] | {"editors": editors}]
    for protection in first["protectedRanges"]:
        protection["editors"]["users"].remove("owner@a.example")  # Google lists the owner beside those who were named
    assert {name: first[name] for name in parts} == parts
    assert made["namedRanges"] == body["namedRanges"]
    assert made["developerMetadata"][0]["location"] == {"locationType": "SPREADSHEET", "spreadsheet": True}
    assert (made["properties"]["locale"], made["sheets"][1]["properties"]["hidden"]) == ("ru_RU", True)
    shown = owner.get(made["spreadsheetId"], ranges="Первый!A3:B3", includeGridData=True)["sheets"][0]["data"][0]
    assert (shown["startRow"], shown["rowMetadata"], shown["columnMetadata"]) == (
        2, [{"pixelSize": 40}], [{"pixelSize": 77}, {"pixelSize": 100}])  # fmt: skip
    assert shown["rowData"][0]["values"][0]["note"] == "n"


def test_a_question_too_long_for_an_address_travels_in_a_body(server: Server, owner: Client, book: str):
    """google-api-python-client turns it into a POST that says it is a GET."""
    owner.put(book, "A1", [["x"]])
    service = google_client(server, "sheets", "v4", OWNER)
    ranges = ["Tab!A1:B2"] * 300
    answer = service.spreadsheets().values().batchGet(spreadsheetId=book, ranges=ranges).execute()
    assert [one["values"] for one in answer["valueRanges"]] == [[["x"]]] * 300
    service.close()


@pytest.mark.parametrize("path", ["/v4/spreadsheets/{book}/", "/v4/spreadsheets/{book}?alt=json&key=x"])
def test_addresses_may_be_written_loosely(owner: Client, book: str, path: str):
    """As other languages' clients write them."""
    assert owner.call("GET", path.format(book=book), fields="spreadsheetId") == (200, {"spreadsheetId": book})
    assert owner.call("POST", f"/v4/spreadsheets/{book}/:batchUpdate", {"requests": []})[0] == 400
