"""A workbook's package as parts that know each other: sheets by title, styles, relations, names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl.utils import range_boundaries

from models.board import Area, Sheet, Stamp, as_text, leads_to, own_names, workbook_texts
from tasks.boards import tab_order
from tasks.xlsx.formats import Formats
from tasks.xlsx.package import Package, PackageError, parse, relations_part, target_part
from tasks.xlsx.sheet import N, SheetXml, local

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
STAMP_NAME = "_vekha_board"
ID = "{" + OFFICE + "}id"
_LATER = ("definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
          "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A tab as the workbook names it."""

    title: str
    part: str


class Book:
    """The workbook of a package, or of the bytes of one; changed trees go back into it by `save`."""

    def __init__(self, data: bytes, package: Package | None = None) -> None:
        self.package = package or Package(data)
        self._trees: dict[str, etree._Element] = {}
        self._dirty: set[str] = set()
        self._sheets: dict[str, SheetXml] = {}
        self.part = next(iter(self.related("", "officeDocument")), "xl/workbook.xml")
        self.root = self.tree(self.part)
        if self.root.tag != N + "workbook":
            raise PackageError(workbook_texts.NO_WORKBOOK)
        properties = self.root.find(N + "workbookPr")
        self.date1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
        self.styles_part = next(iter(self.related(self.part, "styles")), "")
        self.formats = Formats(self.tree(self.styles_part) if self.styles_part else etree.Element(N + "styleSheet"))

    def tree(self, part: str, change: bool = False) -> etree._Element:
        """A part as a tree, written back if it is to be changed."""
        if part not in self._trees:
            self._trees[part] = parse(self.package.read(part))
        if change:
            self._dirty.add(part)
        return self._trees[part]

    def add(self, part: str, root: etree._Element) -> None:
        """A new part."""
        self._trees[part] = root
        self._dirty.add(part)
        self.package.put(part, b"")

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that `part` leads to by relations of this kind."""
        return [target for _, each, target in self.relations(part) if each == kind]

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Id, kind and part of each inner relation."""
        name = relations_part(part)
        if name not in self.package.names():
            return []
        return [
            (each.get("Id", ""), each.get("Type", "").rsplit("/", 1)[-1], target_part(part, each.get("Target", "")))
            for each in self.tree(name)
            if local(each) == "Relationship" and each.get("TargetMode") != "External"
        ]

    def entries(self) -> list[SheetEntry]:
        """The tabs in their order (charts on tabs of their own included)."""
        parts = {each: target for each, _, target in self.relations(self.part)}
        sheets = self.root.iterfind(f"{N}sheets/{N}sheet")
        return [SheetEntry(each.get("name", ""), parts.get(each.get(ID, ""), "")) for each in sheets]

    def worksheets(self) -> list[tuple[str, str]]:
        """Title and part of each tab that holds cells: a chart may stand on a tab of its own."""
        parts = set(self.related(self.part, "worksheet"))
        return [(each.title, each.part) for each in self.entries() if each.part in parts]

    def part_of(self, title: str) -> str:
        """The part in which a tab stands."""
        return self.entries()[self._place(title)].part

    def sheet(self, title: str) -> SheetXml:
        """A tab's tree, to be changed."""
        if title not in self._sheets:
            entry = self.entries()[self._place(title)]
            self._sheets[title] = SheetXml(self.tree(entry.part, change=True), self.date1904)
        return self._sheets[title]

    def _place(self, title: str) -> int:
        """Where a tab stands among the others: the one with that very title, else the one that is typed otherwise."""
        titles = own_names([each.title for each in self.entries()], [title])
        if title not in titles:
            raise PackageError(workbook_texts.NO_SHEET.format(title=title))
        return titles.index(title)

    def defined_names(self) -> etree._Element:
        """The element that holds defined names."""
        return self._child("definedNames")

    def locked(self) -> list[str]:
        """Our tabs that bear the lock of earlier releases, which refuses people to sort, colour and annotate rows."""
        ours = [each for each in self.entries() if tab_order(each.title) is not None and self._has(each.part)]
        return [each.title for each in ours if SheetXml(self.tree(each.part), self.date1904).is_locked()]

    def _child(self, name: str) -> etree._Element:
        """A part of the workbook's own element, made at its lawful place when it is missing."""
        self._dirty.add(self.part)
        found = self.root.find(N + name)
        if found is None:
            found = etree.Element(N + name)
            later = _LATER[_LATER.index(name) + 1 :]
            place = next((i for i, each in enumerate(self.root) if local(each) in later), len(self.root))
            self.root.insert(place, found)
        return found

    def defined_name(self, name: str, title: str | None = None) -> etree._Element | None:
        """A defined name of the workbook, or of one tab."""
        position = None
        if title is not None:
            position = str(self._place(title))
        for each in self.root.iterfind(f"{N}definedNames/{N}definedName"):
            if each.get("name") == name and each.get("localSheetId") == position:
                return each
        return None

    def words(self, name: str) -> tuple[str, ...]:
        """The words that a hidden name of ours keeps («"Начато,Готово"»)."""
        found = self.defined_name(name)
        text = (found.text or "").strip('"') if found is not None else ""
        return tuple(word for word in text.split(",") if word)

    def links(self, sheet: Sheet) -> Mapping[tuple[int, int], str]:
        """The address behind each cell of a tab whose words lead elsewhere than they say."""
        part = next((each.part for each in self.entries() if each.title == sheet.title), "")
        if not part or b"hyperlink" not in self.package.read(part):
            return {}
        name = relations_part(part)
        targets = {each.get("Id"): each.get("Target", "") for each in self.tree(name)} if self._has(name) else {}
        found = {}
        for each in self.tree(part).iterfind(f"{N}hyperlinks/{N}hyperlink"):
            target, place = targets.get(each.get(ID), ""), each.get("location")
            address = f"{target}#{place}" if target and place else target
            left, top, right, bottom = range_boundaries(each.get("ref", "A1"))
            for row in range(int(top or 1), int(bottom or 1) + 1):
                cells = sheet.rows.get(row, ())[: int(right or 1)] if address else ()
                for column, value in enumerate(cells[int(left or 1) - 1 :], start=int(left or 1)):
                    if value is not None and not leads_to(as_text(value), address):
                        found[row, column] = address
        return found

    def _has(self, part: str) -> bool:
        return part in self.package.names()

    def stamp(self) -> Stamp | None:
        """Whose workbook it is and how often we saved it; None where no stamp stands, or none that we can read."""
        found = self.defined_name(STAMP_NAME)
        school, _, save = ((found.text or "").strip('"') if found is not None else "").rpartition(" ")
        return Stamp(school, int(save)) if school and save.isdecimal() else None

    def set_stamp(self, stamp: Stamp) -> None:
        """Let the workbook bear this stamp, in a hidden name that every program keeps."""
        names, found = self.defined_names(), self.defined_name(STAMP_NAME)
        if found is None:
            found = etree.SubElement(names, N + "definedName", {"name": STAMP_NAME, "hidden": "1"})
        found.text = f'"{stamp.school} {stamp.save}"'

    def merges(self, title: str) -> tuple[Area, ...]:
        """The merged cells of a tab."""
        part = next((each.part for each in self.entries() if each.title == title), "")
        if not part or b"mergeCell" not in self.package.read(part):
            return ()
        found = []
        for each in self.tree(part).iterfind(f"{N}mergeCells/{N}mergeCell"):
            left, top, right, bottom = range_boundaries(each.get("ref", "A1"))
            found.append(Area(int(top or 1), int(bottom or 1), int(left or 1), int(right or 1)))
        return tuple(found)

    def touch_names(self) -> None:
        """A defined name was changed in place."""
        self._dirty.add(self.part)

    def add_relation(self, part: str, kind: str, target: str) -> str:
        """Lead from one part to another; the id of the relation."""
        name = relations_part(part)
        if name in self.package.names():
            root = self.tree(name, change=True)
        else:
            root = etree.fromstring(f'<Relationships xmlns="{RELATIONS}"/>')
            self.add(name, root)
        taken = {each.get("Id") for each in root}
        free = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        attributes = {"Id": free, "Type": f"{OFFICE}/{kind}", "Target": "/" + target}
        etree.SubElement(root, "{" + RELATIONS + "}Relationship", attributes)
        return free

    def add_type(self, part: str, content_type: str) -> None:
        """Say what a new part is."""
        root = self.tree("[Content_Types].xml", change=True)
        attributes = {"PartName": "/" + part, "ContentType": content_type}
        etree.SubElement(root, "{" + TYPES + "}Override", attributes)

    def type_of(self, part: str) -> str:
        """What a part is."""
        for each in self.tree("[Content_Types].xml"):
            if each.get("PartName") == "/" + part:
                return each.get("ContentType", "")
        return ""

    def drop_calculation_chain(self) -> None:
        """Leave out the list of formulas, which no program may find naming a cell without one; it is made anew."""
        for part in self.related(self.part, "calcChain"):
            relations = self.tree(relations_part(self.part), change=True)
            types = self.tree("[Content_Types].xml", change=True)
            for each in list(relations):
                if target_part(self.part, each.get("Target", "")) == part:
                    relations.remove(each)
            for each in list(types):
                if each.get("PartName") == "/" + part:
                    types.remove(each)
            self.package.drop(part)

    def compute_anew(self) -> None:
        """Let people's formulas show what our cells say now: LibreOffice computes where no result is stored.

        Excel computes what it is asked to compute on load.
        """
        parts = [entry.part for entry in self.entries() if self._has(entry.part)]
        parts = [part for part in parts if _FORMULA.search(self.package.read(part))]
        opened = {sheet.root: sheet for sheet in self._sheets.values()}
        for part in parts:
            root = self.tree(part)
            if (opened.get(root) or SheetXml(root, self.date1904)).forget_results():
                self._dirty.add(part)
                self._child("calcPr").set("fullCalcOnLoad", "1")

    def _name_table_columns(self) -> None:
        """A column of a person's Excel table is called as its header cell is: else Excel repairs the file."""
        for title, sheet in self._sheets.items():
            for part in self.related(self.entries()[self._place(title)].part, "table"):
                root = self.tree(part)
                left, top, _, _ = range_boundaries(root.get("ref", "A1"))
                heads = {place: text for (row, place), text in sheet.written.items() if row == top}
                if root.get("headerRowCount", "1") == "0":
                    continue
                for place, column in enumerate(root.iterfind(f"{N}tableColumns/{N}tableColumn"), start=int(left or 1)):
                    if place in heads and column.get("name") != heads[place]:
                        column.set("name", heads[place])
                        self._dirty.add(part)

    def free_part(self, pattern: str) -> str:
        """A part's name that nothing has yet («xl/worksheets/sheet{}.xml»)."""
        names = {name.casefold() for name in self.package.names()}
        return next(pattern.format(n) for n in range(1, len(names) + 2) if pattern.format(n).casefold() not in names)

    def save(self) -> bytes:
        """The bytes of the package with the changed parts."""
        if any(sheet.formulas_removed for sheet in self._sheets.values()):
            self.drop_calculation_chain()
        if self.formats.changed and self.styles_part:
            self._dirty.add(self.styles_part)
        self._name_table_columns()
        for sheet in self._sheets.values():
            sheet.set_dimension()
        for part in self._dirty:
            root = self._trees[part]
            content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            if part not in self.package.names() or self.package.read(part) != content:
                self.package.put(part, content)
        return self.package.save()
