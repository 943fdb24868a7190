"""A long write goes in several calls, each small enough for Google, and leaves the board that one would have left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.google import batch
from tasks.google.batch import MOST_BYTES, MOST_ROWS, pieces
from tests.google.server import Server
from tests.support.google_school import ENGINE, GoogleSchool, make_school
from tests.support.sample import PLAN
from tests.tasks.google.story import BEGIN, kinds, submit


def rows(count: int, length: int = 1) -> list[dict[str, Any]]:
    """So many rows of one cell."""
    return [{"values": [{"userEnteredValue": {"stringValue": f"{number:0{length}d}"}}]} for number in range(count)]


def update(first: int, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """A rectangle written from a row on."""
    return {"updateCells": {"start": {"sheetId": 1, "rowIndex": first, "columnIndex": 0}, "rows": cells, "fields": "*"}}


ALL = rows(2 * MOST_ROWS + 1)
SMALL = {"deleteSheet": {"sheetId": 1}}
LONG = {"appendCells": {"sheetId": 1, "rows": rows(2 * MOST_ROWS, 5_000), "fields": "*"}}


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        ([], []),
        ([SMALL, SMALL], [[SMALL, SMALL]]),
        ([update(3, ALL)], [[update(3, ALL[:MOST_ROWS]), update(3 + MOST_ROWS, ALL[MOST_ROWS:-1]),
                             update(3 + 2 * MOST_ROWS, ALL[-1:])]]),
    ],
    ids=["nothing", "what fits", "many rows"],
)  # fmt: skip
def test_requests_keep_their_order_and_rows_their_places(requests: list[dict], expected: list[list[dict]]):
    assert list(pieces(requests)) == expected


def test_no_piece_is_larger_than_google_advises():
    found = list(pieces([SMALL, LONG, SMALL]))
    assert (found[0][0], found[-1][-1], len(found) > 1) == (SMALL, SMALL, True)
    assert all(len(json.dumps(piece).encode()) < MOST_BYTES + 1_000 for piece in found)
    sent = [row for piece in found for each in piece for row in each.get("appendCells", {}).get("rows", ())]
    assert sent == LONG["appendCells"]["rows"]


def test_a_board_made_in_many_calls_is_the_board_made_in_one(
    server: Server, tmp_path: Path, fresh: GoogleSchool, monkeypatch: pytest.MonkeyPatch
):
    """Also where a piece in the middle is answered by nobody: the next look finds what was written."""
    monkeypatch.setattr(batch, "MOST_BYTES", 20_000)
    monkeypatch.setattr(batch, "MOST_ROWS", 5)
    school = make_school(server, tmp_path, patience_seconds=12)
    server.misfortunes.add("lose", method="write", spreadsheet=school.book, skip=2, times=1)
    said = school.run("init", now=BEGIN)
    assert (said.code, said.err) == (0, "")
    calls = [each for each in server.ledger.calls if each.who == ENGINE and each.spreadsheet == school.book]
    assert sum(each.method.endswith("batchUpdate") for each in calls) > 4
    assert (school.tabs(), school.table(PLAN)) == (fresh.tabs(), fresh.table(PLAN))
    assert school.facts("init", now=BEGIN)["cells_written"] == 0
    submit(school)
    assert kinds(school.facts("sync", now=BEGIN)) == ["submitted", "stage_opened"]
    assert school.facts("sync", now=BEGIN)["calls"] == 1
