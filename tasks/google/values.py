"""A cell of Google's grid as a value: text with the addresses of its chips and links, days, numbers, formulas."""

from datetime import timedelta
from typing import Any

from models.board import Formula, Value
from tasks.google.layout import DAY_ZERO, Json

DATES = frozenset(("DATE", "DATE_TIME"))


def value_of(cell: Json) -> Value:
    """A cell's value as a person put it: chips and links as addresses behind their text, dates as days."""
    entered = cell.get("userEnteredValue", {})
    if "formulaValue" in entered:
        return Formula(entered["formulaValue"])
    if "numberValue" in entered:
        return _number(entered["numberValue"], cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type"))
    if "boolValue" in entered:
        return bool(entered["boolValue"])
    text = entered.get("stringValue")
    if not text:
        return None
    text = with_chips(text, cell.get("chipRuns", ()))
    runs = (run.get("format", {}).get("link", {}).get("uri") for run in cell.get("textFormatRuns", ()))
    for link in dict.fromkeys(link for link in (cell.get("hyperlink"), *runs) if link):
        if link not in text:
            text = f"{text} {link}"
    return text


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
