"""What stands above the tables: title, order, school, period, purpose, goals by groups of classes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.document.numbering import is_marked
from models.terms import Period, understand
from models.text import read_dates

_TITLE = re.compile(
    r"[«\"]?\s*(?:(?:муниципальн\w+|региональн\w+|комплексн\w+|перспективн\w+|примерн\w+|рабоч\w+|годов\w+)\s+)?"
    r"(?:дорожная\s+карта|план(?![а-яё])|план-график|комплекс\s+мер|программа(?![а-яё])|перечень\s+мероприятий|мероприятия\s)",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"цел[ьи](?:\s[а-яё\s]{0,60})?\s{0,3}[:–—-]\s{0,3}(.*)", re.IGNORECASE | re.DOTALL)
_STOPS = re.compile(
    r"(?:цел[ьи]\b|задачи\b|приказ\w*\s|распоряжени\w+\s|основание|срок\w*\s+реализац|приложение\b|утвержд|·|[-–•]\s)",
    re.IGNORECASE,
)
_CLASSES = re.compile(r"(\d{1,2}(?:\s*[-–—,и]+\s*\d{1,2})*)(?:-?[йыехо]+)?\s*класс\w*\s*[:.]?", re.IGNORECASE)
_BULLET = re.compile(r"\s{0,9}(?:[·•*●▪]|[-–—]\s|\d{1,2}[.)]\s|[а-я]\)\s)\s{0,9}")
_DATE = r"(?:[«\"]? ?\d{1,2} ?[»\"]?[ _]{0,40}(?:[а-я]{3,9}|\d{1,2})[ _]{0,40}\d{4}|\d{1,2} ?\. ?\d{1,2} ?\. ?\d{2,4})"
_NUMBER = r"№\s*(?P<number>[\w/.–-]*\w)"
_DATE_FIRST = re.compile(rf"(?P<date>{_DATE})\s*(?:г(?:ода|\.)?)?\s*{_NUMBER}", re.IGNORECASE)
_NUMBER_FIRST = re.compile(rf"{_NUMBER}\s*от\s*(?P<date>{_DATE})", re.IGNORECASE)
_KIND = (
    r"(?:М|Г|Ч|Н|ОБ|О|К)[А-Я]{1,6}(?:ОУ|ДОУ|У)|МОУ|МБУ|МАУ|ГОУ|ГКОУ|ЧОУ|ОГБОУ|ГБУ"
    r"|Муниципальн\w{1,4}[а-яё ]{1,120}учрежден\w{1,4}"
)
_CALLED = r"(?:СОШ|ООШ|НОШ|[Лл]ицей|[Гг]имназия|ЦО)\s*(?:№\s*\d+)?(?:\s*г\.\s*[А-ЯЁ][а-яё-]+)?"
_SCHOOL = re.compile(rf"(?:{_KIND})\s+(?:«[^»]{{3,120}}»|\"[^\"]{{3,120}}\"|{_CALLED})")
_YEARS = r"(?P<first>20\d\d)(?:\s*(?P<dash>[-–—/]|по)\s*(?P<last>20\d\d|\d\d(?!\d)))?"
_PERIOD = re.compile(
    rf"(?<![\d.])(?P<before>\b(?:на|в|с|за|период|срок)\s+(?:период\s+)?(?:с\s+)?)?{_YEARS}"
    r"\s*(?:\(?\s*(?P<unit>уч(?:ебн\w*)?\.?\s*(?:г|год)\w*|г\.?\s?г\b|годы|годах|годов|год[ау]?\b|г\b)?)",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = r"(?:\d{1,2}\s*\.\s*\d{1,2}\s*\.\s*|(?:\d{1,2}\s+)?[а-я]{3,8}\s+)20\d\d(?:\s*г(?:ода|\.)?)?"
_FROM_TO = re.compile(rf"(?:\bс\s+)?{_MONTH_OF_YEAR}\s*(?:[-–—]|по|до)\s*{_MONTH_OF_YEAR}", re.IGNORECASE)
_TWO_SCHOOL_YEARS = re.compile(
    r"(20\d\d) ?[-–—/] ?20\d\d(?: ?(?:,|и) ?20\d\d ?[-–—/] ?20\d\d){0,8} ?(?:,|и) ?20\d\d ?[-–—/] ?(20\d\d) ?(уч\w*)"
)
_NAMED = re.compile(r"(?:\bсрок|\bпериод|\bна\b)[^.;]{0,40}$", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:до|с|со|после|ранее|позднее) (?:\d{1,2} ?\.? ?[а-я]{0,9} ?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the beginning of a document says of the whole."""

    title: str = ""
    school: str = ""
    order: tuple[str, date] | None = None
    amended: tuple[str, date] | None = None
    period: Period | None = None
    purpose: str = ""
    goals: tuple[tuple[str, tuple[str, ...]], ...] = ()
    used: frozenset[int] = frozenset()


