"""Rows of a table copied as text with tabs between cells, which line breaks inside of cells have torn apart.

A tab is always a border of cells; a line break may end a row or stand in a cell. A row is whole when it has as many
cells as the header. What stands below a whole row without a tab is the rest of its last cell, a section, or the
beginning of the next row; where that cannot be known it is said.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from models.document import (
    Block,
    Cell,
    Paragraph,
    Row,
    Table,
    begins_section,
    columns_of_body,
    goes_on_below,
    guessed_at,
    header_at,
    is_numbered_title,
    listed_numbers,
    perhaps_a_section,
    read_number,
    role_of,
    time_of,
)
from models.document import texts as document_texts
from models.importing import texts
from models.terms import is_term
from models.text import Problem

_TALLEST_HEADER = 14  # lines
_LONGEST_CELL = 60  # characters of a header's cell
_SAMPLE = 60  # lines that show whether a header fits
_FEWEST_CELLS = 2  # of a row
_NUMBERED = re.compile(r"\s*(\d{1,3})\s?(?:[.)–-]|\s|$)")


@dataclass
class _Torn:
    """A row being put together: its cells, the line it began at, and the lines without a tab below it."""

    cells: list[str]
    line: int
    is_open: bool = False
    below: list[str] = field(default_factory=list)

    def add(self, pieces: Sequence[str]) -> None:
        """Go on with the last cell, then with further ones."""
        self.cells[-1] = "\n".join(each for each in (self.cells[-1], *self.below, pieces[0]) if each.strip())
        self.cells += pieces[1:]
        self.below = []


def read_torn(lines: Sequence[str]) -> tuple[list[Block], list[Problem]]:
    """The tables and paragraphs of a text with tabs, and doubts about its lines; nothing where there is no header."""
    blocks: list[Block] = []
    doubts: list[Problem] = []
    at = tables = 0
    is_header = next((each for each in (_is_header, _may_be_header) if _header(lines, 0, each)), None)
    if is_header is None:
        return _without_header(lines)
    while (found := _header(lines, at, is_header)) is not None:
        start, end, header = found
        blocks += [Paragraph(line.replace("\t", " ")) for line in lines[at:start]]
        tables += 1
        name = document_texts.TABLE.format(number=tables) if tables > 1 else document_texts.ONLY_TABLE
        following = _header(lines, end, is_header)
        at = following[0] if following else len(lines)
        rows, after, said = _body(lines[end:at], end, header, name)
        top = _headers(header, start)
        blocks += [Table((*top, *rows), name), *(Paragraph(line) for line in after)]
        doubts += said
    if tables:
        blocks += [Paragraph(line.replace("\t", " ")) for line in lines[at:]]
    return blocks, doubts


# ── the header ────────────────────────────────────────────────────────────────────────────────────────────────────────


IsHeader = Callable[[Sequence[str], Sequence[str]], bool]


def _is_header(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether cells are a header with known words."""
    return header_at([Row(tuple(map(Cell, cells)), 1)], 0) is not None


