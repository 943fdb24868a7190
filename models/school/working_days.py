"""Local days and working days; zones appear only here and in letters."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days people work: weekdays, less the days off, plus the working Saturdays."""

    zone: ZoneInfo
    days_off: frozenset[date] = field(default_factory=frozenset)
    working_weekends: frozenset[date] = field(default_factory=frozenset)

    def local(self, moment: datetime) -> datetime:
        """The moment on the school's wall clock."""
        return moment.astimezone(self.zone)

    def today(self, moment: datetime) -> date:
        """The school's calendar day at a moment."""
        return self.local(moment).date()

    def begins(self, day: date) -> datetime:
        """The moment at which a day of the school begins."""
        return datetime.combine(day, time.min, self.zone)

    def is_working(self, day: date) -> bool:
        """Whether people work on that day; a moved working Saturday counts."""
        if day in self.days_off:
            return False
        return day.weekday() < 5 or day in self.working_weekends

    def working_days_after(self, day: date) -> Iterator[date]:
        """The working days after a day, without end."""
        while True:
            day += timedelta(days=1)
            if self.is_working(day):
                yield day

    def add_working_days(self, day: date, count: int) -> date:
        """The day that lies so many working days after a day; 0 gives the day itself."""
        following = self.working_days_after(day)
        for _ in range(count):
            day = next(following)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after start up to and including end; 0 when end is not later."""
        days = (end - start).days
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, days + 1))
