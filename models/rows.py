"""Tables of a roadmap as entries and section titles, in the order of the document.

One entry may have taken several rows: cut by a page break, or merged downwards. Texts stay as found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
    header_at,
    is_counting,
    key_of,
    same_columns,
    spread,
)
from models.document import Row, Table
from models.mending import one_line
from models.numbering import Number, is_marked, read_number, read_roman, split_number
from models.row_terms import term_of

_FIELDS = (NUMBER, SECTION, TITLE, TERM, BEGIN, END, EXECUTOR, RESULT)
_DROPPED = re.compile(r"(?:итого|всего|продолжение табл|окончание табл|примечани[ея]:)", re.IGNORECASE)
_OPEN_END = re.compile(
    r"(?:[,;:(–-]|\b(?:и|в|во|на|с|по|для|о|об|к|из|от|до|при|или|а|не|за|под|над|у|без))$", re.IGNORECASE
)
_HEADER_WITHIN = 40


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """A section's title as found, with the number that stood in a cell of its own."""

    text: str
    where: str
    number: Number | None = None


@dataclass(slots=True)
class Entry:
    """One activity as found."""

    where: str
    number: Number | None
    title: str
    term: str
    executors: str
    result: str
    cut: bool = False
    numbered_in_title: bool = False
    section: str = ""
    problems: list[str] = field(default_factory=list)


Item = SectionTitle | Entry


@dataclass(frozen=True, slots=True)
class _Line:
    """A row seen through the columns: the text of each field."""

    row: Row
    where: str
    texts: dict[str, str]
    marks: tuple[tuple[str, str], ...]
    filled: tuple[str, ...]
    is_wide: bool
    goes_on: frozenset[str]

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")


@dataclass
class Reader:
    """Reads the tables of one document, one after another; remembers the columns of the table before."""

    columns: Columns | None = None
    headers: list[Columns] = field(default_factory=list)
    nested: str = ""

    def items(self, table: Table) -> list[Item] | None:
        """The entries and section titles of a table; None when it is no table of a roadmap."""
        start, before = self._header(table)
        if self.columns is None or start is None:
            return None
        items: list[Item] = [item for row in before for item in _title_rows(row, table.name)]
        lines = self._lines(table, start)
        for place, line in enumerate(lines):
            after = lines[place + 1] if place + 1 < len(lines) else None
            _take(items, line, after, numbered=any(read_number(each[NUMBER]) for each in lines))
        return items

    def _header(self, table: Table) -> tuple[int | None, Sequence[Row]]:
        """Where the body begins, and the rows above the header; None when the table is not a roadmap's."""
        for place in range(min(len(table.rows), _HEADER_WITHIN)):
            found = header_at(table.rows, place)
            if found:
                self.columns = found[0]
                self.headers.append(found[0])
                return place + found[1], table.rows[:place]
        widths = [len(spread(row)) for row in table.rows]
        if self.columns is not None and widths and max(widths) == len(self.columns):
            return 0, ()
        return None, ()

    def _lines(self, table: Table, start: int) -> list[_Line]:
        lines = []
        place = start
        held: dict[int, str] = {}
        while place < len(table.rows):
            row = table.rows[place]
            again = header_at(table.rows, place)
            if again and self.columns and _is_repeated(again[0], self.columns):
                self.columns = again[0]
                place += again[1]
                continue
            place += 1
            if is_counting(row) or self.columns is None:
                continue
            if row.nests and not self.nested:
                self.nested = f"{table.name}, строка {row.number}"
            line = _line(row, self.columns, f"{table.name}, строка {row.number}", held)
            if line.filled:
                lines.append(line)
        return lines


def _is_repeated(again: Columns, columns: Columns) -> bool:
    """Whether a row that could be a header is one: it names the same columns, or most of the same words."""
    if len(again) != len(columns):
        return False
    words = sum(
        bool(one.header) and key_of(one.header) == key_of(two.header) for one, two in zip(again, columns, strict=True)
    )
    return same_columns(again, columns) or words > len(columns) // 2


