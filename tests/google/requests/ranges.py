"""Requests about named and protected ranges, merges and filters."""

from __future__ import annotations

import copy
import re

from ..a1 import Box, grid_range, parse_local
from ..defaults import prune
from ..errors import invalid, protected
from ..masks import copy_path, update_paths
from ..model import Book, Json, Sheet
from ..protections import area, completed, covers_sheet, may_edit, shown_to
from ..registry import Context, filled, handles, need
from ..schemas import schemas
from .transfer import sort_rows

SHEETS = schemas("sheets")


@handles("addNamedRange")
def add_named_range(context: Context, given: Json) -> Json:
    """Name a range."""
    item = prune("NamedRange", need(given, "namedRange"))
    book = context.book
    _check_name(book, item.get("name", ""))
    context.area(need(item, "range"))
    known = {one["namedRangeId"] for one in book.named_ranges}
    if item.get("namedRangeId") in known:
        raise invalid(f"A named range with ID {item['namedRangeId']} already exists.")
    new_id = item.get("namedRangeId") or str(book.fresh_id(lambda: iter(())))
    new = {"namedRangeId": new_id, "name": item["name"], "range": filled(book, item["range"])}
    book.named_ranges.append(new)
    book.stale = True
    return {"namedRange": copy.deepcopy(new)}


def _check_name(book: Book, name: str, own: Json | None = None) -> None:
    if not re.fullmatch(r"[^\W\d][\w.]*", name) or parse_local(name):
        raise invalid(f"Invalid name: {name}")
    other = book.named(name)
    if other and other is not own:
        raise invalid(f"A named range with name {name} already exists.")


def _named(book: Book, named_range_id: str) -> Json:
    for one in book.named_ranges:
        if one["namedRangeId"] == named_range_id:
            return one
    raise invalid(f"Cannot find a named range with ID: {named_range_id}")


@handles("updateNamedRange")
def update_named_range(context: Context, given: Json) -> None:
    """Change a named range."""
    item = prune("NamedRange", need(given, "namedRange"))
    one = _named(context.book, item.get("namedRangeId", ""))
    new = one
    for path in update_paths(given.get("fields"), SHEETS, "NamedRange", "namedRange"):
        new = copy_path(new, item, path)
    _check_name(context.book, new.get("name", ""), one)
    new["range"] = filled(context.book, new["range"])
    context.book.named_ranges[context.book.named_ranges.index(one)] = new
    context.book.stale = True


@handles("deleteNamedRange")
def delete_named_range(context: Context, given: Json) -> None:
    """Forget a named range."""
    context.book.named_ranges.remove(_named(context.book, given.get("namedRangeId", "")))
    context.book.stale = True


def _all_protected(book: Book) -> list[tuple[Sheet, Json]]:
    return [(sheet, one) for sheet in book.sheets for one in sheet.protected_ranges]


def _find_protected(context: Context, number: int) -> tuple[Sheet, Json]:
    for sheet, one in _all_protected(context.book):
        if one["protectedRangeId"] == number:
            return sheet, one
    raise invalid(f"Cannot find a protected range with ID: {number}")


def _checked_area(context: Context, item: Json) -> Json:
    if ("range" in item) == ("namedRangeId" in item):
        raise invalid("Exactly one of range and namedRangeId must be set on a protected range.")
    if "namedRangeId" in item:
        _named(context.book, item["namedRangeId"])
    else:
        context.area(item["range"])
    if item.get("warningOnly") and item.get("editors"):
        raise invalid("Editors cannot be set on a protected range with warningOnly.")
    return item


@handles("addProtectedRange")
def add_protected_range(context: Context, given: Json) -> Json:
    """Protect a range; the caller and, unless told otherwise, everybody who may edit now stay editors."""
    raw = need(given, "protectedRange")
    item = _checked_area(context, prune("ProtectedRange", raw))
    if "domainUsersCanEdit" in raw.get("editors", {}):
        item["editors"]["domainUsersCanEdit"] = raw["editors"]["domainUsersCanEdit"]
    known = {one["protectedRangeId"] for _, one in _all_protected(context.book)}
    number = item.get("protectedRangeId") or context.book.fresh_id(lambda: iter(known))
    if number in known:
        raise invalid(f"A protected range with ID {number} already exists.")
    item.pop("requestingUserCanEdit", None)
    new = completed(context.file, item | {"protectedRangeId": number}, context.who)
    sheet = context.book.sheet(area(context.book, new)[0])
    if covers_sheet(new) and any(covers_sheet(one) for one in sheet.protected_ranges):
        raise invalid(f"Sheet {sheet.id} already has sheet protection.")
    sheet.protected_ranges.append(new)
    return {"protectedRange": copy.deepcopy(shown_to(context.file, context.book, new, context.who))}


@handles("updateProtectedRange")
def update_protected_range(context: Context, given: Json) -> None:
    """Change a protected range, if the caller may edit it."""
    raw = need(given, "protectedRange")
    item = prune("ProtectedRange", raw)
    sheet, one = _find_protected(context, item.get("protectedRangeId", 0))
    if not may_edit(context.file, one, context.who):
        raise protected()
    if "domainUsersCanEdit" in raw.get("editors", {}):
        item["editors"]["domainUsersCanEdit"] = raw["editors"]["domainUsersCanEdit"]
    new = one
    for path in update_paths(given.get("fields"), SHEETS, "ProtectedRange", "protectedRange"):
        if not path:
            new = item
        elif path[0] not in ("protectedRangeId", "requestingUserCanEdit"):
            new = copy_path(new, item, path)
    new = completed(context.file, _checked_area(context, new), context.who)
    sheet.protected_ranges.remove(one)
    context.book.sheet(area(context.book, new)[0]).protected_ranges.append(new)


