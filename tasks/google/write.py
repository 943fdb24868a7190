"""From edits to the requests of one `batchUpdate`, none of which can hurt what a person does meanwhile.

Statuses go to `_engine` by key; rows are appended, never inserted; people's cells are written only in a row that is
new, and of those that stand only our own «—» is taken away, by a replacement that finds nothing where something else
stands.
"""

from collections.abc import Iterator
from itertools import groupby

from models.board import Stamp, columns
from models.projection import Edits
from tasks.boards import is_plan
from tasks.google import layout
from tasks.google.add import new_column, new_rows, new_tab
from tasks.google.batch import VALUE, Batch, add_tab, tab_properties, update
from tasks.google.change import changed_cells, mended_keys, mended_lookups
from tasks.google.layout import ENGINE, ENGINE_HEADER, GENERATION, LOCALE, PARTS, WIDTH, Json, Layout
from tasks.google.protections import engine_guard, guards, leftovers, mark_guards, repairs, under_other_names
from tasks.google.read import Grid
from tasks.google.repair import missing_looks, renamed


def draft_write(grid: Grid, edits: Edits, told: Layout, account: str) -> Batch:
    """Everything that one write has to do; no requests when the board is as it should be."""
    draft = Batch(grid, told, account)
    draft.requests.extend(_properties(grid, told))
    draft.requests.extend(_hidden_tabs(draft, edits))
    draft.requests.extend(renamed(grid))
    for page in edits.tabs:
        new_tab(draft, page)
    for column in edits.columns:
        new_column(draft, column)
    changed_cells(draft, edits.cells)
    new_rows(draft, edits.rows)
    mended_lookups(draft)
    mended_keys(draft)
    draft.requests.extend(_engine_requests(draft))
    draft.requests.extend(_protections(draft))
    if grid.thorough:
        draft.requests.extend(missing_looks(grid, told))
    draft.requests[:0] = _widened(draft)
    if _is_new(grid) and edits.tabs:
        _take_away_empty_tabs(draft, draft.number(edits.tabs[0].title))
    return draft


def _widened(draft: Batch) -> list[Json]:
    """The columns that somebody took away at the right of a tab which is the engine's from end to end."""
    ends: dict[int, int] = {}
    for request in draft.requests:
        asked: Json = request.get("updateCells") or request.get("appendCells") or {"rows": ()}
        place = asked.get("start", asked)
        width = max((len(row["values"]) for row in asked["rows"]), default=0)
        if width:
            ends[place["sheetId"]] = max(ends.get(place["sheetId"], 0), place.get("columnIndex", 0) + width)
    grid = draft.grid
    mine = [grid.engine_tab, *(grid.tabs.get(title) for title in (columns.SUMMARY, columns.LOG, columns.GUIDE))]
    return [
        {"appendDimension": {"sheetId": tab.number, "dimension": "COLUMNS", "length": ends[tab.number] - tab.width}}
        for tab in mine if tab and tab.title not in draft.fresh and ends.get(tab.number, 0) > tab.width
    ]  # fmt: skip


def _take_away_empty_tabs(draft: Batch, first: int) -> None:
    """Once our first tab is there, for a spreadsheet always has one; in the first call, should a write be long."""
    gone = [{"deleteSheet": {"sheetId": each.number}} for each in draft.grid.strangers if not each.values]
    made = (each.get("addSheet", {}).get("properties", {}).get("sheetId") for each in draft.requests)
    place = next((place for place, number in enumerate(made, start=1) if number == first), len(draft.requests))
    draft.requests[place:place] = gone


def stamping(draft: Batch, stamp: Stamp) -> Json:
    """The request that leaves a save's number, and whose board it is, in the first cell of `_engine`."""
    return update(draft.number(ENGINE), 1, 1, [{"values": [layout.cell_of(stamp_text(stamp))]}], VALUE)


def stamp_text(stamp: Stamp) -> str:
    """What the first cell of `_engine` says after a save."""
    return f"{stamp.school} {stamp.save}"


def generation(grid: Grid, piece: int = 0) -> list[Json]:
    """The first requests of a call: the next generation is made, which fails where somebody else has made it.

    So a write that was thought lost and arrives after all, or another pass at the same time, changes nothing. Each
    further piece of a long write has the generation after the one before.
    """
    made = {
        "metadataId": grid.next_generation + piece,
        "metadataKey": GENERATION,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    stand = grid.generations if not piece else (grid.next_generation + piece - 1,)
    old = [{"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": number}}}}
           for number in stand]  # fmt: skip
    return [{"createDeveloperMetadata": {"developerMetadata": made}}, *old]


