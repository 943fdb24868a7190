"""The board as a workbook file."""

from tasks.xlsx.board import XlsxBoard
from tasks.xlsx.create import make_workbook
from tasks.xlsx.fill import fill
from tasks.xlsx.text import legal_text

__all__ = ["XlsxBoard", "fill", "legal_text", "make_workbook"]
