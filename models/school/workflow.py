"""The shape of workflow.yaml: words on the board, stages, and which stages each kind of submission passes."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from models.school import texts
from models.school.people import Roster
from models.text import Strict


class Status(StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    ON_APPROVAL = "on_approval"
    RETURNED = "returned"
    DONE = "done"
    CANCELLED = "cancelled"
    UNCLEAR = "unclear"


class Request(StrEnum):
    """What an executor asks for in «Отметка»."""

    STARTED = "started"
    COMPLETION = "completion"
    EXTENSION = "extension"
    CANCELLATION = "cancellation"


class Kind(StrEnum):
    """What a submission asks the voters."""

    COMPLETION = "completion"
    EXTENSION = "extension"
    CANCELLATION = "cancellation"
    REOPENING = "reopening"


class Choice(StrEnum):
    """What a voter says."""

    APPROVE = "approve"
    RETURN = "return"
    ABSTAIN = "abstain"


class VotedField(StrEnum):
    """A field of a mark that the votes are about; a change of it lapses the votes."""

    REQUEST = "request"
    RESULT = "result"
    NEW_DATE = "new_date"
    COMMENT = "comment"


WORKING_DAYS = re.compile(r"(\d+) рабоч(?:ий|их) д(?:ень|ня|ней)\Z")


def _working_days(raw: object) -> object:
    match = WORKING_DAYS.match(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise ValueError(texts.WORKING_DAYS)
    return int(match.group(1))


def _one_or_many(raw: object) -> object:
    return (raw,) if isinstance(raw, str) else raw


WorkingDays = Annotated[int, BeforeValidator(_working_days)]
Quorum = Literal["any", "all", "majority"] | Annotated[int, Field(ge=1)]
Tie = Literal["chair", "return", "ask"]


THEN_WEEKLY = "then weekly"


class Cadence(NamedTuple):
    """So many working days after the first letter a thing is told again; `weekly`: and every five after the last."""

    days: tuple[int, ...]
    weekly: bool

    def latest(self, passed: int) -> int:
        """The working day of the last reminder that fell within so many, 0 for the first letter itself.

        >>> [Cadence((1, 2, 3, 5), True).latest(passed) for passed in (0, 1, 4, 5, 9, 10, 14, 15)]
        [0, 1, 3, 5, 5, 10, 10, 15]
        >>> Cadence((), False).latest(30)
        0
        """
        last = self.days[-1] if self.days else 0
        if self.weekly and passed > last:
            return passed - (passed - last) % WEEK
        return max((day for day in self.days if day <= passed), default=0)


WEEK = 5  # working days


def _cadence(raw: object) -> object:
    if isinstance(raw, Cadence):
        return raw
    listed = list(raw) if isinstance(raw, list | tuple) else []
    weekly = listed[-1:] == [THEN_WEEKLY]
    days = tuple(listed[:-1] if weekly else listed)
    rising = all(type(day) is int and day > before for before, day in zip((0, *days), days, strict=False))
    if not listed or not rising:
        raise ValueError(texts.CADENCE)
    return Cadence(days, weekly)


class Escalation(Strict):
    """Who is told when a ballot is still open so long after its deadline; `decides` gives them the last word.

    `to` lists posts in turn: the first whose holder is there and does not answer for the milestone is told.
    """

    after: WorkingDays
    to: Annotated[tuple[str, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
    decides: bool = False


class Stage(Strict):
    """Voters, quorum, and how long they have; voters name a role of the people file or a post's title.

    The quorum is counted of the post's members, or of those who voted, from `present_at_least` on. `tie` says what
    follows when neither approval nor return can be reached; `question_pause` by how much a question moves the deadline.
    Where everybody who could vote answers for the milestone, `stand_in` votes, or the stage is passed over.
    `at_meeting` says whether votes are entered there by name, or how many there were.
    """

    label: str
    voters: str
    quorum: Quorum = "majority"
    of: Literal["members", "present"] = "members"
    present_at_least: Annotated[int, Field(ge=1)] | None = None
    tie: Tie = "ask"
    returns: Annotated[int, Field(ge=1)] = 1
    question_pause: WorkingDays = 0
    decide_within: WorkingDays
    remind_after: tuple[WorkingDays, ...] = ()
    escalate: Escalation | None = None
    stand_in: str | None = None
    pass_over_own_work: bool = False
    at_meeting: Literal["names", "numbers"] = "names"


class Route(Strict):
    """The stages that submissions of some kinds pass, in order; forms name evidence kinds, none means any form."""

    kinds: tuple[Kind, ...]
    forms: tuple[str, ...] = ()
    stages: Annotated[tuple[str, ...], Field(min_length=1)]


class OverdueStep(Strict):
    """Who else is told of an overdue milestone, and how many working days after its due date."""

    tell: str
    after: Annotated[WorkingDays, Field(ge=1)]


class DoubtRules(Strict):
    """From how many rows in one look on cells are doubted rather than believed."""

    moved_rows: Annotated[int, Field(ge=2)] = 2
    emptied_rows: Annotated[int, Field(ge=2)] = 3
    vanished_votes: Annotated[int, Field(ge=2)] = 2


class Workflow(Strict):
    """How a school decides."""

    statuses: dict[Status, str]
    requests: dict[Request, str]
    choices: dict[Choice, str]
    voted_fields: tuple[VotedField, ...] = (VotedField.REQUEST, VotedField.RESULT, VotedField.NEW_DATE)
    stages: dict[str, Stage]
    routes: tuple[Route, ...]
    due_soon: tuple[WorkingDays, ...]
    remind: Annotated[Cadence, BeforeValidator(_cadence)] = Cadence((1, 2, 3, 5), weekly=True)
    busy_from: Annotated[int, Field(ge=2)]
    overdue: tuple[OverdueStep, ...] = ()
    longest_text: Annotated[int, Field(ge=100, le=32_000)]
    doubt: DoubtRules = DoubtRules()

    def route(self, kind: Kind, forms: frozenset[str]) -> Route | None:
        """The first route for a kind of submission and the result's forms; None when no rule applies."""
        for route in self.routes:
            if kind in route.kinds and (not route.forms or forms & set(route.forms)):
                return route
        return None


def needed(quorum: Quorum, voters: int) -> int:
    """How many approvals a quorum asks of so many voters; at least one, even where nobody may vote.

    >>> [needed("majority", n) for n in (0, 1, 2, 3, 4, 5)]
    [1, 1, 2, 2, 3, 3]
    """
    if quorum == "any":
        return 1
    if quorum == "all":
        return max(voters, 1)
    if quorum == "majority":
        return voters // 2 + 1
    return int(quorum)


def all_voters(stages: Mapping[str, Stage], roster: Roster) -> tuple[str, ...]:
    """Everybody who may ever vote: holders of every stage's post at any time, stand-ins, and all their substitutes."""
    people: list[str] = []
    for stage in stages.values():
        last_word = stage.escalate.to if stage.escalate and stage.escalate.decides else ()
        for voters in (stage.voters, stage.stand_in, *last_word):
            post = roster.post(roster.post_named(voters)) if voters else None
            if post is not None:
                people.extend(holder.person for holder in post.holders)
    found = list(dict.fromkeys(people))
    for person in found:  # grows: a substitute may be away too
        acting = [away.substitute for away in roster.absences if away.person == person and away.substitute]
        found.extend(other for other in dict.fromkeys(acting) if other not in found)
    return tuple(found)
