"""Cells written: what a client sends becomes what is kept, and what Google refuses is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from .a1 import Box, cell_name
from .defaults import prune
from .entry import entered
from .errors import invalid
from .formulas.values import Failure, matrix
from .masks import copy_path
from .model import MAX_TEXT, Cell, Json, Sheet
from .registry import Context
from .serials import serial

LINK = re.compile(r"(https?://|www\.)[^\s]+\.[^\s]+", re.IGNORECASE)
SIMPLE = {"userEnteredValue", "note"}
READ_ONLY = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink", "dataSourceTable", "pivotTable")
TOO_LONG = f"Your input contains more than the maximum of {MAX_TEXT} characters in a single cell."


def kept(given: Cell) -> Cell:
    """Give a client's CellData as it is stored."""
    if given.keys() <= SIMPLE:
        cell = dict(given)
    else:
        cell = prune("CellData", {name: value for name, value in given.items() if name not in READ_ONLY})
    value = cell.get("userEnteredValue")
    if value is not None:
        if not value or value.get("stringValue") == "" or "errorValue" in value:
            del cell["userEnteredValue"]
        else:
            check_value(value)
    if cell.get("chipRuns") and "stringValue" in cell.get("userEnteredValue", {}):
        _place_chips(cell)
    return {name: value for name, value in cell.items() if value not in ({}, "")}


def _place_chips(cell: Cell) -> None:
    """Put each chip's own text where the client left an @ for it."""
    text = cell["userEnteredValue"]["stringValue"]
    runs: list[Json] = []
    for run in cell["chipRuns"]:
        chip = run.get("chip", {})
        label = chip.get("personProperties", {}).get("email") or chip.get("richLinkProperties", {}).get("uri") or ""
        at = text.find("@", runs[-1].get("startIndex", 0) + 1 if runs else 0)
        if at >= 0 and label:
            text = text[:at] + label + text[at + 1 :]
            runs.append(run | {"startIndex": at} if at else {name: run[name] for name in run if name != "startIndex"})
    if runs:
        cell["userEnteredValue"], cell["chipRuns"] = {"stringValue": text}, runs


def check_value(value: Json) -> None:
    """Refuse a text that is too long for a cell; a whole number loses its decimal point."""
    number = value.get("numberValue")
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        value["numberValue"] = int(number)
    for name in ("stringValue", "formulaValue"):
        if len(value.get(name, "")) > MAX_TEXT:
            raise invalid(TOO_LONG)


