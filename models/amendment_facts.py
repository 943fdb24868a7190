"""The JSON of an amended document beside the school's roadmap: keys are a contract with the outside."""

from collections.abc import Iterable
from typing import Any

from models.amendment import Change, Draft
from models.facts import event_facts
from models.matching import Doubt
from models.roadmap import Order


def amendment_facts(order: Order | None, draft: Draft, doubts: Iterable[Doubt], *, applied: bool) -> dict[str, Any]:
    """What `vekha import --json` prints under "amendment"; events are those that --apply recorded or would record."""
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
            for each in doubts
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
