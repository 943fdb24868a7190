"""Rows and columns inserted, deleted, moved; tabs renamed or gone: everything that points at them follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .formulas.parsing import Reference
from .formulas.rewriting import remapped, rewrite
from .locales import locale
from .model import Book, Json, Sheet

Span = Callable[[int, int], tuple[int, int] | None]


def inserting(at: int, count: int) -> Span:
    """Say where a span goes when lines are inserted."""
    return lambda start, end: (start + count * (start >= at), end + count * (end > at))


def deleting(start: int, end: int) -> Span:
    """Say where a span goes when lines are deleted; None when all of it is."""

    def span(a: int, b: int) -> tuple[int, int] | None:
        new = a - max(0, min(a, end) - start), b - max(0, min(b, end) - start)
        return new if new[0] < new[1] else None

    return span


def moving(start: int, end: int, to: int) -> Span:
    """Say where a span goes when lines are moved before the line `to`."""
    count = end - start
    landed = to - count if to > start else to

    def span(a: int, b: int) -> tuple[int, int] | None:
        if start <= a and b <= end:
            return a - start + landed, b - start + landed
        left = deleting(start, end)(a, b)
        return inserting(landed, count)(*left) if left else None

    return span


def insert_lines(book: Book, sheet: Sheet, rows: bool, at: int, *, count: int, inherit_before: bool) -> None:
    """Insert empty rows or columns; formats come from the line before or after."""
    model = at - 1 if inherit_before else at
    dims = sheet.row_dims if rows else sheet.column_dims
    dim = dims[model] if 0 <= model < len(dims) else {}
    dims[at:at] = [{name: value for name, value in dim.items() if name == "pixelSize"} for _ in range(count)]
    if rows:
        source = sheet.rows[model] if 0 <= model < len(sheet.rows) else {}
        blank = {c: _form_only(cell) for c, cell in source.items() if _form_only(cell)}
        sheet.rows[at:at] = [dict(blank) for _ in range(count)]
    else:
        for line in sheet.rows:
            moved = {c + count if c >= at else c: cell for c, cell in line.items()}
            form = _form_only(line.get(model, {})) if model >= 0 else {}
            if form:
                moved |= {at + n: form for n in range(count)}
            line.clear()
            line.update(moved)
    sheet.sync_size()
    follow(book, sheet, rows, inserting(at, count))


def _form_only(cell: Json) -> Json:
    return {name: cell[name] for name in ("userEnteredFormat", "dataValidation") if name in cell}


def delete_lines(book: Book, sheet: Sheet, rows: bool, start: int, end: int) -> None:
    """Delete rows or columns."""
    if rows:
        del sheet.rows[start:end], sheet.row_dims[start:end]
    else:
        del sheet.column_dims[start:end]
        for line in sheet.rows:
            kept = {c - (end - start if c >= end else 0): v for c, v in line.items() if not start <= c < end}
            line.clear()
            line.update(kept)
    grid = sheet.properties["gridProperties"]
    frozen = "frozenRowCount" if rows else "frozenColumnCount"
    if grid.get(frozen, 0) > start:
        grid[frozen] -= min(grid[frozen], end) - start
        if not grid[frozen]:
            del grid[frozen]
    sheet.sync_size()
    follow(book, sheet, rows, deleting(start, end))


def move_lines(book: Book, sheet: Sheet, rows: bool, start: int, *, end: int, to: int) -> None:
    """Move rows or columns before the line `to`, counted as before the move."""
    size = sheet.height if rows else sheet.width
    order = [n for n in range(size) if not start <= n < end]
    place = sum(n < to for n in order)
    order[place:place] = range(start, end)
    if rows:
        sheet.rows[:] = [sheet.rows[n] for n in order]
        sheet.row_dims[:] = [sheet.row_dims[n] for n in order]
    else:
        sheet.column_dims[:] = [sheet.column_dims[n] for n in order]
        new = {old: place for place, old in enumerate(order)}
        for line in sheet.rows:
            moved = {new[c]: cell for c, cell in line.items()}
            line.clear()
            line.update(moved)
    follow(book, sheet, rows, moving(start, end, to))


def follow(book: Book, sheet: Sheet, rows: bool, span: Span) -> None:
    """Let every range and reference of the spreadsheet follow a change of one tab's lines."""
    book.stale = True
    _follow_ranges(sheet, rows, span)
    for item in list(book.named_ranges):
        if item["range"].get("sheetId", 0) == sheet.id and not _remap(item["range"], rows, span):
            book.named_ranges.remove(item)
    for item in list(book.metadata):
        area = item["location"].get("dimensionRange")
        if area and area.get("sheetId", 0) == sheet.id and (area["dimension"] == "ROWS") == rows:
            new = span(area["startIndex"], area["endIndex"])
            if new is None:
                book.metadata.remove(item)
            else:
                area["startIndex"], area["endIndex"] = new

    def change(reference: Reference, home: Sheet) -> Reference | None:
        target = home if reference.title is None else book.titled(reference.title)
        return remapped(reference, rows, span) if target is sheet else reference

    rewrite_all(book, change)


