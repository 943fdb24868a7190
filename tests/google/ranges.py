"""A1 texts of a call turned into a tab and a rectangle, with Google's refusals."""

from __future__ import annotations

from .a1 import Box, Rect, parse_local, rect_name, split_title
from .errors import ApiError, invalid
from .model import Book, Sheet


def unparsable(text: str) -> ApiError:
    """Refuse a text that means no range."""
    return invalid(f"Unable to parse range: {text}")


def locate(book: Book, text: str) -> tuple[Sheet, Rect]:
    """Give the tab and the open rectangle that a text means: a range, a tab's title or a range's name."""
    title, rest = split_title(text)
    if title is None:
        rect = parse_local(text)
        if rect:
            return book.sheets[0], rect
        named = book.named(text)
        if named:
            sheet = book.sheet(named["range"].get("sheetId"))
            box = sheet.box(named["range"])
            return sheet, Rect(box.r0, box.r1, box.c0, box.c1)
        title, rest = text, None
    found = book.titled(title)
    if found is None:
        raise unparsable(text)
    if rest is None:
        return found, Rect()
    rect = parse_local(rest)
    if rect is None and book.named(rest):
        return locate(book, rest)
    if rect is None:
        raise unparsable(text)
    return found, rect


def resolve(book: Book, text: str, grow: bool = False) -> tuple[Sheet, Box]:
    """Give the tab and the rectangle within its grid; refuse one that starts outside."""
    sheet, rect = locate(book, text)
    if (rect.r0 or 0) >= sheet.height or (rect.c0 or 0) >= sheet.width:
        raise beyond_grid(sheet, rect)
    if grow and ((rect.r1 or 0) > sheet.height or (rect.c1 or 0) > sheet.width):
        raise beyond_grid(sheet, rect)
    return sheet, rect.within(sheet.height, sheet.width)


def beyond_grid(sheet: Sheet, rect: Rect) -> ApiError:
    """Refuse a range outside of the grid."""
    where = rect_name(sheet.title, rect)
    return invalid(f"Range ({where}) exceeds grid limits. Max rows: {sheet.height}, max columns: {sheet.width}")
