"""What one `spreadsheets.get` gives, as values: tabs, the engine's rectangle, protections, and their Snapshot."""

import json
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.board import Formula, Stamp, Value, as_text, columns, is_most, own_names
from tasks.boards import has_rows
from tasks.google import layout
from tasks.google.layout import ENGINE, GENERATION, Json, Layout
from tasks.google.memory import Memory, Shelf, engine_values
from tasks.google.protections import owner_among
from tasks.google.values import hidden_link, rows_of, shown_of, value_of

OWN_TABS = frozenset((columns.SUMMARY, columns.LOG, columns.GUIDE, ENGINE))
LEAP, LAST_ID = 1_000, 2**31 - 2

_CELL = (
    "userEnteredValue,userEnteredFormat(numberFormat(type,pattern)),hyperlink,textFormatRuns(format(link(uri))),"
    "chipRuns(startIndex,chip(personProperties(email),richLinkProperties(uri)))"
)
_PLAIN = frozenset(("userEnteredValue", "userEnteredFormat"))  # of a text no format says more
_GRID = "gridProperties(rowCount,columnCount,frozenRowCount,frozenColumnCount)"
_PROTECTION = (
    "protectedRanges(protectedRangeId,range,description,warningOnly,editors,unprotectedRanges,requestingUserCanEdit)"
)
_TAB = f"properties(sheetId,title,index,hidden,{_GRID}),{_PROTECTION},developerMetadata(metadataId),merges"
_BOOK = "spreadsheetId,properties(title,locale,timeZone),developerMetadata(metadataId,metadataKey)"
MASK = f"{_BOOK},sheets({_TAB},data(startRow,startColumn,rowData(values({_CELL}))))"
THOROUGH = (
    f"{_BOOK},sheets({_TAB},conditionalFormats,filterViews(filterViewId,title),charts(chartId),"
    f"data(startRow,startColumn,rowData(values({_CELL},dataValidation(condition(type,values))))))"
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
    """One tab as read: rows and columns of its grid, its values (row → column → value, from 1), and what is on it.

    `raw` is Google's answer but for the cells, which are let go once they are understood.
    """

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
    ruled: Mapping[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    shown: Mapping[tuple[int, int], str] = field(default_factory=dict)
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def key(self, row: int) -> str:
        """The key of a row; empty where it has none."""
        column = self.headers.get(layout.key_header(self.title))
        return as_text(self.values.get(row, {}).get(column)) if column else ""

    def rows_by_key(self) -> dict[str, int]:
        """Key → row, for keys that stand once."""
        column, header_row = self.headers.get(layout.key_header(self.title)), self.header_row
        if column is None or header_row is None:
            return {}
        below = ((as_text(cells.get(column)), row) for row, cells in self.values.items() if row > header_row)
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
    next_generation: int
    generations: tuple[int, ...]
    locale: str
    zone: str
    strangers: tuple[Tab, ...] = ()
    used_numbers: frozenset[int] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    thorough: bool = False
    owner: str | None = None

    @property
    def stamp(self) -> Stamp | None:
        """Whose board it is and how often we saved it, from the first cell of `_engine`."""
        school, _, save = self.stamp_text.rpartition(" ")
        return Stamp(school, int(save)) if school and save.isdecimal() else None

    @property
    def stamp_text(self) -> str:
        """The first cell of `_engine`."""
        return as_text(self.engine_tab.values.get(1, {}).get(1)) if self.engine_tab else ""

    @property
    def below(self) -> int:
        """The first row of `_engine` below all others."""
        return max(self.engine_tab.values, default=1) + 1 if self.engine_tab else 2

    @property
    def places(self) -> tuple[int, ...]:
        """Where among our tabs others stand, by the places that ours have."""
        ours = {each.index for each in (*self.tabs.values(), *([self.engine_tab] if self.engine_tab else []))}
        return tuple(place for place in range(max(ours, default=0)) if place not in ours)

    @property
    def protections(self) -> str:
        """One word for all protections as they stand: another where one of them changed."""
        found = [one for each in self.tabs.values() for one in each.protections]
        found += self.engine_tab.protections if self.engine_tab else ()
        return format(zlib.crc32(json.dumps(found, sort_keys=True).encode()), "08x")


def read_grid(
    answer: Json, told: Layout, memory: Memory, account: str, *, thorough: bool = False, collided: int | None = None,
    shelf: Shelf | None = None,
) -> Grid | None:  # fmt: skip
    """The answer of `spreadsheets.get` as values; a thorough look knows a renamed tab again by its number.

    `collided` is a generation whose next one was taken: where it is still the last, metadata on a row or a column
    has that number, which no read shows. With a `shelf` not all was read; None where what was read is another.
    """
    raw = [_tab(each, memory) for each in answer.get("sheets", ())]
    found = {each.title: each for each in raw}
    engine_tab = found.get(ENGINE) or next((each for each in raw if each.number == layout.tab_number(ENGINE)), None)
    if shelf is not None:
        guide = found.get(columns.GUIDE)
        if not engine_tab or not guide or not shelf.completes(engine_tab.values, guide.values):
            return None
        found[columns.GUIDE] = replace(guide, values=shelf.lines)
    engine, rows = engine_values(engine_tab.values if engine_tab else {}, shelf)
    renamed = _renamed(raw, told)
    found |= {title: replace(each, title=title) for title, each in renamed.items() if thorough}
    there = [title for title in told.tabs if title in found and title != ENGINE]
    tabs = {title: _understood(found[title], told, partial=thorough) for title in there}
    ours = [*tabs.values(), *filter(None, [engine_tab])]
    generations, following = _generations(answer, collided)
    return Grid(
        tabs=tabs,
        engine=engine, engine_rows=rows, engine_tab=engine_tab,
        generation=max(generations, default=0),
        next_generation=following,
        generations=generations,
        **_locale(answer),
        strangers=tuple(each for each in raw if each.number not in {one.number for one in ours}),
        used_numbers=frozenset(each.number for each in raw),
        renamed={title: each.title for title, each in renamed.items() if title != ENGINE},
        thorough=thorough,
        owner=_owner(ours, account) or memory.owner or told.owner_key,
    )  # fmt: skip


def _renamed(raw: Sequence[Tab], told: Layout) -> dict[str, Tab]:
    """Our tabs that bear another name now, known by their numbers."""
    numbers = {layout.tab_number(title): title for title in told.tabs if title not in {each.title for each in raw}}
    return {numbers[each.number]: each for each in raw if each.number in numbers and each.title not in told.tabs}


def _locale(answer: Json) -> dict[str, str]:
    properties = answer.get("properties", {})
    return {"locale": properties.get("locale", ""), "zone": properties.get("timeZone", "")}


def _owner(tabs: Iterable[Tab], account: str) -> str | None:
    return owner_among([one for each in tabs for one in each.protections], account)


def _generations(answer: Json, collided: int | None) -> tuple[tuple[int, ...], int]:
    """The generations that stand, and the next one: above the last the first that no metadata has."""
    stand = [each for where in (answer, *answer.get("sheets", ())) for each in where.get("developerMetadata", ())]
    taken = {each["metadataId"] for each in stand}
    ours = tuple(each["metadataId"] for each in stand if each.get("metadataKey") == GENERATION)
    last = max(ours, default=0)
    number = last + 1 + (LEAP if last == collided else 0)
    while number in taken or number > LAST_ID:
        number = number + 1 if number < LAST_ID else 1  # numbers begin again where they end
    return ours, number


def _tab(raw: Json, memory: Memory) -> Tab:
    properties = raw.get("properties", {})
    grid, title = properties.get("gridProperties", {}), properties.get("title", "")
    values: dict[int, dict[int, Value]] = {}
    ruled: dict[tuple[int, int], frozenset[str]] = {}
    shown: dict[tuple[int, int], str] = {}
    links: dict[tuple[int, int], str] = {}
    for row, left, cells in rows_of(raw):
        found = values.setdefault(row, {})
        for column, cell in enumerate(cells, start=left):
            if not cell:
                continue
            entered = cell.get("userEnteredValue")
            if entered is None:  # a format or a dropdown alone
                if "dataValidation" in cell:
                    ruled[row, column] = _words(cell["dataValidation"])
                continue
            if (text := entered.get("stringValue")) and cell.keys() <= _PLAIN:  # almost every cell of a board
                found[column] = text
                continue
            if (value := value_of(cell)) is not None:
                found[column] = value
            if "dataValidation" in cell:
                ruled[row, column] = _words(cell["dataValidation"])
            if title not in OWN_TABS:
                if said := shown_of(cell):
                    shown[row, column] = said
                if ("hyperlink" in cell or "textFormatRuns" in cell) and (link := hidden_link(cell, value)):
                    links[row, column] = link
        if not found:
            del values[row]
    return Tab(
        number=properties.get("sheetId", 0), title=title,
        index=properties.get("index", 0), hidden=properties.get("hidden", False),
        height=grid.get("rowCount", 0), width=grid.get("columnCount", 0),
        values=values,
        protections=tuple(map(memory.as_written, raw.get("protectedRanges", ()))),
        raw={name: part for name, part in raw.items() if name != "data"},
        ruled=ruled, shown=shown, links=links,
    )  # fmt: skip


def _words(rule: Json) -> frozenset[str]:
    """What a dropdown offers."""
    return frozenset(str(each.get("userEnteredValue")) for each in rule.get("condition", {}).get("values", ()))


def _understood(tab: Tab, told: Layout, *, partial: bool) -> Tab:
    """The tab with its header found, even where it lost some names, and each engine column judged."""
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
        if set(wanted) <= set(names) or (partial and is_most(names, wanted)):
            there = (header for header in layout.lookups(tab.title) if header in names)
            filled = {column for below, cells in tab.values.items() if below > row for column in cells}
            found = tuple(_lookup(tab, header, row, names, filled) for header in there)
            return replace(tab, header_row=row, headers=names, lookups=found)
    return tab


def _lookup(tab: Tab, header: str, row: int, names: Mapping[str, int], filled: Collection[int]) -> Lookup:
    column, key_column = names[header], names[layout.key_header(tab.title)]
    stands = tab.values[row][column]
    wanted = layout.lookup(tab.title, header, key_column, row)
    right = isinstance(stands, Formula) and layout.same_formula(stands.text, wanted)
    rows = tab.values.items() if column in filled else ()
    typed = tuple((below, cells[column]) for below, cells in rows if below > row and column in cells)
    return Lookup(header, column, right, typed)
