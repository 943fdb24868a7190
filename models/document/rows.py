"""Tables of a roadmap as entries and section titles, in the order of the document.

One entry may have taken several rows: cut by a page break, or merged downwards. Texts stay as found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from models.document.columns import (
    BEGIN,
    CELL,
    END,
    EXECUTOR,
    NUMBER,
    RESULT,
    SECTION,
    TERM,
    TITLE,
    Columns,
    is_counting,
    key_of,
    spread,
    with_year,
)
from models.document.document import Row, Table
from models.document.headers import columns_of_body, guessed_at, header_at, numbered_by, same_columns
from models.document.numbering import Number, is_marked, listed_numbers, read_number, split_number
from models.document.row_cells import Line, line_of, rows_of, term_of, told_apart
from models.document.row_kinds import group_size, is_lone_title, kind_of, levels_of_activities, roman
from models.document.word_repair import joined_lines
from models.terms import is_term
from models.text import month_number

_DROPPED = re.compile(r"(?:итого|всего|продолжение табл|окончание табл|примечани[ея]\s*:|\*)", re.IGNORECASE)
_SECOND = re.compile(r"\s2[.)]\s?[А-ЯЁ]")
_HEADER_WITHIN = 40


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """A section's title as found, with the number that stood in a cell of its own."""

    text: str
    where: str
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """A numbered row that only names what the rows below it, without numbers, have in common."""

    text: str
    where: str
    number: Number


@dataclass(slots=True)
class Entry:
    """One activity as found; `pieces` are the texts of its rows where it took several, `under` its group and place."""

    where: str
    number: Number | None
    title: str
    term: str
    executors: str
    result: str
    pieces: dict[str, list[str]] = field(default_factory=dict)
    section: str = ""
    under: Number | None = None
    extras: tuple[tuple[str, str], ...] = ()
    numbers: int = 0  # that stood in its one cell of numbers


Item = SectionTitle | GroupTitle | Entry


@dataclass
class Reader:
    """Reads the tables of one document, one after another; remembers the columns of the table before."""

    columns: Columns | None = None
    headers: list[Columns] = field(default_factory=list)
    nested: str = ""
    is_loose: bool = False
    guesses: list[tuple[str, str]] = field(default_factory=list)
    last: Entry | None = None
    rows: int = 0
    inherited: list[str] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    _over: str = ""

    def items(self, table: Table, above: str = "") -> list[Item] | None:
        """The entries and section titles of a table; None when it is no table of a roadmap.

        `above` is what stands over the table: a single year there is the year of columns that name only months.
        """
        start, before = self._header(table)
        if self.columns is None or start is None:
            return None
        self._over = " ".join((above, table.title, *(cell.text for row in before for cell in row.cells)))
        self.columns = numbered_by(with_year(self.columns, self._over), table.rows[start:])
        items: list[Item] = [item for row in before for item in _title_rows(row, table.name)]
        lines = self._lines(table, start)
        self._take_all(items, lines)
        return items

    def _take_all(self, items: list[Item], lines: Sequence[Line]) -> None:
        """Add the rows to the items, those of a group below its title."""
        numbered = any(read_number(line[NUMBER]) for line in lines)
        busy = levels_of_activities(lines)
        both = {NUMBER, SECTION}
        counts_sections = any(both <= line.goes_on and TITLE not in line.goes_on for line in lines)
        place = 0
        while place < len(lines):
            line, below = lines[place], lines[place + 1 :]
            size = group_size(line, below, busy)
            if size:
                items += _group(line, below[:size])
            else:
                taken = len(items)
                _take(items, line, below, self.last, busy, numbered=numbered, counts_sections=counts_sections)
                if len(items) == taken and not _went_on(self.last, line):
                    self.dropped.append((line.where, " | ".join(line.filled)))
            place += size + 1
            self.last = items[-1] if items and isinstance(items[-1], Entry) else None if items else self.last

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
        return self._guessed(table) if self.is_loose else (None, ())

    def _guessed(self, table: Table) -> tuple[int | None, Sequence[Row]]:
        """The same for a table whose header has no known word for what is to be done, or which has no header."""
        for place in range(min(len(table.rows), _HEADER_WITHIN)):
            found = guessed_at(table.rows, place)
            if found:
                self.columns = found[0]
                self.headers.append(found[0])
                self.guesses.append((table.name, " / ".join(c.header for c in found[0] if c.role in {TITLE, CELL})))
                return place + 1, table.rows[:place]
        columns = columns_of_body(table.rows)
        if columns is None:
            return None, ()
        self.columns = columns
        self.guesses.append((table.name, ""))
        return 0, ()

    def _lines(self, table: Table, start: int) -> list[Line]:
        lines = []
        place = start
        held: dict[int, str] = {}
        while place < len(table.rows):
            row = table.rows[place]
            again = header_at(table.rows, place)
            if again and self.columns and _is_repeated(again[0], self.columns):
                self.columns = numbered_by(with_year(again[0], self._over), table.rows[start:])
                place += again[1]
                continue
            place += 1
            if is_counting(row, least=2 if place == start + 1 else 3) or self.columns is None:
                continue
            if row.nests and not self.nested:
                self.nested = f"{table.name}, строка {row.number}"
            line = line_of(row, self.columns, f"{table.name}, строка {row.number}", held)
            if line.filled:
                self.rows += 1
                lines += rows_of(line)
        return self._with_terms_above(told_apart(lines, self.columns or ()))

    def _with_terms_above(self, lines: Sequence[Line]) -> list[Line]:
        """The rows of a table whose terms stand first; an empty cell there goes on with the term above it."""
        roles = [column.role for column in self.columns or ()]
        if TERM not in roles or TITLE not in roles[roles.index(TERM) :]:
            return list(lines)
        found: list[Line] = []
        above = ""
        for line in lines:
            title = joined_lines(line[TITLE])
            heads = roles[0] != TERM or NUMBER in roles or not title[:1].isupper() or is_marked(title)
            titled = is_lone_title(line) and heads
            lacks = line[TITLE] and not (line.is_wide or line.timed() or TITLE in line.goes_on or titled)
            if lacks and above:
                self.inherited.append(line.where)
            found.append(replace(line, texts={**line.texts, TERM: above}) if lacks and above else line)
            above = "" if line.is_wide else line[TERM] or above
        return found


