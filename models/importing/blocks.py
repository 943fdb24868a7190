"""The blocks of a document sorted: what stands above its tables, section titles, entries, and what is in no row."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from models.document import (
    LONGEST,
    NO_HEADING,
    Document,
    Entry,
    Item,
    Paragraph,
    Preamble,
    Reader,
    SectionTitle,
    Table,
    header_at,
    headings_above,
    headings_between,
    read_preamble,
)
from models.importing import texts
from models.text import one_line, shortened

_PERIOD_LINE = re.compile(r"срок|период", re.IGNORECASE)
_LONGEST = 120  # characters of a line that is quoted


@dataclass
class ParsedBlocks:
    """What the blocks of a document give: lines above the tables, then items."""

    lines: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    is_begun: bool = False


def sort_blocks(document: Document, reader: Reader, line: Callable[[str], str]) -> ParsedBlocks:
    """Sort the blocks: what stands above the first table of the roadmap, section titles, and entries."""
    pile = ParsedBlocks()
    titled = sum(isinstance(block, Table) and bool(block.title) for block in document.blocks)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines = [line(each) for each in block.text.split("\n")]
            (pile.between if pile.is_begun else pile.lines).extend(lines)
            continue
        if any(text and not text.lower().startswith(NO_HEADING) for text in pile.between):
            reader.last = None
        items = reader.items(block, " ".join(text for text in pile.between if text))
        if items is None:
            wanted = _texts(block, line)
            if pile.is_begun:
                pile.unread.append(block.name)
            else:
                pile.lines.extend([*wanted, ""])
            continue
        if pile.is_begun:
            pile.items += headings_between(pile.between, f"перед: {block.name}")
            pile.left += pile.between
            pile.between = []
        else:
            pile.lines += [text for text in _above_header(block, items, line) if text]
            pile.items += headings_above(pile.lines, f"перед: {block.name}")
        pile.is_begun = True
        if titled > 1 and block.title and not any(isinstance(item, SectionTitle) for item in items):
            pile.items.append(SectionTitle(line(block.title), block.name))
        pile.items += [_mended_title(item, line) for item in items]
    _head_first_table(pile)
    return pile


def _texts(table: Table, line: Callable[[str], str]) -> list[str]:
    return [line(part) for row in table.rows for cell in row.cells for part in cell.text.split("\n") if one_line(part)]


def _above_header(table: Table, items: Sequence[Item], line: Callable[[str], str]) -> list[str]:
    """The texts of the rows above the header of a sheet: title, order and the like."""
    first = next((item.where for item in items), "")
    found: list[str] = []
    for place, row in enumerate(table.rows):
        filled = len([cell for cell in row.cells if one_line(cell.text)])
        is_header = filled > 2 or (filled == 2 and header_at(table.rows, place))
        if is_header or f"{table.name}, строка {row.number}" == first:
            break
        found += [line(part) for cell in row.cells for part in cell.text.split("\n")]
    return found


def _mended_title(item: Item, line: Callable[[str], str]) -> Item:
    return SectionTitle(line(item.text), item.where, item.number) if isinstance(item, SectionTitle) else item


def _head_first_table(pile: ParsedBlocks) -> None:
    """Where later tables are headed by plain lines, so is the first."""
    plain = [item for item in pile.items if isinstance(item, SectionTitle) and item.where.startswith("перед: ")]
    filled = [text for text in pile.lines if text]
    if not plain or isinstance(pile.items[0], SectionTitle) or not filled:
        return
    used = read_preamble(pile.lines).used
    last = max(place for place, text in enumerate(pile.lines) if text)
    if last not in used and len(filled[-1]) <= LONGEST and filled[-1][-1] not in ".;,:":
        pile.items.insert(0, SectionTitle(filled[-1], "перед первой таблицей"))


def nests(document: Document) -> bool:
    """Whether a table stands in a cell of another."""
    return any(row.nests for block in document.blocks if isinstance(block, Table) for row in block.rows)


def has_entries(pile: ParsedBlocks) -> bool:
    """Whether there is any activity."""
    return any(isinstance(item, Entry) for item in pile.items)


def unplaced(pile: ParsedBlocks, reader: Reader, preamble: Preamble) -> tuple[str, ...]:
    """What stands in the document and is in no row: lines above, between and below the tables, and rows left out."""
    order = preamble.order[0] if preamble.order else ""
    said = " ".join((preamble.purpose, *(goal for _, goals in preamble.goals for goal in goals)))
    heads = " ".join(item.text for item in pile.items if not isinstance(item, Entry))
    above = [text for at, text in enumerate(pile.lines) if at not in preamble.used and not (order and order in text)]
    lines = [text for text in (*above, *pile.left, *pile.between) if _says_more(text, said, heads)]
    found = [texts.UNPLACED.format(text=shortened(text, _LONGEST), where="") for text in lines]
    rows = [(where, text) for where, text in reader.dropped if re.search(r"\w", text)]
    return (
        *found,
        *(texts.UNPLACED.format(text=shortened(text, _LONGEST), where=f" ({where})") for where, text in rows),
    )


def _says_more(text: str, said: str, heads: str) -> bool:
    """Whether a line holds something that is neither a heading nor read otherwise."""
    if not re.search(r"\w", text) or text in heads or text.lower().startswith(NO_HEADING):
        return False
    purpose = text.partition(":")[2].strip() or text
    return purpose not in said and not _PERIOD_LINE.match(text)


def first_row(document: Document) -> tuple[str, ...]:
    """The first row of a table with several cells, for a person who is told what was found instead of a header."""
    rows = (row for block in document.blocks if isinstance(block, Table) for row in block.rows)
    filled = ([one_line(cell.text) for cell in row.cells if one_line(cell.text)] for row in rows)
    return tuple(next((texts for texts in filled if len(texts) > 1), ()))
