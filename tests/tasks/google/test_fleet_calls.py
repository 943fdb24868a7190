"""What boards of one process share, and which of them Drive says have changed."""

from collections.abc import Iterator

import pytest

from flows.mail import queue_letters
from flows.office import open_school
from flows.passes import run_pass
from models.ownership import Purpose
from models.school import GoogleBoardSettings, Settings
from models.text import VekhaError
from tasks.config import load
from tasks.google import account_of, changed_files, changes, share_calls, writable_files
from tasks.google.client import _SHARED, SHEETS, GoogleClient
from tasks.google.credentials import credentials_of, read_key
from tests.support.google_school import ADMIN, ENGINE, GoogleSchool
from tests.support.sample import PLAN


class Paced:
    """Says who asked, and what Google refused; nobody waits."""

    patience = 900.0

    def __init__(self, account: str) -> None:
        self.account, self.asked, self.put_off = account, list[str](), list[str]()

    def wait(self, kind: str, per_minute: int) -> None:
        self.asked.append(kind)

    def refused(self, kind: str, per_minute: int, seconds: float) -> None:
        self.put_off.append(kind)


@pytest.fixture
def paced() -> Iterator[list[Paced]]:
    """The boards of this process share their calls meanwhile; the paces that were made."""
    made: list[Paced] = []

    def pace(account: str) -> Paced:
        made.append(Paced(account))
        return made[-1]

    share_calls(pace, 2)
    yield made
    assert _SHARED.adapter is not None
    _SHARED.adapter.close()
    _SHARED.paced = _SHARED.adapter = None
    _SHARED.paces.clear()


def settings(school: GoogleSchool) -> GoogleBoardSettings:
    board = load(school.school / "school.yaml", Settings).board
    assert board.kind == "google"
    return board


def test_a_spent_quota_puts_everybody_off_and_fails_nobody(school: GoogleSchool, paced: list[Paced]):
    """Long after the patience that the board has for other faults is over."""
    key, server = read_key(settings(school), school.school), school.server
    client = GoogleClient(
        credentials_of(key, server.address, shared=True),
        account=ENGINE, address=server.address, per_minute=60, patience=0.05,
    )  # fmt: skip
    server.misfortunes.add("answer", code=429, method="read", spreadsheet=school.book, times=30)
    assert client.request("get", f"{SHEETS}/{school.book}", params={"fields": "spreadsheetId"}).ok
    assert (paced[0].account, paced[0].asked, paced[0].put_off) == (ENGINE, ["read"] * 31, ["read"] * 30)


def test_boards_of_an_account_have_one_token(school: GoogleSchool):
    key, place = read_key(settings(school), school.school), school.server.address
    assert credentials_of(key, place, shared=True) is credentials_of(key, place, shared=True)
    assert credentials_of(key, place) is not credentials_of(key, place)


def test_letters_right_after_a_pass_cost_no_second_read(school: GoogleSchool):
    """At eight all schools write their letters: every board's round would take twice as long."""
    assert school.run("sync", now="2021-03-15T07:30").code == 0
    with open_school(school.school, school.var, "2021-03-15T08:05", Purpose.WORK, lasting=True) as office:
        run_pass(office)
        calls = office.board.calls
        assert queue_letters(office).queued > 0
        assert office.board.calls == calls


def test_drive_tells_which_boards_changed(school: GoogleSchool, paced: list[Paced]):
    board = settings(school)
    assert account_of(board, school.school) == ENGINE
    nothing, place = changed_files(board, school.school, None, None)
    school.fill(PLAN, "1.3/2021", {"Комментарий": "скоро"})
    found, later = changed_files(board, school.school, None, place)
    assert (nothing, found, changed_files(board, school.school, None, later)[0]) == (set(), {school.book}, set())
    assert {kind for each in paced for kind in each.asked} == {"drive"}  # the boards' own calls are left to them


def test_a_place_that_drive_does_not_know_any_more_is_asked_for_anew(school: GoogleSchool, paced: list[Paced]):
    school.server.misfortunes.add("answer", code=404, method="drive.changes.list")
    nothing, place = changed_files(settings(school), school.school, None, "1")
    assert (nothing, place) == changed_files(settings(school), school.school, None, None)


def test_drive_tells_in_one_call_which_boards_may_be_written(school: GoogleSchool, paced: list[Paced]):
    board, admin = settings(school), school.client(ADMIN)
    code, other = admin.call("post", "/v4/spreadsheets", {"properties": {"title": "nobody else's"}})
    admin.close()
    assert code == 200
    found = writable_files(board, school.school, None)
    assert (school.book in found, other["spreadsheetId"] in found) == (True, False)
    school.server.misfortunes.add("answer", code=403, method="drive.files.list", times=1)
    with pytest.raises(VekhaError):
        writable_files(board, school.school, None)
    assert [kind for each in paced for kind in each.asked] == ["drive", "drive"]


@pytest.mark.parametrize("code", [503, 403])
def test_without_hints_boards_are_read_all_the_same(
    school: GoogleSchool, paced: list[Paced], monkeypatch: pytest.MonkeyPatch, code: int
):
    """Whether Drive is away or its API was never switched on; it is asked again from the same place."""
    monkeypatch.setattr(changes, "PATIENCE_SECONDS", 0.05)
    school.server.misfortunes.add("answer", code=code, method="drive.changes.*", times=0)
    assert changed_files(settings(school), school.school, None, "101") == (set(), "101")
