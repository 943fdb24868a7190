"""The report as a Word document: a header row on every page, no row torn, numbers and dashes typed."""

from typing import Any

from docx.shared import Mm, Pt

from models.papers import Report, ReportDirection, texts
from tasks.papers.page import BOTH, CELL, CENTER, SMALL, add_page_number, add_paragraph, blank_page, document_bytes
from tasks.papers.table import PaperTable

SIGNED_AT = Mm(125)
WIDTHS = (Mm(11), Mm(68), Mm(27), Mm(36), Mm(38), Mm(80))
PARTS_WIDTHS = (Mm(20), Mm(45), Mm(85), Mm(65), Mm(20), Mm(25))
TOTALS_WIDTHS = (Mm(40), *(Mm(22),) * 10)


def report_document(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    document = blank_page()
    _opening(document, report)
    for direction in report.directions:
        _direction(document, report, direction)
    if not report.directions:
        add_paragraph(document, texts.NOTHING)
    else:
        _totals(document, report)
    _ending(document, report)
    _parts(document, report)
    title = f"{texts.REPORT} {texts.AS_OF.format(day=texts.long_day(report.as_of))}"
    return document_bytes(document, title, report.as_of)


def _opening(document: Any, report: Report) -> None:
    add_paragraph(document, texts.REPORT, CENTER, bold=True)
    add_paragraph(document, texts.AS_OF.format(day=texts.long_day(report.as_of)), CENTER)
    add_paragraph(document, report.title, CENTER, bold=True, above=Pt(6))
    for line in report.about:
        add_paragraph(document, line, CENTER)
    if report.purpose:
        add_paragraph(document, texts.PURPOSE.format(purpose=report.purpose), BOTH, above=Pt(12))
    for classes, goals in report.goals:
        add_paragraph(document, classes, above=Pt(6)).paragraph_format.keep_with_next = True
        for goal in goals:
            line = add_paragraph(document, texts.GOAL.format(goal=goal), BOTH)
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(5), Mm(-5)


def _direction(document: Any, report: Report, direction: ReportDirection) -> None:
    """A direction's heading, its table, and its totals in the last row."""
    add_paragraph(
        document, direction.heading, bold=True, above=Pt(14), below=Pt(4)
    ).paragraph_format.keep_with_next = True
    table = PaperTable(document, WIDTHS, CELL.pt)
    table.add_header(texts.HEADER)
    for row in direction.rows:
        table.add_row((*((text,) for text in row.signed), row.mark), keep=row is direction.rows[-1])
    table.add_line(report.totals_of(direction))


def _totals(document: Any, report: Report) -> None:
    """All directions side by side, and their sum."""
    add_paragraph(
        document, texts.ALL_TOTALS, bold=True, above=Pt(14), below=Pt(4)
    ).paragraph_format.keep_with_next = True
    names = [name for name, _ in report.counted(report.totals)]
    table = PaperTable(document, TOTALS_WIDTHS, CELL.pt)
    table.add_header((texts.DIRECTION, *names), SMALL.pt)
    for each in report.directions:
        table.add_numbers(each.heading, (number for _, number in report.counted(each.totals)))
    table.add_numbers(texts.ALL, (number for _, number in report.counted(report.totals)), bold=True)
    add_paragraph(document, texts.NOTE, size=CELL, above=Pt(3))


def _parts(document: Any, report: Report) -> None:
    """What everybody contributed, behind the signatures."""
    if report.parts:
        heading = add_paragraph(document, texts.PARTS, bold=True, above=Pt(14), below=Pt(4))
        heading.paragraph_format.keep_with_next = True
        table = PaperTable(document, PARTS_WIDTHS, CELL.pt)
        table.add_header(texts.PARTS_HEADER)
        for row in report.parts:
            table.add_row((text,) for text in row)


def _ending(document: Any, report: Report) -> None:
    """The control code, the lines to sign on, and the page's number at its foot."""
    add_paragraph(document, report.control, size=CELL, above=Pt(10)).paragraph_format.keep_with_next = True
    for who in report.signatories:
        line = add_paragraph(document, texts.SIGNATURE.format(who=who), above=Pt(16))
        line.paragraph_format.tab_stops.add_tab_stop(SIGNED_AT)
        line.paragraph_format.keep_with_next = True
    add_paragraph(document, texts.SIGNED_ON, above=Pt(16))
    add_page_number(document)
