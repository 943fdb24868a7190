"""What is asked for: by a mark, or by the curator's command; or why it cannot be taken to the vote."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.approval import texts
from models.approval.voters import Parties
from models.board import Mark, fingerprint, full_fingerprint
from models.evidence import assess, forms_of
from models.journal import State, Submitted
from models.parts import parts_standing
from models.parts import texts as parts_texts
from models.roadmap import Milestone
from models.school import Kind, Request, School
from models.text import VekhaError

KINDS = {
    Request.COMPLETION: Kind.COMPLETION,
    Request.EXTENSION: Kind.EXTENSION,
    Request.CANCELLATION: Kind.CANCELLATION,
}


@dataclass(frozen=True, slots=True)
class SubmissionRequest:
    """A mark that asks for a vote; `fault` says why it cannot be taken there yet (what is wrong, what to do)."""

    kind: Kind
    full: str
    voted: str
    what: str
    forms: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    fault: tuple[str, str] | None = None


def submission_request(
    school: School, milestone: Milestone, state: State, mark: Mark, used_links: Mapping[str, str], today: date
) -> SubmissionRequest | None:
    """What the mark asks the voters on a day; None where it asks them nothing."""
    kind = KINDS.get(mark.request) if mark.request else None
    if kind is None:
        return None
    full, voted = full_fingerprint(mark), fingerprint(mark, school.workflow.voted_fields)
    forms = tuple(rule.kind for rule in forms_of(milestone.activity.proof, school.evidence))
    if kind is Kind.EXTENSION:
        what = texts.extension(due_date(milestone, state), mark.new_date) if mark.new_date else ""
        return SubmissionRequest(kind, full, voted, what, forms, fault=_extension_fault(school, milestone, state, mark))
    if kind is Kind.CANCELLATION:
        fault = (
            None if mark.comment else texts.COMMENT_NEEDED.of(request=school.workflow.requests[Request.CANCELLATION])
        )
        return SubmissionRequest(kind, full, voted, texts.CANCELLATION, forms, fault=fault)
    where = parts_standing(school, milestone, state.parts, today)
    if where is not None:
        fault, warnings = where.fault(school.roster, mark.comment), where.warnings(school.roster)
        return SubmissionRequest(
            kind, full, voted, texts.completion(parts_texts.SHOWN.format(standing=where.said)), forms, warnings, fault
        )
    found = assess(
        mark.result,
        milestone.activity.proof,
        school.evidence,
        site=school.settings.site,
        start=milestone.start,
        due=due_date(milestone, state),
        today=today,
        used_links={link: code for link, code in used_links.items() if code != milestone.code},
    )
    lacking = None if found.met else texts.evidence_missing(found.missing)
    return SubmissionRequest(kind, full, voted, texts.completion(found.understood), forms, found.warnings, lacking)


def with_parts_taken(school: School, milestone: Milestone, state: State, mark: Mark | None, today: date) -> Mark | None:
    """The mark with the parts that its «Готово» takes as the result, where parts are asked for."""
    if mark is None or mark.request is not Request.COMPLETION:
        return mark
    where = parts_standing(school, milestone, state.parts, today)
    return replace(mark, taken=where.taken(school.roster), parts=where.fingerprint) if where else mark


def due_date(milestone: Milestone, state: State) -> date | None:
    """When the milestone is due: as moved by a vote, else as the roadmap says."""
    return state.due or milestone.due


def _extension_fault(school: School, milestone: Milestone, state: State, mark: Mark) -> tuple[str, str] | None:
    if mark.new_date is None:
        return texts.EXTENSION_NEEDS_DATE
    due, last = due_date(milestone, state), school.period.ends(school.period.last)
    if due is not None and mark.new_date <= due:
        return texts.extension_not_later(mark.new_date, due)
    if mark.new_date > last:
        return texts.extension_outside(mark.new_date, last)
    if not mark.comment:
        return texts.COMMENT_NEEDED.of(request=school.workflow.requests[Request.EXTENSION])
    return None


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
