"""The municipal report as files: what goes with the letter, and what a command writes."""

from pathlib import Path

from models.fleet import FleetReport, report_texts
from models.output import command_texts
from models.text import spell_day
from tasks.mail import Attachment

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_fleet_report(report: FleetReport, file: Path) -> None:
    """Write the report in the format that the file's name asks for."""
    from tasks.papers import fleet_document, fleet_sheet, write_paper

    content = fleet_document(report) if file.suffix.lower() == ".docx" else fleet_sheet(report)
    write_paper(file, content, command_texts.FILE_CLOSED)


def enclosures_of(report: FleetReport) -> tuple[Attachment, ...]:
    """The report as a Word document and as a workbook."""
    from tasks.papers import fleet_document, fleet_sheet  # Word's library is loaded for papers alone

    day = spell_day(report.day)
    return (
        Attachment(report_texts.WORD_FILE.format(day=day), fleet_document(report), WORD),
        Attachment(report_texts.SHEET_FILE.format(day=day), fleet_sheet(report), SHEET),
    )
