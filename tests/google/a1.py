"""Where cells are: A1 texts, GridRanges and the rectangles between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

PART = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


@dataclass(frozen=True, order=True)
class Rect:
    """Rows r0..r1 and columns c0..c1 of one sheet, half open; None is unbounded."""

    r0: int | None = None
    r1: int | None = None
    c0: int | None = None
    c1: int | None = None

    def within(self, rows: int, columns: int) -> Box:
        """Give the rectangle cut to a grid."""
        return Box(
            min(self.r0 or 0, rows), min(rows if self.r1 is None else self.r1, rows),
            min(self.c0 or 0, columns), min(columns if self.c1 is None else self.c1, columns),
        )  # fmt: skip


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle with all four sides known, half open."""

    r0: int
    r1: int
    c0: int
    c1: int

    @property
    def height(self) -> int:
        """Count the rows."""
        return max(self.r1 - self.r0, 0)

    @property
    def width(self) -> int:
        """Count the columns."""
        return max(self.c1 - self.c0, 0)

    def meets(self, other: Box) -> bool:
        """Say whether two rectangles share a cell."""
        return self.r0 < other.r1 and other.r0 < self.r1 and self.c0 < other.c1 and other.c0 < self.c1

    def contains(self, other: Box) -> bool:
        """Say whether the other rectangle lies inside."""
        return self.r0 <= other.r0 and other.r1 <= self.r1 and self.c0 <= other.c0 and other.c1 <= self.c1

    def cells(self) -> Iterable[tuple[int, int]]:
        """Walk the cells row by row."""
        return ((row, column) for row in range(self.r0, self.r1) for column in range(self.c0, self.c1))

    def moved(self, rows: int, columns: int) -> Box:
        """Give the same shape elsewhere."""
        return Box(self.r0 + rows, self.r1 + rows, self.c0 + columns, self.c1 + columns)


def letters(column: int) -> str:
    """Name a column: 0 is A.

    >>> letters(0), letters(26), letters(701), letters(702)
    ('A', 'AA', 'ZZ', 'AAA')
    """
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """Number a column: A is 0.

    >>> column_index("A"), column_index("aa")
    (0, 26)
    """
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def quoted(title: str) -> str:
    """Give a title as it stands before the exclamation mark.

    >>> quoted("Sheet1"), quoted("It's"), quoted("D3")
    ('Sheet1', "'It''s'", "'D3'")
    """
    if PLAIN_TITLE.fullmatch(title) and not LOOKS_LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def cell_name(row: int, column: int) -> str:
    """Name a cell: (0, 0) is A1."""
    return f"{letters(column)}{row + 1}"


def box_name(title: str, box: Box) -> str:
    """Name a rectangle the way answers do: one cell stands alone."""
    first = cell_name(box.r0, box.c0)
    last = cell_name(max(box.r1, box.r0 + 1) - 1, max(box.c1, box.c0 + 1) - 1)
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")


def rect_name(title: str, rect: Rect) -> str:
    """Name a rectangle that may be open: the form of error texts."""
    start = (letters(rect.c0) if rect.c0 is not None else "") + (str(rect.r0 + 1) if rect.r0 is not None else "")
    end = (letters(rect.c1 - 1) if rect.c1 is not None else "") + (str(rect.r1) if rect.r1 is not None else "")
    if not start and not end:
        return quoted(title)
    both = start if start == end and rect.c0 is not None and rect.r0 is not None else f"{start}:{end}"
    return f"{quoted(title)}!{both}"


def parse_local(text: str) -> Rect | None:
    """Read A1, A1:B2, A:A, 2:2, A5:A; None when it is none of these.

    >>> parse_local("A5:A")
    Rect(r0=4, r1=None, c0=0, c1=1)
    """
    first, colon, second = text.partition(":")
    start = PART.fullmatch(first)
    if not start or not first or (not colon and not (start[1] and start[2])):
        return None
    end = PART.fullmatch(second) if colon else start
    if not end or (colon and not second):
        return None
    rows = sorted(int(number) - 1 for number in (start[2], end[2]) if number)
    columns = sorted(column_index(name) for name in (start[1], end[1]) if name)
    if bool(start[1]) != bool(end[1]) and not (start[2] and end[2]):
        return None
    r0, r1 = _span(rows, start[2], end[2])
    c0, c1 = _span(columns, start[1], end[1])
    return Rect(r0, r1, c0, c1)


def _span(numbers: list[int], start: str | None, end: str | None) -> tuple[int | None, int | None]:
    if start and end:
        return numbers[0], numbers[1] + 1
    return (numbers[0], None) if numbers else (None, None)


def split_title(text: str) -> tuple[str | None, str | None]:
    """Split 'Title'!A1 into title and rest; either may be missing.

    >>> split_title("'It''s'!A1"), split_title("A1"), split_title("'Tab'")
    (("It's", 'A1'), (None, 'A1'), ('Tab', None))
    """
    match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text)
    if match:
        return match[1].replace("''", "'"), match[2]
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def grid_range(sheet_id: int, rect: Rect | Box) -> dict[str, Any]:
    """Give a rectangle as a GridRange; sheet 0 and open sides are left out."""
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    sides = dict(zip(names, (rect.r0, rect.r1, rect.c0, rect.c1), strict=True))
    known = {name: side for name, side in sides.items() if side is not None}
    return ({"sheetId": sheet_id} if sheet_id else {}) | known


def from_grid_range(given: dict[str, Any]) -> Rect:
    """Read a GridRange."""
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return Rect(*(given.get(name) for name in names))


def bounded(rect: Rect, rows: int, columns: int) -> Rect:
    """Give a rectangle with ends cut to a grid, open sides kept open."""
    return replace(
        rect,
        r1=None if rect.r1 is None else min(rect.r1, rows),
        c1=None if rect.c1 is None else min(rect.c1, columns),
    )
