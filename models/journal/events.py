"""Facts: what happened to a milestone, each with its moment and its sentence; appended to the journal, never edited."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from models.journal.fact import Fact
from models.journal.meeting_events import MeetingEvent
from models.journal.order_events import DirectionReworded, OrderEvent
from models.journal.part_events import PartEvent
from models.school import Choice, Kind, Quorum, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Fact):
    """The executor began («Начато»)."""

    kind: Literal["started"] = "started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(Fact):
    """The executor emptied the mark: nothing is begun or asked for any more."""

    kind: Literal["cleared"] = "cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(Fact):
    """A mark was taken to the vote, with the fingerprints of what was seen; `since` where it was seen earlier."""

    number: int
    submission: Kind
    result: str
    new_date: date | None
    comment: str
    full: str
    voted: str
    forms: tuple[str, ...]
    answering: tuple[str, ...]
    understood: str = ""
    warnings: tuple[str, ...] = ()
    since: datetime | None = None
    kind: Literal["submitted"] = "submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtAccepted(Fact):
    """Somebody said that what stands in a doubted row is its executor's wish; it counts from when it was first seen."""

    reason: str
    by: str
    full: str
    since: datetime
    kind: Literal["doubt_accepted"] = "doubt_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted(Fact):
    """On that day a mark asked for completion and lacked the proof; its last state of the day."""

    day: date
    result: str
    full: str
    kind: Literal["attempted"] = "attempted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Fact):
    """A voter's remark stood without a decision until the next working day; `decide_by` where it moved the deadline."""

    ballot: str
    voter: str
    remark: str
    decide_by: date | None = None
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(Fact):
    """The executor changed what the votes are not about; the votes stand."""

    number: int
    result: str
    new_date: date | None
    comment: str
    full: str
    kind: Literal["amended"] = "amended"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOpened(Fact):
    """A ballot was put before its voters, with the rule that it keeps (none in ballots of the first release)."""

    ballot: str
    number: int
    stage: str
    stage_label: str
    stage_number: int
    voters: tuple[str, ...]
    needed: int
    returns: int
    decide_by: date
    quorum: Quorum | None = None
    of: Literal["members", "present"] | None = None
    present_at_least: int | None = None
    tie: Tie | None = None
    kind: Literal["stage_opened"] = "stage_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted(Fact):
    """A voter's decision was seen; `seat` is whose vote it is (an absent person's, when a substitute votes).

    `post` is the post under which the seat voted on that day. A vote given at a meeting names its number and day, and
    who entered it.
    """

    ballot: str
    voter: str
    seat: str
    post: str
    choice: Choice
    comment: str
    fingerprint: str
    meeting: int | None = None
    held_on: date | None = None
    entered_by: str = ""
    kind: Literal["voted"] = "voted"


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesCounted(Fact):
    """At a meeting so many approved, gave back and abstained; who, nobody wrote down."""

    ballot: str
    approve: int
    give_back: int
    abstain: int
    comment: str
    meeting: int
    held_on: date
    entered_by: str
    kind: Literal["votes_counted"] = "votes_counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteWithdrawn(Fact):
    """A voter took the decision back before the stage closed."""

    ballot: str
    voter: str
    seat: str
    kind: Literal["vote_withdrawn"] = "vote_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Fact):
    """A ballot stayed open past its deadline; `to` are told, and with `decides` their vote ends the stage."""

    ballot: str
    to: tuple[str, ...]
    decides: bool
    kind: Literal["escalated"] = "escalated"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMet(Fact):
    """The quorum of a stage was reached by these voters."""

    ballot: str
    voters: tuple[str, ...]
    approvals: int
    needed: int
    kind: Literal["stage_met"] = "stage_met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Fact):
    """The stage returned the submission."""

    number: int
    ballot: str
    voters: tuple[str, ...]
    approvals: int
    needed: int
    kind: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Fact):
    """The completion was approved at every stage."""

    number: int
    kind: Literal["done"] = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Fact):
    """The extension was approved: the milestone is due on another day; `before` is the day it was due until then."""

    number: int
    due: date
    before: date | None = None
    kind: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Fact):
    """The cancellation was approved."""

    number: int
    kind: Literal["cancelled"] = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Fact):
    """A mistaken end was undone by a vote."""

    number: int
    kind: Literal["reopened"] = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """The executor took the submission back."""

    number: int
    kind: Literal["withdrawn"] = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded(Fact):
    """The executor changed what was voted on, or an order decided it; the votes lapsed.

    With `spent` the mark that asked for it asks for nothing any more.
    """

    number: int
    spent: bool = False
    kind: Literal["superseded"] = "superseded"


SchoolEvent = MeetingEvent | DirectionReworded  # of no milestone
Event = (
    Started | Cleared | Attempted | Submitted | DoubtAccepted | Amended | StageOpened | Asked | Voted | VotesCounted
    | VoteWithdrawn | Escalated | StageMet | Refused | Done | Moved | Cancelled | Reopened | Withdrawn | Superseded
    | OrderEvent | SchoolEvent | PartEvent
)  # fmt: skip
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def event_to_json(event: Event) -> dict[str, Any]:
    """The event as plain JSON values (dates ISO, moments with zone)."""
    plain: dict[str, Any] = _EVENT.dump_python(event, mode="json")
    return plain


def event_from_json(plain: object) -> Event:
    """The event that `event_to_json` wrote; pydantic.ValidationError when it is not one."""
    return _EVENT.validate_python(plain)
