"""A document's period: its reporting years, calendar or school, and how they are called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from models.terms import texts
from models.terms.spans import SCHOOL_STARTS, Span
from models.text import plain, real_date, spell_day

_YEAR = r"(?:199\d|20\d\d)"
_PERIOD = re.compile(rf"({_YEAR})(?:-({_YEAR}))?(?:г|гг|год|года|годы)?\.?")
_DAYS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})-(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SCHOOL_PERIOD = re.compile(rf"({_YEAR})/({_YEAR})(?:-({_YEAR})/({_YEAR}))?")

_YEARS = r"(?P<first>20\d\d)(?:\s*(?P<dash>[-–—/]|по)\s*(?P<last>20\d\d|\d\d(?!\d)))?"
NAMED_PERIOD = re.compile(
    rf"(?<![\d.])(?P<before>\b(?:на|в|с|за|период|срок)\s+(?:период\s+)?(?:с\s+)?)?{_YEARS}"
    r"\s*(?:\(?\s*(?P<unit>уч(?:ебн\w*)?\.?\s*(?:г|год)\w*|г\.?\s?г\b|годы|годах|годов|год[ау]?\b|г\b)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The document's period: calendar years, or school years (1 September to 31 August) by their first years."""

    first: int
    last: int
    school: bool = False
    span: Span | None = field(default=None, repr=False)  # the days of a plan for some weeks of that year

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2021-2025", "2021", "2014/2015" or "2014/2015-2016/2017"; ValueError says in Russian what is wrong.

        >>> Period.parse("2014/2015")
        Period(first=2014, last=2014, school=True)
        """
        cell = re.sub(r"\s", "", plain(text))
        days = _DAYS.fullmatch(cell)
        if days:
            return cls._of_days(text, days)
        calendar, school = _PERIOD.fullmatch(cell), _SCHOOL_PERIOD.fullmatch(cell)
        if calendar:
            first, last = int(calendar[1]), int(calendar[2] or calendar[1])
        elif school:
            first, last = int(school[1]), int(school[3] or school[1])
            if int(school[2]) != first + 1 or int(school[4] or first + 1) != (last + 1 if school[3] else first + 1):
                raise ValueError(texts.PERIOD_OF_SCHOOL_YEAR.format(text=text))
        else:
            raise ValueError(texts.PERIOD_NOT_UNDERSTOOD.format(text=text))
        if last < first:
            raise ValueError(texts.PERIOD_BACKWARDS.format(text=text))
        return cls(first, last, school is not None)

    @classmethod
    def _of_days(cls, text: str, days: re.Match[str]) -> "Period":
        """Read "21.01.2022-23.02.2022": some weeks of a calendar year, or of a school year that both days lie in."""
        parts = [int(each) for each in days.groups()]
        start, due = real_date(parts[2], parts[1], parts[0]), real_date(parts[5], parts[4], parts[3])
        if start is None or due is None or due < start:
            raise ValueError(texts.PERIOD_BACKWARDS.format(text=text))
        if start.year == due.year:
            return cls(start.year, due.year, span=(start, due))
        first = start.year - (start.month < SCHOOL_STARTS)
        if due.year - (due.month < SCHOOL_STARTS) != first:
            raise ValueError(texts.PERIOD_BACKWARDS.format(text=text))
        return cls(first, first, school=True, span=(start, due))

    def years(self) -> tuple[int, ...]:
        """List the reporting years."""
        return tuple(range(self.first, self.last + 1))

    def name(self, year: int) -> str:
        """Call a reporting year as people do: "2021" or "2021-2022"."""
        return f"{year}-{year + 1}" if self.school else str(year)

    def starts(self, year: int) -> date:
        """Give the first day of a reporting year."""
        return date(year, SCHOOL_STARTS if self.school else 1, 1)

    def ends(self, year: int) -> date:
        """Give the last day of a reporting year."""
        return date(year + 1, 8, 31) if self.school else date(year, 12, 31)

    def year_of(self, day: date) -> int:
        """Give the reporting year a day belongs to, be it in the period or not."""
        return day.year - (self.school and day.month < SCHOOL_STARTS)

    def in_years(self) -> str:
        """Write the period by its reporting years alone."""
        return str(Period(self.first, self.last, self.school))

    def __str__(self) -> str:
        """Write the period so that `parse` reads it back."""
        if self.span:
            return f"{spell_day(self.span[0])}-{spell_day(self.span[1])}"
        names = [f"{year}/{year + 1}" if self.school else str(year) for year in (self.first, self.last)]
        return "-".join(dict.fromkeys(names))


def period_of_terms(terms: Iterable[str]) -> Period | None:
    """The period that year ranges among the terms show; None when there is none, or only a doubtful pair of years."""
    calendar: set[tuple[int, int]] = set()
    school: set[tuple[int, int]] = set()
    for term in terms:
        for match in NAMED_PERIOD.finditer(term):
            if not match["last"]:
                continue
            first, last = int(match["first"]), int(match["last"])
            last += 2000 if last < 100 else 0
            is_school = (match["unit"] or "").lower().startswith("уч") or match["dash"] == "/"
            if last > first:
                (school if is_school else calendar).add((first, last))
    if calendar and max(last for _, last in calendar) - min(first for first, _ in calendar) > 1:
        return Period(min(first for first, _ in calendar), max(last for _, last in calendar))
    if school:
        return Period(min(first for first, _ in school), max(last for _, last in school) - 1, school=True)
    return None
