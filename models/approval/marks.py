"""What a mark asks for: a wish that can be taken to the vote, or the reason why it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.approval import texts
from models.board import Mark, fingerprint, full_fingerprint
from models.evidence import assess, forms_of
from models.journal import State
from models.roadmap import Milestone
from models.school import Kind, Request, School

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
    school: School, milestone: Milestone, state: State, mark: Mark, used_links: Mapping[str, str]
) -> SubmissionRequest | None:
    """What the mark asks the voters; None where it asks them nothing."""
    kind = KINDS.get(mark.request) if mark.request else None
    if kind is None:
        return None
    full, voted = full_fingerprint(mark), fingerprint(mark, school.workflow.voted_fields)
    forms = tuple(rule.kind for rule in forms_of(milestone.activity.proof, school.evidence))
    if kind is Kind.EXTENSION:
        what = texts.extension(mark.new_date) if mark.new_date else ""
        return SubmissionRequest(kind, full, voted, what, forms, fault=_extension_fault(school, milestone, state, mark))
    if kind is Kind.CANCELLATION:
        fault = (
            None if mark.comment else texts.COMMENT_NEEDED.of(request=school.workflow.requests[Request.CANCELLATION])
        )
        return SubmissionRequest(kind, full, voted, texts.CANCELLATION, forms, fault=fault)
    found = assess(
        mark.result,
        milestone.activity.proof,
        school.evidence,
        site=school.settings.site,
        start=milestone.start,
        due=due_date(milestone, state),
        used_links={link: code for link, code in used_links.items() if code != milestone.code},
    )
    lacking = None if found.met else texts.evidence_missing(found.missing)
    return SubmissionRequest(kind, full, voted, texts.completion(found.understood), forms, found.warnings, lacking)


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
