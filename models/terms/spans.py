"""Points in time turned into first and last days, in a calendar or a school year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from models.terms.items import Point
from models.text import real_date

LAST_BUT_NAMED = 4  # "the fourth"; what is counted beyond is the last
SCHOOL_STARTS = 9  # September
Span = tuple[date, date]
# School quarters end where the autumn, winter, spring and summer holidays usually begin.
SCHOOL_QUARTERS = {1: ((9, 1), (10, 31)), 2: ((11, 1), (12, 31)), 3: ((1, 1), (3, 25)), 4: ((3, 26), (5, 31))}
SCHOOL_HALVES = {1: ((9, 1), (12, 31)), 2: ((1, 1), (5, 31))}
SEASONS = {2: (3, 5), 3: (6, 8), 4: (9, 11)}  # spring, summer, autumn; winter belongs to two years


@dataclass(frozen=True, slots=True, order=True)
class Frame:
    """The year a point is looked for in: a calendar year, or a school year by its first year."""

    year: int
    school: bool = False

    def year_of(self, month: int) -> int:
        """Give the calendar year a month of this year falls in."""
        return self.year + (self.school and month < SCHOOL_STARTS)

    def span(self) -> Span:
        """Give the first and last day of the year; a school year's work ends on 31 May."""
        if self.school:
            return date(self.year, SCHOOL_STARTS, 1), date(self.year + 1, 5, 31)
        return date(self.year, 1, 1), date(self.year, 12, 31)


def span_of(point: Point, frame: Frame) -> Span | None:
    """Give the days of a point in a year; None where there is no such day, or the year cannot tell."""
    match point.unit:
        case "day":
            day = real_date(frame.year_of(point.month), point.month, point.number)
            return (day, day) if day else None
        case "month":
            return months(frame.year_of(point.month), point.month, point.month)
        case "nthday":
            return _nth_weekday(frame.year_of(point.month), point.month, *divmod(point.number, 10))
        case "week":  # the last one
            _, end = months(frame.year_of(point.month), point.month, point.month)
            return end - timedelta(days=6), end
        case "decade" | "part":
            return _part(point, frame)
        case "season" if point.number in SEASONS:
            first, last = SEASONS[point.number]
            return months(frame.year_of(first), first, last)
        case "quarter" if not (frame.school and point.number == 3):  # July to September lies in two school years
            last = 3 * point.number
            return months(frame.year_of(last), last - 2, last)
        case "half" if not frame.school:
            return months(frame.year, 6 * point.number - 5, 6 * point.number)
        case "half":
            return _days(SCHOOL_HALVES[point.number], frame)
        case "term":
            return _days(SCHOOL_QUARTERS[point.number], frame)
        case "school":
            return frame.span() if frame.school else (date(frame.year - 1, SCHOOL_STARTS, 1), date(frame.year, 5, 31))
    return None


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> Span:
    """Give the second Wednesday of a month and its like; the fifth is the last one."""
    first, last = months(year, month, month)
    if nth > LAST_BUT_NAMED:
        day = last - timedelta(days=(last.weekday() - weekday) % 7)
    else:
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day, day


def months(year: int, first: int, last: int) -> Span:
    """Give the first day of one month and the last day of another in a year."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def slices(span: Span, unit: str, day_of_month: int | None = None) -> list[Span]:
    """Cut a span into its months, quarters, half-years or school quarters, keeping those that end within it.

    >>> [due.isoformat() for _, due in slices((date(2021, 1, 1), date(2021, 12, 31)), "quarter")]
    ['2021-03-31', '2021-06-30', '2021-09-30', '2021-12-31']
    """
    first, last = span
    found = []
    for year in range(first.year, last.year + 1):
        for start, due in _pieces(year, unit, school=first.month == SCHOOL_STARTS):
            ends = due.replace(day=day_of_month) if day_of_month else due
            if first <= ends <= last:
                found.append((max(min(start, ends), first), ends))
    return found


def next_month(due: date, day: int) -> date:
    """Give a day of the month after that of a due date."""
    return date(due.year + due.month // 12, due.month % 12 + 1, day)


def _pieces(year: int, unit: str, *, school: bool) -> list[Span]:
    """List the months, quarters and so on of one calendar year."""
    if unit == "month":
        return [months(year, month, month) for month in range(1, 13)]
    if unit == "quarter":
        return [months(year, month, month + 2) for month in (1, 4, 7, 10)]
    if unit == "half" and not school:
        return [months(year, 1, 6), months(year, 7, 12)]
    kinds = SCHOOL_HALVES if unit == "half" else SCHOOL_QUARTERS
    return sorted(_days(days, Frame(year)) for days in kinds.values())


def _days(days: tuple[tuple[int, int], tuple[int, int]], frame: Frame) -> Span:
    """Give two days of a year."""
    (first_month, first), (last_month, last) = days
    return date(frame.year_of(first_month), first_month, first), date(frame.year_of(last_month), last_month, last)


def _part(point: Point, frame: Frame) -> Span:
    """Give a third or a half of a month."""
    first, last = months(frame.year_of(point.month), point.month, point.month)
    size = 10 if point.unit == "decade" else 15
    pieces = 3 if point.unit == "decade" else 2
    start = first + timedelta(days=size * (point.number - 1))
    return start, last if point.number == pieces else start + timedelta(days=size - 1)
