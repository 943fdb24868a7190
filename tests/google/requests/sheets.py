"""Requests about the spreadsheet and its tabs."""

from __future__ import annotations

import copy
import re
from typing import Any
from zoneinfo import available_timezones

from babel.localedata import exists

from ..defaults import prune
from ..errors import invalid
from ..masks import copy_path, update_paths
from ..model import Book, Json, Sheet, new_sheet
from ..protections import guard_sheet
from ..registry import Context, handles
from ..schemas import schemas
from ..structure import remove_sheet, rename

SHEETS = schemas("sheets")
OLD_LANGUAGES = ("iw", "in", "no", "tl")
ZONES = available_timezones()


@handles("updateSpreadsheetProperties")
def update_spreadsheet_properties(context: Context, given: Json) -> None:
    """Change title, locale, zone and the like."""
    properties = prune("SpreadsheetProperties", given.get("properties", {}))
    for path in update_paths(given.get("fields"), SHEETS, "SpreadsheetProperties", "properties"):
        if path:
            context.book.properties = copy_path(context.book.properties, properties, path)
        else:
            context.book.properties |= properties
    check_properties(context.book.properties)
    context.book.stale = True


def check_properties(properties: Json) -> None:
    """Refuse a spreadsheet without a title, with an unknown locale or an unknown time zone."""
    if not properties.get("title"):
        raise invalid("The spreadsheet's title must not be empty.")
    language, _, country = properties.get("locale", "").partition("_")
    if not (exists(language) or language in OLD_LANGUAGES) or not re.fullmatch("([A-Z]{2}|[0-9]{3})?", country):
        raise invalid(f"Unsupported locale: {properties.get('locale', '')}")
    zone = properties.get("timeZone", "")
    if zone not in ZONES and not re.fullmatch(r"GMT[-+]\d\d:\d\d", zone):
        raise invalid(f"Invalid time zone: {zone}")


def unique_title(book: Book, stem: str) -> str:
    """Give a title nobody has: Sheet2, Sheet3."""
    number = len(book.sheets) + 1
    while book.titled(f"{stem}{number}"):
        number += 1
    return f"{stem}{number}"


def check_title(book: Book, title: str, own: Sheet | None = None) -> None:
    """Refuse a title that another tab has."""
    other = book.titled(title)
    if other and other is not own:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if len(title) > 100:
        raise invalid("The name of a sheet cannot be more than 100 characters.")


def fresh_sheet_id(book: Book) -> int:
    """Choose an id for a new tab."""
    return book.fresh_id(lambda: (sheet.id for sheet in book.sheets))


@handles("addSheet")
def add_sheet(context: Context, given: Json) -> Json:
    """Add a tab at the end or at an index."""
    book = context.book
    properties = prune("SheetProperties", given.get("properties", {}))
    if properties.get("sheetType", "GRID") != "GRID":
        raise invalid("Only sheets of type GRID can be added.")
    title = properties.setdefault("title", unique_title(book, "Sheet"))
    check_title(book, title)
    if "sheetId" in properties:
        if any(sheet.id == properties["sheetId"] for sheet in book.sheets):
            raise invalid(f"A sheet with the ID {properties['sheetId']} already exists. Please enter another ID.")
        if properties["sheetId"] < 0:
            raise invalid("The sheet ID must not be negative.")
    else:
        properties["sheetId"] = fresh_sheet_id(book)
    index = min(properties.get("index", len(book.sheets)), len(book.sheets))
    check_grid(book, properties.get("gridProperties", {}))
    sheet = new_sheet(properties, index)
    book.sheets.insert(index, sheet)
    book.reindex()
    book.stale = True
    return {"properties": copy.deepcopy(sheet.properties)}


def check_grid(book: Book, grid: Json, sheet: Sheet | None = None) -> None:
    """Refuse a grid without cells, or with more than fit."""
    for name, word in (("rowCount", "row"), ("columnCount", "column")):
        if name in grid and grid[name] < 1:
            raise invalid(f"{name} must be at least 1: a sheet needs at least one {word}.")
    height, width = (sheet.height, sheet.width) if sheet else (1000, 26)
    rows, columns = grid.get("rowCount", height), grid.get("columnCount", width)
    book.check_size(rows, columns, sheet)
    for name, size, word in (("frozenRowCount", rows, "rows"), ("frozenColumnCount", columns, "columns")):
        if not 0 <= grid.get(name, 0) < size:
            raise invalid(f"You can't freeze all visible {word} on the sheet.")


@handles("deleteSheet")
def delete_sheet(context: Context, given: Json) -> None:
    """Delete a tab."""
    sheet = context.book.sheet(given.get("sheetId"), "sheet")
    guard_sheet(context.file, sheet, context.who)
    if not any(one is not sheet and not one.properties.get("hidden") for one in context.book.sheets):
        raise invalid("You can't remove all the visible sheets in a document.")
    remove_sheet(context.book, sheet)


