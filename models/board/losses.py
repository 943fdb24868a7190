"""A snapshot that lost too much stops the pass before anything is written."""

from collections.abc import Collection, Iterable, Mapping

from models.board import cells, columns, texts
from models.board.board import HeadedTab, Snapshot, View
from models.board.cells import Cells
from models.board.reading import own_names

FEWEST_ROWS_OF_A_TAB = 4


def losses(
    snapshot: Snapshot,
    view: View,
    sightings: Mapping[str, Cells],
    tabs: Mapping[str, Iterable[str]],
    voters: Collection[str],
) -> list[str]:
    """What the board has lost since it was last seen, one sentence each; empty when the pass may go on.

    `tabs` gives each plan tab with the codes of its rows; a tab is missed only where one of its rows was seen before,
    and a row only while the roadmap has it; of people's columns on «Утверждение» only those of `voters`, by header.
    """
    titles = {sheet.title for sheet in snapshot.sheets}
    plans = {title: {code for code in codes if code in sightings} for title, codes in tabs.items()}
    ours = (columns.APPROVAL, columns.SUMMARY, columns.LOG, columns.GUIDE)
    expected = (*(title for title, seen in plans.items() if seen), *ours)
    if not titles.intersection(expected) and not snapshot.renamed:
        return [texts.NO_TABS]
    found = [_lost(title, snapshot) for title in expected if title not in titles]
    found.extend(headless(snapshot, view))
    emptied = (title for title, seen in plans.items() if seen and title in titles and title not in view.tables)
    found.extend(_header_lost(snapshot, title) for title in emptied if title not in view.plans)
    if columns.APPROVAL in view.tables:
        voted = {header for cells in sightings.values() for header in cells if header in voters}
        table = view.tables[columns.APPROVAL]
        lost = sorted(voted - {*table.columns, *table.renamed})
        found.extend([texts.header_lost(columns.APPROVAL, lost)] if lost else [])
    present = {*view.rows, *view.ballots, *view.quarantined}
    for title, seen in plans.items():
        gone = len(seen - present)
        if title in view.tables and len(seen) >= FEWEST_ROWS_OF_A_TAB and gone * 2 > len(seen):
            found.append(texts.rows_lost(texts.ON_TAB.format(title=title), gone, len(seen)))
    codes = {code for each in tabs.values() for code in each}
    all_seen = {key for key in sightings if key in codes or key.rpartition("-")[0] in codes}
    gone = len(all_seen - present)
    if not found and gone * 2 > len(all_seen):
        found.append(texts.rows_lost(texts.IN_TABLE, gone, len(all_seen)))
    return found


def missed_columns(
    tables: Mapping[str, HeadedTab], sightings: Mapping[str, Cells], tabs: Mapping[str, Iterable[str]]
) -> frozenset[tuple[str, str]]:
    """People's columns (tab, header) in which something was last seen and which the tables found now do not have."""
    tab_of = {code: title for title, codes in tabs.items() for code in codes}
    seen = {
        (tab_of[key] if columns.voter_of(header) is None else columns.APPROVAL, header)
        for key, cells in sightings.items()
        for header in cells
        if (header in columns.MARK_COLUMNS and key in tab_of) or columns.voter_of(header) is not None
    }
    return frozenset((title, header) for title, header in seen if header not in _columns_of(tables, title))


def _columns_of(tables: Mapping[str, HeadedTab], title: str) -> Mapping[str, int]:
    return tables[title].columns if title in tables else {}


def _lost(title: str, snapshot: Snapshot) -> str:
    name = snapshot.renamed.get(title)
    return texts.tab_renamed(title, name) if name else texts.TAB_LOST.format(title=title)


def headless(snapshot: Snapshot, view: View) -> list[str]:
    """One sentence for each tab of rows that is there without its header row."""
    ours = [sheet.title for sheet in snapshot.sheets if sheet.title == columns.APPROVAL or sheet.title in view.plans]
    headless_tabs = (title for title in ours if title not in view.tables)
    return [_header_lost(snapshot, title) for title in headless_tabs]


def _header_lost(snapshot: Snapshot, title: str) -> str:
    """The names that a tab's header lacks, and the ways back; where cells are looked up by key, few without it."""
    names, key = missing_headers(snapshot, title), columns.row_header(title)[0]
    if key not in names:
        return texts.header_lost(title, names)
    return texts.key_lost(title, names, key, by_init=snapshot.protections is None and len(names) == 1)


def missing_headers(snapshot: Snapshot, title: str) -> list[str]:
    """The column names that a tab's best header row lacks."""
    wanted = columns.APPROVAL_HEADER if title == columns.APPROVAL else columns.PLAN_HEADER
    sheet = next(sheet for sheet in snapshot.sheets if sheet.title == title)
    rows = [set(own_names([cells.as_text(value) for value in values], wanted)) for values in sheet.rows.values()]
    best = max(rows, key=lambda names: len(names & set(wanted)), default=set())
    return [name for name in wanted if name not in best]
