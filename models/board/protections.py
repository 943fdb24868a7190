"""Protections as proof of who wrote: columns that others could write, and votes that wait to be confirmed.

A vote is believed only if it was written while its two columns were open to nobody but its voter. What was written at
another time is set aside until the voter changes it under protection: chooses again, or adds a remark.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from models.board import columns, google_texts
from models.board.board import Area, HeadedTab, Protection, SeenRow, Snapshot, View
from models.board.cells import Cells, Value, as_text
from models.roadmap import Milestone
from models.school import Roster, ever_holding
from models.text import Mender, Problem

UNPROVEN = ": без защиты"
LAST_ROW = 1_000_000  # stands for the rows to come
OPENED = ": была открыта"
WHOSE = ": чьё"
SEVERAL_ROWS = 3  # whose marks one protection closes: more than somebody keeps for themselves
COPY_TABS = 3  # tabs that are closed as a whole at once: no single hand did that


def check_protections(view: View, snapshot: Snapshot, roster: Roster, milestones: Sequence[Milestone] = ()) -> View:
    """The view with the voters whose columns are open, and what the administrator should know of protections."""
    if snapshot.protections is None:
        return view
    refused = (*snapshot.refused, *locks(view, snapshot, roster))
    found, open_voters = [*refused, *_shutting_out(view, snapshot, roster, milestones)], set[str]()
    for title, table in view.tables.items():
        key = table.columns[columns.NUMBER if title == columns.APPROVAL else columns.CODE]
        if not _guarded(snapshot, table, [key], snapshot.trusted) and not _is_locked(snapshot, table, [key]):
            found.append(Problem(f"«{title}»", *google_texts.TAB_OPEN.of(title=title), Mender.ADMINISTRATOR))
    votes = view.tables.get(columns.APPROVAL)
    for person in roster.people.values() if votes is not None else ():
        headers = (person.label + columns.VOTE, person.label + columns.VOTE_COMMENT)
        places = [votes.columns[header] for header in headers if header in votes.columns] if votes else []
        allowed = snapshot.trusted | ({account_key(person.address)} if person.address else set())
        if places and person.address and snapshot.owner == account_key(person.address):
            told = google_texts.OWNER_VOTES.of(label=person.label)
            found.append(Problem(google_texts.BOARD, *told, Mender.ADMINISTRATOR))
        if votes and places and not _guarded(snapshot, votes, places, allowed):
            open_voters.add(person.label)
            where = f"«{columns.APPROVAL}», «{person.label}»"
            hidden = _is_locked(snapshot, votes, places)
            told = (google_texts.COLUMN_HIDDEN if hidden else google_texts.COLUMN_OPEN).of(label=person.label)
            found.append(Problem(where, *told, Mender.ADMINISTRATOR))
    sitting = view.tables.get(columns.MEETING)
    mine = [person for post in (roster.secretary, roster.working_group) for person in ever_holding(roster, post)]
    addresses = {account_key(address) for person in mine if (address := roster.people[person].address)}
    is_open = sitting is not None and not closed_to_others(snapshot, sitting, columns.MEETING_PEOPLE, addresses)
    return replace(
        view, open_voters=frozenset(open_voters), problems=(*view.problems, *found), refused=refused, looked_up=True,
        sitting_open=is_open,
    )  # fmt: skip


def account_key(address: str) -> str:
    """What all spellings of one Google account share.

    >>> account_key("Anna.Ivanova+school@googlemail.com"), account_key("A.B@School.example")
    ('annaivanova@gmail.com', 'a.b@school.example')
    """
    name, _, domain = address.strip().lower().rpartition("@")
    if domain in ("gmail.com", "googlemail.com"):
        return f"{name.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{name}@{domain}" if name else domain


def locks(view: View, snapshot: Snapshot, roster: Roster) -> Iterator[Problem]:
    """What keeps the engine out of cells of the board: which tab, which columns, and who holds it."""
    found = [each for each in snapshot.protections or () if each.locked]
    whole = sorted({each.tab for each in found if each.area == Area()})
    if len(whole) >= COPY_TABS:
        copied = google_texts.LOCKED_COPY.of(tabs=", ".join(f"«{title}»" for title in whole), account=snapshot.account)
        yield Problem(google_texts.BOARD, *copied, Mender.ADMINISTRATOR)
        return
    for lock in found:
        table = view.tables.get(lock.tab)
        places = table.columns if table else {"": lock.area.left}
        ours = {name: column for name, column in places.items() if not name or _is_ours(name)}
        names = [name for name, column in ours.items() if _covers(lock, column, table)]
        if not names:
            continue
        headers = names if table else []
        told = google_texts.locked(lock.name, headers, lock.area.top, lock.area.bottom, whole=lock.area == Area())
        holder = _holder(lock, names, snapshot, roster)
        hint = google_texts.LET_IN.format(account=snapshot.account, holder=holder)
        yield Problem(f"«{lock.tab}»", told, hint, Mender.ADMINISTRATOR)


def _shutting_out(view: View, snapshot: Snapshot, roster: Roster, milestones: Sequence[Milestone]) -> Iterator[Problem]:
    """Protections of others that let us in, but no voter into the voter's own columns, or no executor into a mark.

    Ours are known by their names: what is wrong with those is put right by the same pass.
    """
    labels = {account_key(person.address): person.label for person in roster.people.values() if person.address}
    ours = {google_texts.TAB_PROTECTION.format(mark=google_texts.PROTECTION, tab=title) for title in view.tables}
    ours |= {vote_name(label, number) for label in labels.values() for number in (1, 2)}
    for lock in snapshot.protections or ():
        table = view.tables.get(lock.tab)
        if table is None or lock.editors is None or lock.name in ours:
            continue
        shut_out = {*labels.values()} - {labels[each] for each in lock.editors if each in labels}
        closed = [name for name, column in table.columns.items() if _covers(lock, column, table)]
        shut, rows = [name for name in closed if columns.voter_of(name) in shut_out], list[int]()
        keys = view.keys.get(lock.tab, {})
        if columns.row_header(lock.tab) == columns.PLAN_HEADER:
            rows = _shut_rows(lock, table, keys, roster, milestones)
            shut = [name for name in columns.MARK_COLUMNS if any(_shuts(lock, table, name, row) for row in rows)]
        if shut:
            editors = sorted(labels.get(each, each) for each in lock.editors)
            some = () if all(_shuts(lock, table, shut[0], row) for row in keys) else rows
            told = google_texts.shut_out(lock.name, shut, some, editors)
            yield Problem(f"«{lock.tab}»", *told, Mender.ADMINISTRATOR)


def _shut_rows(
    lock: Protection, table: HeadedTab, keys: Mapping[int, str], roster: Roster, milestones: Sequence[Milestone]
) -> list[int]:
    """The rows whose marks a protection closes to who should set them: to all of these, or several rows to some."""
    ours = google_texts.MARK_PROTECTION.format(mark=google_texts.PROTECTION, code="")
    is_one = lock.area.top == lock.area.bottom
    closed = {row: code for row, code in keys.items()
              if code and any(_shuts(lock, table, name, row) for name in columns.MARK_COLUMNS)}  # fmt: skip
    if not closed or (is_one and lock.name.startswith(ours)):
        return []
    codes, editors, found, all_out = {*closed.values()}, lock.editors or frozenset(), list[int](), False
    posts = {each.code: each.activity.executors for each in milestones if each.code in codes}
    for row, code in sorted(closed.items()):
        needed, known = _executors(roster, posts.get(code, ()))
        if not needed or not needed <= editors:
            found.append(row)
            all_out |= bool(needed) and known.isdisjoint(editors)
    is_much = len(found) >= SEVERAL_ROWS or (len(found) == sum(map(bool, keys.values())) and not is_one)
    return found if all_out or is_much else []


def _executors(roster: Roster, titles: Iterable[str]) -> tuple[set[str], set[str]]:
    """The accounts of those who hold these posts without an end, and of all who ever do or act for one who does."""
    holders = [each for title in titles if (post := roster.post(title)) is not None for each in post.holders]
    people = {each.person for each in holders}
    people |= {each.substitute for each in roster.absences if each.substitute and each.person in people}
    accounts = {each: account_key(roster.people[each].address or "") for each in people if each in roster.people}
    lasting = {accounts.get(each.person, "") for each in holders if each.until is None}
    return lasting - {""}, {*accounts.values()} - {""}


def _shuts(lock: Protection, table: HeadedTab, header: str, row: int) -> bool:
    """Whether a protection closes the cell under a header in a row."""
    column = table.columns.get(header)
    return (
        column is not None
        and _spans(lock.area, column, row)
        and not any(_spans(hole, column, row) for hole in lock.holes)
    )


def vote_name(label: str, number: int = 1) -> str:
    """The name of a voter's protection; columns that stand apart have one each."""
    name = google_texts.VOTE_PROTECTION.format(mark=google_texts.PROTECTION, label=label)
    return name if number == 1 else f"{name}, {number}"


