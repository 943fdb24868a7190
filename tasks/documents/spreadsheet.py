"""Workbooks (.xlsx, .xlsm) as tables: every visible sheet is one, dates as the sheet shows them."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from models.document import Cell, Document, Row, Table
from models.document import texts as document_texts
from models.text import MONTH_NAMES, Problem
from tasks.documents.zip_limits import DocumentError, open_package, read_part

MOST_COLUMNS = 200
MOST_SHEET_BYTES = 8_000_000
MOST_MERGED = 200_000


def read_workbook(file: Path) -> Document:
    """The sheets of a workbook; DocumentError when it cannot be read or has no table."""
    with open_package(file) as package:
        _refuse_too_large(package, file)
        macros = any(part.lower().endswith("vbaproject.bin") for part in package.namelist())
    try:
        with file.open("rb") as stream:  # the library leaves a file of its own open where it fails
            book = openpyxl.load_workbook(stream, data_only=True, keep_links=False)
    except (ValueError, KeyError, OSError, TypeError, IndexError, AttributeError, SyntaxError, zipfile.BadZipFile):
        raise DocumentError(document_texts.WORKBOOK_DAMAGED.format(file=file.name)) from None
    tables = [_table(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    book.close()
    filled = tuple(table for table in tables if table.rows)
    if not filled:
        raise DocumentError(document_texts.WORKBOOK_EMPTY.format(file=file.name))
    notes = (Problem(file.name, *document_texts.MACROS),) if macros else ()
    return Document(filled, notes)


def _table(sheet: Worksheet) -> Table:
    rows = tuple(_rows(sheet))
    given = "" if re.fullmatch(document_texts.UNNAMED_SHEET, sheet.title) else sheet.title.strip()
    return Table(rows, document_texts.SHEET.format(title=sheet.title), given)


def _rows(sheet: Worksheet) -> Iterator[Row]:
    """Rows with something in them; merged cells are wide, or go on downwards."""
    # the only door to the filled cells: the others make empty ones up to the farthest corner
    cells: dict[tuple[int, int], Any] = sheet._cells
    filled = {place for place, cell in cells.items() if cell.value is not None and place[1] <= MOST_COLUMNS}
    width = max((column for _, column in filled), default=0)
    spans, below = _merged(sheet, width)
    covered = {(row, column + more) for (row, column), span in spans.items() for more in range(1, span)}
    for number in sorted({row for row, _ in filled} | {row for row, _ in below}):
        row = [
            Cell(
                _text(cells[number, place]) if (number, place) in filled else "",
                spans.get((number, place), 1),
                (number, place) in below,
                _fill(cells.get((number, place))),
            )
            for place in range(1, width + 1)
            if (number, place) not in covered
        ]
        if any(cell.text.strip() or cell.goes_on for cell in row):
            yield Row(tuple(row), number)


def _merged(sheet: Worksheet, width: int) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]]]:
    """How many columns each merged cell takes, by row and column, and the cells that go on from the one above."""
    spans: dict[tuple[int, int], int] = {}
    below: set[tuple[int, int]] = set()
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, merged.max_row + 1):
            spans[row, merged.min_col] = min(merged.max_col, width) - merged.min_col + 1
            if row > merged.min_row:
                below.add((row, merged.min_col))
    return spans, below


def _refuse_too_large(package: zipfile.ZipFile, file: Path) -> None:
    """Stop before a workbook is opened that would take minutes: by the size of its sheets and its merged cells."""
    size = merged = 0
    for part in package.infolist():
        if re.match(r"/?xl/(?:worksheets/|sharedStrings)", part.filename):
            size += part.file_size
            data = read_part(package, part.filename) or b""
            if b"<!DOCTYPE" in data[:4096]:
                raise DocumentError(document_texts.WORKBOOK_DAMAGED.format(file=file.name))
            merged += sum(map(_area, re.findall(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:$]+)\"", data)))
        if size > MOST_SHEET_BYTES or merged > MOST_MERGED:
            raise DocumentError(document_texts.TOO_MANY_CELLS.format(file=file.name))


def _area(reference: bytes) -> int:
    """How many cells a merged range has; whole rows and columns are too many."""
    try:
        left, top, right, bottom = range_boundaries(reference.decode())
    except (ValueError, TypeError):
        return 0
    if left is None or top is None or right is None or bottom is None:
        return MOST_MERGED + 1
    return (right - left + 1) * (bottom - top + 1)


def _fill(cell: Any) -> str:
    """The colour of a cell; '' for none and white."""
    if cell is None or not cell.has_style or cell.fill.fill_type != "solid":
        return ""
    colour = cell.fill.fgColor
    shown = colour.rgb if colour.type == "rgb" else f"{colour.type}{colour.value}{colour.tint:.2f}"
    return "" if str(shown).upper().endswith("FFFFFF") or shown == "theme00.00" else str(shown)


def _text(cell: Any) -> str:
    """What the sheet shows in a cell."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return "+" if value is True else ""
    if isinstance(value, datetime | date):
        return _date(value, str(cell.number_format))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value)


def _date(value: datetime | date, shown: str) -> str:
    """A date as its format shows it: a month with its year, a day without a year, or a whole date.

    >>> _date(date(2021, 3, 1), "mmm\\\\-yy"), _date(date(2021, 3, 5), "d\\\\-mmm"), _date(date(2021, 3, 5), "mm-dd-yy")
    ('март 2021', '05.03', '05.03.2021')
    """
    shape = re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", shown.lower())
    if "d" not in shape and "m" in shape and "y" in shape:
        return f"{MONTH_NAMES[value.month - 1]} {value.year}"
    if "y" not in shape and "d" in shape and "m" in shape:
        return f"{value:%d.%m}"
    if "d" not in shape and "m" not in shape and "y" in shape:
        return str(value.year)
    return f"{value:%d.%m.%Y}"
