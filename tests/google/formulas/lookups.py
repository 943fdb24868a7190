"""Lookup functions. Exact search is by a table, so that thousands of rows cost no more than they must."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .values import NOT_AVAILABLE, Failure, Matrix, compare, folded, matrix, number, rank, truth


def _missing(name: str, key: Any) -> Failure:
    return Failure("N_A", f"Did not find value '{'' if key is None else key}' in {name} evaluation.")


def _exact(table: Matrix, column: int, key: Any) -> int | None:
    if isinstance(key, str) and re.search(r"[*?~]", key):
        pattern = _wildcard(key)
        for n, row in enumerate(table.rows):
            if isinstance(row[column], str) and pattern.fullmatch(row[column]):
                return n
        return None
    return table.find(column, key)


def _wildcard(key: str) -> re.Pattern[str]:
    parts = re.findall(r"~.|.", key, re.DOTALL)
    signs = {"*": ".*", "?": "."}
    return re.compile("".join(signs.get(part) or re.escape(part[-1]) for part in parts), re.IGNORECASE | re.DOTALL)


def _sorted(values: list[Any], key: Any) -> int | None:
    """Find the last value not above the key, of the key's own kind."""
    best = None
    for n, value in enumerate(values):
        if rank(value)[0] == rank(key)[0]:
            if rank(value) <= rank(key):
                best = n
            else:
                break
    return best


def vlookup(key: Any, table: Any, index: Any, is_sorted: Any = True) -> Any:
    """Find a key in the first column; give another column of that row."""
    if isinstance(key, Failure):
        return key
    if isinstance(table, Failure):
        return table
    table = matrix(table)
    if isinstance(index, Matrix):
        found = [vlookup(key, table, one, is_sorted) for one in index.flat()]
        return Matrix([found])
    if isinstance(index, Failure):
        return index
    if not 1 <= int(index) <= table.width:
        return Failure("REF", f"VLOOKUP evaluates to an out of bounds range. Index {index} value.")
    if key is None:
        return _missing("VLOOKUP", key)
    near = truth(is_sorted) is True
    row = _sorted([line[0] for line in table.rows], key) if near else _exact(table, 0, key)
    return _missing("VLOOKUP", key) if row is None else table.rows[row][int(index) - 1]


def hlookup(key: Any, table: Any, index: Any, is_sorted: Any = True) -> Any:
    """Find a key in the first row; give another row of that column."""
    turned = Matrix([list(column) for column in zip(*matrix(table).rows, strict=True)])
    return vlookup(key, turned, index, is_sorted)


def match(key: Any, values: Any, kind: Any = 1) -> Any:
    """Give the place of a key among the values, from 1."""
    if isinstance(key, Failure):
        return key
    line = matrix(values)
    if line.width > 1 and line.height > 1:
        return Failure("N_A", "MATCH range must be a single row or a single column.")
    column = line if line.width == 1 else Matrix([[one] for one in line.flat()])
    if key is None:
        return _missing("MATCH", key)
    if kind == 0:
        found = _exact(column, 0, key)
    elif kind == 1 or kind is True:
        found = _sorted(column.flat(), key)
    else:
        found = next((n for n, one in reversed([*enumerate(column.flat())]) if rank(one) >= rank(key)), None)
    return _missing("MATCH", key) if found is None else found + 1


def xlookup(key: Any, where: Any, results: Any, missing: Any = NOT_AVAILABLE, kind: Any = 0, _order: Any = 1) -> Any:
    """Find a key in one line; give the same place of another."""
    if isinstance(key, Failure):
        return key
    line, given = matrix(where), matrix(results)
    vertical = line.width == 1
    column = line if vertical else Matrix([[one] for one in line.flat()])
    place = _exact(column, 0, key) if kind == 2 else column.find(0, key)
    if place is None and kind in (-1, 1):
        better = [n for n, one in enumerate(column.flat()) if one is not None and (rank(one) < rank(key)) == (kind < 0)]
        ordered = sorted(better, key=lambda n: rank(column.flat()[n]), reverse=kind < 0)
        place = ordered[0] if ordered else None
    if place is None:
        return _missing("XLOOKUP", key) if missing is NOT_AVAILABLE else missing
    if vertical:
        return given.rows[place][0] if given.width == 1 else Matrix([given.rows[place]])
    return given.rows[0][place] if given.height == 1 else Matrix([[row[place]] for row in given.rows])


def xmatch(key: Any, values: Any, kind: Any = 0) -> Any:
    """Give the place of a key among the values, exact unless said otherwise."""
    return match(key, values, 0 if kind in (0, 2) else -kind)


def lookup(key: Any, where: Any, results: Any = None) -> Any:
    """Find a key in a sorted line; give the same place of another."""
    line = matrix(where).flat()
    place = _sorted(line, key)
    if place is None:
        return _missing("LOOKUP", key)
    return matrix(where if results is None else results).flat()[place]


def criterion(wanted: Any) -> Callable[[Any], bool]:
    """Give the test that COUNTIF's text means: ">5", "<>x", "a*"."""
    if isinstance(wanted, str):
        sign = re.match(r"<>|<=|>=|<|>|=", wanted)
        operator, rest = (sign[0], wanted[sign.end() :]) if sign else ("=", wanted)
        value = number(rest)
        if isinstance(value, Failure) or rest == "":
            if operator in ("=", "<>"):
                pattern = _wildcard(rest)
                same = operator == "="
                return lambda one: bool(pattern.fullmatch("" if one is None else str(one))) == same
            return lambda one: isinstance(one, str) and compare(operator, one, rest) is True
        if operator == "<>":
            return lambda one: not (isinstance(one, int | float) and one == value) and folded(one) != folded(rest)
        return lambda one: isinstance(one, int | float) and compare(operator, one, value) is True
    return lambda one: folded(one) == folded(wanted)


LOOKUPS: dict[str, Callable[..., Any]] = {
    "VLOOKUP": vlookup,
    "HLOOKUP": hlookup,
    "MATCH": match,
    "XLOOKUP": xlookup,
    "XMATCH": xmatch,
    "LOOKUP": lookup,
}
