"""What looks like ours where the engine does not look: nobody may believe that it was read."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.board import columns, texts
from models.board.board import HeadedTab, SeenRow, Sheet, Snapshot
from models.board.cells import Cells, Value, as_text, canonical, code_key, word_key
from models.text import Mender, Problem, listed, same_key

_WORKBOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods", "fods")


def strays(
    snapshot: Snapshot, tables: Mapping[str, HeadedTab], copies: Iterable[str], codes: Collection[str]
) -> Iterator[Problem]:
    """A problem for each column that stands twice or under another name, row above a header, and copy of a tab."""
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    for title, table in tables.items():
        for header in sorted(table.twice):
            yield Problem(_at(title, header), *texts.COLUMN_TWICE.of(header=header), Mender.CURATOR)
        for header in sorted(table.spare):
            read = _letters(table.columns[header])
            yield Problem(_at(title, header), *texts.COLUMN_SPARE.of(header=header, read=read), Mender.CURATOR)
        above = [number for number in sheets[title].rows if number < table.header_row]
        found = [number for number in sorted(above) if _has_code(sheets[title], number, codes)]
        if found:
            rows = listed([str(number) for number in found])
            yield Problem(f"«{title}»", *texts.ROWS_ABOVE_HEADER.of(rows=rows), Mender.CURATOR)
        names = {place: name for name, place in table.columns.items()}
        for header, place in table.renamed.items():
            name = names.get(place, "")
            told = (texts.VOTER_RENAMED if name else texts.VOTER_UNNAMED).of(
                header=header, name=name, place=_letters(place)
            )
            yield Problem(_at(title, name or header), *told, Mender.CURATOR)
    for title in copies:
        yield Problem(f"«{title}»", *texts.TAB_COPIED.of(title=title), Mender.CURATOR)


def is_most(found: Iterable[str], wanted: Sequence[str]) -> bool:
    """Whether a row is a header of these names that lost some: the first one and half of all are there."""
    there = set(found).intersection(wanted)
    return wanted[0] in there and 2 * len(there) >= len(wanted)


def renamed(table: HeadedTab, sheet: Sheet, voters: Sequence[str], last: Mapping[str, Cells]) -> dict[str, int]:
    """Voters' headers that the table lacks → the column that stands there under another name, or under none.

    It stands beside the voter's other column, is the one that is closed for that voter, or shows what was last seen.
    """
    names = {place: name for name, place in table.columns.items()}
    ours = {place for place, name in names.items() if name in columns.APPROVAL_HEADER or name in voters}
    found: dict[str, int] = {}
    for header in (header for header in voters if header not in table.columns):
        is_vote, label = header.endswith(columns.VOTE), columns.voter_of(header) or ""
        other = table.columns.get(label + (columns.VOTE_COMMENT if is_vote else columns.VOTE))
        place = other + (-1 if is_vote else 1) if other else table.homes.get(header, 0)
        if place in ours or place not in names or (other and _is_whole(names[place], table)):
            place = column_showing(sheet, _last_under(table, header, last), {*ours, *found.values()}) or 0
        if place:
            found[header] = place
    return found


def column_showing(sheet: Sheet, seen: Mapping[int, Value], taken: Collection[int]) -> int | None:
    """The column, but for those that are taken, that shows at least half of what is looked for in its rows."""
    width = max((len(row) for row in sheet.rows.values()), default=0)
    shown = {place: cells_alike(sheet, place, seen) for place in range(1, width + 1) if place not in taken}
    best = max(shown, key=lambda place: shown[place], default=None)
    return best if best is not None and shown[best] and 2 * shown[best] >= len(seen) else None


def _last_under(table: HeadedTab, header: str, last: Mapping[str, Cells]) -> dict[int, Value]:
    """Row → what was last seen there under a header of the table's, found by the number in the row."""
    keys = {row: code_key(as_text(cells.get(columns.NUMBER))) for row, cells in table.rows.items()}
    return {row: last[key][header] for row, key in keys.items() if header in last.get(key, {})}


def former_voters(voters: Collection[str], last: Mapping[str, Cells], words: Collection[str]) -> tuple[str, ...]:
    """Both headers of everybody whose decision, one of the words, was seen, and who is no voter any more."""
    seen = {
        header.removesuffix(columns.VOTE)
        for key, cells in last.items()
        if "-" in key
        for header, value in cells.items()
        if header.endswith(columns.VOTE) and header not in voters and word_key(as_text(value)) in words
    }
    return tuple(label + part for label in sorted(seen) for part in columns.VOTE_PARTS)


def kept_votes(
    table: HeadedTab | None, ballots: Mapping[str, SeenRow], voters: Collection[str], last: Mapping[str, Cells]
) -> dict[str, SeenRow]:
    """The ballots in which a voter's decision stays as last seen, as one of the voter's columns was renamed or is gone.

    Only that of somebody who votes no more can be gone: else the pass stops.
    """
    if table is None:
        return {}
    seen = {header for key, cells in last.items() if "-" in key for header in cells if header in voters}
    labels = {columns.voter_of(header) for header in (*table.renamed, *seen.difference(table.columns))}
    found = {}
    for number, row in ballots.items() if labels else ():
        shown = {header: value for header, value in row.cells.items() if columns.voter_of(header) not in labels}
        votes = {name: value for name, value in last.get(number, {}).items() if columns.voter_of(name) in labels}
        found[number] = replace(row, cells={**shown, **votes})
    return found


