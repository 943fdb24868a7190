"""Formulas follow the cells: references rewritten when rows are inserted, moved, deleted, cut or copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..a1 import letters, quoted
from .parsing import Corner, FormulaError, Reference, tokenize

Change = Callable[[Reference], Reference | None]


def written(reference: Reference) -> str:
    """Give a reference as text."""
    title = f"{quoted(reference.title)}!" if reference.title is not None else ""
    last = f":{_corner(reference.last)}" if reference.last else ""
    return title + _corner(reference.first) + last


def _corner(one: Corner) -> str:
    column = "" if one.column is None else ("$" if one.fixed_column else "") + letters(one.column)
    row = "" if one.row is None else ("$" if one.fixed_row else "") + str(one.row + 1)
    return column + row


def rewrite(text: str, change: Change, comma_decimals: bool = False) -> str:
    """Give a formula with each reference changed; a lost one becomes #REF!."""
    try:
        tokens = tokenize(text, comma_decimals)
    except FormulaError:
        return text
    result, at = [], 0
    for token in tokens:
        if token.kind != "reference":
            continue
        changed = change(token.value)
        if changed == token.value:
            continue
        result += [text[at : token.start], "#REF!" if changed is None else written(changed)]
        at = token.start + len(token.text)
    return "".join([*result, text[at:]])


def shifted(text: str, rows: int, columns: int, comma_decimals: bool = False) -> str:
    """Give a formula as it reads after being copied elsewhere: relative references follow.

    >>> shifted("=A1+$A$1", 1, 1)
    '=B2+$A$1'
    """

    def move(one: Corner | None) -> Corner | None:
        if one is None:
            return None
        row = one.row if one.row is None or one.fixed_row else one.row + rows
        column = one.column if one.column is None or one.fixed_column else one.column + columns
        return replace(one, row=row, column=column)

    def change(reference: Reference) -> Reference | None:
        first, last = move(reference.first), move(reference.last)
        for one in (first, last):
            if one and ((one.row is not None and one.row < 0) or (one.column is not None and one.column < 0)):
                return None
        assert first
        return Reference(reference.title, first, last)

    return rewrite(text, change, comma_decimals)


Mapping = Callable[[int, int], tuple[int, int] | None]


def remapped(reference: Reference, rows: bool, mapping: Mapping) -> Reference | None:
    """Change one dimension of a reference; `mapping` takes a half-open span and gives its new one or None."""
    first, last = reference.first, reference.last or reference.first
    name = "row" if rows else "column"
    start, end = getattr(first, name), getattr(last, name)
    if start is None and end is None:
        return reference
    if start is None or end is None:
        known = start if end is None else end
        span = mapping(known, known + 1)
        if span is None:
            return None
        moved: dict[str, Any] = {name: span[0]}
        if end is None:
            return replace(reference, first=replace(first, **moved))
        return replace(reference, last=replace(last, **moved))
    low, high = min(start, end), max(start, end)
    span = mapping(low, high + 1)
    if span is None:
        return None
    start_at: dict[str, Any] = {name: span[0]}
    end_at: dict[str, Any] = {name: span[1] - 1}
    new_last = replace(last, **end_at) if reference.last else None
    return Reference(reference.title, replace(first, **start_at), new_last)