@handles("duplicateSheet")
def duplicate_sheet(context: Context, given: Json) -> Json:
    """Copy a tab within the spreadsheet."""
    book = context.book
    source = book.sheet(given.get("sourceSheetId"), "sheet")
    title = given.get("newSheetName") or _copy_title(book, source.title)
    check_title(book, title)
    new_id = given.get("newSheetId")
    if new_id is not None and any(sheet.id == new_id for sheet in book.sheets):
        raise invalid(f"A sheet with the ID {new_id} already exists. Please enter another ID.")
    sheet = copied(source, fresh_sheet_id(book) if new_id is None else new_id, title)
    book.sheets.insert(min(given.get("insertSheetIndex", 0), len(book.sheets)), sheet)
    _renumber(book, sheet)
    book.reindex()
    book.check_size()
    book.stale = True
    return {"properties": copy.deepcopy(sheet.properties)}


def _copy_title(book: Book, title: str) -> str:
    name, number = f"Copy of {title}", 2
    while book.titled(name):
        name, number = f"Copy of {title} {number}", number + 1
    return name


def copied(source: Sheet, sheet_id: int, title: str) -> Sheet:
    """Copy a tab with all that lies on it; ranges point at the copy."""
    sheet = source.clone()
    sheet.properties["sheetId"], sheet.properties["title"] = sheet_id, title
    sheet.properties.pop("hidden", None)
    parts = (sheet.merges, sheet.conditional_formats, sheet.filter_views, sheet.protected_ranges, sheet.basic_filter,
             sheet.charts, sheet.banded_ranges, sheet.row_groups, sheet.column_groups)  # fmt: skip
    _point(parts, source.id, sheet_id)
    return sheet


def _point(value: Any, old: int, new: int) -> None:
    """Let ranges within a value point at another tab."""
    if isinstance(value, list | tuple):
        for item in value:
            _point(item, old, new)
    elif isinstance(value, dict):
        is_range = any(name in value for name in ("startRowIndex", "startColumnIndex", "startIndex", "endRowIndex"))
        if is_range and value.get("sheetId", 0) == old:
            value.pop("sheetId", None)
            if new:
                value["sheetId"] = new
        for item in value.values():
            _point(item, old, new)


def _renumber(book: Book, sheet: Sheet) -> None:
    for holder, name in ((sheet.protected_ranges, "protectedRangeId"), (sheet.filter_views, "filterViewId"),
                         (sheet.charts, "chartId"), (sheet.banded_ranges, "bandedRangeId")):  # fmt: skip
        for item in holder:
            item[name] = book.fresh_id(lambda: iter(()))


@handles("updateSheetProperties")
def update_sheet_properties(context: Context, given: Json) -> None:
    """Change a tab's title, place, size, colour, visibility."""
    properties = prune("SheetProperties", given.get("properties", {}))
    sheet = context.book.sheet(properties.get("sheetId"), "sheet")
    guard_sheet(context.file, sheet, context.who)
    for path in update_paths(given.get("fields"), SHEETS, "SheetProperties", "properties"):
        for one in [(name,) for name in properties] if not path else [path]:
            _update_property(context, sheet, properties, one)
    if not any(not one.properties.get("hidden") for one in context.book.sheets):
        raise invalid("You can't hide all the sheets in a document.")


def _update_property(context: Context, sheet: Sheet, properties: Json, path: tuple[str, ...]) -> None:
    book, name = context.book, path[0]
    if name == "sheetId":
        return
    if name == "title":
        title = properties.get("title", "")
        if not title:
            raise invalid("Sheet name cannot be empty.")
        check_title(book, title, sheet)
        rename(book, sheet, title)
    elif name == "index":
        old, new = book.sheets.index(sheet), properties.get("index", len(book.sheets))
        if not 0 <= new <= len(book.sheets):
            raise invalid(f"Invalid index: {new}")
        book.sheets.remove(sheet)
        book.sheets.insert(new - 1 if new > old else new, sheet)
        book.reindex()
    elif name == "gridProperties":
        _update_grid(context, sheet, properties, path)
    elif name == "sheetType" and properties.get(name, "GRID") != sheet.properties[name]:
        raise invalid("Cannot change the type of a sheet.")
    elif name != "sheetType":
        _set_property(sheet, properties, path)


def _set_property(sheet: Sheet, properties: Json, path: tuple[str, ...]) -> None:
    sheet.properties = copy_path(sheet.properties, properties, path)
    if path[0] in ("tabColor", "tabColorStyle"):
        for name in ("tabColor", "tabColorStyle"):
            sheet.properties.pop(name, None)
            if name in properties:
                sheet.properties[name] = properties[name]


def _update_grid(context: Context, sheet: Sheet, properties: Json, path: tuple[str, ...]) -> None:
    new = copy_path(sheet.properties, properties, path).get("gridProperties", {})
    check_grid(context.book, new, sheet)
    rows, columns = new.get("rowCount", sheet.height), new.get("columnCount", sheet.width)
    sheet.properties["gridProperties"] = new
    if (rows, columns) != (sheet.height, sheet.width):
        sheet.resize(rows, columns)
        context.book.stale = True
    sheet.sync_size()
