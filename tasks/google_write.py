"""From edits to the requests of one `batchUpdate`, none of which can hurt what a person does meanwhile.

Statuses go to `_engine` by key; rows are appended, never inserted; people's cells are written only in a row that is
new, and of those that stand only our own «—» is taken away, by a replacement that finds nothing where something else
stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from models import board as b
from models.board import Value
from models.edits import CellEdit, ColumnEdit, Edits, LineKind, Page, RowEdit
from tasks import google_layout as layout
from tasks import google_looks as looks
from tasks.google_guard import engine_guard, guards, repairs
from tasks.google_layout import ENGINE, ENGINE_HEADER, GENERATION, LOCALE, WIDTH, Json, Layout
from tasks.google_mend import missing_looks, renamed
from tasks.google_read import Grid, Tab

VALUE = "userEnteredValue"
EngineRow = list[Value]


@dataclass
class Plan:
    """The requests of one write as they are found, and how many cells they fill or empty."""

    grid: Grid
    told: Layout
    account: str
    requests: list[Json] = field(default_factory=list)
    cells: int = 0
    engine: dict[str, EngineRow] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)

    def columns_of(self, title: str) -> dict[str, int]:
        """Header → column of a tab, with the columns that this write adds."""
        if title not in self.columns:
            self.columns[title] = dict(self.grid.tabs[title].headers)
        return self.columns[title]

    def engine_row(self, key: str) -> EngineRow:
        """The values of a key as they will stand, to be changed."""
        if key not in self.engine:
            stands = self.grid.engine.get(key)
            self.engine[key] = list(stands[1]) if stands else [None] * (WIDTH - 1)
        return self.engine[key]

    def number(self, title: str) -> int:
        """The number of a tab that is there, or will be."""
        found = self.grid.engine_tab if title == ENGINE else self.grid.tabs.get(title)
        number = found.number if found else layout.tab_number(title)
        while not found and number in self.grid.used_numbers:
            number += 1
        return number


def plan_write(grid: Grid, edits: Edits, told: Layout, account: str) -> Plan:
    """Everything that one write has to do; no requests when the board is as it should be."""
    plan = Plan(grid, told, account)
    plan.requests.extend(_properties(grid, told))
    plan.requests.extend(_hidden_tabs(plan, edits))
    plan.requests.extend(renamed(grid))
    for page in edits.tabs:
        _new_tab(plan, page)
    for column in edits.columns:
        _new_column(plan, column)
    _changed_cells(plan, edits.cells)
    _new_rows(plan, edits.rows)
    _mended_lookups(plan)
    plan.requests.extend(_engine_requests(plan))
    plan.requests.extend(_protections(plan))
    if grid.thorough:
        plan.requests.extend(missing_looks(grid, told))
    if _is_new(grid):
        plan.requests.extend(
            {"deleteSheet": {"sheetId": each.number}} for each in grid.strangers if not each.values
        )
    return plan


def generation(grid: Grid) -> list[Json]:
    """The first requests of a write: the next generation is made, which fails where somebody else has made it.

    So a write that was thought lost and arrives after all, or another pass at the same time, changes nothing.
    """
    made = {
        "metadataId": grid.generation + 1,
        "metadataKey": GENERATION,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    old = [{"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": number}}}}
           for number in grid.generations]  # fmt: skip
    return [{"createDeveloperMetadata": {"developerMetadata": made}}, *old]


def _is_new(grid: Grid) -> bool:
    return not grid.generation and not any(each.values for each in grid.tabs.values())


def _properties(grid: Grid, told: Layout) -> Iterator[Json]:
    if (grid.locale, grid.zone) != (LOCALE, told.zone):
        wanted = {"locale": LOCALE, "timeZone": told.zone}
        yield {"updateSpreadsheetProperties": {"properties": wanted, "fields": "locale,timeZone"}}


def _hidden_tabs(plan: Plan, edits: Edits) -> Iterator[Json]:
    """The engine's tab, and the tabs of years that have not begun, which are empty until then."""
    grid, made = plan.grid, {page.title for page in edits.tabs}
    for title in plan.told.plans:
        if title not in grid.tabs and title not in made:
            size = {"rowCount": b.HEADER_ROW + 1, "columnCount": len(b.PLAN_HEADER)}
            yield _add_tab(plan, title, size, hidden=True)
            plan.fresh.add(title)
    stands = grid.engine_tab
    if stands is None:
        yield _add_tab(plan, ENGINE, {"rowCount": 100, "columnCount": WIDTH, "frozenRowCount": 1}, hidden=True)
        head = [{"values": [layout.cell_of(name) for name in ENGINE_HEADER]}]
        yield _update(plan.number(ENGINE), 1, 1, head, VALUE)
    elif stands.title != ENGINE:
        yield _tab_properties(stands.number, {"title": ENGINE}, "title")


def _add_tab(plan: Plan, title: str, size: Json, *, hidden: bool = False, index: int | None = None) -> Json:
    properties: Json = {"sheetId": plan.number(title), "title": title, "gridProperties": size}
    if hidden:
        properties["hidden"] = True
    if index is not None:
        properties["index"] = index
    return {"addSheet": {"properties": properties}}


