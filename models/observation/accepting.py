"""Taking what stands in doubted rows for the executors' wish: who says so, and why, is a fact."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from models.board import Cells, full_fingerprint, read_mark
from models.journal import DoubtAccepted, Unit
from models.observation import texts
from models.observation.doubt import Doubt
from models.observation.sentences import advice, spelled
from models.school import School
from models.text import VekhaError


def acceptable(
    doubts: Iterable[Doubt], codes: Sequence[str], school: School, shown: Mapping[Unit, Cells]
) -> tuple[Doubt, ...]:
    """The doubts of these milestones and their lines (of all, where none is named); VekhaError where one may not be.

    `shown` is what stands there now: what was doubted and has been undone since is nobody's wish.
    """
    rows: dict[str, list[Doubt]] = {}
    for doubt in (doubt for doubt in doubts if not doubt.voter):
        rows.setdefault(doubt.milestone, []).append(doubt)
    if not codes:
        stand = (doubt for mine in rows.values() for doubt in mine if shown.get(doubt.unit, {}) == doubt.shown)
        return tuple(doubt for doubt in stand if doubt.may_be_accepted)
    for code in codes:
        if code not in rows:
            raise VekhaError(texts.NO_DOUBT.format(code=code))
        for doubt in (doubt for doubt in rows[code] if not doubt.may_be_accepted):
            raise VekhaError(texts.ONLY_REPAIRED.format(code=code, hint=advice(doubt, school.workflow).hint))
        if any(shown.get(doubt.unit, {}) != doubt.shown for doubt in rows[code]):
            raise VekhaError(texts.CHANGED_SINCE.format(code=code))
    return tuple(doubt for code in dict.fromkeys(codes) for doubt in rows[code])


def accepted(doubt: Doubt, school: School, reason: str, by: str, moment: datetime) -> DoubtAccepted:
    """The fact that somebody accepted a doubted row; VekhaError without a reason."""
    if not reason.strip():
        raise VekhaError(texts.REASON_NEEDED)
    full = ""
    if not doubt.is_line:
        full = full_fingerprint(read_mark(doubt.shown, school.workflow.requests, school.workflow.longest_text))
    why = texts.ACCEPTED.format(by=by, reason=reason.strip(), seen=spelled(doubt.seen), shown=spelled(doubt.shown))
    return DoubtAccepted(
        milestone=doubt.milestone, seen_at=moment, why=why, reason=reason.strip(), by=by, full=full,
        since=doubt.since,
    )  # fmt: skip
