"""What a person does in the browser between two calls of a program, done in one step each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .errors import invalid
from .identity import Identity, make_identity
from .model import Book, Json, Sheet
from .ranges import locate, resolve
from .sheets_api import SheetsApi
from .world import File

Requests = list[Json]


def act(api: SheetsApi, file: File, step: Json, default: Identity | None = None) -> Json:
    """Carry out one step on a spreadsheet, as its owner unless `as` names somebody."""
    assert file.book
    who = make_identity(step["as"]) if step.get("as") else default or file.owner
    action = step.get("action", "requests")
    if action == "type":
        body = {"values": step["values"]}
        how = step.get("how", "USER_ENTERED")
        parameters = {"spreadsheetId": file.id, "range": step["range"], "valueInputOption": how}
        return api.call("spreadsheets.values.update", who, parameters, body)
    maker = ACTIONS.get(action)
    if maker is None:
        raise invalid(f"No such action: {action}; known: requests, type, {', '.join(ACTIONS)}")
    return api.call("spreadsheets.batchUpdate", who, {"spreadsheetId": file.id}, {"requests": maker(file.book, step)})


def _sheet(book: Book, step: Json) -> Sheet:
    found = book.titled(step["sheet"]) if "sheet" in step else book.sheets[0]
    if found is None:
        raise invalid(f"No tab with the title {step['sheet']}")
    return found


def _rows(sheet: Sheet, start: int, end: int) -> Json:
    return {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def _columns(sheet: Sheet, start: int, end: int) -> Json:
    return _rows(sheet, start, end) | {"dimension": "COLUMNS"}


def _line(sheet: Sheet, row: int) -> Json:
    return {"sheetId": sheet.id, "startRowIndex": row - 1, "endRowIndex": row}


def sort(book: Book, step: Json) -> Requests:
    """Sort the rows from `first_row` (1 is the top) by a column (1 is A)."""
    sheet = _sheet(book, step)
    order = "DESCENDING" if step.get("descending") else "ASCENDING"
    area = {"sheetId": sheet.id, "startRowIndex": step.get("first_row", 1) - 1}
    area |= {"endRowIndex": step["last_row"]} if "last_row" in step else {}
    return [{"sortRange": {"range": area, "sortSpecs": [
        {"dimensionIndex": step.get("column", 1) - 1, "sortOrder": order}]}}]  # fmt: skip


def insert_row(book: Book, step: Json) -> Requests:
    """Insert empty rows above a row."""
    row = step["row"]
    return [{"insertDimension": {"range": _rows(_sheet(book, step), row - 1, row - 1 + step.get("count", 1)),
                                 "inheritFromBefore": row > 1}}]  # fmt: skip


def delete_row(book: Book, step: Json) -> Requests:
    """Delete rows."""
    row = step["row"]
    return [{"deleteDimension": {"range": _rows(_sheet(book, step), row - 1, row - 1 + step.get("count", 1))}}]


def cut_row(book: Book, step: Json) -> Requests:
    """Cut a row and paste it over another place, leaving an empty row behind."""
    sheet = _sheet(book, step)
    target = {"sheetId": sheet.id, "rowIndex": step["to"] - 1, "columnIndex": 0}
    return [{"cutPaste": {"source": _line(sheet, step["row"]), "destination": target, "pasteType": "PASTE_NORMAL"}}]


def move_row(book: Book, step: Json) -> Requests:
    """Drag a row before another one."""
    source = _rows(_sheet(book, step), step["row"] - 1, step["row"])
    return [{"moveDimension": {"source": source, "destinationIndex": step["to"] - 1}}]


def duplicate_row(book: Book, step: Json) -> Requests:
    """Copy a row into a new row right below it."""
    sheet, row = _sheet(book, step), step["row"]
    return [
        {"insertDimension": {"range": _rows(sheet, row, row + 1), "inheritFromBefore": True}},
        {"copyPaste": {"source": _line(sheet, row), "destination": _line(sheet, row + 1), "pasteType": "PASTE_NORMAL"}},
    ]


def insert_column(book: Book, step: Json) -> Requests:
    """Insert an empty column before a column."""
    n = step["column"]
    return [{"insertDimension": {"range": _columns(_sheet(book, step), n - 1, n), "inheritFromBefore": n > 1}}]


def delete_column(book: Book, step: Json) -> Requests:
    """Delete a column."""
    n = step["column"]
    return [{"deleteDimension": {"range": _columns(_sheet(book, step), n - 1, n)}}]


def rename_tab(book: Book, step: Json) -> Requests:
    """Give a tab another title."""
    properties = {"sheetId": _sheet(book, step).id, "title": step["title"]}
    return [{"updateSheetProperties": {"properties": properties, "fields": "title"}}]


def delete_tab(book: Book, step: Json) -> Requests:
    """Delete a tab."""
    return [{"deleteSheet": {"sheetId": _sheet(book, step).id}}]


def _protection(book: Book, step: Json) -> Json:
    found = [one for sheet in book.sheets for one in sheet.protected_ranges
             if step.get("id", one["protectedRangeId"]) == one["protectedRangeId"]
             and step.get("description", one.get("description")) == one.get("description")]  # fmt: skip
    if not found:
        raise invalid("No such protection.")
    return found[0]


def remove_protection(book: Book, step: Json) -> Requests:
    """Remove a protection, found by id or description."""
    return [{"deleteProtectedRange": {"protectedRangeId": _protection(book, step)["protectedRangeId"]}}]


def widen_protection(book: Book, step: Json) -> Requests:
    """Let more people edit inside a protection."""
    one = _protection(book, step)
    users = [*one.get("editors", {}).get("users", []), *step.get("users", [])]
    new = {"protectedRangeId": one["protectedRangeId"],
           "editors": {"users": users, "domainUsersCanEdit": step.get("domain", False)}}  # fmt: skip
    return [{"updateProtectedRange": {"protectedRange": new, "fields": "editors"}}]


def set_locale(book: Book, step: Json) -> Requests:
    """Change the spreadsheet's locale."""
    properties = {"locale": step["locale"]}
    return [{"updateSpreadsheetProperties": {"properties": properties, "fields": "locale"}}]


