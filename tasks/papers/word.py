"""The report as a Word document: A4, a header row on every page, no row torn, numbers and dashes typed.

The font is one that LibreOffice has a twin of, and nothing is numbered or bulleted by the program, so that
Word and LibreOffice show the same.
"""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from models.papers import Report, ReportDirection, texts
from tasks.boards import legal_text
from tasks.papers.package import settled
from tasks.papers.table import LONGEST, PaperTable

FONT = "Times New Roman"
TEXT, CELL, SMALL = Pt(12), Pt(9.5), Pt(7)
PAGE_WIDTH, PAGE_HEIGHT, LEFT, RIGHT, EDGE = Mm(297), Mm(210), Mm(25), Mm(12), Mm(15)
SIGNED_AT = Mm(125)
WIDTHS = (Mm(11), Mm(68), Mm(27), Mm(36), Mm(38), Mm(80))
TOTALS_WIDTHS = (Mm(50), *(Mm(21),) * 10)
CENTER, AT_RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def report_document(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    document = _blank()
    _opening(document, report)
    for direction in report.directions:
        _direction(document, report, direction)
    if not report.directions:
        _paragraph(document, texts.NOTHING)
    else:
        _totals(document, report)
    _ending(document, report)
    document.core_properties.title = f"{texts.REPORT} {texts.AS_OF.format(day=texts.long_day(report.as_of))}"
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(2021, 1, 1)  # settled below
    made = BytesIO()
    document.save(made)
    return settled(made.getvalue(), report.as_of)


def _blank() -> Any:
    """An empty document with our page, font and language."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin = section.bottom_margin = EDGE
    style = document.styles["Normal"]
    style.font.size = TEXT
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    properties.append(_element("w:lang", {"val": "ru-RU", "eastAsia": "ru-RU"}))
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    return document


def _opening(document: Any, report: Report) -> None:
    _paragraph(document, texts.REPORT, CENTER, bold=True)
    _paragraph(document, texts.AS_OF.format(day=texts.long_day(report.as_of)), CENTER)
    _paragraph(document, report.title, CENTER, bold=True, above=Pt(6))
    for line in report.about:
        _paragraph(document, line, CENTER)
    if report.purpose:
        _paragraph(document, texts.PURPOSE.format(purpose=report.purpose), BOTH, above=Pt(12))
    for classes, goals in report.goals:
        _paragraph(document, classes, above=Pt(6)).paragraph_format.keep_with_next = True
        for goal in goals:
            line = _paragraph(document, texts.GOAL.format(goal=goal), BOTH)
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(5), Mm(-5)


def _direction(document: Any, report: Report, direction: ReportDirection) -> None:
    """A direction's heading, its table, and its totals in the last row."""
    _paragraph(document, direction.heading, bold=True, above=Pt(14), below=Pt(4)).paragraph_format.keep_with_next = True
    table = PaperTable(document, WIDTHS, CELL.pt)
    table.add_header(texts.HEADER)
    for row in direction.rows:
        table.add_row((*((text,) for text in row.signed), row.mark), keep=row is direction.rows[-1])
    table.add_line(report.totals_of(direction))


def _totals(document: Any, report: Report) -> None:
    """All directions side by side, and their sum."""
    _paragraph(document, texts.ALL_TOTALS, bold=True, above=Pt(14), below=Pt(4)).paragraph_format.keep_with_next = True
    names = [name for name, _ in report.counted(report.totals)]
    table = PaperTable(document, TOTALS_WIDTHS, CELL.pt)
    table.add_header((texts.DIRECTION, *names), SMALL.pt)
    for each in report.directions:
        table.add_numbers(each.heading, (number for _, number in report.counted(each.totals)))
    table.add_numbers(texts.ALL, (number for _, number in report.counted(report.totals)), bold=True)
    _paragraph(document, texts.NOTE, size=CELL, above=Pt(3))


def _ending(document: Any, report: Report) -> None:
    """The control code, the lines to sign on, and the page's number at its foot."""
    _paragraph(document, report.control, size=CELL, above=Pt(10)).paragraph_format.keep_with_next = True
    for who in report.signatories:
        line = _paragraph(document, texts.SIGNATURE.format(who=who), above=Pt(16))
        line.paragraph_format.tab_stops.add_tab_stop(SIGNED_AT)
        line.paragraph_format.keep_with_next = True
    _paragraph(document, texts.SIGNED_ON, above=Pt(16))
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = AT_RIGHT
    foot.add_run(texts.PAGE).font.size = CELL
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGE"
    begin, end = (_element("w:fldChar", {"fldCharType": kind}) for kind in ("begin", "end"))
    for part in (begin, instruction, end):
        run = foot.add_run()
        run.font.size = CELL
        run._r.append(part)


def _paragraph(
    document: Any, text: str, align: Any = None, *, bold: bool = False, size: Any = TEXT, above: Any = None,
    below: Any = None,
) -> Any:  # fmt: skip
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = above, below
    _run(paragraph, text, size, bold)
    return paragraph


def _run(paragraph: Any, text: str, size: Any, bold: bool) -> None:
    run = paragraph.add_run(legal_text(text, LONGEST) or "")
    run.font.size, run.bold = size, bold or None


def _element(name: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
