"""A document understood as a roadmap: directions, activities, terms, executors, and what a person must settle."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.document import (
    Document,
    Entry,
    Lexicon,
    Posts,
    Preamble,
    Reader,
    Repaired,
    Section,
    apart_by_lines,
    coded,
    joined_lines,
    read_preamble,
    repair,
    sections_of,
    split_executors,
)
from models.importing import texts
from models.importing.blocks import ParsedBlocks, first_row, has_entries, nests, sort_blocks, unplaced
from models.importing.imported import Imported, ImportedActivity, ImportedDirection, PeriodNeededError
from models.importing.plausibility import plausibility
from models.terms import NEEDS_PERIOD, SCHOOL_STARTS, Period, Term, is_term, period_of_terms, understand
from models.text import MONTH_CASES, Problem, VekhaError, month_number, shortened


def understand_document(
    document: Document, lexicon: Lexicon, posts: Posts, told: Period | None, known: Period | None = None
) -> Imported:
    """Understand a document; VekhaError when it is no roadmap, PeriodNeededError when its period is given nowhere.

    `known` is the period of the roadmap that the document amends; the years of its terms may only widen it.
    """
    pile, reader = _read(document, lexicon)
    preamble = read_preamble(pile.lines)
    taken = "" if preamble.title else title_of_file(document.name)
    preamble = replace(preamble, title=preamble.title or taken)
    parts = sections_of(pile.items)
    notes = terms_of_headings(parts)
    inferred = period_of_terms(joined_lines(entry.term) for part in parts for entry in part.entries)
    period = _told(told, preamble.period) or preamble.period or _widened(known, inferred)
    imported = _imported(preamble, parts, lexicon, posts, period)
    unsure = [each for each in imported.activities() if period is None and each.term.unclear == NEEDS_PERIOD]
    if unsure:
        raise PeriodNeededError(texts.needs_period(unsure[0].code, unsure[0].term.text, len(unsure)))
    if period is None and (found := _period_of_dues(imported.activities())):
        period = inferred = found
        imported = _imported(preamble, parts, lexicon, posts, period)
    problems = [*document.notes, *imported.problems]
    if not told and not preamble.period and period:
        problems.append(texts.inferred_period(str(period), from_terms=inferred is not None))
    problems += [texts.no_document_title(taken)] if taken or not preamble.title else []
    problems += _about_columns(reader) + [texts.unread_table(name) for name in pile.unread]
    problems += _questions(imported) + plausibility(imported.activities(), period)
    notes = (*notes, *_notes(parts), *unplaced(pile, reader, preamble))
    return replace(imported, problems=tuple(problems), notes=notes, rows=reader.rows)


def _read(document: Document, lexicon: Lexicon) -> tuple[ParsedBlocks, Reader]:
    """The blocks of a document and what read them; VekhaError when it is no roadmap."""

    def line(text: str) -> str:
        return repair(text, lexicon).text

    strict = reader = Reader()
    pile = sort_blocks(document, reader, line)
    if not has_entries(pile):
        reader = Reader(is_loose=True)
        pile = sort_blocks(document, reader, line)
    if not has_entries(pile):
        has_header = bool(reader.headers or strict.headers)
        raise VekhaError(texts.not_a_roadmap(has_header, nests(document), first_row(document)))
    if reader.nested:
        raise VekhaError(texts.NESTED_TABLE.format(where=reader.nested))
    return pile, reader


def title_of_file(name: str) -> str:
    """A file's name as a title, where it speaks as a title does: several words, or a kind of plan.

    >>> title_of_file("План_работы 2023"), title_of_file("Документ1"), title_of_file("scan 12")
    ('План работы 2023', '', '')
    """
    words = " ".join(name.replace("_", " ").split())
    speaks = len(re.findall(r"[а-яё]{3,}", words, re.IGNORECASE)) > 1 or re.match(
        r"(?:план|график)", words, re.IGNORECASE
    )
    return words if speaks else ""


def _widened(known: Period | None, found: Period | None) -> Period | None:
    if known is None or found is None or known.school != found.school:
        return known or found
    return Period(min(known.first, found.first), max(known.last, found.last), known.school)


def _told(told: Period | None, found: Period | None) -> Period | None:
    """The period given by hand; with the days of a plan for some weeks where the document names them in it."""
    return found if told and found and found.span and found.in_years() == str(told) else told


def _period_of_dues(activities: Sequence[ImportedActivity]) -> Period | None:
    """The years of the due dates, where every term names its own: a school year that holds all, or calendar years."""
    days = [one.due for activity in activities for one in activity.term.occurrences]
    if not days:
        return None
    school = Period(min(days).year - (min(days).month < SCHOOL_STARTS), max(days).year, school=True)
    if min(days).year < max(days).year and school.year_of(min(days)) == school.year_of(max(days)):
        return Period(school.first, school.first, school=True)
    return Period(min(days).year, max(days).year)


def terms_of_headings(parts: Sequence[Section]) -> tuple[str, ...]:
    """Give rows without a term the month, week or quarter that heads them; notes say which."""
    notes: list[str] = []
    for part in parts:
        for entry, below in zip(part.entries, part.below, strict=True):
            heads = (part.subheadings[below - 1] if below else "", part.title)
            term = next((head for head in heads if head and is_term(_bare_heading(head))), None)
            day = _day_under(joined_lines(entry.term), _bare_heading(term)) if term else ""
            if term and (day or not joined_lines(entry.term)):
                entry.term = day or _bare_heading(term)
                notes.append(texts.TERM_OF_HEADING.format(where=entry.where, term=entry.term))
    return tuple(notes)


_DAYS_ALONE = re.compile(r"(?:до |с |к )?\d{1,2}(?: ?(?:[-–,]|по|и|до) ?\d{1,2}){0,6}", re.IGNORECASE)


def _day_under(term: str, heading: str) -> str:
    """Days without a month under a heading that is one: «1-5» below «СЕНТЯБРЬ»; empty for anything else.

    >>> _day_under("1-5", "СЕНТЯБРЬ"), _day_under("до 15", "Март 2022"), _day_under("май", "МАРТ")
    ('1-5 сентября', 'до 15 марта 2022', '')
    """
    name, _, year = heading.partition(" ")
    month = month_number(name.lower())
    if month is None or not _DAYS_ALONE.fullmatch(term):
        return ""
    return f"{term} {MONTH_CASES[month - 1][1]} {year}".strip()


def _bare_heading(text: str) -> str:
    return text.strip(" .:;")


def _imported(
    preamble: Preamble, parts: Sequence[Section], lexicon: Lexicon, posts: Posts, period: Period | None
) -> Imported:
    """The directions of a document as they mean in a period; the problems are those of its numbers."""
    problems: list[Problem] = []
    directions = tuple(_direction(part, lexicon, posts, period, problems) for part in parts)
    return Imported(preamble, period, directions, tuple(problems))


def _direction(
    part: Section, lexicon: Lexicon, posts: Posts, period: Period | None, problems: list[Problem]
) -> ImportedDirection:
    activities = []
    for each in coded(part):
        activity = _activity(each.code, each.entry, lexicon, posts, period)
        activities.append(activity)
        if each.entry.numbers > 1:
            problems.append(texts.several_numbers(texts.place(activity.code, activity.where), each.entry.numbers))
        if each.note:
            problems.append(texts.renumbered(activity.code, activity.where, each.note))
    return ImportedDirection(part.number, part.title, tuple(activities), tuple(part.subheadings))


def _activity(code: str, entry: Entry, lexicon: Lexicon, posts: Posts, period: Period | None) -> ImportedActivity:
    who = apart_by_lines(entry.executors, posts)
    title, executors, result = (repair(text, lexicon) for text in (entry.title, who, entry.result))
    term, repaired = _understood(entry.term, lexicon, period)
    signed = repair(entry.executors, lexicon).text
    rows = _joined(entry, {"title": title.text, "term": term.text, "executors": signed, "result": result.text})
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
        note="; ".join(f"{header}: {repair(text, lexicon).text}" for header, text in entry.extras),
    )


def _joined(entry: Entry, mended: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts that stood in several rows, a bar between the rows, and what they are together."""
    for name, pieces in entry.pieces.items():
        if len(pieces) > 1:
            yield " | ".join(map(joined_lines, pieces)), mended[name]


