"""What a write changes of what is there: values to look up, our own «—», tabs that are the engine's, broken lookups."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from models.board import Value, as_text, canonical, code_key, columns
from models.projection import LOG_HEADER, LOG_LENGTH, CellEdit
from tasks.boards import is_people
from tasks.google import formats, layout
from tasks.google.batch import VALUE, Batch, update
from tasks.google.layout import ENGINE, Json
from tasks.google.read import Tab


def changed_cells(draft: Batch, edits: Iterable[CellEdit]) -> None:
    """Cells that show something else than they should."""
    plain: dict[str, list[CellEdit]] = {}
    edits = tuple(edits)
    numbers = _new_numbers(draft, edits)
    for edit in edits:
        tab = draft.grid.tabs[edit.tab]
        if tab.header_row is None or edit.row <= tab.header_row:
            if layout.storable(edit.value) != canonical(tab.values.get(edit.row, {}).get(edit.column)):
                plain.setdefault(edit.tab, []).append(edit)
            continue
        name = next((name for name, column in draft.columns_of(edit.tab).items() if column == edit.column), "")
        if name in layout.lookups(edit.tab):
            _look_up_changed(draft, tab, edit, name, numbers.get((edit.tab, edit.row)) or tab.key(edit.row))
        elif columns.voter_of(name) is not None and edit.value is None:
            draft.requests.append(_taken_away(tab.number, edit, columns.NO_SAY))
            draft.counts[edit.tab] += 1
        elif is_people(edit.tab, name) and edit.value not in (None, columns.NO_SAY):
            plain.setdefault(edit.tab, []).append(edit)  # of a column that is made again
    for title, changed in plain.items():
        tab = draft.grid.tabs[title]
        fresh = new_on_top(tab, changed) if title == columns.LOG else []
        if fresh:
            draft.requests.extend(_put_on_top(tab, fresh))
            draft.counts[title] += sum(len(row) for row in fresh)
        else:
            draft.requests.extend(_written(tab, changed))
            draft.counts[title] += len(changed)


def _new_numbers(draft: Batch, edits: Iterable[CellEdit]) -> dict[tuple[str, int], str]:
    """Put a number beside each line that people added; tab and row → number.

    Should such a row move before the write arrives, the next look knows the line by its words.
    """
    found = {}
    for edit in edits:
        if edit.tab == columns.PARTS and edit.column == draft.columns_of(edit.tab)[columns.NUMBER]:
            tab = draft.grid.tabs[edit.tab]
            value = [{"values": [layout.cell_of(edit.value)]}]
            draft.requests.append(update(tab.number, edit.row, edit.column, value, VALUE))
            draft.counts[tab.title] += 1
            found[edit.tab, edit.row] = as_text(edit.value)
    return found


def _look_up_changed(draft: Batch, tab: Tab, edit: CellEdit, name: str, key: str) -> None:
    if not key:
        return
    row, place = draft.engine_row(key), layout.lookups(edit.tab).index(name)
    lookup = next((each for each in tab.lookups if each.header == name), None)
    broken = lookup is None or not lookup.right or bool(lookup.typed)
    wanted = layout.storable(edit.value)
    stands = layout.storable(row[place])
    if broken or stands != (layout.serial(wanted) if isinstance(wanted, date) else wanted):
        draft.counts[edit.tab if broken else ENGINE] += 1
    row[place] = edit.value


def _taken_away(tab: int, edit: CellEdit, text: str, instead: str = "") -> Json:
    """Empty a cell, or put another text there, if this text, and nothing else, still stands in it."""
    return {
        "findReplace": {
            "find": text,
            "replacement": instead,
            "matchCase": True,
            "matchEntireCell": True,
            "range": formats.area(tab, edit.row, edit.row, edit.column, edit.column),
        }
    }


def _written(tab: Tab, edits: Sequence[CellEdit]) -> Iterator[Json]:
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
                value["userEnteredFormat"] = formats.DATE
        fields = f"{VALUE},userEnteredFormat.numberFormat" if dated else VALUE
        yield update(tab.number, cells[0].row, cells[0].column, [{"values": values}], fields)


def new_on_top(tab: Tab, edits: Sequence[CellEdit]) -> list[list[Value]]:
    """The rows of «Журнал» that are new, where all the others only moved down; empty where it is not so."""
    width = len(LOG_HEADER)
    first, last = columns.HEADER_ROW + 1, max([*tab.values, *(edit.row for edit in edits)])
    old = [[tab.values.get(row, {}).get(column) for column in range(1, width + 1)] for row in range(first, last + 1)]
    new = [list(row) for row in old]
    for edit in edits:
        if edit.row < first or edit.column > width:
            return []
        new[edit.row - first][edit.column - 1] = layout.storable(edit.value)
    old, new = _filled(old), _filled(new)
    counts = range(1, len(new)) if old else [len(new)]
    return new[: next((count for count in counts if new[count:] == old[: len(new) - count]), 0)]


def _filled(rows: list[list[Value]]) -> list[list[Value]]:
    """The rows without the empty ones at the end."""
    filled = (number for number, row in enumerate(rows, start=1) if any(value is not None for value in row))
    return rows[: max(filled, default=0)]


def _put_on_top(tab: Tab, rows: Sequence[Sequence[Value]]) -> Iterator[Json]:
    """Rows above the others; what is pushed beyond the log's length goes."""
    first, count = columns.HEADER_ROW, len(rows)
    area = {"sheetId": tab.number, "dimension": "ROWS", "startIndex": first, "endIndex": first + count}
    yield {"insertDimension": {"range": area, "inheritFromBefore": False}}
    cells, fields = [[layout.cell_of(value) for value in row] for row in rows], VALUE
    if max(tab.values) == columns.HEADER_ROW:  # later rows look as the one below them
        lines = [zip(LOG_HEADER, row, strict=True) for row in rows]
        cells = [[formats.plain_cell(columns.LOG, name, None, value) for name, value in line] for line in lines]
        fields = f"{VALUE},userEnteredFormat"
    yield update(tab.number, first + 1, 1, [{"values": each} for each in cells], fields)
    last, longest = max(tab.values) + count, columns.HEADER_ROW + LOG_LENGTH
    if last > longest:
        end = {"sheetId": tab.number, "dimension": "ROWS", "startIndex": longest, "endIndex": last}
        yield {"deleteDimension": {"range": end}}


