"""The year of each point of a term: written beside it, shared with its neighbours, or the document's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from models import term_questions as ask
from models.term_grammar import Item, Point, Years
from models.term_spans import SCHOOL_STARTS, Frame, Span, slices, span_of

if TYPE_CHECKING:
    from models.terms import Period

Marks = frozenset[str]
_SUMMER = range(6, 9)


class Unclear(Exception):
    """The term cannot be known; the message is the question for a person."""


def everything(period: Period | None) -> list[Span]:
    """Give every reporting year of the period whole."""
    if period is None:
        raise Unclear(ask.NEEDS_PERIOD)
    return [(period.starts(year), period.ends(year)) for year in period.years()]


def whole_years(items: tuple[Item, ...], marks: Marks, period: Period | None) -> tuple[list[Span], bool]:
    """Give the years an item names whole, and whether they end with the reporting year."""
    found: list[int] = []
    for item in items:
        if item.first or (item.limit == "before" and not item.last.end) or item.last.years is None:
            if not (item.limit == "from" or item.first):
                raise Unclear(ask.BEFORE_WHAT)
        found += _years_named(item, marks, period)
    if period is None or not period.school:
        return [(date(year, 1, 1), date(year, 12, 31)) for year in found], True
    if items[0].last.years and len(items) == 1 and len(found) == 1 and not items[0].last.years.pair:
        day = date(found[0], 12, 31)
        if items[0].last.end or period.year_of(day) not in period.years():
            raise Unclear(ask.SCHOOL_OR_CALENDAR)
        return [(date(found[0], 1, 1), day)], False
    if items[0].last.years and items[0].last.years.pair and len(items) == 1:
        return [Frame(found[0], school=True).span()], False
    schools = [year for year in found if year + 1 in found]
    if len(schools) != len(found) - 1 or not set(schools) <= set(period.years()):
        raise Unclear(ask.SCHOOL_OR_CALENDAR)
    return [(period.starts(year), period.ends(year)) for year in schools], True


def _years_named(item: Item, marks: Marks, period: Period | None) -> list[int]:
    """List the calendar years one item names: itself, from it on, or from one to another."""
    if item.last.years is None:
        raise Unclear(ask.MIXED)
    years = list(item.last.years.years)
    if item.first:
        if item.first.years is None or len(years) > 1 or len(item.first.years.years) > 1:
            raise Unclear(ask.MIXED)
        years = list(range(item.first.years.years[0], years[0] + 1))
        if len(years) < 2:
            raise Unclear(ask.BACKWARDS)
    elif item.limit == "from":
        if not marks or period is None or period.school or len(years) > 1 or years[0] > period.last:
            raise Unclear(ask.OPEN_END)
        years = list(range(years[0], period.last + 1))
    elif item.limit and (len(years) > 1):
        raise Unclear(ask.BEFORE_WHAT)
    return years


def recurring(items: tuple[Item, ...], marks: Marks, unit: str, period: Period | None) -> list[Span]:
    """Give each month, quarter and so on of the years or of the range that the term names, or of the period."""
    numbered = [item for item in items if item.last.unit == "date"]
    others = tuple(item for item in items if item.last.unit != "date")
    day = numbered[0].last.number if numbered else None
    if len(numbered) > 1 or (day and (unit != "month" or not 1 <= day <= 28 or numbered[0].first)):
        raise Unclear(ask.MIXED)
    if any(item.limit for item in numbered) and numbered[0].limit == "from":
        raise Unclear(ask.OPEN_END)
    if not others:
        frames = everything(period)
    elif all(item.last.unit == "year" for item in others):
        frames, _ = whole_years(others, marks, period)
    elif len(others) == 1 and (others[0].last.unit == "school" or (others[0].first and unit == "month")):
        frames = resolved(others, marks - {"all-year", "always"}, period)
    else:
        raise Unclear(ask.MIXED)
    found = [piece for frame in frames for piece in slices(frame, unit, day)]
    if not found:
        raise Unclear(ask.MIXED)
    return found


def resolved(items: tuple[Item, ...], marks: Marks, period: Period | None) -> list[Span]:
    """Give the spans of days, months and other points, finding the year of each."""
    if {"every-year", "onwards"} & marks:
        items, own = _every_year(items, marks, period)
    else:
        own = None
    spans: list[list[Span]] = []
    near: tuple[Frame, ...] | None = None
    waiting = [index for index, item in enumerate(items) if _said(item) is None]
    order = [*reversed(range(len(items)))]
    forward = [index for index in waiting if all(other in waiting for other in range(index, len(items)))]
    found: dict[int, list[Span]] = {}
    for index in [*(i for i in order if i not in forward), *forward]:
        frames = near if index not in forward else _before(found, index, near, period)
        found[index] = _spans(items[index], own or frames, period)
        near = _frames_near(items[index], found[index], period)
    spans = [found[index] for index in range(len(items))]
    if waiting and own is None and not (period and period.school) and len(waiting) < len(items):
        _check_order(spans)
    return [span for group in spans for span in group]


def _every_year(
    items: tuple[Item, ...], marks: Marks, period: Period | None
) -> tuple[tuple[Item, ...], tuple[Frame, ...] | None]:
    """Take the years that "ежегодно" speaks of: those named, those from a named one on, or all of the period."""
    years = [item for item in items if item.last.unit == "year"]
    rest = tuple(item for item in items if item.last.unit != "year")
    if len(years) > 1:
        raise Unclear(ask.MIXED)
    if years:
        return rest, tuple(Frame(year) for year in _years_named(years[0], marks, period))
    said = [item for item in items if _said(item) is not None]
    if said and "onwards" in marks and len(items) == 1 and period and not period.school:
        start = _said(items[0])
        if start is None or len(start.years) > 1 or start.school or "every-year" not in marks:
            raise Unclear(ask.MIXED)
        bare = replace(items[0], last=replace(items[0].last, years=None))
        return (bare,), tuple(Frame(year) for year in range(start.years[0], max(start.years[0], period.last) + 1))
    if "onwards" in marks:
        raise Unclear(ask.OPEN_END)
    if any(len(years_said.years) < 2 for item in said if (years_said := _said(item))):
        raise Unclear(ask.MIXED)
    if said:
        return items, None
    if period is None:
        raise Unclear(ask.NEEDS_PERIOD)
    return items, tuple(Frame(year, period.school) for year in period.years())


def _said(item: Item) -> Years | None:
    """Give the years written in an item."""
    return item.last.years or (item.first.years if item.first else None)


def _before(
    found: dict[int, list[Span]], index: int, near: tuple[Frame, ...] | None, period: Period | None
) -> tuple[Frame, ...] | None:
    """Give the years of the item on the left, for one with no year on its right."""
    if index - 1 not in found:
        return near
    return tuple(dict.fromkeys(_frame_of(due, period) for _, due in found[index - 1]))


def _frames_near(item: Item, spans: list[Span], period: Period | None) -> tuple[Frame, ...]:
    """Give the years a neighbour without a year of its own shares with an item."""
    years = _said(item)
    if years and years.school:
        return tuple(Frame(year, school=True) for year in years.years)
    if item.first and item.first.years:
        return (_frame_of(spans[0][0], period),)
    return tuple(dict.fromkeys(_frame_of(due, period) for _, due in spans))


def _frame_of(day: date, period: Period | None) -> Frame:
    """Give the reporting year a day lies in."""
    school = period is not None and period.school
    return Frame(day.year - (school and day.month < SCHOOL_STARTS), school)


def _check_order(spans: list[list[Span]]) -> None:
    """Refuse a list that runs backwards once a year was shared: "октябрь, февраль 2021"."""
    dues = [due for group in spans for _, due in group[-1:]]
    if dues != sorted(dues):
        raise Unclear(ask.WHICH_YEAR)


def _spans(item: Item, near: tuple[Frame, ...] | None, period: Period | None) -> list[Span]:
    """Give the spans of one item, one for each of its years."""
    if item.limit == "from":
        raise Unclear(ask.OPEN_END)
    if item.limit == "before" and item.last.unit not in {"day"} and not item.last.end:
        raise Unclear(ask.BEFORE_WHAT)
    if item.limit == "to" and item.last.unit not in {"day", "month"}:
        raise Unclear(ask.BEFORE_WHAT)
    frames = _frames(item, near, period)
    found = []
    for frame in frames:
        first, last = _range(item, frame, period) if item.first else _one(item.last, frame, period)
        if item.limit:
            year = period.year_of(last) if period else last.year
            first = min(first, period.starts(year) if period else date(year, 1, 1))
        elif item.last.end and not item.first:
            first = last
        found.append((first, last))
    return found


def _frames(item: Item, near: tuple[Frame, ...] | None, period: Period | None) -> tuple[Frame, ...]:
    """Give the years an item is looked for in."""
    years = _said(item)
    if years is None:
        return near or _own_frames(period)
    if years.pair:
        if period and period.school:
            return (Frame(years.years[0], school=True),)
        if _runs_over_new_year(item):
            return (Frame(years.years[0], school=True),)
        raise Unclear(ask.PAIR)
    return tuple(Frame(year, years.school) for year in years.years)


def _own_frames(period: Period | None) -> tuple[Frame, ...]:
    """Give the document's only year; several cannot tell which."""
    if period is None:
        raise Unclear(ask.NEEDS_PERIOD)
    if period.first != period.last:
        raise Unclear(ask.WHICH_YEAR)
    return (Frame(period.first, period.school),)


