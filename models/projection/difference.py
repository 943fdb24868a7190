"""From what stands on the board to what should: the edits, touching the engine's cells only."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, takewhile

from models.board import (
    Cells,
    HeadedTab,
    Sheet,
    Snapshot,
    Value,
    View,
    as_text,
    canonical,
    columns,
    find_table,
)
from models.projection import texts
from models.projection.edits import CellEdit, ColumnEdit, Edits, Line, LineKind, Page, Projection, RowEdit
from models.projection.headers import Header, header_of, titles_above
from models.text import Problem


@dataclass
class _Found:
    """The edits of one tab as they are found."""

    columns: list[ColumnEdit] = field(default_factory=list)
    rows: list[RowEdit] = field(default_factory=list)
    cells: list[CellEdit] = field(default_factory=list)


def difference(projection: Projection, snapshot: Snapshot, view: View, *, thorough: bool = False) -> Edits:
    """What must change for the board to show the projection; people's cells and other people's rows are left alone.

    What people wrote is put back as last seen where its row or column had to be made again, or came back empty.
    A tab that is there but has lost its header is left alone too: the pass does not come this far (models.safety).
    """
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    missing = tuple(_needed(page) for page in projection.pages() if page.title not in sheets)
    found = _Found()
    for page in projection.tables():
        table = view.tables.get(page.title)
        if table is not None:
            found.cells.extend(titles_above(page, sheets[page.title], table))
            header = header_of(page, sheets[page.title], table, view.keys[page.title], thorough=thorough)
            found.columns.extend(header.added)
            found.cells.extend(header.names)
            _rows(page, table, header, view, found)
    for fixed in (projection.summary, projection.log, projection.guide, projection.labels):
        if fixed is not None and fixed.title in sheets:
            _fixed(fixed, sheets[fixed.title], found)
    return Edits(missing, tuple(found.columns), tuple(found.rows), tuple(found.cells))


def _needed(page: Page) -> Page:
    """The page without rows that nobody misses."""
    return replace(page, lines=tuple(line for line in page.lines if not line.optional))


def _cell(tab: str, sheet: Sheet, row: int, column: int, wanted: Value, found: _Found) -> None:
    values = sheet.rows.get(row, ())
    stands = values[column - 1] if column <= len(values) else None
    if stands != wanted and canonical(stands) != canonical(wanted):
        found.cells.append(CellEdit(tab, row, column, canonical(wanted)))


def _rows(page: Page, table: HeadedTab, header: Header, view: View, found: _Found) -> None:
    places = header.places
    stand: dict[str, list[int]] = {}
    for number, key in view.keys[page.title].items():
        stand.setdefault(key, []).append(number)
    taken = set(table.rows)  # a note in a column without a header is somebody's, too
    last = max((number for key, numbers in stand.items() if key for number in numbers), default=table.header_row)
    above: int | None = None
    for position, line in enumerate(page.lines):
        if line.kind is LineKind.DIRECTION:
            if _direction(page, table, places, position, stand, found):
                last = _free(last + 1, taken)
                taken.add(last)
                above = last
                found.rows.append(_made(page.title, last, places, line, view.voters))
            continue
        if numbers := stand.get(line.key, []):
            if len(numbers) == 1 and line.people:
                bare = {name for name in line.people if name in header.bare or (line.key, name) in view.refilled}
                found.cells.extend(_put_back(page.title, numbers[0], table, places, line, bare))
            for number in numbers:
                if _stands(table.rows[number], line):
                    continue
                if not _is_broken(line, view):
                    found.cells.extend(_differing(page.title, number, table.rows[number], places, line))
                    found.cells.extend(_no_say(page.title, number, table.rows[number], places, line, view.voters))
                elif line.kind is LineKind.MILESTONE and table.rows[number].keys() > {columns.CODE}:  # no slipped code
                    told = replace(line, cells={columns.REMARK: line.cells[columns.REMARK]})
                    found.cells.extend(_differing(page.title, number, table.rows[number], places, told))
            above = numbers[0]
            continue
        if line.optional:
            continue
        slot = above + 1 if above is not None and above + 1 not in taken and above + 1 < last else None
        row = slot if slot is not None else _free(last + 1, taken)
        last = max(last, row)
        taken.add(row)
        above = row
        found.rows.append(_made(page.title, row, places, line, view.voters))


def _free(row: int, taken: Collection[int]) -> int:
    """The first row from here on in which nothing stands, whatever people wrote far below."""
    return next(number for number in count(row) if number not in taken)


def _is_broken(line: Line, view: View) -> bool:
    """Whether the row says of itself what cannot be: then nothing is written there but what must be mended."""
    key = line.key
    return key in view.misnamed or key in view.quarantined or (line.kind is LineKind.MILESTONE and key in view.doubted)


def _put_back(
    tab: str, number: int, table: HeadedTab, places: Mapping[str, int], line: Line, bare: set[str]
) -> Iterator[CellEdit]:
    """People's cells of a column that is made again or came back empty, as last seen."""
    for name in sorted(bare & places.keys()):
        if table.rows[number].get(name) in (None, columns.NO_SAY):
            yield CellEdit(tab, number, places[name], canonical(_with_address(line, name)))


