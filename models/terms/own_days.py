"""Days of a plan for one day or one week, named by the hour, the day of the week or their count."""

import re
from datetime import date, timedelta

from models.terms.lexer import translate
from models.terms.period import Period
from models.terms.questions import conditional
from models.terms.spans import Span
from models.text import real_date

_WEEK = 7  # days: within so many a day of the week comes but once
_WEEKDAYS = (
    "понедельник|пн",
    "вторник|вт",
    "сред[ау]|ср",
    "четверг|чт",
    "пятниц[ау]|пт",
    "суббот[ау]|сб",
    "воскресенье|вс",
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_COUNTED = re.compile(
    r"(?:день (?P<after>\d)|(?P<before>\d)-?[а-я]{0,2} день|(?P<word>перв|втор|трет|четв|пят)[а-я]{2,4} день)"
)
_ORDINALS = ("перв", "втор", "трет", "четв", "пят")
_DAY_OF_MONTH = re.compile(r"(?:до |к |с )?(?:(?P<first>\d{1,2}) ?(?:-|по|до) ?)?(?P<last>\d{1,2})(?:-?го)?(?: числа)?")
_HOUR = re.compile(r"(?:с |в )?(?:[01]?\d|2[0-3])[.:-][0-5]\d(?!\.?\d)")
# what the whole of such a plan is called, and how many days it has at most
_WHOLE = re.compile(
    r"(?:в течени[еи]|на протяжении|за) (?:вс[а-я]{1,3} )?(?P<what>недел|декад|месячник|месяц|смен|акци|провед)[а-я]*"
)
_MOST_DAYS = {"недел": 8, "декад": 12, "месячник": 45, "месяц": 31, "смен": 31, "акци": 45, "провед": 45}
_BESIDE = {"@", "place", ",", "-", "to", "from", "before", "weekday"}


def own_days(cell: str, period: Period) -> list[Span]:
    """Which days of a plan's own span a plain text names; none where it names no day of it for certain."""
    if period.span is None or len(cell) > 200:
        return []
    first, last = period.span
    length = (last - first).days + 1
    if length == 1 and _HOUR.match(cell):
        return [] if conditional(_HOUR.sub("", cell)) else [period.span]
    whole = _WHOLE.match(cell)
    if whole and length <= _MOST_DAYS[whole["what"]] and length > 1 and not _says_more(cell[whole.end() :]):
        return [period.span]
    numbered = _DAY_OF_MONTH.fullmatch(cell)
    if numbered and (first.year, first.month) == (last.year, last.month):
        return _of_month(first, numbered["first"] or numbered["last"], numbered["last"])
    counted = _COUNTED.fullmatch(cell)
    if counted and length <= _WEEK:
        number = int(counted["after"] or counted["before"] or _ORDINALS.index(counted["word"]) + 1)
        day = first + timedelta(days=number - 1)
        return [(day, day)] if first <= day <= last else []
    named = _WEEKDAY.findall(cell)
    alone = set(translate(_WEEKDAY.sub("понедельник", cell))) <= _BESIDE
    if not named or length > _WEEK or not alone or (len(named) > 1 and "-" in cell):
        return []
    days = [first + timedelta(days=(_place_of(each) - first.weekday()) % _WEEK) for each in named]
    return [(day, day) for day in days] if all(day <= last for day in days) else []


def _of_month(month: date, begin: str, end: str) -> list[Span]:
    start, due = (real_date(month.year, month.month, int(each)) for each in (begin, end))
    return [(start, due)] if start and due and start <= due else []


def _says_more(rest: str) -> bool:
    """Whether words behind «в течение недели» make it another one."""
    return bool(re.search(r"\d|мес", rest)) or conditional(rest)


def _place_of(weekday: str) -> int:
    return next(place for place, names in enumerate(_WEEKDAYS) if re.fullmatch(names, weekday))
