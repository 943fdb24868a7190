"""A sheet of a workbook that is filled line by line and printed on A4 lying on its side."""

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from tasks.boards import GRID, legal_text, points_for

LONGEST = 32_000
FONT_POINTS = 10.0
_SIDE = Side(style="thin", color=GRID)
_BORDER = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_PLAIN, _BOLD = (Font(name="Arial", size=FONT_POINTS, bold=bold) for bold in (False, True))
_WRAPPED = Alignment(wrap_text=True, vertical="top")


class SheetPage:
    """The sheet that is being filled, line by line."""

    def __init__(self, sheet: Any, title: str, widths: Sequence[float]) -> None:
        self._sheet, self._widths = sheet, tuple(widths)
        self._last = 0  # the sheet itself would look through every cell for its last row
        sheet.title = title
        for number, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    def add_line(self, text: str, *, bold: bool = False) -> None:
        """A line across all columns."""
        self._last += 1
        self._put(1, text, bold)
        self._sheet.merge_cells(start_row=self._last, start_column=1, end_row=self._last, end_column=len(self._widths))
        self._sheet.row_dimensions[self._last].height = points_for(text, sum(self._widths), FONT_POINTS)

    def add_row(self, values: tuple[str | int, ...], *, bold: bool = False, fill: str | None = None) -> int:
        """A row of the table, as high as its longest cell; gives its number."""
        self._last += 1
        for column, value in enumerate(values, start=1):
            cell = self._put(column, value, bold)
            cell.border = _BORDER
            if fill:
                cell.fill = PatternFill("solid", fgColor=fill)
        heights = [points_for(value, width, FONT_POINTS) for value, width in zip(values, self._widths, strict=False)]
        self._sheet.row_dimensions[self._last].height = max(heights)
        return self._last

    def set_up_printing(self, header: int) -> None:
        """A4 lying, as wide as the page, the header on every page."""
        sheet = self._sheet
        sheet.freeze_panes = f"A{header + 1}"
        sheet.print_title_rows = f"{header}:{header}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _put(self, column: int, value: str | int, bold: bool) -> Any:
        """A value, a text always as text: what begins with «=» is no formula."""
        cell = self._sheet.cell(self._last, column)
        cell.value = legal_text(value, LONGEST) if isinstance(value, str) else value
        if isinstance(value, str) and cell.value is not None:
            cell.data_type = "s"
        cell.font, cell.alignment = _BOLD if bold else _PLAIN, _WRAPPED
        return cell
