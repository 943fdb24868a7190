"""The grammar of terms: tokens in, what is said out; nothing is resolved to a date here.

A term is a list of items (a point in time, or a range of two), with marks such as "every-year" beside them.
Anything that does not fit is left over, and the term is then unclear.
"""

import re
from dataclasses import replace

from models.terms.items import Item, Point, Sentence, Years
from models.terms.noise import without_harmless
from models.terms.vocabulary import MARKS, MONTH_TOKENS, UNITS

LIMITS = ("by", "before", "to")
SEASONS = ("winter", "spring", "summer", "autumn")
_MONTH = f"(?:{'|'.join(MONTH_TOKENS)})"
_ALL_WITH_YEARS = re.compile(rf"(?:{_MONTH}(?: - {_MONTH})? , \d{{4}}(?: years?)?(?: , | |$))+")
_EACH_ITS_YEAR = re.compile(rf"({_MONTH}) , (\d{{4}})")
_LED = {"day", "month", "quarter", "half", "term", "decade", "part", "week", "season"}


class MisreadError(Exception):
    """Tokens were begun to be read as one thing and turned out to be none."""


def read(tokens: tuple[str, ...]) -> Sentence:
    """Read the tokens of a term into items and marks.

    >>> read(("1", "-", "10", "may"))
    Sentence(items=(Item(last=Point(unit='day', number=10, month=5, years=None, end=False), \
first=Point(unit='day', number=1, month=5, years=None, end=False), limit=''),), marks=frozenset(), leftover=())
    """
    reader = _Reader(_with_years(without_harmless(tokens)))
    items: list[Item] = []
    marks: set[str] = set()
    separated = True
    apart = 0
    while reader.tokens:
        if reader.take(",") or reader.take_mark(marks):
            separated = True
            continue
        before = reader.tokens
        try:
            item = reader.item()
        except MisreadError:
            item = None
        if item is None or not (separated or _follows(items, item)):
            return Sentence(tuple(items), frozenset(marks), before)
        apart += not separated
        items.append(item)
        separated = False
    if _may_be_a_range(items, apart):
        return Sentence((), frozenset(marks), tokens)
    shared = _share_units(_led_by_years(items))
    return Sentence(shared, frozenset(marks), ()) if shared is not None else Sentence((), frozenset(marks), tokens)


def _follows(items: list[Item], item: Item) -> bool:
    """Say whether two items may stand side by side with no comma: months and whole dates may, as on lines apart."""
    return not item.limit and items[-1].last.unit == item.last.unit in {"month", "day"}


def _may_be_a_range(items: list[Item], apart: int) -> bool:
    """Say whether two whole dates stand side by side and no others: from one to the other, or on both?"""
    return len(items) == 2 and apart == 1 and items[0].last.unit == "day"


def _share_units(items: list[Item]) -> tuple[Item, ...] | None:
    """Give bare numbers ("5, 12 марта", "I и II квартал") what stands after the next one; None if nothing does."""
    if all(item.last.unit and (item.first is None or item.first.unit) for item in items):
        return tuple(items)
    shared: list[Item] = []
    after: Point | None = None
    for item in reversed(items):
        last = _shared(item.last, after)
        first = _shared(item.first, last) if item.first else None
        if last is None or (item.first and first is None):
            return None
        after = first or last
        shared.insert(0, replace(item, last=last, first=first))
    return tuple(shared)


