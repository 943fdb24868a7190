"""Read a workbook's bytes into a Snapshot, whichever program saved it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from math import isfinite
from typing import ClassVar

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import is_timedelta_format
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from models.board import Formula, Sheet, Snapshot, Value, as_text, own_titles, workbook_texts
from models.text import shown_number
from tasks.xlsx.book import Book
from tasks.xlsx.package import Package, PackageError
from tasks.xlsx.sheet import PLACE, N
from tasks.xlsx.text import unescaped

LONGEST_NUMBER = 400  # digits; Excel writes seventeen
_STRICT = b"purl.oclc.org/ooxml/spreadsheetml/main"
_CELL, _TEXT, _RUN = (N + name for name in ("c", "t", "r"))
_NOT_READABLE = "#VALUE!"  # what programs show where a day is outside the calendar
Read = Value | time | timedelta


def token_of(data: bytes) -> str:
    """What names a saved state of the file."""
    return sha256(data).hexdigest()


def read_snapshot(data: bytes) -> Snapshot:
    """Every tab with its values; PackageError when these bytes are no workbook."""
    package = Package(data)
    _check_parts(package)
    book = Book(data, package)
    texts = _shared_texts(book)
    formats = _FormatsRead(book)
    sheets = tuple(
        _SheetReading(title, book.package.read(part), texts, formats).sheet() for title, part in book.worksheets()
    )
    sheets = tuple(replace(sheet, merges=book.merges(sheet.title), links=book.links(sheet)) for sheet in sheets)
    return Snapshot(own_titles(sheets), token_of(data), stamp=book.stamp())


def _shared_texts(book: Book) -> list[str]:
    """The texts that cells share, by their numbers."""
    parts = book.related(book.part, "sharedStrings")
    return [_text_of(each) for each in book.tree(parts[0]).iterfind(N + "si")] if parts else []


def _text_of(element: etree._Element) -> str:
    """A text in one piece or in differently formatted ones, without what says how it is pronounced."""
    pieces: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            pieces.append(child.text or "")
        elif child.tag == _RUN:
            pieces.extend(each.text or "" for each in child.iterchildren(_TEXT))
    return "".join(pieces)


class _FormatsRead:
    """How numbers of each style are shown, looked up once."""

    def __init__(self, book: Book) -> None:
        self.epoch = MAC_EPOCH if book.date1904 else WINDOWS_EPOCH
        self._formats = book.formats
        self._known: dict[str, tuple[str, bool]] = {}

    def of(self, style: str) -> tuple[str, bool]:
        """The number format, and whether it shows days or times."""
        if style not in self._known:
            number = int(style) if style.isdecimal() and len(style) < 9 else -1
            self._known[style] = self._formats.number_format(number), self._formats.is_date(number)
        return self._known[style]


@dataclass
class _SheetReading:
    """One worksheet as it is read, row by row; a cell that no program understands is the text that stands in it."""

    title: str
    content: bytes
    texts: list[str]
    formats: _FormatsRead
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    shared: dict[str, Translator] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)

    VALUE: ClassVar[str] = N + "v"
    FORMULA: ClassVar[str] = N + "f"
    INLINE: ClassVar[str] = N + "is"

    def sheet(self) -> Sheet:
        """The tab with everything that stands on it."""
        rows: dict[int, tuple[Value, ...]] = {}
        number = 0
        try:
            for row in self._rows():
                at = row.get("r", "")
                number = int(at) if at.isdecimal() else number + 1
                if values := self._values(row, number):
                    rows[number] = values
        except etree.XMLSyntaxError as error:
            raise PackageError(workbook_texts.PART_DAMAGED) from error
        return Sheet(self.title, rows, shown=self.shown)

    def _rows(self) -> Iterator[etree._Element]:
        """Each row, gone once the next one is asked for: a tab may be larger than its tree should be."""
        source = BytesIO(self.content)
        for _, row in etree.iterparse(source, tag=N + "row", resolve_entities=False, no_network=True, huge_tree=False):
            yield row
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]

    def _values(self, row: etree._Element, number: int) -> tuple[Value, ...]:
        values: list[Value] = []
        column = 0
        for cell in row:
            if cell.tag != _CELL:
                continue
            column = self._column(cell.get("r", ""), column)
            read = self._read(cell, number, column)
            if read is None or read == "":
                continue
            value = _value(read)
            if text := self._shown(cell, read, value):
                self.shown[number, column] = text
            values.extend([None] * (column - len(values)))
            values[column - 1] = value
        return tuple(values)

    def _column(self, place: str, before: int) -> int:
        """The column of a cell; one whose place is none stands after the cell before."""
        letters = place.rstrip("0123456789")
        if letters not in self.columns:
            self.columns[letters] = column_index_from_string(letters) if PLACE.match(f"{letters}1") else 0
        return self.columns[letters] or before + 1

    def _read(self, cell: etree._Element, row: int, column: int) -> Read:
        text: str | None = None
        for part in cell:
            match part.tag:
                case self.VALUE:
                    text = part.text
                case self.FORMULA:
                    return self._formula(part, f"{get_column_letter(column)}{row}")
                case self.INLINE:
                    return unescaped(_text_of(part)) if cell.get("t") == "inlineStr" else None
        if not text:
            return None
        try:
            return self._understood(cell, cell.get("t", "n"), text)
        except (ValueError, IndexError):
            return unescaped(text)

    def _understood(self, cell: etree._Element, kind: str, text: str) -> Read:
        match kind:
            case "n":
                return self._number(cell, text)
            case "s":
                return unescaped(self.texts[_ordinal(text)])
            case "b":
                return bool((False, True)[_ordinal(text)])
            case "d":
                moment: Read = from_ISO8601(text)  # type: ignore[no-untyped-call]
                return moment
        return unescaped(text)

    def _number(self, cell: etree._Element, text: str) -> Read:
        number = float(text) if any(sign in text for sign in ".eE") else int(text)
        if len(text) > LONGEST_NUMBER or not isfinite(number):
            return text
        code, is_date = self.formats.of(cell.get("s", "0"))
        if not is_date:
            return number
        try:
            moment: Read = from_excel(number, self.formats.epoch, timedelta=is_timedelta_format(code))
        except (OverflowError, ValueError):
            return _NOT_READABLE
        return moment

    def _formula(self, formula: etree._Element, place: str) -> Formula:
        """A formula as its cell says it; those that share one are told the first of them."""
        text = f"={formula.text or ''}"
        if formula.get("t") == "shared":
            first = self.shared.get(formula.get("si", ""))
            if first is not None:
                return Formula(str(first.translate_formula(place)))
            if text != "=":
                self.shared[formula.get("si", "")] = Translator(text, place)
        return Formula(text)

    def _shown(self, cell: etree._Element, read: Read, value: Value) -> str | None:
        """The text that a cell shows where it is not the value's own."""
        if isinstance(read, time):
            return f"{read:%H:%M}" if not read.second else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        text = shown_number(value, self.formats.of(cell.get("s", "0"))[0] or "General")
        return text if text != as_text(value) else None


def _ordinal(text: str) -> int:
    """A number that counts from 0; ValueError for any other."""
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _value(read: Read) -> Value:
    """What was read as a board keeps it: days without hours, hours as text."""
    if isinstance(read, datetime):
        return read.date()
    return str(read) if isinstance(read, time | timedelta) else read


def _check_parts(package: Package) -> None:
    names = package.names()
    if "[Content_Types].xml" not in names:
        raise PackageError(workbook_texts.NO_XML_WORKBOOK)
    for name in names:
        if name.lower().endswith(".xml"):
            head = package.head(name, 2048)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise PackageError(workbook_texts.FOREIGN_XML)
            if _STRICT in head:
                raise PackageError(workbook_texts.STRICT_WORKBOOK)
