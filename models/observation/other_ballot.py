"""(d) on «Утверждение»: a row that bears the number of one ballot and shows the texts of another."""

from models.board import Value, View, canonical, columns
from models.journal import Ballot, JournalState, State

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
