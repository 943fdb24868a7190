"""What a look at the Google board knows of earlier ones: the stamp in `_engine`, an older version, merged cells."""

from __future__ import annotations

import json
from typing import Any

from tests.support.google_school import ADMIN, ENGINE, TEACHER, GoogleSchool
from tests.support.sample import ACT, PLAN
from tests.tasks.google.story import BALLOT, BEGIN, CODE, LATER, NEXT, kinds, submit

OTHER = "1.1/2021"


def stamp(school: GoogleSchool) -> str:
    """What stands in the first cell of `_engine`."""
    return school.grid("_engine")[0][0]


def test_each_save_that_changes_cells_counts_one_more_and_no_other_is_made_for_it(school: GoogleSchool):
    """`init` was the first; a look alone leaves the number as it is."""
    first = stamp(school)
    assert first.rpartition(" ")[0] == "school-150"
    assert (school.facts("sync", now=BEGIN)["calls"], stamp(school)) == (1, first)
    submit(school)
    school.facts("sync", now=NEXT)
    assert int(stamp(school).rpartition(" ")[2]) == int(first.rpartition(" ")[2]) + 1


def test_an_older_version_of_the_spreadsheet_is_nobodys_wish(school: GoogleSchool):
    """The version history gives yesterday back: no mark is withdrawn, no vote either, and it is told."""
    file = school.server.world.files[school.book]
    before = school.server.world.copy_book(file.book, school.book)
    submit(school)
    school.facts("sync", now=NEXT)
    school.fill("Утверждение", BALLOT, {"Куратор: решение": "Утвердить"})
    school.facts("sync", now=NEXT)
    file.book = before
    done = school.facts("sync", now=LATER)
    assert done["events"] == []
    assert [each["where"] for each in done["problems"] if each["where"] == CODE]
    assert school.row(PLAN, CODE)["Замечание"]
    assert school.facts("sync", now=LATER)["events"] == []


def test_merged_mark_cells_are_doubted_until_they_are_taken_apart(school: GoogleSchool):
    """The lower row keeps its submission."""
    school.fill(PLAN, OTHER, {"Отметка": "Готово", "Результат": ACT.format(2)})
    submit(school)
    school.facts("sync", now=NEXT)
    rows = sorted(school.place(PLAN, code)[0] for code in (OTHER, CODE))
    sheet = school.server.file(school.book).book.titled(PLAN)
    area = {"sheetId": sheet.id, "startRowIndex": rows[0] - 1, "endRowIndex": rows[1], "startColumnIndex": 5,
            "endColumnIndex": 9}  # fmt: skip
    school.edit_as(TEACHER, "requests", requests=[{"mergeCells": {"range": area, "mergeType": "MERGE_COLUMNS"}}])
    done = school.facts("sync", now=LATER)
    assert (kinds(done), {CODE, OTHER} <= {each["where"] for each in done["problems"]}) == ([], True)


def test_the_board_of_another_school_stops_everything(school: GoogleSchool):
    """Nothing is read into the journal, nothing written."""
    sheet = school.server.file(school.book).book.titled("_engine")
    start = {"sheetId": sheet.id, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [{"userEnteredValue": {"stringValue": "school-77 3"}}]}]
    school.edit_as(ADMIN, "requests", requests=[
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}])  # fmt: skip
    for command in ("sync", "init"):
        said = school.run(command, now=NEXT)
        assert (said.code, "school-77" in said.err) == (1, True)
    assert stamp(school) == "school-77 3"


def test_the_lasting_half_of_the_hidden_tab_is_read_again_only_where_it_may_be_another(school: GoogleSchool):
    """A pass reads the changing half; after a write of another machine, or rows that moved, one read more."""
    school.facts("sync", now=BEGIN)
    school.facts("sync", now=BEGIN)
    whole, half = reads(school)[0].bytes_out, reads(school)[-1].bytes_out
    assert half < whole * 0.9
    kept = school.var / "google-board.json"
    memory = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps({**memory, "shelved": memory["shelved"] + 1}), encoding="utf-8")
    assert [school.facts("sync", now=BEGIN)["calls"] for _ in range(2)] == [2, 1]
    school.edit_as(ADMIN, "sort", sheet="_engine", first_row=2, column=1, descending=True)
    assert [school.facts("sync", now=BEGIN)["calls"] for _ in range(2)] == [2, 1]
    (school.var / "google-engine.json").unlink()
    assert [school.facts("sync", now=BEGIN)["calls"] for _ in range(2)] == [1, 1]


def reads(school: GoogleSchool) -> list[Any]:
    """The engine's reads of the spreadsheet so far."""
    return [each for each in school.server.ledger.calls
            if (each.who, each.spreadsheet, each.method) == (ENGINE, school.book, "spreadsheets.get")]  # fmt: skip
