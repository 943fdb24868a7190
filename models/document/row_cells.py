"""A row of a table seen through its columns: the text of each field, and what stands under months and quarters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.document.columns import (
    BEGIN,
    CELL,
    END,
    EXECUTOR,
    MARK,
    NUMBER,
    OTHER,
    RESULT,
    SECTION,
    TERM,
    TITLE,
    Column,
    Columns,
    spread,
)
from models.document.document import Row
from models.document.numbering import listed_numbers
from models.document.word_repair import joined_lines
from models.terms import is_term
from models.text import MONTH_CASES

_FIELDS = (NUMBER, SECTION, TITLE, TERM, BEGIN, END, EXECUTOR, RESULT)


@dataclass(frozen=True, slots=True)
class Line:
    """A row seen through the columns: the text of each field; what is said of its time is `timed`."""

    row: Row
    where: str
    texts: dict[str, str]
    marks: tuple[tuple[str, str], ...]
    filled: tuple[str, ...]
    is_wide: bool
    goes_on: frozenset[str]
    extras: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    def timed(self) -> bool:
        """Whether any cell of the row says when."""
        return bool(self[TERM] or self[BEGIN] or self[END] or any(joined_lines(text) for _, text in self.marks))


def line_of(row: Row, columns: Columns, where: str, held: dict[int, str]) -> Line:
    """See a row through the columns; `held` keeps what vertically merged cells began with, by column."""
    cells = spread(row)
    plain = next((each.fill for each, column in zip(cells, columns, strict=False) if column.role == TITLE), "")
    texts: dict[str, list[str]] = {}
    marks: list[tuple[str, str]] = []
    goes_on: set[str] = set()
    filled: list[str] = []
    extras: list[tuple[str, str]] = []
    place = 0
    for cell in row.cells:
        column = columns[place] if place < len(columns) else Column("other", "")
        text = cell.text
        if cell.goes_on:
            goes_on.add(column.role)
            text = held.get(place, "") if column.role in {TERM, BEGIN, END, EXECUTOR, RESULT, MARK} else ""
        else:
            held[place] = cell.text
            if joined_lines(cell.text):
                filled.append(joined_lines(cell.text))
        if column.role == MARK:
            times = [each.time for each in columns[place : place + cell.span] if each.role == MARK]
            shaded = SHADED if cell.fill not in {"", plain} and not joined_lines(text) else text
            marks.append((times[0] if len(times) == 1 else f"{times[0]} – {times[-1]}", shaded))
        elif column.role == CELL:
            marks.append((column.header, text))
        elif joined_lines(text):
            texts.setdefault(column.role, []).append(text)
            if column.role == OTHER and column.header:
                extras.append((column.header, joined_lines(text)))
        place += cell.span
    wide = max((cell.span for cell in row.cells if joined_lines(cell.text)), default=0)
    is_wide = len(filled) <= 2 and (wide >= max(len(columns) - 1, 2) or (wide > len(columns) // 2 and len(filled) == 1))
    joined = {name: "\n".join(found) for name, found in texts.items() if name in _FIELDS}
    wide_or_one = is_wide or len(cells) == 1
    return Line(row, where, joined, tuple(marks), tuple(filled), wide_or_one, frozenset(goes_on), tuple(extras))


def rows_of(line: Line) -> list[Line]:
    """A row whose cells hold several numbers and as many activities as the rows that they are; else the row itself."""
    numbers = listed_numbers(line[NUMBER])
    titles = [text for text in line[TITLE].split("\n") if text.strip()]
    if len(numbers) < 2 or len(numbers) != len(titles):
        return [line]
    each_own = {name: _parts(text, len(numbers)) for name, text in line.texts.items()}
    each_own[TITLE], each_own[NUMBER] = titles, [str(number) for number in numbers]
    return [replace(line, texts={name: parts[at] for name, parts in each_own.items()}) for at in range(len(numbers))]


def told_apart(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """The rows, each thing in a cell of its own: activities of a grid, numbers before titles, terms before posts."""
    if is_grid(lines):
        found = [row for line in lines for row in grid_rows(line) or [line]]
        order = [column.header for column in columns if column.role == CELL]
        return sorted(found, key=lambda row: order.index(row[SECTION]) if row[SECTION] in order else 0)
    return with_bare_numbers(with_terms_and_executors(lines, columns))


def with_bare_numbers(lines: Sequence[Line]) -> list[Line]:
    """The rows, the number before the title in a cell of its own where titles count without a full stop: «1 Сбор»."""
    begun = [(line, match) for line in lines if (match := _BARE_NUMBER.match(joined_lines(line[TITLE])))]
    counted = [int(match[1]) for _, match in begun]
    if any(line[NUMBER] for line in lines) or len(begun) < 2 or counted != list(range(1, len(begun) + 1)):
        return list(lines)
    parted = {id(line): {NUMBER: match[1], TITLE: match[2]} for line, match in begun}
    return [replace(line, texts={**line.texts, **parted.get(id(line), {})}) for line in lines]


def with_terms_and_executors(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """The rows, what one column says of time and of people parted: «Срок/ответственный»."""
    term = next((column.header for column in columns if column.role == TERM), "")
    if EXECUTOR in {column.role for column in columns} or not re.search(r"ответств|исполнит", term, re.IGNORECASE):
        return list(lines)
    found = []
    for line in lines:
        borders = [match.span() for match in re.finditer(r"\s{0,5}[,;\n/]\s{0,5}", line[TERM][:_LONGEST_TERM])]
        whole = next(((one, two) for one, two in reversed(borders) if is_term(joined_lines(line[TERM][:one]))), None)
        parted = {TERM: line[TERM][: whole[0]], EXECUTOR: line[TERM][whole[1] :]} if whole else {}
        found.append(replace(line, texts={**line.texts, **parted}))
    return found


def is_grid(lines: Sequence[Line]) -> bool:
    """Whether the cells under months and quarters hold activities, not marks or days."""
    texts = (joined_lines(text) for line in lines for _, text in line.marks)
    cells = [text for text in texts if text.lower() not in _NOTHING]
    told = sum(bool(_ACTIVITY.search(text)) and not is_term(text) for text in cells)
    return bool(cells) and told > len(cells) * _GRID_SHARE


def grid_rows(line: Line) -> list[Line]:
    """The activities of a row of such a grid, each with the time above it; what heads the row is their section."""
    heading = line[TITLE] or line[SECTION]
    before = ""
    found: list[Line] = []
    for head, text in line.marks:
        section, time = (head, line[TERM]) if line[TERM] else (heading, head)
        for title in (each.strip(" ;\t") for each in _ITEM.split(text)):
            if title and title.lower() not in _NOTHING:
                texts = {TITLE: title, TERM: time, EXECUTOR: line[EXECUTOR], RESULT: line[RESULT], SECTION: section}
                goes_on = frozenset({SECTION}) if section == before else frozenset[str]()
                before = section
                found.append(replace(line, texts=texts, marks=(), is_wide=False, goes_on=goes_on))
    return found


def _parts(text: str, count: int) -> list[str]:
    """The lines of a cell, one for each row, where there are as many; else the whole cell for each."""
    lines = [line for line in text.split("\n") if line.strip()]
    return lines if len(lines) == count else [text] * count


_BARE_NUMBER = re.compile(r"(\d{1,3})\s{1,3}([А-ЯЁ«].*)", re.DOTALL)
_LONGEST_TERM = 200  # characters of a cell in which a term ends
_GRID_SHARE = 0.6  # of the cells
_ACTIVITY = re.compile(r"[а-яё]{5}", re.IGNORECASE)
_ITEM = re.compile(r"\n|(?:^|(?<=\s))(?:\d{1,2}[.)]|[-–—•·])(?=\s)")
SHADED = "■"  # a coloured cell without a text
_NOTHING = {"", "-", "–", "—", "☐", "□", "нет", "0"}
_MARKS = re.compile(r"[+xхvv✓✔☑☒●•*■█Ххvда1]+", re.IGNORECASE)
_DAY = re.compile(r"(?:(?:до|по|к)\s*)?\d{1,2}(?:\s*[-–,]\s*\d{1,2})*")
_NAMES = {name: of_month for name, of_month, _ in MONTH_CASES}


def term_of(term: str, begin: str, end: str, marks: Sequence[tuple[str, str]]) -> str:
    """The term of a row from all its cells of time.

    >>> term_of("", "01.09.2021", "30.09.2021", ())
    '01.09.2021 – 30.09.2021'
    >>> term_of("", "", "", (("сентябрь", "+"), ("октябрь", ""), ("ноябрь", "15")))
    'сентябрь, 15 ноября'
    >>> term_of("", "", "", (("март", SHADED), ("апрель", SHADED), ("май", ""), ("июнь", SHADED)))
    'март – апрель, июнь'
    """
    term, begin, end = _days_on_lines(term), joined_lines(begin), joined_lines(end)
    if not term and (begin or end):
        term = _between("" if begin in _NOTHING else begin, "" if end in _NOTHING else end)
    under = ", ".join(_under(time, text) for time, text in _spans(marks) if text.lower() not in _NOTHING)
    return ", ".join(each for each in (term, under) if each)


def _days_on_lines(term: str) -> str:
    """The text of a cell in one line; with commas between lines that are terms only each by itself."""
    text, lines = joined_lines(term), [joined_lines(line) for line in term.split("\n") if line.strip()]
    return ", ".join(lines) if len(lines) > 1 and all(map(is_term, lines)) and not is_term(text) else text


def _spans(marks: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The cells under times in one line each; coloured neighbours are one bar, drawn from the first to the last."""
    found: list[tuple[str, str]] = []
    goes_on = False
    for time, text in ((time, joined_lines(text)) for time, text in marks):
        if goes_on and text == SHADED:
            found[-1] = (f"{found[-1][0].partition(' – ')[0]} – {time.rpartition(' – ')[2]}", SHADED)
        else:
            found.append((time, text))
        goes_on = text == SHADED
    return found


def _between(begin: str, end: str) -> str:
    """A term from a cell of beginnings and a cell of ends."""
    if not end:
        return f"с {begin}"
    if not begin or begin == end:
        return (
            end if begin or re.match(r"(?:до|к|не позднее)\b", end, re.IGNORECASE) or not _has_day(end) else f"до {end}"
        )
    return f"{begin} – {end}"


def _has_day(text: str) -> bool:
    return bool(re.match(r"\d{1,2}(?:\.| [а-я])", text))


def _under(time: str, text: str) -> str:
    """What a cell under a month, quarter or year says: a tick is the whole of it, a number a day of it."""
    if _MARKS.fullmatch(text):
        return time
    month, _, year = time.partition(" ")
    year = f" {year}" if year else ""
    if month in _NAMES and _DAY.fullmatch(text):
        return f"{text} {_NAMES[month]}{year}"
    if re.fullmatch(r"20\d\d.*", time) and not re.search(r"20\d\d", text):
        return f"{text} {time[:4]}"
    return text if re.search(r"[а-яё]{3}|\d\.\d", text, re.IGNORECASE) else time
