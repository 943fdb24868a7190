"""Text as a cell may hold it: no control characters, no longer than a cell, and Excel's own escapes undone and made."""

import re
from datetime import date, datetime
from math import isfinite

from models.board import Formula, Value
from tasks.boards import ILLEGAL, legal_text

LONGEST = 32_767
DAYS_TO_1904 = 1462  # a workbook may count its days from 1904
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def legal(value: Value) -> Value:
    """The same value as a cell can hold it; a formula never goes onto the board but as its text.

    >>> legal("а\\x07б\\r\\n=1"), legal(""), len(legal("я" * 50_000))
    ('аб\\n=1', None, 32767)
    """
    if isinstance(value, Formula):
        value = value.text
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and not isfinite(value):
        return None
    return legal_text(value, LONGEST) if isinstance(value, str) else value


def escaped(text: str) -> str:
    """Text for the file: what looks like one of Excel's escapes is protected.

    >>> escaped("_x0041_ и x_y")
    '_x005F_x0041_ и x_y'
    """
    return _ESCAPE.sub(r"_x005F_x\1_", text)


def unescaped(text: str) -> str:
    """Text from the file with Excel's escapes undone (a carriage return becomes nothing).

    >>> unescaped("_x005F_x0041_"), unescaped("а_x000D_\\nб")
    ('_x0041_', 'а\\nб')
    """
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return "" if ILLEGAL.match(letter) else letter


def serial(day: date, date1904: bool) -> int:
    """The number that a date is in a workbook."""
    return (day - date(1899, 12, 30)).days - (DAYS_TO_1904 if date1904 else 0)
