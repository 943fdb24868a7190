"""Dates as people write them in Russian cells: reading them, and spelling them back."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from models.text.normal import plain

# Each month as it is named, as it stands in a date, and as it stands after «в».
MONTH_CASES = (
    ("январь", "января", "январе"),
    ("февраль", "февраля", "феврале"),
    ("март", "марта", "марте"),
    ("апрель", "апреля", "апреле"),
    ("май", "мая", "мае"),
    ("июнь", "июня", "июне"),
    ("июль", "июля", "июле"),
    ("август", "августа", "августе"),
    ("сентябрь", "сентября", "сентябре"),
    ("октябрь", "октября", "октябре"),
    ("ноябрь", "ноября", "ноябре"),
    ("декабрь", "декабря", "декабре"),
)
MONTH_NAMES = tuple(name for name, _, _ in MONTH_CASES)
MONTHS = tuple(of_month for _, of_month, _ in MONTH_CASES)
# Beginnings that no other word of a school's document shares, and the endings a month may take after them.
_MONTH_SHAPES = (
    r"янв(?:ар[а-я]{1,3})?",
    r"фев(?:р(?:ал[а-я]{1,3})?)?",
    r"мар(?:т(?:[аеу]|ом)?)?",
    r"апр(?:ел[а-я]{1,3})?",
    r"ма[йяею]|маем",
    r"июн(?:[ьяею]|ем)?",
    r"июл(?:[ьяею]|ем)?",
    r"авг(?:уст(?:[аеу]|ом)?)?",
    r"сен(?:т(?:ябр[а-я]{1,3})?)?",
    r"окт(?:ябр[а-я]{1,3})?",
    r"ноя(?:б(?:р[а-я]{1,3})?)?",
    r"дек(?:абр[а-я]{1,3})?",
)
_MONTH_WORDS = tuple(re.compile(shape) for shape in _MONTH_SHAPES)
_SEPARATED = r"(?P<day>\d{1,2})\s*(?P<sep>[./-])\s*(?P<month>\d{1,2})\s*(?P=sep)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_SHORT_YEAR = r"(?P<short>\d{2})(?!\d|[.:/]\d)"
_ISO = r"(?P<iso>(?P<y>\d{4})[-.](?P<m>\d{2})[-.](?P<d>\d{2}))(?!\d)"
_IN_WORDS = rf"(?P<wday>\d{{1,2}})[\s«»\"]*(?P<word>[а-я]{{3,9}})\.?\s*{_YEAR.replace('year', 'wyear')}"
FULL_DATE = re.compile(rf"(?<!\d)(?<!\d[./])(?:{_ISO}|{_SEPARATED}(?:\s*{_YEAR}|{_SHORT_YEAR})|{_IN_WORDS})")
_AFTER_DATE = re.compile(r" ?(?:г(?:ода?)?\b)? ?\.? ?(?:[t ]?00:00(?::00(?:\.0+)?)?)?[\s\"»]*")
# A day as a person answers with it where nothing but a day is asked for: numpad commas, short years, weekday, hour.
_WEEKDAYS = "понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|пн|вт|ср|чт|пт|сб|вс"
_WEEKDAY = rf"(?:{_WEEKDAYS})\b[.,\s]{{0,9}}"
_ENGLISH = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_SIGN = r"[.,/\\_\s-]"
_ASKED_DAY = re.compile(
    rf"[\s\"«'(]{{0,9}}(?:{_WEEKDAY})?(?:"
    rf"(?P<y>\d{{4}})\s{{0,9}}(?P<one>{_SIGN})\s{{0,9}}(?P<m>\d{{1,2}})\s{{0,9}}(?P=one)\s{{0,9}}(?P<d>\d{{1,2}})"
    rf"|[\"«]?(?P<day>\d{{1,2}})(?:[\"»]|-?(?:го|ое|е))?"
    rf"(?:\s{{0,9}}(?P<two>{_SIGN})\s{{0,9}}(?P<month>\d{{1,2}})\s{{0,9}}(?P=two)\s{{0,9}}"
    r"|[.,/\s-]{0,9}(?P<word>[а-я]{3,9}|[a-z]{3,9})[.,/\s-]{0,9})(?P<year>\d{4}|\d{2})"
    r")(?:[t,\s]{0,9}(?:(?:в|к|до)\s{0,9})?(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d(?:\.0+)?)?)?"
    rf"\s{{0,9}}(?:г(?:ода?)?\b)?[\s.,]{{0,9}}(?:[(,-]?\s{{0,9}}{_WEEKDAY})?[\s.,;)\"»'!]{{0,9}}"
)
_BEFORE_DATE = re.compile(r"[\s\"«]*")


@lru_cache(maxsize=4096)
def month_number(word: str) -> int | None:
    """Say which month a word in lower case names, in any case form or usual abbreviation.

    >>> month_number("сентября"), month_number("сент"), month_number("марафон")
    (9, 9, None)
    """
    for number, shape in enumerate(_MONTH_WORDS, start=1):
        if shape.fullmatch(word):
            return number
    return None


def full_year(digits: str) -> int:
    """Give the year for two or four digits.

    >>> full_year("21"), full_year("98"), full_year("2014")
    (2021, 1998, 2014)
    """
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def real_date(year: int, month: int, day: int) -> date | None:
    """Give the date, or None where the calendar has no such day.

    >>> real_date(2021, 2, 31) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _found(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """Find every complete date of a plain text, with the place where it stands."""
    for match in FULL_DATE.finditer(text):
        day = matched_date(match)
        if day is not None:
            yield match, day


def matched_date(match: re.Match[str]) -> date | None:
    """Give the date a match of FULL_DATE stands for; None if there is no such day."""
    part = match.groupdict()
    if part["iso"]:
        return real_date(int(part["y"]), int(part["m"]), int(part["d"]))
    if part["word"]:
        month = month_number(part["word"])
        return real_date(int(part["wyear"]), month, int(part["wday"])) if month else None
    return real_date(full_year(part["year"] or part["short"]), int(part["month"]), int(part["day"]))


def read_dates(text: str) -> tuple[date, ...]:
    """List every complete date written in a text, in order; impossible ones are passed over.

    >>> read_dates("Приказ от 18.02.2021 № 21/2, изменён 3 марта 2021 г. и 31.02.2021")
    (datetime.date(2021, 2, 18), datetime.date(2021, 3, 3))
    """
    return tuple(day for _, day in _found(plain(text)))


def read_date(text: str) -> date | None:
    """Give the date of a cell that holds a date and nothing else.

    >>> read_date("18 февраля 2021 г.")
    datetime.date(2021, 2, 18)
    >>> read_date("до 18.02.2021") is None
    True
    """
    cell = plain(text)
    found = list(_found(cell))
    if len(found) != 1:
        return None
    match, day = found[0]
    alone = _BEFORE_DATE.fullmatch(cell[: match.start()]) and _AFTER_DATE.fullmatch(cell[match.end() :])
    return day if alone else None


def read_day(text: str) -> date | None:
    """Give the day of a cell in which a day is asked for, in any usual spelling, its weekday and hour left out.

    >>> read_day("понедельник, 31 мая 21"), read_day("31,05,2021 23:59"), read_day("31-го мая 2021")
    (datetime.date(2021, 5, 31), datetime.date(2021, 5, 31), datetime.date(2021, 5, 31))
    >>> read_day("31.05") is None, read_day("31.05.2021 или 01.06.2021") is None
    (True, True)
    """
    found = _ASKED_DAY.fullmatch(plain(text))
    if found is None:
        return read_date(text)
    part = found.groupdict()
    if part["y"]:
        return real_date(int(part["y"]), int(part["m"]), int(part["d"]))
    month = month_number(part["word"]) or _ENGLISH.get(part["word"][:3]) if part["word"] else int(part["month"])
    return real_date(full_year(part["year"]), month, int(part["day"])) if month else None


def spell_date(day: date) -> str:
    """Write a date in words.

    >>> spell_date(date(2021, 2, 18))
    '18 февраля 2021'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spell_day(day: date) -> str:
    """Write a date in digits.

    >>> spell_day(date(2021, 2, 8))
    '08.02.2021'
    """
    return f"{day:%d.%m}.{day.year:04d}"
