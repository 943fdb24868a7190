"""One tab of the board as it is changed: which rows are of which kind, what they look like, how far areas reach."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from models.board import HeadedTab, Sheet, Value, columns, find_table
from models.projection import Line, LineKind, Page
from tasks.boards import (
    FONT_POINTS,
    LEAST_POINTS,
    MOST_POINTS,
    SPARE_ROWS,
    WORDS,
    has_rows,
    is_measured,
    is_plan,
    points_for,
)
from tasks.xlsx.book import Book
from tasks.xlsx.ranges import Area, grow, grow_rows, read_area, spare_rows
from tasks.xlsx.sheet import N

_LEAST = {LineKind.DIRECTION: 22.0, LineKind.HEAD: 30.0}
_GUIDE_FONT = 11.0


@dataclass
class Models:
    """Rows made afresh to be imitated where a tab has none of a kind; made once per tab, when first asked for."""

    book: Book
    _made: dict[tuple[str, tuple[str, ...]], Book] = field(default_factory=dict)

    def style(self, title: str, header: tuple[str, ...], kind: LineKind, name: str) -> int:
        """The book's style for a cell under this header in a row of this kind."""
        fresh = self._fresh(title, header)
        row = columns.HEADER_ROW + 1 + tuple(LineKind).index(kind)
        column = header.index(name) + 1 if name in header else 1
        found = fresh.sheet(title).style(row, column)
        return self.book.formats.adopt(fresh.formats, found or 0)

    def _fresh(self, title: str, header: tuple[str, ...]) -> Book:
        if (title, header) not in self._made:
            self._made[title, header] = Book(_one_of_each(title, header))
        return self._made[title, header]

    def rules(self, title: str, header: Sequence[str]) -> tuple[Book, list[etree._Element]]:
        """Dropdowns, checks and colours of a tab whose columns lie like this, and the book that has their looks."""
        from tasks.xlsx.create import make_pages

        page = Page(title, "", "", tuple(header), ())
        fresh = Book(make_pages([page], {name: self.book.words(name) for name in WORDS}))
        root = fresh.sheet(title).root
        return fresh, [*root.iterfind(f"{N}dataValidations/{N}dataValidation"), *root.iter(N + "conditionalFormatting")]


@lru_cache(maxsize=16)  # the tabs of a workbook, and as long as its headers stay
def _one_of_each(title: str, header: tuple[str, ...]) -> bytes:
    """A workbook whose one tab has a row of each kind."""
    from tasks.xlsx.create import make_pages

    lines = tuple(Line(str(kind), kind, dict.fromkeys(header) or {"": None}) for kind in LineKind)
    return make_pages([Page(title, "", "", header, lines)], dict.fromkeys(WORDS, ("-",)))


