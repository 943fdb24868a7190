"""The way back from a mistaken end: the curator asks, the workflow's voters decide."""

from datetime import date, datetime

from models.approval import texts
from models.approval.voters import Parties
from models.evidence import forms_of
from models.journal import State, Submitted
from models.roadmap import Milestone
from models.school import Kind, School
from models.text import VekhaError


def reopening(
    school: School, milestone: Milestone, state: State, reason: str, moment: datetime, today: date
) -> Submitted:
    """The submission that asks to open a finished milestone again; VekhaError where that cannot be asked."""
    if not state.finished:
        raise VekhaError(texts.NOT_FINISHED.format(code=state.code))
    if milestone.retired is not None:
        raise VekhaError(texts.REOPENING_RETIRED.format(code=state.code, order=str(milestone.retired)))
    if state.pending is not None:
        raise VekhaError(texts.REOPENING_WAITS.format(code=state.code))
    if not reason.strip():
        raise VekhaError(texts.REOPENING_NEEDS_REASON)
    number, what = len(state.submissions) + 1, texts.reopening()
    result = state.submission.shown.result if state.submission else ""  # an order may have ended what nobody submitted
    return Submitted(
        milestone=state.code, seen_at=moment,
        why=texts.SUBMITTED.format(number=number, what=f"{what}: {reason.strip()}"), number=number,
        submission=Kind.REOPENING, result=result, new_date=None, comment=reason.strip(), full=state.spent or "",
        voted="", forms=tuple(rule.kind for rule in forms_of(milestone.activity.proof, school.evidence)),
        answering=Parties(school, milestone, today).answers, understood=what,
    )  # fmt: skip
