"""On which days and hours a person may get letters, and which edition of the summary falls on a day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from models.letters.letter import LetterKind
from models.mail import ALARM, Told
from models.school import LetterPreferences, School

EDITIONS: tuple[LetterKind, ...] = ("yearly", "monthly", "weekly")  # an earlier one takes the place of a later one
MORNING = time(8)  # when an edition is sent that takes the place of the next day's letter
LONGEST_SEARCH = timedelta(days=800)  # a pause or vacation beyond it counts as if there had been no edition before


def may_write(school: School, person: str, day: date) -> bool:
    """Whether a person may get a letter on a day: a working one, no vacation, nobody away, as the person wishes."""
    wishes = _wishes(school, person)
    if not _open(school, person, day, wishes):
        return False
    return wishes.every == "day" or not any(
        _open(school, person, each, wishes) for each in _days(begins("weekly", school, day), day)
    )


def _wishes(school: School, person: str) -> LetterPreferences:
    known = school.roster.people.get(person)
    return known.letters if known is not None else LetterPreferences()


def _open(school: School, person: str, day: date, wishes: LetterPreferences) -> bool:
    return (
        wishes.allow(day)
        and school.calendar.is_working(day)
        and not any(each.covers(day) for each in school.settings.letters.vacations)
        and school.roster.absence(person, day) is None
    )


def _days(start: date, end: date) -> Iterator[date]:
    """The days from start to the one before end."""
    return (start + timedelta(days=number) for number in range((end - start).days))


# --- editions --------------------------------------------------------------------------------------


def begins(kind: LetterKind, school: School, day: date) -> date:
    """The first day of the week, month or reporting year that a day lies in."""
    match kind:
        case "yearly":
            return school.period.starts(school.period.year_of(day))
        case "monthly":
            return day.replace(day=1)
        case "weekly":
            return day - timedelta(days=day.weekday())
        case "daily" | "alarm":
            return day


def covering(kind: LetterKind) -> tuple[LetterKind, ...]:
    """The editions that a reader of this one has read it with: itself and the longer ones."""
    return EDITIONS[: EDITIONS.index(kind) + 1]


def falls_on(kind: LetterKind, school: School, person: str, day: date) -> bool:
    """Whether a day is the person's first for letters in its week, month or reporting year."""
    return may_write(school, person, day) and not any(
        may_write(school, person, each) for each in _days(begins(kind, school, day), day)
    )


def edition_before(kind: LetterKind, school: School, person: str, day: date) -> date:
    """The day on which this edition fell before; where there was none, the first day of the period before."""
    start = begins(kind, school, day)
    before = begins(kind, school, start - timedelta(days=1))
    period = before
    while period > day - LONGEST_SEARCH:
        first = next((each for each in _days(period, start) if may_write(school, person, each)), None)
        if first is not None:
            return first
        start, period = period, begins(kind, school, period - timedelta(days=1))
    return before


def next_free(school: School, told: Told, today: date) -> date:
    """The day of a letter that is written out of turn: today where nobody has one yet, else the next working day."""
    taken = any(telling.day == today and telling.kind != ALARM for telling in told.tellings)
    if school.calendar.is_working(today) and not taken:
        return today
    return school.calendar.add_working_days(today, 1)


# --- hours -----------------------------------------------------------------------------------------


def quiet_until(school: School, moment: datetime) -> datetime | None:
    """When the quiet hours that a moment lies in end, on the school's clock; None outside of them."""
    hours = school.settings.letters.quiet_hours
    if hours is None:
        return None
    begin, end = hours
    local = school.calendar.local(moment)
    clock = local.time()
    if begin < end:
        return _at(school, local.date(), end) if begin <= clock < end else None
    if clock >= begin:
        return _at(school, local.date() + timedelta(days=1), end)
    return _at(school, local.date(), end) if clock < end else None


def quiet_minutes(school: School) -> int:
    """How long the quiet hours of a day last."""
    hours = school.settings.letters.quiet_hours
    begin, end = (each.hour * 60 + each.minute for each in hours) if hours else (0, 0)
    return (end - begin) % (24 * 60)


def sent_from(school: School, moment: datetime, day: date | None = None) -> datetime | None:
    """From when a letter (of a later day: that morning) may be sent; None when quiet hours last till the next day."""
    if day is not None and day > school.calendar.today(moment):
        return _at(school, day, MORNING)
    end = quiet_until(school, moment)
    if end is None:
        return moment
    return end if end.date() == school.calendar.today(moment) else None


def _at(school: School, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, school.calendar.zone)
