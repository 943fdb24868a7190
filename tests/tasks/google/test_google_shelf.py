"""What a short read leaves out, when the whole spreadsheet is read all the same, and what it finds then."""

from __future__ import annotations

import json

import pytest

from tasks.google.memory import Rows, engine_values, shelf_of
from tests.support.google_school import ADMIN, TEACHER, GoogleSchool
from tests.support.sample import PLAN
from tests.tasks.google.story import BEGIN, NEXT, submit


def copy_the_plan(school: GoogleSchool, place: int) -> int:
    """A teacher duplicates «План 2021»; the copy stands at a place among the tabs. Its number."""
    book = school.server.file(school.book).book
    assert book is not None
    plan = book.titled(PLAN)
    assert plan is not None
    copied = {"sourceSheetId": plan.id, "newSheetName": "Копия листа 'План 2021'", "insertSheetIndex": place}
    answer = school.edit_as(TEACHER, "requests", requests=[{"duplicateSheet": copied}])
    return int(answer["replies"][0]["duplicateSheet"]["properties"]["sheetId"])


def told_of_copies(facts: dict) -> list[str]:
    """Where a pass tells of a copied tab."""
    return [each["where"] for each in facts["problems"] if "копия вкладки" in each["found"]]


def an_hour_later(school: GoogleSchool) -> None:
    """The last look at the whole spreadsheet is an hour old."""
    kept = school.var / "google-board.json"
    memory = json.loads(kept.read_text(encoding="utf-8"))
    memory["whole_at"] -= 3600
    kept.write_text(json.dumps(memory), encoding="utf-8")


def test_a_copied_tab_is_told_by_the_next_pass_and_as_long_as_it_stands(school: GoogleSchool):
    """Our tabs stand elsewhere: a second read; while it stands and once it is gone, passes cost what they did."""
    school.facts("sync", now=BEGIN)
    number = copy_the_plan(school, 1)
    submit(school)
    first = school.facts("sync", now=NEXT)
    assert (told_of_copies(first), first["calls"]) == (["«Копия листа 'План 2021'»"], 3)
    again = school.facts("sync", now=NEXT)
    assert (told_of_copies(again), again["calls"]) == (["«Копия листа 'План 2021'»"], 1)
    school.edit_as(ADMIN, "requests", requests=[{"deleteSheet": {"sheetId": number}}])
    gone = [school.facts("sync", now=NEXT) for _ in range(2)]
    assert [(told_of_copies(each), each["calls"]) for each in gone] == [([], 2), ([], 1)]


def test_a_tab_of_somebodys_own_costs_one_more_read_once(school: GoogleSchool):
    """It is looked at, and is none of ours."""
    school.facts("sync", now=BEGIN)
    school.edit_as(TEACHER, "requests", requests=[{"addSheet": {"properties": {"title": "Моё", "index": 0}}}])
    assert [school.facts("sync", now=BEGIN)["calls"] for _ in range(2)] == [2, 1]


def test_what_a_short_read_does_not_see_is_seen_within_the_hour(school: GoogleSchool):
    """A copy behind all our tabs, words over the guide and over the lasting half of `_engine`."""
    school.facts("sync", now=BEGIN)
    before = school.grid("Как пользоваться"), school.row(PLAN, "1.1/2021")
    copy_the_plan(school, 40)
    school.edit_as(ADMIN, "type", range="'Как пользоваться'!A6", values=[["кто-то стёр"]])
    school.edit_as(ADMIN, "type", range="_engine!F2", values=[["кто-то вписал"]])
    unseen = school.facts("sync", now=BEGIN)
    assert (told_of_copies(unseen), unseen["calls"]) == ([], 1)
    an_hour_later(school)
    seen = school.facts("sync", now=BEGIN)
    assert (told_of_copies(seen), seen["calls"]) == (["«Копия листа 'План 2021'»"], 2)
    assert (school.grid("Как пользоваться"), school.row(PLAN, "1.1/2021")) == before
    assert school.facts("sync", now=BEGIN)["calls"] == 1


def test_a_shelf_of_another_save_is_not_trusted(school: GoogleSchool):
    """An older version of `_engine` under the same metadata is read whole, and put right."""
    school.facts("sync", now=BEGIN)
    before = school.row(PLAN, "1.1/2021")
    school.edit_as(ADMIN, "type", range="_engine!F2", values=[["прежнее"]])
    school.edit_as(ADMIN, "type", range="_engine!A1", values=[["school-150 0"]])
    assert school.facts("sync", now=BEGIN)["calls"] == 3
    assert school.row(PLAN, "1.1/2021") == before


ENGINE: Rows = {
    1: {1: "school-150 7"},
    2: {1: "1.1/2021", 2: "В работе", 5: "1.1/2021", 6: "Приём", 9: "Акты"},
    3: {1: "1.2/2021", 3: 44_255, 5: "1.2/2021", 7: "март"},
}
GUIDE: Rows = {1: {1: "Как пользоваться"}, 4: {1: "Отметьте"}}
READ: Rows = {row: {column: value for column, value in cells.items() if column <= 4} for row, cells in ENGINE.items()}


@pytest.mark.parametrize(
    ("engine", "guide"),
    [
        ({**READ, 2: READ[3], 3: READ[2]}, GUIDE),
        ({row: READ[row] for row in (1, 2)}, GUIDE),
        ({**READ, 4: {1: "1.3/2021"}}, GUIDE),
        ({**READ, 3: {3: 44_255}}, GUIDE),
        (READ, {1: {1: "Памятка"}}),
        (READ, {}),
    ],
    ids=["rows changed places", "a row is gone", "a row came", "a key is gone", "another guide", "no guide"],
)
def test_a_shelf_completes_only_the_rows_that_it_was_kept_of(engine: Rows, guide: Rows):
    """Else all is read: a row of the shelf beside another key would show its texts in the wrong row."""
    shelf = shelf_of(ENGINE, GUIDE)
    assert shelf.completes(READ, {1: GUIDE[1]})
    assert not shelf.completes(engine, guide)


def test_half_of_the_engine_with_the_shelf_is_what_the_whole_is():
    """Values and rows, whichever cells are empty."""
    assert engine_values(READ, shelf_of(ENGINE, GUIDE)) == engine_values(ENGINE, None)
    assert engine_values(ENGINE, None)[0]["1.2/2021"] == (None, 44_255, None, None, "март", None, None, None)
