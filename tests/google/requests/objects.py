"""Requests about what floats over the cells: charts and slicers. They are kept, not drawn."""

from __future__ import annotations

import copy
from typing import Any

from ..defaults import prune
from ..errors import invalid
from ..masks import copy_path, update_paths
from ..model import Json, Sheet, new_sheet
from ..registry import Context, handles, need
from ..schemas import schemas
from .sheets import fresh_sheet_id, unique_title

SHEETS = schemas("sheets")
DEFAULT_SIZE = {"widthPixels": 600, "heightPixels": 371}


def _charts(context: Context) -> dict[int, tuple[Sheet, Json]]:
    return {one["chartId"]: (sheet, one) for sheet in context.book.sheets for one in sheet.charts}


def _check_sources(context: Context, value: Any) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "sources":
                for one in item:
                    context.area(one)
            else:
                _check_sources(context, item)
    elif isinstance(value, list):
        for item in value:
            _check_sources(context, item)


@handles("addChart")
def add_chart(context: Context, given: Json) -> Json:
    """Add a chart over a tab's cells."""
    item = prune("EmbeddedChart", need(given, "chart"))
    spec = need(item, "spec")
    _check_sources(context, spec)
    known = _charts(context)
    if item.get("chartId") in known:
        raise invalid(f"A chart with ID {item['chartId']} already exists.")
    position = item.get("position", {})
    number = item.get("chartId") or context.book.fresh_id(lambda: iter(known))
    if position.get("newSheet"):
        sheet_id = fresh_sheet_id(context.book)
        title = unique_title(context.book, "Chart")
        sheet = new_sheet({"sheetId": sheet_id, "title": title}, len(context.book.sheets))
        sheet.properties["sheetType"] = "OBJECT"
        context.book.sheets.append(sheet)
        place: Json = {"sheetId": sheet_id}
    else:
        overlay = position.get("overlayPosition", {})
        anchor = overlay.get("anchorCell", {})
        sheet = context.book.sheet(anchor.get("sheetId"))
        place = {"overlayPosition": {"anchorCell": anchor} | overlay | {
            name: overlay.get(name, size) for name, size in DEFAULT_SIZE.items()}}  # fmt: skip
    chart = {"chartId": number, "spec": spec, "position": place}
    chart |= {name: value for name, value in item.items() if name not in chart}
    sheet.charts.append(chart)
    return {"chart": copy.deepcopy(chart)}


def _chart(context: Context, number: int) -> tuple[Sheet, Json]:
    found = _charts(context).get(number)
    if not found:
        raise invalid(f"No chart with id: {number}")
    return found


@handles("updateChartSpec")
def update_chart_spec(context: Context, given: Json) -> None:
    """Replace a chart's description."""
    _, chart = _chart(context, given.get("chartId", 0))
    spec = prune("ChartSpec", need(given, "spec"))
    _check_sources(context, spec)
    chart["spec"] = spec


@handles("deleteEmbeddedObject")
def delete_embedded_object(context: Context, given: Json) -> None:
    """Remove a chart or a slicer."""
    number = given.get("objectId", 0)
    for sheet in context.book.sheets:
        for holder, name in ((sheet.charts, "chartId"), (sheet.slicers, "slicerId")):
            for one in list(holder):
                if one[name] == number:
                    holder.remove(one)
                    return
    raise invalid(f"No embedded object with id: {number}")


@handles("updateEmbeddedObjectPosition")
def update_embedded_object_position(context: Context, given: Json) -> Json:
    """Move a chart."""
    _, chart = _chart(context, given.get("objectId", 0))
    new = prune("EmbeddedObjectPosition", need(given, "newPosition"))
    for path in update_paths(given.get("fields"), SHEETS, "OverlayPosition"):
        overlay = chart["position"].get("overlayPosition", {})
        chart["position"]["overlayPosition"] = copy_path(overlay, new.get("overlayPosition", {}), path)
    return {"position": copy.deepcopy(chart["position"])}


@handles("addSlicer")
def add_slicer(context: Context, given: Json) -> Json:
    """Add a slicer."""
    item = prune("Slicer", need(given, "slicer"))
    sheet, _ = context.area(item.get("spec", {}).get("dataRange", {}))
    slicer = {"slicerId": item.get("slicerId") or context.book.fresh_id(lambda: iter(()))} | item
    sheet.slicers.append(slicer)
    return {"slicer": copy.deepcopy(slicer)}