def _tab_properties(tab: int, properties: Json, fields: str) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": tab, **properties}, "fields": fields}}


def _update(tab: int, row: int, column: int, rows: Sequence[Json], fields: str) -> Json:
    start = {"sheetId": tab, "rowIndex": row - 1, "columnIndex": column - 1}
    return {"updateCells": {"start": start, "rows": list(rows), "fields": fields}}


# --- new tabs, columns, rows ---------------------------------------------------------------------


def _new_tab(plan: Plan, page: Page) -> None:
    """A tab that is missing, or the empty one that waits for its year."""
    stands = plan.grid.tabs.get(page.title)
    rows, width = looks.grid_size(page)
    frozen_columns = page.header.index(b.TITLE) + 1 if b.TITLE in page.header else 0
    size = {"rowCount": rows, "columnCount": width, "frozenRowCount": b.HEADER_ROW if page.header else 0}
    if layout.has_rows(page.title):
        size["frozenColumnCount"] = frozen_columns
    tab = plan.number(page.title)
    if stands is None:
        plan.requests.append(_add_tab(plan, page.title, size, index=_index(plan, page.title)))
    else:
        fields = ",".join(f"gridProperties.{name}" for name in size)
        plan.requests.append(
            _tab_properties(tab, {"hidden": False, "gridProperties": size}, f"hidden,{fields}")
        )
    plan.requests.extend(looks.page_requests(page, tab, plan.told))
    if page.title == b.SUMMARY:
        keys = [b.as_text(line.cells.get(page.header[0])) for line in page.lines]
        plan.requests.append(looks.chart(page.header, keys, tab))
    plan.columns[page.title] = {name: number for number, name in enumerate(page.header, start=1)}
    plan.fresh.add(page.title)
    for line in page.lines:
        plan.cells += len(line.cells) + len(line.people)
        if line.kind in (LineKind.MILESTONE, LineKind.BALLOT):
            _look_up(plan, page.title, line.key, line.cells)


def _index(plan: Plan, title: str) -> int:
    """Where a new tab stands: years first, then votes, then what is only to be read."""
    order = plan.told.tabs.index(title)
    return sum(1 for each in plan.told.tabs[:order] if each in plan.grid.tabs or each in plan.fresh)


def _look_up(plan: Plan, title: str, key: str, cells: Mapping[str, Value]) -> None:
    names = layout.lookups(title)
    row = plan.engine_row(key)
    for name, value in cells.items():
        if name in names:
            row[names.index(name)] = value


def _new_column(plan: Plan, edit: ColumnEdit) -> None:
    tab = plan.grid.tabs[edit.tab]
    if edit.column > tab.width:
        missing = edit.column - tab.width
        before = [each for each in plan.requests if each.get("appendDimension", {}).get("sheetId") == tab.number]
        done = sum(each["appendDimension"]["length"] for each in before)
        if missing > done:
            more = {"sheetId": tab.number, "dimension": "COLUMNS", "length": missing - done}
            plan.requests.append({"appendDimension": more})
    columns = plan.columns_of(edit.tab)
    columns[edit.header] = edit.column
    head = [{"values": [looks.head_cell(edit.tab, edit.header, columns, edit.row)]}]
    plan.requests.append(_update(tab.number, edit.row, edit.column, head, looks.CELL_FIELDS))
    plan.requests.append(looks.width_request(tab.number, edit.column, edit.tab, edit.header))
    plan.cells += 1


def _new_rows(plan: Plan, edits: Sequence[RowEdit]) -> None:
    for title, rows in groupby(edits, key=lambda each: each.tab):
        columns = plan.columns_of(title)
        header = [""] * max(columns.values())
        for name, column in columns.items():
            header[column - 1] = name
        key_column, made = columns[layout.key_header(title)], []
        for row in rows:
            values = {header[column - 1]: value for column, value in row.values.items()}
            made.append({"values": looks.row_cells(title, header, values, plan.told)})
            _look_up(plan, title, b.as_text(row.values[key_column]), values)
            plan.cells += len(row.values)
        appended = {"sheetId": plan.number(title), "rows": made, "fields": looks.CELL_FIELDS}
        plan.requests.append({"appendCells": appended})


# --- cells that change ---------------------------------------------------------------------------


def _changed_cells(plan: Plan, edits: Iterable[CellEdit]) -> None:
    plain: dict[str, list[CellEdit]] = {}
    for edit in edits:
        tab = plan.grid.tabs[edit.tab]
        if tab.header_row is None or edit.row <= tab.header_row:
            if layout.storable(edit.value) != b.canonical(tab.values.get(edit.row, {}).get(edit.column)):
                plain.setdefault(edit.tab, []).append(edit)
            continue
        name = next((name for name, column in plan.columns_of(edit.tab).items() if column == edit.column), "")
        if name in layout.lookups(edit.tab):
            _look_up_changed(plan, tab, edit, name)
        elif b.voter_of(name) is not None and edit.value is None:
            plan.requests.append(_taken_away(tab.number, edit, b.NO_SAY))
            plan.cells += 1
    for title, changed in plain.items():
        plan.requests.extend(_written(plan, plan.grid.tabs[title], changed))
        plan.cells += len(changed)


