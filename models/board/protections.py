"""Protections as proof of who wrote: columns that others could write, and votes that wait to be confirmed.

A vote is believed only if it was written while its two columns were open to nobody but its voter. What was written at
another time is set aside until the voter changes it under protection: chooses again, or adds a remark.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from models.board import columns, google_texts
from models.board.board import Area, Protection, SeenRow, Snapshot, Table, View
from models.board.cells import Cells, Value, as_text
from models.school import Roster, School
from models.text import Mender, Problem

UNPROVEN = ": без защиты"
LAST_ROW = 1_000_000  # stands for the rows to come
OPENED = ": была открыта"


def check_protections(view: View, snapshot: Snapshot, roster: Roster) -> View:
    """The view with the voters whose columns are open, and what the administrator should know of protections."""
    if snapshot.protections is None:
        return view
    found, open_voters = list[Problem](), set[str]()
    for title, table in view.tables.items():
        key = table.columns[columns.NUMBER if title == columns.APPROVAL else columns.CODE]
        if not _guarded(snapshot, table, [key], snapshot.trusted):
            found.append(Problem(f"«{title}»", *google_texts.TAB_OPEN.of(title=title), Mender.ADMINISTRATOR))
    votes = view.tables.get(columns.APPROVAL)
    for person in roster.people.values() if votes is not None else ():
        headers = (person.label + columns.VOTE, person.label + columns.VOTE_COMMENT)
        places = [votes.columns[header] for header in headers if header in votes.columns] if votes else []
        allowed = snapshot.trusted | ({person.address.lower()} if person.address else set())
        if votes and places and not _guarded(snapshot, votes, places, allowed):
            open_voters.add(person.label)
            where = f"«{columns.APPROVAL}», «{person.label}»"
            found.append(Problem(where, *google_texts.COLUMN_OPEN.of(label=person.label), Mender.ADMINISTRATOR))
    return replace(view, open_voters=frozenset(open_voters), problems=(*view.problems, *found))


def closed_to_others(snapshot: Snapshot, table: Table, headers: Iterable[str], allowed: frozenset[str]) -> bool:
    """Whether only the allowed, and whom the board trusts anyway, may write under these headers; no accounts: true."""
    if snapshot.protections is None:
        return True
    places = [table.columns[header] for header in headers if header in table.columns]
    return _guarded(snapshot, table, places, snapshot.trusted | allowed)


def _guarded(snapshot: Snapshot, table: Table, places: list[int], allowed: frozenset[str]) -> bool:
    """Whether every row of the table is closed in these columns to all but the allowed."""
    rows = sorted(number for number, cells in table.rows.items() if cells) or [LAST_ROW]
    mine = [each for each in snapshot.protections or () if each.tab == table.title]
    return all(any(_closes(each, column, rows, allowed) for each in mine) for column in places)


def _closes(protection: Protection, column: int, rows: list[int], allowed: frozenset[str]) -> bool:
    if protection.editors is None or not protection.editors <= allowed:
        return False
    whole = _spans(protection.area, column, rows[0]) and _spans(protection.area, column, rows[-1])
    return whole and not any(_in_columns(hole, column) for hole in protection.holes)


def _spans(area: Area, column: int, row: int) -> bool:
    return _in_columns(area, column) and area.top <= row and (area.bottom is None or row <= area.bottom)


def _in_columns(area: Area, column: int) -> bool:
    return area.left <= column and (area.right is None or column <= area.right)


def mark_untrusted(view: View, sightings: Mapping[str, Cells]) -> View:
    """The view whose ballots say, beside their cells, which votes are unproven (as cells that no board has).

    A vote is unproven from the moment it is seen in an open column until it is seen changed in a closed one that was
    closed at the look before, too: what came between an open look and the repair may be anybody's.
    """
    ballots = {}
    for number, row in view.ballots.items():
        marks = dict(_unproven(row, sightings.get(number, {}), view.open_voters))
        ballots[number] = replace(row, cells={**row.cells, **marks}) if marks else row
    return replace(view, ballots=ballots)


def _unproven(row: SeenRow, before: Cells, open_voters: frozenset[str]) -> Iterator[tuple[str, Value]]:
    headers = (*row.cells, *before)
    labels = dict.fromkeys(label for header in headers if (label := columns.voter_of(header)) is not None)
    for mark in (UNPROVEN, OPENED):
        labels |= dict.fromkeys(header.removesuffix(mark) for header in before if header.endswith(mark))
    for label in labels | dict.fromkeys(sorted(open_voters)):
        stands, doubted, opened = _said(row.cells, label), before.get(label + UNPROVEN), before.get(label + OPENED)
        if label in open_voters:
            yield label + OPENED, stands
            if doubted is not None or stands != _said(before, label):
                yield label + UNPROVEN, stands
        elif doubted == stands or opened not in (None, stands):
            yield label + UNPROVEN, stands


def _said(cells: Cells, label: str) -> str:
    """What stands in a voter's two cells, as one text."""
    return json.dumps(
        [as_text(cells.get(label + part)) for part in (columns.VOTE, columns.VOTE_COMMENT)], ensure_ascii=False
    )


def is_untrusted(cells: Cells, label: str) -> bool:
    """Whether a voter's decision waits to be confirmed."""
    return cells.get(label + UNPROVEN) is not None


def meeting_editors(school: School, today: date) -> tuple[str, ...]:
    """The addresses of those who may fill «Заседание»: the secretary and the head of the working group."""
    roster = school.roster
    people = dict.fromkeys((*roster.members("secretary", today), *roster.members("chair", today)))
    return tuple(address for person in people if (address := roster.people[person].address))


def may_mark(school: School, today: date) -> dict[str, tuple[str, ...]]:
    """Who holds an executor's post of each milestone on a day, or acts for such a person: their addresses."""
    roster, found = school.roster, dict[str, tuple[str, ...]]()
    for each in school.milestones:
        people = [person for post in each.activity.executors for person in roster.holders(post, today)]
        people += [acting for person in people if (acting := roster.acting(person, today)) is not None]
        addresses = (roster.people[person].address for person in dict.fromkeys(people))
        found[each.code] = tuple(address for address in addresses if address)
    return found
