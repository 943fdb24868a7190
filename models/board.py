"""The board as values: tab and column names, what was read, and how people's cells are understood."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from models import wording
from models.dates import read_date, spell_day
from models.problems import Mender, Problem
from models.workflow import Request, VotedField

CODE, TITLE, TERM, EXECUTORS, FORM = "Код", "Мероприятие", "Срок", "Исполнители", "Форма результата"
REQUEST, RESULT, NEW_DATE, COMMENT = "Отметка", "Результат", "Новый срок", "Комментарий"
STATUS, DUE, REMARK = "Статус", "Исполнить до", "Замечание"
PLAN_ENGINE = (CODE, TITLE, TERM, EXECUTORS, FORM, STATUS, DUE, REMARK)
MARK_COLUMNS = (REQUEST, RESULT, NEW_DATE, COMMENT)
PLAN_HEADER = (CODE, TITLE, TERM, EXECUTORS, FORM, *MARK_COLUMNS, STATUS, DUE, REMARK)

NUMBER, DECIDES, EXECUTOR_COMMENT = "№", "Что решается", "Комментарий исполнителя"
STAGE, DECIDE_BY, OUTCOME = "Этап", "Решить до", "Итог"
APPROVAL_HEADER = (NUMBER, CODE, TITLE, DECIDES, RESULT, EXECUTOR_COMMENT, STAGE, DECIDE_BY, OUTCOME)
VOTE, VOTE_COMMENT = ": решение", ": замечание"
NO_SAY = "—"

APPROVAL, SUMMARY, LOG, GUIDE = "Утверждение", "Сводка", "Журнал", "Как пользоваться"
HEADER_ROW = 3
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
HEADER_SEARCH_ROWS = 30


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in a cell: text that begins with «=»; never a value."""

    text: str


