"""A row of a table seen through its columns: the text of each field, and what stands under months and quarters."""

from dataclasses import dataclass

from models.columns import (
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
from models.document import Row
from models.mending import one_line
from models.row_terms import SHADED

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
