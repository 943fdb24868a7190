"""What stands above the tables: title, order, school, period, purpose, goals by groups of classes."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.document.numbering import is_marked
from models.terms import NAMED_PERIOD, Period, understand
from models.text import full_year, month_number, read_dates, real_date, spell_day

_KINDS = (
    r"дорожн(?:ая|ой)\s+карт[аы]|план(?:-график|-сетка|-календарь)?(?![а-яё])|комплекс\s+мер|программа(?![а-яё])"
    r"|перечень\s+мероприятий|мероприятия\s"
)
# words that head a plan only where nothing above is one by its own word
_LOOSE_KINDS = (
    r"график|календарь|месячник|недел[яи]|декада|циклограмма|сетка|сроки\s+провед"
    r"|расписание|повестка|акция|смотр|спартакиада"
)
_BEFORE_KIND = r"[«\"]?\s?(?:[а-яё-]{4,20}(?:ый|ий|ой|ая|ое|ые|ие|ого)\s){0,3}"
_TITLES = tuple(re.compile(rf"{_BEFORE_KIND}(?:{kinds})", re.IGNORECASE) for kinds in (_KINDS, _LOOSE_KINDS))
_STAMP = re.compile(
    r"утвержд|соглас|приказ|директор|протокол|принят|рассмотр|приложени|постановл|распоряж|_{3}|на заседани|№",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2  # of a heading that no known word begins
_PURPOSE = re.compile(r"цел[ьи](?:\s[а-яё\s]{0,60})?\s{0,3}[:–—-]\s{0,3}(.*)", re.IGNORECASE | re.DOTALL)
_AIM = re.compile(r"цел[ьи](?:\s[а-яё\s]{0,60})?\s{0,3}[:.]?", re.IGNORECASE)
_STOPS = re.compile(
    r"(?:цел[ьи]\b|задачи\b|приказ\w*\s|распоряжени\w+\s|основание|срок\w*\s+реализац|приложение\b|утвержд|·|[-–•]\s)",
    re.IGNORECASE,
)
_CLASSES = re.compile(r"(\d{1,2}(?:\s*[-–—,и]+\s*\d{1,2})*)(?:-?[йыехо]+)?\s*класс\w*\s*[:.]?", re.IGNORECASE)
_BULLET = re.compile(r"\s{0,9}(?:[·•*●▪]|[-–—]\s|\d{1,2}[.)]\s|[а-я]\)\s)\s{0,9}")
_DATE = (
    r"(?:[«\"]? ?\d{1,2} ?[»\"]?[ ,]{0,3}(?:[а-я]{3,9}|\d{1,2})[ ,]{0,3}\d{4}"
    r"|\d{1,2} ?[./] ?\d{1,2} ?[./] ?(?:\d{4}|\d\d))"
)
_YEAR_SIGN = r" ?(?:г(?:ода|\.)?)?,?"
_SIGN = r"(?:№|(?<![a-zа-я])N[oº°]?\.?)[ _№]{0,9}"
_ORDERS = (
    re.compile(
        rf"(?P<date>{_DATE}){_YEAR_SIGN} ?(?:пр(?:иказ[а-я]{{0,2}}|\.) )?{_SIGN}(?P<number>[\w/.–-]{{0,25}}\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"{_SIGN}(?P<number>[\w/.–-]{{0,25}}\w) ?от ?(?P<date>{_DATE})", re.IGNORECASE),
    re.compile(rf"(?<![\w№.] )(?<![\w№.])(?P<number>\d[\w/-]{{0,25}}) от (?P<date>{_DATE})", re.IGNORECASE),
    re.compile(rf"приказ[а-я]{{0,2}} (?P<number>\d[\w/-]{{0,25}}) от (?P<date>{_DATE})", re.IGNORECASE),
    re.compile(rf"№ \d{{1,4}} (?P<number>\d[\w/-]{{0,25}}) от (?P<date>{_DATE})", re.IGNORECASE),
)
_LEVELS = re.compile(
    r"(?P<order>приказ|распоряжен|постановлен|утв\.|утвержд|приложени)|протокол|принят|рассмотр|согласован|заседани|письм",
    re.IGNORECASE,
)
_OF_SCHOOL = re.compile(  # the number of a school or an annex, not of an order
    r"(?:[А-ЯЁ]{0,4}(?:ОУ|ДОУ|ОШ)|школ[а-я]{0,9}|гимнази[а-я]{0,9}|лице[а-я]{0,9}|сад[а-я]{0,9}|интернат[а-я]{0,9}|колледж[а-я]{0,9}|училищ[а-я]{0,9}|приложени[а-я]{0,9}"
    r"|учрежден[а-я]{0,9}|центр[а-я]{0,9})\s?[«\"]?$",
    re.IGNORECASE,
)
_SPACED = re.compile(r"\b(?:[А-ЯЁ] ){3,}[А-ЯЁ]\b")
_SIGNED = _ORDERS[1]  # only there a number may be that of the school
_CITED = re.compile(r"(?:соответствии с|основании|исполнени[ея]|согласно)(?:(?!№|утв)[^;])*$", re.IGNORECASE)
_NEAR, _FAR = 40, 220  # characters: what stands farther above says nothing of a number
_KIND = (
    r"(?:М|Г|Ч|Н|ОБ|О|К)[А-Я]{1,6}(?:ОУ|ДОУ|У)|МОУ|МБУ|МАУ|ГОУ|ГКОУ|ЧОУ|ОГБОУ|ГБУ"
    r"|Муниципальн\w{1,4}[а-яё ]{1,120}учрежден\w{1,4}"
)
_CALLED = r"(?:СОШ|ООШ|НОШ|[Лл]ицей|[Гг]имназия|ЦО)\s*(?:№\s*\d+)?(?:\s*г\.\s*[А-ЯЁ][а-яё-]+)?"
_SCHOOL = re.compile(rf"(?:{_KIND})\s+(?:«[^»]{{3,120}}»|\"[^\"]{{3,120}}\"|{_CALLED})")
_MONTH_OF_YEAR = r"(?:\d{1,2}\s*\.\s*\d{1,2}\s*\.\s*|(?:\d{1,2}\s+)?[а-я]{3,8}\s+)20\d\d(?:\s*г(?:ода|\.)?)?"
_FROM_TO = re.compile(rf"(?:\bс\s+)?{_MONTH_OF_YEAR}\s*(?:[-–—]|по|до)\s*{_MONTH_OF_YEAR}", re.IGNORECASE)
_TWO_SCHOOL_YEARS = re.compile(
    r"(20\d\d) ?[-–—/] ?20\d\d(?: ?(?:,|и) ?20\d\d ?[-–—/] ?20\d\d){0,8} ?(?:,|и) ?20\d\d ?[-–—/] ?(20\d\d) ?(уч\w*)"
)
_NAMED = re.compile(r"(?:\bсрок|\bпериод|\bна\b)[^.;]{0,40}$", re.IGNORECASE)
# the day of a session or an approval, but not «на 30 октября 2021 года»
_DAY_BEFORE = re.compile(r"(?<!\bна) [«\"]?\d{1,2}[»\"]? ?(?:\.\d\d\.|[а-я]{3,8} )$", re.IGNORECASE)
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
    text, below = (" ".join(line for line in some if line) for some in (lines, lines[end:]))
    before = " ".join(line for line in lines[:begin] if line) if begin else text
    order, amended = _order(text)
    purpose = next((found[1] for line in lines if (found := _PURPOSE.fullmatch(line))), "") or _below(lines, _AIM)
    own = _span(f"{title} {below}") or _only_day(title) or _only_month(title)
    return Preamble(
        title=title,
        school=_school(before) or _school(text),
        order=order,
        amended=amended,
        period=own or _period(title) or _period(below, named=True),
        purpose=purpose,
        goals=_goals(lines[end:]),
        used=frozenset(range(end)) if title else frozenset(),
    )


def _title(lines: Sequence[str]) -> tuple[int, int]:
    """Which lines are the title: from the one that names the document to an empty one."""
    for names in _TITLES:
        for begin, line in enumerate(lines):
            if names.match(line):
                return begin, _end_of_title(lines, begin)
    stamped = max((place for place, line in enumerate(lines) if _STAMP.search(line)), default=-1)
    for begin in range(stamped + 1, len(lines)):
        if (
            len(lines[begin].split()) >= _FEWEST_WORDS
            and not _ends_title(lines[begin])
            and not read_dates(lines[begin])
            and not re.match(rf"(?:{_KIND})\b", lines[begin])
        ):
            return begin, _end_of_title(lines, begin)
    return 0, 0


def _end_of_title(lines: Sequence[str], begin: int) -> int:
    end = begin + 1
    while end < len(lines):
        following = lines[end]
        short = len(" ".join(lines[begin:end]).split()) < 3
        skips = not following and short and end + 1 < len(lines) and not _ends_title(lines[end + 1])
        if not skips and (not following or _ends_title(following)):
            break
        end += 1
    return end


def _ends_title(line: str) -> bool:
    return bool(_STOPS.match(line) or _CLASSES.fullmatch(line) or _BULLET.match(line) or is_marked(line))


def _below(lines: Sequence[str], heading: re.Pattern[str]) -> str:
    """The line under a heading that stands alone."""
    for place, line in enumerate(lines[:-1]):
        if line and heading.fullmatch(line):
            return next((each for each in lines[place + 1 :] if each), "")
    return ""


def _order(text: str) -> tuple[tuple[str, date] | None, tuple[str, date] | None]:
    """The order that put the document into force, and the one that amended it."""
    text = _SPACED.sub(lambda match: match[0].replace(" ", ""), " ".join(re.sub("_+", " ", text).split()))
    text = re.sub(r"([«\"]) (?=\d)", r"\1", text)
    found: dict[int, tuple[str, date]] = {}
    for pattern in _ORDERS:
        for match in pattern.finditer(text):
            day = _day(match["date"])
            used = any(place in range(match.start(), match.end()) for place in found)
            above = text[max(0, match.start() - _NEAR) : match.start()]
            of_school = pattern is _SIGNED and match["number"].isdecimal() and _OF_SCHOOL.search(above)
            is_number = any(sign.isdigit() for sign in match["number"]) and not of_school
            if day and is_number and not used:
                found[match.start("number")] = match["number"], day
    orders: list[tuple[str, date]] = []
    amended = None
    for place, order in sorted(found.items()):
        before = text[max(0, place - _FAR) : place]
        levels = list(_LEVELS.finditer(before))
        if "в редакции" in before.lower() or "изменени" in before[-80:].lower():
            amended = order
        elif levels and levels[-1]["order"] and not _CITED.search(before.rstrip(" №N")):
            orders.append(order)
    return (orders[0] if orders else None), amended


def _day(text: str) -> date | None:
    """The date of an order, however its signs stand apart: «14» апреля 2022, 31. 03. 22, «10» 01 2022."""
    digits = re.fullmatch(r"\D*(\d{1,2})\D+(\d{1,2})\D+(\d{2,4})", text)
    if digits:
        return real_date(full_year(digits[3]), int(digits[2]), int(digits[1]))
    return next(iter(read_dates(text)), None)


def _school(text: str) -> str:
    match = _SCHOOL.search(text)
    return " ".join(match[0].split()) if match else ""


_LONGEST_SPAN = 200  # days: a longer one is a school's whole year
_SPAN_DAY = r"(?:\d{1,2} ?\. ?\d{1,2}(?: ?\. ?(?:20\d\d|\d\d(?!\d)))?|\d{1,2} [а-я]{3,8}(?: 20\d\d)?)"
_SPAN = re.compile(
    rf"\bс (?P<from>{_SPAN_DAY}|\d{{1,2}}){_YEAR_SIGN} ?\.? ?(?:по|до|[-–—]) "
    rf"?(?P<to>{_SPAN_DAY}(?<=\d\d))(?!\d)",
    re.IGNORECASE,
)


_ONLY_MONTH = re.compile(r"\b(?:на|в|за) (?P<month>[а-я]{3,8}) (?P<year>20\d\d)(?![-–—/\d])", re.IGNORECASE)
_OF_ONE_DAY = re.compile(r"программ[аы]\b|\b(?:дня|вечера|праздника|концерта|линейки|фестиваля)\b", re.IGNORECASE)
_ONLY_DAY = re.compile(rf"(?P<said>\bна |[(]|\bк )?\b(?P<day>{_SPAN_DAY}){_YEAR_SIGN} ?[)»]?$", re.IGNORECASE)


def _only_day(title: str) -> Period | None:
    """The period of a plan for one day that its title names last: «Программа дня открытых дверей, 5 мая 2023 г.»."""
    found = _ONLY_DAY.search(title)
    if found is None or found["said"] == "к " or _OPEN.search(title[: found.start("day")]):
        return None
    said = found["said"] or _OF_ONE_DAY.search(title)
    if not said or len(read_dates(title)) != 1 or not re.search(r"20\d\d|\.\d\d$", found["day"]):
        return None
    day = spell_day(read_dates(title)[0])
    return Period.parse(f"{day}-{day}")


def _only_month(title: str) -> Period | None:
    """The period of a plan for one month: «План работы на декабрь 2022 года»."""
    found = _ONLY_MONTH.search(title)
    month = month_number(found["month"].lower()) if found else None
    if found is None or month is None or len(re.findall(r"20\d\d", title)) > 1:
        return None
    days = monthrange(int(found["year"]), month)[1]
    return Period.parse(f"01.{month:02}.{found['year']}-{days}.{month:02}.{found['year']}")


def _span(text: str) -> Period | None:
    """The period of a plan for some days or weeks: «с 21 января по 23 февраля 2022 г.»."""
    for match in _SPAN.finditer(text):
        first, last = (re.sub(r" ?\. ?", ".", match[side]) for side in ("from", "to"))
        found = understand(f"с {first} по {last}", None).occurrences
        if len(found) == 1 and 0 < (found[0].due - found[0].start).days <= _LONGEST_SPAN:
            try:
                return Period.parse(f"{spell_day(found[0].start)}-{spell_day(found[0].due)}")
            except ValueError:  # it lies in two school years
                continue
    return None


def _period(text: str, *, named: bool = False) -> Period | None:
    """The period a text names: «на 2021-2025 годы», «2014/2015 учебный год»; None where it is not certain.

    Below the title it must be named as one: years stand there in many other things.
    """
    from_to = _FROM_TO.search(text)
    if from_to and not (named and not _NAMED.search(text[: from_to.start()])):
        return _period_between(from_to[0])
    for match in NAMED_PERIOD.finditer(_TWO_SCHOOL_YEARS.sub(r"\1-\2 \3", text)):
        unit, dash = (match["unit"] or "").lower(), match["dash"]
        before = text[: match.start("first")]
        is_day = not dash and _DAY_BEFORE.search(before[-_NEAR:])
        if (not dash and _OPEN.search(before)) or is_day or (named and not _NAMED.search(before)):
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
