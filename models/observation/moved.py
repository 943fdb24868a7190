"""(a) Cells that moved: several rows of a tab show what other rows showed and no longer show.

A sort of some columns, cells inserted or deleted, a block pasted elsewhere. Bare marks, votes, dates and emptiness
prove nothing by themselves: many rows say «Готово».
"""

from collections.abc import Iterator, Mapping

from models.board import Cells, Value, columns
from models.journal import Unit
from models.observation.doubt import Sightings, headers_of

_PROVES = (columns.RESULT, columns.COMMENT, columns.WHAT, columns.ADDRESS)


def moved(sightings: Sightings, changed: Mapping[Unit, Cells], fewest: int) -> list[Unit]:
    """The rows that took part in a move, among those of one tab or voter that changed; none below the threshold.

    Once so many texts moved, every row that shows nothing but what other rows of the tab showed was moved with them.
    What a row showed is what was believed of it, and what was doubted: an older copy's cells can move as well.
    """
    stood = {unit: [sightings.of(unit)] for unit in changed}
    for doubt in sightings.doubts:
        if doubt.unit in stood:
            stood[doubt.unit].append(doubt.shown)
    lost: dict[tuple[str, Value], set[Unit]] = {}
    for unit, before in stood.items():
        for header, value in (each for cells in before for each in _texts(unit, cells)):
            if value not in [other for _, other in _texts(unit, changed[unit])]:
                lost.setdefault((header, value), set()).add(unit)
    arrived: dict[tuple[str, Value], set[Unit]] = {}
    for unit, cells in changed.items():
        for text in _arrivals(unit, cells, sightings, lost):
            arrived.setdefault(text, set()).add(unit)
    rows = {unit for units in arrived.values() for unit in units}
    moves = sum(min(len(units), len(lost[text])) for text, units in arrived.items())  # one row's words move to one row
    if min(len(rows), moves) < fewest:
        return []
    given = {
        header: [cells.get(header) for before in stood.values() for cells in before]
        for unit in changed for header in headers_of(unit)
    }  # fmt: skip
    return [unit for unit in changed if _explained(unit, changed[unit], sightings, given)]


def _texts(unit: Unit, cells: Cells) -> Iterator[tuple[str, Value]]:
    """The cells that can prove a move: results, comments, remarks; how many came is soon said of another row."""
    for header in (unit[1] + columns.VOTE_COMMENT,) if unit[1] else _PROVES:
        if isinstance(cells.get(header), str):
            yield header, cells[header]


def _arrivals(
    unit: Unit, cells: Cells, sightings: Sightings, lost: Mapping[tuple[str, Value], set[Unit]]
) -> Iterator[tuple[str, Value]]:
    before = dict(_texts(unit, sightings.of(unit)))
    for header, value in _texts(unit, cells):
        if value != before.get(header) and lost.get((header, value), set()) - {unit}:
            yield header, value


def _explained(unit: Unit, cells: Cells, sightings: Sightings, given: Mapping[str, list[Value]]) -> bool:
    before = sightings.of(unit)
    return all(
        cells.get(header) is None or cells.get(header) == before.get(header) or cells[header] in given[header]
        for header in headers_of(unit)
    )
