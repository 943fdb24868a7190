"""The report of a day: made from the journal, written as Word or as a workbook."""

from datetime import date
from pathlib import Path

from flows.office import SchoolContext
from flows.papers.past import past_day
from models.output import command_texts
from models.papers import Report, Selection, report, texts
from models.text import VekhaError, spell_day

WORD, SHEET = ".docx", ".xlsx"


def is_kind(file: Path) -> bool:
    """Whether a report can be written in the format that the file's name asks for."""
    return file.suffix.lower() in (WORD, SHEET)


def report_of(office: SchoolContext, day: date, asked: Selection) -> Report:
    """The report of a day that has come; VekhaError for one that has not."""
    if day > office.school.calendar.today(office.now):
        raise VekhaError(texts.FUTURE.format(day=spell_day(day)))
    found = past_day(office, day)
    return report(office.school, found.overviews, found.past, day, asked)


def write_report(made: Report, file: Path) -> None:
    """Write the report in the format that the file's name asks for."""
    from tasks.papers import report_document, report_sheet, write_paper  # Word's library is loaded for papers alone

    content = report_document(made) if file.suffix.lower() == WORD else report_sheet(made)
    write_paper(file, content, command_texts.FILE_CLOSED)
