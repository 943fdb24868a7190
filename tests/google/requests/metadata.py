"""Developer metadata: made, changed, removed, found; and the ranges that data filters mean."""

from __future__ import annotations

import copy
from typing import Any

from ..a1 import Box
from ..defaults import prune
from ..errors import invalid
from ..masks import copy_path, update_paths
from ..model import Book, Json, Sheet
from ..ranges import resolve
from ..registry import Context, area, handles, need
from ..schemas import schemas

SHEETS = schemas("sheets")


def _located(book: Book, location: Json) -> Json:
    """Give a location as answers show it, with its type."""
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "dimensionRange" in location:
        area = location["dimensionRange"]
        sheet = book.sheet(area.get("sheetId"))
        if area.get("dimension", "DIMENSION_UNSPECIFIED") == "DIMENSION_UNSPECIFIED":
            raise invalid("The dimension of a metadata location must be set.")
        rows = area["dimension"] == "ROWS"
        start, end = area.get("startIndex", 0), area.get("endIndex", 0)
        if end - start != 1 or start < 0 or end > (sheet.height if rows else sheet.width):
            raise invalid("Developer metadata can only be added to one row or one column of the grid.")
        area = ({"sheetId": sheet.id} if sheet.id else {}) | {
            "dimension": area["dimension"], "startIndex": start, "endIndex": end}  # fmt: skip
        return {"locationType": "ROW" if rows else "COLUMN", "dimensionRange": area}
    sheet = book.sheet(location.get("sheetId"))
    return {"locationType": "SHEET"} | ({"sheetId": sheet.id} if sheet.id else {})


@handles("createDeveloperMetadata")
def create_developer_metadata(context: Context, given: Json) -> Json:
    """Hang a key and a value on the spreadsheet, a tab, a row or a column."""
    raw = need(given, "developerMetadata")
    item = prune("DeveloperMetadata", raw)
    if not item.get("metadataKey"):
        raise invalid("Developer metadata must have a key.")
    if item.get("visibility", "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED").endswith("UNSPECIFIED"):
        raise invalid("Developer metadata must have a visibility.")
    known = {one["metadataId"] for one in context.book.metadata}
    if item.get("metadataId") in known:
        raise invalid(f"Developer metadata with ID {item['metadataId']} already exists.")
    location = need(raw, "location")
    new = {"metadataId": item.get("metadataId") or context.book.fresh_id(lambda: iter(known))}
    new |= {name: item[name] for name in ("metadataKey", "metadataValue") if name in item}
    new |= {"location": _located(context.book, location), "visibility": item["visibility"]}
    context.book.metadata.append(new)
    return {"developerMetadata": copy.deepcopy(new)}


@handles("updateDeveloperMetadata")
def update_developer_metadata(context: Context, given: Json) -> Json:
    """Change every piece of metadata that the filters match."""
    item = prune("DeveloperMetadata", need(given, "developerMetadata"))
    paths = update_paths(given.get("fields"), SHEETS, "DeveloperMetadata", "developerMetadata")
    found = search(context.book, need(given, "dataFilters"))
    for one in found:
        new = one
        for path in paths:
            new = copy_path(new, item, path) if path else one | item
        new["location"] = _located(context.book, new["location"])
        new["metadataId"] = one["metadataId"]
        context.book.metadata[context.book.metadata.index(one)] = new
    ids = [one["metadataId"] for one in found]
    return {"developerMetadata": [copy.deepcopy(one) for one in context.book.metadata if one["metadataId"] in ids]}


@handles("deleteDeveloperMetadata")
def delete_developer_metadata(context: Context, given: Json) -> Json:
    """Remove every piece of metadata that a filter matches."""
    found = search(context.book, [need(given, "dataFilter")])
    for one in found:
        context.book.metadata.remove(one)
    return {"deletedDeveloperMetadata": found} if found else {}


def search(book: Book, filters: list[Json]) -> list[Json]:
    """Find the metadata that any of the filters matches."""
    return [one for one in book.metadata if any(matches(book, one, given) for given in filters)]


def matches(book: Book, item: Json, given: Json) -> bool:
    """Say whether one filter matches one piece of metadata."""
    lookup = given.get("developerMetadataLookup")
    if lookup is None:
        return _in_area(book, item, given)
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and lookup[name] != item.get(name):
            return False
    kind = lookup.get("locationType")
    if kind and kind != "DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED" and kind != item["location"]["locationType"]:
        return False
    return "metadataLocation" not in lookup or _at_place(item, lookup)


def _at_place(item: Json, lookup: Json) -> bool:
    place, own = lookup["metadataLocation"], item["location"]
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        if place.get("spreadsheet"):
            return True
        sheet_id = place.get("dimensionRange", place).get("sheetId", 0)
        mine = own.get("dimensionRange", own).get("sheetId", 0)
        if own.get("spreadsheet") or "dimensionRange" not in place or "dimensionRange" not in own:
            return bool(own.get("spreadsheet")) or sheet_id == mine
    if place.get("spreadsheet") or own.get("spreadsheet"):
        return bool(place.get("spreadsheet")) == bool(own.get("spreadsheet"))
    if ("dimensionRange" in place) != ("dimensionRange" in own):
        return False
    if "dimensionRange" not in place:
        return bool(place.get("sheetId", 0) == own.get("sheetId", 0))
    a, b = place["dimensionRange"], own["dimensionRange"]
    same = a.get("sheetId", 0) == b.get("sheetId", 0) and a.get("dimension") == b["dimension"]
    start, end = a.get("startIndex", 0), a.get("endIndex", 2**31)
    return bool(same and start <= b["startIndex"] and b["endIndex"] <= end)


def _in_area(book: Book, item: Json, given: Json) -> bool:
    if "a1Range" in given:
        sheet, box = resolve(book, given["a1Range"])
    else:
        sheet = book.sheet(given.get("gridRange", {}).get("sheetId"))
        box = sheet.box(given.get("gridRange", {}))
    location = item["location"]
    if location.get("spreadsheet"):
        return False
    if "dimensionRange" in location:
        found = strip_of(book, location)
        return found[0] is sheet and found[1].meets(box)
    return bool(location.get("sheetId", 0) == sheet.id and box == sheet.whole)


def strip_of(book: Book, location: Json) -> tuple[Sheet, Box]:
    """Give the cells that a metadata's location covers."""
    if location.get("spreadsheet"):
        raise invalid("Metadata of the whole spreadsheet has no range.")
    if "dimensionRange" not in location:
        sheet = book.sheet(location.get("sheetId"))
        return sheet, sheet.whole
    area = location["dimensionRange"]
    sheet = book.sheet(area.get("sheetId"))
    start, end = area["startIndex"], area["endIndex"]
    if area["dimension"] == "ROWS":
        return sheet, Box(start, end, 0, sheet.width)
    return sheet, Box(0, sheet.height, start, end)


def areas(book: Book, given: Json) -> list[tuple[Sheet, Box, Any]]:
    """Give the ranges that a data filter means."""

    if "a1Range" in given:
        return [(*resolve(book, given["a1Range"]), None)]
    if "gridRange" in given:
        return [(*area(book, given["gridRange"]), None)]
    if "developerMetadataLookup" not in given:
        raise invalid("Must specify one of developerMetadataLookup, a1Range or gridRange in a data filter.")
    found = [one for one in search(book, [given]) if not one["location"].get("spreadsheet")]
    return [(*strip_of(book, one["location"]), one) for one in found]
