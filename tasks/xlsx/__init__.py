"""How is the board read from and patched into a workbook file?"""

from tasks.xlsx.board import XlsxBoard
from tasks.xlsx.create import make_workbook
from tasks.xlsx.fill import fill

__all__ = ["XlsxBoard", "fill", "make_workbook"]