def read_preamble(lines: Sequence[str]) -> Preamble:
    """Read the mended lines above the first table; empty lines part them."""
    begin, end = _title(lines)
    title = " ".join(line for line in lines[begin:end] if line)
    text = " ".join(line for line in lines if line)
    before = " ".join(line for line in lines[:begin] if line) if begin else text
    order, amended = _order(text, title)
    purpose = next((found[1] for line in lines if (found := _PURPOSE.fullmatch(line))), "")
    if not purpose:
        purpose = _below(lines, re.compile(r"цел[ьи](?:\s[а-яё\s]{0,60})?\s{0,3}[:.]?", re.IGNORECASE))
    return Preamble(
        title=title,
        school=_school(before) or _school(text),
        order=order,
        amended=amended,
        period=_period(title) or _period(" ".join(lines[end:]), named=True),
        purpose=purpose,
        goals=_goals(lines[end:]),
        used=frozenset(range(end)) if title else frozenset(),
    )


def _title(lines: Sequence[str]) -> tuple[int, int]:
    """Which lines are the title: from the one that names the document to an empty one."""
    for begin, line in enumerate(lines):
        if _TITLE.match(line):
            end = begin + 1
            while end < len(lines):
                following = lines[end]
                short = len(" ".join(lines[begin:end]).split()) < 3
                if not following and short and end + 1 < len(lines) and not _ends_title(lines[end + 1]):
                    end += 1
                elif not following or _ends_title(following):
                    break
                else:
                    end += 1
            return begin, end
    return 0, 0


def _ends_title(line: str) -> bool:
    return bool(_STOPS.match(line) or _CLASSES.fullmatch(line) or _BULLET.match(line) or is_marked(line))


def _below(lines: Sequence[str], heading: re.Pattern[str]) -> str:
    """The line under a heading that stands alone."""
    for place, line in enumerate(lines[:-1]):
        if line and heading.fullmatch(line):
            return next((each for each in lines[place + 1 :] if each), "")
    return ""


def _order(text: str, title: str) -> tuple[tuple[str, date] | None, tuple[str, date] | None]:
    """The order that put the document into force, and the one that amended it."""
    found: list[tuple[int, tuple[str, date]]] = []
    for pattern in (_DATE_FIRST, _NUMBER_FIRST):
        for match in pattern.finditer(text):
            days = read_dates(match["date"])
            if days and any(character.isdigit() for character in match["number"]):
                found.append((match.start(), (match["number"], days[0])))
    orders: list[tuple[str, date]] = []
    amended = None
    for place, order in sorted(found):
        before = text[max(0, place - 220) : place].lower()
        if "в редакции" in before or "изменени" in before[-80:]:
            amended = order
        elif re.search(r"приказ|распоряжени|постановлени|утвержд", before):
            orders.append(order)
    return (orders[0] if orders else None), amended


def _school(text: str) -> str:
    match = _SCHOOL.search(text)
    return " ".join(match[0].split()) if match else ""


def _period(text: str, *, named: bool = False) -> Period | None:
    """The period a text names: «на 2021-2025 годы», «2014/2015 учебный год»; None where it is not certain.

    Below the title it must be named as one: years stand there in many other things.
    """
    from_to = _FROM_TO.search(text)
    if from_to and not (named and not _NAMED.search(text[: from_to.start()])):
        return _period_between(from_to[0])
    for match in _PERIOD.finditer(_TWO_SCHOOL_YEARS.sub(r"\1-\2 \3", text)):
        unit, dash = (match["unit"] or "").lower(), match["dash"]
        before = text[: match.start("first")]
        if (not dash and _OPEN.search(before)) or (named and not _NAMED.search(before)):
            continue
        first = int(match["first"])
        last = int(match["last"]) if match["last"] else first
        last += 2000 if last < 100 else 0
        school = unit.startswith("уч") or (dash == "/" and last == first + 1)
        if school and last > first:
            return Period(first, last - 1, school=True)
        if school or not (unit or match["before"] or (dash and last > first + 1)) or last < first:
            continue
        is_pair = last == first + 1 and unit in {"г", "г.", "год"}  # "2021-2022 год" may be a school year
        if (unit and not is_pair) or (dash and last > first + 1):
            return Period(first, last)
    return None


def _period_between(text: str) -> Period | None:
    """The period of «сентябрь 2021 – май 2024»: school or calendar years where it takes them whole."""
    found = understand(text, None).occurrences
    if len(found) != 1:
        return None
    start, due = found[0].start, found[0].due
    if start.month == 1 and due.month == 12:
        return Period(start.year, due.year)
    if start.month in {8, 9} and due.month in range(5, 9) and due.year > start.year:
        return Period(start.year, due.year - 1, school=True)
    return None


def _goals(lines: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The goals of each group of classes: the bullets below «1-7 класс»."""
    groups: list[tuple[str, list[str]]] = []
    for line in lines:
        heading = _CLASSES.fullmatch(line)
        if heading:
            groups.append((re.sub(r"\s?[-–—]\s?", "-", heading[1]), []))
        elif groups and line and is_marked(line):
            break
        elif groups and line:
            groups[-1][1].append(re.sub(r"\s?[;.]$", "", _BULLET.sub("", line, count=1)))
    return tuple((classes, tuple(goals)) for classes, goals in groups if goals)


def period_of_terms(terms: Iterable[str]) -> Period | None:
    """The period that year ranges among the terms show; None when there is none, or only a doubtful pair of years."""
    calendar: set[tuple[int, int]] = set()
    school: set[tuple[int, int]] = set()
    for term in terms:
        for match in _PERIOD.finditer(term):
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
