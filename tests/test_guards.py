"""Which votes are believed, look by look: what stood in the voter's cell, and whether the column was open."""

import pytest

from models.board import APPROVAL, VOTE, Cells, SeenRow, View
from models.guards import is_unproven, with_proof

BALLOT, LABEL = "1.3/2021-1.1", "Куратор"


def looks(*seen: tuple[str, str]) -> list[bool]:
    """Whether the vote is believed at each look; «open» or «closed» says how the column is found."""
    before: dict[str, Cells] = {}
    believed = []
    for vote, column in seen:
        row = SeenRow(APPROVAL, 4, {LABEL + VOTE: vote} if vote else {})
        view = View(ballots={BALLOT: row}, open_voters=frozenset([LABEL] if column == "open" else []))
        cells = with_proof(view, before).ballots[BALLOT].cells
        before = {BALLOT: cells}
        believed.append(not is_unproven(cells, LABEL))
    return believed


@pytest.mark.parametrize(
    ("seen", "believed"),
    [
        ([("", "closed"), ("да", "closed")], [True, True]),
        ([("", "open"), ("да", "open"), ("да", "closed")], [True, False, False]),
        ([("да", "open"), ("да", "closed"), ("", "closed"), ("да", "closed")], [False, False, True, True]),
        ([("да", "closed"), ("да", "open"), ("да", "closed")], [True, True, True]),
        # between the look that found it open and the repair anybody could write
        ([("", "open"), ("да", "closed"), ("да", "closed")], [True, False, False]),
        ([("", "open"), ("да", "closed"), ("нет", "closed")], [True, False, True]),
        ([("", "open"), ("", "closed"), ("да", "closed")], [True, True, True]),
    ],
)
def test_a_vote_is_believed_only_if_nobody_else_could_have_written_it(
    seen: list[tuple[str, str]], believed: list[bool]
):
    """Look by look."""
    assert looks(*seen) == believed
