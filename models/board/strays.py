"""What looks like ours where the engine does not look: nobody may believe that it was read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from models.board import columns, texts
from models.board.board import HeadedTab, Sheet, Snapshot
from models.board.cells import as_text, code_key
from models.text import Mender, Problem, listed


def strays(snapshot: Snapshot, tables: Mapping[str, HeadedTab], copies: Iterable[str], codes: Collection[str],
           voters: Sequence[str]) -> Iterator[Problem]:  # fmt: skip
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


def renamed(table: HeadedTab, voters: Sequence[str]) -> dict[str, str]:
    """Voters' headers that the table lacks → the name that stands beside the voter's other column instead.

    Where both are gone, the columns that are closed for that voter are looked at, on a board that closes any.
    """
    names = {place: name for name, place in table.columns.items()}
    found = {}
    for header in voters:
        label = columns.voter_of(header)
        if label is None or header in table.columns:
            continue
        is_vote = header.endswith(columns.VOTE)
        other = table.columns.get(label + (columns.VOTE_COMMENT if is_vote else columns.VOTE))
        name = names.get(other + (-1 if is_vote else 1) if other else table.homes.get(header, 0), "")
        if not name or name in columns.APPROVAL_HEADER or name in voters or (other and _is_whole(name, table)):
            continue
        found[header] = name
    return found


def _is_whole(name: str, table: HeadedTab) -> bool:
    """Whether a header is a voter's both of whose columns are there: somebody's who votes no more."""
    label = columns.voter_of(name)
    return label is not None and all(label + part in table.columns for part in columns.VOTE_PARTS)


def _has_code(sheet: Sheet, row: int, codes: Collection[str]) -> bool:
    keys = [code_key(as_text(value)) for value in sheet.rows[row] if isinstance(value, str)]
    return any(key in codes or key.rpartition("-")[0] in codes for key in keys)


def _at(title: str, header: str) -> str:
    return f"«{title}», «{header}»"
