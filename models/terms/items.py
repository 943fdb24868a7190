"""What a term is made of: points in time, ranges of two, and the years beside them; nothing is a date yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Years:
    """The years written beside a point: calendar years, or first years of school years."""

    years: tuple[int, ...]
    school: bool = False
    pair: bool = False  # "2020-2021" or "2020/2021" without a word that says which years they are


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter and so on; `number` is its day or ordinal, `end` says "the end of it"."""

    unit: str
    number: int = 0
    month: int = 0
    years: Years | None = None
    end: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One point or, with `first`, a range; `limit` is the word before it: "by", "before", "to", "from" or none."""

    last: Point
    first: Point | None = None
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a term says, and the tokens that could not be read."""

    items: tuple[Item, ...]
    marks: frozenset[str]
    leftover: tuple[str, ...]
