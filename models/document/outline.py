"""Section titles among the lines above a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.document.columns import key_of
from models.document.numbering import Heading, Number, heading, is_marked
from models.document.rows import Entry, GroupTitle, Item, SectionTitle

LONGEST = 250
NO_HEADING = ("продолжение", "окончание табл", "примечани", "*")


def headings_above(lines: Sequence[str], where: str) -> list[SectionTitle]:
    """The section titles right above the first table: only those that call themselves so."""
    tail: list[str] = []
    for text in reversed(lines):
        if text and not _is_heading(text):
            break
        tail.insert(0, text)
    return [SectionTitle(text, where) for text in tail if text]


def _is_heading(text: str) -> bool:
    return is_marked(text) or (heading(text).manner == "digits1" and len(text) < 150 and text[-1] not in ".;,")


def headings_between(lines: Sequence[str], where: str) -> list[SectionTitle]:
    """The section titles between two tables: those that call themselves so, else the last line that may be one."""
    filled = [text for text in lines if text and not text.lower().startswith(NO_HEADING)]
    marked = [place for place, text in enumerate(filled) if is_marked(text)]
    if marked:
        found: list[SectionTitle] = []
        for place, until in zip(marked, [*marked[1:], len(filled)], strict=True):
            title = filled[place]
            rest = filled[place + 1 : until]
            if rest and (heading(title).title == title or rest[0][:1].islower()):
                title = f"{title} {rest[0]}"
            found.append(SectionTitle(title, where))
        return found
    last = filled[-1:] if filled and len(filled[-1]) <= LONGEST and filled[-1][-1] not in ";," else []
    return [SectionTitle(text, where) for text in last]


_CONTINUED = re.compile(r"\s{0,3}[(\[]?\s{0,3}(?:продолжение|окончание)\s{0,3}[)\]]?\s{0,3}\.?$", re.IGNORECASE)
WITHOUT_SECTIONS = "Мероприятия"


@dataclass(slots=True)
class Section:
    """A direction with its entries; `below` says under which of its subheadings each entry stands."""

    number: int
    title: str
    where: str
    entries: list[Entry] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    subheadings: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    is_explicit: bool = False


@dataclass(frozen=True, slots=True)
class Coded:
    """An entry and the code it got; `note` says why the code differs from the number as signed."""

    code: str
    entry: Entry
    note: str = ""


def sections_of(items: Sequence[Item]) -> list[Section]:
    """The directions of a document, in its order; only those with entries."""
    headings = [(item, _heading(item)) for item in items if isinstance(item, SectionTitle)]
    lower = _lower_manners(items)
    manners = {id(item): found.manner for item, found in headings}
    top = set(manners.values()) - lower
    parts: list[Section] = []
    for place, item in enumerate(items):
        if isinstance(item, GroupTitle):
            _part_for(parts, item.number, item.where, has_sections=bool(headings)).groups.append(item.text)
        elif isinstance(item, SectionTitle):
            found = _heading(item)
            below = (found.manner in lower and found.manner not in top) or len(found.number or ()) > 1
            deep = bool(parts) and (below or _is_inside(items, place))
            if deep and found.number and len(found.number) == 2 and found.number[0] != parts[-1].number and not lower:
                deep = False
            if deep:
                parts[-1].subheadings.append(item.text)
            else:
                _begin(parts, found, item.where)
        else:
            _place(parts, item, has_sections=bool(headings) or _is_nested(item, items))
    return _numbered([part for part in parts if part.entries])


def _is_nested(entry: Entry, items: Sequence[Item]) -> bool:
    """Whether a row such as 1.2 is a part of an activity 1, and not the second one of a section."""
    number = entry.number or ()
    return len(number) > 1 and any(isinstance(each, Entry) and each.number == number[:1] for each in items)


def _is_inside(items: Sequence[Item], place: int) -> bool:
    """Whether a title without a number stands between rows such as 1.3 and 1.4: then it opens no direction."""
    item = items[place]
    before = next((each.number for each in reversed(items[:place]) if isinstance(each, Entry)), None) or ()
    after = next((each.number for each in items[place + 1 :] if isinstance(each, Entry)), None) or ()
    plain = isinstance(item, SectionTitle) and _heading(item).number is None
    return plain and min(len(before), len(after)) > 1 and before[0] == after[0]


def _heading(item: SectionTitle) -> Heading:
    title = _CONTINUED.sub("", item.text)
    found = heading(title)
    if item.number is None:
        return found
    return Heading(item.number, title, f"digits{len(item.number)}" if found.number is None else found.manner)


def _lower_manners(items: Sequence[Item]) -> set[str]:
    """The manners of titles that stand right below another title: titles of parts of a direction."""
    lower: set[str] = {"plain"} if _plain_between(items) else set()
    upper: set[str] = set()
    for one, two in pairwise(items):
        if isinstance(one, SectionTitle) and isinstance(two, SectionTitle):
            first, second = _heading(one).manner, _heading(two).manner
            if first != second and second not in upper and first not in lower and not _is_single(items, first):
                upper.add(first)
                lower.add(second)
    return lower


def _plain_between(items: Sequence[Item]) -> bool:
    """Whether a title without a number stands somewhere between two numbered ones that follow each other."""
    titles = [_heading(item) for item in items if isinstance(item, SectionTitle)]
    numbered = [place for place, each in enumerate(titles) if each.manner != "plain" and each.number]
    return any(
        two - one > 1
        and titles[one].manner == titles[two].manner
        and (titles[one].number or ())[:-1] == (titles[two].number or ())[:-1]
        and (titles[one].number or (0,))[-1] + 1 == (titles[two].number or (0,))[-1]
        and all(each.manner == "plain" for each in titles[one + 1 : two])
        for one, two in pairwise(numbered)
    )


def _is_single(items: Sequence[Item], manner: str) -> bool:
    """Whether only one title is written in that plain manner: then it names the table, not a direction."""
    count = sum(isinstance(item, SectionTitle) and _heading(item).manner == manner for item in items)
    return count == 1 and manner == "plain"


def _begin(parts: list[Section], found: Heading, where: str) -> None:
    number = found.number[-1] if found.number else 0
    title = found.title
    for part in parts:
        same = key_of(part.title) == key_of(title) and key_of(title)
        if same and (not number or not part.is_explicit or part.number == number):
            parts.remove(part)
            parts.append(part)
            return
    if parts and not parts[-1].entries and key_of(parts[-1].title) == key_of(title):
        return
    parts.append(Section(number, title, where, is_explicit=bool(number)))


def _place(parts: list[Section], entry: Entry, *, has_sections: bool) -> None:
    """Put an entry into its direction; where there are no titles, numbers like 2.3 make the directions."""
    number = entry.number or (entry.under[:-1] if entry.under else None)
    if entry.section and (not parts or key_of(parts[-1].title) != key_of(entry.section)):
        _begin(parts, heading(entry.section), entry.where)
    part = _part_for(parts, number, entry.where, has_sections=has_sections)
    part.entries.append(entry)
    part.below.append(len(part.subheadings))


def _part_for(parts: list[Section], number: Number | None, where: str, *, has_sections: bool) -> Section:
    """The direction a row of that number belongs to, begun where there is none yet."""
    first = number[0] if number and len(number) > 1 else 0
    if not parts:
        parts.append(Section(first, WITHOUT_SECTIONS, where, is_explicit=bool(first)))
    last = parts[-1]
    if first and not has_sections and last.number != first:
        known = next((part for part in parts if part.number == first), None)
        if known is None:
            known = Section(first, f"Раздел {first}", where, is_explicit=True)
            parts.append(known)
        last = known
    return last


def _numbered(parts: list[Section]) -> list[Section]:
    """Give every direction its number: its own, else that of its rows, else the next free one."""
    taken: set[int] = set()
    for part in parts:
        firsts = {entry.number[0] for entry in part.entries if entry.number and len(entry.number) > 1}
        if not part.number and len(firsts) == 1:
            part.number = firsts.pop()
            part.is_explicit = part.number not in taken
        if part.number in taken:
            part.number = 0
        taken.add(part.number)
    free = 0
    for part in parts:
        if not part.number:
            free = max((each.number for each in parts[: parts.index(part)]), default=0) + 1
            while free in taken:
                free += 1
            part.number = free
            taken.add(free)
    return parts


def coded(part: Section) -> tuple[Coded, ...]:
    """Give every entry of a direction its code: its number as signed where that can be, else the next free one."""
    numbers = _wished(part)
    reserved = {number for number in numbers if number}
    last = max((number[1] for number in reserved if len(number) == 2), default=0)
    taken: set[Number] = set()
    before: Number = ()
    result = []
    for entry, wished in zip(part.entries, numbers, strict=True):
        note, number = "", wished
        following = (*before[:-1], before[-1] + 1) if before else (part.number, 1)
        if number is None and entry.number is None and len(following) == 2 and following not in reserved | taken:
            number = following
            last = max(last, number[1])
        elif number is None or number in taken:
            last += 1
            note = "" if entry.number is None else f"номер {_code(entry.number)} повторяется"
            number = (part.number, last)
        elif entry.number and len(entry.number) > 1 and entry.number[0] != part.number:
            note = f"номер {_code(entry.number)} стоит в разделе {part.number}"
        taken.add(number)
        before = number
        result.append(Coded(_code(number), entry, note))
    return tuple(result)


def _wished(part: Section) -> list[Number | None]:
    """The code each entry's own number asks for; 1.1 after 1.9 is a 1.10 that a spreadsheet cut."""
    numbers = [
        (*(_full(part.number, entry.under[:-1]) or ()), entry.under[-1])
        if entry.under
        else _full(part.number, entry.number, nested=_is_nested(entry, part.entries))
        for entry in part.entries
    ]
    if _is_restarting(part, numbers):
        return [
            (part.number, max(below, 1), number[1]) if number and len(number) == 2 else number
            for number, below in zip(numbers, part.below, strict=True)
        ]
    for place in range(1, len(numbers)):
        before, number = numbers[place - 1], numbers[place]
        if before and number and before[:-1] == number[:-1] and number[-1] * 10 == before[-1] + 1 and before[-1] > 1:
            numbers[place] = (*number[:-1], number[-1] * 10)
    return numbers


def _full(direction: int, number: Number | None, *, nested: bool = False) -> Number | None:
    """The number with its direction before it."""
    if number is None:
        return None
    if len(number) == 1 or nested:
        return (direction, *number)
    return number if number[0] == direction else (direction, *number[1:])


def _is_restarting(part: Section, numbers: Iterable[Number | None]) -> bool:
    """Whether the rows are counted anew under each subheading."""
    short = [number for number in numbers if number and len(number) == 2]
    return len(set(short)) < len(short) and len(part.subheadings) > 1


def _code(number: Number) -> str:
    return ".".join(map(str, number))
