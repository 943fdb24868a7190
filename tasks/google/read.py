"""What one `spreadsheets.get` gives, as values: tabs, the engine's rectangle, protections, and their Snapshot."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from models.board import Area, Formula, Protection, Sheet, Snapshot, Value, as_text, columns, google_texts, own_names
from models.text import Mender, Problem
from tasks.boards import has_rows, is_plan
from tasks.google import layout
from tasks.google.layout import DAY_ZERO, ENGINE, GENERATION, LOCALE, PARTS, Json, Layout
from tasks.google.values import value_of

_CELL = (
    "userEnteredValue,userEnteredFormat(numberFormat(type)),hyperlink,textFormatRuns(format(link(uri))),"
    "chipRuns(startIndex,chip(personProperties(email),richLinkProperties(uri)))"
)
_GRID = "gridProperties(rowCount,columnCount,frozenRowCount,frozenColumnCount)"
_PROTECTION = "protectedRanges(protectedRangeId,range,description,warningOnly,editors,unprotectedRanges)"
_TAB = f"properties(sheetId,title,index,hidden,{_GRID}),{_PROTECTION}"
_BOOK = "spreadsheetId,properties(title,locale,timeZone),developerMetadata(metadataId,metadataKey)"
MASK = f"{_BOOK},sheets({_TAB},data(startRow,startColumn,rowData(values({_CELL}))))"
THOROUGH = (
    f"{_BOOK},sheets({_TAB},conditionalFormats,filterViews(filterViewId,title),charts(chartId),"
    f"data(startRow,startColumn,rowData(values({_CELL},dataValidation(condition(type))))))"
)


@dataclass(frozen=True)
class Lookup:
    """An engine column as it stands: its place, whether its formula is right, and what was typed below it."""

    header: str
    column: int
    right: bool
    typed: tuple[tuple[int, Value], ...] = ()


@dataclass(frozen=True)
class Tab:
    """One tab as read: rows and columns of its grid, its values (row → column → value, from 1), and what is on it."""

    number: int
    title: str
    index: int
    hidden: bool
    height: int
    width: int
    values: Mapping[int, Mapping[int, Value]]
    protections: tuple[Json, ...] = ()
    header_row: int | None = None
    headers: Mapping[str, int] = field(default_factory=dict)
    lookups: tuple[Lookup, ...] = ()
    raw: Json = field(default_factory=dict)
    ruled: frozenset[tuple[int, int]] = frozenset()

    def key(self, row: int) -> str:
        """The key of a row; empty where it has none."""
        column = self.headers.get(layout.key_header(self.title))
        return as_text(self.values.get(row, {}).get(column)) if column else ""

    def rows_by_key(self) -> dict[str, int]:
        """Key → row, for keys that stand once."""
        below = ((self.key(row), row) for row in self.values if self.header_row is not None and row > self.header_row)
        found = [(key, row) for key, row in below if key]
        counts = Counter(key for key, _ in found)
        return {key: row for key, row in found if counts[key] == 1}


@dataclass(frozen=True)
class Grid:
    """The whole spreadsheet as read: tabs by title, the engine's values by key, the generation.

    `engine_rows` are the rows in which each part of `_engine` has a key.
    """

    tabs: Mapping[str, Tab]
    engine: Mapping[str, tuple[Value, ...]]
    engine_rows: tuple[Mapping[str, int], ...]
    engine_tab: Tab | None
    generation: int
    generations: tuple[int, ...]
    locale: str
    zone: str
    strangers: tuple[Tab, ...] = ()
    used_numbers: frozenset[int] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    thorough: bool = False


def ranges(told: Layout) -> list[str]:
    """The ranges that make one read the whole of our tabs and of no other."""
    return [f"'{title}'" for title in told.tabs]


def read_grid(answer: Json, told: Layout, *, thorough: bool) -> Grid:
    """The answer of `spreadsheets.get` as values; a thorough look knows a renamed tab again by its number."""
    raw = [_tab(each) for each in answer.get("sheets", ())]
    found = {each.title: each for each in raw}
    engine_tab = found.get(ENGINE) or next((each for each in raw if each.number == layout.tab_number(ENGINE)), None)
    engine_rows = tuple(_rows_of_part(engine_tab, part.column) for part in PARTS)
    numbers = {layout.tab_number(title): title for title in told.tabs if title not in found}
    renamed = {numbers[each.number]: each for each in raw if each.number in numbers and each.title not in told.tabs}
    if thorough:
        found |= {title: replace(each, title=title) for title, each in renamed.items()}
    tabs = {title: _understood(found[title], told) for title in told.tabs if title in found and title != ENGINE}
    ours = {*(each.number for each in tabs.values()), *([engine_tab.number] if engine_tab else [])}
    generations = tuple(
        each["metadataId"] for each in answer.get("developerMetadata", ()) if each.get("metadataKey") == GENERATION
    )
    properties = answer.get("properties", {})
    return Grid(
        tabs=tabs,
        engine=_engine_values(engine_tab, engine_rows),
        engine_rows=engine_rows,
        engine_tab=engine_tab,
        generation=max(generations, default=0),
        generations=generations,
        locale=properties.get("locale", ""),
        zone=properties.get("timeZone", ""),
        strangers=tuple(each for each in raw if each.number not in ours),
        used_numbers=frozenset(each.number for each in raw),
        renamed={title: each.title for title, each in renamed.items() if title != ENGINE},
        thorough=thorough,
    )


def snapshot_of(grid: Grid, told: Layout, token: str, account: str) -> Snapshot:
    """The grid as people see it: an engine column shows what its lookup finds, or nothing where it is broken.

    A year's tab without a single value is one that waits for its year: not yet a tab of the board.
    """
    shown = [each for each in grid.tabs.values() if each.values or not is_plan(each.title)]
    trusted = {account.lower(), *([told.owner.lower()] if told.owner else [])}
    return Snapshot(
        sheets=tuple(Sheet(each.title, dict(_shown_rows(each, grid))) for each in shown),
        token=token,
        protections=tuple(_protection(each.title, one) for each in shown for one in each.protections),
        trusted=frozenset(trusted),
        remarks=tuple(_remarks(grid, told)),
        renamed={} if grid.thorough else grid.renamed,
    )


def _remarks(grid: Grid, told: Layout) -> Iterator[Problem]:
    found, wanted = f"{grid.locale}, {grid.zone}", f"{LOCALE}, {told.zone}"
    if found != wanted and grid.generation:
        yield Problem(
            google_texts.BOARD, *google_texts.LOCALE_CHANGED.of(found=found, wanted=wanted), Mender.ADMINISTRATOR
        )


def _tab(raw: Json) -> Tab:
    properties = raw.get("properties", {})
    grid = properties.get("gridProperties", {})
    values: dict[int, dict[int, Value]] = {}
    ruled = set[tuple[int, int]]()
    for block in raw.get("data", ()):
        top, left = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
        for row, cells in enumerate(block.get("rowData", ()), start=top):
            found = {column: value_of(cell) for column, cell in enumerate(cells.get("values", ()), start=left) if cell}
            ruled |= {(row, column) for column, cell in enumerate(cells.get("values", ()), start=left)
                      if "dataValidation" in cell}  # fmt: skip
            found = {column: value for column, value in found.items() if value is not None}
            if found:
                values[row] = found
    return Tab(
        number=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        index=properties.get("index", 0),
        hidden=properties.get("hidden", False),
        height=grid.get("rowCount", 0),
        width=grid.get("columnCount", 0),
        values=values,
        protections=tuple(raw.get("protectedRanges", ())),
        raw=raw,
        ruled=frozenset(ruled),
    )


def _rows_of_part(tab: Tab | None, column: int) -> dict[str, int]:
    """Key → its row in a part of `_engine`; of a key that stands twice the first, as a lookup finds it."""
    rows: dict[str, int] = {}
    for row in sorted(tab.values) if tab else ():
        key = as_text(tab.values[row].get(column)) if tab else ""
        if key and row > 1:
            rows.setdefault(key, row)
    return rows


def _engine_values(tab: Tab | None, rows: tuple[Mapping[str, int], ...]) -> dict[str, tuple[Value, ...]]:
    """Key → its values of all parts; None where a part has not got it."""
    found = {}
    for key in dict.fromkeys(key for each in rows for key in each):
        values: list[Value] = []
        for part, places in zip(PARTS, rows, strict=True):
            cells = tab.values[places[key]] if tab and key in places else {}
            values += [cells.get(column) for column in range(part.column + 1, part.last_column + 1)]
        found[key] = tuple(values)
    return found


def _understood(tab: Tab, told: Layout) -> Tab:
    """The tab with its header found, and each engine column judged."""
    if not has_rows(tab.title):
        return tab
    wanted = columns.row_header(tab.title)
    voters = [label + part for label in told.voters for part in (columns.VOTE, columns.VOTE_COMMENT)]
    for row in sorted(tab.values)[: columns.HEADER_SEARCH_ROWS]:
        places = sorted(tab.values[row])
        typed = [layout.header_of(tab.values[row][column]) or "" for column in places]
        names: dict[str, int] = {}
        for name, column in zip(own_names(own_names(typed, wanted), voters), places, strict=True):
            if name:
                names.setdefault(name, column)
        if set(wanted) <= set(names):
            found = tuple(_lookup(tab, header, row, names) for header in layout.lookups(tab.title))
            return replace(tab, header_row=row, headers=names, lookups=found)
    return tab


def _lookup(tab: Tab, header: str, row: int, names: Mapping[str, int]) -> Lookup:
    column, key_column = names[header], names[layout.key_header(tab.title)]
    stands = tab.values[row][column]
    wanted = layout.lookup(tab.title, header, key_column, row)
    right = isinstance(stands, Formula) and layout.same_formula(stands.text, wanted)
    typed = tuple((below, cells[column]) for below, cells in tab.values.items() if below > row and column in cells)
    return Lookup(header, column, right, typed)


def _shown_rows(tab: Tab, grid: Grid) -> Iterator[tuple[int, tuple[Value, ...]]]:
    whole = {each.header: each for each in tab.lookups if each.right and not each.typed}
    places = [(layout.lookups(tab.title).index(name), each.column, name) for name, each in whole.items()]
    for row, cells in tab.values.items():
        shown = dict(cells)
        if tab.header_row == row or (tab.header_row is None and has_rows(tab.title)):
            shown = {column: _header_text(value) for column, value in cells.items()}
        elif tab.header_row is not None and row > tab.header_row:
            found = grid.engine.get(tab.key(row), ())
            for place, column, name in places if found else ():
                value = found[place]
                shown[column] = _dated(value) if name in (columns.DUE, columns.DECIDE_BY) else value
        width = max((column for column, value in shown.items() if value is not None), default=0)
        if width:
            yield row, tuple(shown.get(column) for column in range(1, width + 1))


def _header_text(value: Value) -> Value:
    return layout.header_of(value) if isinstance(value, Formula) and layout.header_of(value) else value


def _dated(value: Value) -> Value:
    """A day that stands in `_engine` as a number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return DAY_ZERO + timedelta(days=int(value))
    return value


def _protection(title: str, raw: Json) -> Protection:
    editors = raw.get("editors")
    everybody = raw.get("warningOnly") or editors is None or editors.get("groups") or editors.get("domainUsersCanEdit")
    users = None if everybody else frozenset(each.lower() for each in (editors or {}).get("users", ()))
    holes = tuple(map(area_of, raw.get("unprotectedRanges", ())))
    return Protection(title, area_of(raw.get("range", {})), users, holes)


def area_of(raw: Json) -> Area:
    """A GridRange (from 0, half open) as rows and columns from 1, both ends included."""
    return Area(
        raw.get("startRowIndex", 0) + 1, raw.get("endRowIndex"), raw.get("startColumnIndex", 0) + 1,
        raw.get("endColumnIndex"),
    )  # fmt: skip