def _line(row: Row, columns: Columns, where: str, held: dict[int, str]) -> _Line:
    """See a row through the columns; `held` keeps what vertically merged cells began with, by column."""
    cells = spread(row)
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
            marks.append((times[0] if len(times) == 1 else f"{times[0]} – {times[-1]}", text))
        elif one_line(text):
            texts.setdefault(column.role, []).append(text)
        place += cell.span
    wide = max((cell.span for cell in row.cells if one_line(cell.text)), default=0)
    is_wide = len(filled) <= 2 and (wide >= max(len(columns) - 1, 2) or (wide > len(columns) // 2 and len(filled) == 1))
    joined = {name: "\n".join(found) for name, found in texts.items() if name in _FIELDS}
    return _Line(row, where, joined, tuple(marks), tuple(filled), is_wide or len(cells) == 1, frozenset(goes_on))


def _title_rows(row: Row, table: str) -> Iterator[SectionTitle]:
    """A section title that stands above the header of its table."""
    texts = list(dict.fromkeys(one_line(cell.text) for cell in row.cells if one_line(cell.text)))
    if len(texts) == 1 and is_marked(texts[0]):
        yield SectionTitle(texts[0], f"{table}, строка {row.number}")


def _take(items: list[Item], line: _Line, after: _Line | None, *, numbered: bool) -> None:
    """Add a row to the items: a section title, a new entry, or more of the last entry."""
    lone = line.filled[0] if len(line.filled) == 1 else ""
    if lone and (_DROPPED.match(lone) or read_number(lone)):
        return
    last = items[-1] if items and isinstance(items[-1], Entry) else None
    if line.is_wide or (lone and line[NUMBER]):
        number = read_number(line[NUMBER]) or _roman(line[NUMBER])
        text = " ".join(each for each in line.filled if not (number and each == one_line(line[NUMBER])))
        items.append(SectionTitle(text, line.where, number))
        return
    if line[SECTION] and SECTION not in line.goes_on:
        items.append(SectionTitle(one_line(line[SECTION]), line.where))
        last = None
    kind = _kind(line, after, last, numbered=numbered)
    if kind == "section":
        items.append(SectionTitle(one_line(line[TITLE]), line.where, read_number(line[NUMBER]) or _roman(line[NUMBER])))
    elif kind == "more" and last is not None:
        _lengthen(last, line)
    else:
        items.append(_entry(line))


def _kind(line: _Line, after: _Line | None, last: Entry | None, *, numbered: bool) -> str:
    """Say what a row of several cells is: "entry", "section", or "more" of the entry above."""
    title, number = one_line(line[TITLE]), read_number(line[NUMBER])
    only_title = bool(title) and not (line[TERM] or line[BEGIN] or line[END] or line[EXECUTOR] or line[RESULT])
    only_title = only_title and not any(one_line(text) for _, text in line.marks)
    if only_title and (number is not None or _roman(line[NUMBER])):
        return "section" if _opens_section(line, number, after) else "entry"
    if not title:
        return "more" if last is not None and not number else "entry"
    if number is not None or split_number(title)[0]:
        return "section" if only_title and _opens_section(line, split_number(title)[0], after) else "entry"
    if TITLE in line.goes_on or NUMBER in line.goes_on:
        return "more" if last is not None else "entry"
    if only_title:
        if is_marked(title):
            return "section"
        goes_on = last is not None and (title[0].islower() or bool(_OPEN_END.search(one_line(last.title))))
        return "more" if goes_on else "section"
    no_term = not (line[TERM] or line[BEGIN] or line[END] or any(one_line(text) for _, text in line.marks))
    if last is not None and numbered and no_term and (title[0].islower() or _OPEN_END.search(one_line(last.title))):
        return "more"
    return "entry"


def _opens_section(line: _Line, number: Number | None, after: _Line | None) -> bool:
    """Whether a numbered row with nothing but a title is a section: by its manner, or by the next row's number."""
    if number is None or is_marked(one_line(line[TITLE])):
        return True
    if after is None:
        return False
    following = read_number(after[NUMBER]) or split_number(one_line(after[TITLE]))[0]
    if following is None:
        return False
    deeper = len(following) > len(number) and following[: len(number)] == number
    restarts = (following == (1,) and number != (1,)) or (following == (1,) and len(number) == 1 and number == (1,))
    return deeper or restarts


def _roman(text: str) -> Number | None:
    """A roman number that stands alone in the cell of numbers."""
    found = read_roman(text) if re.search(r"[IVXІПШУХ]", text) else None
    return (found,) if found else None


def _entry(line: _Line) -> Entry:
    number, title = read_number(line[NUMBER]), line[TITLE]
    in_title = False
    if number is None:
        number, rest = split_number(one_line(title))
        in_title = number is not None
        title = rest if in_title else title
    return Entry(line.where, number, title, _term(line), line[EXECUTOR], line[RESULT], numbered_in_title=in_title)


def _term(line: _Line) -> str:
    return term_of(line[TERM], line[BEGIN], line[END], line.marks)


def _lengthen(entry: Entry, line: _Line) -> None:
    """Add the texts of a further row to the entry it belongs to; merged cells only repeat themselves."""
    entry.cut = True
    for name, role in (("title", TITLE), ("executors", EXECUTOR), ("result", RESULT)):
        more = line[role]
        have = getattr(entry, name)
        if more and one_line(more) not in one_line(have):
            setattr(entry, name, f"{have}\n{more}" if have else more)
    term = _term(line)
    if one_line(term) and one_line(term) not in one_line(entry.term):
        glue = "\n" if not entry.term or _OPEN_END.search(one_line(entry.term)) or term[:1].islower() else ", "
        entry.term = f"{entry.term}{glue}{term}" if entry.term else term