def _look_up_changed(plan: Plan, tab: Tab, edit: CellEdit, name: str) -> None:
    key = tab.key(edit.row)
    if not key:
        return
    row, place = plan.engine_row(key), layout.lookups(edit.tab).index(name)
    lookup = next(each for each in tab.lookups if each.header == name)
    broken = not lookup.right or bool(lookup.typed)
    wanted = layout.storable(edit.value)
    stands = layout.storable(row[place])
    if broken or stands != (layout.serial(wanted) if isinstance(wanted, date) else wanted):
        plan.cells += 1
    row[place] = edit.value


def _taken_away(tab: int, edit: CellEdit, text: str) -> Json:
    """Empty a cell if this text, and nothing else, still stands in it."""
    return {
        "findReplace": {
            "find": text,
            "replacement": "",
            "matchCase": True,
            "matchEntireCell": True,
            "range": looks.area(tab, edit.row, edit.row, edit.column, edit.column),
        }
    }


def _written(plan: Plan, tab: Tab, edits: Sequence[CellEdit]) -> Iterator[Json]:
    """Cells of a tab that is the engine's from end to end, or of the lines above a header; runs go together."""
    last = max(edit.row for edit in edits)
    if last > tab.height:
        yield {"appendDimension": {"sheetId": tab.number, "dimension": "ROWS", "length": last - tab.height}}
    ordered = sorted(edits, key=lambda each: (each.row, each.column))
    for _, run in groupby(enumerate(ordered), key=lambda each: (each[1].row, each[1].column - each[0])):
        cells = [edit for _, edit in run]
        dated = any(isinstance(edit.value, date) for edit in cells)
        values = [layout.cell_of(edit.value) for edit in cells]
        for edit, value in zip(cells, values, strict=True):
            if isinstance(edit.value, date):
                value["userEnteredFormat"] = looks.DATE
        fields = f"{VALUE},userEnteredFormat.numberFormat" if dated else VALUE
        yield _update(tab.number, cells[0].row, cells[0].column, [{"values": values}], fields)


def _mended_lookups(plan: Plan) -> None:
    """Lookups that were typed over, or that something stands in the way of."""
    for tab in plan.grid.tabs.values():
        if tab.header_row is None or tab.title in plan.fresh:
            continue
        columns = plan.columns_of(tab.title)
        for each in tab.lookups:
            if not each.right:
                head = [{"values": [looks.head_cell(tab.title, each.header, columns, tab.header_row)]}]
                plan.requests.append(_update(tab.number, tab.header_row, each.column, head, VALUE))
                plan.cells += 1
            for row, value in each.typed:
                edit = CellEdit(tab.title, row, each.column, None)
                if isinstance(value, str):
                    plan.requests.append(_taken_away(tab.number, edit, value))
                else:
                    plan.requests.append(_update(tab.number, row, each.column, [{"values": [{}]}], VALUE))
                plan.cells += 1


# --- the engine's rectangle and the protections ----------------------------------------------------


def _engine_requests(plan: Plan) -> Iterator[Json]:
    """Rows of `_engine` that differ, run by run; rows of new keys below all others."""
    changed: dict[int, list[Json]] = {}
    fresh: list[Json] = []
    for key, values in plan.engine.items():
        stands = plan.grid.engine.get(key)
        cells = {"values": [layout.cell_of(key), *map(layout.cell_of, values)]}
        if stands is None:
            fresh.append(cells)
        elif cells["values"][1:] != [layout.cell_of(value) for value in stands[1]]:
            changed[stands[0]] = [cells]
    tab = plan.number(ENGINE)
    for _, run in groupby(enumerate(sorted(changed)), key=lambda each: each[1] - each[0]):
        rows = [row for _, row in run]
        yield _update(tab, rows[0], 1, [changed[row][0] for row in rows], VALUE)
    if fresh:
        yield {"appendCells": {"sheetId": tab, "rows": fresh, "fields": VALUE}}


def _protections(plan: Plan) -> Iterator[Json]:
    grid, told = plan.grid, plan.told
    for title in (*told.plans, b.APPROVAL, b.SUMMARY, b.LOG, b.GUIDE):
        stands = grid.tabs.get(title)
        if stands is None and title not in plan.fresh:
            continue
        columns = plan.columns[title] if title in plan.columns else dict(stands.headers) if stands else {}
        header_row = b.HEADER_ROW if title in plan.fresh or stands is None else stands.header_row or b.HEADER_ROW
        wanted = guards(title, plan.number(title), columns, header_row, told, plan.account)
        yield from repairs(wanted, stands.protections if stands else ())
    engine = grid.engine_tab
    yield from repairs([engine_guard(plan.number(ENGINE), told, plan.account)], engine.protections if engine else ())

