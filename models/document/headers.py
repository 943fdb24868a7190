"""Where the header of a table is, and which columns it makes."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from models.document.columns import (
    BEGIN,
    CELL,
    END,
    EXECUTOR,
    LONGEST_HEADER,
    MARK,
    NUMBER,
    NUMBERED,
    OTHER,
    RESULT,
    SECTION,
    TERM,
    TITLE,
    Column,
    Columns,
    is_counting,
    key_of,
    role_of,
    spread,
    time_of,
)
from models.document.document import Row
from models.document.numbering import read_number, read_roman
from models.document.row_kinds import names_post
from models.terms import is_term
from models.text import MONTH_NAMES, month_number, one_line


def header_at(rows: Sequence[Row], place: int) -> tuple[Columns, int] | None:
    """The columns, if a header begins at that row, and how many rows it takes; None if it does not."""
    if is_counting(rows[place]) or any(NUMBERED.match(cell.text.strip()) for cell in rows[place].cells[:2]):
        return None
    found = None
    for height in (1, 2, 3):
        if place + height > len(rows) or (height > 1 and not _goes_on_in(rows[place : place + height])):
            break
        columns = _columns(rows[place : place + height])
        if _is_header(columns):
            found = columns, height
    return found


def _goes_on_in(rows: Sequence[Row]) -> bool:
    """Whether the last of these rows is still header: short known words under a wide cell, or merged upwards."""
    above, last = rows[-2], rows[-1]
    texts = [cell.text for cell in last.cells if cell.text.strip()]
    if not texts or any(len(text) > LONGEST_HEADER for text in texts):
        return False
    wide = {place for place, cell in enumerate(spread(above)) if cell.span > 1}
    below = [cell for place, cell in enumerate(spread(last)) if cell.text.strip() and place in wide]
    apart = [cell for place, cell in enumerate(spread(last)) if cell.text.strip() and place not in wide]
    if is_counting(last) and apart:
        return False
    tops = spread(above)
    header = " ".join(cell.text for cell in tops)
    if (
        below
        and all(cell.goes_on for place, cell in enumerate(spread(last)) if place not in wide)
        and len(wide) < len(tops)
    ):
        return True  # everything else is merged with the header above
    return bool(below) and not apart and all(role_of(each.text) or time_of(each.text, header) for each in below)


def _columns(rows: Sequence[Row]) -> Columns:
    """What each grid column is, by the lowest of its headers that says something."""
    grid = [spread(row) for row in rows]
    columns = []
    for place in range(max(len(line) for line in grid)):
        texts = [line[place].text.strip() for line in grid if place < len(line) and line[place].text.strip()]
        texts = list(dict.fromkeys(texts))
        columns.append(_column(texts))
    return _settled(_roman_months(columns))


def _roman_months(columns: list[Column]) -> list[Column]:
    """Columns headed by nothing but roman numbers, some beyond four, are months."""
    numbers = {
        place: read_roman(column.header) or 0
        for place, column in enumerate(columns)
        if column.role == OTHER and re.fullmatch(r"[IVXІХ]{1,4}", column.header)
    }
    if len(numbers) > 2 and 4 < max(numbers.values()) <= len(MONTH_NAMES) and min(numbers.values()) > 0:
        for place, number in numbers.items():
            columns[place] = Column(MARK, columns[place].header, MONTH_NAMES[number - 1])
    return columns


def _column(texts: list[str]) -> Column:
    header = " / ".join(" ".join(text.split()) for text in texts)
    for place in range(len(texts) - 1, -1, -1):
        time = time_of(texts[place], " ".join(texts[:place]))
        if time:
            return Column(MARK, header, time)
        role = role_of(texts[place])
        if role is not None:
            return Column(role, header)
    return Column(OTHER, header)


def _settled(columns: list[Column]) -> Columns:
    """Resolve columns that could be two things: the first without a header counts, «Задача» may be the title."""
    roles = [column.role for column in columns]
    if columns and columns[0].role == OTHER and not columns[0].header and NUMBER not in roles:
        columns[0] = Column(NUMBER, "")
    if TITLE not in roles and SECTION in roles:
        place = roles.index(SECTION)
        columns[place] = Column(TITLE, columns[place].header)
    times = sum(bool(column.time) for column in columns)
    if TITLE not in {column.role for column in columns} and times > _FEWEST_TIMES and not columns[0].header:
        columns[0] = Column(TITLE, "")  # what stands left of the times heads the rows
    several = {column.header for column in columns if column.role == TITLE and "мероприят" in key_of(column.header)}
    if len(several) > 1 and TERM in roles:
        return tuple(Column(CELL, each.header) if each.header in several else each for each in columns)
    _keep_one(columns, RESULT, ("документ", "форма", "отчетн", "подтвержд"))
    _keep_one(columns, TITLE, ("мероприят",))
    return tuple(columns)


def _keep_one(columns: list[Column], role: str, words: Sequence[str]) -> None:
    """Of several columns that could be one thing, keep the one whose header has such a word, else the first."""
    places = [place for place, column in enumerate(columns) if column.role == role]
    known = (place for word in words for place in places if word in key_of(columns[place].header))
    keep = columns[next(known, places[0])].header if places else ""
    for place in places:
        if columns[place].header != keep:
            columns[place] = Column(OTHER, columns[place].header)


_FEWEST_TIMES = 2  # columns of times that make a grid by themselves, and some more


def _is_header(columns: Iterable[Column]) -> bool:
    """Whether these make a roadmap's header: what is to be done, and when or by whom."""
    columns = tuple(columns)
    roles = {column.role for column in columns}
    times = len({column.time for column in columns if column.time})
    cells = sum(column.role == CELL for column in columns)
    if (cells > 1 and TERM in roles) or (times > _FEWEST_TIMES and times == len(columns)):
        return True
    return TITLE in roles and (bool(roles & {TERM, BEGIN, END, EXECUTOR}) or times > 1)


