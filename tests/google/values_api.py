"""The methods of `spreadsheets.values`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .a1 import Box, Rect, box_name, letters, rect_name
from .errors import ApiError, invalid
from .model import Book, Json, Sheet
from .ranges import beyond_grid, locate, resolve
from .reading import value_range
from .registry import Context
from .requests.metadata import areas
from .structure import insert_lines
from .writing import clear_values, typed


def get(context: Context, parameters: Json) -> Json:
    """Give one range's values."""
    sheet, box = resolve(context.book, parameters["range"])
    return value_range(context, sheet, box, box_name(sheet.title, box), parameters)


def batch_get(context: Context, parameters: Json) -> Json:
    """Give several ranges' values."""
    ranges = parameters.get("ranges", [])
    found = [get(context, parameters | {"range": one}) for one in ranges]
    return {"spreadsheetId": context.book.id} | ({"valueRanges": found} if found else {})


def batch_get_by_data_filter(context: Context, body: Json) -> Json:
    """Give the values of the ranges that filters mean."""
    filters = body.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one data filter.")
    found = []
    for given in filters:
        for sheet, box, _ in areas(context.book, given):
            values = value_range(context, sheet, box, box_name(sheet.title, box), body)
            found.append({"valueRange": values, "dataFilters": [given]})
    return {"spreadsheetId": context.book.id} | ({"valueRanges": found} if found else {})


def _entry(parameters: Json) -> bool:
    """Say whether values are taken as typed; Google insists on being told."""
    option = parameters.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    if option == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise invalid("'valueInputOption' is required but not specified")
    return bool(option == "USER_ENTERED")


def _rows(body: Json) -> list[list[Any]]:
    """Give the values by rows, as they came or turned."""
    values: list[list[Any]] = body.get("values", [])
    for n, line in enumerate(values):
        for m, one in enumerate(line):
            if isinstance(one, list | dict):
                raise invalid(f"Invalid values[{n}][{m}]: {_message(one)}")
    if body.get("majorDimension") != "COLUMNS":
        return values
    height = max((len(line) for line in values), default=0)
    return [[line[n] if n < len(line) else None for line in values] for n in range(height)]


def _message(value: Any, indent: str = "") -> str:
    """Give a value as protobuf's text format shows it, which is how Google names what a cell cannot hold."""
    deeper = indent + "  "
    if isinstance(value, list):
        inner = "".join(f"{deeper}values {{\n{deeper}  {_message(one, deeper + '  ')}{deeper}}}\n" for one in value)
        return f"list_value {{\n{inner}{indent}}}\n"
    if isinstance(value, dict):
        inner = "".join(
            f'{deeper}fields {{\n{deeper}  key: "{key}"\n{deeper}  value {{\n{deeper}    '
            f"{_message(one, deeper + '    ')}{deeper}  }}\n{deeper}}}\n"
            for key, one in value.items()
        )
        return f"struct_value {{\n{inner}{indent}}}\n"
    if isinstance(value, bool):
        return f"bool_value: {str(value).lower()}\n"
    if isinstance(value, str):
        return f'string_value: "{value}"\n'
    return "null_value: NULL_VALUE\n" if value is None else f"number_value: {value}\n"


def _response_options(parameters: Json, prefix: str = "response") -> Json:
    return {
        "valueRenderOption": parameters.get(f"{prefix}ValueRenderOption", "FORMATTED_VALUE"),
        "dateTimeRenderOption": parameters.get(f"{prefix}DateTimeRenderOption", "SERIAL_NUMBER"),
    }


def update(context: Context, parameters: Json, body: Json) -> Json:
    """Write one range."""
    user_entered = _entry(parameters)
    text = parameters["range"]
    own = body.get("range")
    if own and locate(context.book, own) != locate(context.book, text):
        raise invalid(f"Requested writing to range [{text}], but the body holds range [{own}]")
    sheet, rect = locate(context.book, text)
    return _write(context, (sheet, rect), body, user_entered, parameters)