def _is_repeated(again: Columns, columns: Columns) -> bool:
    """Whether a row that could be a header is one: it names the same columns, or most of the same words."""
    if len(again) != len(columns):
        return False
    words = sum(
        bool(one.header) and key_of(one.header) == key_of(two.header) for one, two in zip(again, columns, strict=True)
    )
    return same_columns(again, columns) or words > len(columns) // 2


def _title_rows(row: Row, table: str) -> Iterator[SectionTitle]:
    """A section title that stands above the header of its table."""
    texts = list(dict.fromkeys(joined_lines(cell.text) for cell in row.cells if joined_lines(cell.text)))
    if len(texts) == 1 and is_marked(texts[0]):
        yield SectionTitle(texts[0], f"{table}, строка {row.number}")


def _group(line: Line, below: Sequence[Line]) -> Iterator[Item]:
    """A group's title and the rows below it; what its own row says of executors and result holds for all of them."""
    number = read_number(line[NUMBER]) or ()
    yield GroupTitle(joined_lines(line[TITLE]), line.where, number)
    for place, each in enumerate(below, start=1):
        entry = _entry(each)
        entry.executors, entry.result = entry.executors or line[EXECUTOR], entry.result or line[RESULT]
        entry.under, entry.number = entry.number or (*number, place), None
        yield entry


def _take(
    items: list[Item],
    line: Line,
    below: Sequence[Line],
    last: Entry | None,
    busy: frozenset[Number],
    *,
    numbered: bool,
    counts_sections: bool,
) -> None:
    """Add a row to the items: a section title, a new entry, or more of the last entry, maybe of the table before."""
    lone = line.filled[0] if len(line.filled) == 1 else ""
    if (lone and (_DROPPED.match(lone) or read_number(lone))) or not (line.is_wide or line.texts or line.timed()):
        return
    if not any(re.search(r"\w", text) for text in line.filled):
        return  # a row of dashes
    is_month = bool(lone and line[TERM]) and month_number(lone.lower().strip(" .:")) is not None
    if line.is_wide or is_month or (lone and line[NUMBER]):
        number = read_number(line[NUMBER]) or roman(line[NUMBER])
        text = " ".join(each for each in line.filled if not (number and each == joined_lines(line[NUMBER])))
        items.append(SectionTitle(text, line.where, number))
        return
    if line[SECTION] and SECTION not in line.goes_on:
        number = read_number(line[NUMBER]) if counts_sections else None
        items.append(SectionTitle(joined_lines(line[SECTION]), line.where, number))
        last = None
    above = (last.title, last.term) if last is not None else None
    kind = kind_of(line, above, below, busy, numbered=numbered)
    if kind == "section":
        number = read_number(line[NUMBER]) or roman(line[NUMBER])
        items.append(SectionTitle(joined_lines(line[TITLE]), line.where, number))
    elif kind == "more" and last is not None:
        _lengthen(last, line)
    else:
        items.append(_entry(line, counts_sections=counts_sections))


def _entry(line: Line, *, counts_sections: bool = False) -> Entry:
    number, title = None if counts_sections else read_number(line[NUMBER]), line[TITLE]
    if number is None:
        number, rest = split_number(joined_lines(title))
        if number == (1,) and _SECOND.search(rest):
            number = None  # of the first thing in a cell that lists several
        title = rest if number is not None else title
    several = len(listed_numbers(line[NUMBER]))
    return Entry(
        line.where, number, title, _term(line), line[EXECUTOR], line[RESULT], extras=line.extras, numbers=several
    )


def _went_on(last: Entry | None, line: Line) -> bool:
    """Whether the texts of a row are in the entry above it."""
    have = " ".join((last.title, last.term, last.executors, last.result)) if last else ""
    return all(joined_lines(text) in joined_lines(have) for text in line.texts.values())


def _term(line: Line) -> str:
    return term_of(line[TERM], line[BEGIN], line[END], line.marks)


def _lengthen(entry: Entry, line: Line) -> None:
    """Add the texts of a further row to the entry it belongs to; merged cells only repeat themselves."""
    for name, role in (("title", TITLE), ("executors", EXECUTOR), ("result", RESULT)):
        more = line[role]
        have = getattr(entry, name)
        if more and joined_lines(more) not in joined_lines(have):
            setattr(entry, name, f"{have}\n{more}" if have else more)
            entry.pieces.setdefault(name, [have] if have else []).append(more)
    entry.extras += tuple(extra for extra in line.extras if extra not in entry.extras)
    term = _term(line)
    if joined_lines(term) and joined_lines(term) not in joined_lines(entry.term):
        entry.pieces.setdefault("term", [entry.term] if entry.term else []).append(term)
        glue = ", " if is_term(joined_lines(entry.term)) and is_term(joined_lines(term)) else "\n"
        entry.term = f"{entry.term}{glue}{term}" if entry.term else term
