"""Conversations that gspread's authors recorded with Google, held again here: the same questions, the same answers."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .clients import Client
from .world import SPREADSHEET

Step = tuple[str, str, Any, Any]
OK: dict[str, Any] = {"spreadsheetId": "BOOK", "replies": [{}]}
CLEAR: Step = ("POST", "/values/%27Sheet1%27:clear", None, {"spreadsheetId": "BOOK", "clearedRange": "Sheet1!A1:Z1000"})


def batch(*requests: dict, replies: list[dict] | None = None) -> Step:
    """Send requests that answer nothing, or these replies."""
    answer = {"spreadsheetId": "BOOK", "replies": replies or [{} for _ in requests]}
    return "POST", ":batchUpdate", {"requests": list(requests)}, answer


def resize(rows: int, columns: int) -> Step:
    """Change the grid's size as gspread does, with slashes in the mask."""
    grid = {"rowCount": rows, "columnCount": columns}
    return batch({"updateSheetProperties": {
        "properties": {"sheetId": 0, "gridProperties": grid},
        "fields": "gridProperties/rowCount,gridProperties/columnCount"}})  # fmt: skip


def put(area: str, values: list[list[Any]], **more: Any) -> Step:
    """Write values; the answer counts them."""
    rows, columns = len(values), len(values[0])
    shown = area.replace("%27", "").replace("%21", "!").replace("%3A", ":")
    return "PUT", f"/values/{area}?valueInputOption=RAW", {"values": values} | more, {
        "spreadsheetId": "BOOK", "updatedRange": shown, "updatedRows": rows, "updatedColumns": columns,
        "updatedCells": rows * columns}  # fmt: skip


def read(area: str, shown: str, *rows: list[str]) -> Step:
    """Read values."""
    values = {"values": list(rows)} if rows else {}
    return "GET", f"/values/{area}", None, {"range": shown, "majorDimension": "ROWS"} | values


def sheets(*parts: dict) -> Any:
    """Compare the tabs only."""
    return lambda answer: answer["sheets"] == list(parts)


def plain(grid: dict, **more: Any) -> dict:
    """Give the first tab."""
    properties = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": grid}
    return {"properties": properties} | more


def box(r0: int, r1: int, c0: int, c1: int) -> dict:
    """Give a range without a sheetId, as tab 0's are shown."""
    return {"startRowIndex": r0, "endRowIndex": r1, "startColumnIndex": c0, "endColumnIndex": c1}


def line(start: int, end: int) -> dict:
    """Give some columns."""
    return {"dimension": "COLUMNS", "startIndex": start, "endIndex": end}


GRID = {"rowCount": 1000, "columnCount": 26}
GET = ("GET", "?includeGridData=false", None)
NOTES = ("GET", "?fields=sheets.data.rowData.values.note", None)
APPEND = "/values/%27Sheet1%27"
SORTED = [["Canada", "2007", "1"], ["Apple", "2012", "4"], ["Banana", "2013", "3"], ["Dinosaur", "2013", "6"],
          ["Elephant", "2019", "2"], ["Fox", "2077", "5"]]  # fmt: skip
SORT = {"range": {"sheetId": 0} | box(0, 6, 0, 3), "sortSpecs": [
    {"dimensionIndex": 1, "sortOrder": "ASCENDING"}, {"dimensionIndex": 2, "sortOrder": "ASCENDING"}]}  # fmt: skip
