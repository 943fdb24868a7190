"""Text files: .csv and .tsv, a table copied as lines, or copied cell by cell; in UTF-8, UTF-16 or cp1251."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from models.document import (
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    Table,
    guessed_at,
    header_at,
    is_marked,
    read_number,
    role_of,
)
from models.document import texts as document_texts
from tasks.documents.lists import opens_item
from tasks.documents.torn_rows import read_torn
from tasks.documents.zip_limits import DocumentError

Find = Callable[[Sequence[Row], int], tuple[tuple[Column, ...], int] | None]
_MOST_BYTES = 20_000_000
_DELIMITERS = ";,|"
_SURE_DELIMITERS = ";|"  # commas stand in any sentence
_FAR_DOWN = 60
_FEWEST_ROWS = 2
_FEWEST_ITEMS = 3  # lines that make a list
_FEWEST_HEADERS = 2  # words that head columns
_LONGEST_HEADER, _MOST_WORDS = 40, 3  # characters and words


def read_text(file: Path) -> Document:
    """A text file as tables and paragraphs; DocumentError when it is no text or has no table."""
    text = _text_of(file)
    lines = text.split("\n")
    if sum(line.startswith("\t") and bool(line.strip()) for line in lines) * 2 <= sum("\t" in line for line in lines):
        blocks, doubts = read_torn(lines)
        if blocks:
            return Document(tuple(blocks), tuple(doubts))
    for blocks in (_delimited(text), _cell_by_cell(text)):
        if blocks:
            return Document(tuple(blocks))
    blocks = _cells_on_lines(lines)
    if blocks:
        return Document(tuple(blocks))
    raise DocumentError(_why_not(lines).format(file=file.name))


def read_lines(file: Path) -> Document:
    """A text file as paragraphs, one for each line."""
    lines = _text_of(file).split("\n")
    cause = _why_not(lines)
    if cause in (document_texts.TEXT_CELL_BY_LINE, document_texts.TEXT_APART_BY_SPACES):
        raise DocumentError(cause.format(file=file.name))
    return Document(tuple(map(Paragraph, lines)))


def _text_of(file: Path) -> str:
    if file.stat().st_size > _MOST_BYTES:
        raise DocumentError(document_texts.TEXT_TOO_LARGE.format(file=file.name))
    return _decoded(file).replace("\r\n", "\n").replace("\r", "\n")


def _cells_on_lines(lines: Sequence[str]) -> list[Block]:
    """A table with each cell on a line of its own, where the numbers of its rows stand at equal distances."""
    filled = [line.strip() for line in lines if line.strip()]
    for start, line in enumerate(filled):
        first = next(
            (at for at in range(start + 2, min(start + _FAR_DOWN, len(filled))) if _is_number(filled, at, 1)), None
        )
        if role_of(line) != "number" or first is None or "title" not in {role_of(cell) for cell in filled[start:first]}:
            continue
        width = first - start
        count = 0
        while _is_number(filled, first + width * count, count + 1) and first + width * (count + 1) <= len(filled):
            count += 1
        rest = filled[first + width * count :]
        if count < _FEWEST_ROWS or any(read_number(each) for each in rest):
            continue
        rows = [filled[at : at + width] for at in range(start, first + width * count, width)]
        table = Table(
            tuple(Row(tuple(map(Cell, row)), at) for at, row in enumerate(rows, 1)), document_texts.ONLY_TABLE
        )
        return [*map(Paragraph, filled[:start]), table, *map(Paragraph, rest)]
    return []


def _is_number(lines: Sequence[str], place: int, number: int) -> bool:
    return place < len(lines) and read_number(lines[place]) == (number,)


def _why_not(lines: Sequence[str]) -> str:
    """What a text without a readable table is, and the way out."""
    words = [[role_of(part) for part in re.split(r" {2,}", line.strip())] for line in lines if "  " in line.strip()]
    if any(sum(role is not None for role in roles) >= _FEWEST_HEADERS for roles in words):
        return document_texts.TEXT_APART_BY_SPACES
    headers = sum(_heads_column(line.strip()) for line in lines)
    if any(
        sum(len(word) > _MOST_WORDS and _heads_column(word) for word in line.split()) > _FEWEST_HEADERS
        for line in lines
    ):
        return document_texts.TEXT_APART_BY_SPACES
    items = sum(opens_item(line) for line in lines)
    if items >= _FEWEST_ITEMS and items > headers:
        return document_texts.TEXT_IS_LIST
    return document_texts.TEXT_CELL_BY_LINE if headers >= _FEWEST_HEADERS else document_texts.TEXT_WITHOUT_TABLE


def _heads_column(line: str) -> bool:
    """Whether a line is the header of a column: a known word or three, and no sentence."""
    bare = 0 < len(line) < _LONGEST_HEADER and len(line.split()) <= _MOST_WORDS and not re.search(r"\d|[–:;]| - ", line)
    return bare and role_of(line) is not None


def _decoded(file: Path) -> str:
    data = file.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise DocumentError(document_texts.NO_TEXT.format(file=file.name))
    else:
        codings = ("utf-8-sig", "cp1251")
    for coding in codings:
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(document_texts.TEXT_NOT_UTF8.format(file=file.name))


def _delimited(text: str) -> list[Block]:
    """Lines of cells, by the delimiter under which a line becomes a header; [] when there is none."""
    for find, delimiters in ((header_at, _DELIMITERS), (guessed_at, _SURE_DELIMITERS)):
        for delimiter in delimiters:
            lines = _split(text, delimiter)
            if lines and _has_header(lines, find):
                return list(_blocks(lines, find))
    return []


def _split(text: str, delimiter: str) -> list[list[str]]:
    if delimiter not in text:
        return []
    if delimiter == "|":
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.split("\n")]
        return [row for row in rows if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in row)]
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")]


def _has_header(lines: Sequence[Sequence[str]], find: Find) -> bool:
    rows = [Row(tuple(Cell(cell) for cell in line), number) for number, line in enumerate(lines[:_FAR_DOWN], start=1)]
    return any(len(row.cells) > 1 and find(rows, place) for place, row in enumerate(rows))


def _blocks(lines: Sequence[Sequence[str]], find: Find) -> Iterator[Block]:
    """Paragraphs before the header; then one table, every row as wide as the header."""
    rows: list[Row] = []
    numbered = [Row(tuple(Cell(cell) for cell in line), number) for number, line in enumerate(lines, start=1)]
    begun = False
    width = 0
    for place, row in enumerate(numbered):
        texts = [cell.text for cell in row.cells if cell.text.strip()]
        found = find(numbered, place) if len(row.cells) > 1 and not (begun and find is guessed_at) else None
        if found:
            begun, width = True, len(found[0])
        if not begun:
            yield Paragraph(" ".join(texts))
        elif len(texts) == 1 and len(row.cells) != width:
            rows.append(Row((Cell(texts[0], width),), row.number))
        elif texts:
            cells = [*row.cells[:width], *[Cell("")] * (width - len(row.cells))]
            rows.append(Row(tuple(cells), row.number))
    yield Table(tuple(rows), document_texts.ONLY_TABLE)


def _cell_by_cell(text: str) -> list[Block]:
    """A table copied from Word as text: every cell begins a line with a tab, rows are told by counting."""
    lines = text.split("\n")
    blocks: list[Block] = []
    cells: list[list[str]] = []
    tables = 0
    for place, line in enumerate(lines):
        if line.startswith("\t"):
            cells.append([line[1:]])
        elif cells and not _ends_table(lines, place):
            cells[-1].append(line)
        else:
            if cells:
                tables += 1
                blocks += _table(cells, tables)
                cells = []
            blocks.append(Paragraph(line))
    if cells:
        blocks += _table(cells, tables + 1)
    return blocks if any(isinstance(block, Table) for block in blocks) else []


def _ends_table(lines: Sequence[str], place: int) -> bool:
    """Whether a line after an empty one is a paragraph between tables: a section title."""
    return bool(lines[place].strip()) and not lines[place - 1].strip() and is_marked(lines[place])


def _table(cells: Sequence[Sequence[str]], number: int) -> list[Block]:
    """Cells in one stream as rows: as many to a row as the header has before the first number."""
    texts = ["\n".join(cell).strip("\n") for cell in cells]
    start = next((place for place, text in enumerate(texts) if role_of(text) is not None), None)
    if start is None:
        return [Paragraph(text) for text in texts]
    end = start + 1
    while end < len(texts) and (role_of(texts[end]) is not None or _is_counted(texts, start, end)):
        if read_number(texts[end]) is not None:
            break
        end += 1
    width = end - start
    columns = [Column(role_of(text) or "", text) for text in texts[start:end]]
    if width < 2 or "title" not in {column.role for column in columns}:
        return [Paragraph(text) for text in texts]
    rows = [
        Row(tuple(Cell(text) for text in texts[begin : begin + width]), place)
        for place, begin in enumerate(range(start, len(texts), width), start=1)
    ]
    full = [row for row in rows if len(row.cells) == width]
    return [
        *(Paragraph(text) for text in texts[:start]),
        Table(tuple(full), document_texts.TABLE.format(number=number)),
    ]


def _is_counted(texts: Sequence[str], start: int, end: int) -> bool:
    """Whether a cell of unknown wording still stands in the header: the first number comes later."""
    return end - start < 3 and any(read_number(text) == (1,) for text in texts[end + 1 : end + 4])
