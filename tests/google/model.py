"""A spreadsheet's state: tabs, rows of cells, everything that hangs on them. Cells are replaced, never changed."""

from __future__ import annotations

import marshal
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .a1 import Box, Rect, from_grid_range
from .errors import invalid

Cell = dict[str, Any]
Json = dict[str, Any]
MAX_CELLS = 10_000_000
MAX_TEXT = 50_000


def rgb(red: float, green: float, blue: float) -> Json:
    """Give a colour the way answers show it: without zeros."""
    return {name: part for name, part in (("red", red), ("green", green), ("blue", blue)) if part}


def default_format() -> Json:
    """Give a new spreadsheet's default cell format."""
    return {
        "backgroundColor": rgb(1, 1, 1),
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {
            "foregroundColor": {},
            "fontFamily": "arial,sans,sans-serif",
            "fontSize": 10,
            "bold": False,
            "italic": False,
            "strikethrough": False,
            "underline": False,
            "foregroundColorStyle": {"rgbColor": {}},
        },
        "backgroundColorStyle": {"rgbColor": rgb(1, 1, 1)},
    }


def default_theme() -> Json:
    """Give a new spreadsheet's theme."""
    colors = {
        "TEXT": rgb(0, 0, 0),
        "BACKGROUND": rgb(1, 1, 1),
        "ACCENT1": rgb(0.25882354, 0.52156866, 0.95686275),
        "ACCENT2": rgb(0.91764706, 0.2627451, 0.20784314),
        "ACCENT3": rgb(0.9843137, 0.7372549, 0.015686275),
        "ACCENT4": rgb(0.20392157, 0.65882355, 0.3254902),
        "ACCENT5": rgb(1, 0.42745098, 0.003921569),
        "ACCENT6": rgb(0.27450982, 0.7411765, 0.7764706),
        "LINK": rgb(0.06666667, 0.33333334, 0.8),
    }
    pairs = [{"colorType": name, "color": {"rgbColor": color}} for name, color in colors.items()]
    return {"primaryFontFamily": "Arial", "themeColors": pairs}


def copied(value: Any) -> Any:
    """JSON anew, all of it; several times as fast as `copy.deepcopy`, which asks each part what it is."""
    return marshal.loads(marshal.dumps(value))


@dataclass
class Sheet:
    """One tab. `rows` and the two lists of dimensions always have the grid's size."""

    properties: Json
    rows: list[dict[int, Cell]] = field(default_factory=list)
    row_dims: list[Json] = field(default_factory=list)
    column_dims: list[Json] = field(default_factory=list)
    merges: list[Json] = field(default_factory=list)
    conditional_formats: list[Json] = field(default_factory=list)
    filter_views: list[Json] = field(default_factory=list)
    protected_ranges: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None
    charts: list[Json] = field(default_factory=list)
    banded_ranges: list[Json] = field(default_factory=list)
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    slicers: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        """Give the sheetId."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """Give the tab's title."""
        return str(self.properties["title"])

    @property
    def height(self) -> int:
        """Count the grid's rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Count the grid's columns."""
        return len(self.column_dims)

    @property
    def whole(self) -> Box:
        """Give the whole grid."""
        return Box(0, self.height, 0, self.width)

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell; an untouched one is empty."""
        return self.rows[row].get(column, {}) if row < len(self.rows) else {}

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell."""
        if cell:
            self.rows[row][column] = cell
        else:
            self.rows[row].pop(column, None)

    def box(self, given: Json) -> Box:
        """Give a GridRange of this sheet cut to the grid."""
        return from_grid_range(given).within(self.height, self.width)

    def resize(self, rows: int, columns: int) -> None:
        """Make the grid larger or smaller at its far ends."""
        del self.rows[rows:], self.row_dims[rows:], self.column_dims[columns:]
        while len(self.rows) < rows:
            self.rows.append({})
            self.row_dims.append({})
        while len(self.column_dims) < columns:
            self.column_dims.append({})
        for row in self.rows:
            for column in [column for column in row if column >= columns]:
                del row[column]
        self.sync_size()

    def sync_size(self) -> None:
        """Write the grid's size back into the properties."""
        grid = self.properties.setdefault("gridProperties", {})
        grid["rowCount"], grid["columnCount"] = self.height, self.width
        self.properties["gridProperties"] = {"rowCount": self.height, "columnCount": self.width} | grid

    def clone(self) -> Sheet:
        """Give a copy that can be changed without touching this one."""
        rest = {
            name: copied(value)
            for name, value in vars(self).items()
            if name not in ("rows", "row_dims", "column_dims")
        }
        return Sheet(
            rows=[dict(row) for row in self.rows],
            row_dims=list(self.row_dims),
            column_dims=list(self.column_dims),
            **rest,
        )


