"""The report as a sheet of a workbook, with the columns of the signed document."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from models.papers import Report, texts
from tasks.boards import BAND, GRID, legal_text, points_for
from tasks.papers.package import settled

WIDTHS = (7, 48, 16, 26, 26, 70)
LONGEST = 32_000
FONT_POINTS = 10.0
_SIDE = Side(style="thin", color=GRID)
_BORDER = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_PLAIN, _BOLD = (Font(name="Arial", size=FONT_POINTS, bold=bold) for bold in (False, True))
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def report_sheet(report: Report) -> bytes:
    """The report as the bytes of an .xlsx file: one sheet, a row for each activity, totals below."""
    workbook = Workbook()
    page = _Page(workbook.active)
    for text in (texts.REPORT, texts.AS_OF.format(day=texts.long_day(report.as_of)), report.title, *report.about):
        page.add_line(text, bold=text in (texts.REPORT, report.title))
    header = page.add_row(texts.HEADER, bold=True, fill=BAND)
    for direction in report.directions:
        page.add_line(direction.heading, bold=True)
        for row in direction.rows:
            page.add_row((*row.signed, "\n".join(row.mark)))
        page.add_line(report.totals_of(direction), bold=True)
    for name, number in report.counted(report.totals):
        page.add_row(("", name, number))
    page.add_line(report.control)
    if report.parts:
        page.add_line(texts.PARTS, bold=True)
        for number, (code, who, what, link, amount, day) in enumerate((texts.PARTS_HEADER, *report.parts)):
            page.add_row((code, what, amount, who, day, link), bold=number == 0)
    page.set_up_printing(header)
    workbook.properties.creator = ""
    made = BytesIO()
    workbook.save(made)
    return settled(made.getvalue(), report.as_of)


class _Page:
    """The sheet that is being filled, line by line."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._last = 0  # the sheet itself would look through every cell for its last row
        sheet.title = texts.SHEET
        for column, width in zip("ABCDEF", WIDTHS, strict=True):
            sheet.column_dimensions[column].width = width

    def add_line(self, text: str, *, bold: bool = False) -> None:
        """A line across all columns."""
        self._last += 1
        self._put(1, text, bold)
        self._sheet.merge_cells(start_row=self._last, start_column=1, end_row=self._last, end_column=len(WIDTHS))
        self._sheet.row_dimensions[self._last].height = points_for(text, sum(WIDTHS), FONT_POINTS)

    def add_row(self, values: tuple[str | int, ...], *, bold: bool = False, fill: str | None = None) -> int:
        """A row of the table, as high as its longest cell; gives its number."""
        self._last += 1
        for column, value in enumerate(values, start=1):
            cell = self._put(column, value, bold)
            cell.border = _BORDER
            if fill:
                cell.fill = PatternFill("solid", fgColor=fill)
        heights = [points_for(value, width, FONT_POINTS) for value, width in zip(values, WIDTHS, strict=False)]
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