def _without_lone_bullet(text: str) -> str:
    bullet = re.match(r"[·•*–—-]\s+(?=\S)|·", text)
    return text[bullet.end() :].strip() if bullet and len(re.findall(r"(?:^|\s)[·•*–—-](?=\s)|·", text)) == 1 else text


def _understood(text: str, lexicon: Lexicon, period: Period | None) -> tuple[Term, tuple[tuple[str, str], ...]]:
    """The term as signed; mended only where that makes an unclear one clear."""
    signed = understand(joined_lines(text), period)
    if signed.unclear is None:
        return signed, ()
    mended: Repaired = repair(text, lexicon)
    again = understand(mended.text, period)
    return (again, mended.repairs) if again.unclear is None else (signed, ())


def _about_columns(reader: Reader) -> list[Problem]:
    """Say which columns were taken for something that no word of theirs says."""
    found = [texts.title_guessed(where, header) for where, header in reader.guesses]
    return found + ([texts.terms_inherited(reader.inherited)] if reader.inherited else [])


def _questions(imported: Imported) -> list[Problem]:
    """What a person must settle, row by row."""
    nobody = not any(each.executors for each in imported.activities())
    found = [texts.no_executors_at_all()] if nobody else []
    for activity in imported.activities():
        where = texts.place(activity.code, activity.where)
        if activity.term.unclear:
            found.append(texts.unclear_term(where, activity.term.text, activity.term.unclear))
        if not activity.posts() and not nobody:
            found.append(texts.no_executor(where, [name for each in activity.executors for name in each.names]))
        alone = [name for each in activity.executors if not each.text for name in each.names]
        if alone and activity.posts():
            found.append(texts.person_beside_posts(where, alone))
        several = _numbered_inside(activity.found[0]) or _as_many(activity)
        if several > 1:
            found.append(texts.several_in_one(where, several))
        if not activity.title:
            found.append(texts.no_title(where))
    return found