@handles("deleteProtectedRange")
def delete_protected_range(context: Context, given: Json) -> None:
    """Remove a protection, if the caller may edit it."""
    sheet, one = _find_protected(context, given.get("protectedRangeId", 0))
    if not may_edit(context.file, one, context.who):
        raise protected()
    sheet.protected_ranges.remove(one)


@handles("mergeCells")
def merge_cells(context: Context, given: Json) -> None:
    """Merge a range, its columns or its rows; only the first cell's value stays."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    kind = given.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_COLUMNS":
        boxes = [Box(box.r0, box.r1, c, c + 1) for c in range(box.c0, box.c1)]
    elif kind == "MERGE_ROWS":
        boxes = [Box(r, r + 1, box.c0, box.c1) for r in range(box.r0, box.r1)]
    else:
        boxes = [box]
    for merge in list(sheet.merges):
        old = sheet.box(merge)
        if box.contains(old):
            sheet.merges.remove(merge)
        elif box.meets(old):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    for one in boxes:
        if one.height * one.width > 1:
            sheet.merges.append(grid_range(sheet.id, one))
            _keep_first(sheet, one)
    context.book.touch(sheet, box)


def _keep_first(sheet: Sheet, box: Box) -> None:
    values = [place for place in box.cells() if "userEnteredValue" in sheet.cell(*place)]
    if not values:
        return
    first = sheet.cell(*values[0])
    for place in values:
        cell = {name: part for name, part in sheet.cell(*place).items() if name != "userEnteredValue"}
        sheet.put(*place, cell)
    sheet.put(box.r0, box.c0, sheet.cell(box.r0, box.c0) | {"userEnteredValue": first["userEnteredValue"]})


@handles("unmergeCells")
def unmerge_cells(context: Context, given: Json) -> None:
    """Undo the merges of a range."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    for merge in list(sheet.merges):
        old = sheet.box(merge)
        if box.contains(old):
            sheet.merges.remove(merge)
        elif box.meets(old):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")


@handles("setBasicFilter")
def set_basic_filter(context: Context, given: Json) -> None:
    """Put the tab's one filter on a range."""
    item = prune("BasicFilter", need(given, "filter"))
    sheet, box = context.area(item.get("range", {}))
    item["range"] = filled(context.book, item.get("range", {}))
    sheet.basic_filter = item
    if item.get("sortSpecs") and box.height > 1:
        sort_rows(context, sheet, Box(box.r0 + 1, box.r1, box.c0, box.c1), item["sortSpecs"])


@handles("clearBasicFilter")
def clear_basic_filter(context: Context, given: Json) -> None:
    """Take the tab's filter away."""
    context.book.sheet(given.get("sheetId")).basic_filter = None


def _find_view(context: Context, number: int) -> tuple[Sheet, Json]:
    for sheet in context.book.sheets:
        for one in sheet.filter_views:
            if one["filterViewId"] == number:
                return sheet, one
    raise invalid(f"Cannot find a filter view with ID: {number}")


def _view_ids(book: Book) -> set[int]:
    return {one["filterViewId"] for sheet in book.sheets for one in sheet.filter_views}


@handles("addFilterView")
def add_filter_view(context: Context, given: Json) -> Json:
    """Add a filter view."""
    item = prune("FilterView", need(given, "filter"))
    known = _view_ids(context.book)
    if item.get("filterViewId") in known:
        raise invalid(f"A filter view with ID {item['filterViewId']} already exists.")
    area_given = item.get("range") or {}
    if "namedRangeId" in item:
        area_given = _named(context.book, item["namedRangeId"])["range"]
    sheet, _ = context.area(area_given)
    new = {
        "filterViewId": item.get("filterViewId") or context.book.fresh_id(lambda: iter(known)),
        "title": item.get("title") or f"Filter {len(sheet.filter_views) + 1}",
        "range": filled(context.book, area_given),
    }
    new |= {name: value for name, value in item.items() if name not in new}
    sheet.filter_views.append(new)
    return {"filter": copy.deepcopy(new)}


@handles("updateFilterView")
def update_filter_view(context: Context, given: Json) -> None:
    """Change a filter view."""
    item = prune("FilterView", need(given, "filter"))
    sheet, one = _find_view(context, item.get("filterViewId", 0))
    new = one
    for path in update_paths(given.get("fields"), SHEETS, "FilterView", "filter"):
        new = copy_path(new, item, path)
    new["filterViewId"] = one["filterViewId"]
    if "range" in new:
        new["range"] = filled(context.book, new["range"])
    sheet.filter_views[sheet.filter_views.index(one)] = new


@handles("duplicateFilterView")
def duplicate_filter_view(context: Context, given: Json) -> Json:
    """Copy a filter view."""
    sheet, one = _find_view(context, given.get("filterId", 0))
    new = copy.deepcopy(one)
    new["filterViewId"] = context.book.fresh_id(lambda: iter(_view_ids(context.book)))
    new["title"] = f"Copy of {one['title']}"
    sheet.filter_views.append(new)
    return {"filter": copy.deepcopy(new)}


@handles("deleteFilterView")
def delete_filter_view(context: Context, given: Json) -> None:
    """Remove a filter view."""
    sheet, one = _find_view(context, given.get("filterId", 0))
    sheet.filter_views.remove(one)
