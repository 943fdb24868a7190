"""Spreadsheets as files: workbooks and texts out, texts in."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .identity import Identity
from .model import Book, Json
from .reading import value_range
from .registry import Context
from .rendering import DATE_TYPES
from .serials import moment
from .sheets_api import empty_book
from .world import File, World
from .writing import typed

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DELIMITERS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def exported(world: World, file: File, who: Identity, kind: str) -> bytes | None:
    """Give a spreadsheet as a file of a kind; None for kinds that are not made here."""
    if file.book is None or kind not in (*DELIMITERS, WORKBOOK):
        return None
    context = Context(file.book, file, who, world.locale_now(file.book))
    return _workbook(context) if kind == WORKBOOK else _text(context, DELIMITERS[kind])


def _text(context: Context, delimiter: str) -> bytes:
    sheet = context.book.sheets[0]
    values = value_range(context, sheet, sheet.whole, "", {}).get("values", [])
    width = max((len(line) for line in values), default=0)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(line + [""] * (width - len(line)) for line in values)
    return out.getvalue().rstrip("\r\n").encode()


def _workbook(context: Context) -> bytes:
    """Give every tab with its values; a formula's result stands for it, dates are dates."""
    book = Workbook()
    book.remove(book.worksheets[0])
    calculator = context.calculator()
    for sheet in context.book.sheets:
        page = book.create_sheet(sheet.title)
        page.sheet_state = "hidden" if sheet.properties.get("hidden") else "visible"
        spread = calculator.spread_over(sheet)
        for r, c in sorted({(r, c) for r, row in enumerate(sheet.rows) for c in row} | set(spread)):
            value = calculator.value(sheet, r, c)
            if value is not None:
                form = sheet.cell(r, c).get("userEnteredFormat", {}).get("numberFormat", {})
                page.cell(r + 1, c + 1).value = _in_workbook(value, form)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _in_workbook(value: Any, form: Json) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool) and form.get("type") in DATE_TYPES:
        return moment(value)
    return value if isinstance(value, bool | int | float) else ILLEGAL_CHARACTERS_RE.sub("", str(value))


def imported(world: World, file: File, who: Identity, data: bytes) -> Book:
    """Give a spreadsheet of one tab with a text's rows."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"))))
    book = empty_book(file.id, file.name, zone="America/Los_Angeles")
    sheet = book.sheets[0]
    sheet.properties["sheetId"] = book.fresh_id(lambda: iter(()))
    sheet.properties["title"] = file.name[:100]
    sheet.resize(max(len(rows), 1000), max([len(row) for row in rows] + [26]))
    context = Context(book, file, who, world.locale_now(book))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            typed(context, sheet, (r, c), value, True)
    return book
