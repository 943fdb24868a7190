"""Requests that tidy a range up: texts replaced and trimmed, repetitions removed, rows shuffled."""

from __future__ import annotations

import re
from typing import Any

from ..a1 import Box
from ..errors import invalid
from ..model import Json, Sheet
from ..registry import Context, handles, need
from ..writing import typed
from .transfer import reorder


@handles("findReplace")
def find_replace(context: Context, given: Json) -> Json:
    """Replace text in a range, a tab or everywhere."""
    if given.get("range"):
        areas = [context.area(given["range"])]
    else:
        sheets = context.book.sheets if given.get("allSheets") else [context.book.sheet(given.get("sheetId"))]
        areas = [(sheet, sheet.whole) for sheet in sheets]
    wanted = given.get("find", "")
    pattern = wanted if given.get("searchByRegex") else re.escape(wanted)
    flags = 0 if given.get("matchCase") else re.IGNORECASE
    try:
        regex = re.compile(f"(?:{pattern})\\Z" if given.get("matchEntireCell") else pattern, flags)
    except re.error as error:
        raise invalid(f"The regular expression {wanted} is not valid: {error}") from error
    if not wanted:
        raise invalid("find must not be empty.")
    counts = {"values": 0, "formulas": 0, "rows": set(), "sheets": set(), "occurrences": 0}  # type: dict[str, Any]
    for sheet, box in areas:
        for place in [(r, c) for r in range(box.r0, box.r1) for c in sheet.rows[r] if box.c0 <= c < box.c1]:
            _replace(context, (sheet, place), regex, given, counts)
    names = {"values": "valuesChanged", "formulas": "formulasChanged", "rows": "rowsChanged",
             "sheets": "sheetsChanged", "occurrences": "occurrencesChanged"}  # fmt: skip
    sizes = {names[key]: len(one) if isinstance(one, set) else one for key, one in counts.items()}
    return {name: size for name, size in sizes.items() if size}


def _replace(
    context: Context, where: tuple[Sheet, tuple[int, int]], regex: re.Pattern[str], given: Json, counts: dict[str, Any]
) -> None:
    sheet, place = where
    value = sheet.cell(*place).get("userEnteredValue", {})
    formula = "formulaValue" in value
    if not value or (formula and not given.get("includeFormulas")):
        return
    old = str(next(iter(value.values())))
    whole = given.get("matchEntireCell")
    found = 1 if whole and regex.match(old) else 0 if whole else len(regex.findall(old))
    if not found:
        return
    context.guard(sheet, Box(place[0], place[0] + 1, place[1], place[1] + 1))
    new = given.get("replacement", "").replace("\\", r"\\")
    if given.get("searchByRegex"):
        new = re.sub(r"\$(\d)", lambda match: rf"\g<{match[1]}>" if int(match[1]) <= regex.groups else "", new)
    new = regex.sub(new, old)
    typed(context, sheet, place, new, True)
    context.book.touch(sheet, Box(place[0], place[0] + 1, place[1], place[1] + 1))
    counts["formulas" if formula else "values"] += 1
    counts["occurrences"] += found
    counts["rows"].add((sheet.id, place[0]))
    counts["sheets"].add(sheet.id)


@handles("deleteDuplicates")
def delete_duplicates(context: Context, given: Json) -> Json:
    """Remove rows of a range that repeat an earlier one."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    spans = [(one.get("startIndex", 0), one.get("endIndex", sheet.width)) for one in given.get("comparisonColumns", [])]
    columns = [c for start, end in spans for c in range(start, min(end, sheet.width))]
    calculator, seen, kept_rows = context.calculator(), set(), []
    for r in range(box.r0, box.r1):
        key = tuple(str(calculator.value(sheet, r, c)).lower() for c in columns or range(box.c0, box.c1))
        if key not in seen:
            seen.add(key)
            kept_rows.append(r)
    gone = [r for r in range(box.r0, box.r1) if r not in kept_rows]
    for r in gone:
        for c in [c for c in sheet.rows[r] if box.c0 <= c < box.c1]:
            del sheet.rows[r][c]
    reorder(context, sheet, box, kept_rows + gone)
    return {"duplicatesRemovedCount": len(gone)} if gone else {}


@handles("randomizeRange")
def randomize_range(context: Context, given: Json) -> None:
    """Shuffle the rows of a range."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    order = list(range(box.r0, box.r1))
    context.book.random.shuffle(order)
    reorder(context, sheet, box, order)


@handles("trimWhitespace")
def trim_whitespace(context: Context, given: Json) -> Json:
    """Trim the texts of a range."""
    sheet, box = context.area(need(given, "range"))
    context.guard(sheet, box)
    changed = 0
    for r in range(box.r0, box.r1):
        for c, cell in list(sheet.rows[r].items()):
            text = cell.get("userEnteredValue", {}).get("stringValue")
            if box.c0 <= c < box.c1 and text is not None and " ".join(text.split()) != text:
                sheet.put(r, c, cell | {"userEnteredValue": {"stringValue": " ".join(text.split())}})
                changed += 1
    context.book.touch(sheet, box)
    return {"cellsChangedCount": changed} if changed else {}
