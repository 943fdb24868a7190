"""A row of a table seen through its columns: the text of each field, and what stands under months and quarters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.document.columns import (
    BEGIN,
    END,
    EXECUTOR,
    MARK,
    NUMBER,
    RESULT,
    SECTION,
    TERM,
    TITLE,
    Column,
    Columns,
    spread,
)
from models.document.document import Row
from models.document.word_repair import one_line
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

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    def timed(self) -> bool:
        """Whether any cell of the row says when."""
        return bool(self[TERM] or self[BEGIN] or self[END] or any(one_line(text) for _, text in self.marks))


def line_of(row: Row, columns: Columns, where: str, held: dict[int, str]) -> Line:
    """See a row through the columns; `held` keeps what vertically merged cells began with, by column."""
    cells = spread(row)
    plain = next((each.fill for each, column in zip(cells, columns, strict=False) if column.role == TITLE), "")
    texts: dict[str, list[str]] = {}
    marks: list[tuple[str, str]] = []
    goes_on: set[str] = set()
    filled: list[str] = []
    place = 0
    for cell in row.cells:
        column = columns[place] if place < len(columns) else Column("other", "")
        text = cell.text
        if cell.goes_on:
            goes_on.add(column.role)
            text = held.get(place, "") if column.role in {TERM, BEGIN, END, EXECUTOR, RESULT, MARK} else ""
        else:
            held[place] = cell.text
            if one_line(cell.text):
                filled.append(one_line(cell.text))
        if column.role == MARK:
            times = [each.time for each in columns[place : place + cell.span] if each.role == MARK]
            shaded = SHADED if cell.fill not in {"", plain} and not one_line(text) else text
            marks.append((times[0] if len(times) == 1 else f"{times[0]} – {times[-1]}", shaded))
        elif one_line(text):
            texts.setdefault(column.role, []).append(text)
        place += cell.span
    wide = max((cell.span for cell in row.cells if one_line(cell.text)), default=0)
    is_wide = len(filled) <= 2 and (wide >= max(len(columns) - 1, 2) or (wide > len(columns) // 2 and len(filled) == 1))
    joined = {name: "\n".join(found) for name, found in texts.items() if name in _FIELDS}
    return Line(row, where, joined, tuple(marks), tuple(filled), is_wide or len(cells) == 1, frozenset(goes_on))


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
    term, begin, end = one_line(term), one_line(begin), one_line(end)
    if not term and (begin or end):
        term = _between("" if begin in _NOTHING else begin, "" if end in _NOTHING else end)
    under = ", ".join(_under(time, text) for time, text in _spans(marks) if text.lower() not in _NOTHING)
    return ", ".join(each for each in (term, under) if each)


def _spans(marks: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The cells under times in one line each; coloured neighbours are one bar, drawn from the first to the last."""
    found: list[tuple[str, str]] = []
    goes_on = False
    for time, text in ((time, one_line(text)) for time, text in marks):
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
