"""A submission and its ballots as the facts left them, with the votes and questions that were seen."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.journal.events import Amended, StageOpened, Submitted, VotesCounted
from models.school import Choice, Kind


class Outcome(StrEnum):
    """How a stage or submission stands."""

    OPEN = "open"
    MET = "met"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Vote:
    """What was seen in a voter's cells; `seat` is whose vote it is."""

    voter: str
    seat: str
    choice: Choice
    comment: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What a voter asks without a decision; `answered` once the executor wrote something new in «Комментарий»."""

    voter: str
    remark: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """One submission at one stage, with the votes that were seen; what changes after it was opened stands beside it."""

    opened: StageOpened
    voters: tuple[str, ...]
    needed: int
    why: str
    votes: tuple[Vote, ...] = ()
    outcome: Outcome = Outcome.OPEN
    escalated_to: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    moved_to: date | None = None
    counted: VotesCounted | None = None

    @property
    def number(self) -> str:
        """The ballot's number on the board."""
        return self.opened.ballot

    @property
    def decide_by(self) -> date:
        """The day by which the voters should decide."""
        return self.moved_to or self.opened.decide_by


@dataclass(frozen=True, slots=True)
class Submission:
    """A mark taken to the vote, and what the executor changed of it since."""

    made: Submitted
    amended: Amended | None = None
    outcome: Outcome = Outcome.OPEN
    closed_at: datetime | None = None

    @property
    def number(self) -> int:
        """The number of the submission among the milestone's."""
        return self.made.number

    @property
    def made_at(self) -> datetime:
        """When its mark was first seen."""
        return self.made.since or self.made.seen_at

    @property
    def kind(self) -> Kind:
        """What is asked for."""
        return self.made.submission

    @property
    def shown(self) -> Submitted | Amended:
        """The fact with the result, new date, comment and full fingerprint that stand in the row now."""
        return self.amended or self.made
