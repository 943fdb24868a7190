"""Protected ranges: who may write where, who sees whom, and dropdowns that refuse."""

from __future__ import annotations

import pytest

from .clients import Client, error
from .conftest import OWNER, TEACHER, VOTER, make_book, share
from .errors import PROTECTED_TEXT

VOTES = {"startRowIndex": 3, "startColumnIndex": 2, "endColumnIndex": 4}


@pytest.fixture
def board(owner: Client) -> str:
    """Two columns that only the voter (and the owner) may write; a teacher shares the rest."""
    book = make_book(owner)
    share(owner, book, TEACHER, VOTER)
    assert protect(owner, book, VOTES, VOTER)[0] == 200
    return book


def protect(client: Client, book: str, area: dict, *users: str, **more) -> tuple[int, dict]:
    """Protect a range for exactly these people."""
    editors = {"users": list(users), "groups": [], "domainUsersCanEdit": False}
    item = {"protectedRangeId": 77, "range": area, "description": "votes", "warningOnly": False, "editors": editors}
    return client.batch(book, {"addProtectedRange": {"protectedRange": item | more}})


def test_a_protection_is_shown_with_its_editors_to_them_only(client, owner: Client, board: str):
    """The others see that it is there and that they may not edit."""
    mask = "sheets.protectedRanges"
    shown = {who: client(who).get(board, fields=mask)["sheets"][0]["protectedRanges"][0] for who in (
        OWNER, VOTER, TEACHER)}  # fmt: skip
    full = {
        "protectedRangeId": 77, "range": VOTES, "description": "votes", "requestingUserCanEdit": True,
        "editors": {"users": [OWNER, VOTER]},
    }  # fmt: skip
    hidden = {"protectedRangeId": 77, "range": VOTES, "description": "votes"}
    assert shown == {OWNER: full, VOTER: full, TEACHER: hidden}


@pytest.mark.parametrize(
    ("who", "area", "allowed"),
    [
        (OWNER, "C4", True),
        (VOTER, "C4:D5", True),
        (TEACHER, "C4", False),
        (TEACHER, "B4:C4", False),
        (TEACHER, "D20", False),
        (TEACHER, "B4", True),
        (TEACHER, "C3:D3", True),
        (TEACHER, "E4", True),
    ],
)
def test_only_editors_and_the_owner_write_inside(client, board: str, who: str, area: str, allowed: bool):
    """The refusal is Google's own 400, and nothing is written."""
    values = [["x", "y"]] if ":" in area else [["x"]]
    answer = client(who).put(board, area, values)
    assert (answer[0] == 200) if allowed else answer == error(400, PROTECTED_TEXT)
    assert client(who).values(board, area) == (values if allowed else [])


CELL = {"values": [{"userEnteredValue": {"stringValue": "x"}}]}


@pytest.mark.parametrize(
    "request_",
    [
        {"updateCells": {"start": {"rowIndex": 4, "columnIndex": 2}, "rows": [CELL], "fields": "userEnteredValue"}},
        {"repeatCell": {"range": {"startRowIndex": 0}, "cell": CELL["values"][0], "fields": "userEnteredValue"}},
        {"sortRange": {"range": {}, "sortSpecs": [{"dimensionIndex": 0}]}},
        {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 5, "endIndex": 6}}},
        {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}},
        {"moveDimension": {"source": {"dimension": "ROWS", "startIndex": 5, "endIndex": 6}, "destinationIndex": 9}},
        {"cutPaste": {"source": {"endRowIndex": 1, "endColumnIndex": 1}, "destination": {"rowIndex": 3,
                                                                                         "columnIndex": 3}}},
        {"mergeCells": {"range": {"startRowIndex": 3, "endRowIndex": 5}}},
        {"setDataValidation": {"range": VOTES}},
        {"deleteSheet": {}},
        {"updateSheetProperties": {"properties": {"title": "x"}, "fields": "title"}},
        {"deleteProtectedRange": {"protectedRangeId": 77}},
        {"updateProtectedRange": {"protectedRange": {"protectedRangeId": 77, "editors": {"users": [TEACHER]}},
                                  "fields": "editors"}},
    ],
    ids=lambda one: next(iter(one)),
)  # fmt: skip
def test_what_touches_somebody_elses_protection_fails_the_whole_batch(client, owner: Client, board, request_: dict):
    """The harmless request before it is undone too."""
    before = owner.get(board, includeGridData=True)
    harmless = {"updateCells": {"start": {}, "rows": [CELL], "fields": "userEnteredValue"}}
    kind = next(iter(request_))
    extra = {"addSheet": {"properties": {"sheetId": 50}}}
    answer = client(TEACHER).batch(board, harmless, extra, request_)
    assert answer == error(400, f"Invalid requests[2].{kind}: {PROTECTED_TEXT}")
    assert owner.get(board, includeGridData=True) == before


def test_a_listed_voter_may_widen_or_remove_their_own_protection(client, owner: Client, board: str):
    """As in Google; that is why the engine audits."""
    widen = {"protectedRange": {"protectedRangeId": 77, "editors": {"users": [VOTER, TEACHER]}}, "fields": "editors"}
    assert client(VOTER).batch(board, {"updateProtectedRange": widen})[0] == 200
    assert client(TEACHER).put(board, "C4", [["x"]])[0] == 200
    assert client(VOTER).batch(board, {"deleteProtectedRange": {"protectedRangeId": 77}})[0] == 200
    assert "protectedRanges" not in owner.get(board)["sheets"][0]


