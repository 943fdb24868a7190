"""What answers show of a spreadsheet: only the fields asked for, rows cut where nothing more is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .a1 import Box
from .formulas.calculating import Calculator
from .formulas.values import Failure
from .masks import Done, Mask, apply, branch, taking, wants
from .model import Book, Cell, Json, Sheet
from .protections import shown_to
from .ranges import resolve
from .registry import Context
from .rendering import DATE_TYPES, shown

FORM_ORDER = ("numberFormat", "backgroundColor", "borders", "padding", "horizontalAlignment", "verticalAlignment",
              "wrapStrategy", "textDirection", "textFormat", "hyperlinkDisplayType", "textRotation",
              "backgroundColorStyle")  # fmt: skip
NO_CELL: Cell = {}
SHEET_PARTS = (
    ("merges", "merges"), ("conditionalFormats", "conditional_formats"), ("filterViews", "filter_views"),
    ("protectedRanges", "protected_ranges"), ("basicFilter", "basic_filter"), ("charts", "charts"),
    ("bandedRanges", "banded_ranges"), ("rowGroups", "row_groups"), ("columnGroups", "column_groups"),
    ("slicers", "slicers"),
)  # fmt: skip


def effective(value: Any) -> Json | None:
    """Give a plain value as an ExtendedValue."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind} | ({"message": value.message} if value.message else {})}
    return {"numberValue": plain_number(value)}


