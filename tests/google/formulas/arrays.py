"""The functions that give or take whole arrays."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .values import Failure, Matrix, folded, matrix, number, rank, text, truth

MAX_ARRAY = 1_000_000
NOTHING = Failure("N_A", "No matches are found in FILTER evaluation.")


def _filter(given: Any, *conditions: Any) -> Any:
    table = matrix(given)
    tests = [[truth(one) is True for one in matrix(condition).flat()] for condition in conditions]
    if all(len(test) == table.height for test in tests):
        rows = [row for n, row in enumerate(table.rows) if all(test[n] for test in tests)]
    elif all(len(test) == table.width for test in tests):
        kept = [n for n in range(table.width) if all(test[n] for test in tests)]
        rows = [[row[n] for n in kept] for row in table.rows] if kept else []
    else:
        return Failure("N_A", "FILTER has mismatched range sizes.")
    return Matrix(rows) if rows else NOTHING


def _unique(given: Any) -> Any:
    seen: dict[Any, list[Any]] = {}
    for row in matrix(given).rows:
        seen.setdefault(tuple(folded(one) for one in row), row)
    return Matrix(list(seen.values()))


def _sort(given: Any, *keys: Any) -> Any:
    rows = list(matrix(given).rows)
    pairs = list(zip(keys[::2], keys[1::2], strict=False)) or [(1, True)]
    for column, ascending in reversed(pairs):
        n = int(column) - 1
        filled = [row for row in rows if row[n] is not None]
        filled.sort(key=lambda row: rank(row[n]), reverse=truth(ascending) is False)
        rows = filled + [row for row in rows if row[n] is None]
    return Matrix(rows)


def _index(given: Any, row: Any = 0, column: Any = 0) -> Any:
    if isinstance(given, Failure):
        return given
    table = matrix(given)
    for one in (row, column):
        if isinstance(one, Failure):
            return one
    r, c = int(row or 0), int(column or 0)
    if table.height == 1 and table.width > 1 and r and not c:
        r, c = 0, r
    if r > table.height or c > table.width or r < 0 or c < 0:
        text = f"Function INDEX parameter 2 value is {r}. Valid values are between 0 and {table.height}."
        return Failure("NUM", text)
    if r and c:
        return table.rows[r - 1][c - 1]
    if r:
        return table.rows[r - 1][0] if table.width == 1 else Matrix([table.rows[r - 1]])
    if c:
        return Matrix([[line[c - 1]] for line in table.rows])
    return table


def _stack_down(*parts: Any) -> Any:
    arrays = [matrix(part) for part in parts]
    width = max(one.width for one in arrays)
    padding = Failure("N_A", "The array is narrower.")
    return Matrix([row + [padding] * (width - len(row)) for one in arrays for row in one.rows])


def _stack_across(*parts: Any) -> Any:
    arrays = [matrix(part) for part in parts]
    padding = Failure("N_A", "The array is shorter.")
    return Matrix([
        [value for one in arrays for value in (one.rows[n] if n < one.height else [padding] * one.width)]
        for n in range(max(one.height for one in arrays))
    ])  # fmt: skip


def _sequence(rows: Any, columns: Any = 1, start: Any = 1, step: Any = 1) -> Any:
    if rows * columns > MAX_ARRAY:
        return Failure("ERROR", "The array is too large.")
    return Matrix([[start + (r * int(columns) + c) * step for c in range(int(columns))] for r in range(int(rows))])


def _split(value: Any, delimiter: Any) -> Any:
    parts = [part for part in re.split("|".join(map(re.escape, text(delimiter))), text(value)) if part]
    return Matrix([[number(part) if not isinstance(number(part), Failure) else part for part in parts]])


def _transpose(given: Any) -> Any:
    return Matrix([list(column) for column in zip(*matrix(given).rows, strict=True)])


def _to_column(given: Any, ignore: Any = 0) -> Any:
    values = [one for one in matrix(given).flat() if not (ignore in (1, 3) and one is None)]
    return Matrix([[one] for one in values])


def _choose_columns(given: Any, *columns: Any) -> Any:
    return Matrix([[row[int(n) - 1 if n > 0 else int(n)] for n in columns] for row in matrix(given).rows])


ARRAY_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "FILTER": _filter,
    "UNIQUE": _unique,
    "SORT": _sort,
    "INDEX": _index,
    "VSTACK": _stack_down,
    "HSTACK": _stack_across,
    "SEQUENCE": _sequence,
    "TRANSPOSE": _transpose,
    "SPLIT": _split,
    "FLATTEN": _to_column,
    "TOCOL": _to_column,
    "CHOOSECOLS": _choose_columns,
}