def numbered_by(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns, the first of two under one title being that of the numbers where the rows say so."""
    if NUMBER in {column.role for column in columns}:
        return columns
    for place, (one, two) in enumerate(pairwise(columns)):
        if one.role == two.role == TITLE:
            firsts = [spread(row)[place].text for row in rows if len(spread(row)) == len(columns) and row.cells]
            counted = sum(bool(NUMBERED.match(text.strip())) and len(text.strip()) < 8 for text in firsts)
            if counted * 2 > len(firsts):
                return (*columns[:place], Column(NUMBER, one.header), *columns[place + 1 :])
    return columns


def same_columns(one: Columns, other: Columns) -> bool:
    """Whether two headers name the same columns."""
    return [(column.role, column.time) for column in one] == [(column.role, column.time) for column in other]


_BESIDE = re.compile(r"класс|место|предмет|привлек|участ|кабинет|время|колич|тема|кто|№|n|групп|возраст")
_LONGEST_WORD = 60  # characters of a header's cell whose words are not known
_SHOWN = 30  # rows that show what a column holds
_MOST = 0.6  # the share of cells that tells what a column is


def guessed_at(rows: Sequence[Row], place: int) -> tuple[Columns, int] | None:
    """The columns of a header that knows when or who but not what: the widest column of other words is the title."""
    columns = _columns(rows[place : place + 1])
    texts = [one_line(cell.text) for cell in rows[place].cells if one_line(cell.text)]
    if any(len(text) > _LONGEST_WORD or re.search(r"\d", text) for text in texts) or len(texts) < 2:
        return None
    roles = {column.role for column in columns}
    below = rows[place + 1 : place + 1 + _SHOWN]
    if TITLE in roles or not (roles & {TERM, BEGIN, END, EXECUTOR}) or not below:
        return None
    cells = _cells_of_months(columns, below)
    if cells:
        return tuple(Column(CELL, each.header) if at in cells else each for at, each in enumerate(columns)), 1
    open_ = [at for at, column in enumerate(columns) if column.role == OTHER and column.header]
    unknown = [at for at in open_ if role_of(columns[at].header) is None] or open_
    if not unknown:
        return None
    title = max(unknown, key=lambda at: _width(below, at))
    return (*columns[:title], Column(TITLE, columns[title].header), *columns[title + 1 :]), 1


def _cells_of_months(columns: Columns, rows: Sequence[Row]) -> set[int]:
    """The columns of directions that hold activities, where each row is a month: several, and all of them unknown."""
    terms = [at for at, column in enumerate(columns) if column.role == TERM]
    whens = [text for at in terms[:1] for text in _texts(rows, at)]
    months = sum(month_number(text.lower().strip(" .")) is not None for text in whens)
    if not whens or months < len(whens) * _MOST or EXECUTOR in {column.role for column in columns}:
        return set()
    open_ = {at for at, column in enumerate(columns) if column.role == OTHER and role_of(column.header) is None}
    told = {at for at in open_ if _share(rows, at, lambda text: bool(re.search(r"[а-яё]{4}", text))) >= _MOST}
    plain = {at for at in told if not _BESIDE.match(key_of(columns[at].header))}
    return plain if len(plain) > 1 and plain == told else set()


def columns_of_body(rows: Sequence[Row]) -> Columns | None:
    """The columns of a table without a header: dates tell the term, the widest of the other texts is the title."""
    shown = [spread(row) for row in rows[:_SHOWN]]
    width = max(map(len, shown), default=0)
    body = [
        row for row in rows[:_SHOWN] if len(spread(row)) == width and len([c for c in row.cells if c.text.strip()]) > 1
    ]
    if len(body) < 2 or width < 2:
        return None
    whens = [at for at in range(width) if _share(body, at, is_term) >= _MOST]
    numbers = [at for at in range(width) if _share(body, at, lambda text: read_number(text) is not None) >= _MOST]
    rest = [at for at in range(width) if at not in {*whens[:1], *numbers[:1]} and _width(body, at) > 0]
    if not whens or not rest:
        return None
    title = max(rest, key=lambda at: _width(body, at))
    whos = [at for at in rest if at != title and _share(body, at, names_post) >= _MOST]
    roles = {whens[0]: TERM, title: TITLE} | dict.fromkeys(whos[:1], EXECUTOR) | dict.fromkeys(numbers[:1], NUMBER)
    return tuple(Column(roles.get(at, OTHER), "") for at in range(width))


def _texts(rows: Sequence[Row], place: int) -> list[str]:
    cells = (spread(row) for row in rows)
    return [text for row in cells if place < len(row) and (text := one_line(row[place].text))]


def _width(rows: Sequence[Row], place: int) -> float:
    """How many letters a cell of a column has on the average of all rows."""
    return sum(map(len, _texts(rows, place))) / len(rows) if rows else 0.0


def _share(rows: Sequence[Row], place: int, fits: Callable[[str], bool]) -> float:
    """The share of the filled cells of a column that fit."""
    texts = _texts(rows, place)
    return sum(map(fits, texts)) / len(texts) if len(texts) * 2 >= len(rows) else 0.0