def _holder(lock: Protection, names: list[str], snapshot: Snapshot, roster: Roster) -> str:
    """Who set a protection that does not say so: only somebody who may write all that it covers."""
    owner = google_texts.owner_of(snapshot.owner)
    voters = {columns.voter_of(name) for name in names}
    label = next(iter(voters)) if len(voters) == 1 else None
    if label is not None and any(person.label == label for person in roster.people.values()):
        return google_texts.VOTER_OR_OWNER.format(label=label, owner=owner)
    if names and all(name in columns.MARK_COLUMNS for name in names):
        return google_texts.EDITOR_OR_OWNER.format(owner=owner)
    return owner


def _is_ours(name: str) -> bool:
    return name in columns.PLAN_HEADER or name in columns.APPROVAL_HEADER or columns.voter_of(name) is not None


def _covers(lock: Protection, column: int, table: HeadedTab | None) -> bool:
    """Whether a protection closes cells of a column below the header."""
    first = (table.header_row if table else columns.HEADER_ROW) + 1
    return _in_columns(lock.area, column) and not any(
        _in_columns(hole, column) and hole.top <= first for hole in lock.holes
    )


def _is_locked(snapshot: Snapshot, table: HeadedTab, places: list[int]) -> bool:
    mine = [each for each in snapshot.protections or () if each.tab == table.title and each.locked]
    return any(_covers(each, column, table) for each in mine for column in places)


