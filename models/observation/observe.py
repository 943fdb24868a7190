"""One look at the board against everything it showed before: what is believed, and what is doubted.

A cell has neither author nor time. So a look that shows what other rows showed, that empties many rows at once, or that
shows an earlier state again is not taken for anybody's wish; the row keeps what was last believed until it is mended.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.board import Cells, SeenRow, View, columns
from models.journal import JournalState, Unit
from models.observation.doubt import Doubt, DoubtKind, Sightings, cells_of, headers_of, with_beside
from models.observation.emptied import emptied
from models.observation.misplaced_votes import slid, with_other_ballots
from models.observation.moved import moved
from models.observation.sentences import problem_of
from models.school import School
from models.text import Problem

_TOLD_ONCE = (DoubtKind.TWICE, DoubtKind.COLUMN_TWICE)  # for all their rows, by who reads the board


@dataclass(frozen=True, slots=True)
class Observed:
    """The board as it is believed (doubted cells stand as last seen), the doubts, and a problem for each."""

    view: View
    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]

    def standing(self, before: Iterable[Doubt]) -> tuple[Doubt, ...]:
        """The doubts of now and those that ended, which stand until the board is numbered anew.

        For a copy of the board made before must be known as older, even if no cell changes.
        """
        ended = {doubt.unit: doubt for doubt in before} | {doubt.unit: doubt for doubt in self.doubts}
        return tuple(doubt for _, doubt in sorted(ended.items()))


def observe(school: School, known: JournalState, sightings: Sightings, view: View, now: datetime) -> Observed:
    """What of this look is believed, and what is doubted."""
    view = with_other_ballots(view, known)
    shown = units_of(view, sightings)
    changed = {unit: cells for unit, cells in shown.items() if cells != sightings.of(unit)}
    kinds = {**_structural(view, shown, changed), **_doubted(school, known, sightings, view, changed)}
    before = {doubt.unit: doubt for doubt in sightings.doubts}
    for unit, doubt in before.items():
        if unit in changed and unit not in kinds and _still(doubt, changed[unit], sightings):
            kinds[unit] = DoubtKind.EMPTIED if doubt.kind is DoubtKind.MERGED else doubt.kind
    doubts = tuple(
        Doubt(key, kind, before[key, voter].since if (key, voter) in before else now,
              shown.get((key, voter), {}), sightings.of((key, voter)), voter)
        for (key, voter), kind in sorted(kinds.items())
    )  # fmt: skip
    problems = tuple(problem_of(doubt, school.workflow) for doubt in doubts if doubt.kind not in _TOLD_ONCE)
    return Observed(believed(view, doubts), doubts, problems)


def units_of(view: View, sightings: Sightings) -> dict[Unit, Cells]:
    """What each milestone's row, each line of «Вклады», and each voter's two cells of each ballot show now."""
    rows = (*view.rows.items(), *view.parts.items(), *view.sitting.items())
    units = {(key, ""): cells_of(row.cells, (key, "")) for key, row in rows}
    for number, row in view.ballots.items():
        headers = {*row.cells, *sightings.last.get(number, {})}
        for voter in sorted(columns.voters_among(headers)):
            units[number, voter] = cells_of(row.cells, (number, voter))
    return units


def _structural(view: View, shown: Mapping[Unit, Cells], changed: Mapping[Unit, Cells]) -> dict[Unit, DoubtKind]:
    """Rows that are broken as they stand: what repairs them ends the doubt."""
    kinds: dict[Unit, DoubtKind] = {(key, ""): DoubtKind.TWICE for key in view.quarantined if _is_row(key)}
    kinds |= {unit: DoubtKind.OTHER_ACTIVITY for unit in changed if unit[1] and unit[0] in view.misnamed}
    misnamed = view.misnamed - view.ballots.keys()
    if view.looked_up:  # the texts are mended at once, so that they cannot say when the row itself is
        pasted = {(code, "") for code in misnamed}
        kinds |= dict.fromkeys(pasted & changed.keys(), DoubtKind.MOVED)
    else:
        kinds |= {(code, ""): DoubtKind.OTHER_ACTIVITY for code in misnamed}
    twice = {(title, columns.voter_of(name) or "") for title, table in view.tables.items() for name in table.twice}
    tabs = {unit: _row_of(view, unit).tab for unit in changed}
    kinds |= {unit: DoubtKind.COLUMN_TWICE for unit in changed if (tabs[unit], unit[1]) in twice}
    merged = {unit for unit in view.merged if unit in shown}
    return kinds | dict.fromkeys(merged, DoubtKind.MERGED)


def _is_row(key: str) -> bool:
    """Whether a key is a milestone's: of what stands twice elsewhere its own reader tells."""
    return "-" not in key and not columns.is_sitting(key)


