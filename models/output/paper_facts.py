"""The JSON of the school's papers: keys are a contract with the outside."""

from typing import Any

from models.journal import Part
from models.meeting import Agenda, Meeting
from models.papers import ActivityRow, Report, Totals


def report_facts(report: Report) -> dict[str, Any]:
    """What `vekha report --json` prints; the signed columns are word for word."""
    return {
        "as_of": report.as_of.isoformat(),
        "title": report.title,
        "about": list(report.about),
        "purpose": report.purpose,
        "goals": [{"classes": classes, "goals": list(goals)} for classes, goals in report.goals],
        "directions": [
            {
                "number": each.number,
                "heading": each.heading,
                "activities": [_activity(row) for row in each.rows],
                "totals": _totals(each.totals),
            }
            for each in report.directions
        ],
        "totals": _totals(report.totals),
        "journal": {"code": report.code or None, "position": report.position},
    }


def meeting_facts(meeting: Meeting, agenda: Agenda) -> dict[str, Any]:
    """What `vekha meeting open --json` prints."""
    return {
        "number": meeting.number,
        "on": meeting.opened.on.isoformat(),
        "ballots": [item.ballot for item in agenda.items],
    }


def _activity(row: ActivityRow) -> dict[str, Any]:
    number, title, term, executors, form = row.signed
    return {
        "code": row.code,
        "number": number,
        "title": title,
        "term": term,
        "executors": executors,
        "result_form": form,
        "mark": list(row.mark),
        "milestones": [
            {
                "code": each.code,
                "status": str(each.status),
                "due": each.due.isoformat() if each.due else None,
                "overdue_days": each.overdue_days,
                "said": list(each.sentences),
                "parts": [_part(part) for part in each.parts],
            }
            for each in row.records
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "number": part.number,
        "who": part.label,
        "what": part.what,
        "link": part.link or None,
        "amount": part.amount,
        "date": part.day.isoformat() if part.day else None,
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "milestones": totals.milestones,
        "due": totals.due,
        "overdue": totals.overdue,
        "statuses": {str(status): number for status, number in totals.statuses.items()},
    }