def mended_lookups(draft: Batch) -> None:
    """Lookups that were typed over, or that something stands in the way of."""
    for tab in draft.grid.tabs.values():
        if tab.header_row is None or tab.title in draft.fresh:
            continue
        places = draft.columns_of(tab.title)
        for each in tab.lookups:
            if not each.right:
                head = [{"values": [formats.head_cell(tab.title, each.header, places, tab.header_row)]}]
                draft.requests.append(update(tab.number, tab.header_row, each.column, head, VALUE))
                draft.counts[tab.title] += 1
            for row, value in each.typed:
                edit = CellEdit(tab.title, row, each.column, None)
                if isinstance(value, str):
                    draft.requests.append(_taken_away(tab.number, edit, value))
                else:
                    draft.requests.append(update(tab.number, row, each.column, [{"values": [{}]}], VALUE))
                draft.counts[tab.title] += 1


def mended_keys(draft: Batch) -> None:
    """Codes and numbers that only look right, as with a sign that nobody sees: no lookup finds those."""
    for tab in draft.grid.tabs.values():
        column = tab.headers.get(layout.key_header(tab.title)) if tab.header_row is not None else None
        if column is None or tab.title in draft.fresh:
            continue
        for row, cells in tab.values.items():
            typed = cells.get(column)
            if typed in draft.grid.engine:
                continue
            key = code_key(as_text(typed))
            if isinstance(typed, str) and typed != key and (key in draft.grid.engine or key in draft.engine):
                edit = CellEdit(tab.title, row, column, key)
                draft.requests.append(_taken_away(tab.number, edit, typed, key))
                draft.counts[tab.title] += 1
