"""The municipal report as a Word document: schools side by side, then the directions of each."""

from collections.abc import Iterable
from typing import Any

from docx.shared import Length, Mm, Pt

from models.fleet import Figure, Figures, FleetReport
from models.fleet import report_texts as texts
from models.papers import texts as papers_texts
from tasks.papers.page import CELL, CENTER, SMALL, add_page_number, add_paragraph, blank_page, document_bytes
from tasks.papers.table import PaperTable

WHOLE, NAME, POSTS = 260, 58, 62  # millimetres
FEW = 9  # columns whose names fit in letters of the table's size


def fleet_document(report: FleetReport) -> bytes:
    """The report as the bytes of a .docx file."""
    document = blank_page()
    day = texts.AS_OF.format(day=papers_texts.long_day(report.day))
    add_paragraph(document, texts.TITLE, CENTER, bold=True)
    add_paragraph(document, report.name, CENTER)
    add_paragraph(document, day, CENTER, below=Pt(6))
    if report.silent:
        _heading(document, texts.SAID)
        for school in report.silent:
            add_paragraph(document, texts.said(school.name, school.said))
    _heading(document, texts.BY_SCHOOL)
    table = _table(document, report, texts.SCHOOL)
    for school in report.counted:
        table.add_cells(_row(report, school.name, school.overall))
    table.add_cells(_row(report, texts.ALL, report.overall), bold=True)
    for note in texts.NOTES:
        add_paragraph(document, note, size=CELL, above=Pt(3))
    if report.counted:
        _heading(document, texts.BY_DIRECTION)
        table = _table(document, report, texts.DIRECTION)
    for school in report.counted:
        table.add_line(school.name, keep=True)
        for each in school.directions:
            table.add_cells(_row(report, each.bar.title, each), keep=each is not school.directions[-1])
    add_page_number(document)
    return document_bytes(document, f"{texts.TITLE} {day}", report.day)


def _heading(document: Any, text: str) -> None:
    heading = add_paragraph(document, text, bold=True, above=Pt(12), below=Pt(4))
    heading.paragraph_format.keep_with_next = True


def _table(document: Any, report: FleetReport, first: str) -> PaperTable:
    table = PaperTable(document, tuple(_widths(report)), CELL.pt)
    size = CELL.pt if len(report.columns) <= FEW else SMALL.pt
    table.add_header((first, *(label for _, label in report.columns)), size)
    return table


def _widths(report: FleetReport) -> Iterable[Length]:
    """The name's width, wide columns for posts, and what is left for numbers."""
    wide = sum(figure is Figure.STANDING for figure, _ in report.columns)
    narrow = len(report.columns) - wide
    number = (WHOLE - NAME - wide * POSTS) / narrow if narrow else 0
    yield Mm(NAME)
    for figure, _ in report.columns:
        yield Mm(POSTS if figure is Figure.STANDING else number)


def _row(report: FleetReport, name: str, one: Figures | None) -> Iterable[str | int]:
    yield name
    for figure, _ in report.columns:
        if one is not None:
            yield texts.delayed(one) if figure is Figure.STANDING else texts.shown(figure, one)
