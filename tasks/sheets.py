"""Workbooks (.xlsx, .xlsm) as tables: every visible sheet is one, dates as the sheet shows them."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from models.document import Cell, Document, Row, Table
from models.problems import Problem
from tasks.packages import DocumentError, open_package

MOST_ROWS = 20_000
MOST_COLUMNS = 200
_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905


def read_workbook(file: Path) -> Document:
    """The sheets of a workbook; DocumentError when it cannot be read or has no table."""
    with open_package(file) as package:
        macros = any(part.lower().endswith("vbaproject.bin") for part in package.namelist())
    try:
        book = openpyxl.load_workbook(file, data_only=True, keep_links=False)
    except (ValueError, KeyError, OSError, TypeError, IndexError, AttributeError, SyntaxError, zipfile.BadZipFile):
        raise DocumentError(f"Файл {file.name} повреждён: откройте его в Excel и сохраните заново") from None
    tables = [_table(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    book.close()
    filled = tuple(table for table in tables if table.rows)
    if not filled:
        raise DocumentError(f"В книге {file.name} нет ни одной заполненной ячейки")
    notes = (Problem(file.name, "В документе есть макросы", "Они не читались и не выполнялись."),) if macros else ()
    return Document(filled, notes)


def _table(sheet: Worksheet) -> Table:
    rows = tuple(_rows(sheet))
    given = "" if re.fullmatch(r"(?:Лист|Sheet|Таблица)\s*\d*", sheet.title) else sheet.title.strip()
    return Table(rows, f"лист «{sheet.title}»", given)


def _rows(sheet: Worksheet) -> Iterator[Row]:
    """Rows with something in them; merged cells are wide, or go on downwards."""
    spans: dict[tuple[int, int], int] = {}
    covered: set[tuple[int, int]] = set()
    below: set[tuple[int, int]] = set()
    for merged in sheet.merged_cells.ranges:
        if merged.max_row - merged.min_row > MOST_ROWS or merged.max_col - merged.min_col > MOST_COLUMNS:
            continue
        for row in range(merged.min_row, merged.max_row + 1):
            spans[row, merged.min_col] = merged.max_col - merged.min_col + 1
            covered.update((row, column) for column in range(merged.min_col + 1, merged.max_col + 1))
            if row > merged.min_row:
                below.add((row, merged.min_col))
    width = min(sheet.max_column, MOST_COLUMNS)
    for number, values in enumerate(sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=width), start=1):
        cells = [
            Cell(_text(cell), spans.get((number, place), 1), (number, place) in below, _fill(cell))
            for place, cell in enumerate(values, start=1)
            if (number, place) not in covered
        ]
        if any(cell.text.strip() or cell.goes_on for cell in cells):
            yield Row(tuple(cells), number)


def _fill(cell: Any) -> str:
    """The colour of a cell; '' for none and white."""
    if not cell.has_style or cell.fill.fill_type != "solid":
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
        return f"{_MONTHS[value.month - 1]} {value.year}"
    if "y" not in shape and "d" in shape and "m" in shape:
        return f"{value:%d.%m}"
    if "d" not in shape and "m" not in shape and "y" in shape:
        return str(value.year)
    return f"{value:%d.%m.%Y}"
