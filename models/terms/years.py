"""The year of each point of a term: written beside it, shared with its neighbours, or the document's own."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

from models.terms import questions
from models.terms.items import Item, Point, Years
from models.terms.period import Period
from models.terms.spans import SCHOOL_STARTS, Frame, Span, next_month, slices, span_of

Marks = frozenset[str]
_SUMMER = range(6, 9)


class UnclearError(Exception):
    """The term cannot be known; the message is the question for a person."""


def everything(period: Period | None) -> list[Span]:
    """Give every reporting year of the period whole."""
    if period is None:
        raise UnclearError(questions.NEEDS_PERIOD)
    return [(period.starts(year), period.ends(year)) for year in period.years()]


def whole_years(items: tuple[Item, ...], marks: Marks, period: Period | None) -> tuple[list[Span], bool]:
    """Give the years an item names whole, and whether they end with the reporting year."""
    found: list[int] = []
    for item in items:
        if item.limit in {"before", "to"} and not item.last.end:
            raise UnclearError(questions.BEFORE_WHAT)
        found += _years_named(item, marks, period)
    return _in_school_years(items, found, period) if period and period.school else _in_years(items, found)


def _in_years(items: tuple[Item, ...], found: list[int]) -> tuple[list[Span], bool]:
    """Give calendar years whole; "2014/2015" among them is a school year."""
    if all(item.last.years and item.last.years.school for item in items):
        return [Frame(year, school=True).span() for year in found], False
    if any(item.last.years and item.last.years.school for item in items):
        raise UnclearError(questions.SCHOOL_OR_CALENDAR)
    return [Frame(year).span() for year in found], True


def _in_school_years(items: tuple[Item, ...], found: list[int], period: Period) -> tuple[list[Span], bool]:
    """Give the years of a school's document: "2014-2015" is the school year, "2014 год" the calendar one."""
    slashed = all(item.last.years and item.last.years.school for item in items)
    if not slashed and len(found) == 1:
        span = Frame(found[0]).span()
        if items[0].last.end or period.year_of(span[1]) not in period.years():
            raise UnclearError(questions.SCHOOL_OR_CALENDAR)
        return [span], False
    schools = found if slashed else [year for year in found if year + 1 in found]
    if not slashed and (len(items) > 1 or len(schools) != len(found) - 1 or not set(schools) <= set(period.years())):
        raise UnclearError(questions.SCHOOL_OR_CALENDAR)
    return [(period.starts(year), period.ends(year)) for year in schools], True


def _years_named(item: Item, marks: Marks, period: Period | None) -> list[int]:
    """List the calendar years one item names: itself, from it on, or from one to another."""
    if item.last.years is None and item.last.end and not item.first:
        return _this_year(marks, period)
    if item.last.years is None:
        raise UnclearError(questions.MIXED)
    years = list(item.last.years.years)
    if item.first:
        if item.first.years is None or len(years) > 1 or len(item.first.years.years) > 1:
            raise UnclearError(questions.MIXED)
        years = list(range(item.first.years.years[0], years[0] + 1))
        if len(years) < 2:
            raise UnclearError(questions.BACKWARDS)
    elif item.limit == "from" or "onwards" in marks:
        if not marks or period is None or period.school or len(years) > 1 or years[0] > period.last:
            raise UnclearError(questions.OPEN_END)
        years = list(range(years[0], period.last + 1))
    elif item.limit and (len(years) > 1):
        raise UnclearError(questions.BEFORE_WHAT)
    return years


def _this_year(marks: Marks, period: Period | None) -> list[int]:
    """Give the year of "до конца года": the only one of a calendar period, or each where it is said."""
    if period is None:
        raise UnclearError(questions.NEEDS_PERIOD)
    if period.school:
        raise UnclearError(questions.SCHOOL_OR_CALENDAR)
    if period.first != period.last and "every-year" not in marks:
        raise UnclearError(questions.WHICH_YEAR)
    return list(period.years())


