"""How is a paper of the school written as a Word document or a workbook?"""

from tasks.papers.agenda import agenda_document
from tasks.papers.fleet_sheet import fleet_sheet
from tasks.papers.fleet_word import fleet_document
from tasks.papers.package import write_paper
from tasks.papers.protocol import protocol_document
from tasks.papers.sheet import report_sheet
from tasks.papers.word import report_document

__all__ = [
    "agenda_document",
    "fleet_document",
    "fleet_sheet",
    "protocol_document",
    "report_document",
    "report_sheet",
    "write_paper",
]
