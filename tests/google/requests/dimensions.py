"""Requests about rows and columns."""

from __future__ import annotations

import copy

from ..a1 import Box
from ..defaults import prune
from ..errors import invalid
from ..masks import copy_path, update_paths
from ..model import Json, Sheet
from ..registry import Context, handles, need
from ..schemas import schemas
from ..structure import delete_lines, insert_lines, move_lines

SHEETS = schemas("sheets")


def lines(context: Context, given: Json) -> tuple[Sheet, bool, int, int]:
    """Give a DimensionRange's tab, whether it means rows, start and end."""
    sheet = context.book.sheet(given.get("sheetId"))
    if given.get("dimension", "DIMENSION_UNSPECIFIED") == "DIMENSION_UNSPECIFIED":
        raise invalid("No dimension was set in the dimension range.")
    rows = given["dimension"] == "ROWS"
    size = sheet.height if rows else sheet.width
    start, end = given.get("startIndex", 0), given.get("endIndex", size)
    if start < 0 or end <= start:
        raise invalid(f"DimensionRange.endIndex[{end}] must be after startIndex[{start}]")
    return sheet, rows, start, end


def strip(sheet: Sheet, rows: bool, start: int, end: int) -> Box:
    """Give the cells of some rows or columns."""
    return Box(start, end, 0, sheet.width) if rows else Box(0, sheet.height, start, end)


@handles("insertDimension")
def insert_dimension(context: Context, given: Json) -> None:
    """Insert rows or columns."""
    sheet, rows, start, end = lines(context, need(given, "range"))
    size = sheet.height if rows else sheet.width
    if start > size:
        raise invalid(f"range.startIndex[{start}] must not be after the end of the grid[{size}]")
    before = given.get("inheritFromBefore", False)
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at index 0.")
    _guard_insertion(context, sheet, rows, start)
    count = end - start
    context.book.check_size(sheet.height + count * rows, sheet.width + count * (not rows), sheet)
    insert_lines(context.book, sheet, rows, start, count=count, inherit_before=before)


def _guard_insertion(context: Context, sheet: Sheet, rows: bool, at: int) -> None:
    """Refuse to insert in the middle of what somebody else protects."""
    size = sheet.height if rows else sheet.width
    if 0 < at < size:
        inner = [item for item in sheet.protected_ranges if _strictly_within(sheet, item, rows, at)]
        if inner:
            context.guard(sheet, strip(sheet, rows, at, at + 1))


def _strictly_within(sheet: Sheet, item: Json, rows: bool, at: int) -> bool:
    box = sheet.box(item.get("range", {}))
    return (box.r0 < at < box.r1) if rows else (box.c0 < at < box.c1)


@handles("deleteDimension")
def delete_dimension(context: Context, given: Json) -> None:
    """Delete rows or columns."""
    sheet, rows, start, end = lines(context, need(given, "range"))
    size, word = (sheet.height, "row") if rows else (sheet.width, "column")
    if start >= size or end > size:
        index = start if start >= size else end - 1
        raise invalid(
            f"Cannot delete a {word} that doesn't exist. "
            f"Tried to delete {word} index {index} but there are only {size} {word}s."
        )
    frozen = sheet.properties["gridProperties"].get("frozenRowCount" if rows else "frozenColumnCount", 0)
    if end - start >= size:
        raise invalid(f"You can't delete all the {word}s on the sheet.")
    if frozen and start <= frozen and end == size:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {word}s.")
    context.guard(sheet, strip(sheet, rows, start, end))
    delete_lines(context.book, sheet, rows, start, end)


@handles("moveDimension")
def move_dimension(context: Context, given: Json) -> None:
    """Move rows or columns before another one."""
    sheet, rows, start, end = lines(context, need(given, "source"))
    size = sheet.height if rows else sheet.width
    to = given.get("destinationIndex", 0)
    if end > size or not 0 <= to <= size:
        raise invalid(f"destinationIndex[{to}] is outside the grid[{size}]")
    if start <= to <= end:
        return
    context.guard(sheet, strip(sheet, rows, min(start, to), max(end, to)))
    move_lines(context.book, sheet, rows, start, end=end, to=to)


@handles("appendDimension")
def append_dimension(context: Context, given: Json) -> None:
    """Add rows or columns at the end."""
    sheet = context.book.sheet(given.get("sheetId"))
    length = given.get("length", 0)
    if length < 1:
        raise invalid("length must be greater than 0.")
    rows = given.get("dimension") == "ROWS"
    height, width = sheet.height + length * rows, sheet.width + length * (not rows)
    context.book.check_size(height, width, sheet)
    sheet.resize(height, width)
    context.book.stale = True


