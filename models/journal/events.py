"""Facts: what happened to a milestone, each with its moment and its sentence; appended to the journal, never edited."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from models.journal.meeting_events import MeetingEvent
from models.roadmap import Wording
from models.school import Choice, Kind, Quorum, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    milestone: str
    seen_at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(_Fact):
    """The executor began («Начато»)."""

    kind: Literal["started"] = "started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(_Fact):
    """The executor emptied the mark: nothing is begun or asked for any more."""

    kind: Literal["cleared"] = "cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(_Fact):
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
class DoubtAccepted(_Fact):
    """Somebody said that what stands in a doubted row is its executor's wish; it counts from when it was first seen."""

    reason: str
    by: str
    full: str
    since: datetime
    kind: Literal["doubt_accepted"] = "doubt_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted(_Fact):
    """On that day a mark asked for completion and lacked the proof; its last state of the day."""

    day: date
    result: str
    full: str
    kind: Literal["attempted"] = "attempted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(_Fact):
    """A voter's remark stood without a decision until the next working day; `decide_by` where it moved the deadline."""

    ballot: str
    voter: str
    remark: str
    decide_by: date | None = None
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(_Fact):
    """The executor changed what the votes are not about; the votes stand."""

    number: int
    result: str
    new_date: date | None
    comment: str
    full: str
    kind: Literal["amended"] = "amended"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOpened(_Fact):
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
class Voted(_Fact):
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
class VoteWithdrawn(_Fact):
    """A voter took the decision back before the stage closed."""

    ballot: str
    voter: str
    seat: str
    kind: Literal["vote_withdrawn"] = "vote_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(_Fact):
    """A ballot stayed open past its deadline; `to` are told, and with `decides` their vote ends the stage."""

    ballot: str
    to: tuple[str, ...]
    decides: bool
    kind: Literal["escalated"] = "escalated"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMet(_Fact):
    """The quorum of a stage was reached by these voters."""

    ballot: str
    voters: tuple[str, ...]
    approvals: int
    needed: int
    kind: Literal["stage_met"] = "stage_met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(_Fact):
    """The stage returned the submission."""

    number: int
    ballot: str
    voters: tuple[str, ...]
    approvals: int
    needed: int
    kind: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(_Fact):
    """The completion was approved at every stage."""

    number: int
    kind: Literal["done"] = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(_Fact):
    """The extension was approved: the milestone is due on another day; `before` is the day it was due until then."""

    number: int
    due: date
    before: date | None = None
    kind: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(_Fact):
    """The cancellation was approved."""

    number: int
    kind: Literal["cancelled"] = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(_Fact):
    """A mistaken end was undone by a vote."""

    number: int
    kind: Literal["reopened"] = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(_Fact):
    """The executor took the submission back."""

    number: int
    kind: Literal["withdrawn"] = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded(_Fact):
    """The executor changed what was voted on, or an order decided it; the votes lapsed.

    With `spent` the mark that asked for it asks for nothing any more.
    """

    number: int
    spent: bool = False
    kind: Literal["superseded"] = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(_Fact):
    """An order («№ 12 от 01.09.2022») added the milestone to the roadmap."""

    order: str
    due: date | None
    kind: Literal["entered"] = "entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded(_Fact):
    """An order changed what the roadmap says of the activity: title, executors, result form, number.

    `was` is what it said until then, here and wherever an order moves a milestone; None in older journals.
    """

    order: str
    was: Wording | None = None
    kind: Literal["reworded"] = "reworded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled(_Fact):
    """An order moved the milestone; `before` is the day it was due until then."""

    order: str
    before: date | None
    due: date | None
    was: Wording | None = None
    kind: Literal["rescheduled"] = "rescheduled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired(_Fact):
    """An order struck the milestone off; `full` is the fingerprint of the row at that moment.

    A milestone that is finished stays as it is.
    """

    order: str
    full: str
    kind: Literal["retired"] = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored(_Fact):
    """An order opened a finished milestone again."""

    order: str
    before: date | None
    due: date | None
    was: Wording | None = None
    kind: Literal["restored"] = "restored"


OrderEvent = Entered | Reworded | Rescheduled | Retired | Restored
Event = (
    Started | Cleared | Attempted | Submitted | DoubtAccepted | Amended | StageOpened | Asked | Voted | VoteWithdrawn
    | Escalated | StageMet | Refused | Done | Moved | Cancelled | Reopened | Withdrawn | Superseded | OrderEvent
    | MeetingEvent
)  # fmt: skip
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def event_to_json(event: Event) -> dict[str, Any]:
    """The event as plain JSON values (dates ISO, moments with zone)."""
    plain: dict[str, Any] = _EVENT.dump_python(event, mode="json")
    return plain


def event_from_json(plain: object) -> Event:
    """The event that `event_to_json` wrote; pydantic.ValidationError when it is not one."""
    return _EVENT.validate_python(plain)