def _is_whole(name: str, table: HeadedTab) -> bool:
    """Whether a header is a voter's both of whose columns are there: somebody's who votes no more."""
    label = columns.voter_of(name)
    return label is not None and all(label + part in table.columns for part in columns.VOTE_PARTS)


def standing_places(table: HeadedTab, sheet: Sheet, order: Sequence[str], last: Mapping[str, Cells]) -> dict[str, int]:
    """For columns that stand twice the place of the one that surely stood there before, where one of them did.

    That is the only one that shows what was last seen, or, where all do or nothing was, the only one at its neighbour.
    """
    if not table.twice:
        return {}
    names, found = [same_key(as_text(value)) for value in sheet.rows[table.header_row]], {}
    keys = {row: code_key(as_text(cells.get(order[0]))) for row, cells in table.rows.items()}
    for name in sorted(table.twice):
        places = [place for place, text in enumerate(names, start=1) if text == same_key(name)]
        seen = {row: last[key][name] for row, key in keys.items() if name in last.get(key, {})}
        standing = [place for place in places if not seen or 2 * cells_alike(sheet, place, seen) >= len(seen)]
        if len(standing) > 1:
            number = order.index(name)
            left, right = order[number - 1], order[number + 1] if number + 1 < len(order) else ""
            standing = [place for place in standing if _stands_beside(names, place, left, right)]
        if len(standing) == 1:
            found[name] = standing[0]
    return found


def cells_alike(sheet: Sheet, place: int, seen: Mapping[int, Value]) -> int:
    """How many cells of a column show what is looked for in their rows."""
    shown = {row: sheet.rows[row][place - 1] for row in seen if place <= len(sheet.rows[row])}
    return sum(canonical(value) == seen[row] for row, value in shown.items())


def _stands_beside(names: Sequence[str], place: int, left: str, right: str) -> bool:
    """Whether a column has a neighbour that we put beside it."""
    before, after = names[place - 2 : place - 1], names[place : place + 1]
    return before == [same_key(left)] or after == [same_key(right)]


def copies_beside(file: str, names: Iterable[str]) -> Iterator[Problem]:
    """A problem for each file beside the board's that is a copy of it, by the names that programs and people give."""
    for name in sorted(names):
        if is_copy(name, file):
            yield Problem(name, *texts.FILE_COPIED.of(name=name, file=file), Mender.CURATOR)


def is_copy(name: str, file: str) -> bool:
    """Whether a file is named as a copy of the board's file: its name with more before or behind, or of another kind.

    >>> [is_copy(name, "board.xlsx") for name in ("board (1).xlsx", "Копия board.xlsx", "board.ods")]
    [True, True, True]
    >>> [is_copy(name, "board.xlsx") for name in ("board.xlsx", "boarding.xlsx", "~$board.xlsx", "board.txt")]
    [False, False, False, False]
    """
    stem, _, kind = same_key(name).rpartition(".")
    own = same_key(file).rpartition(".")[0]
    if name == file or kind not in _WORKBOOKS or name.startswith((".", "~")):
        return False
    return re.search(rf"(?<![^\W_]){re.escape(own)}(?![^\W_])", stem) is not None


def _letters(column: int) -> str:
    """How every program calls a column.

    >>> _letters(1), _letters(28)
    ('A', 'AB')
    """
    rest, last = divmod(column - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("A") + last)


def _has_code(sheet: Sheet, row: int, codes: Collection[str]) -> bool:
    keys = [code_key(as_text(value)) for value in sheet.rows[row] if isinstance(value, str)]
    return any(key in codes or key.rpartition("-")[0] in codes for key in keys)


def _at(title: str, header: str) -> str:
    return f"«{title}», «{header}»"


def names_another(
    key: str, table: HeadedTab, number: int, wanted: Mapping[str, Cells], headings: frozenset[str]
) -> bool:
    """Whether a row's other texts are not those of its code or number but of another activity, or of a heading.

    A row without texts is another's, too, where the activity's own stand in another row: its code slipped.
    """
    cells, code = table.rows[number], key if key in wanted else key.rpartition("-")[0]
    own, title = wanted.get(code), cells.get(columns.TITLE)
    if own is None:
        return False
    if key != code:
        other = wanted.get(as_text(cells.get(columns.CODE)))
        return other is not None and other is not own and title != own[columns.TITLE] and title == other[columns.TITLE]
    if same_texts(cells, own):
        return False
    if as_text(title) in headings or any(same_texts(cells, each) for each in wanted.values()):
        return True
    return not own.keys() & cells.keys() - {columns.CODE} and any(same_texts(each, own) for each in table.rows.values())


def same_texts(cells: Cells, wanted: Cells) -> bool:
    """Whether a row names the activity whose texts are wanted; almost every row does, to the letter."""
    if wanted.items() <= cells.items():
        return True
    for column in (columns.TITLE, columns.TERM, columns.EXECUTORS, columns.FORM):
        if cells.get(column) != wanted.get(column) and cells.get(column) != canonical(wanted.get(column)):
            return False
    return True
