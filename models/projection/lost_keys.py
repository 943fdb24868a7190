"""A column of codes or numbers that is gone, made anew where every row is known for certain by its other cells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count

from models.board import Cells, HeadedTab, Sheet, Snapshot, Value, canonical, column_showing, columns, find_table
from models.projection.edits import CellEdit, ColumnEdit, Edits, Line, LineKind, Page, Projection

_KNOWN_BY = {
    LineKind.MILESTONE: (columns.TITLE, columns.TERM, columns.EXECUTORS, columns.FORM, columns.DUE),
    LineKind.BALLOT: (columns.CODE, columns.TITLE, columns.DECIDES, columns.STAGE, columns.DECIDE_BY),
}


def lost_keys(projection: Projection, snapshot: Snapshot) -> Edits:
    """The columns of keys to put back, with the name of one that is there without it; nothing where a row is unsure.

    Where cells are looked up by key they went with it, so that no row can be known.
    """
    if snapshot.protections is not None:
        return Edits()
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    added, cells = list[ColumnEdit](), list[CellEdit]()
    for page in (page for page in (*projection.plans, projection.approval) if page.title in sheets):
        sheet, name = sheets[page.title], page.header[0]
        header = columns.row_header(page.title)
        table = None if find_table(sheet, header, partial=True) else find_table(sheet, header[1:])
        keys = _keys(page, table) if table is not None else {}
        if table is None or not keys:
            continue
        ours = {place for header, place in table.columns.items() if header in page.header}
        place = column_showing(sheet, keys, ours)
        if place is None:
            place = _free_column(sheet, ours)
            added.append(ColumnEdit(page.title, table.header_row, place, name))
            cells.extend(CellEdit(page.title, row, place, key) for row, key in keys.items())
        else:
            cells.append(CellEdit(page.title, table.header_row, place, name))
    return Edits(columns=tuple(added), cells=tuple(cells))


def _free_column(sheet: Sheet, ours: set[int]) -> int:
    taken = {place for row in sheet.rows.values() for place, value in enumerate(row, start=1) if value is not None}
    return next(place for place in count(max(ours) + 1) if place not in taken)


def _keys(page: Page, table: HeadedTab) -> dict[int, str]:
    """Row → the key of its line; nothing where some row of ours could be of several lines, or of none."""
    lines, rows = defaultdict[tuple[Value, ...], list[Line]](list), defaultdict[tuple[Value, ...], list[int]](list)
    for line in (line for line in page.lines if line.kind in _KNOWN_BY):
        lines[_texts(line.cells, line.kind)].append(line)
    kind = LineKind.BALLOT if page.title == columns.APPROVAL else LineKind.MILESTONE
    people = [name for name in table.columns if name in columns.MARK_COLUMNS or columns.voter_of(name) is not None]
    for row, cells in table.rows.items():
        if any(name in cells for name in (*_KNOWN_BY[kind][2:], *people)):  # a heading has a title alone
            rows[_texts(cells, kind)].append(row)
    keys: dict[int, str] = {}
    for texts, numbers in rows.items():
        found = dict(_told_apart(numbers, lines.get(texts, []), table.rows, people))
        if len(found) < len(numbers):
            return {}
        keys |= found
    return keys


def _texts(cells: Cells, kind: LineKind) -> tuple[Value, ...]:
    return tuple(canonical(cells.get(name)) for name in _KNOWN_BY[kind])


def _told_apart(
    numbers: list[int], lines: list[Line], rows: Mapping[int, Cells], people: list[str]
) -> Iterator[tuple[int, str]]:
    """Rows of the same texts by what people wrote there, as last seen; one that is left over is the last line's."""
    left, unsure = list(lines), []
    for number in numbers:
        shown = _written(rows[number], people)
        line = next((line for line in left if _written(line.people, people) == shown), None)
        if line is None:
            unsure.append(number)
        else:
            left.remove(line)
            yield number, line.key
    if len(unsure) == len(left) == 1:
        yield unsure[0], left[0].key


def _written(cells: Cells, people: list[str]) -> dict[str, Value]:
    found = {name: canonical(cells.get(name)) for name in people}
    return {name: value for name, value in found.items() if value not in (None, columns.NO_SAY)}
