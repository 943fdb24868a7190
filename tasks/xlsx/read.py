"""Read a workbook's bytes into a Snapshot, whichever program saved it."""

import re
import warnings
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from math import isfinite
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from models.board import Formula, Sheet, Snapshot, Value, as_text, own_titles, workbook_texts
from models.text import shown_number
from tasks.xlsx.book import Book
from tasks.xlsx.package import Package, PackageError
from tasks.xlsx.sheet import PLACE, N
from tasks.xlsx.text import unescaped

LONGEST_NUMBER = 400  # digits; Excel writes seventeen
_XML = re.compile(r"\.xml\Z", re.IGNORECASE)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_STRICT = b"purl.oclc.org/ooxml/spreadsheetml/main"


def token_of(data: bytes) -> str:
    """What names a saved state of the file."""
    return sha256(data).hexdigest()


def read_snapshot(data: bytes) -> Snapshot:
    """Every tab with its values; PackageError when these bytes are no workbook."""
    package = Package(data)
    _check_parts(package)
    data, token = package.save() if package.is_respelled else data, token_of(data)
    try:
        sheets = _sheets_of(data)
    except Exception as error:  # openpyxl raises whatever its parsers do
        try:
            sheets = _sheets_of(_as_text_where_damaged(data))
        except Exception:  # it was not a cell: a workbook that we cannot read
            raise PackageError(workbook_texts.CONTENT_DAMAGED.format(fault=type(error).__name__)) from error
    book = Book(data)
    sheets = tuple(replace(sheet, merges=book.merges(sheet.title), links=book.links(sheet)) for sheet in sheets)
    return Snapshot(own_titles(sheets), token, stamp=book.stamp())


def _sheets_of(data: bytes) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        workbook = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        try:
            return tuple(_read_sheet(sheet) for sheet in workbook.worksheets)
        finally:
            workbook.close()


def _as_text_where_damaged(data: bytes) -> bytes:
    """The workbook with every cell that no program understands as the text that stands in it: one stops no others."""
    package = Package(data)
    roots = {name: etree.fromstring(package.read(name), _PARSER) for name in package.names() if _XML.search(name)}
    formats = sum(len(each) for root in roots.values() for each in root.iterfind(f"{N}cellXfs"))
    strings = sum(len(root.findall(f"{N}si")) for root in roots.values() if root.tag == f"{N}sst")
    for name, root in roots.items():
        cells = list(root.iterfind(f"{N}sheetData/{N}row/{N}c"))
        for cell in cells:
            _mend_cell(cell, formats, strings)
        if cells:
            package.put(name, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return package.save()


def _mend_cell(cell: etree._Element, formats: int, strings: int) -> None:
    """Leave a cell as it is, or make it the text of its value; one whose place is none stands after the cell before."""
    value, style = cell.findtext(f"{N}v") or "", cell.get("s", "0")
    if not PLACE.match(cell.get("r", "A1")):
        del cell.attrib["r"]
    if not style.isdecimal() or int(style[:9]) >= formats > 0:
        del cell.attrib["s"]
    if value and not _is_understood(cell.get("t", "n"), value, strings):
        cell.set("t", "str")


def _is_understood(kind: str, value: str, strings: int) -> bool:
    try:
        match kind:
            case "n":
                return len(value) <= LONGEST_NUMBER and isfinite(float(value))
            case "s":
                return 0 <= int(value) < strings
            case "b":
                return int(value) in (0, 1)
            case "d":
                return from_ISO8601(value) is not None  # type: ignore[no-untyped-call]
    except ValueError:
        return False
    return True


def _check_parts(package: Package) -> None:
    names = package.names()
    if "[Content_Types].xml" not in names:
        raise PackageError(workbook_texts.NO_XML_WORKBOOK)
    for name in names:
        if name.lower().endswith(".xml"):
            head = package.read(name)[:2048]
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise PackageError(workbook_texts.FOREIGN_XML)
            if _STRICT in head:
                raise PackageError(workbook_texts.STRICT_WORKBOOK)


def _read_sheet(sheet: Any) -> Sheet:
    sheet.reset_dimensions()  # what a program wrote there may be stale
    rows: dict[int, tuple[Value, ...]] = {}
    shown: dict[tuple[int, int], str] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_value(cell) for cell in cells]
        for column, (cell, value) in enumerate(zip(cells, values, strict=True), start=1):
            if text := _shown(cell, value):
                shown[number, column] = text
        while values and values[-1] is None:
            values.pop()
        if values:
            rows[number] = tuple(values)
    return Sheet(sheet.title, rows, shown=shown)


def _shown(cell: Any, value: Value) -> str | None:
    """The text that a cell shows where it is not the value's own."""
    if isinstance(cell.value, time):
        return f"{cell.value:%H:%M}" if not cell.value.second else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    text = shown_number(value, cell.number_format or "General")
    return text if text != as_text(value) else None


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None or value == "":
        return None
    if isinstance(value, ArrayFormula | DataTableFormula):
        return Formula(str(getattr(value, "text", None) or "="))
    if isinstance(value, str):
        return Formula(value) if cell.data_type == "f" else unescaped(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, bool | int | float | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