def _is_new(grid: Grid) -> bool:
    return not grid.generation and not any(each.values for each in grid.tabs.values())


def _properties(grid: Grid, told: Layout) -> Iterator[Json]:
    if (grid.locale, grid.zone) != (LOCALE, told.zone):
        wanted = {"locale": LOCALE, "timeZone": told.zone}
        yield {"updateSpreadsheetProperties": {"properties": wanted, "fields": "locale,timeZone"}}


def _hidden_tabs(draft: Batch, edits: Edits) -> Iterator[Json]:
    """The engine's tab, and the tabs of years that have not begun, which are empty until then."""
    grid, made = draft.grid, {page.title for page in edits.tabs}
    for title in draft.told.plans:
        if title not in grid.tabs and title not in made:
            size = {"rowCount": columns.HEADER_ROW + 1, "columnCount": len(columns.PLAN_HEADER)}
            yield add_tab(draft, title, size, hidden=True)
            draft.fresh.add(title)
    stands = grid.engine_tab
    if stands is None:
        yield add_tab(draft, ENGINE, {"rowCount": 100, "columnCount": WIDTH, "frozenRowCount": 1}, hidden=True)
        head = [{"values": [layout.cell_of(name) for name in ENGINE_HEADER]}]
        yield update(draft.number(ENGINE), 1, 1, head, VALUE)
    elif stands.title != ENGINE:
        yield tab_properties(stands.number, {"title": ENGINE}, "title")


def _engine_requests(draft: Batch) -> Iterator[Json]:
    """Rows of `_engine` that differ, part by part and run by run; rows of new keys below all others."""
    grid, tab = draft.grid, draft.number(ENGINE)
    fresh: dict[str, list[Json]] = {}
    for part, places in zip(PARTS, grid.engine_rows, strict=True):
        changed: dict[int, Json] = {}
        for key, values in draft.engine.items():
            mine = [layout.cell_of(value) for value in values[part.first :][: part.values]]
            stands = [layout.cell_of(value) for value in grid.engine.get(key, ())[part.first :][: part.values]]
            if key not in places:
                fresh.setdefault(key, [{}] * WIDTH)[part.column - 1 : part.last_column] = [layout.cell_of(key), *mine]
            elif mine != stands:
                changed[places[key]] = {"values": [layout.cell_of(key), *mine]}
        for _, run in groupby(enumerate(sorted(changed)), key=lambda each: each[1] - each[0]):
            rows = [row for _, row in run]
            yield update(tab, rows[0], part.column, [changed[row] for row in rows], VALUE)
    if fresh:
        yield {"appendCells": {"sheetId": tab, "rows": [{"values": each} for each in fresh.values()], "fields": VALUE}}


def _protections(draft: Batch) -> Iterator[Json]:
    grid, told = draft.grid, draft.told
    for title in (each for each in told.tabs if each != ENGINE):
        stands = grid.tabs.get(title)
        if stands is None and title not in draft.fresh:
            continue
        places = draft.columns[title] if title in draft.columns else dict(stands.headers) if stands else {}
        known = stands.header_row if stands is not None and title not in draft.fresh else None
        header_row, found = known or columns.HEADER_ROW, stands.protections if stands else ()
        if title == columns.APPROVAL:  # a voter whose header somebody retyped is not locked out
            places = {**places, **dict(under_other_names(places, found, told))}
        wanted = [*guards(title, draft.number(title), places, header_row, told, draft.account)]
        if is_plan(title) and places and told.executors is not None:
            rows = draft.rows.get(title) or (stands.rows_by_key() if stands else {})
            wanted += mark_guards(draft.number(title), places, rows, told.executors, draft.account)
        draft.editors |= {guard.description: guard.editors for guard in wanted}
        yield from repairs(wanted, found, grid.owner)
        yield from leftovers(wanted, found, told)
    engine = grid.engine_tab
    guard = engine_guard(draft.number(ENGINE), told, draft.account)
    draft.editors[guard.description] = guard.editors
    yield from repairs([guard], engine.protections if engine else (), grid.owner)
