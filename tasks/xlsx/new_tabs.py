"""Put new tabs into a workbook that people already use: a sheet made afresh, its formats taken over."""

from lxml import etree

from models.board import columns
from tasks.boards import tab_order
from tasks.xlsx.book import ID, Book, SheetEntry
from tasks.xlsx.errors import same_title
from tasks.xlsx.package import parse, relations_part
from tasks.xlsx.sheet import SPACE, N
from tasks.xlsx.text import DAYS_TO_1904

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_COPIED = ("drawing", "chart")


def add_tabs(book: Book, fresh: Book) -> None:
    """Add every tab of a workbook just made."""
    for entry in fresh.entries():
        for each in book.entries():
            if each.title.casefold() == entry.title.casefold():
                raise same_title(each.title, entry.title)
        root = parse(etree.tostring(fresh.tree(entry.part)))
        _take_styles(root, book, fresh)
        _take_texts(root, fresh)
        for view in root.iterfind(f"{N}sheetViews/{N}sheetView"):
            view.attrib.pop("tabSelected", "")
        part = book.free_part("xl/worksheets/sheet{}.xml")
        book.add(part, root)
        book.add_type(part, _SHEET_TYPE)
        _take_drawings(root, part, entry.part, book, fresh)
        position = _position(book, entry.title)
        _enter(book, entry, part, position)
        _take_names(book, fresh, entry, position)


def _take_styles(root: etree._Element, book: Book, fresh: Book) -> None:
    """Say in the book's own numbers how the cells look; dates follow the book's way of counting days."""
    for cell in root.iterfind(f"{N}sheetData/{N}row/{N}c"):
        style = int(cell.get("s", "0"))
        value = cell.find(N + "v")
        if book.date1904 and value is not None and not cell.get("t", "n").strip("n") and fresh.formats.is_date(style):
            value.text = str(int(float(value.text or 0)) - DAYS_TO_1904)
        cell.set("s", str(book.formats.adopt(fresh.formats, style)))
    for column in root.iterfind(f"{N}cols/{N}col"):
        column.attrib.pop("style", "")
    for rule in root.iter(N + "cfRule"):
        if rule.get("dxfId"):
            adopted = book.formats.adopt_condition(fresh.formats, int(rule.get("dxfId", "0")))
            rule.set("dxfId", str(adopted))


def _take_texts(root: etree._Element, fresh: Book) -> None:
    """Write shared strings into the cells themselves."""
    parts = fresh.related(fresh.part, "sharedStrings")
    shared = list(fresh.tree(parts[0])) if parts else []
    for cell in root.iterfind(f"{N}sheetData/{N}row/{N}c[@t='s']"):
        value = cell.find(N + "v")
        if value is not None:
            text = "".join(t.text or "" for t in shared[int(value.text or 0)].iter(N + "t"))
            cell.remove(value)
            cell.set("t", "inlineStr")
            made = etree.SubElement(etree.SubElement(cell, N + "is"), N + "t")
            made.text = text
            made.set(SPACE, "preserve")


def _take_drawings(root: etree._Element, part: str, model: str, book: Book, fresh: Book) -> None:
    """Copy the chart of a tab under names of its own."""
    copies = {each: target for each, kind, target in fresh.relations(model) if kind == "drawing"}
    for drawing in root.iterfind(N + "drawing"):
        source = copies.get(drawing.get(ID, ""))
        if source:
            copied = _copy_part(source, "xl/drawings/drawing{}.xml", book, fresh)
            drawing.set(ID, book.add_relation(part, "drawing", copied))


def _copy_part(source: str, pattern: str, book: Book, fresh: Book) -> str:
    part = book.free_part(pattern)
    root = parse(fresh.package.read(source))
    book.add(part, root)
    book.add_type(part, fresh.type_of(source))
    if relations_part(source) in fresh.package.names():
        renamed = {
            old: book.add_relation(part, kind, _copy_part(target, "xl/charts/chart{}.xml", book, fresh))
            for old, kind, target in fresh.relations(source)
            if kind in _COPIED
        }
        for element in root.iter():
            if element.get(ID) in renamed:
                element.set(ID, renamed[str(element.get(ID))])
    return part


def _position(book: Book, title: str) -> int:
    """Where a tab of this title belongs: behind the last of ours that comes before it."""
    order = tab_order(title)
    titles = [entry.title for entry in book.entries()]
    ours = [(index, tab_order(each)) for index, each in enumerate(titles)]
    before = [index for index, each in ours if each is not None and order is not None and each <= order]
    after = [index for index, each in ours if each is not None and order is not None and each > order]
    return max(before) + 1 if before else min(after, default=len(titles))


def _enter(book: Book, entry: SheetEntry, part: str, position: int) -> None:
    """Name the new tab in the workbook; what counts tabs by their place counts on."""
    names = book.defined_names()
    for each in names:
        if int(each.get("localSheetId", "-1")) >= position:
            each.set("localSheetId", str(int(each.get("localSheetId", "0")) + 1))
    for view in book.root.iterfind(f"{N}bookViews/{N}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            if int(view.get(attribute, "0")) >= position:
                view.set(attribute, str(int(view.get(attribute, "0")) + 1))
    sheets = book.root.find(N + "sheets")
    assert sheets is not None
    number = 1 + max((int(each.get("sheetId", "0")) for each in sheets), default=0)
    relation = book.add_relation(book.part, "worksheet", part)
    made = etree.Element(N + "sheet", {"name": entry.title, "sheetId": str(number), ID: relation})
    if entry.title == columns.LABELS:
        made.set("state", "veryHidden")
    sheets.insert(position, made)


def _take_names(book: Book, fresh: Book, entry: SheetEntry, position: int) -> None:
    """The print set-up and the filter of the new tab."""
    index = str([each.title for each in fresh.entries()].index(entry.title))
    for each in fresh.defined_names():
        if each.get("localSheetId") == index:
            made = etree.SubElement(
                book.defined_names(), N + "definedName", {str(k): str(v) for k, v in each.attrib.items()}
            )
            made.set("localSheetId", str(position))
            made.text = each.text
