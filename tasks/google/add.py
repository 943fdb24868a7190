"""What a write adds: tabs, columns of voters, rows below all others."""

from collections.abc import Sequence
from itertools import groupby

from models.board import as_text, columns
from models.projection import ColumnEdit, LineKind, Page, RowEdit
from tasks.boards import has_rows
from tasks.google import formats, layout
from tasks.google.batch import Batch, add_tab, tab_properties, update
from tasks.google.layout import Json


def new_tab(draft: Batch, page: Page) -> None:
    """A tab that is missing, or the empty one that waits for its year."""
    stands = draft.grid.tabs.get(page.title)
    rows, width = formats.grid_size(page)
    frozen_columns = page.header.index(columns.TITLE) + 1 if columns.TITLE in page.header else 0
    size = {"rowCount": rows, "columnCount": width, "frozenRowCount": columns.HEADER_ROW if page.header else 0}
    if has_rows(page.title):
        size["frozenColumnCount"] = frozen_columns
    tab = draft.number(page.title)
    if stands is None:
        draft.requests.append(add_tab(draft, page.title, size, index=_index(draft, page.title)))
    else:
        fields = ",".join(f"gridProperties.{name}" for name in size)
        draft.requests.append(tab_properties(tab, {"hidden": False, "gridProperties": size}, f"hidden,{fields}"))
    draft.requests.extend(formats.page_requests(page, tab, draft.told))
    if page.title == columns.SUMMARY:
        keys = [as_text(line.cells.get(page.header[0])) for line in page.lines]
        draft.requests.append(formats.chart(page.header, keys, tab))
    draft.columns[page.title] = {name: number for number, name in enumerate(page.header, start=1)}
    draft.fresh.add(page.title)
    draft.rows[page.title] = {line.key: row for row, line in enumerate(page.lines, start=columns.HEADER_ROW + 1)}
    for line in page.lines:
        draft.count(page.title, (*line.cells, *line.people))
        if has_rows(page.title):
            draft.look_up(page.title, line.key, line.cells)


def _index(draft: Batch, title: str) -> int:
    """Where a new tab stands: years first, then votes, then what is only to be read."""
    order = draft.told.tabs.index(title)
    return sum(1 for each in draft.told.tabs[:order] if each in draft.grid.tabs or each in draft.fresh)


def new_column(draft: Batch, edit: ColumnEdit) -> None:
    """A header at the right of all others, where needed on a wider grid."""
    tab = draft.grid.tabs[edit.tab]
    if edit.column > tab.width:
        missing = edit.column - tab.width
        before = [each for each in draft.requests if each.get("appendDimension", {}).get("sheetId") == tab.number]
        done = sum(each["appendDimension"]["length"] for each in before)
        if missing > done:
            more = {"sheetId": tab.number, "dimension": "COLUMNS", "length": missing - done}
            draft.requests.append({"appendDimension": more})
    places = draft.columns_of(edit.tab)
    places[edit.header] = edit.column
    head = [{"values": [formats.head_cell(edit.tab, edit.header, places, edit.row)]}]
    draft.requests.append(update(tab.number, edit.row, edit.column, head, formats.CELL_FIELDS))
    draft.requests.append(formats.width_request(tab.number, edit.column, edit.tab, edit.header))
    if columns.voter_of(edit.header) is None:
        names = [""] * (edit.column - 1) + [edit.header]
        draft.requests.extend(formats.row_formats(edit.tab, names, tab.number, edit.row + 1, max(tab.values)))
        if rule := formats.dropdown(edit.tab, edit.header, draft.told):
            below = formats.area(tab.number, edit.row + 1, max(tab.values), edit.column, edit.column)
            draft.requests.append({"setDataValidation": {"range": below, "rule": rule}})
    draft.counts[edit.tab] += 1


def new_rows(draft: Batch, edits: Sequence[RowEdit]) -> None:
    """Rows that are missing, appended; only their key and people's cells are written there. Directions have no rows.

    They may land lower than foreseen, where somebody types below the table: how a day is shown goes along with them.
    """
    keyed = [each for each in edits if each.kind is not LineKind.DIRECTION]
    for title, rows in groupby(keyed, key=lambda each: each.tab):
        places = draft.columns_of(title)
        header = [""] * max(places.values())
        for name, column in places.items():
            header[column - 1] = name
        key_column, made = places[layout.key_header(title)], []
        for row in rows:
            values = {header[column - 1]: value for column, value in row.values.items()}
            cells = formats.row_cells(title, header, values, draft.told)
            made.append({"values": [_shown_right(cell, name) for cell, name in zip(cells, header, strict=True)]})
            draft.look_up(title, as_text(row.values[key_column]), values)
            draft.count(title, values)
        appended = {"sheetId": draft.number(title), "rows": made, "fields": formats.ROW_FIELDS}
        draft.requests.append({"appendCells": appended})
        stands = draft.grid.tabs.get(title)
        first = max(stands.values, default=0) + 1 if stands else columns.HEADER_ROW + 1
        draft.requests.extend(formats.row_formats(title, header, draft.number(title), first, first + len(made) - 1))


def _shown_right(cell: Json, header: str) -> Json:
    look = formats.number_format(header)
    return {**cell, "userEnteredFormat": look} if look else cell
