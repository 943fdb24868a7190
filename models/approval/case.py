"""One milestone in one pass: what is known of it, what is seen, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from models.approval import texts
from models.approval.marks import SubmissionRequest, submission_request
from models.approval.voters import Parties
from models.approval.votes import SeenVote, Standing, open_standing
from models.board import Mark, full_fingerprint, is_same, read_mark
from models.journal import Attempted, Ballot, JournalState, State, VotesCounted
from models.roadmap import Milestone
from models.school import Request, School
from models.text import sentence, spell_day


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was voted at a meeting: ballot → person → vote, or how many approved, gave back, abstained; who entered it.

    `reasons` are those of returns that were only counted.
    """

    number: int
    on: date
    votes: Mapping[str, Mapping[str, SeenVote]]
    entered_by: Mapping[str, str]
    counted: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def has(self, ballot: str) -> bool:
        """Whether a ballot was voted on at the meeting."""
        return ballot in self.votes or ballot in self.counted

    def voters_on(self, code: str) -> frozenset[str]:
        """Who voted at the meeting on a ballot of a milestone, or abstained."""
        ballots = (votes for number, votes in self.votes.items() if number.rpartition("-")[0] == code)
        return frozenset(person for votes in ballots for person in votes)

    def over(self, seen: Mapping[str, Mapping[str, SeenVote]]) -> dict[str, dict[str, SeenVote]]:
        """The votes of the sheet with those of the meeting in their place."""
        return {ballot: {**votes, **self.votes.get(ballot, {})} for ballot, votes in seen.items()}


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


def counted_votes(sitting: Sitting | None, ballot: Ballot, code: str, moment: datetime) -> VotesCounted | None:
    """The votes of a meeting at which nobody wrote down who voted how, once."""
    if sitting is None or ballot.counted is not None or ballot.number not in sitting.counted:
        return None
    approve, give_back, abstain = sitting.counted[ballot.number]
    said = texts.COUNTED.format(label=ballot.opened.stage_label, approve=approve, give_back=give_back, abstain=abstain)
    why = texts.AT_MEETING.format(why=sentence(said), number=sitting.number, day=spell_day(sitting.on))
    who, reason = sitting.entered_by[ballot.number], sitting.reasons.get(ballot.number, "")
    return VotesCounted(
        milestone=code, seen_at=moment, why=texts.ENTERED_BY.format(why=why, who=who) if who else why,
        ballot=ballot.number, approve=approve, give_back=give_back, abstain=abstain, comment=reason,
        meeting=sitting.number, held_on=sitting.on, entered_by=who,
    )  # fmt: skip


def by_protocol(sitting: Sitting | None, ballot: Ballot, why: str) -> str:
    """Why a stage ended, with the protocol where a meeting ended it."""
    if sitting is None or not sitting.has(ballot.number):
        return why
    return texts.BY_PROTOCOL.format(why=why, number=sitting.number, day=spell_day(sitting.on))


@dataclass(frozen=True)
class Case:
    """One milestone in one pass: what is known, what is seen, and when. A quarantined row has no mark.

    `strangers` are ballots on the board that the journal never opened (its database was lost, say): a ballot of that
    number would be given votes that were cast for something else, so it waits until the row is gone. `quarantined` are
    ballots that stand twice: what was last seen of them is shown, and nothing follows from it. Nothing ends and no
    clock runs while the row is `doubted`; an outcome does not hang on what `doubted_voters` said.
    """

    school: School
    milestone: Milestone
    mark: Mark | None
    votes: Mapping[str, Mapping[str, SeenVote]]
    known: JournalState
    today: date
    moment: datetime
    strangers: frozenset[str] = frozenset()
    quarantined: frozenset[str] = frozenset()
    doubted: bool = False
    doubted_voters: frozenset[str] = frozenset()
    sitting: Sitting | None = None

    @cached_property
    def full(self) -> str:
        """The fingerprint over everything the executor typed; empty where the row has no mark."""
        return full_fingerprint(self.mark) if self.mark else ""

    def shows(self, stored: str | None) -> bool:
        """Whether the row still shows the mark of a stored fingerprint."""
        return is_same(stored, self.mark) if stored and self.mark else stored == self.full

    @cached_property
    def parties(self) -> Parties:
        """Who answers and who may vote today."""
        return Parties(self.school, self.milestone, self.today)

    def standing(self, state: State) -> Standing | None:
        """Where the open ballot stands by what is seen of it."""
        number = state.ballot.number if state.ballot else ""
        at_meeting = self.sitting is not None and self.sitting.has(number)
        return open_standing(self.parties, state, self.votes.get(number, {}), at_meeting=at_meeting)

    def wish(self, state: State) -> SubmissionRequest | None:
        """What the mark asks for in a state; judging its evidence costs the most of a pass."""
        if self.mark is None:
            return None
        return submission_request(self.school, self.milestone, state, self.mark, self.known.used_links, self.today)

    def earlier_attempt(self, state: State) -> Attempted | None:
        """The completion that lacked its proof when an earlier day ended, once for a row and day."""
        school, stood = self.school, self.known.since.get((state.code, ""))
        if stood is None or state.finished or state.pending is not None or self.doubted:
            return None
        day = school.calendar.today(stood.moment)
        if day >= self.today or (state.attempt is not None and state.attempt.day >= day):
            return None
        seen = self.known.sightings.get(state.code, {})
        mark = read_mark(seen, school.workflow.requests, school.workflow.longest_text)
        if mark.request is not Request.COMPLETION or (state.spent and is_same(state.spent, mark)):
            return None
        asked = submission_request(school, self.milestone, state, mark, self.known.used_links, day)
        if asked is None or asked.fault is None:
            return None
        why = texts.attempted(day, school.workflow.requests[mark.request], asked.fault[0])
        return Attempted(
            milestone=state.code, seen_at=self.moment, why=why, day=day, result=mark.result, full=asked.full
        )  # fmt: skip


def without_votes_of(voters: frozenset[str], state: State) -> State:
    """The state as if these people had not voted on its open ballot."""
    ballot = state.ballot
    if ballot is None or not voters:
        return state
    votes = tuple(vote for vote in ballot.votes if vote.voter not in voters)
    return replace(state, ballots=(*state.ballots[:-1], replace(ballot, votes=votes)))