def store(context: Context, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    """Put a cell in its place, if its dropdown allows it."""
    old = sheet.cell(row, column)
    value = cell.get("userEnteredValue")
    if value is not None and value != old.get("userEnteredValue"):
        check_rule(context, sheet, row, column, cell)
    sheet.put(row, column, cell)


def update(context: Context, sheet: Sheet, place: tuple[int, int], given: Cell, paths: list[tuple[str, ...]]) -> None:
    """Change the named fields of one cell."""
    row, column = place
    cell = sheet.cell(row, column)
    for path in paths:
        if not path:
            cell = given
        elif path[0] not in READ_ONLY:
            cell = copy_path(cell, given, path)
            if path[0] == "userEnteredFormat" and len(path) > 1:
                cell = _same_colors(cell, given, path)
            if path == ("userEnteredValue",) and "textFormatRuns" not in given and "textFormatRuns" in cell:
                cell = {name: value for name, value in cell.items() if name not in ("textFormatRuns", "chipRuns")}
    store(context, sheet, row, column, cell)


def _same_colors(cell: Cell, given: Cell, path: tuple[str, ...]) -> Cell:
    """Keep the two spellings of a colour together."""
    last = path[-1]
    twin = last.removesuffix("Style") if last.endswith("Style") else f"{last}Style"
    return copy_path(cell, given, (*path[:-1], twin)) if "olor" in last else cell


def typed(context: Context, sheet: Sheet, place: tuple[int, int], value: Any, user_entered: bool) -> None:
    """Write one value of the values API: None is passed over, "" empties."""
    if value is None:
        return
    row, column = place
    old = sheet.cell(row, column)
    cell = {name: part for name, part in old.items() if name not in ("userEnteredValue", "textFormatRuns", "chipRuns")}
    number_format = old.get("userEnteredFormat", {}).get("numberFormat")
    stored, brought = _stored(context, value, user_entered and (number_format or {}).get("type") != "TEXT")
    cell = _linked(cell, (stored or {}).get("stringValue", "") if user_entered else "")
    if stored:
        check_value(stored)
        cell = {"userEnteredValue": stored} | cell
        if brought and not number_format:
            cell["userEnteredFormat"] = {"numberFormat": brought} | cell.get("userEnteredFormat", {})
    store(context, sheet, row, column, cell)


def _linked(cell: Cell, text: str) -> Cell:
    """Give a cell whose link is the address just typed, if it is one."""
    form = dict(cell.get("userEnteredFormat", {}))
    letters = {name: part for name, part in form.pop("textFormat", {}).items() if name != "link"}
    if LINK.fullmatch(text):
        letters["link"] = {"uri": text if "://" in text else f"http://{text}"}
    form |= {"textFormat": letters} if letters else {}
    rest = {name: part for name, part in cell.items() if name != "userEnteredFormat"}
    return rest | ({"userEnteredFormat": form} if form else {})


def _stored(context: Context, value: Any, user_entered: bool) -> tuple[Json | None, Json | None]:
    if value == "":
        return None, None
    if isinstance(value, bool):
        return {"boolValue": value}, None
    if isinstance(value, int | float):
        return {"numberValue": value}, None
    if user_entered:
        return entered(value, context.book.locale, context.now.date())
    return {"stringValue": str(value)}, None


def check_rule(context: Context, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    """Refuse a value that a strict dropdown does not allow."""
    rule = cell.get("dataValidation")
    if not rule or not rule.get("strict"):
        return
    value = cell["userEnteredValue"]
    if "formulaValue" in value:
        return
    plain = next(iter(value.values()))
    if not allowed(context, sheet, (row, column), rule["condition"], plain):
        where = cell_name(row, column)
        raise invalid(f"The data you entered in cell {where} violates the data validation rules set on this cell.")


def allowed(context: Context, sheet: Sheet, place: tuple[int, int], condition: Json, value: Any) -> bool:
    """Say whether a value meets a condition; kinds not known here allow everything."""
    kind = condition.get("type", "")
    wanted = [one.get("userEnteredValue", "") for one in condition.get("values", [])]
    if kind == "ONE_OF_LIST":
        return _as_text(value) in wanted
    if kind == "ONE_OF_RANGE":
        return _as_text(value) in [_as_text(one) for one in _range_values(context, sheet, place, wanted[0])]
    if kind == "BOOLEAN":
        return _as_text(value) in wanted[:2] if wanted else isinstance(value, bool)
    if kind.startswith("NUMBER_"):
        return _numbers_allow(kind.removeprefix("NUMBER_"), value, [_number(context, one) for one in wanted])
    if kind.startswith("TEXT_"):
        return _texts_allow(kind.removeprefix("TEXT_"), _as_text(value), wanted[0] if wanted else "")
    if kind.startswith("DATE_"):
        return _dates_allow(context, kind.removeprefix("DATE_"), value, condition)
    if kind == "CUSTOM_FORMULA":
        answer = evaluate(context, sheet, place, wanted[0])
        return answer is True or (isinstance(answer, int | float) and answer != 0)
    return True


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return str(value)


def _number(context: Context, text: str) -> float:
    found = entered(text, context.book.locale, context.now.date())[0].get("numberValue")
    return float(found) if found is not None else float("nan")


def _numbers_allow(kind: str, value: Any, wanted: list[float]) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    first = wanted[0] if wanted else 0.0
    checks = {
        "GREATER": value > first, "GREATER_THAN_EQ": value >= first, "LESS": value < first,
        "LESS_THAN_EQ": value <= first, "EQ": value == first, "NOT_EQ": value != first,
    }  # fmt: skip
    if kind in ("BETWEEN", "NOT_BETWEEN"):
        return (first <= value <= wanted[1]) == (kind == "BETWEEN")
    return checks.get(kind, True)


def _texts_allow(kind: str, value: str, wanted: str) -> bool:
    checks = {
        "CONTAINS": wanted.lower() in value.lower(),
        "NOT_CONTAINS": wanted.lower() not in value.lower(),
        "EQ": value.lower() == wanted.lower(),
        "STARTS_WITH": value.lower().startswith(wanted.lower()),
        "ENDS_WITH": value.lower().endswith(wanted.lower()),
        "IS_EMAIL": bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value)),
        "IS_URL": bool(re.fullmatch(r"(https?://)?[\w-]+(\.[\w-]+)+\S*", value)),
    }
    return checks.get(kind, True)


def _dates_allow(context: Context, kind: str, value: Any, condition: Json) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    wanted = []
    for one in condition.get("values", []):
        relative = {"TODAY": 0, "YESTERDAY": -1, "TOMORROW": 1}.get(one.get("relativeDate", ""))
        today = serial(date(context.now.year, context.now.month, context.now.day))
        text = one.get("userEnteredValue", "")
        wanted.append(today + relative if relative is not None else _number(context, text))
    first = wanted[0] if wanted else 0.0
    checks = {
        "EQ": int(value) == first, "BEFORE": value < first, "AFTER": value >= first + 1, "ON_OR_BEFORE": value <= first,
        "ON_OR_AFTER": value >= first, "IS_VALID": True,
    }  # fmt: skip
    if kind in ("BETWEEN", "NOT_BETWEEN"):
        return (first <= value <= wanted[1]) == (kind == "BETWEEN")
    return checks.get(kind, True)


def _range_values(context: Context, sheet: Sheet, place: tuple[int, int], text: str) -> Iterator[Any]:
    found = evaluate(context, sheet, place, f"={{{text.lstrip('=')}}}")
    return iter(one for one in matrix(found).flat() if one is not None and not isinstance(one, Failure))


def evaluate(context: Context, sheet: Sheet, place: tuple[int, int], text: str) -> Any:
    """Work out a formula that stands in no cell."""
    calculator = context.calculator()
    key = (sheet.id, *place)
    saved = calculator.formulas.get(key)
    calculator.formulas[key] = text
    calculator.stack, calculator.waiting, calculator.held = [], set(), {}
    calculator.matrices = {}
    try:
        return calculator._evaluate(key)
    finally:
        if saved is None:
            del calculator.formulas[key]
        else:
            calculator.formulas[key] = saved


def clear_values(sheet: Sheet, box: Box) -> None:
    """Empty cells of what was typed; formats and dropdowns stay."""
    for r in range(box.r0, box.r1):
        for c in [c for c in sheet.rows[r] if box.c0 <= c < box.c1]:
            cell = sheet.rows[r][c]
            if "userEnteredValue" in cell:
                gone = ("userEnteredValue", "textFormatRuns", "chipRuns")
                sheet.put(r, c, {name: part for name, part in cell.items() if name not in gone})
