"""What the secretary entered on the tab «Заседание»: who was there, and how each ballot was voted on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.board import (
    Cells,
    HeadedTab,
    Snapshot,
    View,
    as_text,
    columns,
    find_table,
    is_untrusted,
    mark_untrusted,
    word_key,
)
from models.meeting import texts
from models.meeting.meetings import Meeting
from models.meeting.rows import attendance_key, ballot_key
from models.school import Roster
from models.text import VekhaError, same_key

VOTES = (columns.APPROVED, columns.GIVEN_BACK, columns.ABSTAINED)


@dataclass(frozen=True, slots=True)
class Entry:
    """The cells of one ballot as text; persons named in each column, `everybody` the column that takes the rest.

    `counted` is how many there were in each, where numbers stand instead of names.
    """

    named: Mapping[str, tuple[str, ...]]
    everybody: str | None
    reason: str
    entered_by: str
    counted: tuple[int, ...] | None = None


@dataclass
class Entries:
    """Everything on the tab that belongs to a meeting, and what must be corrected: (row, what is wrong)."""

    present: list[str] = field(default_factory=list)
    ballots: dict[str, Entry] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)


def meeting_table(snapshot: Snapshot) -> HeadedTab:
    """The table of the tab; VekhaError where it is not there to be read."""
    sheet = next((each for each in snapshot.sheets if each.title == columns.MEETING), None)
    if sheet is None:
        raise VekhaError(texts.TAB_MISSING.format(tab=columns.MEETING))
    table = find_table(sheet, columns.MEETING_HEADER)
    if table is None:
        raise VekhaError(texts.HEADER_MISSING.format(tab=columns.MEETING))
    return table


def read_entries(table: HeadedTab, meeting: Meeting, roster: Roster) -> Entries:
    """What stands in the rows of a meeting; a row that is gone or stands twice is a fault."""
    rows: dict[str, list[Cells]] = {}
    for cells in table.rows.values():
        rows.setdefault(as_text(cells.get(columns.NUMBER)), []).append(cells)
    found = Entries()

    def row(key: str) -> Cells:
        cells = rows.get(key, [])
        if len(cells) != 1:
            found.faults.append((key, texts.ROW_TWICE if cells else texts.ROW_MISSING))
        return cells[0] if len(cells) == 1 else {}

    for person in meeting.opened.attendants:
        key = attendance_key(meeting.number, roster.label(person))
        said = as_text(row(key).get(columns.PRESENT))
        if word_key(said) == columns.YES:
            found.present.append(person)
        elif said and word_key(said) != columns.NO:
            found.faults.append((key, texts.NOT_YES_NO.format(column=columns.PRESENT, said=said)))
    if not found.present:
        found.faults.append((columns.PRESENT, texts.NOBODY.format(column=columns.PRESENT)))
    for number in meeting.opened.ballots:
        key = ballot_key(meeting.number, number)
        cells = row(key)
        if any(as_text(cells.get(name)) for name in VOTES):
            found.ballots[number] = _entry(key, cells, roster, found.faults)
    return found


def distrusted(view: View, sightings: Mapping[str, Cells], meeting: Meeting) -> Iterator[tuple[str, str]]:
    """The rows of a meeting that the secretary must look at again: written while others could, or put back."""
    for key, row in mark_untrusted(view, sightings).sitting.items():
        if key.startswith(f"{meeting.number}: "):
            if is_untrusted(row.cells, ""):
                yield key, texts.WRITTEN_WHILE_OPEN.format(column=columns.ENTERED_BY)
            elif key in view.doubted:
                yield key, texts.ROW_DOUBTED


def _entry(key: str, cells: Cells, roster: Roster, faults: list[tuple[str, str]]) -> Entry:
    named: dict[str, tuple[str, ...]] = {}
    everybody: list[str] = []
    reason, entered_by = as_text(cells.get(columns.REMARK)), as_text(cells.get(columns.ENTERED_BY))
    numbers = [as_text(cells.get(name)) or "0" for name in VOTES]
    if all(said.isdecimal() for said in numbers):
        counted = tuple(map(int, numbers))
        if counted[VOTES.index(columns.GIVEN_BACK)] and not reason:
            faults.append((key, texts.NEEDS_REASON.format(column=columns.REMARK)))
        return Entry({}, None, reason, entered_by, counted)
    for name in VOTES:
        people, rest = names_in(as_text(cells.get(name)), roster)
        named[name] = people
        if same_key(rest) in texts.EVERYBODY:
            everybody.append(name)
        elif rest:
            faults.append((key, texts.NOT_NAMED.format(column=name, said=rest)))
    if len(everybody) > 1:
        faults.append((key, texts.EVERYBODY_TWICE))
    twice = _twice(person for people in named.values() for person in people)
    faults.extend((key, texts.TWICE.format(label=roster.label(person))) for person in twice)
    if (named[columns.GIVEN_BACK] or columns.GIVEN_BACK in everybody) and not reason:
        faults.append((key, texts.NEEDS_REASON.format(column=columns.REMARK)))
    return Entry(named, everybody[0] if everybody else None, reason, entered_by)


def names_in(text: str, roster: Roster) -> tuple[tuple[str, ...], str]:
    """The persons whose labels stand in a text, in its order, and what is left of it besides commas and stops.

    A longer label is found before a shorter one that it begins with.
    """
    labels = {same_key(who.label): person for person, who in roster.people.items()}
    longest_first = sorted(labels, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    folded = same_key(text)
    people = tuple(labels[match.group()] for match in pattern.finditer(folded))
    return people, re.sub(r"[\s,;.]+", " ", pattern.sub(" ", folded)).strip()


def _twice(people: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    found = []
    for person in people:
        if person in seen:
            found.append(person)
        seen.add(person)
    return found
