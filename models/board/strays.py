"""What looks like ours where the engine does not look: nobody may believe that it was read."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from models.board import columns, texts
from models.board.board import HeadedTab, Sheet, Snapshot
from models.board.cells import as_text, code_key
from models.text import Mender, Problem, listed, same_key

_WORKBOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods", "fods")


def strays(snapshot: Snapshot, tables: Mapping[str, HeadedTab], copies: Iterable[str], codes: Collection[str],
           voters: Iterable[str]) -> Iterator[Problem]:  # fmt: skip
    """A problem for each column that stands twice or under another name, row above a header, and copy of a tab."""
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    for title, table in tables.items():
        for header in sorted(table.twice):
            yield Problem(_at(title, header), *texts.COLUMN_TWICE.of(header=header), Mender.CURATOR)
        above = [number for number in sheets[title].rows if number < table.header_row]
        found = [number for number in sorted(above) if _has_code(sheets[title], number, codes)]
        if found:
            rows = listed([str(number) for number in found])
            yield Problem(f"«{title}»", *texts.ROWS_ABOVE_HEADER.of(rows=rows), Mender.CURATOR)
        for header, name in renamed(table, voters).items():
            yield Problem(_at(title, name), *texts.VOTER_RENAMED.of(header=header, name=name), Mender.CURATOR)
    for title in copies:
        yield Problem(f"«{title}»", *texts.TAB_COPIED.of(title=title), Mender.CURATOR)


def renamed(table: HeadedTab, voters: Iterable[str]) -> dict[str, str]:
    """Voters' headers that the table lacks → the name that stands beside the voter's other column instead."""
    names = {place: name for name, place in table.columns.items()}
    found = {}
    for header in voters:
        label = columns.voter_of(header)
        if label is None or header in table.columns:
            continue
        is_vote = header.endswith(columns.VOTE)
        other = table.columns.get(label + (columns.VOTE_COMMENT if is_vote else columns.VOTE))
        name = names.get(other + (-1 if is_vote else 1), "") if other else ""
        if name and name not in columns.APPROVAL_HEADER and columns.voter_of(name) is None:
            found[header] = name
    return found


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


def _has_code(sheet: Sheet, row: int, codes: Collection[str]) -> bool:
    keys = [code_key(as_text(value)) for value in sheet.rows[row] if isinstance(value, str)]
    return any(key in codes or key.rpartition("-")[0] in codes for key in keys)


def _at(title: str, header: str) -> str:
    return f"«{title}», «{header}»"
