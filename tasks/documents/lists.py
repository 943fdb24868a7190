"""A plan written as a list, read where a person asks for it: each line with its day, its executors, its heading.

Which lines of a list are activities is a guess about its layout; so nobody's list is read without their word.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.document import (
    Block,
    Cell,
    Document,
    Paragraph,
    Row,
    Table,
    goes_on_below,
    is_marked,
    names_post,
    read_preamble,
)
from models.document import texts as document_texts
from models.importing import texts
from models.terms import is_term

_ITEM = re.compile(
    r"\s{0,9}(?:(?P<number>\d{1,3})\s?[.)](?:\s{1,5}|(?=\D))|[-–—•·●▪*]\s{0,5})(?P<text>\S.*)", re.DOTALL
)
_WEEKDAY = re.compile(rf"(?:{document_texts.WEEKDAYS})(?:\s?[,(]\s?[^–—]{{2,25}}\)?)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s{1,3}[–—-]\s{1,3}|\s?:\s{1,3}|[.,;]\s{1,3}")
_LABEL = re.compile(
    rf"[\s.;,(]{{0,5}}\b(?:(?P<when>{document_texts.SAYS_WHEN})|(?P<who>{document_texts.SAYS_WHO}))"
    r"\s{0,3}[:–—-]\s{0,3}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s{0,3}\((?P<inside>[^()]{3,200})\)[\s.;]{0,3}$")
_UNTOLD = "—"  # in the cell of a term that is said nowhere
_LONGEST_TERM = 60  # characters
_FEWEST = 2  # lines that make a list


@dataclass
class _Item:
    """A line of the list with the lines that go on with it."""

    number: str
    text: str
    line: int


def read_list(document: Document) -> Document | None:
    """The document with its list as a table; None where it has no lines that could be activities."""
    lines = [line for block in document.blocks for line in _lines(block)]
    start = _begins(lines)
    rows = list(_rows(lines, start))
    if sum(len(row.cells) > 1 for row in rows) < _FEWEST:
        return None
    header = Row(tuple(map(Cell, document_texts.LIST_COLUMNS)), start + 1)
    table = Table((header, *rows), document_texts.LIST)
    blocks: tuple[Block, ...] = (*map(Paragraph, lines[:start]), table)
    return Document(blocks, (*document.notes, texts.read_as_list(document_texts.LIST)), document.name)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from block.text.split("\n")
    else:
        yield from (" ".join(cell.text for cell in row.cells) for row in block.rows)


def _begins(lines: Sequence[str]) -> int:
    """Where the list begins: below the title, at the first line that is an item, says when, or heads what follows."""
    title = read_preamble([line.strip() for line in lines]).title  # it goes on until an empty line: so may the list
    first = (place for place, line in enumerate(lines) if title and line.strip() and title.startswith(line.strip()))
    below = next(first, -1) + 1
    found = (place for place in range(below, len(lines)) if _is_head(lines[place]) or opens_item(lines[place]))
    return next(found, len(lines))


def opens_item(line: str) -> bool:
    """Whether a line begins an item: with a number, a bullet or a day."""
    return _ITEM.match(line) is not None or bool(_leading_term(line.strip())[0])


def _is_head(line: str) -> bool:
    """Whether a line heads those below: a month or a day alone, a section by its word, or a line with a colon."""
    text = line.strip()
    return bool(text) and (_says_when(text) or is_marked(text) or (text.endswith(":") and _ITEM.match(text) is None))


def _says_when(text: str) -> bool:
    """Whether a line is a month or a day and nothing else."""
    bare = text.strip(" .:")
    first, rest = _leading_term(bare)
    return _WEEKDAY.fullmatch(bare) is not None or (is_term(bare) and (not first or is_term(rest)))


def _rows(lines: Sequence[str], start: int) -> Iterator[Row]:
    """The rows of the list: items as activities, heads as sections; other lines go on with the item above."""
    item: _Item | None = None
    when = _UNTOLD
    counted = any(opens_item(line) for line in lines[start:])
    for number, line in enumerate(lines[start:], start + 1):
        text = line.strip()
        if not text:
            continue
        goes_on = item is not None and not opens_item(line) and (counted or goes_on_below(item.text, text))
        if _is_head(line):
            yield from _row(item, when)
            item = None
            when = text.strip(" .:") if _says_when(text) else when
            yield Row((Cell(text.strip(" :"), len(document_texts.LIST_COLUMNS)),), number)
        elif goes_on and item is not None and not _starts_sentence(item.text, text):
            item.text += f" {text}"
        else:
            yield from _row(item, when)
            found = _ITEM.match(line)
            item = _Item((found["number"] or "") if found else "", found["text"].strip() if found else text, number)
    yield from _row(item, when)


def _starts_sentence(above: str, line: str) -> bool:
    """Whether a line without a sign before it is an item of its own below one that has ended."""
    return above[-1:] in ".;" and line[:1].isupper() and not _LABEL.match(line) and not names_post(line)


def _row(item: _Item | None, when: str) -> Iterator[Row]:
    """The row of an item; where it does not say when, the head above it does."""
    if item is not None:
        title, term, who = _parted(item.text)
        yield Row((Cell(item.number), Cell(title), Cell(term or when), Cell(who)), item.line)


def _parted(text: str) -> tuple[str, str, str]:
    """The activity, its term and its executors, wherever they stand in the line.

    >>> _parted("12 марта. Урок мужества. Классные руководители")
    ('Урок мужества', '12 марта', 'Классные руководители')
    >>> _parted("Собрание (сентябрь, директор)"), _parted("Сбор. Срок: май. Ответственный: завуч")
    (('Собрание', 'сентябрь', 'директор'), ('Сбор', 'май', 'завуч'))
    """
    text, term, who = _labelled(text)
    if not term:
        term, text = _leading_term(text)
    brackets = _IN_BRACKETS.search(text)
    if brackets and not (term and who):
        parts = [part.strip() for part in re.split(r"[,;]", brackets["inside"])]
        when = [part for part in parts if not term and is_term(part)]
        whom = [part for part in parts if not who and part not in when and names_post(part)]
        if len(when) + len(whom) == len(parts):
            text, term, who = text[: brackets.start()], term or ", ".join(when), who or ", ".join(whom)
    if not term:
        text, term = _trailing(text, is_term)
    if not who:
        text, who = _trailing(text, names_post)
    return text.strip(" .;,–—-"), term, who


def _labelled(text: str) -> tuple[str, str, str]:
    """The same by words such as «Срок:» and «Ответственный:»."""
    labels = list(_LABEL.finditer(text))
    found = {"when": "", "who": ""}
    for place, label in enumerate(labels):
        until = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        found["when" if label["when"] else "who"] = text[label.end() : until].strip(" .;,)")
    return text[: labels[0].start()] if labels else text, found["when"], found["who"]


def _leading_term(text: str) -> tuple[str, str]:
    """The day at the beginning of a line and what follows it; no day where there is none."""
    for border in reversed(list(_BETWEEN.finditer(text[: _LONGEST_TERM + 3]))):
        before = text[: border.start()].strip()
        if text[border.end() :].strip() and (is_term(before) or _WEEKDAY.fullmatch(before)):
            return before, text[border.end() :].strip()
    return "", text


def _trailing(text: str, fits: Callable[[str], bool]) -> tuple[str, str]:
    """A text without its last part, and that part, where it fits."""
    border = next(reversed(list(_BETWEEN.finditer(text))), None)
    if border is not None and text[: border.start()].strip() and fits(last := text[border.end() :].strip(" .;")):
        return text[: border.start()], last
    return text, ""
