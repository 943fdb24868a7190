"""Requests that carry cells from one place to another."""

from __future__ import annotations

from typing import Any

from ..a1 import Box
from ..errors import invalid
from ..formulas.parsing import Reference
from ..formulas.rewriting import remapped, shifted
from ..formulas.values import Failure, rank
from ..locales import locale
from ..model import Cell, Json, Sheet
from ..registry import Context, handles, need
from ..structure import rewrite_all
from ..writing import store, typed

FORM = ("userEnteredFormat",)
PARTS: dict[str, tuple[str, ...]] = {
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat", "textFormatRuns"),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}
EVERYTHING = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns")


@handles("copyPaste")
def copy_paste(context: Context, given: Json) -> None:
    """Copy cells; a larger destination is filled with repetitions."""
    source, box = context.area(need(given, "source"))
    target, to = context.area(need(given, "destination"))
    turned = given.get("pasteOrientation") == "TRANSPOSE"
    height, width = (box.width, box.height) if turned else (box.height, box.width)
    if not (height and width):
        raise invalid("The source range is empty.")
    tall = max(to.height // height, 1) * height
    wide = max(to.width // width, 1) * width
    to = Box(to.r0, to.r0 + tall, to.c0, to.c0 + wide)
    if to.r1 > target.height or to.c1 > target.width:
        raise invalid("The destination does not fit into the grid.")
    context.guard(target, to)
    kind = given.get("pasteType", "PASTE_NORMAL")
    taken = {place: _taken(context, source, place, kind) for place in box.cells()}
    comma = locale(context.book.locale).decimal == ","
    for r, c in to.cells():
        down, across = (r - to.r0) % height, (c - to.c0) % width
        place = (box.r0 + across, box.c0 + down) if turned else (box.r0 + down, box.c0 + across)
        cell = _shifted(taken[place], r - place[0], c - place[1], comma)
        _paste(context, target, (r, c), cell, kind)
    context.book.touch(target, to)


def _taken(context: Context, sheet: Sheet, place: tuple[int, int], kind: str) -> Cell:
    cell = sheet.cell(*place)
    if kind == "PASTE_VALUES":
        value = context.calculator().value(sheet, *place)
        if isinstance(value, Failure):
            return {"userEnteredValue": {"stringValue": value.shown}}
        return {"userEnteredValue": as_entered(value)} if value is not None else {}
    return cell


def as_entered(value: Any) -> Json:
    """Give a plain value as something typed."""
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def _shifted(cell: Cell, rows: int, columns: int, comma: bool) -> Cell:
    text = cell.get("userEnteredValue", {}).get("formulaValue")
    if text is None:
        return cell
    return cell | {"userEnteredValue": {"formulaValue": shifted(text, rows, columns, comma)}}


def _paste(context: Context, sheet: Sheet, place: tuple[int, int], cell: Cell, kind: str) -> None:
    parts = PARTS.get(kind, EVERYTHING)
    new = {name: value for name, value in sheet.cell(*place).items() if name not in parts}
    for name in parts:
        if name in cell:
            new[name] = cell[name]
    if kind == "PASTE_NO_BORDERS" and "userEnteredFormat" in new:
        new["userEnteredFormat"] = {n: v for n, v in new["userEnteredFormat"].items() if n != "borders"}
    if "dataValidation" in parts:
        sheet.put(*place, new)  # the rule comes along with its value, which need not meet it
    else:
        store(context, sheet, *place, new)


@handles("cutPaste")
def cut_paste(context: Context, given: Json) -> None:
    """Move cells; references to them follow."""
    source, box = context.area(need(given, "source"))
    corner = need(given, "destination")
    target = context.book.sheet(corner.get("sheetId"))
    down, across = corner.get("rowIndex", 0) - box.r0, corner.get("columnIndex", 0) - box.c0
    to = box.moved(down, across)
    if to.r1 > target.height or to.c1 > target.width:
        raise invalid("The destination does not fit into the grid.")
    context.guard(source, box)
    context.guard(target, to)
    kind = given.get("pasteType", "PASTE_NORMAL")
    parts = PARTS.get(kind, EVERYTHING)
    taken = {place: source.cell(*place) for place in box.cells()}
    for place, cell in taken.items():
        source.put(*place, {name: value for name, value in cell.items() if name not in parts})
    for (r, c), cell in taken.items():
        _paste(context, target, (r + down, c + across), cell, kind)
    _follow(context, source, box, target, (down, across))
    context.book.stale = True


def _follow(context: Context, source: Sheet, box: Box, target: Sheet, by: tuple[int, int]) -> None:
    def change(reference: Reference, home: Sheet) -> Reference:
        named = home if reference.title is None else context.book.titled(reference.title)
        ends = [reference.first, reference.last or reference.first]
        known = [(one.row, one.column) for one in ends]
        inside = all(r is not None and c is not None and _within(box, r, c) for r, c in known)
        if named is not source or not inside:
            return reference
        moved: Any = remapped(reference, True, lambda a, b: (a + by[0], b + by[0]))
        moved = remapped(moved, False, lambda a, b: (a + by[1], b + by[1]))
        title = target.title if target is not home else None
        return Reference(title, moved.first, moved.last)

    rewrite_all(context.book, change)


def _within(box: Box, row: int, column: int) -> bool:
    return box.r0 <= row < box.r1 and box.c0 <= column < box.c1


@handles("sortRange")
def sort_range(context: Context, given: Json) -> None:
    """Sort the rows of a range; formats, notes and dropdowns go with their cells."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    sort_rows(context, sheet, box, given.get("sortSpecs", []))


def sort_rows(context: Context, sheet: Sheet, box: Box, specs: list[Json]) -> None:
    """Order the rows of a box; empty cells come last either way, hidden rows stay where they are."""
    calculator = context.calculator()
    seen = [r for r in range(box.r0, box.r1) if not sheet.row_dims[r].get("hiddenByUser")]
    order = list(seen)
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not box.c0 <= column < box.c1:
            raise invalid(f"The sort index {column} is outside the range.")
        values = {r: calculator.value(sheet, r, column) for r in order}
        filled = [r for r in order if values[r] is not None]
        filled.sort(key=lambda r: rank(values[r]), reverse=spec.get("sortOrder") == "DESCENDING")
        order = filled + [r for r in order if values[r] is None]
    moved = dict(zip(seen, order, strict=True))
    reorder(context, sheet, box, [moved.get(r, r) for r in range(box.r0, box.r1)])


def reorder(context: Context, sheet: Sheet, box: Box, order: list[int]) -> None:
    """Put the rows of a box in an order; relative references in their formulas follow."""
    comma = locale(context.book.locale).decimal == ","
    lines = {r: {c: cell for c, cell in sheet.rows[r].items() if box.c0 <= c < box.c1} for r in order}
    for place, r in enumerate(order):
        new = box.r0 + place
        for c in [c for c in sheet.rows[new] if box.c0 <= c < box.c1]:
            del sheet.rows[new][c]
        sheet.rows[new].update({c: _shifted(cell, new - r, 0, comma) for c, cell in lines[r].items()})
    context.book.touch(sheet, box)


@handles("insertRange")
def insert_range(context: Context, given: Json) -> None:
    """Make room in a range by pushing cells down or right."""
    sheet, box = context.area(need(given, "range"))
    _shift_block(context, sheet, box, given.get("shiftDimension") == "ROWS", True)


@handles("deleteRange")
def delete_range(context: Context, given: Json) -> None:
    """Take cells out; those below or to the right close up."""
    sheet, box = context.area(need(given, "range"))
    _shift_block(context, sheet, box, given.get("shiftDimension") == "ROWS", False)


def _shift_block(context: Context, sheet: Sheet, box: Box, rows: bool, insert: bool) -> None:
    tail = Box(box.r0, sheet.height, box.c0, box.c1) if rows else Box(box.r0, box.r1, box.c0, sheet.width)
    context.guard(sheet, tail)
    by = (box.height if rows else box.width) * (1 if insert else -1)
    taken = {(r, c): sheet.cell(r, c) for r, c in tail.cells() if sheet.cell(r, c)}
    for place in taken:
        sheet.put(*place, {})
    for (r, c), cell in taken.items():
        if not insert and box.r0 <= r < box.r1 and box.c0 <= c < box.c1:
            continue
        new = (r + by, c) if rows else (r, c + by)
        if new[0] < sheet.height and new[1] < sheet.width:
            sheet.put(*new, cell)
    context.book.stale = True


@handles("pasteData")
def paste_data(context: Context, given: Json) -> None:
    """Type rows of text cut by a delimiter, from a cell on."""
    corner = need(given, "coordinate")
    sheet = context.book.sheet(corner.get("sheetId"))
    r0, c0 = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    if given.get("html"):
        raise invalid("Pasting HTML is not supported by this server.")
    rows = [line.split(given.get("delimiter") or "\t") for line in given.get("data", "").split("\n")]
    box = Box(r0, r0 + len(rows), c0, c0 + max(len(row) for row in rows))
    if box.r0 >= sheet.height or box.c0 >= sheet.width:
        raise invalid("The destination does not fit into the grid.")
    context.guard(sheet, box)
    if box.r1 > sheet.height or box.c1 > sheet.width:
        context.book.check_size(max(box.r1, sheet.height), max(box.c1, sheet.width), sheet)
        sheet.resize(max(box.r1, sheet.height), max(box.c1, sheet.width))
        context.book.stale = True
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            typed(context, sheet, (r0 + r, c0 + c), text, given.get("type") != "PASTE_FORMAT")
    context.book.touch(sheet, box)
