"""The lines of «Вклады» as a board shows them: which line has which «№», whatever was moved, copied or typed over."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.board import (
    Area,
    Cells,
    HeadedTab,
    SeenRow,
    Sheet,
    Snapshot,
    Value,
    View,
    as_text,
    columns,
    find_table,
    losses,
    tabs_of,
    view_of,
    voters_columns,
)
from models.board import texts as board_texts
from models.parts import texts
from models.parts.asking import asks_parts
from models.school import School
from models.text import Mender, Problem, quoted


def with_parts(school: School, view: View, snapshot: Snapshot, sightings: Mapping[str, Cells]) -> View:
    """The view with the lines of «Вклады» by number; a line without one gets the next.

    A line is known by what stands in it first, by its «№» second: sorted by some columns, copied or overtaken by a
    number that was meant for another row, it stays the line it is.
    """
    sheet = next((each for each in snapshot.sheets if each.title == columns.PARTS), None)
    table = find_table(sheet, columns.PARTS_HEADER) if sheet is not None and asks_parts(school) else None
    if sheet is None or table is None:
        return view
    keys = _numbered(table, known_lines(sightings))
    rows = {key: SeenRow(table.title, row, _people(table.rows[row])) for row, key in keys.items() if key}
    merged = {(key, "") for row, key in keys.items() if key and _is_merged(sheet, table, row)}
    return replace(
        view, tables={**view.tables, columns.PARTS: table}, keys={**view.keys, columns.PARTS: keys}, parts=rows,
        merged=view.merged | merged,
    )  # fmt: skip


def seen_board(school: School, snapshot: Snapshot, sightings: Mapping[str, Cells], *, partial: bool = False) -> View:
    """The snapshot as understood by what was last seen, the lines of «Вклады» by their numbers."""
    view = with_parts(school, view_of(school, snapshot, sightings, partial=partial), snapshot, sightings)
    needed = {columns.PARTS: asks_parts(school), columns.MEETING: school.roster.secretary is not None}
    foreign = [title for title, is_needed in needed.items() if is_needed and _is_foreign(title, snapshot, view)]
    told = (Problem(f"«{title}»", *board_texts.TAB_OF_ANOTHER.of(title=title), Mender.CURATOR) for title in foreign)
    return replace(view, problems=(*view.problems, *told))


def _is_foreign(title: str, snapshot: Snapshot, view: View) -> bool:
    """Whether somebody's own tab bears a name that we need."""
    sheet = next((each for each in snapshot.sheets if each.title == title), None)
    return sheet is not None and title not in view.tables and _missing(sheet) == [*columns.row_header(title)]


def _missing(sheet: Sheet) -> list[str]:
    """The headers that a tab shows nowhere."""
    shown = {as_text(value) for values in sheet.rows.values() for value in values}
    return [name for name in columns.row_header(sheet.title) if name not in shown]


def all_losses(school: School, snapshot: Snapshot, view: View, sightings: Mapping[str, Cells]) -> list[str]:
    """What the board has lost since it was last seen, one sentence each; empty when the pass may go on."""
    lost = losses(snapshot, view, sightings, tabs_of(school), voters_columns(school))
    return [*lost, *lost_lines(school, snapshot, view, sightings)]


def known_lines(sightings: Mapping[str, Cells]) -> dict[str, Cells]:
    """What was last seen of every line that ever had a number."""
    return {key: cells for key, cells in sightings.items() if columns.part_number(key) is not None}


def lost_lines(school: School, snapshot: Snapshot, view: View, sightings: Mapping[str, Cells]) -> list[str]:
    """Why a pass must stop: the tab is gone with its lines, has lost its header, or more than half of its lines."""
    seen = [key for key, cells in known_lines(sightings).items() if any(_filled(cells))]
    sheet = next((each for each in snapshot.sheets if each.title == columns.PARTS), None)
    if not asks_parts(school) or (not seen and (sheet is None or columns.PARTS in view.tables)):
        return []
    if sheet is None:
        return [texts.TAB_LOST.format(title=columns.PARTS)]
    if not seen and _is_foreign(columns.PARTS, snapshot, view):
        return []
    if columns.PARTS not in view.tables:
        return [texts.HEADER_LOST.format(title=columns.PARTS, names=quoted(_missing(sheet)))]
    gone = [key for key in seen if key not in view.parts]
    if len(seen) >= FEWEST_LINES and len(gone) * 2 > len(seen):
        return [texts.LINES_LOST.format(title=columns.PARTS, gone=len(gone), all=len(seen))]
    return []


FEWEST_LINES = 4


def _people(cells: Cells) -> Cells:
    names = {name + beside for name in columns.PART_PEOPLE for beside in ("", columns.SHOWN, columns.LINK)}
    return {name: value for name, value in cells.items() if name in names}


def _filled(cells: Cells) -> Iterator[str]:
    yield from (name for name in columns.PART_PEOPLE if as_text(cells.get(name)))


def _numbered(table: HeadedTab, known: Mapping[str, Cells]) -> dict[int, str]:
    """Row → its number: the line's own, that of the line whose words stand there, what is typed, or the next."""
    typed = {row: _typed(cells) for row, cells in table.rows.items()}
    words = {row: _people(cells) for row, cells in table.rows.items()}
    keys: dict[int, str] = {}
    given: set[str] = set()

    def give(row: int, key: str) -> None:
        if row not in keys and key and key not in given:
            keys[row] = key
            given.add(key)

    for row, key in typed.items():
        if key in known and known[key] == words[row]:
            give(row, key)
    by_words = {_sign(cells): key for key, cells in reversed([*known.items()]) if key not in given}
    for row, cells in words.items():
        if cells and row not in keys:
            give(row, by_words.get(_sign(cells), ""))
    for row, key in typed.items():
        if words[row] or key in known:
            give(row, key)
    numbers = [columns.part_number(key) or 0 for key in (*known, *typed.values(), *keys.values())]
    last = max(numbers, default=0)
    for row, cells in words.items():
        if any(_filled(cells)) and row not in keys:
            last += 1
            keys[row] = columns.PART.format(number=last)
    return {row: keys.get(row, "") for row in table.rows}


def _sign(cells: Cells) -> tuple[tuple[str, Value], ...]:
    """All that stands in a line, whatever the order of its columns."""
    return tuple(sorted(cells.items(), key=str))


def _typed(cells: Cells) -> str:
    number = columns.part_number(as_text(cells.get(columns.NUMBER)))
    return columns.PART.format(number=number) if number is not None else ""


def _is_merged(sheet: Sheet, table: HeadedTab, row: int) -> bool:
    places = [table.columns[name] for name in columns.PART_PEOPLE]
    return any(_covers(area, row, place) for area in sheet.merges for place in places)


def _covers(area: Area, row: int, place: int) -> bool:
    return area.top <= row <= (area.bottom or area.top) and area.left <= place <= (area.right or area.left)
