"""How the board lies in Google's grid: tabs and their numbers, keys, and the lookup that stands in a header cell.

People's tabs hold the key of each row and people's cells, nothing else. Every engine column is one formula in its
header cell that looks each row's key up on the tab `_engine`: a row that moves between our read and our write takes
its own status along.
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.board import (
    Formula,
    Value,
    account_key,
    as_text,
    canonical,
    columns,
    google_texts,
    plan_titles,
)
from models.parts import asks_parts, contributors
from models.school import GoogleBoardSettings, School, Status, all_voters, may_mark, meeting_editors
from tasks.boards import has_rows, legal_text

ENGINE = "_engine"
# First what a pass may change, then what was said once; the order is that of the values in `_engine`.
PLAN_LOOKUPS = (
    columns.STATUS,
    columns.DUE,
    columns.REMARK,
    columns.TITLE,
    columns.TERM,
    columns.EXECUTORS,
    columns.FORM,
)
APPROVAL_LOOKUPS = (
    columns.OUTCOME, columns.RESULT, columns.EXECUTOR_COMMENT, columns.CODE, columns.TITLE, columns.DECIDES,
    columns.STAGE, columns.DECIDE_BY,
)  # fmt: skip
PARTS_LOOKUPS = (columns.REMARK,)
MEETING_LOOKUPS = (columns.CODE, columns.TITLE, columns.DECIDES)
SHORT = {ENGINE: "!A:D", columns.GUIDE: "!A1"}  # of `_engine` the half that passes change
LOCALE = "ru_RU"
LONGEST_CELL = 50_000
DAY_ZERO = date(1899, 12, 30)
GENERATION = "vekha-generation"
Json = dict[str, Any]


@dataclass(frozen=True)
class ColumnRun:
    """One of the tables that stand side by side on `_engine`: a key and so many values, beginning in a column.

    What is written of a row is a whole row of a part, its key included: whatever happened to the tab meanwhile, no
    value ever stands beside another key.
    """

    column: int
    first: int
    values: int

    @property
    def last_column(self) -> int:
        """Its last column."""
        return self.column + self.values


PARTS = (ColumnRun(1, 0, 3), ColumnRun(5, 3, 5))
WIDTH, VALUES = PARTS[-1].last_column, sum(part.values for part in PARTS)
ENGINE_HEADER = tuple(
    name for part in PARTS for name in (google_texts.ENGINE_KEY, *[google_texts.ENGINE_VALUE] * part.values)
)
_HEADER_TEXT = re.compile(r'=ARRAYFORMULA\(IF\(ROW\([^"]*"((?:[^"]|"")+)"', re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """What the board has to know of a school: its tabs, words, voters and posts, and the accounts it trusts.

    `executors` are the addresses that may mark each milestone, by its code; None where every editor of the file may.
    `meeting` are the addresses that may fill «Заседание»; None where no secretary is named, and no such tab. `labels`
    are those of who may contribute; None where no parts are asked for, and no tab «Вклады».
    """

    title: str
    zone: str
    plans: tuple[str, ...]
    voters: dict[str, str | None]
    posts: tuple[str, ...]
    requests: tuple[str, ...]
    choices: tuple[str, ...]
    statuses: dict[Status, str]
    owner: str | None = None
    executors: dict[str, tuple[str, ...]] | None = None
    meeting: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None

    @property
    def owner_key(self) -> str | None:
        """The account named as the file's owner, in the one spelling by which accounts are compared."""
        return account_key(self.owner) if self.owner else None

    @property
    def tabs(self) -> tuple[str, ...]:
        """Every tab that is the board's, the hidden one last."""
        meeting = (columns.MEETING,) if self.meeting is not None else ()
        parts = (columns.PARTS,) if self.labels is not None else ()
        return (*self.plans, *parts, columns.APPROVAL, *meeting, columns.SUMMARY, columns.LOG, columns.GUIDE, ENGINE)


