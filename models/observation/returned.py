"""People's columns that a look missed and that came back empty: what was last seen there still stands."""

from collections.abc import Mapping
from dataclasses import replace

from models.board import Cells, SeenRow, View, columns
from models.observation.doubt import Sightings

_BESIDE = ("", columns.SHOWN, columns.LINK)


def refilled(view: View, sightings: Sightings) -> View:
    """The view with columns that came back empty as last seen, and which cells of the board are to be filled so.

    A column that shows anything it showed before was put back by undoing: what is empty there was emptied.
    """
    rows, ballots = dict(view.rows), dict(view.ballots)
    cells = set[tuple[str, str]]()
    for tab, header in sorted(sightings.missed):
        if tab in view.tables and header in view.tables[tab].columns:
            table = rows if columns.voter_of(header) is None else ballots
            for key, row in _bare(tab, header, table, sightings.last):
                beside = {header + more for more in _BESIDE}
                kept = {name: value for name, value in sightings.last[key].items() if name in beside}
                table[key] = replace(row, cells={**row.cells, **kept})
                cells.add((key, header))
    return replace(view, rows=rows, ballots=ballots, refilled=frozenset(cells))


def _bare(tab: str, header: str, table: Mapping[str, SeenRow], last: Mapping[str, Cells]) -> list[tuple[str, SeenRow]]:
    """The rows of a column whose cells are empty and were not, if none of it shows what it showed."""
    seen = [(key, row) for key, row in table.items() if row.tab == tab and header in last.get(key, {})]
    if any(row.cells.get(header) == last[key][header] for key, row in seen):
        return []
    return [(key, row) for key, row in seen if header not in row.cells]
