"""From activities and terms to milestones: codes for ever, due dates, reporting years."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from models.roadmap.roadmap import Activity, Order, Roadmap
from models.terms import Occurrence, Period, Term, questions, understand


@dataclass(frozen=True, slots=True)
class Milestone:
    """One occurrence of an activity in one reporting year; `retired` is the order that struck it off."""

    code: str
    activity: Activity
    direction: int
    year: int
    start: date | None
    due: date | None
    unclear: str | None = None
    retired: Order | None = None


def meaning(activity: Activity, period: Period) -> Term:
    """How an activity's term is understood: as a person settled it, else as it reads."""
    if activity.settled is None:
        return understand(activity.term, period)
    return replace(understand(activity.settled.as_, period), text=activity.term)


def milestones(roadmap: Roadmap, reporting_day: tuple[int, int] | None) -> tuple[Milestone, ...]:
    """Every milestone of the roadmap by year, then in the order of the document.

    A yearly term is due on the school's reporting day (month, day) where it has one.
    """
    period = Period.parse(roadmap.period)
    found: list[Milestone] = []
    for direction in roadmap.directions:
        for activity in direction.activities:
            found.extend(milestones_of(activity, direction.number, period, reporting_day))
    return tuple(sorted(found, key=lambda each: each.year))


def milestones_of(
    activity: Activity, direction: int, period: Period, reporting_day: tuple[int, int] | None
) -> list[Milestone]:
    """The milestones of one activity, by due date."""
    term, gone = meaning(activity, period), activity.retired
    if activity.milestones:
        return [
            Milestone(
                each.code, activity, direction, each.year, each.start, each.due,
                (term.unclear or questions.WHICH_YEAR) if each.due is None else None, each.retired or gone,
            )
            for each in activity.milestones
        ]  # fmt: skip
    if term.unclear is not None:
        return [
            Milestone(f"{activity.code}/{year}", activity, direction, year, None, None, term.unclear, gone)
            for year in period.years()
        ]
    moved = [_on_reporting_day(each, period, reporting_day) if term.yearly else each for each in term.occurrences]
    per_year = Counter(each.period for each in moved)
    numbered: Counter[int] = Counter()
    result = []
    for each in sorted(moved, key=lambda occurrence: occurrence.due):
        numbered[each.period] += 1
        suffix = f".{numbered[each.period]}" if per_year[each.period] > 1 else ""
        code = f"{activity.code}/{each.period}{suffix}"
        result.append(Milestone(code, activity, direction, each.period, each.start, each.due, None, gone))
    return result


def _on_reporting_day(occurrence: Occurrence, period: Period, reporting_day: tuple[int, int] | None) -> Occurrence:
    if reporting_day is None:
        return occurrence
    month, day = reporting_day
    start, end = period.starts(occurrence.period), period.ends(occurrence.period)
    year = start.year if (month, day) >= (start.month, start.day) else end.year
    return replace(occurrence, due=date(year, month, day))