def block_spill(book: Book, step: Json) -> Requests:
    """Type a word into a cell that a formula's array covers, so that it cannot spread."""
    sheet, box = resolve(book, step["range"])
    return _typed(sheet, box.r0, box.c0, step.get("text", "x"))


def big_cell(book: Book, step: Json) -> Requests:
    """Fill a cell with a very long text."""
    sheet, box = resolve(book, step["range"])
    return _typed(sheet, box.r0, box.c0, step.get("letter", "я") * step.get("length", 50_000))


def _typed(sheet: Sheet, row: int, column: int, text: str) -> Requests:
    start = {"sheetId": sheet.id, "rowIndex": row, "columnIndex": column}
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    return [{"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}]


def chip(book: Book, step: Json) -> Requests:
    """Put a chip into a cell: a person ("email") or a file ("uri")."""
    sheet, box = resolve(book, step["range"])
    inner: Json = {"richLinkProperties": {"uri": step["uri"]}} if "uri" in step else {}
    if "email" in step:
        inner = {"personProperties": {"email": step["email"], "displayFormat": "DEFAULT"}}
    cell = {"userEnteredValue": {"stringValue": "@"}, "chipRuns": [{"chip": inner}]}
    start = {"sheetId": sheet.id, "rowIndex": box.r0, "columnIndex": box.c0}
    rows = [{"values": [cell]}]
    return [{"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,chipRuns"}}]


def clear_cells(book: Book, step: Json) -> Requests:
    """Empty a range of values."""
    sheet, rect = locate(book, step["range"])
    box = rect.within(sheet.height, sheet.width)
    area = {"sheetId": sheet.id, "startRowIndex": box.r0, "endRowIndex": box.r1, "startColumnIndex": box.c0,
            "endColumnIndex": box.c1}  # fmt: skip
    return [{"updateCells": {"range": area, "fields": "userEnteredValue"}}]


ACTIONS: dict[str, Callable[[Book, Any], Requests]] = {
    "requests": lambda _book, step: step["requests"],
    "sort": sort,
    "insert_row": insert_row,
    "delete_row": delete_row,
    "cut_row": cut_row,
    "move_row": move_row,
    "duplicate_row": duplicate_row,
    "insert_column": insert_column,
    "delete_column": delete_column,
    "rename_tab": rename_tab,
    "delete_tab": delete_tab,
    "remove_protection": remove_protection,
    "widen_protection": widen_protection,
    "set_locale": set_locale,
    "block_spill": block_spill,
    "big_cell": big_cell,
    "clear": clear_cells,
    "chip": chip,
}