def _runs_over_new_year(item: Item) -> bool:
    """Say whether a range of months or days begins in autumn and ends before the summer is over."""
    first, last = item.first, item.last
    return bool(first and first.month and last.month and first.month >= SCHOOL_STARTS > last.month)


def _one(point: Point, frame: Frame, period: Period | None) -> Span:
    """Give the span of one point; half-years and school years ask which kind of year is meant."""
    if point.unit == "half" and period and period.school and not frame.school:
        raise Unclear(ask.SCHOOL_OR_CALENDAR)
    span = span_of(point, frame)
    if span is None:
        raise Unclear(ask.NO_SUCH_DAY if point.unit == "day" else ask.SCHOOL_OR_CALENDAR)
    return span


def _range(item: Item, frame: Frame, period: Period | None) -> Span:
    """Give the span from one point to another; the end without a year shares the year of its fellow."""
    if item.first is None:
        raise Unclear(ask.BACKWARDS)
    left = right = frame
    if item.first.years and item.last.years:
        if len(item.first.years.years) > 1 or len(item.last.years.years) > 1:
            raise Unclear(ask.PAIR)
        left = Frame(item.first.years.years[0], item.first.years.school)
    elif item.last.years and not frame.school:
        left = _frame_of(_one(item.last, right, period)[1], period)
    elif item.first.years and not frame.school:
        right = _frame_of(_one(item.first, left, period)[0], period)
    start, due = _one(item.first, left, period)[0], _one(item.last, right, period)[1]
    if start > due and frame.school and item.first.month in _SUMMER and not _said(item):
        start = _one(item.first, replace(left, year=left.year - 1), period)[0]
    if start > due:
        raise Unclear(ask.BACKWARDS)
    return start, due
