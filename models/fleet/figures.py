"""What a municipality counts of one school or direction: every number by the rule that the school itself is shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.approval import Overview
from models.fleet.settings import Figure
from models.journal import Outcome
from models.letters import BurnupBar, bar
from models.school import School, Status
from models.text import sentence

COUNTED = {
    Figure.ON_APPROVAL: Status.ON_APPROVAL,
    Figure.IN_PROGRESS: Status.IN_PROGRESS,
    Figure.RETURNED: Status.RETURNED,
    Figure.UNCLEAR: Status.UNCLEAR,
    Figure.CANCELLED: Status.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class StandingPost:
    """A post at which rows stand still: overdue with nothing handed in, or undecided past the day to decide by."""

    title: str
    overdue: int = 0
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one school, direction or everything; `bar` is the one that the school's own letters show."""

    bar: BurnupBar
    late: int = 0
    statuses: Mapping[Status, int] = field(default_factory=dict)
    standing: tuple[StandingPost, ...] = ()

    def number(self, figure: Figure) -> int | None:
        """One number; None for a share of nothing, and for what is no number."""
        if figure in COUNTED:
            return self.statuses.get(COUNTED[figure], 0)
        done = self.bar.done + self.bar.ahead
        found: dict[Figure, int | None] = {
            Figure.PLANNED: self.bar.planned, Figure.DUE: self.bar.due, Figure.DONE: done,
            Figure.IN_TIME: done - self.late, Figure.LATE: self.late, Figure.DONE_OF_DUE: self.bar.done,
            Figure.AHEAD: self.bar.ahead, Figure.SHARE: self.bar.percent, Figure.OVERDUE: self.bar.overdue,
        }  # fmt: skip
        return found.get(figure)


def figures(school: School, title: str, mine: Iterable[Overview], today: date, short: str = "") -> Figures:
    """The numbers of some milestones of a school on a day."""
    own = tuple(mine)
    return Figures(
        bar=bar(title, own, today, short),
        late=sum(each.days_late > 0 for each in own),
        statuses=Counter(each.status for each in own),
        standing=_by_number(step for each in own for step in _standing(each, today)),
    )


def total(title: str, parts: Iterable[Figures]) -> Figures:
    """The sum of several; whose rows stand still is told of each of them alone."""
    found = tuple(parts)
    statuses: Counter[Status] = Counter()
    for each in found:
        statuses.update(each.statuses)
    counts = (sum(getattr(each.bar, name) for each in found) for name in ("done", "due", "overdue", "ahead", "planned"))
    return Figures(BurnupBar(title, *counts), sum(each.late for each in found), statuses)


def _standing(each: Overview, today: date) -> Iterator[StandingPost]:
    """The posts at which a milestone stands: they are signed posts and stages, never people."""
    ballot, where = each.state.ballot, each.standing
    if ballot is not None and where is not None and where.outcome is Outcome.OPEN and ballot.decide_by < today:
        yield StandingPost(sentence(ballot.opened.stage_label), undecided=1)
    elif each.overdue_days > 0 and each.state.pending is None:
        for executor in each.milestone.activity.executors:
            yield StandingPost(executor, overdue=1)


def _by_number(steps: Iterable[StandingPost]) -> tuple[StandingPost, ...]:
    """One line for each post, the one at which most rows stand first."""
    overdue: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    for each in steps:
        overdue[each.title] += each.overdue
        undecided[each.title] += each.undecided
    found = (StandingPost(title, overdue[title], undecided[title]) for title in overdue)
    return tuple(sorted(found, key=lambda one: (-one.overdue - one.undecided, one.title)))