@dataclass
class Book:
    """One spreadsheet. `dirty` lists what changed since formulas were last worked out; `stale` means everything."""

    id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    stale: bool = True
    dirty: list[tuple[int, Box]] = field(default_factory=list)
    calc: Any = None
    random: random.Random = field(default_factory=lambda: random.Random(20210301))

    @property
    def locale(self) -> str:
        """Give the locale: ru_RU."""
        return str(self.properties.get("locale", "en_US"))

    def clone(self) -> Book:
        """Give a copy for a change that may still be refused; formulas' results and random numbers are shared."""
        return Book(
            self.id, copied(self.properties), [sheet.clone() for sheet in self.sheets],
            copied(self.named_ranges), copied(self.metadata), self.stale, list(self.dirty), self.calc,
            self.random,
        )  # fmt: skip

    def adopt(self, other: Book) -> None:
        """Take over the state of a copy."""
        vars(self).update(vars(other))

    def touch(self, sheet: Sheet, box: Box) -> None:
        """Note that cells changed."""
        self.dirty.append((sheet.id, box))

    def sheet(self, sheet_id: int | None, kind: str = "grid") -> Sheet:
        """Find a tab by its id; a missing id is 0, as Google reads it."""
        for sheet in self.sheets:
            if sheet.id == (sheet_id or 0):
                return sheet
        raise invalid(f"No {kind} with id: {sheet_id or 0}")

    def titled(self, title: str) -> Sheet | None:
        """Find a tab by its title, as Google does: whatever the letters' case."""
        exact = [sheet for sheet in self.sheets if sheet.title == title]
        loose = [sheet for sheet in self.sheets if sheet.title.lower() == title.lower()]
        return next(iter(exact or loose), None)

    def reindex(self) -> None:
        """Number the tabs by their place."""
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def count_cells(self) -> int:
        """Count the cells of all grids."""
        return sum(sheet.height * sheet.width for sheet in self.sheets)

    def check_size(self, rows: int = 0, columns: int = 0, sheet: Sheet | None = None) -> None:
        """Refuse to grow above Google's limit, be it by a tab of this size or by a tab that would have this size."""
        before = sheet.height * sheet.width if sheet else 0
        if self.count_cells() - before + rows * columns > MAX_CELLS:
            raise invalid(
                "This action would increase the number of cells in the workbook above the limit of "
                f"{MAX_CELLS} cells."
            )

    def fresh_id(self, taken: Callable[[], Iterator[int]]) -> int:
        """Choose an id that nobody has."""
        used = set(taken())
        while True:
            number = self.random.randrange(1, 2**31 - 1)
            if number not in used:
                return number

    def named(self, name: str) -> Json | None:
        """Find a named range by its name."""
        return next((one for one in self.named_ranges if one["name"].lower() == name.lower()), None)


def new_sheet(properties: Json, index: int) -> Sheet:
    """Make an empty tab; the grid is 1000 by 26 unless the properties say otherwise."""
    grid = dict(properties.get("gridProperties", {}))
    rows, columns = grid.pop("rowCount", 1000), grid.pop("columnCount", 26)
    ordered = {
        "sheetId": properties.get("sheetId", 0),
        "title": properties["title"],
        "index": index,
        "sheetType": properties.get("sheetType", "GRID"),
        "gridProperties": {"rowCount": rows, "columnCount": columns} | grid,
    }
    rest = {name: value for name, value in properties.items() if name not in ordered}
    sheet = Sheet(ordered | rest)
    sheet.resize(rows, columns)
    return sheet


def new_book(book_id: str, title: str, locale: str = "en_US", zone: str = "Etc/GMT") -> Book:
    """Make an empty spreadsheet without tabs."""
    properties = {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": zone,
        "defaultFormat": default_format(),
        "spreadsheetTheme": default_theme(),
    }
    return Book(book_id, properties)


def open_rect(given: Json) -> Rect:
    """Read a GridRange without cutting it."""
    return from_grid_range(given)
