"""The workbook's colours and cell formats, as openpyxl makes them."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle

from models.board import Value, columns
from models.projection import LineKind
from tasks.boards import BAND, DARK, DATE_COLUMNS, DATE_FORMAT, ENGINE, FAINT, GRID, OFF, RED, is_people, is_plan

FONT = "Arial"
_MADE: WeakKeyDictionary[Workbook, dict["Look", StyleArray]] = WeakKeyDictionary()
_SIDE = Side(style="thin", color=GRID)
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


@dataclass(frozen=True, slots=True)
class Look:
    """The format of one cell."""

    fill: str | None = None
    color: str = "000000"
    bold: bool = False
    italic: bool = False
    size: float = 9
    middle: bool = False
    wrap: bool = True
    date: bool = False
    text: bool = False
    locked: bool = True
    border: bool = True


TITLE_LOOK = Look(bold=True, size=14, wrap=False, border=False, color=DARK)
HINT_LOOK = Look(italic=True, color=FAINT, wrap=False, border=False)
HEAD_LOOK = Look(fill=DARK, color="FFFFFF", bold=True, middle=True)
BAND_LOOK = Look(fill=BAND, bold=True, size=10, color=DARK, wrap=False)
GUIDE_HEAD_LOOK = Look(fill=BAND, bold=True, size=11, color=DARK)
GUIDE_LOOK = Look(size=11, border=False)


def look_of(title: str, header: str, kind: LineKind, column: int, value: Value = None) -> Look:
    """The format of a cell by its tab, its column's header and the kind of its row."""
    if kind is LineKind.HEAD:
        return HEAD_LOOK if header else GUIDE_HEAD_LOOK
    if kind is LineKind.DIRECTION:
        return BAND_LOOK
    if not header:
        return GUIDE_LOOK
    dated = header in DATE_COLUMNS or isinstance(value, date)
    people = is_people(title, header)
    middle = dated or (title == columns.SUMMARY and column > 1)
    return Look(
        fill=None if people or kind is LineKind.PLAIN else ENGINE,
        locked=not people,
        date=dated,
        text=people and header == columns.CODE,  # no program shall take «1.3/2021» for a day
        middle=middle,
        bold=header == columns.STATUS,
    )


def apply_style(cell: Cell, look: Look) -> None:
    """Give a cell its format, which is put together once for a workbook: a board has ten thousands of cells."""
    workbook = cell.parent.parent
    assert workbook is not None
    made = _MADE.setdefault(workbook, {})
    if look in made:
        cell._style = copy(made[look])  # type: ignore[attr-defined]
    else:
        _dress(cell, look)
        made[look] = copy(cell._style)  # type: ignore[attr-defined]


def _dress(cell: Cell, look: Look) -> None:
    cell.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color="FF" + look.color)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor="FF" + look.fill)
    if look.border:
        cell.border = _BORDER
    vertical = "center" if look.fill in (DARK, BAND) or not look.border else "top"
    cell.alignment = Alignment(horizontal="center" if look.middle else None, vertical=vertical, wrap_text=look.wrap)
    cell.protection = Protection(locked=look.locked)
    if look.date or look.text:
        cell.number_format = DATE_FORMAT if look.date else "@"


def filled(color: str) -> DifferentialStyle:
    """The colour that a condition gives a cell."""
    return DifferentialStyle(fill=PatternFill(bgColor="FF" + color, fill_type="solid"))


def alarming() -> DifferentialStyle:
    """The text of what is overdue."""
    return DifferentialStyle(font=Font(color="FF" + RED))


def faded() -> DifferentialStyle:
    """The cell of a voter who has no say."""
    return DifferentialStyle(font=Font(color="FF" + FAINT), fill=PatternFill(bgColor="FF" + OFF, fill_type="solid"))


def no_say_formula(cell: str) -> str:
    """The condition under which a vote cell is grey."""
    return f'{cell}="{columns.NO_SAY}"'


def least_points(kind: LineKind) -> float:
    """How high a row of this kind is at least."""
    return {LineKind.DIRECTION: 22.0, LineKind.HEAD: 30.0}.get(kind, 16.0)


def tab_color(title: str) -> str:
    """The colour of a tab's tongue: years, votes, and what is only to be read."""
    return {columns.APPROVAL: "5B9BD5", columns.SUMMARY: "70AD47"}.get(title, DARK if is_plan(title) else GRID)
