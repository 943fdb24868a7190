"""From what stands on the board to what should: the edits, touching the engine's cells only."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.board import (
    Cells,
    Sheet,
    Snapshot,
    Table,
    Value,
    View,
    as_text,
    canonical,
    code_key,
    codes_of,
    columns,
    find_table,
)
from models.projection import texts
from models.projection.edits import CellEdit, ColumnEdit, Edits, Line, LineKind, Page, Projection, RowEdit
from models.text import Problem


@dataclass
class _Found:
    """The edits of one tab as they are found."""

    columns: list[ColumnEdit] = field(default_factory=list)
    rows: list[RowEdit] = field(default_factory=list)
    cells: list[CellEdit] = field(default_factory=list)


def difference(projection: Projection, snapshot: Snapshot, view: View) -> Edits:
    """What must change for the board to show the projection; people's cells and other people's rows are left alone.

    A tab that is there but has lost its header is left alone too: the pass does not come this far (models.safety).
    """
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    missing = tuple(page for page in projection.pages() if page.title not in sheets)
    found = _Found()
    for page in (*projection.plans, projection.approval, *([projection.meeting] if projection.meeting else [])):
        table = view.tables.get(page.title) or _meeting_table(page, sheets)
        if table is not None:
            _head(page, sheets[page.title], table.header_row, found)
            places = dict(table.columns)
            if page is projection.approval:
                _voter_columns(page, sheets[page.title], table, places, found)
            _rows(page, table, places, projection, found)
    for page in (projection.summary, projection.log, projection.guide):
        if page.title in sheets:
            _fixed(page, sheets[page.title], found)
    return Edits(missing, tuple(found.columns), tuple(found.rows), tuple(found.cells))


def _meeting_table(page: Page, sheets: Mapping[str, Sheet]) -> Table | None:
    """The table of «Заседание»: a pass reads nothing from it, so it is no part of the view."""
    sheet = sheets.get(page.title)
    return find_table(sheet, page.header) if sheet is not None and page.title == columns.MEETING else None


def _head(page: Page, sheet: Sheet, header_row: int, found: _Found) -> None:
    if header_row == columns.HEADER_ROW:
        for row, text in ((1, page.heading), (2, page.hint)):
            _cell(page.title, sheet, row, 1, text, found)


def _cell(tab: str, sheet: Sheet, row: int, column: int, wanted: Value, found: _Found) -> None:
    values = sheet.rows.get(row, ())
    stands = values[column - 1] if column <= len(values) else None
    if canonical(stands) != canonical(wanted):
        found.cells.append(CellEdit(tab, row, column, canonical(wanted)))


def _voter_columns(page: Page, sheet: Sheet, table: Table, places: dict[str, int], found: _Found) -> None:
    last = max((len(values) for values in sheet.rows.values()), default=0)
    for header in page.header:
        if header not in places:
            last += 1
            places[header] = last
            found.columns.append(ColumnEdit(page.title, table.header_row, last, header))


def _rows(page: Page, table: Table, places: Mapping[str, int], projection: Projection, found: _Found) -> None:
    stand: dict[str, list[int]] = {}
    for number, key in _keys(page, table, projection).items():
        stand.setdefault(key, []).append(number)
    taken = {number for number, cells in table.rows.items() if cells}
    last = max(taken, default=table.header_row)
    above: int | None = None
    for position, line in enumerate(page.lines):
        if line.kind is LineKind.DIRECTION:
            if _direction(page, table, places, position, stand, found):
                last += 1
                taken.add(last)
                above = last
                found.rows.append(_made(page.title, last, places, line))
            continue
        if numbers := stand.get(line.key, []):
            for number in numbers:
                found.cells.extend(_differing(page.title, number, table.rows[number], places, line))
            above = numbers[0]
            continue
        slot = above + 1 if above is not None and above + 1 not in taken and above + 1 < last else None
        row = slot if slot is not None else last + 1
        last = max(last, row)
        taken.add(row)
        above = row
        found.rows.append(_made(page.title, row, places, line))


def _keys(page: Page, table: Table, projection: Projection) -> dict[int, str]:
    """The code or number of each row; a row whose code was typed over has the code that its other texts give it."""
    if page is projection.approval or page is projection.meeting:
        return {number: code_key(as_text(cells.get(columns.NUMBER))) for number, cells in table.rows.items()}
    wanted = {line.key: line.cells for line in page.lines if line.kind is LineKind.MILESTONE}
    codes, _ = codes_of(table, wanted, frozenset())
    return codes


def _differing(tab: str, number: int, stands: Cells, places: Mapping[str, int], line: Line) -> Iterator[CellEdit]:
    for header, value in line.cells.items():
        if stands.get(header) != canonical(value):
            yield CellEdit(tab, number, places[header], canonical(value))
    if line.kind is not LineKind.BALLOT:
        return
    for header, column in places.items():
        label = columns.voter_of(header)
        if label is None:
            continue
        has_say = label in line.entitled
        if has_say and stands.get(header) == columns.NO_SAY:
            yield CellEdit(tab, number, column, None)
        elif not has_say and stands.get(header) is None:
            yield CellEdit(tab, number, column, columns.NO_SAY)


def _made(tab: str, row: int, places: Mapping[str, int], line: Line) -> RowEdit:
    """A row that the board lacks: the engine's cells, people's cells as last seen, and «—» for those without a say."""
    cells: dict[str, Value] = {}
    if line.kind is LineKind.BALLOT:
        for header in places:
            if (label := columns.voter_of(header)) is not None and label not in line.entitled:
                cells[header] = columns.NO_SAY
    cells.update(line.cells)
    cells.update(line.people)
    values = {places[header]: canonical(value) for header, value in cells.items() if header in places}
    return RowEdit(tab, row, line.kind, {column: value for column, value in values.items() if value is not None})


def _direction(
    page: Page, table: Table, places: Mapping[str, int], position: int, stand: Mapping[str, list[int]], found: _Found
) -> bool:
    """Put a typed-over direction heading back: it stands in the row above the topmost milestone of its direction.

    True where the tab has neither the heading nor any row of the direction: then both have to be made.
    """
    line = page.lines[position]
    heading = canonical(line.cells[columns.TITLE])
    if any(table.rows[number].get(columns.TITLE) == heading for number in stand.get("", [])):
        return False
    rows = itertools.takewhile(lambda each: each.kind is not LineKind.DIRECTION, page.lines[position + 1 :])
    mine = [number for each in rows for number in stand.get(each.key, [])]
    if not mine:
        return True
    above = min(mine) - 1
    cells = table.rows.get(above, {})
    people = any(column in cells for column in columns.MARK_COLUMNS)
    others = {canonical(each.cells[columns.TITLE]) for each in page.lines if each.kind is LineKind.DIRECTION}
    if above in table.rows and not people and columns.CODE not in cells and cells.get(columns.TITLE) not in others:
        found.cells.append(CellEdit(page.title, above, places[columns.TITLE], heading))
    return False


def _fixed(page: Page, sheet: Sheet, found: _Found) -> None:
    """Tabs that are the engine's from end to end: every cell has its place."""
    width = max(len(page.header), 1)
    wanted: dict[int, tuple[Value, ...]] = {1: (page.heading,), 2: (page.hint,)}
    if page.header:
        wanted[columns.HEADER_ROW] = page.header
    for number, line in enumerate(page.lines, start=columns.HEADER_ROW + 1):
        wanted[number] = tuple(line.cells.get(header) for header in page.header or ("",))
    for row in sorted({*wanted, *sheet.rows}):
        values = wanted.get(row, ())
        for column in range(1, width + 1):
            _cell(page.title, sheet, row, column, values[column - 1] if column <= len(values) else None, found)


def drift(edits: Edits, snapshot: Snapshot) -> Iterator[Problem]:
    """Where the board contradicts the journal; what changes with the day alone is passed over."""
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    for row in edits.rows:
        yield Problem(texts.ROW_PLACE.format(tab=row.tab, key=as_text(row.values.get(1))), *texts.ROW_LACKING)
    for edit in edits.cells:
        header = _header_above(sheets[edit.tab], edit.column)
        if header in LASTING:
            values = sheets[edit.tab].rows.get(edit.row, ())
            shown = values[edit.column - 1] if edit.column <= len(values) else None
            place = texts.CELL_PLACE.format(tab=edit.tab, row=edit.row, column=header)
            yield Problem(place, *texts.board_differs(as_text(shown), as_text(edit.value)))


LASTING = frozenset((*columns.PLAN_ENGINE, *columns.APPROVAL_HEADER)) - {columns.REMARK, columns.OUTCOME}


def _header_above(sheet: Sheet, column: int) -> str:
    for header in (columns.PLAN_HEADER, columns.APPROVAL_HEADER):
        table = find_table(sheet, header)
        if table is not None:
            return next((name for name, index in table.columns.items() if index == column), "")
    return ""
