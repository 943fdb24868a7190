"""Votes where they do not belong: (d) in the row of another ballot, (a) in the columns of another voter."""

from collections.abc import Mapping
from dataclasses import replace

from models.board import Cells, Value, View, canonical, columns
from models.journal import Ballot, JournalState, State, Unit
from models.observation.doubt import Sightings

_LASTING = (columns.STAGE, columns.DECIDE_BY, columns.RESULT)


def other_ballots(known: JournalState, view: View) -> frozenset[str]:
    """The numbers whose row names another activity, or shows all that lasts of a ballot whose own row does not.

    A row that repeats what another one shows as well was typed over, or is older than its number's last fact.
    """
    table = view.tables.get(columns.APPROVAL)
    found = view.misnamed & view.ballots.keys()
    for state in known.states.values() if table is not None else ():
        lasting = {ballot.number: _lasting(state, ballot) for ballot in state.ballots}
        rows = {number: view.ballots[number].number for number in lasting.keys() & view.ballots.keys()}
        stands = {
            number: tuple(table.rows[row].get(header) for header in _LASTING) for number, row in rows.items() if table
        }
        for number, shown in stands.items() if len(lasting) > 1 else ():
            theirs = {other for other, texts in lasting.items() if texts == shown}
            if shown != lasting[number] and any(stands.get(other) != shown for other in theirs):
                found |= {number}
    return found


def _lasting(state: State, ballot: Ballot) -> tuple[Value, ...]:
    """What the row of a ballot shows from its opening on."""
    result = state.submissions[ballot.opened.number - 1].shown.result
    return canonical(ballot.opened.stage_label), ballot.decide_by, canonical(result or None)


def with_other_ballots(view: View, known: JournalState) -> View:
    """The view in which such rows are set apart: nothing is written there, and no vote in them is believed."""
    return replace(view, misnamed=view.misnamed | other_ballots(known, view))


def slid(sightings: Sightings, changed: Mapping[Unit, Cells]) -> set[Unit]:
    """The votes that stand under another voter than before, and those that they left.

    A remark that moved with its vote proves it for all that moved the same way; bare votes prove nothing.
    """
    moves: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for number, voter in changed:
        said = _said(changed[number, voter], voter)
        others = {other for each, other in changed if each == number and other not in ("", voter)}
        for left in others if said[0] is not None else ():
            if said == _said(sightings.of((number, left)), left) != _said(changed[number, left], left):
                moves.setdefault((left, voter), []).append((number, said[1] is not None))
    proven = {pair: ballots for pair, ballots in moves.items() if any(has_remark for _, has_remark in ballots)}
    return {(number, voter) for pair, ballots in proven.items() for number, _ in ballots for voter in pair}


def _said(cells: Cells, voter: str) -> tuple[Value, Value]:
    return cells.get(voter + columns.VOTE), cells.get(voter + columns.VOTE_COMMENT)
