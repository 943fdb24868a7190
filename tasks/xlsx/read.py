"""Read a workbook's bytes into a Snapshot, whichever program saved it."""

import warnings
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from models.board import Formula, Sheet, Snapshot, Value, as_text, own_titles, workbook_texts
from models.text import shown_number
from tasks.xlsx.book import Book
from tasks.xlsx.package import Package, PackageError
from tasks.xlsx.text import unescaped

_STRICT = b"purl.oclc.org/ooxml/spreadsheetml/main"


def token_of(data: bytes) -> str:
    """What names a saved state of the file."""
    return sha256(data).hexdigest()


def read_snapshot(data: bytes) -> Snapshot:
    """Every tab with its values; PackageError when these bytes are no workbook."""
    package = Package(data)
    _check_parts(package)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
            spelled = package.save() if package.is_respelled else data
            workbook = load_workbook(BytesIO(spelled), read_only=True, keep_links=False)
            try:
                sheets = tuple(_read_sheet(sheet) for sheet in workbook.worksheets)
            finally:
                workbook.close()
    except Exception as error:  # openpyxl raises whatever its parsers do: any of it means a workbook we cannot read
        raise PackageError(workbook_texts.CONTENT_DAMAGED.format(fault=type(error).__name__)) from error
    book = Book(data)
    sheets = tuple(replace(sheet, merges=book.merges(sheet.title), links=book.links(sheet)) for sheet in sheets)
    return Snapshot(own_titles(sheets), token_of(data), stamp=book.stamp())


def _check_parts(package: Package) -> None:
    names = package.names()
    if "[Content_Types].xml" not in names:
        raise PackageError(workbook_texts.NO_XML_WORKBOOK)
    for name in names:
        if name.lower().endswith(".xml"):
            head = package.read(name)[:2048]
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise PackageError(workbook_texts.FOREIGN_XML)
            if _STRICT in head:
                raise PackageError(workbook_texts.STRICT_WORKBOOK)


def _read_sheet(sheet: Any) -> Sheet:
    sheet.reset_dimensions()  # what a program wrote there may be stale
    rows: dict[int, tuple[Value, ...]] = {}
    shown: dict[tuple[int, int], str] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_value(cell) for cell in cells]
        for column, (cell, value) in enumerate(zip(cells, values, strict=True), start=1):
            if text := _shown(cell, value):
                shown[number, column] = text
        while values and values[-1] is None:
            values.pop()
        if values:
            rows[number] = tuple(values)
    return Sheet(sheet.title, rows, shown=shown)


def _shown(cell: Any, value: Value) -> str | None:
    """The text that a cell shows where it is not the value's own."""
    if isinstance(cell.value, time):
        return f"{cell.value:%H:%M}" if not cell.value.second else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    text = shown_number(value, cell.number_format or "General")
    return text if text != as_text(value) else None


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None or value == "":
        return None
    if isinstance(value, ArrayFormula | DataTableFormula):
        return Formula(str(getattr(value, "text", None) or "="))
    if isinstance(value, str):
        return Formula(value) if cell.data_type == "f" else unescaped(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool | int | float | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