def recurring(items: tuple[Item, ...], marks: Marks, unit: str, period: Period | None) -> list[Span]:
    """Give each month, quarter and so on of the years or of the range that the term names, or of the period."""
    numbered = [item for item in items if item.last.unit == "date"]
    others = tuple(item for item in items if item.last.unit != "date")
    day = numbered[0].last.number if numbered else None
    if len(numbered) > 1 or (
        day and (not (unit == "month" or "after-each" in marks) or not 1 <= day <= 28 or numbered[0].first)
    ):
        raise UnclearError(questions.MIXED)
    if any(item.limit for item in numbered) and numbered[0].limit == "from":
        raise UnclearError(questions.OPEN_END)
    if not others:
        frames = everything(period)
    elif all(item.last.unit == "year" for item in others):
        frames, _ = whole_years(others, marks, period)
    elif len(others) == 1 and (others[0].last.unit == "school" or _may_be_sliced(others[0], unit)):
        frames = resolved(others, marks - {"all-year", "always", "after-each"}, period)
    else:
        raise UnclearError(questions.MIXED)
    after = day if "after-each" in marks else None
    found = [piece for frame in frames for piece in slices(frame, unit, None if after else day)]
    found = [(start, next_month(due, after)) for start, due in found] if after else found
    if not found:
        raise UnclearError(questions.MIXED)
    return found


def _may_be_sliced(item: Item, unit: str) -> bool:
    """Say whether an item is a range that the unit divides without a rest."""
    if item.first is None or unit == "month":
        return item.first is not None
    return unit == "term" and (item.first.unit, item.first.month, item.last.month) == ("month", SCHOOL_STARTS, 5)


def resolved(items: tuple[Item, ...], marks: Marks, period: Period | None) -> list[Span]:
    """Give the spans of days, months and other points, finding the year of each."""
    own: tuple[Frame, ...] | None = None
    if {"every-year", "onwards"} & marks:
        items, own = _every_year(items, marks, period)
    if len({item.last.unit == "school" for item in items}) > 1:
        raise UnclearError(questions.MIXED)
    if any(one.last.unit == "day" and two.last.unit == "month" and not two.first for one, two in pairwise(items)):
        raise UnclearError(questions.DAY_THEN_MONTH)
    dated = [index for index, item in enumerate(items) if _said(item)]
    edge = dated[-1] + 1 if dated else len(items)
    found: dict[int, list[Span]] = {}
    near = own
    for index in reversed(range(edge)):  # a written year also belongs to what stands before it
        found[index] = _spans(items[index], near, period)
        near = _years_of(items[index], found[index], 0, period) if _said(items[index]) else near
    for index in range(edge, len(items)):  # and the last one to what stands after it
        near = _years_of(items[index - 1], found[index - 1], 1, period)
        found[index] = _spans(items[index], near, period)
    _drop_wider(items, found)
    spans = [found[index] for index in range(len(items)) if found[index]]
    dues = [group[-1][1] for group in spans]
    if own is None and len(dated) < len(items) and dues != sorted(dues):
        raise UnclearError(questions.OUT_OF_ORDER)
    return [span for group in spans for span in group]


def _drop_wider(items: tuple[Item, ...], found: dict[int, list[Span]]) -> None:
    """Leave out "1 полугодие" beside "декабрь"; where the wider one ends later it cannot be known which is meant."""
    for wide, narrow in permutations((index for index in found if not items[index].limit), 2):
        if items[wide].last.unit == items[narrow].last.unit:
            continue
        for span in list(found[wide]):
            inside = [each for each in found[narrow] if span[0] <= each[0] and each[1] <= span[1] and each != span]
            if inside and inside[-1][1] != span[1]:
                raise UnclearError(questions.MIXED)
            if inside:
                found[wide].remove(span)


def _every_year(
    items: tuple[Item, ...], marks: Marks, period: Period | None
) -> tuple[tuple[Item, ...], tuple[Frame, ...] | None]:
    """Take the years that "ежегодно" speaks of: those named, those from a named one on, or all of the period."""
    years = [item for item in items if item.last.unit == "year"]
    rest = tuple(item for item in items if item.last.unit != "year")
    if len(years) > 1:
        raise UnclearError(questions.MIXED)
    if years:
        named = _years_named(years[0], marks, period)
        if len(named) < 2 and years[0].limit != "from":
            raise UnclearError(questions.MIXED)
        return rest, tuple(Frame(year) for year in named)
    said = [item for item in items if _said(item) is not None]
    if said and "onwards" in marks and len(items) == 1 and period and not period.school:
        start = _said(items[0])
        if start is None or len(start.years) > 1 or start.school or "every-year" not in marks:
            raise UnclearError(questions.MIXED)
        bare = replace(items[0], last=replace(items[0].last, years=None))
        return (bare,), tuple(Frame(year) for year in range(start.years[0], max(start.years[0], period.last) + 1))
    if "onwards" in marks:
        raise UnclearError(questions.OPEN_END)
    if any(len(years_said.years) < 2 for item in said if (years_said := _said(item))):
        raise UnclearError(questions.MIXED)
    if said:
        return items, None
    if period is None:
        raise UnclearError(questions.NEEDS_PERIOD)
    return items, tuple(Frame(year, period.school) for year in period.years())


