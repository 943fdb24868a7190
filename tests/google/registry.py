"""One handler per kind of request, and what each of them is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .a1 import Box, from_grid_range
from .errors import invalid
from .formulas.calculating import Calculator, renew
from .identity import Identity
from .model import Book, Json, Sheet
from .protections import guard
from .world import File


@dataclass
class Context:
    """The spreadsheet being changed (a copy until all is well), its file, the caller and the local time."""

    book: Book
    file: File
    who: Identity
    now: datetime

    def guard(self, sheet: Sheet, box: Box) -> None:
        """Refuse to change cells that the caller may not edit."""
        guard(self.file, self.book, sheet, box, self.who)

    def calculator(self) -> Calculator:
        """Give the formulas' values as of now."""
        return renew(self.book, self.now)

    def area(self, given: Json) -> tuple[Sheet, Box]:
        """Give a GridRange's tab and rectangle; refuse one that starts outside the grid."""
        return area(self.book, given)


def area(book: Book, given: Json) -> tuple[Sheet, Box]:
    """Give a GridRange's tab and rectangle within its grid, or refuse it."""
    sheet = book.sheet(given.get("sheetId"))
    rect = from_grid_range(given)
    for name, start, end, size in (
        ("Row", rect.r0, rect.r1, sheet.height),
        ("Column", rect.c0, rect.c1, sheet.width),
    ):
        if start is not None and (start < 0 or start >= size):
            word = name.lower()
            raise invalid(f"GridRange.start{name}Index[{start}] is after last {word} in grid[{size}]")
        if end is not None and end <= (start or 0):
            raise invalid(f"GridRange.end{name}Index[{end}] must be after start{name}Index[{start or 0}]")
    return sheet, rect.within(sheet.height, sheet.width)


Handler = Callable[[Context, Json], Json | None]
REGISTRY: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the handler of one kind of request."""

    def keep(handler: Handler) -> Handler:
        REGISTRY[kind] = handler
        return handler

    return keep


def need(given: Json, name: str) -> Any:
    """Give a required field, or refuse as Google does."""
    if name not in given:
        raise invalid(f"{name} is required but was not set.")
    return given[name]


def filled(book: Book, given: Json) -> Json:
    """Give a GridRange with its open sides closed by the grid, without a zero sheetId."""
    sheet = book.sheet(given.get("sheetId"))
    sides = {
        "startRowIndex": given.get("startRowIndex", 0),
        "endRowIndex": min(given.get("endRowIndex", sheet.height), sheet.height),
        "startColumnIndex": given.get("startColumnIndex", 0),
        "endColumnIndex": min(given.get("endColumnIndex", sheet.width), sheet.width),
    }
    return ({"sheetId": sheet.id} if sheet.id else {}) | sides
