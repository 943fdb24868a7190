"""Read terms by Vekha, and by the dateparser library set up as favourably as it can be, in one run.

The strings are the two corpora of the tests: real cells, and cells in the manners of many schools, each with its due
dates or "unclear". An answer is right when it gives exactly these dates, and none where a person must be asked.
Then 10,000 different strings are read by Vekha alone. Run `make bench`; figures are medians of several turns.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import dateparser
from dateparser.search import search_dates

from models.terms import Period, understand
from models.terms.lexer import translate

DATA = Path(__file__).parents[1] / "tests" / "data"
MANY = 10_000
TURNS = 3
Cell = tuple[str, Period, str]
Dates = tuple[date, ...]


def corpus(name: str) -> list[Cell]:
    """The cells of a corpus: text, period of the document, due dates."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(text.replace("\\n", "\n").replace("\\t", "\t"), Period.parse(period), dues) for text, period, dues in rows]


def expected(cell: Cell) -> Dates:
    """The due dates of a cell; none for an unclear one."""
    _, period, dues = cell
    if dues == "yearly":
        return tuple(period.ends(year) for year in period.years())
    return tuple(map(date.fromisoformat, dues.split(","))) if dues != "unclear" else ()


def by_vekha(cell: Cell) -> Dates:
    """Due dates by Vekha."""
    return tuple(each.due for each in understand(cell[0], cell[1]).occurrences)


def _settings(period: Period) -> dict[str, Any]:
    """A month means its last day, and what has no year is looked for from the period's first day on."""
    start = datetime.combine(period.starts(period.first), datetime.min.time())
    return {"PREFER_DAY_OF_MONTH": "last", "PREFER_DATES_FROM": "future", "RELATIVE_BASE": start, "DATE_ORDER": "DMY"}


def by_parse(cell: Cell) -> Dates:
    """The one date dateparser.parse finds."""
    found = dateparser.parse(cell[0], languages=["ru"], settings=_settings(cell[1]))
    return (found.date(),) if found else ()


def by_search(cell: Cell) -> Dates:
    """Every date dateparser.search finds."""
    found = search_dates(cell[0], languages=["ru"], settings=_settings(cell[1]))
    return tuple(sorted({day.date() for _, day in found or ()}))


READERS: dict[str, Callable[[Cell], Dates]] = {"vekha": by_vekha, "parse": by_parse, "search": by_search}


def seconds(work: Callable[[Cell], Dates], cells: Sequence[Cell]) -> float:
    """How long it takes to read them all, with nothing remembered from before."""
    translate.cache_clear()
    began = time.perf_counter()
    for cell in cells:
        work(cell)
    return time.perf_counter() - began


def different(cells: Sequence[Cell]) -> list[Cell]:
    """The cells again and again, each time with another footnote's star, so that nothing read before helps."""
    return [(text + "*" * turn, period, dues) for turn in range(MANY // len(cells) + 1) for text, period, dues in cells]


def main() -> int:
    """Print how many each reads rightly, and how long it takes beside Vekha."""
    files = {"real cells": corpus("terms.tsv"), "manners of many schools": corpus("more_terms.tsv")}
    for name, cells in files.items():
        print(f"{name}: {len(cells)} strings")
        took: dict[str, list[float]] = {reader: [] for reader in READERS}
        for _ in range(TURNS):
            for reader, work in READERS.items():
                took[reader].append(seconds(work, cells))
        base = statistics.median(took["vekha"])
        for reader, work in READERS.items():
            right = sum(work(cell) == expected(cell) for cell in cells)
            asked = sum(not expected(cell) and not work(cell) for cell in cells)
            wrong = sum(bool(work(cell)) and work(cell) != expected(cell) for cell in cells)
            middle = statistics.median(took[reader])
            print(
                f"  {reader:7} {middle:8.3f} s  {middle / base:7.1f}x  right {right:4}  (of these unclear {asked:3})"
                f"  wrong date {wrong:4}"
            )
    many = different([cell for cells in files.values() for cell in cells])[:MANY]
    print(f"{len(many)} different strings by Vekha: {seconds(by_vekha, many):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
