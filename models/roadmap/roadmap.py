"""The signed roadmap: its texts word for word, and how unclear terms were settled by a person."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import field_validator, model_validator

from models.roadmap import texts
from models.terms import Period
from models.text import Strict, spell_day

CODE = re.compile(r"[1-9]\d*(\.[1-9]\d*)+\Z")
_MILESTONE = re.compile(r"(?P<activity>[\d.]+)/(?P<year>\d{4})(\.[1-9]\d*)?\Z")


class Order(Strict):
    """The order that put a document into force."""

    number: str
    date: date

    def __str__(self) -> str:
        """The order as people name it: «№ 12 от 01.09.2022»."""
        return texts.ORDER.format(number=self.number, day=spell_day(self.date))


class GoalGroup(Strict):
    """What is wanted for one group of classes («1-7»)."""

    classes: str
    goals: tuple[str, ...]


class Settled(Strict):
    """How a person settled a term that the machine must not guess."""

    as_: str
    meaning: str
    by: str
    on: date

    @model_validator(mode="before")
    @classmethod
    def _as_is_a_keyword(cls, raw: object) -> object:
        return {("as_" if key == "as" else key): value for key, value in raw.items()} if isinstance(raw, dict) else raw


class KeptMilestone(Strict):
    """A milestone whose code an amending order would have changed otherwise: its code stays, its days are these."""

    code: str
    start: date | None = None
    due: date | None = None
    retired: Order | None = None

    @property
    def year(self) -> int:
        """The reporting year of its tab, which stays when the due date moves into another year."""
        return int(self.code.partition("/")[2][:4])


@dataclass(frozen=True, slots=True)
class Wording:
    """What the document says of an activity at one time, word for word."""

    title: str
    term: str
    executors: tuple[str, ...]
    result_form: str


class Activity(Strict):
    """One row of the signed roadmap.

    `number` is how the amended document counts the row, where that is not its code. `proved_as` is the result form in
    words that a rule of evidence knows. `note` holds the document's further columns. `milestones` are listed
    only where the term alone would give other codes.
    """

    code: str
    number: str | None = None
    title: str
    term: str
    settled: Settled | None = None
    executors: tuple[str, ...] = ()
    result_form: str = ""
    note: str = ""
    proved_as: str | None = None
    answers: str | None = None
    milestones: tuple[KeptMilestone, ...] = ()
    retired: Order | None = None

    @field_validator("code")
    @classmethod
    def _code_is_numbers(cls, code: str) -> str:
        if not CODE.match(code):
            raise ValueError(texts.ACTIVITY_CODE)
        return code

    @model_validator(mode="after")
    def _milestones_are_its_own(self) -> Self:
        for each in self.milestones:
            match = _MILESTONE.match(each.code)
            if match is None or match["activity"] != self.code:
                raise ValueError(texts.MILESTONE_CODE.format(code=each.code, activity=self.code))
        return self

    @property
    def wording(self) -> Wording:
        """What the document says of it now; how it counts its rows is no part of that."""
        return Wording(self.title, self.term, self.executors, self.result_form)

    @property
    def proof(self) -> str:
        """The words that rules of evidence go by."""
        return self.proved_as or self.result_form


class Direction(Strict):
    """A numbered part of the roadmap with its activities."""

    number: int
    title: str
    activities: tuple[Activity, ...]


class Roadmap(Strict):
    """The whole signed document."""

    title: str
    school: str = ""
    order: Order | None = None
    amended: tuple[Order, ...] = ()
    period: str
    purpose: str = ""
    goals: tuple[GoalGroup, ...] = ()
    directions: tuple[Direction, ...]

    @field_validator("period")
    @classmethod
    def _period_is_read(cls, period: str) -> str:
        return str(Period.parse(period))

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        seen: set[str] = set()
        for activity in self.activities():
            if activity.code in seen:
                raise ValueError(texts.CODE_TWICE.format(code=activity.code))
            seen.add(activity.code)
        return self

    def activities(self) -> tuple[Activity, ...]:
        """Every activity in the order of the document."""
        return tuple(activity for direction in self.directions for activity in direction.activities)

    def live(self) -> tuple[Activity, ...]:
        """The activities that no order struck off."""
        return tuple(each for each in self.activities() if each.retired is None)


def same_activities(roadmap: Roadmap) -> tuple[tuple[str, str], ...]:
    """Pairs of codes whose title, term and executors are word for word the same (the seed's 2.6 and 2.8)."""
    first: dict[tuple[str, str, tuple[str, ...]], str] = {}
    pairs = []
    for activity in roadmap.live():
        key = (activity.title, activity.term, activity.executors)
        if key in first:
            pairs.append((first[key], activity.code))
        first.setdefault(key, activity.code)
    return tuple(pairs)
