"""Papers made from the journal, whenever that is, and written as Word or as a workbook."""

from datetime import date
from pathlib import Path

from flows.office import SchoolContext
from flows.papers.past import past_day
from models.journal import MeetingClosed
from models.meeting import MEETINGS, Agenda, protocol
from models.meeting import texts as meeting_texts
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


def write_agenda(made: Agenda, file: Path) -> None:
    """Write the agenda as a Word file."""
    from tasks.papers import agenda_document, write_paper

    write_paper(file, agenda_document(made), command_texts.FILE_CLOSED)


def write_protocol(office: SchoolContext, number: int, file: Path) -> MeetingClosed:
    """Write the protocol of a meeting from the journal, however long ago it was held."""
    from tasks.papers import protocol_document, write_paper

    for each in office.journal.excerpt(MEETINGS):
        if isinstance(each.event, MeetingClosed) and each.event.number == number:
            values = protocol(each.event, office.school.settings.name, each.digest)
            write_paper(file, protocol_document(values, each.event.on, office.folder), command_texts.FILE_CLOSED)
            return each.event
    raise VekhaError(meeting_texts.UNKNOWN_PROTOCOL.format(number=number))