def layout_of(school: School, settings: GoogleBoardSettings, today: date) -> Layout:
    """The layout of a school's board; every year has a tab, hidden until it begins, so that one read finds them all."""
    people = all_voters(school.workflow.stages, school.roster)
    return Layout(
        title=google_texts.BOARD_TITLE.format(school=school.settings.short_name),
        zone=school.settings.time_zone,
        plans=tuple(plan_titles(school, school.years).values()),
        voters={school.roster.label(person): school.roster.people[person].address for person in people},
        posts=tuple(dict.fromkeys(post for each in school.roadmap.activities() for post in each.executors)),
        requests=tuple(school.workflow.requests.values()),
        choices=tuple(school.workflow.choices.values()),
        statuses=dict(school.workflow.statuses),
        owner=settings.owner,
        executors=may_mark(school, today) if settings.marks == "executors" else None,
        meeting=meeting_editors(school, today) if school.roster.secretary else None,
        labels=tuple(map(school.roster.label, contributors(school))) if asks_parts(school) else None,
    )


def ranges(told: Layout, copies: Iterable[str] = (), *, short: bool = False) -> list[str]:
    """The ranges that make one read the whole of our tabs, and the first rows of these others.

    A `short` read leaves out what is on the shelf.
    """
    parts = SHORT if short else {}
    others = (f"{_quoted(title)}!1:{columns.HEADER_SEARCH_ROWS}" for title in copies)
    return [*(f"{_quoted(title)}{parts.get(title, '')}" for title in told.tabs), *others]


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def key_header(title: str) -> str:
    """The header above the keys of a tab."""
    return columns.row_header(title)[0]


def lookups(title: str) -> tuple[str, ...]:
    """The headers of a tab's columns that are looked up, in the order of their values in `_engine`."""
    if not has_rows(title):
        return ()
    known = {columns.APPROVAL: APPROVAL_LOOKUPS, columns.MEETING: MEETING_LOOKUPS, columns.PARTS: PARTS_LOOKUPS}
    return known.get(title, PLAN_LOOKUPS)


def tab_number(title: str) -> int:
    """The number that we give a tab of ours: the same for ever."""
    return zlib.crc32(title.encode()) & 0x7FFFFFFF


def letter(column: int) -> str:
    """A column's letters.

    >>> letter(1), letter(27)
    ('A', 'AA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def lookup(title: str, header: str, key_column: int, header_row: int) -> str:
    """The formula of an engine column: its header's text, and under it what `_engine` says of each row's key.

    Its ranges begin at the header row itself: from below it they would slip when a row is inserted right there. Rows
    without a key stay truly empty (no ""), so that appended rows land below the last one.
    """
    column, place = letter(key_column), lookups(title).index(header)
    keys, first = f"{column}{header_row}:{column}", f"{column}{header_row}"
    part = next(part for part in PARTS if place < part.first + part.values)
    table = f"{ENGINE}!${letter(part.column)}:${letter(part.last_column)}"
    found = f"VLOOKUP({keys};{table};{place - part.first + 2};FALSE)"
    return f'=ARRAYFORMULA(IF(ROW({keys})=ROW({first});"{header}";IF({keys}="";;IFNA({found}))))'


def header_of(value: Value) -> str | None:
    """The header that a cell shows: a text, or the text inside our lookup, also of one that is broken by now.

    >>> header_of(Formula(lookup("Утверждение", "Итог", 1, 3)))
    'Итог'
    """
    if isinstance(value, Formula):
        found = _HEADER_TEXT.match(value.text)
        return found[1].replace('""', '"') if found else None
    return as_text(value) or None


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas say the same, whichever separator the locale puts between arguments.

    >>> same_formula("=IF(A1;;2)", "=if(A1,, 2)")
    True
    """
    return _plain(one) == _plain(other)


def _plain(formula: str) -> str:
    return re.sub(r"\s+", "", formula).replace(",", ";").casefold()


def storable(value: Value) -> Value:
    """The value as a cell can hold it: no formula but its text, no longer than a cell."""
    if isinstance(value, Formula):
        value = value.text
    if isinstance(value, str):
        value = legal_text(value, LONGEST_CELL)
    return canonical(value)


def cell_of(value: Value) -> Json:
    """The value as `updateCells` takes it; text always as text, so that nothing is ever understood as a formula."""
    value = storable(value)
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, int | float):
        return {"userEnteredValue": {"numberValue": value}}
    if isinstance(value, date):
        return {"userEnteredValue": {"numberValue": serial(value)}}
    return {"userEnteredValue": {"stringValue": str(value)}}


def serial(day: date) -> int:
    """A day as Google counts them."""
    return ((day.date() if isinstance(day, datetime) else day) - DAY_ZERO).days
