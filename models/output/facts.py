"""The JSON of an amended document beside the school's roadmap: keys are a contract with the outside."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.amending import Change, Comparison
from models.approval import Overview, decided_ballot
from models.importing import Imported, ImportedActivity, Settlement
from models.journal import Event, Outcome
from models.mail import WAITING, QueuedLetter
from models.school import Choice, School
from models.terms import Term
from models.text import Problem


def amendment_facts(comparison: Comparison, *, applied: bool) -> dict[str, Any]:
    """What `vekha import --json` prints under "amendment"; events are those that --apply recorded or would record."""
    order, draft = comparison.order, comparison.draft
    return {
        "order": {"number": order.number, "date": order.date.isoformat()} if order else None,
        "applied": applied,
        "changes": [_change(each) for each in draft.changes],
        "doubts": [
            {
                "number": each.new.code,
                "title": each.new.title,
                "candidates": [old.code for old in each.candidates],
            }
            for each in comparison.doubts
        ],
        "events": [event_facts(each) for each in draft.events],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "code": change.code or None,
        "number": change.number or None,
        "title": change.title or None,
        "said": list(change.said),
        "milestones": [
            {
                "code": each.code,
                "what": each.what,
                "before": each.before.isoformat() if each.before else None,
                "due": each.due.isoformat() if each.due else None,
            }
            for each in change.milestones
        ],
    }


def status_facts(
    school: School, overviews: Iterable[Overview], now: datetime, doubts: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What `vekha status --json` prints; `doubts` are sentences by code."""
    return {
        "school": school.settings.id,
        "now": school.calendar.local(now).isoformat(timespec="seconds"),
        "milestones": [milestone_facts(each, (doubts or {}).get(each.code)) for each in overviews],
    }


def milestone_facts(each: Overview, doubt: str | None = None) -> dict[str, Any]:
    """One milestone of `vekha status --json`; null where a key does not apply."""
    submission, ballot = each.state.submission, decided_ballot(each.state)
    if submission is not None and submission.outcome in (Outcome.WITHDRAWN, Outcome.SUPERSEDED):
        ballot = None
    counted = ballot.counted.approve if ballot and ballot.counted else 0
    approvals = counted + sum(vote.choice is Choice.APPROVE for vote in ballot.votes) if ballot else None
    return {
        "code": each.code,
        "doubt": doubt,
        "activity": each.milestone.activity.code,
        "period": str(each.milestone.year),
        "title": each.milestone.activity.title,
        "status": str(each.status),
        "due": each.due.isoformat() if each.due else None,
        "overdue_days": each.overdue_days,
        "submission": submission.number if submission else None,
        "kind": str(submission.kind) if submission else None,
        "stage": ballot.opened.stage_label if ballot else None,
        "approvals": approvals,
        "needed": (each.standing.needed if each.standing else ballot.needed) if ballot else None,
        "why": each.why,
        "result": submission.shown.result or None if submission else None,
        "problem": each.problem,
        "parts": each.parts.said if each.parts else None,
    }


def event_facts(event: Event) -> dict[str, Any]:
    """One event of `vekha sync --json`."""
    return {"milestone": event.milestone, "kind": event.kind, "why": event.why}


def code_facts(code: str, position: int, event: Event, local: datetime, later: int) -> dict[str, Any]:
    """What `vekha verify --code --json` prints: the fact of a control code, and how many came after it."""
    return {
        "code": code,
        "position": position,
        "seen_at": local.isoformat(timespec="seconds"),
        **event_facts(event),
        "later": later,
    }


def problem_facts(problem: Problem) -> dict[str, Any]:
    """One problem, wherever problems are printed."""
    return {"where": problem.where, "found": problem.found, "hint": problem.hint}


def letter_facts(letter: QueuedLetter, zone: ZoneInfo) -> dict[str, Any]:
    """One letter of `vekha outbox --json`; `next` is null unless it waits."""
    due = letter.next_at.astimezone(zone).isoformat(timespec="seconds") if letter.state in WAITING else None
    return {
        "id": letter.id,
        "kind": letter.kind,
        "person": letter.person,
        "to": letter.address,
        "day": letter.day.isoformat(),
        "subject": letter.subject,
        "state": str(letter.state),
        "attempts": letter.attempts,
        "next": due,
        "sent": letter.sent_at.astimezone(zone).isoformat(timespec="seconds") if letter.sent_at else None,
        "error": letter.error,
    }


def outbox_facts(
    letters: Iterable[QueuedLetter],
    dead: Iterable[QueuedLetter],
    done: Sequence[str],
    fault: str | None,
    until: datetime | None,
    zone: ZoneInfo,
) -> dict[str, Any]:
    """What `vekha outbox --json` prints."""
    return {
        "letters": [letter_facts(each, zone) for each in letters],
        "fault": fault,
        "stopped_until": until.astimezone(zone).isoformat(timespec="seconds") if until else None,
        "dead": [{"address": each.address, "since": each.day.isoformat(), "error": each.error} for each in dead],
        "done": done,
    }


def term_facts(term: Term) -> dict[str, Any]:
    """What `vekha term --json` prints."""
    return {
        "text": term.text,
        "kind": term.kind,
        "occurrences": [
            {"start": each.start.isoformat(), "due": each.due.isoformat(), "period": str(each.period)}
            for each in term.occurrences
        ],
        "unclear": term.unclear,
        "note": term.note,
    }


def import_facts(imported: Imported, settlement: Settlement | None = None) -> dict[str, Any]:
    """What `vekha import --json` prints; problems that a person settled are left out, "settled" says how."""
    order, told = imported.preamble.order, settlement or Settlement()
    return {
        "title": imported.preamble.title,
        "order": {"number": order[0], "date": order[1].isoformat()} if order else None,
        "period": imported.period.in_years() if imported.period else None,
        "span": [day.isoformat() for day in imported.period.span] if imported.period and imported.period.span else None,
        "directions": [
            {
                "number": direction.number,
                "title": direction.title,
                "activities": [_activity(each) for each in direction.activities],
            }
            for direction in imported.directions
        ],
        "problems": [
            {"where": each.where, "found": each.found, "hint": each.hint}
            for each in imported.problems
            if each not in told.closed
        ],
        "settled": [
            {"code": code, "as": each.as_, "meaning": each.meaning, "by": each.by, "on": each.on.isoformat()}
            for code, each in told.terms.items()
        ],
    }


def _activity(activity: ImportedActivity) -> dict[str, Any]:
    return {
        "code": activity.code,
        "title": activity.title,
        "term": activity.term.text,
        "dues": [each.due.isoformat() for each in activity.term.occurrences],
        "unclear": activity.term.unclear,
        "executors": list(activity.posts()),
        "result_form": activity.result_form,
        "note": activity.note,
        "mended": [list(pair) for pair in activity.mended],
    }
