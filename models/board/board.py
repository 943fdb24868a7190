"""The board as values: tab and column names, what was read, and how people's cells are understood."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.board import columns, texts
from models.board.cells import Cells, Value, as_text, canonical, code_key
from models.text import Mender, Problem, same_key


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as read: row number (from 1) → values from the first column on."""

    title: str
    rows: Mapping[int, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns from–to, counted from 1, both included; an open end is None."""

    top: int = 1
    bottom: int | None = None
    left: int = 1
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """Who may write an area of a tab: accounts in lower case; None where everybody may, or nobody can tell.

    One that is `locked` does not let the engine in, nor see whom it does let in.
    """

    tab: str
    area: Area
    editors: frozenset[str] | None
    holes: tuple[Area, ...] = ()
    name: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything read from the board in one request; the token names the saved state that was read.

    `protections` are None where a board knows no accounts; `trusted` are the accounts that may write everywhere,
    `account` the engine's own, `owner` whoever owns the file, as far as known; `renamed` tabs of ours that bear another
    name now, `remarks` what the board itself has to tell, `refused` what of the last write it would not take.
    """

    sheets: tuple[Sheet, ...]
    token: str = ""
    protections: tuple[Protection, ...] | None = None
    trusted: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    account: str = ""
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A tab with its header found: header text → column number (from 1), row number → cells by header."""

    title: str
    header_row: int
    columns: Mapping[str, int]
    rows: Mapping[int, Cells]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row found by its code or number, with the people's cells that are not empty."""

    tab: str
    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class View:
    """The board as understood: tables by title, rows by code, ballots by number, and what could not be understood.

    `refused` are those of the problems that keep the engine from writing its own.
    """

    tables: Mapping[str, Table] = field(default_factory=dict)
    rows: Mapping[str, SeenRow] = field(default_factory=dict)
    ballots: Mapping[str, SeenRow] = field(default_factory=dict)
    plans: frozenset[str] = frozenset()
    quarantined: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    open_voters: frozenset[str] = frozenset()
    refused: tuple[Problem, ...] = ()


def find_table(sheet: Sheet, header: Iterable[str], voters: Iterable[str] = ()) -> Table | None:
    """The table whose header row holds every name asked for; None when some name is in no one row.

    Names count however they are typed, those of the voters' columns too where they are given.
    """
    wanted = tuple(header)
    for number in sorted(sheet.rows)[: columns.HEADER_SEARCH_ROWS]:
        names = own_names([as_text(value) for value in sheet.rows[number]], wanted)
        if set(wanted) <= set(names):
            places: dict[str, int] = {}
            for index, name in enumerate(own_names(names, voters), start=1):
                if name:
                    places.setdefault(name, index)
            rows = {below: _cells(values, places) for below, values in sorted(sheet.rows.items()) if below > number}
            return Table(sheet.title, number, places, rows)
    return None


def own_names(found: Sequence[str], wanted: Iterable[str]) -> list[str]:
    """The names of a row, each of ours that is only typed otherwise in our spelling; one that is there comes first.

    >>> own_names(["код ", "Статус", "статус"], ["Код", "Статус"])
    ['Код', 'Статус', 'статус']
    """
    lacking = {same_key(name): name for name in wanted if name not in found}
    return [lacking.pop(same_key(name), name) for name in found] if lacking else list(found)


def own_titles(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The tabs, each table of ours under our title where that is only typed otherwise and stands on no other tab.

    The engine's own tabs are not known again so: what stands on a tab «сводка» may be people's.
    """
    tabs = tuple(sheets)
    taken = {sheet.title for sheet in tabs}
    found = []
    for sheet in tabs:
        title = columns.own_title(sheet.title)
        header = columns.APPROVAL_HEADER if title == columns.APPROVAL else columns.PLAN_HEADER
        is_ours = title is not None and title not in taken and find_table(sheet, header) is not None
        found.append(replace(sheet, title=title) if title and is_ours else sheet)
        taken.add(found[-1].title)
    return tuple(found)


def _cells(values: tuple[Value, ...], places: Mapping[str, int]) -> dict[str, Value]:
    found = {name: canonical(values[index - 1]) for name, index in places.items() if index <= len(values)}
    return {name: value for name, value in found.items() if value is not None}


def read_view(
    snapshot: Snapshot,
    plans: Mapping[str, Mapping[str, Cells]],
    direction_titles: frozenset[str],
    voters: Iterable[str] = (),
) -> View:
    """Find every row by its code and every ballot by its number.

    `plans` gives, per plan tab, the engine's texts of each code: by them a row with a typed-over code is known again;
    `voters` the headers of the voters' columns.
    """
    tables = dict(_tables(snapshot, (*plans, columns.APPROVAL), tuple(voters)))
    rows: dict[str, SeenRow] = {}
    ballots: dict[str, SeenRow] = {}
    quarantined: set[str] = set()
    problems: list[Problem] = []
    for title, table in tables.items():
        if title == columns.APPROVAL:
            keys = {number: code_key(as_text(cells.get(columns.NUMBER))) for number, cells in table.rows.items()}
            for number in (number for number, key in keys.items() if table.rows[number] and not key):
                place = texts.ROW.format(tab=title, number=number)
                problems.append(Problem(place, *texts.BALLOT_WITHOUT_NUMBER, Mender.CURATOR))
        else:
            keys, found = codes_of(table, plans[title], direction_titles)
            problems.extend(found)
        counts = Counter(key for key in keys.values() if key)
        for key, count in counts.items():
            if count > 1:
                quarantined.add(key)
                where = [number for number, each in keys.items() if each == key]
                problems.append(Problem(key, *texts.duplicated_code(title, where), Mender.CURATOR))
        into, people = (ballots, _vote_cells) if title == columns.APPROVAL else (rows, _mark_cells)
        for number, key in keys.items():
            if key and counts[key] == 1:
                into[key] = SeenRow(title, number, people(table.rows[number]))
    return View(tables, rows, ballots, frozenset(plans), frozenset(quarantined), tuple(problems))


def _tables(snapshot: Snapshot, titles: Iterable[str], voters: Sequence[str]) -> Iterator[tuple[str, Table]]:
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    for title in titles:
        header = columns.APPROVAL_HEADER if title == columns.APPROVAL else columns.PLAN_HEADER
        table = find_table(sheets[title], header, voters) if title in sheets else None
        if table is not None:
            yield title, table


def codes_of(
    table: Table, wanted: Mapping[str, Cells], direction_titles: frozenset[str]
) -> tuple[dict[int, str], list[Problem]]:
    """The code of each row of a plan tab; a typed-over code is known again by the row's other engine texts."""
    keys = {number: code_key(as_text(cells.get(columns.CODE))) for number, cells in table.rows.items()}
    counts = Counter(keys.values())
    lost = [code for code in wanted if not counts[code]]
    problems = []
    for number, key in keys.items():
        cells = table.rows[number]
        if key in wanted and (counts[key] == 1 or not lost or _same_texts(cells, wanted[key])):
            continue
        twins = [code for code in lost if _same_texts(cells, wanted[code])]
        if len(twins) == 1:
            keys[number] = twins[0]
            continue
        if key in wanted:
            continue
        keys[number] = ""
        if cells and not (not key and _is_heading(cells, direction_titles)):
            where = texts.ROW.format(tab=table.title, number=number)
            problems.append(Problem(where, *texts.row_without_code(key), Mender.CURATOR))
    return keys, problems


def _is_heading(cells: Cells, direction_titles: frozenset[str]) -> bool:
    """Whether a row without a code heads a direction, by its present title or by one that an order has changed."""
    title = as_text(cells.get(columns.TITLE))
    return title in direction_titles or (
        title.partition(". ")[0] in {each.partition(". ")[0] for each in direction_titles}
        and not any(column in cells for column in columns.MARK_COLUMNS)
    )


def _same_texts(cells: Cells, wanted: Cells) -> bool:
    return all(
        cells.get(column) == canonical(wanted.get(column))
        for column in (columns.TITLE, columns.TERM, columns.EXECUTORS, columns.FORM)
    )


def _mark_cells(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if name in columns.MARK_COLUMNS}


def _vote_cells(cells: Cells) -> Cells:
    return {
        name: value for name, value in cells.items() if columns.voter_of(name) is not None and value != columns.NO_SAY
    }