def closed_to_others(snapshot: Snapshot, table: HeadedTab, headers: Iterable[str], allowed: Set[str]) -> bool:
    """Whether only the allowed, and whom the board trusts anyway, may write under these headers; no accounts: true."""
    if snapshot.protections is None:
        return True
    places = [table.columns[header] for header in headers if header in table.columns]
    return _guarded(snapshot, table, places, snapshot.trusted | allowed)


def _guarded(snapshot: Snapshot, table: HeadedTab, places: list[int], allowed: frozenset[str]) -> bool:
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
    sitting = {}
    for key, row in view.sitting.items():
        marks = dict(_doubtful(row.cells, sightings.get(key, {}), "", columns.MEETING_PEOPLE, view.sitting_open))
        sitting[key] = replace(row, cells={**row.cells, **marks}) if marks else row
    return replace(view, ballots=ballots, sitting=sitting)


def mark_whose(view: View, sightings: Mapping[str, Cells], roster: Roster) -> View:
    """The view whose ballots say, beside their cells, whose each vote is: who had the label when it was written.

    A label is a post's: who takes it over takes no vote over with it, and who gets another one keeps the vote.
    """
    people = {who.label: person for person, who in roster.people.items()}
    ballots = {}
    for number, row in view.ballots.items():
        marks = dict(_whose(row.cells, sightings.get(number, {}), people))
        ballots[number] = replace(row, cells={**row.cells, **marks}) if marks else row
    return replace(view, ballots=ballots)


def _whose(cells: Cells, before: Cells, people: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    for label in columns.voters_among(cells):
        decision = as_text(cells.get(label + columns.VOTE))  # a remark beside another's decision makes it nobody else's
        was = before.get(label + WHOSE) if decision and decision == as_text(before.get(label + columns.VOTE)) else None
        if (person := was or people.get(label)) is not None:
            yield label + WHOSE, person


def _unproven(row: SeenRow, before: Cells, open_voters: frozenset[str]) -> Iterator[tuple[str, Value]]:
    labels = dict.fromkeys(columns.voters_among((*row.cells, *before)))
    for mark in (UNPROVEN, OPENED):
        labels |= dict.fromkeys(header.removesuffix(mark) for header in before if header.endswith(mark))
    for label in labels | dict.fromkeys(sorted(open_voters)):
        headers = tuple(label + part for part in columns.VOTE_PARTS)
        yield from _doubtful(row.cells, before, label, headers, label in open_voters)


def _doubtful(
    cells: Cells, before: Cells, label: str, headers: Iterable[str], is_open: bool
) -> Iterator[tuple[str, Value]]:
    """What is remembered of cells that anybody could write, or could at the look before."""
    headers = tuple(headers)
    stands, doubted, opened = _said(cells, headers), before.get(label + UNPROVEN), before.get(label + OPENED)
    if is_open:
        yield label + OPENED, stands
        if doubted is not None or stands != _said(before, headers):
            yield label + UNPROVEN, stands
    elif doubted == stands or opened not in (None, stands):
        yield label + UNPROVEN, stands


def _said(cells: Cells, headers: Iterable[str]) -> str:
    """What stands in people's cells that belong together, as one text."""
    return json.dumps([as_text(cells.get(header)) for header in headers], ensure_ascii=False)


def is_untrusted(cells: Cells, label: str) -> bool:
    """Whether a voter's decision waits to be confirmed."""
    return cells.get(label + UNPROVEN) is not None


def whose(cells: Cells, label: str, roster: Roster) -> str | None:
    """The person whose vote stands under a label: as remembered beside it, else who has the label."""
    found = cells.get(label + WHOSE) or next((key for key, who in roster.people.items() if who.label == label), None)
    return found if isinstance(found, str) else None