def _may_be_header(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether cells are a header that names no activity."""
    rows = (cells, *(line.split("\t") for line in below if "\t" in line))
    return guessed_at([Row(tuple(map(Cell, row)), 1) for row in rows], 0) is not None


def _without_header(lines: Sequence[str]) -> tuple[list[Block], list[Problem]]:
    """A table without a header: as many cells to a row as most lines have."""
    widths = Counter(line.count("\t") + 1 for line in lines if "\t" in line)
    if not widths:
        return [], []
    first = next(place for place, line in enumerate(lines) if "\t" in line)
    rows, after, doubts = _body(lines[first:], first, [[""] * widths.most_common(1)[0][0]], document_texts.ONLY_TABLE)
    if columns_of_body(rows) is None:
        return [], []
    table = Table(tuple(rows), document_texts.ONLY_TABLE)
    return [*map(Paragraph, lines[:first]), table, *map(Paragraph, after)], doubts


def _header(lines: Sequence[str], at: int, is_header: IsHeader) -> tuple[int, int, list[list[str]]] | None:
    """Where the next header begins and ends, and its cells, in one row or two; the one that the rows below fit best."""
    for place in range(at, len(lines)):
        if "\t" not in lines[place]:
            continue
        start = place - 1 if place > at and re.fullmatch(r"\s*(?:№|N)\s*", lines[place - 1]) else place
        best: tuple[float, int, list[list[str]]] | None = None
        for end in range(place + 1, min(place + _TALLEST_HEADER, len(lines)) + 1):
            cells = _joined(lines[start:end])
            if _begins_body(lines[end - 1], end - 1 > place):
                break
            if is_header(cells, lines[end : end + _SAMPLE]) and (not at or _is_certain(cells)):
                until, levels = _two_levels(lines, end, [cells])
                if len(levels) > 1:
                    return start, until, levels
                fit = _fit(lines[end : end + _SAMPLE], end, len(cells))
                if best is None or fit > best[0]:
                    best = fit, end, [cells]
        if best is not None:
            return start, *_two_levels(lines, best[1], best[2])
    return None


def _begins_body(line: str, below: bool) -> bool:
    return below and _NUMBERED.match(line) is not None


def _is_certain(cells: Sequence[str]) -> bool:
    """Whether cells below a table are the header of another one: known words and no digits in each of them."""
    return all(len(cell) < _LONGEST_CELL and role_of(cell) and not re.search(r"\d", cell) for cell in cells)


def _joined(lines: Sequence[str]) -> list[str]:
    row = _Torn(lines[0].split("\t"), 0)
    for line in lines[1:]:
        row.add(line.split("\t"))
    return row.cells


def _two_levels(lines: Sequence[str], end: int, header: list[list[str]]) -> tuple[int, list[list[str]]]:
    """Add the lines below a header that name nothing but times: parts of its wide column of terms."""
    while end < len(lines) and "\t" not in lines[end] and lines[end][:1].islower():
        header[-1][-1] += f"\n{lines[end]}"
        end += 1
    for until in range(end + 1, min(end + _TALLEST_HEADER, len(lines)) + 1):
        cells = _joined(lines[end:until])
        following = lines[until].count("\t") + 1 if until < len(lines) else 0
        if (
            following == len(header[0]) - 1 + len(cells)
            and len(cells) > 1
            and all(time_of(" ".join(cell.split()), "") for cell in cells)
        ):
            return until, [header[0], cells]
    return end, header


def _headers(header: list[list[str]], line: int) -> list[Row]:
    """The rows of a header; the wide column of two levels is the one that speaks of time."""
    if len(header) == 1:
        return [Row(tuple(map(Cell, header[0])), line + 1)]
    above, below = header
    wide = next((place for place, text in enumerate(above) if role_of(text) == "term"), 1)
    top = tuple(Cell(text, len(below) if place == wide else 1) for place, text in enumerate(above))
    parts = [Cell("", 1, goes_on=True)] * (len(above) - 1)
    return [Row(top, line + 1), Row((*parts[:wide], *map(Cell, below), *parts[wide:]), line + 2)]


def _fit(lines: Sequence[str], start: int, width: int) -> float:
    """Which share of the rows below would be whole under a header of that width."""
    rows = [row for row in _rows(lines, start, width) if len(row.cells) > 1]
    return sum(len(row.cells) == width for row in rows) / len(rows) if rows else 0.0


# ── the body ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(lines: Sequence[str], start: int, width: int) -> Iterator[_Torn]:
    """The rows, also those that lack cells, each with the lines without a tab below it; the first may be empty."""
    row = _Torn([""], start)
    last = 0
    for number, line in enumerate(lines, start):
        if "\t" not in line:
            row.below.append(line)
            continue
        pieces = line.split("\t")
        counted = read_number(pieces[0]) or read_number(row.below[-1] if row.below else "")
        follows = counted is not None and len(counted) == 1 and counted[0] == last + 1
        if len(row.cells) > 1 and len(row.cells) + len(pieces) - 1 <= width and not follows:
            row.add(pieces)
        else:
            if len(row.cells) > 1 or row.below:
                yield row
            row = _Torn(pieces, number)
        row.is_open = not line.strip()
        first = read_number(row.cells[0])
        last = first[0] if first and len(first) == 1 else last
    yield row


def _body(
    lines: Sequence[str], start: int, header: list[list[str]], name: str
) -> tuple[list[Row], list[str], list[Problem]]:
    """The rows of a table and its sections, the lines that stand after it, and what was doubtful."""
    width = len(header[0]) + (len(header[1]) - 1 if len(header) > 1 else 0)
    torn = list(_rows(lines, start, width))
    made: list[Row] = []
    doubts: list[Problem] = []
    after: list[str] = []
    for place, row in enumerate(torn):
        following = torn[place + 1] if place + 1 < len(torn) else None
        head = _head(row, following)
        if head and following is not None:
            following.cells[0] = "\n".join((*head, following.cells[0]))
        rest = row.below[: len(row.below) - len(head)]
        sections = _take_tail(row, rest, following, name, doubts)
        if following is None and len(row.cells) > 1:
            after, sections = sections, []
        if len(row.cells) > 1:
            cells = [*row.cells[: width - 1], "\n".join(row.cells[width - 1 :])]
            cells += [""] * (width - len(cells))
            made.append(Row(tuple(map(Cell, cells)), row.line + 1))
        made += [Row((Cell(text, width),), row.line + 1) for text in sections]
    return made, after, doubts


def _head(row: _Torn, following: _Torn | None) -> list[str]:
    """The lines below a row that are the beginning of the next row's first cell."""
    if following is None or not row.below:
        return []
    first = following.cells[0]
    listed = next((n for n, line in enumerate(reversed(row.below)) if read_number(line) is None), len(row.below))
    if listed and len(listed_numbers("\n".join((*row.below[-listed:], first)))) == listed + 1:
        return row.below[-listed:]  # the numbers of several rows in one cell
    dates = [place for place, line in enumerate(row.below) if line.strip() and is_term(line)]
    if dates and (len(row.cells) < _FEWEST_CELLS or is_term(row.cells[0].split("\n")[0])):
        return row.below[dates[-1] :]  # the first column says when
    if _NUMBERED.match(first):
        return []
    numbers = [place for place, line in enumerate(row.below) if _NUMBERED.match(line)]
    before = _NUMBERED.match(row.cells[0])
    if before:
        wanted = int(before[1]) + 1
        counted = [place for place in numbers if int(_NUMBERED.match(row.below[place])[1]) == wanted]  # type: ignore[index]
        return row.below[counted[-1] :] if counted else []
    begin = len(row.below)
    text = first
    while begin and row.below[begin - 1].strip() and goes_on_below(row.below[begin - 1], text):
        begin -= 1
        text = row.below[begin]
    if begin == len(row.below) and numbers and int(_NUMBERED.match(row.below[numbers[-1]])[1]) == 1:  # type: ignore[index]
        return row.below[numbers[-1] :]
    return row.below[begin:]


def _begins_section(line: str, row: _Torn, following: _Torn | None) -> bool:
    """Whether a line below a whole row is a section; nothing but one stands below a row that counts the columns."""
    counts = [cell.strip() for cell in row.cells] == [str(number) for number in range(1, len(row.cells) + 1)]
    above, below = "" if counts else row.cells[-1], following.cells[0] if following else ""
    return begins_section(line, above) or is_numbered_title(line, above, below)


def _take_tail(
    row: _Torn, lines: Sequence[str], following: _Torn | None, name: str, doubts: list[Problem]
) -> list[str]:
    """Give the row the lines that belong to its last cell; the others are sections, or stand after the table."""
    sections: list[str] = []
    begun = len(row.cells) < 2 or not (row.cells[-1].strip() or row.is_open)
    restarts = following is not None and read_number(following.cells[0]) == (1,) and bool(read_number(row.cells[0]))
    gap = 0
    for place, line in enumerate(lines):
        if not line.strip():
            gap += 1
            continue
        ends = gap > 0 and not row.is_open and (following is None or not line[:1].islower())
        is_last = place == max(n for n, each in enumerate(lines) if each.strip())
        apart = begun or ends or gap > 1 or (restarts and is_last) or _begins_section(line, row, following)
        if not apart:
            if perhaps_a_section(line, row.cells[-1]) and not row.is_open:
                doubts.append(texts.line_joined(texts.row_of(name, row.line + 1), line))
            row.cells[-1] = "\n".join(filter(None, (row.cells[-1], line)))
        elif sections and goes_on_below(sections[-1], line):
            sections[-1] += f" {line}"
        else:
            sections.append(line)
            begun = True
        gap = 0
    return sections
