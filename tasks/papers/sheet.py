"""The report as a sheet of a workbook, with the columns of the signed document."""

from io import BytesIO

from openpyxl import Workbook

from models.papers import Report, texts
from tasks.boards import BAND
from tasks.papers.package import settled
from tasks.papers.sheet_page import SheetPage

WIDTHS = (7, 48, 16, 26, 26, 70)


def report_sheet(report: Report) -> bytes:
    """The report as the bytes of an .xlsx file: one sheet, a row for each activity, totals below."""
    workbook = Workbook()
    page = SheetPage(workbook.active, texts.SHEET, WIDTHS)
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