def _said(item: Item) -> Years | None:
    """Give the years written in an item."""
    return item.last.years or (item.first.years if item.first else None)


def _years_of(item: Item, spans: list[Span], side: int, period: Period | None) -> tuple[Frame, ...]:
    """Give the years an item shares with its neighbour: those of its starts (side 0) or of its dues (side 1)."""
    years = _said(item)
    if years and years.school:
        return tuple(Frame(year, school=True) for year in years.years)
    return tuple(dict.fromkeys(_frame_of(span[side if item.first else 1], period) for span in spans))


def _frame_of(day: date, period: Period | None) -> Frame:
    """Give the reporting year a day lies in."""
    school = period is not None and period.school
    return Frame(day.year - (school and day.month < SCHOOL_STARTS), school)


def _spans(item: Item, near: tuple[Frame, ...] | None, period: Period | None) -> list[Span]:
    """Give the spans of one item, one for each of its years."""
    if item.limit == "from":
        raise UnclearError(questions.OPEN_END)
    if item.limit == "before" and item.last.unit not in {"day"} and not item.last.end:
        raise UnclearError(questions.BEFORE_WHAT)
    if item.limit == "to" and item.last.unit not in {"day", "month"}:
        raise UnclearError(questions.BEFORE_WHAT)
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
    if years is None and item.last.unit == "school" and period:
        return tuple(Frame(year, period.school) for year in period.years())
    if years is None:
        return near or _own_frames(period)
    if years.pair and not years.school:
        if period and period.school:
            return (Frame(years.years[0], school=True),)
        if _runs_over_new_year(item):
            return (Frame(years.years[0], school=True),)
        raise UnclearError(questions.PAIR)
    return tuple(Frame(year, years.school) for year in years.years)


def _own_frames(period: Period | None) -> tuple[Frame, ...]:
    """Give the document's only year; several cannot tell which."""
    if period is None:
        raise UnclearError(questions.NEEDS_PERIOD)
    if period.first != period.last:
        raise UnclearError(questions.WHICH_YEAR)
    return (Frame(period.first, period.school),)


def _runs_over_new_year(item: Item) -> bool:
    """Say whether a range of months or days begins in autumn and ends before the summer is over."""
    first, last = item.first, item.last
    return bool(first and first.month and last.month and first.month >= SCHOOL_STARTS > last.month)


def _one(point: Point, frame: Frame, period: Period | None) -> Span:
    """Give the span of one point; half-years and school years ask which kind of year is meant."""
    if point.unit == "half" and period and period.school and not frame.school:
        raise UnclearError(questions.SCHOOL_OR_CALENDAR)
    span = span_of(point, frame)
    if span is None:
        raise UnclearError(questions.NO_SUCH_DAY if point.unit == "day" else questions.SCHOOL_OR_CALENDAR)
    return span


def _range(item: Item, frame: Frame, period: Period | None) -> Span:
    """Give the span from one point to another; the end without a year shares the year of its fellow."""
    if item.first is None:
        raise UnclearError(questions.BACKWARDS)
    left = right = frame
    if item.first.years and item.last.years:
        if len(item.first.years.years) > 1 or len(item.last.years.years) > 1:
            raise UnclearError(questions.PAIR)
        left = Frame(item.first.years.years[0], item.first.years.school)
    elif _said(item) and not frame.school and _one(item.first, frame, period)[0] > _one(item.last, frame, period)[1]:
        if item.last.years and item.first.unit == item.last.unit == "day" and item.first.month - item.last.month == 11:
            left = replace(right, year=right.year - 1)  # 28.12 – 10.01.2022
        elif item.last.years:
            left = _frame_of(_one(item.last, right, period)[1], period)
        else:
            right = _frame_of(_one(item.first, left, period)[0], period)
    start, due = _one(item.first, left, period)[0], _one(item.last, right, period)[1]
    if start > due and frame.school and item.first.month in _SUMMER and not _said(item):
        start = _one(item.first, replace(left, year=left.year - 1), period)[0]
    if start > due:
        raise UnclearError(questions.BACKWARDS)
    return start, due