@handles("updateDimensionProperties")
def update_dimension_properties(context: Context, given: Json) -> None:
    """Change sizes and visibility of rows or columns."""
    sheet, rows, start, end = lines(context, need(given, "range"))
    dims = sheet.row_dims if rows else sheet.column_dims
    properties = prune("DimensionProperties", given.get("properties", {}))
    paths = update_paths(given.get("fields"), SHEETS, "DimensionProperties", "properties")
    for n in range(start, min(end, len(dims))):
        for path in paths:
            dims[n] = copy_path(dims[n], properties, path)


@handles("autoResizeDimensions")
def auto_resize_dimensions(context: Context, given: Json) -> None:
    """Fit sizes to the contents: sizes are not measured here, only set back."""
    sheet, rows, start, end = lines(context, need(given, "dimensions"))
    dims = sheet.row_dims if rows else sheet.column_dims
    for n in range(start, min(end, len(dims))):
        dims[n] = {name: value for name, value in dims[n].items() if name != "pixelSize"}


def _groups(sheet: Sheet, rows: bool) -> list[Json]:
    return sheet.row_groups if rows else sheet.column_groups


def _regroup(sheet: Sheet, rows: bool, depths: list[int]) -> list[Json]:
    """Give the groups that a list of depths per line means."""
    found: list[Json] = []
    for depth in range(1, max(depths, default=0) + 1):
        start = None
        for n, one in enumerate([*depths, 0]):
            if one >= depth and start is None:
                start = n
            elif one < depth and start is not None:
                found.append(_group(sheet, rows, start, n, depth))
                start = None
    return sorted(found, key=lambda one: (one["range"]["startIndex"], one["depth"]))


def _group(sheet: Sheet, rows: bool, start: int, end: int, depth: int) -> Json:
    area = {"dimension": "ROWS" if rows else "COLUMNS", "startIndex": start, "endIndex": end}
    old = next((one for one in _groups(sheet, rows) if one["range"].items() >= area.items()
                and one["depth"] == depth), {})  # fmt: skip
    collapsed = {"collapsed": True} if old.get("collapsed") else {}
    return {"range": ({"sheetId": sheet.id} if sheet.id else {}) | area, "depth": depth} | collapsed


def _change_group(context: Context, given: Json, by: int) -> list[Json]:
    sheet, rows, start, end = lines(context, need(given, "range"))
    size = sheet.height if rows else sheet.width
    depths = [0] * size
    for group in _groups(sheet, rows):
        for n in range(group["range"]["startIndex"], min(group["range"]["endIndex"], size)):
            depths[n] = max(depths[n], group["depth"])
    if by < 0 and not any(depths[start:end]):
        raise invalid(f"No dimension group found at {start}..{end}.")
    for n in range(start, min(end, size)):
        depths[n] = max(depths[n] + by, 0)
    if max(depths) > 8:
        raise invalid("Dimension groups cannot be nested deeper than 8.")
    groups = _regroup(sheet, rows, depths)
    _groups(sheet, rows)[:] = groups
    name = "rowGroupControlAfter" if rows else "columnGroupControlAfter"
    sheet.properties["gridProperties"].setdefault(name, True)
    return copy.deepcopy(groups)


@handles("addDimensionGroup")
def add_dimension_group(context: Context, given: Json) -> Json:
    """Group rows or columns."""
    return {"dimensionGroups": _change_group(context, given, 1)}


@handles("deleteDimensionGroup")
def delete_dimension_group(context: Context, given: Json) -> Json:
    """Take one level of grouping away."""
    groups = _change_group(context, given, -1)
    return {"dimensionGroups": groups} if groups else {}


@handles("updateDimensionGroup")
def update_dimension_group(context: Context, given: Json) -> None:
    """Fold or unfold a group."""
    group = need(given, "dimensionGroup")
    sheet, rows, start, end = lines(context, need(group, "range"))
    for one in _groups(sheet, rows):
        same = (one["range"]["startIndex"], one["range"]["endIndex"]) == (start, end)
        if same and one["depth"] == group.get("depth", 1):
            one.pop("collapsed", None)
            if group.get("collapsed"):
                one["collapsed"] = True
            dims = sheet.row_dims if rows else sheet.column_dims
            for n in range(start, end):
                rest = {name: value for name, value in dims[n].items() if name != "hiddenByUser"}
                dims[n] = rest | ({"hiddenByUser": True} if group.get("collapsed") else {})
            return
    raise invalid("No such dimension group.")