def _with_address(line: Line, name: str) -> Value:
    """What was last seen in a people's cell; one that is put back says where its words lead."""
    address = line.people.get(name + columns.LINK)
    return f"{as_text(line.people[name])} {as_text(address)}" if address else line.people[name]


def _stands(stands: Cells, line: Line) -> bool:
    """Whether a row shows all that it should, as most rows of a pass do; of a ballot there is more to compare."""
    return line.kind is not LineKind.BALLOT and [*map(stands.get, line.cells)] == [*line.cells.values()]


def _differing(tab: str, number: int, stands: Cells, places: Mapping[str, int], line: Line) -> Iterator[CellEdit]:
    for header, value in line.cells.items():
        shown = stands.get(header)
        if shown != value and shown != canonical(value):
            yield CellEdit(tab, number, places[header], canonical(value))


def _no_say(
    tab: str, number: int, stands: Cells, places: Mapping[str, int], line: Line, voters: Collection[str]
) -> Iterator[CellEdit]:
    """«—» in the empty voters' cells of a ballot that have no say in it, and none where it stands in others."""
    if line.kind is not LineKind.BALLOT:
        return
    for header, column in places.items():
        if header not in voters:
            continue
        has_say = columns.voter_of(header) in line.entitled
        if has_say and stands.get(header) == columns.NO_SAY:
            yield CellEdit(tab, number, column, None)
        elif not has_say and stands.get(header) is None and not line.people.get(header):
            yield CellEdit(tab, number, column, columns.NO_SAY)


def _made(tab: str, row: int, places: Mapping[str, int], line: Line, voters: Collection[str]) -> RowEdit:
    """A row that the board lacks: the engine's cells, people's cells as last seen, and «—» for those without a say."""
    cells: dict[str, Value] = {}
    if line.kind is LineKind.BALLOT:
        for header in places:
            if header in voters and columns.voter_of(header) not in line.entitled:
                cells[header] = columns.NO_SAY
    cells.update(line.cells)
    cells.update({name: _with_address(line, name) for name in line.people})
    values = {places[header]: canonical(value) for header, value in cells.items() if header in places}
    return RowEdit(tab, row, line.kind, {column: value for column, value in values.items() if value is not None})


def _direction(
    page: Page,
    table: HeadedTab,
    places: Mapping[str, int],
    position: int,
    stand: Mapping[str, list[int]],
    found: _Found,
) -> bool:
    """Put a typed-over direction heading back: it stands in the row above the topmost milestone of its direction.

    True where the tab has neither the heading nor any row of the direction: then both have to be made.
    """
    line = page.lines[position]
    heading = canonical(line.cells[columns.TITLE])
    if any(table.rows[number].get(columns.TITLE) == heading for number in stand.get("", [])):
        return False
    rows = takewhile(lambda each: each.kind is not LineKind.DIRECTION, page.lines[position + 1 :])
    mine = [number for each in rows for number in stand.get(each.key, [])]
    if not mine:
        return True
    above = min(mine) - 1
    cells = table.rows.get(above, {})
    people = any(column in cells for column in columns.MARK_COLUMNS)
    others = {canonical(each.cells[columns.TITLE]) for each in page.lines}  # an activity's row may have lost its code
    if above in table.rows and not people and columns.CODE not in cells and cells.get(columns.TITLE) not in others:
        found.cells.append(CellEdit(page.title, above, places[columns.TITLE], heading))
    return False


