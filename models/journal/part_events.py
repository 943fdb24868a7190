"""What the holders of a shared post contributed to a milestone, as facts."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class Part:
    """One line of «Вклады» that counts: who contributed what, with a link, for how many people, and when.

    `label` is how that person was called on the board then, `warnings` are what voters should look at.
    """

    number: str
    who: str
    what: str
    link: str = ""
    amount: int | None = None
    day: date | None = None
    warnings: tuple[str, ...] = ()
    label: str = ""

    @property
    def content(self) -> tuple[object, ...]:
        """What a person wrote, the line's number left aside."""
        return self.who, self.what, self.link, self.amount, self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributed(Fact):
    """A line was seen that counts, or one that counted was changed."""

    part: Part
    kind: Literal["contributed"] = "contributed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDropped(Fact):
    """A line that counted does not any more: it was emptied, given another code, or lacks its proof."""

    number: str
    kind: Literal["part_dropped"] = "part_dropped"


PartEvent = Contributed | PartDropped
