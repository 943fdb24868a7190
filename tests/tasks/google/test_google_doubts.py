"""What people do to blocks of cells of a Google board is nobody's wish, is told, and is as nothing once undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tasks.google.layout import letter
from tests.google.model import Sheet
from tests.google.server import Server
from tests.support.google_school import ADMIN, CURATOR, MEMBER, TEACHER, GoogleSchool, copied_school, make_school
from tests.support.sample import ACT, APPROVAL, PLAN
from tests.tasks.google.story import BEGIN, LATER, NEXT

MARKED = ("1.1/2021", "1.3/2021", "1.4/2021", "1.7/2021")
FIRST, SECOND, THIRD, FOURTH = (f"{code}-1.1" for code in MARKED)
VOTES = ("Куратор: решение", "Куратор: замечание")
MEMBER_3 = ("Член рабочей группы 3: решение", "Член рабочей группы 3: замечание")
MEMBER_2 = ("Член рабочей группы 2: решение", "Член рабочей группы 2: замечание")


@pytest.fixture(scope="module")
def voting(server: Server, tmp_path_factory: pytest.TempPathFactory) -> GoogleSchool:
    """Four milestones reported and taken to the vote; a stage of one was met, two voters have a word on two each."""
    school = make_school(server, tmp_path_factory.mktemp("voting"), patience_seconds=12)
    assert school.run("init", now=BEGIN).code == 0
    for number, code in enumerate(MARKED):
        words = f"слова {number}"
        school.fill(PLAN, code, {"Отметка": "Готово", "Результат": ACT.format(number), "Комментарий": words})
    school.facts("sync", now=BEGIN)
    for number, ballot in enumerate((FIRST, SECOND)):
        school.fill(APPROVAL, ballot, {VOTES[0]: "" if number else "Утвердить", VOTES[1]: f"слово {number}"})
    for number, ballot in enumerate((THIRD, FOURTH)):
        school.fill(APPROVAL, ballot, {MEMBER_3[0]: "Утвердить", MEMBER_3[1]: f"замечание {number}"})
    done = school.facts("sync", now=BEGIN)
    assert [each["kind"] for each in done["events"]].count("voted") == 3
    assert done["problems"] == []
    return school


@pytest.fixture
def school(voting: GoogleSchool, tmp_path: Path) -> GoogleSchool:
    """The same for one test."""
    return copied_school(voting, tmp_path)


def tab(school: GoogleSchool, title: str) -> Sheet:
    """A tab as the server keeps it."""
    found = school.server.file(school.book).book.titled(title)  # type: ignore[union-attr]
    assert found is not None
    return found


def cells(school: GoogleSchool, title: str, headers: tuple[str, ...], keys: tuple[str, ...] = ()) -> dict[str, int]:
    """The cells under these neighbouring headers in the rows of these keys (of all), as a range."""
    places = [school.place(title, key) for key in keys or school.keys(title)]
    rows, columns = [row for row, _ in places], [places[0][1][header] for header in headers]
    return {"sheetId": tab(school, title).id, "startRowIndex": min(rows) - 1, "endRowIndex": max(rows),
            "startColumnIndex": min(columns) - 1, "endColumnIndex": max(columns)}  # fmt: skip


def ask(school: GoogleSchool, who: str, *requests: dict[str, Any]) -> None:
    """Somebody does this in the browser."""
    school.edit_as(who, "requests", requests=list(requests))


def sort(school: GoogleSchool, who: str, area: dict[str, int], by: int = 0) -> None:
    """Somebody sorts a range from the last to the first, by one of its columns."""
    order = {"dimensionIndex": area["startColumnIndex"] + by, "sortOrder": "DESCENDING"}
    ask(school, who, {"sortRange": {"range": area, "sortSpecs": [order]}})


def sort_marks(school: GoogleSchool) -> None:
    """Any teacher sorts the four white columns, which is all that Google lets a teacher sort."""
    sort(school, TEACHER, cells(school, PLAN, ("Отметка", "Комментарий")), by=1)


def shift_down(school: GoogleSchool) -> None:
    """«Insert cells, shift down» over the four white cells of a row."""
    area = cells(school, PLAN, ("Отметка", "Комментарий"), ("1.3/2021",))
    ask(school, TEACHER, {"insertRange": {"range": area, "shiftDimension": "ROWS"}})


def shift_up(school: GoogleSchool) -> None:
    """«Delete cells, shift up»."""
    area = cells(school, PLAN, ("Отметка", "Комментарий"), ("1.1/2021",))
    ask(school, TEACHER, {"deleteRange": {"range": area, "shiftDimension": "ROWS"}})


def sort_votes(school: GoogleSchool) -> None:
    """A voter sorts the own two columns."""
    sort(school, CURATOR, cells(school, APPROVAL, VOTES), by=1)


def sort_numbers(school: GoogleSchool) -> None:
    """The owner sorts «№» alone."""
    sort(school, ADMIN, cells(school, APPROVAL, ("№",)))


def swap_keys(school: GoogleSchool, title: str, header: str, one: str, other: str) -> None:
    """The owner swaps two keys."""
    school.overtype(title, one, header, "x")
    school.overtype(title, other, header, one)
    school.overtype(title, "x", header, other)


def sort_codes(school: GoogleSchool) -> None:
    """The owner sorts «Код» alone."""
    sort(school, ADMIN, cells(school, PLAN, ("Код",)))


def clear(school: GoogleSchool, who: str, area: dict[str, int]) -> None:
    """Somebody selects cells and presses Delete."""
    ask(school, who, {"updateCells": {"range": area, "fields": "userEnteredValue"}})


def paste_row(school: GoogleSchool) -> None:
    """The owner pastes B..L of one row over a row that nobody marked; our lookups are in its way."""
    headers = ("Мероприятие", "Замечание")
    source, target = (cells(school, PLAN, headers, (code,)) for code in ("1.3/2021", "1.6/2021"))
    ask(school, ADMIN, {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_VALUES"}})


def merge(school: GoogleSchool, who: str, title: str, header: str, keys: tuple[str, str]) -> None:
    """Somebody merges cells; Google keeps the upper value."""
    area = cells(school, title, (header,), keys)
    ask(school, who, {"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})


def double(school: GoogleSchool, title: str, key: str, header: str) -> None:
    """The owner inserts a column at the left and gives it the same header."""
    column = school.place(title, key)[1][header]
    school.edit_as(ADMIN, "insert_column", sheet=title, column=column)
    school.edit_as(ADMIN, "type", range=f"'{title}'!{letter(column)}3", values=[[header]])


def rename(school: GoogleSchool, *names: str) -> None:
    """The owner types over the headers of a voter who has not voted yet."""
    for old, new in zip(MEMBER_2, names, strict=False):
        school.retitle(APPROVAL, old, new)


MOVED, EMPTIED, MERGED = "похожи на переставленные", "сразу в нескольких строках", "объединены"
TWICE, RENAMED = "стоит дважды", "теперь называется"
BLOCKS = {
    "four white columns sorted": (sort_marks, MOVED, {"1.1/2021", "1.2/2021", "1.4/2021", "1.7/2021"}),
    "cells inserted, shift down": (shift_down, MOVED, {"1.3/2021", "1.4/2021", "1.5/2021", "1.7/2021", "1.8/2021"}),
    "cells deleted, shift up": (shift_up, MOVED, {*MARKED, "1.2/2021", "1.6/2021"}),
    "a voter's columns sorted": (sort_votes, MOVED, {FIRST, SECOND}),
    "«№» sorted": (sort_numbers, MOVED, {FIRST, SECOND, THIRD, FOURTH}),
    "«№» swapped": (lambda school: swap_keys(school, APPROVAL, "№", FIRST, SECOND), MOVED, {FIRST, SECOND}),
    "«Код» sorted": (sort_codes, MOVED, set(MARKED)),
    "«Код» swapped": (lambda school: swap_keys(school, PLAN, "Код", *MARKED[1:3]), MOVED, set(MARKED[1:3])),
    "«Отметка» emptied": (
        lambda school: clear(school, TEACHER, cells(school, PLAN, ("Отметка",))), EMPTIED, set(MARKED)),
    "votes emptied": (
        lambda school: clear(school, MEMBER.format(3), cells(school, APPROVAL, MEMBER_3, (THIRD, FOURTH))), EMPTIED,
        {THIRD, FOURTH}),
    "B..L pasted": (paste_row, MOVED, {"1.6/2021"}),
    "marks merged": (
        lambda school: merge(school, TEACHER, PLAN, "Результат", MARKED[1:3]), MERGED, set(MARKED[1:3])),
    "votes merged": (
        lambda school: merge(school, CURATOR, APPROVAL, VOTES[0], (FIRST, SECOND)), MERGED, {FIRST, SECOND}),
    "a mark's header twice": (
        lambda school: double(school, PLAN, MARKED[0], "Результат"), TWICE, {f"«{PLAN}», «Результат»"}),
    "a voter's header twice": (
        lambda school: double(school, APPROVAL, FIRST, VOTES[0]), TWICE, {f"«{APPROVAL}», «{VOTES[0]}»"}),
    "a voter's header renamed": (
        lambda school: rename(school, "Член 2: решение"), RENAMED, {f"«{APPROVAL}», «Член 2: решение»"}),
    "both of a voter's headers renamed": (
        lambda school: rename(school, "за или против", "почему"), RENAMED,
        {f"«{APPROVAL}», «за или против»", f"«{APPROVAL}», «почему»"}),
}  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS)
def test_what_moves_or_vanishes_as_a_block_is_nobodys_wish_and_undone_it_never_was(school: GoogleSchool, block: str):
    """No fact, a sentence at each row, one call when nothing changes; after the undo the same facts and cells."""
    does, said, where = BLOCKS[block]
    book = school.server.file(school.book).book
    assert book is not None
    stood, shown = {title: tab(school, title).clone() for title in (PLAN, APPROVAL)}, school.table(PLAN)
    does(school)
    done = school.facts("sync", now=BEGIN)
    assert done["events"] == []
    assert {each["where"] for each in done["problems"] if said in each["found"]} >= where
    again = school.facts("sync", now=BEGIN)
    assert (again["events"], again["calls"], again["problems"]) == ([], 1, done["problems"])
    with school.server.world.lock:
        book.sheets = [stood.get(each.title, each) for each in book.sheets]
        book.stale = True
    undone = school.facts("sync", now=BEGIN)
    assert (undone["events"], undone["problems"]) == ([], [])
    assert school.table(PLAN) == shown


@pytest.mark.parametrize("whole", [True, False], ids=["with the file's metadata", "cells alone"])
def test_an_older_version_takes_nothing_back_and_the_newest_again_is_as_if_nothing_had_been(
    school: GoogleSchool, whole: bool
):
    """Google's version history puts all tabs back, `_engine` with its save number too."""
    versions = [school.keep()]
    school.fill(APPROVAL, SECOND, {VOTES[0]: "Утвердить"})
    school.fill(PLAN, "1.2/2021", {"Отметка": "Начато"})
    school.facts("sync", now=NEXT)
    versions.append(school.keep())
    for version, wanted in zip(versions, ({SECOND, "1.2/2021"}, set()), strict=True):
        if not whole:
            version.metadata = school.keep().metadata
        school.put_back(version)
        done = school.facts("sync", now=LATER)
        assert (done["events"], done["calls"] <= 3) == ([], True)
        assert {each["where"] for each in done["problems"] if "прежнее состояние" in each["found"]} == wanted
    assert school.run("verify", now=LATER).code == 0


def test_a_doubted_row_is_freed_by_a_new_mark_or_accepted_with_a_reason(school: GoogleSchool):
    """Pasted over: the curator accepts; sorted away: the executor marks the row again."""
    paste_row(school)
    assert school.facts("sync", now=BEGIN)["events"] == []
    said = school.run("accept", "1.6/2021", "--reason", "так и задумано", "--json", now=BEGIN)
    assert said.code == 0, said.err
    assert [each["kind"] for each in school.facts("sync", now=BEGIN)["events"]][:1] == ["submitted"]
    swap_keys(school, PLAN, "Код", *MARKED[1:3])
    assert school.facts("sync", now=BEGIN)["events"] == []
    school.fill(PLAN, MARKED[1], {"Отметка": "Начато"})
    done = {(each["milestone"], each["kind"]) for each in school.facts("sync", now=BEGIN)["events"]}
    assert done == {(MARKED[1], "withdrawn"), (MARKED[1], "started")}
