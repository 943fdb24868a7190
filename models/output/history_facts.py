"""The JSON of a milestone's history: keys are a contract with the outside."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from models.approval import Overview
from models.approval import texts as approval_texts
from models.journal import (
    Amended,
    Cancelled,
    Done,
    Event,
    Moved,
    OrderEvent,
    Refused,
    Reopened,
    Rescheduled,
    Restored,
    Submitted,
    Voted,
)
from models.output import command_texts
from models.school import School
from models.text import joined, shortened


def history_facts(school: School, events: Iterable[tuple[int, Event]]) -> list[dict[str, Any]]:
    """What `vekha history --json` prints under "events": each with the result and the reason that it is about.

    An end (done, moved, cancelled, reopened) tells those of the submission that it ends; null where none applies.
    """
    result: str | None = None
    reason: str | None = None
    found = []
    for position, event in events:
        if isinstance(event, Submitted | Amended):
            result, reason = event.result or None, event.comment or None
        facts: dict[str, str | None] = dict.fromkeys(("result", "reason", "voter", "choice", "before", "due", "order"))
        if isinstance(event, Submitted | Amended | Done | Moved | Cancelled | Reopened | Refused):
            facts |= {"result": result, "reason": reason}
        if isinstance(event, Moved | Rescheduled | Restored):
            facts |= {"before": _iso(event.before), "due": _iso(event.due)}
        if isinstance(event, Voted):
            label = school.roster.label(event.voter)
            facts |= {"reason": event.comment or None, "voter": label, "choice": str(event.choice)}
        if isinstance(event, OrderEvent):
            facts |= {"order": event.order}
        seen_at = school.calendar.local(event.seen_at).isoformat(timespec="seconds")
        found.append({"position": position, "kind": event.kind, "seen_at": seen_at, "why": event.why, **facts})
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def status_line(school: School, overview: Overview) -> str:
    """A milestone as `vekha status` prints it: code, status, the beginning of its title, and why it stands there."""
    why = overview.problem or overview.why
    late = approval_texts.OVERDUE.format(days=overview.overdue_days) if overview.overdue_days else ""
    return command_texts.STATUS_LINE.format(
        code=overview.code, status=school.workflow.statuses[overview.status],
        title=shortened(overview.milestone.activity.title, 60), why=joined((late, why)),
    )  # fmt: skip
