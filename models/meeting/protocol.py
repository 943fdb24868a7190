"""What the protocol of a meeting says: the words that fill its template."""

from typing import Any

from models.journal import MeetingClosed
from models.meeting import texts
from models.text import spell_date


def protocol(held: MeetingClosed, school: str, code: str) -> dict[str, Any]:
    """The values of the template by name; `code` is the journal's digest after the meeting."""
    return {
        "number": held.number,
        "day": spell_date(held.on),  # the template says «г.» itself
        "school": school,
        "present": list(held.present),
        "absent": ", ".join(held.absent) or texts.NOBODY_LISTED,
        "chair": held.chair,
        "secretary": held.secretary,
        "resolutions": [
            {
                "place": place,
                "ballot": each.ballot,
                "code": each.code,
                "title": each.title,
                "asked": each.asked,
                "result": each.result or texts.NO_RESULT,
                "approve": _counted(each.approve),
                "give_back": _counted(each.give_back),
                "abstain": _counted(each.abstain),
                "decision": each.decision,
                "reason": texts.REASON.format(reason=each.reason) if each.reason else "",
            }
            for place, each in enumerate(held.resolutions, start=1)
        ],
        "left_out": [texts.LEFT_OUT.format(ballot=ballot, why=why) for ballot, why in held.left_out],
        "code": code,
    }


def _counted(labels: tuple[str, ...]) -> str:
    """How many, and who."""
    return f"{texts.votes(len(labels))}: {', '.join(labels)}" if labels else texts.votes(0)
