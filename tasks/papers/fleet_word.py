"""The municipal report as a Word document: schools side by side, then the directions of each."""

from collections.abc import Iterable
from typing import Any

from docx.shared import Mm, Pt

from models.fleet import Figure, Figures, FleetReport
from models.fleet import report_texts as texts
from models.papers import texts as papers_texts
from tasks.papers.page import CELL, CENTER, add_page_number, add_paragraph, blank_page, document_bytes
from tasks.papers.table import PaperTable

WHOLE, NAME, POSTS, MARGINS = 260, 52, 54, 4  # millimetres
POINTS_OF_A_MILLIMETRE, WIDE, SMALLEST = 2.835, 0.56, 7  # a bold letter is so wide, in parts of its size
UPRIGHT, HEIGHT = Pt(8), Mm(32)  # where the longest word would not fit across
NUMBERS = frozenset(Figure) - {Figure.STANDING}


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
    for school in report.schools:
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
    number = _number_width(report)
    table = PaperTable(document, [Mm(NAME), *(Mm(_width(figure, number)) for figure, _ in report.columns)], CELL.pt)
    numbers = [number for number, (figure, _) in enumerate(report.columns, start=1) if figure in NUMBERS]
    words = (word for figure, label in report.columns if figure in NUMBERS for word in label.split())
    fits = (number - MARGINS) * POINTS_OF_A_MILLIMETRE / (max(map(len, words), default=1) * WIDE)
    names = (first, *(label for _, label in report.columns))
    if fits < SMALLEST:
        table.add_header(names, UPRIGHT.pt, numbers, HEIGHT)
    else:
        table.add_header(names, min(CELL.pt, fits))
    return table


def _number_width(report: FleetReport) -> float:
    """What the name and the posts leave for each column of numbers, in millimetres."""
    narrow = sum(figure in NUMBERS for figure, _ in report.columns)
    return (WHOLE - NAME - POSTS * (len(report.columns) - narrow)) / max(1, narrow)


def _width(figure: Figure, number: float) -> float:
    return number if figure in NUMBERS else POSTS


def _row(report: FleetReport, name: str, one: Figures | None) -> Iterable[str | int]:
    yield name
    for figure, _ in report.columns:
        yield texts.shown(figure, one) if one is None or figure in NUMBERS else texts.delayed(one)
