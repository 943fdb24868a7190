"""Votes where they do not belong: (d) in the row of another ballot, (a) in the columns of another voter."""

from collections.abc import Mapping

from models.board import Cells, Value, View, canonical, columns
from models.journal import Ballot, JournalState, State, Unit
from models.observation.doubt import Sightings

_LASTING = (columns.STAGE, columns.DECIDE_BY, columns.RESULT)


def other_ballots(known: JournalState, view: View) -> frozenset[str]:
    """The numbers whose row names another activity, or shows all that lasts of another ballot of their milestone."""
    table = view.tables.get(columns.APPROVAL)
    found = view.misnamed & view.ballots.keys()
    for state in known.states.values() if table is not None else ():
        lasting = {ballot.number: _lasting(state, ballot) for ballot in state.ballots}
        for number in lasting.keys() & view.ballots.keys() if len(lasting) > 1 else ():
            cells = table.rows[view.ballots[number].number] if table else {}
            stands = tuple(cells.get(header) for header in _LASTING)
            if stands != lasting[number] and stands in lasting.values():
                found |= {number}
    return found


def _lasting(state: State, ballot: Ballot) -> tuple[Value, ...]:
    """What the row of a ballot shows from its opening on."""
    result = state.submissions[ballot.opened.number - 1].shown.result
    return canonical(ballot.opened.stage_label), ballot.decide_by, canonical(result or None)


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