LATE = {"range": {"sheetId": 0} | box(0, 1000, 0, 26), "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]}

CONVERSATIONS: dict[str, list[Step]] = {
    "append a row to an empty tab": [
        CLEAR,
        ("POST", APPEND + ":append?valueInputOption=RAW&includeValuesInResponse=False", {"values": [["a", "", "c"]]},
         {"spreadsheetId": "BOOK", "updates": put("Sheet1!A1:C1", [["a", "", "c"]])[3]}),
        ("POST", APPEND + "%21A1:append?valueInputOption=RAW&includeValuesInResponse=False",
         {"values": [["d", "", "f"]]},
         {"spreadsheetId": "BOOK", "tableRange": "Sheet1!A1", "updates": put("Sheet1!A2:C2", [["d", "", "f"]])[3]}),
        read("%27Sheet1%27%21A2%3A2", "Sheet1!A2:Z2", ["d", "", "f"]),
    ],
    "columns inserted between others and filled by append": [
        put("%27Sheet1%27%21A1%3AB1", [["left", "right"]]),
        batch({"insertDimension": {"range": {"sheetId": 0} | line(1, 3), "inheritFromBefore": False}}),
        ("POST", APPEND + "%21B1:append?valueInputOption=RAW",
         {"majorDimension": "COLUMNS", "values": [["1", "2"], ["3", "4"]]},
         {"spreadsheetId": "BOOK", "updates": put("Sheet1!B1:C2", [["1", "3"], ["2", "4"]])[3]}),
        ("GET", APPEND + "%21B1%3AB?valueRenderOption=FORMATTED_VALUE&majorDimension=COLUMNS", None,
         {"range": "Sheet1!B1:B1000", "majorDimension": "COLUMNS", "values": [["1", "2"]]}),
    ],
    "merges": [
        resize(4, 4),
        put("%27Sheet1%27%21A1%3AD4", [["1", "", "", ""], ["", "", "title", ""], ["", "", "2", ""],
                                       ["num", "val", "", "0"]], majorDimension=None),
        batch(*({"mergeCells": {"range": {"sheetId": 0} | area, "mergeType": "MERGE_ALL"}} for area in (
            box(0, 2, 0, 2), box(1, 2, 2, 4), box(2, 4, 2, 3)))),
        read("%27Sheet1%27", "Sheet1!A1:D4", ["1"], ["", "", "title"], ["", "", "2"], ["num", "val", "", "0"]),
        (*GET, sheets(plain({"rowCount": 4, "columnCount": 4},
                            merges=[box(0, 2, 0, 2), box(1, 2, 2, 4), box(2, 4, 2, 3)]))),
    ],
    "a filter over the whole tab, then over a part": [
        resize(20, 20),
        batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0}}}}),
        (*GET, sheets(plain({"rowCount": 20, "columnCount": 20}, basicFilter={"range": box(0, 20, 0, 20)}))),
        batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0} | box(0, 2, 1, 3)}}}),
        (*GET, sheets(plain({"rowCount": 20, "columnCount": 20}, basicFilter={"range": box(0, 2, 1, 3)}))),
    ],
    "columns grouped and ungrouped": [
        batch({"addDimensionGroup": {"range": {"sheetId": 0} | line(0, 2)}},
              replies=[{"addDimensionGroup": {"dimensionGroups": [{"range": line(0, 2), "depth": 1}]}}]),
        (*GET, sheets(plain(GRID | {"columnGroupControlAfter": True},
                            columnGroups=[{"range": line(0, 2), "depth": 1}]))),
        batch({"deleteDimensionGroup": {"range": {"sheetId": 0} | line(0, 2)}}, replies=[{"deleteDimensionGroup": {}}]),
        (*GET, sheets(plain(GRID | {"columnGroupControlAfter": True}))),
    ],
    "notes": [
        (*NOTES, {"sheets": [{"data": [{}]}]}),
        batch(*({"updateCells": {"range": {"sheetId": 0} | box(n, n + 1, n, n + 1), "fields": "note",
                                 "rows": [{"values": [{"note": f"note {n}"}]}]}} for n in range(2))),
        (*NOTES, {"sheets": [{"data": [{"rowData": [
            {"values": [{"note": "note 0"}]}, {"values": [{}, {"note": "note 1"}]}]}]}]}),
    ],
    "a tab called D3 is sorted, also beyond its rows": [
        batch({"updateSheetProperties": {"properties": {"sheetId": 0, "title": "D3"}, "fields": "title"}}),
        resize(6, 3),
        ("PUT", "/values/%27D3%27%21A1%3AC6?valueInputOption=RAW", {"values": SORTED[::-1]},
         {"spreadsheetId": "BOOK", "updatedRange": "'D3'!A1:C6", "updatedRows": 6, "updatedColumns": 3,
          "updatedCells": 18}),
        batch({"sortRange": SORT}),
        read("%27D3%27", "'D3'!A1:C6", *SORTED),
        batch({"sortRange": LATE | {"range": {"sheetId": 0} | box(0, 1000, 0, 26)}}),
        read("%27D3%27%21A1%3AC1000", "'D3'!A1:C6", *sorted(SORTED, key=lambda row: row[2])),
    ],
    "cells copied and cut": [
        put("%27Sheet1%27%21A1%3AA2", [["A1"], ["A2"]]),
        batch({"copyPaste": {"source": {"sheetId": 0} | box(0, 2, 0, 1), "destination": {"sheetId": 0} |
                             box(0, 2, 1, 2), "pasteType": "PASTE_NORMAL", "pasteOrientation": "NORMAL"}}),
        read("%27Sheet1%27%21B1%3AB2", "Sheet1!B1:B2", ["A1"], ["A2"]),
        batch({"cutPaste": {"source": {"sheetId": 0} | box(0, 2, 0, 1), "pasteType": "PASTE_NORMAL",
                            "destination": {"sheetId": 0, "rowIndex": 0, "columnIndex": 2}}}),
        read("%27Sheet1%27%21A1%3AA2", "Sheet1!A1:A2"),
        read("%27Sheet1%27%21C1%3AC2", "Sheet1!C1:C2", ["A1"], ["A2"]),
    ],
    "a format read back": [
        batch({"repeatCell": {"range": {"sheetId": 0} | box(1, 2, 0, 1), "fields": "userEnteredFormat", "cell": {
            "userEnteredFormat": {
                "backgroundColor": {"green": 1, "blue": 1, "red": 0}, "horizontalAlignment": "CENTER",
                "textFormat": {"foregroundColor": {"red": 1, "green": 1}, "fontSize": 12, "bold": True}}}}}),
        ("GET", "?includeGridData=False&ranges=Sheet1%21A2&fields=sheets.data.rowData.values.userEnteredFormat", None,
         {"sheets": [{"data": [{"rowData": [{"values": [{"userEnteredFormat": {
             "backgroundColor": {"green": 1, "blue": 1}, "horizontalAlignment": "CENTER",
             "textFormat": {"foregroundColor": {"red": 1, "green": 1}, "fontSize": 12, "bold": True,
                            "foregroundColorStyle": {"rgbColor": {"red": 1, "green": 1}}},
             "backgroundColorStyle": {"rgbColor": {"green": 1, "blue": 1}}}}]}]}]}]}),
    ],
    "one cell far from the corner is found": [
        resize(19, 20),
        put("%27Sheet1%27%21J2", [["found"]]),
        put("%27Sheet1%27%21K2", [["too"]]),
        read("%27Sheet1%27", "Sheet1!A1:T19", [], [*[""] * 9, "found", "too"]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", list(CONVERSATIONS))
def test_google_and_this_server_answer_alike(owner: Client, name: str):
    """Whole answers, step by step."""
    _, made = owner.call("POST", "/drive/v3/files?supportsAllDrives=True", {"name": name, "mimeType": SPREADSHEET})
    book = made["id"]
    for verb, path, body, expected in CONVERSATIONS[name]:
        code, answer = owner.call(verb, f"/v4/spreadsheets/{book}{path}", body)
        assert code == 200, answer
        if callable(expected):
            assert expected(answer), answer["sheets"]
        else:
            assert answer == _named(expected, book)


def _named(value: Any, book: str) -> Any:
    """Put the spreadsheet's id where it belongs."""
    if isinstance(value, dict):
        return {name: _named(item, book) for name, item in value.items()}
    if isinstance(value, list):
        return [_named(item, book) for item in value]
    return re.sub("^BOOK$", book, value) if isinstance(value, str) else value
