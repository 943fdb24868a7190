"""An A4 page lying on its side, with one font, and what is written on it.

The font is one that LibreOffice has a twin of, and nothing is numbered or bulleted by the program, so that
Word and LibreOffice show the same.
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from models.papers import texts
from tasks.boards import legal_text
from tasks.papers.package import settled
from tasks.papers.table import LONGEST

FONT = "Times New Roman"
TEXT, CELL, SMALL = Pt(12), Pt(9.5), Pt(7)
PAGE_WIDTH, PAGE_HEIGHT, LEFT, RIGHT, EDGE = Mm(297), Mm(210), Mm(25), Mm(12), Mm(15)
CENTER, AT_RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def blank_page() -> Any:
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


def add_page_number(document: Any) -> None:
    """The page's number at its foot."""
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


def document_bytes(document: Any, title: str, day: date) -> bytes:
    """The document as the bytes of a .docx file of that day."""
    document.core_properties.title, document.core_properties.author = title, ""
    document.core_properties.created = document.core_properties.modified = datetime(2021, 1, 1)  # settled below
    made = BytesIO()
    document.save(made)
    return settled(made.getvalue(), day)


def add_paragraph(
    document: Any, text: str, align: Any = None, *, bold: bool = False, size: Any = TEXT, above: Any = None,
    below: Any = None,
) -> Any:  # fmt: skip
    """A paragraph of one text, with so much room above and below it."""
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
