"""What an order does to a milestone, as facts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from models.journal.fact import Fact
from models.roadmap import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(Fact):
    """An order («№ 12 от 01.09.2022») added the milestone to the roadmap."""

    order: str
    due: date | None
    kind: Literal["entered"] = "entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded(Fact):
    """An order changed what the roadmap says of the activity: title, executors, result form, number.

    `was` is what it said until then, here and wherever an order moves a milestone; None in older journals.
    """

    order: str
    was: Wording | None = None
    kind: Literal["reworded"] = "reworded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled(Fact):
    """An order moved the milestone; `before` is the day it was due until then."""

    order: str
    before: date | None
    due: date | None
    was: Wording | None = None
    kind: Literal["rescheduled"] = "rescheduled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired(Fact):
    """An order struck the milestone off; `full` is the fingerprint of the row at that moment.

    A milestone that is finished stays as it is.
    """

    order: str
    full: str
    kind: Literal["retired"] = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored(Fact):
    """An order opened a finished milestone again."""

    order: str
    before: date | None
    due: date | None
    was: Wording | None = None
    kind: Literal["restored"] = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionReworded:
    """An order gave a direction another title; `was` is the one before. It is the school's fact, no milestone's."""

    seen_at: datetime
    why: str
    order: str
    number: int
    was: str
    milestone: str = ""
    kind: Literal["direction_reworded"] = "direction_reworded"


OrderEvent = Entered | Reworded | Rescheduled | Retired | Restored
