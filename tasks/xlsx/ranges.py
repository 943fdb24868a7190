"""The areas a worksheet names: dropdowns, colours and filters grow with the rows and columns that are added."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from tasks.boards import SPARE_ROWS
from tasks.xlsx.sheet import local

_AREA = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)(?::(\$?)([A-Z]{1,3})(\$?)(\d+))?\Z")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, ends included."""

    left: int
    top: int
    right: int
    bottom: int

    def text(self, absolute: bool = False) -> str:
        """As a reference («A1:B2»)."""
        mark = "$" if absolute else ""
        start = f"{mark}{get_column_letter(self.left)}{mark}{self.top}"
        return f"{start}:{mark}{get_column_letter(self.right)}{mark}{self.bottom}"


def read_area(text: str) -> Area | None:
    """The rectangle of a reference; None for whole rows and columns, which need no growing.

    >>> read_area("$A$4:$B$9"), read_area("C4"), read_area("A:A")
    (Area(left=1, top=4, right=2, bottom=9), Area(left=3, top=4, right=3, bottom=4), None)
    """
    found = _AREA.match(text)
    if not found:
        return None
    left, top = column_index_from_string(found[2]), int(found[4])
    right = column_index_from_string(found[6]) if found[6] else left
    return Area(left, top, right, int(found[8]) if found[8] else top)


def areas(root: etree._Element) -> Iterator[tuple[etree._Element, str | None]]:
    """Every element that names areas of dropdowns and colours, with the attribute (None: its text) that holds them."""
    for group in root:
        if local(group) not in ("dataValidations", "conditionalFormatting", "extLst"):
            continue
        for element in group.iter():
            name = local(element)
            if name in ("dataValidation", "conditionalFormatting") and element.get("sqref"):
                yield element, "sqref"
            elif name == "sqref" and element.text:  # Excel 2010 and later
                yield element, None


def change_areas(root: etree._Element, change: Callable[[Area], list[Area]]) -> None:
    """Put in place of every area what `change` makes of it."""
    for element, attribute in areas(root):
        before = element.get(attribute, "") if attribute else element.text or ""
        after: list[str] = []
        for text in before.split():
            area = read_area(text)
            changed = [] if area is None else change(area)
            after.extend([text] if area is None or changed == [area] else [each.text() for each in changed])
        if after != before.split():
            if attribute:
                element.set(attribute, " ".join(after))
            else:
                element.text = " ".join(after)


def grow_rows(root: etree._Element, last_before: int, row: int) -> None:
    """Areas that covered the last row reach beyond a new one."""

    def grown(area: Area) -> list[Area]:
        if area.top <= last_before <= area.bottom < row and area.bottom > area.top:
            return [Area(area.left, area.top, area.right, row + SPARE_ROWS)]
        return [area]

    change_areas(root, grown)


def spare_rows(root: etree._Element, first: int, last: int) -> None:
    """Areas that begin with a table's first row keep reaching far below its last one, whoever added that."""

    def reaching(area: Area) -> list[Area]:
        short = area.top == first and area.bottom > area.top and area.bottom < last + SPARE_ROWS // 2
        return [Area(area.left, area.top, area.right, last + SPARE_ROWS) if short else area]

    change_areas(root, reaching)


def copy_column(root: etree._Element, model: int, column: int) -> bool:
    """A new column gets the dropdowns and colours of its model; whether any dropdown covers it now."""

    def both(area: Area) -> list[Area]:
        if area.left <= model <= area.right and not area.left <= column <= area.right and area.bottom > area.top:
            return [area, Area(column, area.top, column, area.bottom)]
        return [area]

    change_areas(root, both)
    return any(
        area is not None and area.left <= column <= area.right
        for element, attribute in areas(root)
        if local(element) == "dataValidation"
        for area in map(read_area, (element.get(attribute, "") if attribute else "").split())
    )


def grow(area: Area, row: int, column: int) -> Area:
    """The same area, reaching at least this far."""
    return Area(area.left, area.top, max(area.right, column), max(area.bottom, row))
