"""What the top of a tab lacks: the titles above our table, names that people changed, columns that are gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from models.board import HeadedTab, Sheet, Value, canonical, column_showing, columns
from models.projection.edits import CellEdit, ColumnEdit, Page


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it will stand: name → column, and the edits that make it so.

    `bare` are the names under which nothing stands: what people wrote there is put back as last seen.
    """

    places: Mapping[str, int]
    added: tuple[ColumnEdit, ...] = ()
    names: tuple[CellEdit, ...] = ()
    bare: frozenset[str] = frozenset()


def titles_above(page: Page, sheet: Sheet, table: HeadedTab) -> Iterator[CellEdit]:
    """Title and hint above the table's first column; what stands above people's own columns is theirs."""
    if table.header_row != columns.HEADER_ROW:
        return
    places = {table.columns[header] for header in page.header if header in table.columns}
    for row, text in ((1, page.heading), (2, page.hint)):
        values = sheet.rows.get(row, ())
        if not any(place <= len(values) and canonical(values[place - 1]) == canonical(text) for place in places):
            stands = values[min(places) - 1] if min(places) <= len(values) else None
            if canonical(stands) != canonical(text):
                yield CellEdit(page.title, row, min(places), canonical(text))


def header_of(page: Page, sheet: Sheet, table: HeadedTab, keys: Mapping[int, str], *, thorough: bool) -> Header:
    """The header with every name of the page; only a `thorough` look gives a renamed column its name back."""
    places, added, names, bare = dict(table.columns), list[ColumnEdit](), list[CellEdit](), set[str]()
    if all(header in places for header in page.header):
        return Header(places)
    taken = {place for row in sheet.rows.values() for place, value in enumerate(row, start=1) if value is not None}
    ours = {place for header, place in places.items() if header in page.header or columns.voter_of(header)}
    for header in (header for header in page.header if header not in places):
        if not thorough and header in table.renamed:
            continue
        seen = _last_seen(page, header, keys)
        place = column_showing(sheet, seen, ours) if thorough else None
        if place is None:
            place = table.renamed.get(header)
        gap = _gap(page, table, header) if thorough and place is None else None
        if place is None and gap is not None and gap not in ours and (not seen or gap not in taken):
            place = gap
            bare |= {header} if gap not in taken else set()
        if place is not None:
            names.append(CellEdit(page.title, table.header_row, place, header))
            if header in bare or header in columns.row_header(page.title):
                places[header] = place
        else:
            place = places[header] = next(place for place in count(max(ours) + 1) if place not in taken)
            added.append(ColumnEdit(page.title, table.header_row, place, header))
            bare.add(header)
        ours.add(place)
    return Header(places, tuple(added), tuple(names), frozenset(bare))


def _last_seen(page: Page, header: str, keys: Mapping[int, str]) -> dict[int, Value]:
    """Row → what should stand there, or was last seen there, under a header."""
    lines = {line.key: line for line in page.lines}
    rows = ((row, lines[key]) for row, key in keys.items() if key in lines)
    cells = ((row, canonical(line.cells.get(header, line.people.get(header)))) for row, line in rows)
    return {row: value for row, value in cells if value is not None}


def _gap(page: Page, table: HeadedTab, header: str) -> int | None:
    """The column between the two neighbours of a lost one, where they still stand around a single column."""
    number = page.header.index(header)
    before = table.columns.get(page.header[number - 1]) if number else None
    after = table.columns.get(page.header[number + 1]) if number + 1 < len(page.header) else None
    return before + 1 if before and after and after - before == 2 else None