def plain_number(value: float) -> float:
    """Give a whole number without its decimal point, as Google sends it."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def formatted(book: Book, cell: Cell, value: Any) -> str:
    """Give the text a person sees in a cell."""
    if isinstance(value, Failure):
        return value.shown
    return shown(value, cell.get("userEnteredFormat", {}).get("numberFormat"), book.locale)


def answer(
    context: Context, mask: Mask | None, grid: bool, boxes: list[tuple[Sheet, Box]] | None, parent_url: str = ""
) -> Json:
    """Give the spreadsheet as `spreadsheets.get` does; `boxes` limits tabs and cells."""
    book = context.book
    result: Json = {"spreadsheetId": book.id, "properties": book.properties, "sheets": []}
    data_asked = wants(mask, "sheets", "data") if mask is not None else grid
    for sheet in book.sheets:
        own = [box for one, box in boxes if one is sheet] if boxes is not None else [sheet.whole]
        if boxes is not None and not own:
            continue
        result["sheets"].append(sheet_answer(context, sheet, mask, own if data_asked else None))
    if book.named_ranges:
        result["namedRanges"] = book.named_ranges
    result["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    own_metadata = [one for one in book.metadata if one["location"].get("spreadsheet")]
    if own_metadata:
        result["developerMetadata"] = own_metadata
    return result


def sheet_answer(context: Context, sheet: Sheet, mask: Mask | None, boxes: list[Box] | None) -> Json:
    """Give one tab."""
    result: Json = {"properties": sheet.properties}
    if boxes is not None:
        data_mask = branch(mask, "sheets", "data")
        result["data"] = [grid_data(context, sheet, box, data_mask or {}) for box in boxes]
    for name, attribute in SHEET_PARTS:
        value = getattr(sheet, attribute)
        if value:
            if name == "protectedRanges":
                value = [shown_to(context.file, context.book, one, context.who, with_owner=True) for one in value]
            result[name] = value
    own = [one for one in context.book.metadata if one["location"].get("locationType") == "SHEET"
           and one["location"].get("sheetId", 0) == sheet.id]  # fmt: skip
    if own:
        result["developerMetadata"] = own
    return result


def grid_data(context: Context, sheet: Sheet, box: Box, mask: Mask) -> Json:
    """Give one rectangle of cells with what the mask asks of them."""
    result: Json = {}
    if box.r0:
        result["startRow"] = box.r0
    if box.c0:
        result["startColumn"] = box.c0
    if wants(mask, "rowData"):
        cells = branch(mask, "rowData", "values")
        rows = [] if cells is None else _rows(context, sheet, box, cells)
        if rows:
            result["rowData"] = rows
    places: dict[tuple[str, int], list[Json]] = {}
    for item in context.book.metadata:
        area = item["location"].get("dimensionRange")
        if area and area.get("sheetId", 0) == sheet.id:
            places.setdefault((area["dimension"], area["startIndex"]), []).append(item)
    for name, kind, size, span, dims in (
        ("rowMetadata", "ROWS", 21, range(box.r0, box.r1), sheet.row_dims),
        ("columnMetadata", "COLUMNS", 100, range(box.c0, box.c1), sheet.column_dims),
    ):
        if wants(mask, name):
            result[name] = [_dimension(dims[n], size, places.get((kind, n))) for n in span]
    return result


def _dimension(dim: Json, size: int, metadata: list[Json] | None) -> Json:
    result = {"pixelSize": size} | dim
    return result | {"developerMetadata": metadata} if metadata else result


def _rows(context: Context, sheet: Sheet, box: Box, mask: Mask) -> list[Json]:
    needs_values = any(wants(mask, name) for name in ("effectiveValue", "formattedValue", "effectiveFormat"))
    calculator = context.calculator() if needs_values else None
    reader = CellReader(context.book, sheet, mask, calculator)
    rows: list[Json] = Done()
    for r, columns in _filled(sheet, box, calculator):
        values: list[Json] = []
        for c in columns:
            shown_cell = reader.read(r, c)
            if shown_cell:
                values += [{}] * (c - box.c0 - len(values))
                values.append(shown_cell)
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _filled(sheet: Sheet, box: Box, calculator: Calculator | None) -> Iterator[tuple[int, list[int]]]:
    """Give each row of a box and the columns in which it has a cell, or shows a part of an array."""
    spread: dict[int, list[int]] = {}
    for r, c in calculator.spread_over(sheet) if calculator else ():
        spread.setdefault(r, []).append(c)
    for r in range(box.r0, box.r1):
        yield r, sorted(c for c in {*sheet.rows[r], *spread.get(r, ())} if box.c0 <= c < box.c1)


class CellReader:
    """Gives cells as a mask asks for them; equal formats are worked out once."""

    def __init__(self, book: Book, sheet: Sheet, mask: Mask, calculator: Calculator | None) -> None:
        self.book, self.sheet, self.calculator = book, sheet, calculator
        names = ("userEnteredValue", "effectiveValue", "formattedValue", "userEnteredFormat", "effectiveFormat",
                 "hyperlink", "note", "textFormatRuns", "dataValidation", "chipRuns")  # fmt: skip
        self.masks = {name: branch(mask, name) or {} for name in names if wants(mask, name)}
        special = {"effectiveValue": self._effective, "formattedValue": self._formatted,
                   "effectiveFormat": self._format, "hyperlink": lambda cell, value: hyperlink(cell)}  # fmt: skip
        self.special = [(name, special[name]) for name in self.masks if name in special]
        self.kept = {name: self._kept(name) for name in self.masks if name not in special}
        self.effective = taking(self.masks.get("effectiveValue", {}))
        self.default = book.properties["defaultFormat"]
        self.formats: dict[tuple[int, str, bool], Json] = {}
        self.held: list[Json] = []
        form = self.masks.get("effectiveFormat")
        self.plain = bool(form) and not (wants(form, "horizontalAlignment") or wants(form, "hyperlinkDisplayType"))
        self.plain_format = apply(form, self._whole_format({}, "", False)) or None if form else None

    def read(self, row: int, column: int) -> Cell:
        """Give one cell."""
        cell = self.sheet.rows[row].get(column, NO_CELL)
        entered = cell.get("userEnteredValue", NO_CELL)
        value = None
        if self.calculator:
            constant = entered and "formulaValue" not in entered
            value = next(iter(entered.values())) if constant else self.calculator.value(self.sheet, row, column)
        result: Cell = {}
        for name, kept in cell.items():
            if name in self.kept and (part := self.kept[name](kept)) is not None:
                result[name] = part
        for name, give in self.special:
            if (part := give(cell, value)) is not None:
                result[name] = part
        return result

    def _kept(self, name: str) -> Callable[[Any], Any]:
        """Give the reader of a field that is shown as it is kept; many cells share one format."""
        if not self.masks[name]:
            return lambda kept: kept
        taken, known = taking(self.masks[name]), dict[int, Any]()

        def give(kept: Any) -> Any:
            if id(kept) not in known:
                known[id(kept)] = taken(kept) or None
            return known[id(kept)]

        return give

    def _effective(self, cell: Cell, value: Any) -> Any:
        entered = cell.get("userEnteredValue", NO_CELL)
        found = entered if entered and "formulaValue" not in entered else effective(value)
        return None if found is None else self.effective(found)

    def _formatted(self, cell: Cell, value: Any) -> Any:
        return None if value is None or value == "" else formatted(self.book, cell, value)

    def _format(self, cell: Cell, value: Any) -> Json | None:
        own = cell.get("userEnteredFormat", NO_CELL)
        if value is None and own is NO_CELL:
            return None
        aligned = ""
        if self.plain and own is NO_CELL:
            return self.plain_format
        if value is not None:
            right = isinstance(value, int | float) and not isinstance(value, bool)
            aligned = "RIGHT" if right else "CENTER" if isinstance(value, bool | Failure) else "LEFT"
        linked = hyperlink(cell) is not None
        key = (id(own) if own else 0, aligned, linked)
        if key not in self.formats:
            self.held.append(own)
            self.formats[key] = apply(self.masks["effectiveFormat"], self._whole_format(own, aligned, linked))
        return self.formats[key] or None

    def _whole_format(self, own: Json, aligned: str, linked: bool) -> Json:
        form = self.default | own
        form["textFormat"] = self.default.get("textFormat", {}) | {"fontFamily": "Arial"} | own.get("textFormat", {})
        if aligned:
            form.setdefault("horizontalAlignment", aligned)
        form.setdefault("hyperlinkDisplayType", "LINKED" if linked else "PLAIN_TEXT")
        return {name: form[name] for name in FORM_ORDER if name in form}


def hyperlink(cell: Cell) -> str | None:
    """Give the link of a cell, if the whole of it is one."""
    if len(cell) <= 1 and "formulaValue" not in cell.get("userEnteredValue", NO_CELL) and "userEnteredValue" in cell:
        return None
    link = cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri")
    if link:
        return str(link)
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    match = re.match(r'=HYPERLINK\(\s*"([^"]*)"', formula, re.IGNORECASE) if formula else None
    if match:
        return match[1]
    if "textFormatRuns" not in cell:
        return None
    links = [run.get("format", {}).get("link", {}).get("uri") for run in cell.get("textFormatRuns", [])]
    found = {one for one in links if one}
    return str(found.pop()) if len(found) == 1 else None


def rendered(book: Book, cell: Cell, value: Any, option: str, dates: str) -> Any:
    """Give a value as the values API does."""
    if option == "FORMULA" and "formulaValue" in cell.get("userEnteredValue", {}):
        return cell["userEnteredValue"]["formulaValue"]
    if value is None:
        return ""
    if isinstance(value, Failure):
        return value.shown
    if option == "FORMATTED_VALUE":
        return formatted(book, cell, value)
    number_format = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and dates == "FORMATTED_STRING" and number_format.get("type") in DATE_TYPES:
        return formatted(book, cell, value)
    return plain_number(value) if is_number else value


def value_range(context: Context, sheet: Sheet, box: Box, name: str, options: Json) -> Json:
    """Give a rectangle's values: trailing emptiness cut, by rows or columns."""
    option = options.get("valueRenderOption", "FORMATTED_VALUE")
    dates = options.get("dateTimeRenderOption", "SERIAL_NUMBER")
    columns = options.get("majorDimension", "ROWS") == "COLUMNS"
    calculator = context.calculator()
    places: dict[int, list[int]] = {}
    for r, filled in _filled(sheet, box, calculator):
        for c in filled:
            places.setdefault(c if columns else r, []).append(r if columns else c)
    lines: list[list[Any]] = []
    for a in range(box.c0, box.c1) if columns else range(box.r0, box.r1):
        line: list[Any] = []
        for b in places.get(a, ()):
            r, c = (b, a) if columns else (a, b)
            value = calculator.value(sheet, r, c)
            if value is not None:
                line += [""] * ((r - box.r0 if columns else c - box.c0) - len(line))
                line.append(rendered(context.book, sheet.cell(r, c), value, option, dates))
        lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    result: Json = {"range": name, "majorDimension": "COLUMNS" if columns else "ROWS"}
    return result | {"values": lines} if lines else result


def boxes_of(book: Book, ranges: list[str] | None) -> list[tuple[Sheet, Box]] | None:
    """Give the rectangles of a list of A1 texts; None for no list."""
    return [resolve(book, one) for one in ranges] if ranges else None
