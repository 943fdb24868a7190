"""Text files: .csv and .tsv, a table copied as lines, or copied cell by cell; in UTF-8, UTF-16 or cp1251."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.document import (
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    Table,
    header_at,
    is_marked,
    read_number,
    role_of,
)
from models.document import texts as document_texts
from tasks.documents.zip_limits import DocumentError

_MOST_BYTES = 20_000_000
_DELIMITERS = "\t;,|"
_FAR_DOWN = 60


def read_text(file: Path) -> Document:
    """A text file as tables and paragraphs; DocumentError when it is no text or has no table."""
    if file.stat().st_size > _MOST_BYTES:
        raise DocumentError(document_texts.TEXT_TOO_LARGE.format(file=file.name))
    text = _decoded(file).replace("\r\n", "\n").replace("\r", "\n")
    for blocks in (_delimited(text), _cell_by_cell(text)):
        if blocks:
            return Document(tuple(blocks))
    raise DocumentError(document_texts.TEXT_WITHOUT_TABLE.format(file=file.name))


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
    for delimiter in _DELIMITERS:
        lines = _split(text, delimiter)
        if delimiter == "\t":
            lines = list(_whole_rows(lines))
        if lines and _has_header(lines):
            return list(_blocks(lines))
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


def _whole_rows(lines: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Rows as wide as the widest: cells with line breaks, copied from Word, had torn them apart."""
    width = max(map(len, lines), default=0)
    if sum(len(line) > 1 and not line[0] for line in lines) * 2 > sum(len(line) > 1 for line in lines):
        width = 0  # copied cell by cell: every cell begins a line
    row: list[str] = []
    for line in lines:
        goes_on = row and line and (len(row) < width or (len(line) == 1 and line[0][:1].islower()))
        several = len(row) > 1 or (row and row[0].strip() in {"№", "N"})
        if goes_on and several and len(row) + len(line) - 1 <= width:
            row = [*row[:-1], f"{row[-1]}\n{line[0]}", *line[1:]]
            continue
        if row:
            yield row
        row = list(line)
        if not row:
            yield []
    if row:
        yield row


def _has_header(lines: Sequence[Sequence[str]]) -> bool:
    rows = [Row(tuple(Cell(cell) for cell in line), number) for number, line in enumerate(lines[:_FAR_DOWN], start=1)]
    return any(len(row.cells) > 1 and header_at(rows, place) for place, row in enumerate(rows))


def _blocks(lines: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Paragraphs before the header; then one table, every row as wide as the header."""
    rows: list[Row] = []
    numbered = [Row(tuple(Cell(cell) for cell in line), number) for number, line in enumerate(lines, start=1)]
    begun = False
    width = 0
    for place, row in enumerate(numbered):
        texts = [cell.text for cell in row.cells if cell.text.strip()]
        found = header_at(numbered, place) if len(row.cells) > 1 else None
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
