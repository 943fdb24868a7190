"""The JSON of `vekha import`: keys are a contract with the outside."""

from typing import Any

from models.imported import Imported, ImportedActivity
from models.settlement import Settlement


def import_facts(imported: Imported, settlement: Settlement | None = None) -> dict[str, Any]:
    """What `vekha import --json` prints; problems that a person settled are left out, "settled" says how."""
    order, told = imported.preamble.order, settlement or Settlement()
    return {
        "title": imported.preamble.title,
        "order": {"number": order[0], "date": order[1].isoformat()} if order else None,
        "period": str(imported.period) if imported.period else None,
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
        "mended": [list(pair) for pair in activity.mended],
    }
