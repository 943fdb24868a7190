"""Votes that were given at a meeting: they stand over what the sheet shows of the same voters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.approval import texts
from models.approval.votes import SeenVote
from models.journal import Ballot
from models.text import spell_day


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was voted at a meeting: ballot → person → vote, None where it is taken back; who entered each ballot."""

    number: int
    on: date
    votes: Mapping[str, Mapping[str, SeenVote | None]]
    entered_by: Mapping[str, str]

    def voters_on(self, code: str) -> frozenset[str]:
        """Who voted at the meeting on a ballot of a milestone, or abstained."""
        ballots = (votes for number, votes in self.votes.items() if number.rpartition("-")[0] == code)
        return frozenset(person for votes in ballots for person in votes)

    def over(self, seen: Mapping[str, Mapping[str, SeenVote]]) -> dict[str, dict[str, SeenVote]]:
        """The votes of the sheet with those of the meeting in their place."""
        found = {}
        for ballot, votes in seen.items():
            both: dict[str, SeenVote | None] = {**votes, **self.votes.get(ballot, {})}
            found[ballot] = {person: vote for person, vote in both.items() if vote is not None}
        return found


def voted_why(sitting: Sitting | None, ballot: Ballot, voter: str, why: str) -> str:
    """The sentence of a vote, with the meeting where it was given at one."""
    given = of_meeting(sitting, ballot, voter)
    if not given:
        return why
    said = texts.AT_MEETING.format(why=why, number=given["meeting"], day=spell_day(given["held_on"]))
    return texts.ENTERED_BY.format(why=said, who=given["entered_by"]) if given["entered_by"] else said


def of_meeting(sitting: Sitting | None, ballot: Ballot, voter: str) -> dict[str, Any]:
    """What a vote says of the meeting at which it was given; nothing for a vote of the sheet."""
    if sitting is None or voter not in sitting.votes.get(ballot.number, {}):
        return {}
    return {"meeting": sitting.number, "held_on": sitting.on, "entered_by": sitting.entered_by[ballot.number]}


def by_protocol(sitting: Sitting | None, ballot: Ballot, why: str) -> str:
    """Why a stage ended, with the protocol where a meeting ended it."""
    if sitting is None or ballot.number not in sitting.votes:
        return why
    return texts.BY_PROTOCOL.format(why=why, number=sitting.number, day=spell_day(sitting.on))