def test_a_protection_cannot_be_added_twice(owner: Client, board: str):
    """The second one with the same id is refused, so a repeated request is noticed."""
    code, answer = protect(owner, board, VOTES, VOTER)
    assert (code, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_whoever_is_of_the_owners_domain_may_edit_unless_told_otherwise(client, owner: Client):
    """domainUsersCanEdit left out is not the same as false."""
    book, colleague = make_book(owner), "colleague@a.example"
    share(owner, book, colleague)
    owner.batch(book, {"addProtectedRange": {"protectedRange": {"range": VOTES, "editors": {"users": [VOTER]}}}})
    assert client(colleague).put(book, "C4", [["x"]])[0] == 200
    protect(owner, book, {"startColumnIndex": 6}, VOTER)
    assert client(colleague).put(book, "G4", [["x"]])[0] == 400


def test_a_change_of_something_else_leaves_the_editors_as_they_were(client, owner: Client, board: str):
    """A new description does not let the domain in."""
    change = {"protectedRange": {"protectedRangeId": 77, "description": "new"}, "fields": "description"}
    owner.batch(board, {"updateProtectedRange": change})
    users = {"protectedRange": {"protectedRangeId": 77, "editors": {"users": [VOTER, TEACHER]}},
             "fields": "editors.users"}  # fmt: skip
    owner.batch(board, {"updateProtectedRange": users})
    shown = owner.get(board)["sheets"][0]["protectedRanges"]
    assert [(one["description"], one["editors"]) for one in shown] == [("new", {"users": [OWNER, VOTER, TEACHER]})]


def test_somebody_who_protects_stays_an_editor(client, owner: Client):
    """Whoever is not the owner cannot lock themselves out."""
    book = make_book(owner)
    share(owner, book, TEACHER)
    _, answer = protect(client(TEACHER), book, VOTES, VOTER)
    assert answer["replies"][0]["addProtectedRange"]["protectedRange"]["editors"] == {"users": [VOTER, TEACHER]}


def test_ranges_left_open_in_a_protected_tab_may_be_written(client, owner: Client):
    """unprotectedRanges are holes in the protection."""
    book = make_book(owner)
    share(owner, book, TEACHER)
    protect(owner, book, {}, OWNER, unprotectedRanges=[{"startColumnIndex": 5, "endColumnIndex": 7}])
    found = [client(TEACHER).put(book, area, [["x"]])[0] for area in ("F1:G1", "E1", "F2", "G1:H1")]
    assert found == [200, 400, 200, 200]
    assert client(TEACHER).put(book, "G1", [["x", "y"]])[0] == 400


def test_a_warning_stops_nobody(client, owner: Client):
    """warningOnly is for people's eyes."""
    book = make_book(owner)
    share(owner, book, TEACHER)
    item = {"range": {}, "warningOnly": True}
    owner.batch(book, {"addProtectedRange": {"protectedRange": item}})
    assert client(TEACHER).put(book, "A1", [["x"]])[0] == 200


@pytest.mark.parametrize(
    ("condition", "good", "bad"),
    [
        ({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Утвердить"}, {"userEnteredValue": "Вернуть"}]},
         "Вернуть", "вернуть"),
        ({"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Tab!$H$1:$H$2"}]}, "yes", "maybe"),
        ({"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}, {"userEnteredValue": "5"}]}, 3, 6),
        ({"type": "DATE_IS_VALID"}, "3/15/2021", "soon"),
        ({"type": "DATE_AFTER", "values": [{"userEnteredValue": "1/1/2021"}]}, "3/15/2021", "1/1/2020"),
        ({"type": "TEXT_IS_EMAIL"}, "a@b.example", "a@b"),
        ({"type": "BOOLEAN"}, True, "x"),
        ({"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=H1=\"yes\""}]}, "a", None),
    ],
    ids=lambda one: one["type"] if isinstance(one, dict) else "",
)  # fmt: skip
def test_a_strict_rule_refuses_what_it_does_not_allow(owner: Client, book: str, condition: dict, good, bad):
    """A rule that is not strict only warns."""
    owner.put(book, "H1", [["yes"], ["no"]])
    area = {"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 2}
    rule = {"condition": condition, "strict": True, "showCustomUi": True}
    assert owner.batch(book, {"setDataValidation": {"range": area, "rule": rule}})[0] == 200
    assert owner.put(book, "B2", [[good]], "USER_ENTERED")[0] == 200
    text = "The data you entered in cell B3 violates the data validation rules set on this cell."
    if bad is not None:
        assert owner.put(book, "B3", [[bad]], "USER_ENTERED") == error(400, text)
        assert owner.put(book, "B3", [[""]])[0] == 200
        owner.batch(book, {"setDataValidation": {"range": area, "rule": rule | {"strict": False}}})
        assert owner.put(book, "B3", [[bad]], "USER_ENTERED")[0] == 200
