"""Milestones under a new term: which of them stay with their codes, which enter, which are struck off."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.roadmap import Activity, KeptMilestone, Milestone, milestones_of
from models.terms import Period


@dataclass(frozen=True, slots=True)
class MilestoneMatch:
    """What becomes of a milestone: `old` with its day until now, `new` as the term now says; one may be missing."""

    code: str
    old: Milestone | None
    new: Milestone | None
    is_same_day: bool = False


def match_milestones(
    old: Sequence[Milestone],
    new: Sequence[Milestone],
    day_of: Callable[[Milestone], date | None],
    is_finished: Callable[[Milestone], bool],
    used: frozenset[str],
) -> list[MilestoneMatch]:
    """Pair milestones with occurrences: first those due on the same day, then year by year where there are as many,
    then in order, finished ones last; `day_of` is when a milestone is due after votes and orders.
    """
    left, free = list(old), list(new)
    found: list[MilestoneMatch] = []

    def pair(one: Milestone, other: Milestone, *, is_same_day: bool = False) -> None:
        left.remove(one)
        free.remove(other)
        found.append(MilestoneMatch(one.code, one, other, is_same_day))

    for due in (lambda each: each.due, day_of):
        for one in list(left):
            twin = next((each for each in free if each.due == due(one) and _may_be(one, each)), None)
            if twin is not None:
                pair(one, twin, is_same_day=True)
    for year in sorted({each.year for each in left}):
        mine, theirs = [each for each in left if each.year == year], [each for each in free if each.year == year]
        if len(mine) == len(theirs):
            for one, other in zip(mine, theirs, strict=True):
                pair(one, other)
    ranked = sorted(left, key=is_finished) if len(left) > len(free) else list(left)
    for one, other in zip(ranked, list(free), strict=False):
        pair(one, other)
    taken = {*used, *(each.code for each in old)}
    for each in free:
        code = _free_code(each, taken)
        taken.add(code)
        found.append(MilestoneMatch(code, None, each))
    found += [MilestoneMatch(each.code, each, None) for each in left]
    places = {each.code: place for place, each in enumerate(old)}
    return sorted(found, key=lambda fate: places.get(fate.code, len(places)))


def _may_be(one: Milestone, other: Milestone) -> bool:
    """Without a due date only the year tells milestones apart."""
    return other.due is not None or one.year == other.year


def _free_code(new: Milestone, taken: Iterable[str]) -> str:
    """A code that no milestone ever had: of its own year, with the next number."""
    base = f"{new.activity.code}/{new.year}"
    if new.code not in taken:
        return new.code
    number = 2
    while f"{base}.{number}" in taken:
        number += 1
    return f"{base}.{number}"


def kept(wanted: Sequence[KeptMilestone], activity: Activity, period: Period, day: tuple[int, int] | None) -> Activity:
    """The activity, with its milestones listed only where its term would give other codes or days."""
    plain = activity.model_copy(update={"milestones": ()})
    said = milestones_of(plain, 0, period, day)
    derived = {(each.code, each.start, each.due, None) for each in said}
    listed = {(each.code, each.start, each.due, each.retired) for each in wanted}
    return plain if derived == listed else activity.model_copy(update={"milestones": tuple(wanted)})