Value = str | int | float | bool | date | Formula | None
Cells = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as read: row number (from 1) → values from the first column on."""

    title: str
    rows: Mapping[int, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns from–to, counted from 1, both included; an open end is None."""

    top: int = 1
    bottom: int | None = None
    left: int = 1
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """Who may write an area of a tab: accounts in lower case; None where everybody may, or nobody can tell."""

    tab: str
    area: Area
    editors: frozenset[str] | None
    holes: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything read from the board in one request; the token names the saved state that was read.

    `protections` are None where a board knows no accounts; `trusted` are the accounts that may write everywhere,
    `renamed` tabs of ours that bear another name now, `remarks` what the board itself has to tell.
    """

    sheets: tuple[Sheet, ...]
    token: str = ""
    protections: tuple[Protection, ...] | None = None
    trusted: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A tab with its header found: header text → column number (from 1), row number → cells by header."""

    title: str
    header_row: int
    columns: Mapping[str, int]
    rows: Mapping[int, Cells]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row found by its code or number, with the people's cells that are not empty."""

    tab: str
    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class View:
    """The board as understood: tables by title, rows by code, ballots by number, and what could not be understood."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    rows: Mapping[str, SeenRow] = field(default_factory=dict)
    ballots: Mapping[str, SeenRow] = field(default_factory=dict)
    plans: frozenset[str] = frozenset()
    quarantined: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    open_voters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """What an executor typed, normalised; a fault says why it cannot be taken as a wish."""

    request: Request | None = None
    result: str = ""
    new_date: date | None = None
    comment: str = ""
    fault: tuple[str, str] | None = None

    @property
    def asks_for_vote(self) -> bool:
        """Whether the request is one that voters decide on."""
        return self.request not in (None, Request.STARTED)


NO_MARK = Mark()


def plan_title(year_name: str) -> str:
    """The tab of a reporting year («План 2021», «План 2021-2022»)."""
    return f"План {year_name}"


def canonical(value: Value) -> Value:
    """The same value whichever program wrote it: NFC text without outer blanks or unseen signs, plain days, numbers.

    >>> canonical("  Готово "), canonical(17.0), canonical("")
    ('Готово', 17, None)
    """
    if isinstance(value, str):
        text = UNSTORABLE.sub("\ufffd", UNSEEN.sub("", value).replace("\r\n", "\n").replace("\xa0", " "))
        return unicodedata.normalize("NFC", text).strip() or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def as_text(value: Value) -> str:
    """A cell's value as a person reads it: dates as 18.02.2021, numbers without a needless fraction."""
    value = canonical(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return spell_day(value)
    if isinstance(value, Formula):
        return value.text
    return str(value)


def fingerprint(mark: Mark, fields: Iterable[VotedField]) -> str:
    """Sixteen hex digits over the named fields of a mark, blind to how a program retyped them."""
    parts = {
        VotedField.REQUEST: str(mark.request or ""),
        VotedField.RESULT: _plain(mark.result),
        VotedField.NEW_DATE: mark.new_date.isoformat() if mark.new_date else "",
        VotedField.COMMENT: _plain(mark.comment),
    }
    chosen = set(fields)
    text = "\x1f".join(parts[each] for each in VotedField if each in chosen)
    return sha256(text.encode()).hexdigest()[:16]


def full_fingerprint(mark: Mark) -> str:
    """The fingerprint over everything the executor typed."""
    return fingerprint(mark, VotedField)


def _plain(text: str) -> str:
    day = read_date(text)
    if day is not None:
        return day.isoformat()
    if re.fullmatch(r"-?\d+[.,]0*|-?\d+[.,]\d*?0*", text):
        return re.sub(r"[.,]0*\Z", "", re.sub(r"([.,]\d*?)0+\Z", r"\1", text)).replace(",", ".")
    return re.sub(r"\s+", " ", text)


def word_key(text: str) -> str:
    """A dropdown's word without case, blanks and final stops, so that «готово » is «Готово».

    >>> word_key(" Прошу  перенести.") == word_key("прошу перенести")
    True
    """
    return re.sub(r"[\s.!]+", " ", text).strip().casefold().replace("ё", "е")


def read_mark(cells: Cells, words: Mapping[Request, str], longest: int) -> Mark:
    """The mark that a row's people's cells make; unreadable cells make its fault."""
    if not cells:
        return NO_MARK
    for column in MARK_COLUMNS:
        value = cells.get(column)
        if isinstance(value, Formula):
            return Mark(fault=wording.formula_in_cell(column))
        if isinstance(value, str) and len(value) > longest:
            return Mark(fault=wording.text_too_long(column, len(value), longest))
    said = as_text(cells.get(REQUEST))
    by_key = {word_key(label): request for request, label in words.items()}
    request = by_key.get(word_key(said)) if said else None
    if said and request is None:
        return Mark(fault=wording.unknown_word(REQUEST, said, words.values()))
    date_cell = cells.get(NEW_DATE)
    new_date = date_cell if isinstance(date_cell, date) else read_date(as_text(date_cell))
    if request is Request.EXTENSION and new_date is None and as_text(date_cell):
        return Mark(fault=wording.date_not_read(NEW_DATE, as_text(date_cell)))
    return Mark(request, as_text(cells.get(RESULT)), new_date, as_text(cells.get(COMMENT)))


def find_table(sheet: Sheet, header: Iterable[str]) -> Table | None:
    """The table whose header row holds every name asked for; None when some name is in no one row."""
    wanted = set(header)
    for number in sorted(sheet.rows)[:HEADER_SEARCH_ROWS]:
        names = [as_text(value) for value in sheet.rows[number]]
        if wanted <= set(names):
            columns: dict[str, int] = {}
            for index, name in enumerate(names, start=1):
                if name:
                    columns.setdefault(name, index)
            rows = {below: _cells(values, columns) for below, values in sorted(sheet.rows.items()) if below > number}
            return Table(sheet.title, number, columns, rows)
    return None


def _cells(values: tuple[Value, ...], columns: Mapping[str, int]) -> dict[str, Value]:
    found = {name: canonical(values[index - 1]) for name, index in columns.items() if index <= len(values)}
    return {name: value for name, value in found.items() if value is not None}


def read_view(snapshot: Snapshot, plans: Mapping[str, Mapping[str, Cells]], direction_titles: frozenset[str]) -> View:
    """Find every row by its code and every ballot by its number.

    `plans` gives, per plan tab, the engine's texts of each code: by them a row with a typed-over code is known again.
    """
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    tables = {}
    for title in (*plans, APPROVAL):
        header = APPROVAL_HEADER if title == APPROVAL else PLAN_HEADER
        table = find_table(sheets[title], header) if title in sheets else None
        if table is not None:
            tables[title] = table
    rows: dict[str, SeenRow] = {}
    ballots: dict[str, SeenRow] = {}
    quarantined: set[str] = set()
    problems: list[Problem] = []
    for title, table in tables.items():
        if title == APPROVAL:
            keys = {number: as_text(cells.get(NUMBER)) for number, cells in table.rows.items()}
            for number in (number for number, key in keys.items() if table.rows[number] and not key):
                place = f"«{title}», строка {number}"
                problems.append(Problem(place, *wording.ballot_without_number(), Mender.CURATOR))
        else:
            keys, found = codes_of(table, plans[title], direction_titles)
            problems.extend(found)
        counts = Counter(key for key in keys.values() if key)
        for key, count in counts.items():
            if count > 1:
                quarantined.add(key)
                where = [number for number, each in keys.items() if each == key]
                problems.append(Problem(key, *wording.duplicated_code(title, where), Mender.CURATOR))
        into, people = (ballots, _vote_cells) if title == APPROVAL else (rows, _mark_cells)
        for number, key in keys.items():
            if key and counts[key] == 1:
                into[key] = SeenRow(title, number, people(table.rows[number]))
    return View(tables, rows, ballots, frozenset(plans), frozenset(quarantined), tuple(problems))


def codes_of(
    table: Table, texts: Mapping[str, Cells], direction_titles: frozenset[str]
) -> tuple[dict[int, str], list[Problem]]:
    """The code of each row of a plan tab; a typed-over code is known again by the row's other engine texts."""
    keys = {number: as_text(cells.get(CODE)) for number, cells in table.rows.items()}
    counts = Counter(keys.values())
    lost = [code for code in texts if not counts[code]]
    problems = []
    for number, key in keys.items():
        cells = table.rows[number]
        if key in texts and (counts[key] == 1 or not lost or _same_texts(cells, texts[key])):
            continue
        twins = [code for code in lost if _same_texts(cells, texts[code])]
        if len(twins) == 1:
            keys[number] = twins[0]
            continue
        if key in texts:
            continue
        keys[number] = ""
        if cells and not (not key and _is_heading(cells, direction_titles)):
            where = f"«{table.title}», строка {number}"
            problems.append(Problem(where, *wording.row_without_code(key), Mender.CURATOR))
    return keys, problems


def _is_heading(cells: Cells, direction_titles: frozenset[str]) -> bool:
    """Whether a row without a code heads a direction, by its present title or by one that an order has changed."""
    title = as_text(cells.get(TITLE))
    return title in direction_titles or (
        title.partition(". ")[0] in {each.partition(". ")[0] for each in direction_titles}
        and not any(column in cells for column in MARK_COLUMNS)
    )


def voter_of(header: str) -> str | None:
    """Whose column it is on «Утверждение»; None for a column that is no voter's.

    >>> voter_of("Куратор: решение"), voter_of("Итог")
    ('Куратор', None)
    """
    for part in (VOTE, VOTE_COMMENT):
        if header.endswith(part):
            return header.removesuffix(part)
    return None


def _same_texts(cells: Cells, texts: Cells) -> bool:
    return all(cells.get(column) == canonical(texts.get(column)) for column in (TITLE, TERM, EXECUTORS, FORM))


def _mark_cells(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if name in MARK_COLUMNS}


def _vote_cells(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if voter_of(name) is not None and value != NO_SAY}
