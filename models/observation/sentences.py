"""A doubt as a problem of its row."""

from collections.abc import Iterable

from models.board import Cells, as_text, columns
from models.observation import texts
from models.observation.doubt import Doubt, DoubtKind
from models.school import Request, Workflow
from models.text import Advice, Mender, Problem, joined, shortened

_ROWS = {
    DoubtKind.MOVED: texts.MOVED,
    DoubtKind.EMPTIED: texts.EMPTIED,
    DoubtKind.OLDER: texts.OLDER,
    DoubtKind.OTHER_ACTIVITY: texts.OTHER_ACTIVITY,
    DoubtKind.MERGED: texts.MERGED,
    DoubtKind.TWICE: texts.TWICE,
    DoubtKind.COLUMN_TWICE: texts.COLUMN_TWICE,
}
_LINES = {
    DoubtKind.MOVED: texts.LINE_MOVED,
    DoubtKind.EMPTIED: texts.LINE_EMPTIED,
    DoubtKind.OLDER: texts.LINE_OLDER,
    DoubtKind.MERGED: texts.MERGED,
}
_SITTING = {DoubtKind.EMPTIED: texts.SITTING_EMPTIED, DoubtKind.OLDER: texts.SITTING_OLDER}
_VOTES = {
    DoubtKind.MOVED: texts.VOTE_MOVED,
    DoubtKind.EMPTIED: texts.VOTE_EMPTIED,
    DoubtKind.OLDER: texts.VOTE_OLDER,
    DoubtKind.OTHER_ACTIVITY: texts.OTHER_BALLOT,
    DoubtKind.MERGED: texts.VOTE_MERGED,
    DoubtKind.COLUMN_TWICE: texts.COLUMN_TWICE,
}


def problem_of(doubt: Doubt, workflow: Workflow) -> Problem:
    """What a person is told of a doubt, at its row or ballot."""
    return Problem(doubt.key, *advice(doubt, workflow), Mender.CURATOR)


def advice(doubt: Doubt, workflow: Workflow) -> Advice:
    """What was found and the ways out."""
    rows = _SITTING if columns.is_sitting(doubt.key) else _LINES if doubt.is_line else _ROWS
    return (_VOTES if doubt.voter else rows)[doubt.kind].of(
        code=doubt.milestone, voter=doubt.voter, seen=spelled(doubt.seen), started=workflow.requests[Request.STARTED]
    )


def doubts_by_code(doubts: Iterable[Doubt], workflow: Workflow) -> dict[str, str]:
    """Milestone → what is doubted of its row and its votes, as one text."""
    told: dict[str, list[str]] = {}
    for doubt in doubts:
        told.setdefault(doubt.milestone, []).append(advice(doubt, workflow).found)
    return {code: joined(sentences) for code, sentences in told.items()}


def spelled(cells: Cells) -> str:
    """People's cells in a sentence."""
    values = [shortened(as_text(value), 60) for value in cells.values()]
    return "; ".join(f"«{value}»" for value in values if value) or texts.NOTHING_SEEN
