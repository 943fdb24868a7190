"""One worksheet's XML: its rows and cells, found and changed in place, everything else left as it stands."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from models.board import Value
from tasks.boards import DEFAULT_WIDTH
from tasks.xlsx.text import escaped, legal, serial

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
N = "{" + MAIN + "}"
PLACE = re.compile(r"([A-Z]{1,3})[1-9]\d{0,6}\Z")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What a tab that somebody locks still lets people do: nothing of ours needs a lock, the engine heals its cells.
ALLOWED_WHEN_LOCKED = (
    "formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "insertHyperlinks", "deleteRows",
    "sort", "autoFilter",
)  # fmt: skip
_ELSEWHERE = re.compile(r"\[\d+\]")
# What must stand after what in a worksheet (the parts this program adds).
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


class SheetXml:
    """A worksheet part as a tree."""

    def __init__(self, root: etree._Element, date1904: bool = False) -> None:
        self.root = root
        self._date1904 = date1904
        self.formulas_removed = False
        self.written: dict[tuple[int, int], str] = {}
        data = root.find(N + "sheetData")
        self._data = data if data is not None else self.child("sheetData")
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, etree._Element]] = {}
        self._index()

    def child(self, name: str) -> etree._Element:
        """The part of this name under the root, made at its lawful place when it is missing."""
        found = self.root.find(N + name)
        if found is not None:
            return found
        made = etree.Element(N + name)
        later = set(_ORDER[_ORDER.index(name) + 1 :])
        place = next((i for i, each in enumerate(self.root) if local(each) in later), len(self.root))
        self.root.insert(place, made)
        return made

    def _index(self) -> None:
        number = 0
        for row in self._data.findall(N + "row"):
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            self._rows[number] = row
            cells = self._cells[number] = {}
            column = 0
            for cell in row.findall(N + "c"):
                reference = cell.get("r")
                known = PLACE.match(reference or "")
                column = column_index_from_string(known[1]) if known else column + 1
                cell.set("r", f"{get_column_letter(column)}{number}")
                cells[column] = cell

    def row(self, number: int) -> etree._Element:
        """The row of this number, made in its order when it is missing."""
        if number in self._rows:
            return self._rows[number]
        made = etree.Element(N + "row", {"r": str(number)})
        above = [each for each in self._rows if each < number]
        if above:
            self._rows[max(above)].addnext(made)
        else:
            self._data.insert(0, made)
        self._rows[number], self._cells[number] = made, {}
        return made

    def cell(self, number: int, column: int) -> etree._Element:
        """The cell at this place, made in its order when it is missing."""
        row = self.row(number)
        cells = self._cells[number]
        if column in cells:
            return cells[column]
        made = etree.Element(N + "c", {"r": f"{get_column_letter(column)}{number}"})
        left = [each for each in cells if each < column]
        if left:
            cells[max(left)].addnext(made)
        else:
            row.insert(0, made)
        if "spans" in row.attrib:  # a hint only; a wrong one is worse than none
            del row.attrib["spans"]
        cells[column] = made
        return made

    def style(self, number: int, column: int) -> int | None:
        """The style id of a cell; None where there is no cell."""
        cell = self._cells.get(number, {}).get(column)
        return None if cell is None else int(cell.get("s", "0"))

    def styles_of_column(self, column: int) -> Iterator[int]:
        """The style ids of a column's cells, from the top."""
        for number in sorted(self._cells):
            if column in self._cells[number]:
                yield int(self._cells[number][column].get("s", "0"))

    def put(self, number: int, column: int, value: Value, style: int | None = None) -> None:
        """Give a cell a value, its style kept unless one is given."""
        cell = self.cell(number, column)
        self._detach_formula(cell)
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, "")
        if style is not None:
            cell.set("s", str(style))
        value = legal(value)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, N + "is"), N + "t")
            text.text = escaped(value)
            self.written[number, column] = value
            text.set(SPACE, "preserve")
        elif isinstance(value, bool):
            cell.set("t", "b")
            etree.SubElement(cell, N + "v").text = str(int(value))
        elif value is not None:
            number_ = serial(value, self._date1904) if isinstance(value, date) else value
            etree.SubElement(cell, N + "v").text = str(number_)

    def forget_results(self) -> bool:
        """Leave out what formulas gave, so that every program computes them anew; whether there was any.

        Those that look into another workbook keep theirs: it may not be there.
        """
        changed = False
        for formula in self._data.iter(N + "f"):
            cell = formula.getparent()
            value = cell.find(N + "v") if cell is not None else None
            if cell is None or value is None or _ELSEWHERE.search(formula.text or ""):
                continue
            cell.remove(value)
            cell.attrib.pop("t", "")
            changed = True
        return changed

    def _detach_formula(self, cell: etree._Element) -> None:
        """Note that a formula goes; those that share it keep it as their own."""
        formula = cell.find(N + "f")
        if formula is None:
            return
        self.formulas_removed = True
        if formula.get("t") != "shared" or not formula.text:
            return
        for other in self._data.iter(N + "f"):
            if other is not formula and other.get("si") == formula.get("si") and not other.text:
                place = other.getparent()
                assert place is not None
                moved = Translator("=" + formula.text, str(cell.get("r"))).translate_formula(str(place.get("r")))
                other.attrib.clear()
                other.text = moved[1:]

    def height(self, number: int) -> float:
        """The height of a row in points."""
        row = self._rows.get(number)
        shape = self.root.find(N + "sheetFormatPr")
        usual = float(shape.get("defaultRowHeight", "15")) if shape is not None else 15.0
        return float(row.get("ht", usual)) if row is not None else usual

    def set_height(self, number: int, points: float, *, fixed: bool) -> None:
        """Give a row a height; where it is not `fixed`, programs fit it anew, also after a sort."""
        row = self.row(number)
        row.set("ht", f"{points:g}")
        if fixed:
            row.set("customHeight", "1")
        else:
            row.attrib.pop("customHeight", "")

    def is_fixed(self, number: int) -> bool:
        """Whether a row keeps its height whatever stands in it."""
        row = self._rows.get(number)
        return row is not None and row.get("customHeight", "0") in ("1", "true")

    def show_row(self, number: int) -> None:
        """Let a row be seen that was hidden, alone or with a group."""
        row = self.row(number)
        if row.attrib.pop("hidden", "0") not in ("0", "false"):
            row.attrib.pop("outlineLevel", "")

    def is_locked(self) -> bool:
        """Whether the tab is locked as earlier releases did it: without a password."""
        lock = self.root.find(N + "sheetProtection")
        if lock is None or lock.get("sheet", "0") not in ("1", "true"):
            return False
        return not (lock.get("password") or lock.get("hashValue"))

    def unlock(self) -> None:
        """Take that lock away."""
        lock = self.child("sheetProtection")
        lock.set("sheet", "0")
        for name in ALLOWED_WHEN_LOCKED:
            lock.set(name, "0")

    def width(self, column: int) -> float:
        """The width of a column in Excel's units."""
        for each in self.root.iterfind(f"{N}cols/{N}col"):
            if int(each.get("min", "0")) <= column <= int(each.get("max", "0")) and each.get("width"):
                return float(each.get("width", "0"))
        shape = self.root.find(N + "sheetFormatPr")
        return float(shape.get("defaultColWidth", DEFAULT_WIDTH)) if shape is not None else DEFAULT_WIDTH

    def set_width(self, column: int, units: float) -> None:
        """Set the width of a column that has none of its own."""
        cols = self.child("cols")
        place = 0
        for index, each in enumerate(cols):
            if int(each.get("min", "0")) <= column <= int(each.get("max", "0")):
                return
            if int(each.get("max", "0")) < column:
                place = index + 1
        span = {"min": str(column), "max": str(column), "width": f"{units:g}", "customWidth": "1"}
        cols.insert(place, etree.Element(N + "col", span))

    def unmerge(self, number: int) -> None:
        """Undo what was merged within this row."""
        merges = self.root.find(N + "mergeCells")
        if merges is None:
            return
        for each in list(merges):
            ends = str(each.get("ref")).split(":")
            if {coordinate_from_string(end)[1] for end in ends} == {number}:
                merges.remove(each)
        merges.set("count", str(len(merges)))
        if not len(merges):
            self.root.remove(merges)

    def add_rule(self, rule: etree._Element) -> None:
        """One more dropdown, check or colour."""
        if local(rule) == "conditionalFormatting":
            self.child("conditionalFormatting").addprevious(rule)
            self._drop_empty("conditionalFormatting")
            return
        rules = self.child("dataValidations")
        rules.append(rule)
        rules.set("count", str(len(rules)))

    def _drop_empty(self, name: str) -> None:
        """The element that only held a place is gone again."""
        for each in [each for each in self.root.iterfind(N + name) if not len(each)]:
            self.root.remove(each)

    def set_dimension(self) -> None:
        """Say how far the cells reach."""
        columns = [column for cells in self._cells.values() for column in cells]
        rows = [number for number, cells in self._cells.items() if cells]
        if rows:
            top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
            area = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
            self.child("dimension").set("ref", area)