def _write(context: Context, place: tuple[Sheet, Rect], body: Json, user_entered: bool, parameters: Json) -> Json:
    sheet, rect = place
    rows = _rows(body)
    box = _target(context, sheet, rect, rows)
    context.guard(sheet, box)
    for n, row in enumerate(rows):
        for m, value in enumerate(row):
            typed(context, sheet, (box.r0 + n, box.c0 + m), value, user_entered)
    context.book.touch(sheet, box)
    result: Json = {"spreadsheetId": context.book.id, "updatedRange": box_name(sheet.title, box)}
    written = sum(value is not None for row in rows for value in row)
    if written:
        result |= {"updatedRows": box.height, "updatedColumns": box.width, "updatedCells": written}
    if parameters.get("includeValuesInResponse"):
        whole = rect.within(sheet.height, sheet.width)
        shown = Box(box.r0, max(box.r1, whole.r1), box.c0, max(box.c1, whole.c1)) if rect.r1 and rect.c1 else box
        options = _response_options(parameters) | {"majorDimension": body.get("majorDimension") or "ROWS"}
        result["updatedData"] = value_range(context, sheet, shown, box_name(sheet.title, shown), options)
    return result


def _target(context: Context, sheet: Sheet, rect: Rect, rows: list[list[Any]]) -> Box:
    """Give the cells that are written, within the range asked for; a single cell or an open side may grow."""
    if (rect.r0 or 0) >= sheet.height or (rect.c0 or 0) >= sheet.width:
        raise beyond_grid(sheet, rect)
    if (rect.r1 or 0) > sheet.height or (rect.c1 or 0) > sheet.width:
        raise beyond_grid(sheet, rect)
    r0, c0 = rect.r0 or 0, rect.c0 or 0
    box = Box(r0, r0 + len(rows), c0, c0 + max((len(row) for row in rows), default=0))
    single = rect.r1 == r0 + 1 and rect.c1 == c0 + 1
    if not single:
        where = rect_name(sheet.title, rect)
        where = where if where.startswith("'") else where.replace(sheet.title, f"'{sheet.title}'", 1)
        if rect.r1 is not None and box.r1 > rect.r1:
            raise invalid(f"Requested writing within range [{where}], but tried writing to row [{rect.r1 + 1}]")
        if rect.c1 is not None and box.c1 > rect.c1:
            raise invalid(f"Requested writing within range [{where}], but tried writing to column [{letters(rect.c1)}]")
    grow(context.book, sheet, box.r1, box.c1)
    return box


def grow(book: Book, sheet: Sheet, rows: int, columns: int) -> None:
    """Make the grid large enough."""
    if rows > sheet.height or columns > sheet.width:
        rows, columns = max(rows, sheet.height), max(columns, sheet.width)
        book.check_size(rows, columns, sheet)
        sheet.resize(rows, columns)
        book.stale = True


def batch_update(context: Context, body: Json) -> Json:
    """Write several ranges."""
    return _batch(context, body, lambda item: [locate(context.book, item.get("range", ""))], None)


def batch_update_by_data_filter(context: Context, body: Json) -> Json:
    """Write the ranges that filters mean."""

    def places(item: Json) -> list[tuple[Sheet, Rect]]:
        found = areas(context.book, item.get("dataFilter", {}))
        return [(sheet, Rect(box.r0, box.r1, box.c0, box.c1)) for sheet, box, _ in found]

    return _batch(context, body, places, "dataFilter")


def _batch(
    context: Context, body: Json, places: Callable[[Json], list[tuple[Sheet, Rect]]], name: str | None
) -> Json:
    user_entered = _entry(body)
    responses, rows, columns, sheets = [], set(), set(), set()
    for number, item in enumerate(body.get("data", [])):
        try:
            for sheet, rect in places(item):
                one = _write(context, (sheet, rect), item, user_entered, body)
                box = resolve(context.book, one["updatedRange"])[1]
                rows |= {(sheet.id, r) for r in range(box.r0, box.r1) if "updatedCells" in one}
                columns |= {(sheet.id, c) for c in range(box.c0, box.c1) if "updatedCells" in one}
                sheets |= {sheet.id} if "updatedCells" in one else set()
                if name:
                    del one["spreadsheetId"]
                    one[name] = item[name]
                responses.append(one)
        except ApiError as error:
            raise error.under(f"Invalid data[{number}]") from error
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(one.get("updatedCells", 0) for one in responses),
        "totalUpdatedSheets": len(sheets),
    }
    result = {"spreadsheetId": context.book.id} | {key: total for key, total in totals.items() if total}
    return result | ({"responses": responses} if responses else {})


