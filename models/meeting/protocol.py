"""What the protocol of a meeting says: the words that fill its template."""

from typing import Any

from models.journal import MeetingClosed, Resolution
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
                **_counted(each),
                "decision": each.decision,
                "reason": texts.REASON.format(reason=each.reason) if each.reason else "",
            }
            for place, each in enumerate(held.resolutions, start=1)
        ],
        "left_out": [texts.LEFT_OUT.format(ballot=ballot, why=why) for ballot, why in held.left_out],
        "code": code,
    }


def _counted(each: Resolution) -> dict[str, str]:
    """How many, and who where that was written down."""
    if each.counted is not None:
        return dict(zip(("approve", "give_back", "abstain"), map(texts.votes, each.counted), strict=True))
    return {"approve": _named(each.approve), "give_back": _named(each.give_back), "abstain": _named(each.abstain)}


def _named(labels: tuple[str, ...]) -> str:
    return f"{texts.votes(len(labels))}: {', '.join(labels)}" if labels else texts.votes(0)
