"""The JSON that commands print: keys are a contract with the outside."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.events import Event
from models.outbox import WAITING, Entry
from models.overview import Overview, decided_ballot
from models.problems import Problem
from models.settings import School
from models.state import Outcome
from models.terms import Term
from models.workflow import Choice


def status_facts(school: School, overviews: Iterable[Overview], now: datetime) -> dict[str, Any]:
    """What `vekha status --json` prints."""
    return {
        "school": school.settings.id,
        "now": school.calendar.local(now).isoformat(timespec="seconds"),
        "milestones": [milestone_facts(each) for each in overviews],
    }


def milestone_facts(each: Overview) -> dict[str, Any]:
    """One milestone of `vekha status --json`; null where a key does not apply."""
    submission, ballot = each.state.submission, decided_ballot(each.state)
    if submission is not None and submission.outcome in (Outcome.WITHDRAWN, Outcome.SUPERSEDED):
        ballot = None
    approvals = sum(vote.choice is Choice.APPROVE for vote in ballot.votes) if ballot else None
    return {
        "code": each.code,
        "activity": each.milestone.activity.code,
        "period": str(each.milestone.year),
        "title": each.milestone.activity.title,
        "status": str(each.status),
        "due": each.due.isoformat() if each.due else None,
        "overdue_days": each.overdue_days,
        "submission": submission.number if submission else None,
        "kind": str(submission.kind) if submission else None,
        "stage": ballot.stage_label if ballot else None,
        "approvals": approvals,
        "needed": (each.standing.needed if each.standing else ballot.needed) if ballot else None,
        "why": each.why,
        "result": submission.result or None if submission else None,
        "problem": each.problem,
    }


def event_facts(event: Event) -> dict[str, Any]:
    """One event of `vekha sync --json`."""
    return {"milestone": event.milestone, "kind": event.kind, "why": event.why}


def problem_facts(problem: Problem) -> dict[str, Any]:
    """One problem, wherever problems are printed."""
    return {"where": problem.where, "found": problem.found, "hint": problem.hint}


def letter_facts(letter: Entry, zone: ZoneInfo) -> dict[str, Any]:
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
