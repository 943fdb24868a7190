"""A person at work in the workbook, with a spreadsheet library and nothing of ours: for the demonstration."""

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook


def fill(file: Path, tab: str, key: str, cells: dict[str, str | date | None]) -> None:
    """Open the workbook, fill cells of the row whose first column holds the key, by their headers, and save it."""
    workbook = load_workbook(file)
    sheet: Any = workbook[tab]
    header = {cell.value: cell.column for cell in sheet[3] if cell.value}
    row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == key)
    for name, value in cells.items():
        sheet.cell(row, header[name]).value = value
    workbook.save(file)
    workbook.close()
