"""A cell of Google's grid as a value: text with the addresses of its chips and links, days, numbers, formulas."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from models.board import Formula, Value, as_text, leads_to
from models.text import shown_number
from tasks.google.layout import DAY_ZERO, Json

DATES = frozenset(("DATE", "DATE_TIME"))
# What Google shows where a format says its kind alone.
PATTERNS = {"PERCENT": "0.00%", "CURRENCY": '#,##0.00" ₽"', "NUMBER": "#,##0.00", "TIME": "H:mm:ss"}
DAY_SECONDS = 86_400
_WITH_MORE = frozenset(("hyperlink", "textFormatRuns", "chipRuns"))


def rows_of(raw: Json) -> Iterator[tuple[int, int, list[Json]]]:
    """Every row of a tab's blocks, its first column (both from 1) and its cells; those empty under the mask are {}."""
    for block in raw.get("data", ()):
        top, left = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
        for row, cells in enumerate(block.get("rowData", ()), start=top):
            if "values" in cells:
                yield row, left, cells["values"]


def value_of(cell: Json) -> Value:
    """A cell's value as a person put it: chips and links as addresses behind their text, dates as days."""
    entered = cell.get("userEnteredValue")
    if entered is None:
        return None
    if "stringValue" in entered:
        text = entered["stringValue"]
        is_plain = len(cell) == 1 or cell.keys().isdisjoint(_WITH_MORE)
        return (text if is_plain else _with_more(text, cell)) or None
    if "numberValue" in entered:
        return _number(entered["numberValue"], cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type"))
    if "formulaValue" in entered:
        return Formula(entered["formulaValue"])
    return bool(entered["boolValue"]) if "boolValue" in entered else None


def _with_more(text: str, cell: Json) -> str:
    """A text with the addresses of its chips and links."""
    text = with_chips(text, cell.get("chipRuns", ()))
    for link in dict.fromkeys(_links(cell)) if text else ():
        if link not in text:
            text = f"{text} {link}"
    return text


def shown_of(cell: Json) -> str | None:
    """The text that a cell shows where that is not the value's own: 95 %, 1 234,50 ₽, 14:30.

    >>> shown_of({"userEnteredValue": {"numberValue": 0.95}, "userEnteredFormat": {"numberFormat": {
    ...     "type": "PERCENT", "pattern": "0%"}}})
    '95%'
    """
    number = cell.get("userEnteredValue", {}).get("numberValue")
    if number is None:
        return None
    written = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    kind = written.get("type", "")
    pattern = written.get("pattern") or PATTERNS.get(kind, "General")
    if kind in DATES:
        text = as_text(_number(number, kind))
        if kind == "DATE_TIME" and number % 1:
            text = f"{text} {_clock(number % 1, 'H:mm')}"
    elif kind == "TIME":
        text = _clock(number, pattern)
    else:
        text = shown_number(float(number), pattern)
    return text if text != as_text(_number(number, kind)) else None


def hidden_link(cell: Json, value: Value) -> str | None:
    """The address behind words that only look as if they were that address: docs/12 that leads to docs/1."""
    if not isinstance(value, str):
        return None
    return next((link for link in _links(cell) if not leads_to(value, link)), None)


def _links(cell: Json) -> Iterator[str]:
    runs = (run.get("format", {}).get("link", {}).get("uri") for run in cell.get("textFormatRuns", ()))
    yield from (link for link in (cell.get("hyperlink"), *runs) if link)


def _clock(days: float, pattern: str) -> str:
    """A part of a day, or several days, as a clock shows them; the seconds where the pattern names them."""
    minutes, seconds = divmod(round(days * DAY_SECONDS), 60)
    hours, minutes = divmod(minutes, 60)
    padded = pattern.lower().startswith("hh")
    text = f"{hours:0{2 if padded else 1}d}:{minutes:02d}"
    return f"{text}:{seconds:02d}" if "s" in pattern.lower() else text


def with_chips(text: str, runs: Any) -> str:
    """The text with each chip told as its address; places count UTF-16 units.

    >>> with_chips("Принял @", [{}, {"startIndex": 7, "chip": {"personProperties": {"email": "a@b.example"}}}])
    'Принял a@b.example'
    """
    if not runs:
        return text
    units = text.encode("utf-16-le")
    starts = [run.get("startIndex", 0) for run in runs] + [len(units) // 2]
    parts = [units[: starts[0] * 2].decode("utf-16-le", "replace")]
    for run, start, end in zip(runs, starts, starts[1:], strict=False):
        piece = units[start * 2 : end * 2].decode("utf-16-le", "replace")
        chip = run.get("chip", {})
        address = chip.get("personProperties", {}).get("email") or chip.get("richLinkProperties", {}).get("uri")
        parts.append(_told(piece, address) if address else piece)
    return "".join(parts)


def _told(piece: str, address: str) -> str:
    """A chip's own text with its address; the placeholder alone is no text."""
    shown = piece.removeprefix("@").strip()
    return f"{shown} {address}" if shown and address not in shown else address


def _number(number: float, kind: str | None) -> Value:
    if kind in DATES and -700_000 < number < 2_900_000:
        return DAY_ZERO + timedelta(days=int(number))
    return int(number) if float(number).is_integer() else number
