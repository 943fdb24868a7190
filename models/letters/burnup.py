"""Plan against fact: how many milestones were to be done by each day, and how many were."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from models.approval import Overview
from models.journal import Outcome
from models.letters.letter import Burnup, BurnupPoint, LetterKind
from models.school import Kind, School, Status

MONTHS_BY_QUARTER = 18  # a curve over more months than this is told by quarters


def burnup(school: School, overviews: Iterable[Overview], edition: LetterKind, today: date) -> Burnup | None:
    """The curve of a monthly edition (the reporting year of its month) or a yearly one (the whole roadmap).

    None for other editions, and where nothing has a due date. Deadlines count as they stand today, moved ones too.
    """
    period, before = school.period, today.replace(day=1) - timedelta(days=1)
    if edition == "monthly":
        year = period.year_of(before)
        start, end = period.starts(year), period.ends(year)
    elif edition == "yearly":
        start, end = period.starts(period.first), period.ends(period.last)
    else:
        return None
    mine = [
        each for each in overviews
        if each.due is not None and start <= each.due <= end and each.status is not Status.CANCELLED
    ]  # fmt: skip
    if not mine:
        return None
    planned = tuple(sorted(each.due for each in mine if each.due is not None))
    done = tuple(sorted(day for each in mine if (day := done_on(school, each)) is not None))
    days = sorted({*(each for each in _ends(start, end) if each < today), min(today, end), end})
    points = (
        BurnupPoint(each, bisect_right(planned, each), bisect_right(done, each) if each <= today else None)
        for each in days
    )
    told = tuple(each for each in points if each.planned or each.done or each.day >= today)
    return Burnup(start, end, min(today, end), planned, done, told)


def done_on(school: School, each: Overview) -> date | None:
    """The local day on which a milestone was done; None for one that is not."""
    approved = [
        one.closed_at for one in each.state.submissions
        if one.kind is Kind.COMPLETION and one.outcome is Outcome.MET and one.closed_at is not None
    ]  # fmt: skip
    return school.calendar.today(approved[-1]) if each.status is Status.DONE and approved else None


def _ends(start: date, end: date) -> Iterator[date]:
    """The last day of each month between two days; of each third month where there are many."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = 1 if months <= MONTHS_BY_QUARTER else 3
    for number in range(step, months + 1, step):
        index = start.year * 12 + start.month - 1 + number
        yield date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