class Tab:
    """A tab under change."""

    def __init__(self, book: Book, sheet: Sheet, models: Models) -> None:
        self.title = sheet.title
        self.xml = book.sheet(sheet.title)
        self._book = book
        self._models = models
        table = _table_of(sheet)
        self.header_row = table.header_row if table else columns.HEADER_ROW
        self.header: dict[int, str] = {column: name for name, column in table.columns.items()} if table else {}
        self._kinds = self._kinds_of(sheet, table)
        self._ours = not has_rows(self.title)
        self._values = {row: dict(enumerate(values, start=1)) for row, values in sheet.rows.items()}
        self._last_read = self.last_row()
        self._free_heights()

    def _kinds_of(self, sheet: Sheet, table: HeadedTab | None) -> dict[int, LineKind]:
        kinds = {}
        plan, key = is_plan(self.title), columns.row_header(self.title)[0]
        alike = columns.FORM if plan else columns.STAGE  # has every row of ours, too, where the column of keys is gone
        for number, values in sheet.rows.items():
            if number <= self.header_row:
                continue
            if has_rows(self.title):
                cells: Mapping[str, Value] = table.rows.get(number, {}) if table else {}
                if key in cells or (table and key not in table.columns and alike in cells):
                    kinds[number] = LineKind.MILESTONE if plan else LineKind.BALLOT
                elif self.title == columns.PARTS and any(name in cells for name in columns.PART_PEOPLE):
                    kinds[number] = LineKind.BALLOT  # its number comes with this save
                elif columns.TITLE in cells:
                    kinds[number] = LineKind.DIRECTION
            elif values:
                style = self.xml.style(number, 1)
                head = self.title == columns.SUMMARY and style == self.xml.style(self.header_row, 1)
                kinds[number] = LineKind.HEAD if head else LineKind.PLAIN
        return kinds

    def values(self) -> Mapping[int, Mapping[int, Value]]:
        """What stands in each row, the changes included."""
        return self._values

    def last_row(self) -> int:
        """The last row that holds something of ours."""
        return max(self._kinds, default=self.header_row)

    def made_rows(self) -> Mapping[int, LineKind]:
        """Every row with its kind."""
        return self._kinds

    def style_for(self, kind: LineKind, row: int, column: int) -> int:
        """How a cell of a row of this kind looks when it is made: what people struck out or coloured is not copied.

        In a column that people added it looks as most of theirs do.
        """
        name = self.header.get(column, "")
        header = tuple(self.header[each] for each in sorted(self.header))
        if not header or name in self._ours_of(header):
            return self._models.style(self.title, header, kind, name)
        alike = [number for number, each in self._kinds.items() if each is kind and number != row]
        styles = Counter(style for number in alike if (style := self.xml.style(number, column)) is not None)
        return styles.most_common(1)[0][0] if styles else 0

    def _ours_of(self, header: tuple[str, ...]) -> frozenset[str]:
        """The names of the engine's and the voters' columns among these."""
        if self._ours:
            return frozenset(header)
        known = columns.row_header(self.title)
        return frozenset(name for name in header if name in known or columns.voter_of(name) is not None)

    def date_style(self, style: int, column: int) -> int:
        """The style itself if it shows dates, else that of a date in the column, else its twin that shows dates."""
        formats = self._book.formats
        if formats.is_date(style):
            return style
        seen = (each for each in self.xml.styles_of_column(column) if formats.is_date(each))
        return next(seen, None) or formats.dated(style)

    def put_cell(self, row: int, column: int, value: Value) -> None:
        """Change one cell; the row grows if the text needs it."""
        if self._ours and value is not None and row > self.header_row:
            self._kinds.setdefault(row, LineKind.PLAIN)
        style = self.xml.style(row, column)
        if style is None:
            kind = LineKind.HEAD if row == self.header_row else self._kinds.get(row)
            style = self.style_for(kind, row, column) if kind else 0
        if isinstance(value, date):
            style = self.date_style(style, column)
        self.xml.put(row, column, value, style)
        self._values.setdefault(row, {})[column] = value
        if row > self.header_row and self._book.formats.wraps(style):
            self._fit_height(row, column, value)

    def _fit_height(self, row: int, column: int, value: Value) -> None:
        """Show the whole text: people's rows only grow, rows of the engine's own tabs are as high as they need."""
        kind = self._kinds.get(row, LineKind.PLAIN)
        if self._ours:
            needed = [self._points(kind, each, shown) for each, shown in self._values[row].items()]
            self.xml.set_height(row, max([_LEAST.get(kind, LEAST_POINTS), *needed]), fixed=True)
        elif isinstance(value, str) and self._points(kind, column, value) > self.xml.height(row):
            self.xml.set_height(row, self._points(kind, column, value), fixed=self.xml.is_fixed(row))

    def make_row(self, row: int, kind: LineKind, values: Mapping[int, Value]) -> None:
        """Fill a row that stands empty, or one below all others."""
        if self._kinds.get(row) is not kind:
            self.xml.unmerge(row)
        self.xml.show_row(row)
        places = sorted({*self.header, *values, *([] if self.header else [1])})
        styles = {column: self.style_for(kind, row, column) for column in places}
        for column, style in styles.items():
            value = values.get(column)
            dated = self.date_style(style, column) if isinstance(value, date) else style
            if column in values:
                self.xml.put(row, column, value, dated)
            else:
                self.xml.cell(row, column).set("s", str(dated))
        needed = [self._points(kind, column, value) for column, value in values.items()]
        self.xml.set_height(row, max([_LEAST.get(kind, LEAST_POINTS), *needed]), fixed=False)
        self._kinds[row] = kind

    def _free_heights(self) -> None:
        """Let rows be fitted anew whose height earlier releases fixed: a sort leaves it where it was.

        A height that people gave is theirs; ours are known by their measure.
        """
        for row, kind in self._kinds.items() if not self._ours else ():
            height = self.xml.height(row)
            if self.xml.is_fixed(row) and is_measured(height, _LEAST.get(kind, LEAST_POINTS)):
                self.xml.set_height(row, height, fixed=False)

    def free_headings(self) -> None:
        """Undo the merges of earlier releases: they keep every program from sorting the rows."""
        for row in (row for row, kind in self._kinds.items() if kind is LineKind.DIRECTION):
            self.xml.unmerge(row)
            for column in self.header:
                self.xml.cell(row, column).set("s", str(self.style_for(LineKind.DIRECTION, row, column)))

    def take_rules(self, column: int) -> None:
        """A column of ours that is made again gets its dropdown, its check and its colours back."""
        names = [self.header.get(place, "") for place in range(1, max(self.header) + 1)]
        fresh, rules = self._models.rules(self.title, names)
        below = f"{self.header_row + 1}:{get_column_letter(column)}{self.last_row() + SPARE_ROWS}"
        for rule in rules:
            area = read_area(rule.get("sqref", ""))
            if area is None or not area.left == column == area.right:
                continue
            rule.set("sqref", f"{get_column_letter(column)}{below}")
            for formula in rule.iter(N + "formula"):  # of the row below the header
                moved = Translator(f"={formula.text}", f"A{columns.HEADER_ROW}")
                formula.text = moved.translate_formula(f"A{self.header_row}")[1:]
            for look in rule.iter(N + "cfRule"):
                look.set("dxfId", str(self._book.formats.adopt_condition(fresh.formats, int(look.get("dxfId", "0")))))
            self.xml.add_rule(rule)

    def cover_rows(self) -> None:
        """Dropdowns, colours, filter and print area cover the rows that were made."""
        if self.last_row() > self._last_read:
            grow_rows(self.xml.root, self._last_read, self.last_row())
            self.reach(self._last_read, self.last_row(), 0)

    def spare_lines(self) -> None:
        """Where people add lines, the dropdown stays far below the last one."""
        if self.title == columns.PARTS:
            spare_rows(self.xml.root, self.header_row + 1, self.last_row())

    def _points(self, kind: LineKind, column: int, value: Value) -> float:
        width = self.xml.width(column)
        if kind is LineKind.DIRECTION:
            width = sum(self.xml.width(each) for each in self.header if each >= column) * 0.85
        return min(MOST_POINTS, points_for(value, width, FONT_POINTS if self.header else _GUIDE_FONT))

    def reach(self, last: int, row: int, column: int) -> None:
        """The filter and the print area, where they ended with the table, reach as far as this row and column."""

        def further(area: Area) -> Area:
            return grow(area, row if area.bottom >= last else 0, column if area.right == column - 1 else 0)

        for element in self.xml.root.iterfind(N + "autoFilter"):
            area = read_area(element.get("ref", ""))
            if area:
                element.set("ref", further(area).text())
        for name in ("_xlnm._FilterDatabase", "_xlnm.Print_Area"):
            element_ = self._book.defined_name(name, self.title)
            tab, _, text = (element_.text or "" if element_ is not None else "").rpartition("!")
            area = read_area(text)
            if element_ is not None and area and further(area) != area:
                element_.text = f"{tab}!{further(area).text(absolute=True)}"
                self._book.touch_names()


def with_merged_headings(sheets: Iterable[Sheet]) -> list[str]:
    """The plan tabs in which headings of directions are merged cells, as earlier releases made them."""
    found = []
    for sheet in sheets:
        table = find_table(sheet, columns.PLAN_HEADER) if is_plan(sheet.title) and sheet.merges else None
        rows = table.rows if table else {}
        headings = {row for row, cells in rows.items() if columns.CODE not in cells and columns.TITLE in cells}
        if any(area.top == area.bottom and area.top in headings for area in sheet.merges):
            found.append(sheet.title)
    return found


def _table_of(sheet: Sheet) -> HeadedTab | None:
    """The table of a tab; tabs of the engine's own have theirs under the usual header row."""
    if has_rows(sheet.title):
        header = columns.row_header(sheet.title)
        return find_table(sheet, header, partial=True) or find_table(sheet, header[1:])
    names = [str(value) for value in sheet.rows.get(columns.HEADER_ROW, ()) if value]
    return find_table(sheet, names) if names else None
