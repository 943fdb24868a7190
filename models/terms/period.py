"""A document's period: its reporting years, calendar or school, and how they are called."""

import re
from dataclasses import dataclass
from datetime import date

from models.terms import texts
from models.terms.spans import SCHOOL_STARTS
from models.text import plain

_YEAR = r"(?:199\d|20\d\d)"
_PERIOD = re.compile(rf"({_YEAR})(?:-({_YEAR}))?(?:г|гг|год|года|годы)?\.?")
_SCHOOL_PERIOD = re.compile(rf"({_YEAR})/({_YEAR})(?:-({_YEAR})/({_YEAR}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """The document's period: calendar years, or school years (1 September to 31 August) by their first years."""

    first: int
    last: int
    school: bool = False

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2021-2025", "2021", "2014/2015" or "2014/2015-2016/2017"; ValueError says in Russian what is wrong.

        >>> Period.parse("2014/2015")
        Period(first=2014, last=2014, school=True)
        """
        cell = re.sub(r"\s", "", plain(text))
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

    def __str__(self) -> str:
        """Write the period so that `parse` reads it back."""
        names = [f"{year}/{year + 1}" if self.school else str(year) for year in (self.first, self.last)]
        return "-".join(dict.fromkeys(names))