def _follow_ranges(sheet: Sheet, rows: bool, span: Span) -> None:
    for holder in (sheet.protected_ranges, sheet.filter_views, sheet.banded_ranges):
        for item in list(holder):
            for extra in list(item.get("unprotectedRanges", [])):
                if not _remap(extra, rows, span):
                    item["unprotectedRanges"].remove(extra)
            if "range" in item and not _remap(item["range"], rows, span):
                holder.remove(item)
    for merge in list(sheet.merges):
        if not _remap(merge, rows, span):
            sheet.merges.remove(merge)
    for rule in list(sheet.conditional_formats):
        rule["ranges"] = [one for one in rule["ranges"] if _remap(one, rows, span)]
        if not rule["ranges"]:
            sheet.conditional_formats.remove(rule)
    if sheet.basic_filter and not _remap(sheet.basic_filter["range"], rows, span):
        sheet.basic_filter = None
    groups = sheet.row_groups if rows else sheet.column_groups
    for group in list(groups):
        new = span(group["range"]["startIndex"], group["range"]["endIndex"])
        if new:
            group["range"] |= {"startIndex": new[0], "endIndex": new[1]}
        else:
            groups.remove(group)
    for chart in sheet.charts:
        for source in _ranges_within(chart.get("spec", {})):
            if source.get("sheetId", 0) == sheet.id:
                _remap(source, rows, span)


def _ranges_within(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "sources" and isinstance(item, list):
                yield from item
            else:
                yield from _ranges_within(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ranges_within(item)


def _remap(area: Json, rows: bool, span: Span) -> bool:
    """Change a GridRange in place; False when nothing is left of it."""
    start_name, end_name = ("startRowIndex", "endRowIndex") if rows else ("startColumnIndex", "endColumnIndex")
    start, end = area.get(start_name), area.get(end_name)
    if start is None and end is None:
        return True
    new = span(start or 0, 2**31 if end is None else end)
    if new is None:
        return False
    if start is not None:
        area[start_name] = new[0]
    if end is not None:
        area[end_name] = new[1]
    return True


def rewrite_all(book: Book, change: Callable[[Reference, Sheet], Reference | None]) -> None:
    """Rewrite the references of every formula: in cells, dropdowns and conditional formats."""
    comma = locale(book.locale).decimal == ","
    for home in book.sheets:

        def one(text: str, at: Sheet = home) -> str:
            return rewrite(text, lambda reference: change(reference, at), comma)

        for line in home.rows:
            for c, cell in line.items():
                new = _rewritten(cell, one)
                if new is not cell:
                    line[c] = new
        for rule in home.conditional_formats:
            condition = rule.get("booleanRule", {}).get("condition")
            if condition and condition.get("values"):
                condition["values"] = _values(condition["values"], one)


def _rewritten(cell: Json, one: Callable[[str], str]) -> Json:
    text = cell.get("userEnteredValue", {}).get("formulaValue")
    if text is not None:
        new = one(text)
        if new != text:
            cell = cell | {"userEnteredValue": {"formulaValue": new}}
    rule = cell.get("dataValidation")
    if rule and any("userEnteredValue" in value for value in rule["condition"].get("values", [])):
        values = _values(rule["condition"]["values"], one)
        if values != rule["condition"]["values"]:
            cell = cell | {"dataValidation": rule | {"condition": rule["condition"] | {"values": values}}}
    return cell


def _values(values: list[Json], one: Callable[[str], str]) -> list[Json]:
    return [
        value | {"userEnteredValue": one(value["userEnteredValue"])}
        if value.get("userEnteredValue", "").startswith("=")
        else value
        for value in values
    ]


def rename(book: Book, sheet: Sheet, title: str) -> None:
    """Rename a tab; references keep pointing at it."""
    old = sheet.title

    def change(reference: Reference, _home: Sheet) -> Reference:
        if reference.title is not None and reference.title.lower() == old.lower():
            return Reference(title, reference.first, reference.last)
        return reference

    rewrite_all(book, change)
    sheet.properties["title"] = title
    book.stale = True


def remove_sheet(book: Book, sheet: Sheet) -> None:
    """Delete a tab; what pointed at it is lost."""
    book.sheets.remove(sheet)
    book.named_ranges = [one for one in book.named_ranges if one["range"].get("sheetId", 0) != sheet.id]
    book.metadata = [one for one in book.metadata if location_sheet(one) != sheet.id]
    lost = sheet.title.lower()
    rewrite_all(book, lambda one, _home: None if one.title is not None and one.title.lower() == lost else one)
    book.reindex()
    book.stale = True


def location_sheet(item: Json) -> int | None:
    """Say which tab a piece of developer metadata hangs on; None for the whole spreadsheet."""
    location = item["location"]
    if location.get("spreadsheet"):
        return None
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    return int(location.get("sheetId", 0))
