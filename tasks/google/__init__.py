"""How is the board read from and written to a Google spreadsheet?"""

from tasks.google.board import GoogleBoard
from tasks.google.credentials import is_open
from tasks.google.layout import layout_of

__all__ = ["GoogleBoard", "is_open", "layout_of"]