def _doubted(
    school: School, known: JournalState, sightings: Sightings, view: View, changed: Mapping[Unit, Cells]
) -> dict[Unit, DoubtKind]:
    rules = school.workflow.doubt
    kinds: dict[Unit, DoubtKind] = {}
    for group in _groups(view, changed):
        cells = {unit: changed[unit] for unit in group}
        kinds |= dict.fromkeys(emptied(school, known, sightings, cells), DoubtKind.EMPTIED)
    for group in _groups(view, changed, across=True):
        cells = {unit: changed[unit] for unit in group}
        kinds |= dict.fromkeys(moved(sightings, cells, rules.moved_rows), DoubtKind.MOVED)
    kinds |= dict.fromkeys(slid(sightings, changed), DoubtKind.MOVED)
    if sightings.save and (view.save is None or view.save < sightings.save):
        older = (unit for unit, cells in changed.items() if _was_so(sightings, unit, cells, view.save))
        kinds |= dict.fromkeys(older, DoubtKind.OLDER)
    return kinds


def _groups(view: View, changed: Iterable[Unit], *, across: bool = False) -> Iterator[list[Unit]]:
    """Units that one operation may have reached together: the rows of a tab, or of all years; one voter's column."""
    groups: dict[tuple[str, str], list[Unit]] = {}
    for key, voter in changed:
        tab = "" if across and key in view.rows else _row_of(view, (key, voter)).tab
        groups.setdefault((tab, voter), []).append((key, voter))
    yield from groups.values()


def _row_of(view: View, unit: Unit) -> SeenRow:
    key, voter = unit
    if voter:
        return view.ballots[key]
    return next(rows[key] for rows in (view.rows, view.parts, view.sitting) if key in rows)


def _was_so(sightings: Sightings, unit: Unit, cells: Cells, save: int | None) -> bool:
    """Whether a cell that differs from what was last seen shows again what it showed up to that save."""
    seen = sightings.of(unit)
    choice = unit[1] + columns.VOTE if unit[1] else columns.REQUEST
    if cells.get(choice) not in (None, seen.get(choice), *sightings.ever(unit, choice, save)):
        return False  # chosen there for the first time
    differing = {header for header in {*cells, *seen} if cells.get(header) != seen.get(header)}
    return any(cells.get(header) in sightings.ever(unit, header, save) for header in differing)


def _still(doubt: Doubt, cells: Cells, sightings: Sightings) -> bool:
    """Whether a doubt of before goes on: the choice was not made again, and nothing new was written."""
    if doubt.kind is DoubtKind.MERGED:  # not merged any more: what the merge took away is still gone
        is_less = cells.items() <= doubt.seen.items()
        return is_less and len(cells) < len(doubt.seen)
    if doubt.kind.is_repaired_only:
        return False
    if cells == doubt.shown:
        return True
    choice = doubt.voter + columns.VOTE if doubt.voter else columns.REQUEST  # a line of «Вклады» has none
    chosen_again = cells.get(choice) is not None and cells.get(choice) != doubt.shown.get(choice)
    return not chosen_again and not _is_new(doubt, cells, sightings)


def _is_new(doubt: Doubt, cells: Cells, sightings: Sightings) -> bool:
    """Whether a cell shows what no row ever showed."""
    return any(
        cells.get(header) not in (None, doubt.shown.get(header))
        and not any(cells[header] in sightings.ever((key, doubt.voter), header, None) for key in sightings.past)
        for header in headers_of(doubt.unit)
    )


def believed(view: View, doubts: Sequence[Doubt]) -> View:
    """The view with doubted cells as last seen, and with the keys that nothing may be ended on."""
    rows, ballots, parts, sitting = dict(view.rows), dict(view.ballots), dict(view.parts), dict(view.sitting)
    for doubt in doubts:
        table = ballots if doubt.voter else next((table for table in (parts, sitting) if doubt.key in table), rows)
        row = table.get(doubt.key)
        if row is not None:
            kept = {header: value for header, value in row.cells.items() if header not in _headers(doubt)}
            table[doubt.key] = replace(row, cells={**kept, **doubt.seen})
    return in_doubt(replace(view, rows=rows, ballots=ballots, parts=parts, sitting=sitting), doubts)


def in_doubt(view: View, doubts: Sequence[Doubt]) -> View:
    """The view with the keys that nothing may be ended on."""
    votes = frozenset(doubt.unit for doubt in doubts if doubt.voter)
    milestones = frozenset(doubt.milestone for doubt in doubts if not doubt.voter)
    return replace(view, doubted=milestones, doubted_votes=votes)


def _headers(doubt: Doubt) -> frozenset[str]:
    return frozenset(name for header in headers_of(doubt.unit) for name in with_beside(header, doubt.unit))
