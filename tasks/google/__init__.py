"""How is the board read from and written to a Google spreadsheet?"""

from tasks.google.board import GoogleBoard
from tasks.google.changes import account_of, changed_files, writable_files
from tasks.google.client import share_calls
from tasks.google.credentials import is_open
from tasks.google.layout import layout_of

__all__ = ["GoogleBoard", "account_of", "changed_files", "is_open", "layout_of", "share_calls", "writable_files"]
