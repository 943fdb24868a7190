"""The agenda of a meeting as a Word document."""

from docx.shared import Mm

from models.meeting import Agenda, texts
from models.text import russian
from tasks.papers.page import CELL, CENTER, add_page_number, add_paragraph, blank_page, document_bytes
from tasks.papers.table import PaperTable

WIDTHS = (Mm(11), Mm(18), Mm(56), Mm(42), Mm(50), Mm(33), Mm(30), Mm(20))


def agenda_document(agenda: Agenda) -> bytes:
    """The agenda as the bytes of a .docx file."""
    document = blank_page()
    title = texts.AGENDA.format(number=agenda.number)
    add_paragraph(document, title, CENTER, bold=True)
    add_paragraph(document, texts.ON_DAY.format(day=russian.day(agenda.on)), CENTER)
    table = PaperTable(document, WIDTHS, CELL.pt)
    table.add_header(texts.AGENDA_HEADER)
    for item in agenda.items:
        table.add_row([(cell,) for cell in item.cells])
    add_page_number(document)
    return document_bytes(document, title, agenda.on)
