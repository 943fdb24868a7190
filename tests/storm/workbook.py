"""A workbook as people see it: changed part by part and saved in its place, as office programs do, only quicker.

openpyxl needs a quarter of a second for a cell, and a story has dozens.
"""

import os
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from tasks.google.layout import letter

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HEADER = 3
Cells = dict[str, Any]


class Workbook:
    """The board in a file; a file forbids nobody anything."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def cells(self, tab: str) -> Iterator[tuple[str, Cells]]:
        """Each row's key with its cells by header."""
        yield from ((key, cells) for _, key, cells in Opened(self.file, tab).rows())

    def type(self, tab: str, key: str, cells: Mapping[str, Any], who: str = "") -> bool:
        """Fill cells of a row; whether the row and all headers are there."""
        sheet = Opened(self.file, tab)
        row, headers = sheet.row(key), {name: column for column, name in sheet.headers.items()}
        if row is None or not cells.keys() <= headers.keys():
            return False
        for header, value in cells.items():
            put(row, headers[header], value)
        sheet.save()
        return True

    def swap(self, tab: str, first: str, second: str) -> None:
        """Two whole rows change places, as sorting does it."""
        sheet = Opened(self.file, tab)
        one, other = sheet.row(first), sheet.row(second)
        if one is not None and other is not None:
            places = number_of(one), number_of(other)
            renumber(one, places[1])
            renumber(other, places[0])
            sheet.data[:] = sorted(sheet.data, key=number_of)
            sheet.save()

    def insert(self, tab: str, key: str) -> None:
        """An empty row above this one."""
        sheet = Opened(self.file, tab)
        if (row := sheet.row(key)) is not None:
            sheet.shift(number_of(row), 1)
            sheet.save()

    def delete(self, tab: str, key: str) -> None:
        """A row is deleted."""
        sheet = Opened(self.file, tab)
        if (row := sheet.row(key)) is not None:
            sheet.data.remove(row)
            sheet.shift(number_of(row) + 1, -1)
            sheet.save()

    def copy(self) -> bytes:
        """The whole file."""
        return self.file.read_bytes()

    def restore(self, kept: bytes) -> None:
        """The file is again as it was kept."""
        saved(self.file, kept)


class Opened:
    """One tab of a workbook that somebody has open."""

    def __init__(self, file: Path, tab: str) -> None:
        self._file = file
        with ZipFile(file) as parts:
            self._parts = {name: parts.read(name) for name in parts.namelist()}
        names = {each.get("name"): each.get(LINK) for each in self._root("xl/workbook.xml").iter(f"{MAIN}sheet")}
        links = {each.get("Id"): str(each.get("Target")) for each in self._root("xl/_rels/workbook.xml.rels")}
        target = links[names[tab]]
        self._part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        self._sheet = self._root(self._part)
        self.data = self._sheet.find(f"{MAIN}sheetData")
        header = next(row for row in self.data if number_of(row) == HEADER)
        self.headers = {column: str(value) for column, value in shown(header).items()}

    def _root(self, part: str) -> Any:
        return etree.fromstring(self._parts[part])

    def rows(self) -> Iterator[tuple[Any, str, Cells]]:
        """Each row with a key: it, the key, its cells by header."""
        for row in self.data:
            cells = shown(row) if number_of(row) > HEADER else {}
            if isinstance(key := cells.get(1), str) and "/" in key:
                yield row, key, {name: cells.get(column) for column, name in self.headers.items()}

    def row(self, key: str) -> Any:
        """The first row with the key."""
        return next((row for row, found, _ in self.rows() if found == key), None)

    def shift(self, first: int, by: int) -> None:
        """The rows from this one on, and what is merged there, move up or down."""
        for row in self.data:
            if number_of(row) >= first:
                renumber(row, number_of(row) + by)
        for area in self._sheet.iter(f"{MAIN}mergeCell"):
            numbers = [int(number) for number in re.findall(r"\d+", area.get("ref"))]
            if numbers[0] >= first:
                area.set("ref", re.sub(r"\d+", lambda found: str(int(found[0]) + by), area.get("ref")))

    def save(self) -> None:
        """The file is put into its place whole."""
        self._parts[self._part] = etree.tostring(self._sheet, xml_declaration=True, encoding="UTF-8")
        content = BytesIO()
        with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=1) as parts:
            for name, part in self._parts.items():
                parts.writestr(name, part)
        saved(self._file, content.getvalue())


def saved(file: Path, content: bytes) -> None:
    """The file with another content; the draft lies where Vekha does not look."""
    draft = file.parent.parent / f"people-{os.getpid()}"
    draft.write_bytes(content)
    draft.replace(file)


def number_of(row: Any) -> int:
    """Which row it is, from 1."""
    return int(row.get("r"))


def renumber(row: Any, number: int) -> None:
    """Let it be this row."""
    row.set("r", str(number))
    for cell in row:
        cell.set("r", re.sub(r"\d+", str(number), cell.get("r")))


def shown(row: Any) -> dict[int, Any]:
    """What stands in the row's cells, by column from 1."""
    return {column_of(cell): value for cell in row if (value := _value(cell)) is not None}


def put(row: Any, column: int, value: Any) -> None:
    """Let a cell hold this text, or nothing."""
    cell = next((each for each in row if column_of(each) == column), None)
    if cell is None:
        cell = etree.Element(f"{MAIN}c", r=f"{letter(column)}{number_of(row)}")
        row.insert(sum(column_of(each) < column for each in row), cell)
    cell[:] = []
    cell.attrib.pop("t", None)
    if value is not None:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def column_of(cell: Any) -> int:
    """Which column it is, from 1."""
    number = 0
    for sign in cell.get("r").rstrip("0123456789"):
        number = number * 26 + ord(sign) - 64
    return number


def _value(cell: Any) -> Any:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext(f"{MAIN}t")) or None
    found = cell.find(f"{MAIN}v")
    return found.text if found is not None else None
