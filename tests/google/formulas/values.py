"""The values formulas work with: numbers, words, truth, emptiness, errors and arrays of them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..a1 import Box
from ..entry import entered


@dataclass(frozen=True)
class Failure:
    """An error value: its type as the API names it, its sentence."""

    kind: str
    message: str = ""

    @property
    def shown(self) -> str:
        """Give the text in the cell."""
        names = {"DIVIDE_BY_ZERO": "#DIV/0!", "VALUE": "#VALUE!", "REF": "#REF!", "NAME": "#NAME?", "NUM": "#NUM!",
                 "N_A": "#N/A", "LOADING": "Loading..."}  # fmt: skip
        return names.get(self.kind, "#ERROR!")


NOT_AVAILABLE = Failure("N_A", "Did not find value in lookup.")


class Matrix:
    """A rectangle of plain values, row by row; `index` remembers lookups by column."""

    __slots__ = ("rows", "sheet_id", "source", "tables")

    def __init__(self, rows: list[list[Any]], source: Box | None = None, sheet_id: int = 0) -> None:
        self.rows = rows
        self.source, self.sheet_id = source, sheet_id
        self.tables: dict[int, dict[Any, int]] = {}

    @property
    def height(self) -> int:
        """Count the rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Count the columns."""
        return len(self.rows[0]) if self.rows else 0

    def widened(self, height: int, width: int) -> list[list[Any]]:
        """Give the rows as broadcasting sees them: a single row or column repeats, the rest is #N/A."""
        rows = self.rows
        if self.width != width:
            missing = [NOT_AVAILABLE] * (width - self.width)
            rows = [row * width for row in rows] if self.width == 1 else [row + missing for row in rows]
        if self.height != height:
            lost = [[NOT_AVAILABLE] * width] * (height - self.height)
            rows = rows * height if self.height == 1 else rows + lost
        return rows

    def flat(self) -> list[Any]:
        """List the values row by row."""
        return [value for row in self.rows for value in row]

    def find(self, column: int, wanted: Any) -> int | None:
        """Find the first row whose value in a column equals what is wanted."""
        table = self.tables.get(column)
        if table is None:
            table = {}
            for number, row in enumerate(self.rows):
                table.setdefault(folded(row[column]), number)
            self.tables[column] = table
        return table.get(folded(wanted))


class Function:
    """A LAMBDA that waits for its arguments."""

    def __init__(self, count: int, call: Callable[[list[Any]], Any]) -> None:
        self.count, self.call = count, call


def folded(value: Any) -> Any:
    """Give a value as equality sees it: letters' case does not count, TRUE is not 1."""
    if isinstance(value, bool):
        return ("bool", value)
    return value.lower() if isinstance(value, str) else value


def matrix(value: Any) -> Matrix:
    """Give any value as an array."""
    return value if isinstance(value, Matrix) else Matrix([[value]])


def number(value: Any) -> Any:
    """Give a value as a number, or the error it is."""
    if isinstance(value, bool):
        return int(value)
    if value is None:
        return 0
    if isinstance(value, str):
        found = entered(value, "en_US", date(2021, 1, 1))[0].get("numberValue") if value else None
        return Failure("VALUE", f"'{value}' is a text and cannot be coerced to a number.") if found is None else found
    return value


def text(value: Any) -> Any:
    """Give a value as text, or the error it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return value if isinstance(value, str | Failure) else f"{value:.15g}"


def truth(value: Any) -> Any:
    """Give a value as TRUE or FALSE, or the error it is."""
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        return Failure("VALUE", f"'{value}' is a text and cannot be coerced to a boolean.") if value else False
    return value if isinstance(value, Failure) else bool(value)


SIGNS = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge
}  # fmt: skip


def rank(value: Any) -> tuple[int, Any]:
    """Order values the way a sort does: numbers, words, truth, errors, emptiness."""
    if value is None or value == "":
        return (4, 0)
    if isinstance(value, Failure):
        return (3, 0)
    if isinstance(value, bool):
        return (2, value)
    if isinstance(value, str):
        return (1, value.lower())
    return (0, value)


def compare(sign: str, left: Any, right: Any) -> Any:
    """Compare two plain values."""
    for side in (left, right):
        if isinstance(side, Failure):
            return side
    if left is None:
        left = _blank_like(right)
    if right is None:
        right = _blank_like(left)
    if type(left) is type(right) is str and sign in ("=", "<>"):
        return (left == right or left.lower() == right.lower()) == (sign == "=")
    if type(left) is type(right) is int:
        return SIGNS[sign](left, right)
    a, b = rank(left), rank(right)
    if left == "":
        a = (1, "")
    if right == "":
        b = (1, "")
    return SIGNS[sign](a, b)


def _blank_like(other: Any) -> Any:
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) or other is None else 0
