"""Requests about how cells look and what they accept."""

from __future__ import annotations

import copy

from ..defaults import prune
from ..errors import invalid
from ..masks import copy_path, update_paths
from ..model import Json, Sheet
from ..registry import Context, filled, handles, need
from ..schemas import schemas

SHEETS = schemas("sheets")
LIST_KINDS = {"ONE_OF_LIST": (1, 500), "ONE_OF_RANGE": (1, 1), "CUSTOM_FORMULA": (1, 1), "NUMBER_BETWEEN": (2, 2)}


@handles("setDataValidation")
def set_data_validation(context: Context, given: Json) -> None:
    """Put a rule on every cell of a range, or take rules away."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    rule = prune("DataValidationRule", given["rule"]) if given.get("rule") else None
    if rule is not None:
        check_condition(rule.get("condition"))
    for r, c in box.cells():
        cell = {name: value for name, value in sheet.cell(r, c).items() if name != "dataValidation"}
        sheet.put(r, c, cell | ({"dataValidation": rule} if rule else {}))


def check_condition(condition: Json | None) -> None:
    """Refuse a condition without a kind or with the wrong number of values."""
    if not condition or "type" not in condition:
        raise invalid("A condition type must be set.")
    kind, count = condition["type"], len(condition.get("values", []))
    least, most = LIST_KINDS.get(kind, (0, 500))
    if not least <= count <= most:
        raise invalid(f"ConditionType '{kind}' takes {least} to {most} values, but {count} were given.")


def _check_rule(rule: Json) -> Json:
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("Exactly one of booleanRule and gradientRule must be set.")
    if not rule.get("ranges"):
        raise invalid("A conditional format rule needs ranges.")
    if "booleanRule" in rule:
        check_condition(rule["booleanRule"].get("condition"))
    return rule


def _prepared(context: Context, rule: Json) -> tuple[Sheet, Json]:
    rule = _check_rule(prune("ConditionalFormatRule", rule))
    sheets = {context.area(one)[0].id for one in rule["ranges"]}
    if len(sheets) != 1:
        raise invalid("All ranges of a conditional format rule must be on one sheet.")
    rule["ranges"] = [filled(context.book, one) for one in rule["ranges"]]
    return context.book.sheet(sheets.pop()), rule


@handles("addConditionalFormatRule")
def add_conditional_format_rule(context: Context, given: Json) -> None:
    """Add a rule at a place among the tab's rules."""
    sheet, rule = _prepared(context, need(given, "rule"))
    index = given.get("index", 0)
    if index > len(sheet.conditional_formats):
        raise invalid(f"index[{index}] is after the last rule[{len(sheet.conditional_formats)}]")
    sheet.conditional_formats.insert(index, rule)


def _rule_at(sheet: Sheet, index: int) -> Json:
    if not 0 <= index < len(sheet.conditional_formats):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditional_formats[index]


@handles("updateConditionalFormatRule")
def update_conditional_format_rule(context: Context, given: Json) -> Json:
    """Replace a rule or move it."""
    index = given.get("index", 0)
    if "rule" in given:
        sheet, rule = _prepared(context, given["rule"])
        old = copy.deepcopy(_rule_at(sheet, index))
        sheet.conditional_formats[index] = rule
        places = {"newIndex": index, "oldIndex": index} if index else {}
        return {"newRule": copy.deepcopy(rule), "oldRule": old} | places
    sheet = context.book.sheet(given.get("sheetId"))
    rule = _rule_at(sheet, index)
    new = need(given, "newIndex")
    sheet.conditional_formats.remove(rule)
    sheet.conditional_formats.insert(new, rule)
    places = {name: place for name, place in (("newIndex", new), ("oldIndex", index)) if place}
    return {"newRule": copy.deepcopy(rule), "oldRule": copy.deepcopy(rule)} | places


@handles("deleteConditionalFormatRule")
def delete_conditional_format_rule(context: Context, given: Json) -> Json:
    """Remove a rule."""
    sheet = context.book.sheet(given.get("sheetId"))
    rule = _rule_at(sheet, given.get("index", 0))
    sheet.conditional_formats.remove(rule)
    return {"rule": rule}


@handles("updateBorders")
def update_borders(context: Context, given: Json) -> None:
    """Draw the borders of a range, outside and inside."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    edges = {name: prune("Border", given[name]) for name in ("top", "bottom", "left", "right", "innerHorizontal",
                                                          "innerVertical") if name in given}  # fmt: skip
    for r, c in box.cells():
        sides = {
            "top": "top" if r == box.r0 else "innerHorizontal",
            "bottom": "bottom" if r == box.r1 - 1 else "innerHorizontal",
            "left": "left" if c == box.c0 else "innerVertical",
            "right": "right" if c == box.c1 - 1 else "innerVertical",
        }
        cell = sheet.cell(r, c)
        form = dict(cell.get("userEnteredFormat", {}))
        borders = dict(form.get("borders", {}))
        for side, edge in sides.items():
            if edge in edges:
                borders.pop(side, None)
                if edges[edge].get("style", "NONE") != "NONE":
                    borders[side] = edges[edge]
        form["borders"] = borders
        sheet.put(r, c, cell | {"userEnteredFormat": {name: value for name, value in form.items() if value != {}}})


def _bands(context: Context) -> dict[int, tuple[Sheet, Json]]:
    return {one["bandedRangeId"]: (sheet, one) for sheet in context.book.sheets for one in sheet.banded_ranges}


@handles("addBanding")
def add_banding(context: Context, given: Json) -> Json:
    """Colour the rows or columns of a range by turns."""
    item = prune("BandedRange", need(given, "bandedRange"))
    known = _bands(context)
    if item.get("bandedRangeId") in known:
        raise invalid(f"A banded range with ID {item['bandedRangeId']} already exists.")
    sheet, box = context.area(need(item, "range"))
    if any(sheet.box(one["range"]).meets(box) for one in sheet.banded_ranges):
        raise invalid("You cannot add alternating background colors to a range that already has alternating "
                      "background colors.")  # fmt: skip
    item["bandedRangeId"] = item.get("bandedRangeId") or context.book.fresh_id(lambda: iter(known))
    item["range"] = filled(context.book, item["range"])
    sheet.banded_ranges.append(item)
    return {"bandedRange": copy.deepcopy(item)}


def _band(context: Context, number: int) -> tuple[Sheet, Json]:
    if number not in _bands(context):
        raise invalid(f"Cannot find a banded range with ID: {number}")
    return _bands(context)[number]


@handles("updateBanding")
def update_banding(context: Context, given: Json) -> None:
    """Change a banded range."""
    item = prune("BandedRange", need(given, "bandedRange"))
    sheet, one = _band(context, item.get("bandedRangeId", 0))
    new = one
    for path in update_paths(given.get("fields"), SHEETS, "BandedRange", "bandedRange"):
        new = copy_path(new, item, path)
    sheet.banded_ranges[sheet.banded_ranges.index(one)] = new


@handles("deleteBanding")
def delete_banding(context: Context, given: Json) -> None:
    """Remove a banded range."""
    sheet, one = _band(context, given.get("bandedRangeId", 0))
    sheet.banded_ranges.remove(one)