def append(context: Context, parameters: Json, body: Json) -> Json:
    """Write below the last table found in a range."""
    user_entered = _entry(parameters)
    sheet, rect = locate(context.book, parameters["range"])
    if (rect.r0 or 0) >= sheet.height or (rect.c0 or 0) >= sheet.width:
        raise beyond_grid(sheet, rect)
    rows = _rows(body)
    width = max((len(row) for row in rows), default=0)
    table = find_table(context, sheet, rect.within(sheet.height, sheet.width))
    r0, c0 = (table.r1, table.c0) if table else (rect.r0 or 0, rect.c0 or 0)
    if c0 + width > sheet.width:
        raise beyond_grid(sheet, Rect(r0, r0 + len(rows), c0, c0 + width))
    if parameters.get("insertDataOption") == "INSERT_ROWS" and r0 < sheet.height and rows:
        insert_lines(context.book, sheet, True, r0, count=len(rows), inherit_before=r0 > 0)
    grow(context.book, sheet, r0 + len(rows), c0 + width)
    target = Rect(r0, r0 + max(len(rows), 1), c0, c0 + max(width, 1))
    result = {"spreadsheetId": context.book.id}
    if table:
        result["tableRange"] = box_name(sheet.title, table)
    return result | {"updates": _write(context, (sheet, target), body, user_entered, parameters)}


def find_table(context: Context, sheet: Sheet, box: Box) -> Box | None:
    """Give the lowest block of neighbouring cells with values that touches a rectangle."""
    filled = {(r, c) for r, row in enumerate(sheet.rows) for c, cell in row.items() if "userEnteredValue" in cell}
    filled |= context.calculator().spread_over(sheet)
    tables = [one for one in _blocks(filled) if one.meets(box)]
    return max(tables, key=lambda one: (one.r1, one.c1), default=None)


def _blocks(filled: set[tuple[int, int]]) -> list[Box]:
    blocks = []
    while filled:
        waiting, found = [filled.pop()], []
        while waiting:
            r, c = waiting.pop()
            found.append((r, c))
            for place in ((r + a, c + b) for a in (-1, 0, 1) for b in (-1, 0, 1)):
                if place in filled:
                    filled.discard(place)
                    waiting.append(place)
        rows, columns = [r for r, _ in found], [c for _, c in found]
        blocks.append(Box(min(rows), max(rows) + 1, min(columns), max(columns) + 1))
    return blocks


def clear(context: Context, parameters: Json) -> Json:
    """Empty one range of values."""
    sheet, box = resolve(context.book, parameters["range"])
    return {"spreadsheetId": context.book.id, "clearedRange": _clear(context, sheet, box)}


def _clear(context: Context, sheet: Sheet, box: Box) -> str:
    context.guard(sheet, box)
    clear_values(sheet, box)
    context.book.touch(sheet, box)
    return box_name(sheet.title, box)


def batch_clear(context: Context, body: Json) -> Json:
    """Empty several ranges."""
    places = [resolve(context.book, one) for one in body.get("ranges", [])]
    cleared = [_clear(context, sheet, box) for sheet, box in places]
    return {"spreadsheetId": context.book.id} | ({"clearedRanges": cleared} if cleared else {})


def batch_clear_by_data_filter(context: Context, body: Json) -> Json:
    """Empty the ranges that filters mean."""
    found = [place for given in body.get("dataFilters", []) for place in areas(context.book, given)]
    cleared = [_clear(context, sheet, box) for sheet, box, _ in found]
    return {"spreadsheetId": context.book.id} | ({"clearedRanges": cleared} if cleared else {})


