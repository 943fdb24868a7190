"""Requests that write cells."""

from __future__ import annotations

from typing import Any

from ..a1 import Box
from ..errors import invalid
from ..formulas.rewriting import shifted
from ..locales import locale
from ..masks import update_paths
from ..model import Json
from ..registry import Context, handles, need
from ..schemas import schemas
from ..writing import kept, update

SHEETS = schemas("sheets")


def cell_paths(given: Json) -> list[tuple[str, ...]]:
    """Give the fields of cells that a request changes."""
    return update_paths(given.get("fields"), SHEETS, "CellData")


@handles("updateCells")
def update_cells(context: Context, given: Json) -> None:
    """Write rows of cells; with a range, what the rows do not cover is cleared."""

    paths = cell_paths(given)
    rows = [row.get("values", []) for row in given.get("rows", [])]
    if "range" in given:
        sheet, box = context.area(given["range"])
        height, width = len(rows), max((len(row) for row in rows), default=0)
        if height > box.height:
            raise beyond("row", box.r1, box.r1 - 1)
        if width > box.width:
            raise beyond("column", box.c1, box.c1 - 1)
        whole = box
    else:
        start = need(given, "start")
        sheet = context.book.sheet(start.get("sheetId"))
        r0, c0 = start.get("rowIndex", 0), start.get("columnIndex", 0)
        box = Box(r0, r0 + len(rows), c0, c0 + max((len(row) for row in rows), default=0))
        if box.r1 > sheet.height:
            raise beyond("row", sheet.height, sheet.height - 1)
        if box.c1 > sheet.width:
            raise beyond("column", sheet.width, sheet.width - 1)
        whole = None
    context.guard(sheet, box)
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            update(context, sheet, (box.r0 + n, box.c0 + m), kept(cell), paths)
    if whole:
        _clear_rest(context, sheet, whole, rows, paths)
    context.book.touch(sheet, box)


def _clear_rest(context: Context, sheet: Any, box: Box, rows: list[Any], paths: list[tuple[str, ...]]) -> None:
    for r in range(box.r0, box.r1):
        covered = len(rows[r - box.r0]) if r - box.r0 < len(rows) else 0
        for c in [c for c in sheet.rows[r] if box.c0 + covered <= c < box.c1]:
            update(context, sheet, (r, c), {}, paths)


def beyond(word: str, wrote: int, last: int) -> Exception:
    """Refuse to write outside of what was asked for."""
    return invalid(f"Attempting to write {word}: {wrote}, beyond the last requested {word} of: {last}")


@handles("repeatCell")
def repeat_cell(context: Context, given: Json) -> None:
    """Write one cell all over a range."""

    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    paths = cell_paths(given)
    cell = kept(given.get("cell", {}))
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    comma = locale(context.book.locale).decimal == ","
    for r, c in box.cells():
        one = cell
        if formula:
            one = cell | {"userEnteredValue": {"formulaValue": shifted(formula, r - box.r0, c - box.c0, comma)}}
        update(context, sheet, (r, c), one, paths)
    context.book.touch(sheet, box)


@handles("appendCells")
def append_cells(context: Context, given: Json) -> None:
    """Write rows after the last row with data, adding rows if the grid ends."""

    sheet = context.book.sheet(given.get("sheetId"))
    paths = cell_paths(given)
    rows = [row.get("values", []) for row in given.get("rows", [])]
    width = max((len(row) for row in rows), default=0)
    if width > sheet.width:
        raise beyond("column", sheet.width, sheet.width - 1)
    start = last_row(context, sheet) + 1
    if start + len(rows) > sheet.height:
        context.book.check_size(start + len(rows), sheet.width, sheet)
        sheet.resize(start + len(rows), sheet.width)
        context.book.stale = True
    box = Box(start, start + len(rows), 0, width)
    context.guard(sheet, box)
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            update(context, sheet, (start + n, m), kept(cell), paths)
    context.book.touch(sheet, box)


def last_row(context: Context, sheet: Any) -> int:
    """Give the last row in which some cell shows something; -1 when none does."""
    spreads = any("formulaValue" in cell.get("userEnteredValue", {}) for row in sheet.rows for cell in row.values())
    shown = [r for r, _ in context.calculator().spread_over(sheet)] if spreads else []
    typed = next(
        (r for r in range(sheet.height - 1, -1, -1)
         if any("userEnteredValue" in cell for cell in sheet.rows[r].values())), -1,
    )  # fmt: skip
    return max([typed, *shown])
