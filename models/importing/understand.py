"""A document understood as a roadmap: directions, activities, terms, executors, and what a person must settle."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.document import (
    LONGEST,
    NO_HEADING,
    OTHER,
    Document,
    Entry,
    Item,
    Lexicon,
    Paragraph,
    Posts,
    Reader,
    Repaired,
    Section,
    SectionTitle,
    Table,
    coded,
    header_at,
    headings_above,
    headings_between,
    one_line,
    period_of_terms,
    read_preamble,
    repair,
    sections_of,
    split_executors,
)
from models.importing import texts
from models.importing.imported import Imported, ImportedActivity, ImportedDirection, PeriodNeededError
from models.importing.plausibility import plausibility
from models.terms import NEEDS_PERIOD, Period, Term, understand
from models.text import Problem, VekhaError


@dataclass
class ParsedBlocks:
    """What the blocks of a document give: lines above the tables, then items."""

    lines: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    is_begun: bool = False


def understand_document(
    document: Document, lexicon: Lexicon, posts: Posts, told: Period | None, known: Period | None = None
) -> Imported:
    """Understand a document; VekhaError when it is no roadmap, PeriodNeededError when its period is given nowhere.

    `known` is the period of the roadmap that the document amends; the years of its terms may only widen it.
    """
    reader = Reader()

    def line(text: str) -> str:
        return repair(text, lexicon).text

    pile = sort_blocks(document, reader, line)
    if not any(isinstance(item, Entry) for item in pile.items):
        raise VekhaError(texts.not_a_roadmap(bool(reader.headers), _nests(document)))
    if reader.nested:
        raise VekhaError(texts.NESTED_TABLE.format(where=reader.nested))
    preamble = read_preamble(pile.lines)
    parts = sections_of(pile.items)
    terms = [one_line(entry.term) for part in parts for entry in part.entries]
    inferred = period_of_terms(terms)
    period = told or preamble.period or _widened(known, inferred)
    problems: list[Problem] = list(document.notes)
    directions = tuple(_direction(part, lexicon, posts, period, problems) for part in parts)
    imported = Imported(preamble, period, directions, (), ())
    unsure = [each for each in imported.activities() if period is None and each.term.unclear == NEEDS_PERIOD]
    if unsure:
        raise PeriodNeededError(texts.needs_period(unsure[0].code, unsure[0].term.text, len(unsure)))
    if not told and not preamble.period and period:
        problems.append(texts.inferred_period(str(period), from_terms=inferred is not None))
    problems += _about_columns(reader) + [texts.unread_table(name) for name in pile.unread]
    problems += _questions(imported) + plausibility(imported.activities(), period)
    return Imported(preamble, period, directions, tuple(problems), _notes(parts))


def _widened(known: Period | None, found: Period | None) -> Period | None:
    if known is None or found is None or known.school != found.school:
        return known or found
    return Period(min(known.first, found.first), max(known.last, found.last), known.school)


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


def _nests(document: Document) -> bool:
    return any(row.nests for block in document.blocks if isinstance(block, Table) for row in block.rows)


def _direction(
    part: Section, lexicon: Lexicon, posts: Posts, period: Period | None, problems: list[Problem]
) -> ImportedDirection:
    activities = []
    for each in coded(part):
        activity = _activity(each.code, each.entry, lexicon, posts, period)
        activities.append(activity)
        if each.note:
            problems.append(texts.renumbered(activity.code, activity.where, each.note))
    return ImportedDirection(part.number, part.title, tuple(activities), tuple(part.subheadings))


def _activity(code: str, entry: Entry, lexicon: Lexicon, posts: Posts, period: Period | None) -> ImportedActivity:
    title, executors, result = (repair(text, lexicon) for text in (entry.title, entry.executors, entry.result))
    term, repaired = _understood(entry.term, lexicon, period)
    rows = _joined(entry, {"title": title.text, "term": term.text, "executors": executors.text, "result": result.text})
    repairs = dict.fromkeys((*rows, *title.repairs, *repaired, *executors.repairs, *result.repairs))
    return ImportedActivity(
        code=code,
        title=_without_lone_bullet(title.text),
        term=term,
        executors=split_executors(executors.text, posts),
        result_form=_without_lone_bullet(result.text),
        mended=tuple(repairs),
        where=entry.where,
        found=(entry.title, entry.term, entry.executors, entry.result),
    )


def _joined(entry: Entry, mended: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts that stood in several rows, a bar between the rows, and what they are together."""
    for name, pieces in entry.pieces.items():
        if len(pieces) > 1:
            yield " | ".join(map(one_line, pieces)), mended[name]


def _without_lone_bullet(text: str) -> str:
    bullet = re.match(r"[·•*–—-]\s+(?=\S)|·", text)
    return text[bullet.end() :].strip() if bullet and len(re.findall(r"(?:^|\s)[·•*–—-](?=\s)|·", text)) == 1 else text


def _understood(text: str, lexicon: Lexicon, period: Period | None) -> tuple[Term, tuple[tuple[str, str], ...]]:
    """The term as signed; mended only where that makes an unclear one clear."""
    signed = understand(one_line(text), period)
    if signed.unclear is None:
        return signed, ()
    mended: Repaired = repair(text, lexicon)
    again = understand(mended.text, period)
    return (again, mended.repairs) if again.unclear is None else (signed, ())


def _about_columns(reader: Reader) -> list[Problem]:
    """Say which columns hold things that a roadmap has no place for."""
    left_out = dict.fromkeys(
        column.header for columns in reader.headers for column in columns if column.role == OTHER and column.header
    )
    return [texts.column_left_out(header) for header in left_out]


def _questions(imported: Imported) -> list[Problem]:
    """What a person must settle, row by row."""
    nobody = not any(each.executors for each in imported.activities())
    found = [texts.no_executors_at_all()] if nobody else []
    for activity in imported.activities():
        where = texts.place(activity.code, activity.where)
        if activity.term.unclear:
            found.append(texts.unclear_term(where, activity.term.text, activity.term.unclear))
        if not activity.posts() and not nobody:
            found.append(texts.no_executor(where, any(each.names for each in activity.executors)))
        if not activity.title:
            found.append(texts.no_title(where))
    return found


def _notes(parts: Sequence[Section]) -> tuple[str, ...]:
    """What was done with rows and titles that are no activities."""
    notes = [texts.subheading(part.number, text) for part in parts for text in (*part.subheadings, *part.groups)]
    notes += [texts.JOINED_ROWS.format(where=entry.where) for part in parts for entry in part.entries if entry.pieces]
    return tuple(notes)
