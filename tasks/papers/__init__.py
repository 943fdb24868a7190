"""How is a paper of the school written as a Word document or a workbook?"""

from tasks.papers.package import write_paper
from tasks.papers.sheet import report_sheet
from tasks.papers.word import report_document

__all__ = ["report_document", "report_sheet", "write_paper"]