def _fixed(page: Page, sheet: Sheet, found: _Found) -> None:
    """Tabs whose table is the engine's: it flows around people's notes, and leaves nothing of its own behind."""
    width, left = max(len(page.header), 1), _first_column(page, sheet)
    notes = frozenset(_notes(page, sheet, left, width))
    if page.earlier is not None and sheet.rows.get(2, ())[left - 1 : left] == page.earlier[:1]:
        page = replace(page, hint=page.earlier[0], lines=page.earlier[1])
    wanted: dict[int, tuple[Value, ...]] = {1: (page.heading,), 2: (page.hint,)}
    if page.header:
        wanted[columns.HEADER_ROW] = page.header
    row = columns.HEADER_ROW
    for line in page.lines:
        row = _free(row + 1, notes)
        wanted[row] = tuple(line.cells.get(header) for header in page.header or ("",))
    for row in sorted({*wanted, *sheet.rows} - notes):
        values = wanted.get(row, ())
        for index in range(width):
            _cell(page.title, sheet, row, left + index, values[index] if index < len(values) else None, found)


def _first_column(page: Page, sheet: Sheet) -> int:
    """Where the engine's table begins, whatever columns people put at its left."""
    row, name = (columns.HEADER_ROW, page.header[0]) if page.header else (1, page.heading)
    return next((place for place, value in enumerate(sheet.rows.get(row, ()), start=1) if value == name), 1)


def _notes(page: Page, sheet: Sheet, left: int, width: int) -> Iterator[int]:
    """The rows below the header that hold people's words and none of the engine's."""
    ours = {canonical(value) for line in page.lines for value in line.cells.values() if isinstance(value, str)}
    above = columns.HEADER_ROW
    for number in sorted(number for number in sheet.rows if number > columns.HEADER_ROW):
        cells = [canonical(value) for value in sheet.rows[number][left - 1 : left - 1 + width]]
        filled = [value for value in cells if value is not None]
        if not filled or not ours.isdisjoint(filled):
            above = number if filled else above
        elif width == 1:  # a line of text could be anybody's: ours follow one another below the header
            if number > above + 1 or number > columns.HEADER_ROW + len(page.lines):
                yield number
            else:
                above = number
        elif len(filled) < width and not isinstance(cells[0], date):
            yield number


def drift(
    edits: Edits, snapshot: Snapshot, held: Callable[[Value], Value], view: View, doubted: Collection[str] = ()
) -> Iterator[Problem]:
    """Where the board contradicts the journal; what changes with the day alone is passed over.

    `held` is what a cell of that board shows of a value; no pass mends the rows of `doubted` milestones.
    """
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    for row in edits.rows:
        yield Problem(texts.ROW_PLACE.format(tab=row.tab, key=as_text(row.values.get(1))), *texts.ROW_LACKING)
    for edit in edits.cells:
        header = _header_above(sheets[edit.tab], edit.column)
        values = sheets[edit.tab].rows.get(edit.row, ())
        shown = values[edit.column - 1] if edit.column <= len(values) else None
        if header in LASTING and shown != held(edit.value):
            place = texts.CELL_PLACE.format(tab=edit.tab, row=edit.row, column=header)
            waits = view.keys.get(edit.tab, {}).get(edit.row) in doubted
            yield Problem(place, *texts.board_differs(as_text(shown), as_text(edit.value), doubted=waits))


LASTING = frozenset((*columns.PLAN_ENGINE, *columns.APPROVAL_HEADER)) - {columns.REMARK, columns.OUTCOME}


def _header_above(sheet: Sheet, column: int) -> str:
    for header in (columns.PLAN_HEADER, columns.APPROVAL_HEADER):
        table = find_table(sheet, header)
        if table is not None:
            return next((name for name, index in table.columns.items() if index == column), "")
    return ""