def _as_many(activity: ImportedActivity) -> int:
    """How many lines a title has where its term names as many days: they may be activities of their own."""
    lines = [line.strip() for line in activity.found[0].split("\n") if line.strip()]
    own = len(lines) == len(activity.term.occurrences) and all(line[:1].isupper() for line in lines)
    return len(lines) if own else 0


def _numbered_inside(title: str) -> int:
    """How many numbered things a cell holds: «1. … 2. … 3. …»."""
    numbers = [int(each) for each in re.findall(r"(?:^|\s)(\d{1,2})[.)](?=\s?[А-ЯЁа-яё])", title)]
    return next((place for place, number in enumerate(numbers) if number != place + 1), len(numbers))


def _notes(parts: Sequence[Section]) -> tuple[str, ...]:
    """What was done with rows and titles that are no activities."""
    notes = [texts.subheading(part.number, text) for part in parts for text in (*part.subheadings, *part.groups)]
    extras = dict.fromkeys(header for part in parts for entry in part.entries for header, _ in entry.extras)
    notes += [texts.COLUMN_IN_NOTE.format(header=shortened(header)) for header in extras]
    notes += [texts.JOINED_ROWS.format(where=entry.where) for part in parts for entry in part.entries if entry.pieces]
    return tuple(notes)