def _with_years(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Bring the years of "сентябрь, 2021, май, 2022" to their months, where every month has its own."""
    text = " ".join(tokens).removeprefix(", ")
    return tuple(_EACH_ITS_YEAR.sub(r"\1 \2", text).split()) if _ALL_WITH_YEARS.fullmatch(text) else tokens


def _led_by_years(items: list[Item]) -> list[Item]:
    """Give the year of "2022 год, март, май" to what follows it; other mixtures stay as they are."""
    led: list[Item] = []
    year: Years | None = None
    for place, item in enumerate(items):
        bare = item.last.years is None and (item.first is None or item.first.years is None)
        following = items[place + 1] if place + 1 < len(items) else None
        if _is_one_year(item) and following is not None and following.last.unit in _LED and not following.last.years:
            year = item.last.years
        elif year is not None and bare and item.last.unit in _LED:
            led.append(replace(item, last=replace(item.last, years=year)))
        else:
            return items
    return led


def _is_one_year(item: Item) -> bool:
    """Say whether an item is one year, calendar or school, and nothing else."""
    years = item.last.years
    return (
        item.last.unit in {"year", "school"}
        and not item.first
        and not item.limit
        and bool(years and len(years.years) == 1)
    )


def _shared(point: Point, after: Point | None) -> Point | None:
    """Complete a bare number by the point that follows it."""
    if point.unit:
        return point
    if after is None or not after.number or after.end or after.unit == "date":
        return None
    return replace(after, number=point.number, years=None)


class _Reader:
    """Takes items off the front of the tokens; a method gives None where its thing does not begin here."""

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self.tokens = tokens

    def take(self, *expected: str) -> str | None:
        """Take the next token if it is one of those expected."""
        if self.tokens and self.tokens[0] in expected:
            token, self.tokens = self.tokens[0], self.tokens[1:]
            return token
        return None

    def peek(self, at: int = 0) -> str:
        """Look at a token ahead; an empty text behind the last one."""
        return self.tokens[at] if at < len(self.tokens) else ""

    def take_mark(self, marks: set[str]) -> bool:
        """Take a mark that stands beside the items."""
        self.take("inclusive")
        mark = self.take(*MARKS)
        if mark:
            marks.add(mark)
        return mark is not None

    def item(self) -> Item | None:
        """Read a point or a range with the word that limits it."""
        limit = self.take("from", *LIMITS) or ""
        if limit in LIMITS:
            self.take(*LIMITS)
        first = self.point()
        if first is None:
            return None
        if first.unit == "year" and self.peek() == "-" and self.peek(1) in MONTH_TOKENS:
            self.tokens = (",", *self.tokens[1:])  # "2021 г. – март": the year of what follows
        joined = self.take("-", "to", "before" if limit == "from" else "-", "by" if limit == "from" else "-")
        if not joined and limit == "from" and first.years and len(first.years.years) > 1 and not first.number:
            limit = ""  # "с 2021 по 2023 год" was read as one range of years
        if not joined:
            limit = "by" if self.take("inclusive") and limit in LIMITS else limit
            return None if limit != "from" and _bare(first) and self.peek() != "," else Item(first, limit=limit)
        last = self.point()
        if last is None or _bare(last) or limit in LIMITS:
            return None
        self.take("inclusive")
        return Item(last, first=first)

    def point(self) -> Point | None:
        """Read one point in time."""
        self.take("during")
        self.take("whole")
        end = self.take("end") is not None
        point = self._numbered() or self._named() or self._of_years()
        if point is None and end and self.take("year"):
            point = Point("year")
        return replace(point, end=True) if point and end else point

    def _numbered(self) -> Point | None:
        """Read "12 марта 2015", "I квартал", "2 декада мая", "5 числа" or a number alone."""
        number, unit = self.peek(), self.peek(1)
        if number.startswith("nthday") and unit in MONTH_TOKENS:
            self.tokens = self.tokens[2:]
            return Point("nthday", int(number[-2:]), MONTH_TOKENS.index(unit) + 1, self.years())
        if not (number.isdecimal() and len(number) < 3) and number != "last":
            return None
        value = 3 if number == "last" else int(number)
        if unit in MONTH_TOKENS and number != "last":
            self.tokens = self.tokens[2:]
            return Point("day", value, MONTH_TOKENS.index(unit) + 1, self.years())
        if unit in UNITS and 1 <= value <= UNITS[unit] and number != "last":
            self.tokens = self.tokens[2:]
            return Point(unit, value, 0, self.years())
        if unit in {"decade", "part"} or (unit == "week" and number == "last"):
            return self._part_of_month(value, unit)
        if unit == "date":
            self.tokens = self.tokens[2:]
            return Point("date", value)
        if unit in {"-", ",", "to", "before"} and number != "last":
            self.tokens = self.tokens[1:]
            return Point("", value)
        return None

    def _part_of_month(self, number: int, unit: str) -> Point:
        """Read a third ("декада"), a half or the last week of a month."""
        month = self.peek(2)
        if month not in MONTH_TOKENS or not 1 <= number <= (2 if unit == "part" else 3):
            raise MisreadError
        self.tokens = self.tokens[3:]
        return Point(unit, number, MONTH_TOKENS.index(month) + 1, self.years())

    def _named(self) -> Point | None:
        """Read a month or a season."""
        month = self.take(*MONTH_TOKENS)
        if month and self.peek() == "-" and _is_year(self.peek(1)):
            self.take("-")  # "апрель-2022"
        if month:
            return Point("month", 0, MONTH_TOKENS.index(month) + 1, self.years())
        season = self.take(*SEASONS)
        return Point("season", SEASONS.index(season) + 1, 0, self.years()) if season else None

    def _of_years(self) -> Point | None:
        """Read years standing alone, or a school year with or without its number."""
        if self.peek() == "school" and self.peek(1) in {"year", "years"}:
            self.tokens = self.tokens[2:]
            years = self.years()
            return Point("school", years=replace(years, school=True, pair=False) if years else None)
        years = self.years()
        if years is None:
            return None
        return Point("school" if years.school and not years.pair else "year", years=years)

    def years(self) -> Years | None:
        """Read one year, a range of years, a list of them, or a school year such as "2014/2015 уч. г."."""
        if self.peek() == "," and _is_year(self.peek(1)) and self.tokens[2:] in {(), ("year",)}:
            self.take(",")
        short = self.peek()
        if short.isdecimal() and len(short) == 2 and self.peek(1) == "year" and int(short) > 10:
            self.tokens = self.tokens[2:]
            return Years((2000 + int(short),))
        found = self._year_or_range()
        if found is None:
            return None
        years, school, pair = list(found.years), found.school, found.pair
        while (_is_year(self.peek()) or (self.peek() == "," and _is_year(self.peek(1)))) and not self._year_leads():
            self.take(",")
            more = self._year_or_range()
            if more is None or (school and not more.school):
                raise MisreadError
            if more.school and not school:
                years, school = years[:1] if pair else years, True
            years += more.years
            pair = more.school and more.pair
        return Years(tuple(dict.fromkeys(years)), school, pair)

    def _year_leads(self) -> bool:
        """Say whether the year ahead belongs to something that follows it ("2021 год, март")."""
        at = 2 if self.peek() == "," else 1
        return self.peek(at) in MONTH_TOKENS

    def _year_or_range(self) -> Years | None:
        """Read "2014", "2014-2016 гг.", "2014/15 уч. г."."""
        if not _is_year(self.peek()):
            return None
        first = int(self.peek())
        self.tokens = self.tokens[1:]
        plural = self.take("years", "year") == "years"
        joined = self.peek() if self.peek() in {"-", "/", "to"} else ""
        other = self.peek(1) if joined else ""
        short = len(other) == 2 and other.isdecimal() and joined != "to" and int(other) == (first + 1) % 100
        if not joined or not (_is_year(other) or short) or self.peek(2) in MONTH_TOKENS:
            return Years((first,))
        last = first + 1 if short else int(other)
        self.tokens = self.tokens[2:]
        school = self.take("school") is not None
        plural = self.take("years", "year") == "years" or plural
        if last <= first or (joined == "/" and last != first + 1) or last - first > 30:
            raise MisreadError
        if last == first + 1 and (school or joined == "/"):
            return Years((first,), school=True, pair=not school)
        if school:
            return Years(tuple(range(first, last)), school=True)
        return Years(tuple(range(first, last + 1)), pair=last == first + 1 and not plural)


def _bare(point: Point) -> bool:
    """Say whether a point is a number still without its unit."""
    return not point.unit


def _is_year(token: str) -> bool:
    """Say whether a token is a year of our time."""
    return len(token) == 4 and token.isdecimal() and "1990" <= token <= "2099"
