"""Is a file ever seen half written, and can anybody lead the write astray?"""

import os
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from tasks.config import clock
from tasks.files import SHARED, clear_drafts, clear_old_drafts, open_lock, replace_file, write_draft
from tasks.files.replace import open_new
from tasks.mail import publish
from tasks.processes import only_one, write_note
from tasks.processes.serve_note import FILE, LOCK
from tasks.xlsx import XlsxBoard
from tests.support.xlsx_samples import projection

VICTIM = b"a database that somebody else wants overwritten"


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file outside the shared folder, for its owner only."""
    file = tmp_path / "vekha.db"
    file.write_bytes(VICTIM)
    file.chmod(0o600)
    return file


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder where others may write, too."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def save_board(folder: Path) -> None:
    board = XlsxBoard(folder / "board.xlsx", folder / "backups", zone=UTC)
    board.create(projection())


def save_backup(folder: Path) -> None:
    replace_file(folder / "board-20210301-090000-0a1b2c3d.xlsx", b"copy", like=folder / "missing.xlsx")


def save_serving(folder: Path) -> None:
    with only_one(folder):
        write_note(folder, {"ui": "http://127.0.0.1:4200"}, [])


def save_calendar(folder: Path) -> None:
    assert publish(folder, {"curator": ("Сроки", [])}) == 1


@pytest.mark.parametrize(
    ("save", "planted"),
    [
        (save_board, ".board.xlsx.vekha-draft"),
        (save_backup, ".board-20210301-090000-0a1b2c3d.xlsx.vekha-draft"),
        (save_serving, f".{FILE}"),
        (save_serving, FILE),
        (save_calendar, ".curator.ics.part"),
        (save_calendar, ".curator.ics.vekha-draft"),
    ],
)
def test_a_link_at_a_name_that_can_be_guessed_is_not_followed(
    victim: Path, shared: Path, save: Callable[[Path], None], planted: str
):
    (shared / planted).symlink_to(victim)
    save(shared)
    assert (victim.read_bytes(), mode(victim)) == (VICTIM, 0o600)


@pytest.mark.parametrize("target", ["vekha.db", "nowhere.db"])
def test_a_draft_is_never_opened_through_a_link_nor_over_a_file(victim: Path, shared: Path, target: str):
    (shared / "draft").symlink_to(victim.with_name(target))
    with pytest.raises(FileExistsError):
        open_new(shared / "draft", 0o666)
    with pytest.raises(FileExistsError):
        open_new(victim, 0o666)
    assert victim.read_bytes() == VICTIM
    assert not victim.with_name("nowhere.db").exists()


def test_a_lock_is_no_link(victim: Path, shared: Path):
    (shared / LOCK).symlink_to(victim)
    with pytest.raises(OSError, match="symbolic links"), only_one(shared):
        pass
    assert victim.read_bytes() == VICTIM
    os.close(open_lock(shared / "lock", 0o600))
    assert mode(shared / "lock") == 0o600


def test_two_drafts_of_a_file_share_no_name(shared: Path):
    names = {write_draft(shared / "board.xlsx", b"").name for _ in range(20)}
    assert len(names) == 20


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [
        (None, {}, 0o600),
        (None, {"mode": SHARED}, 0o640),
        (0o664, {}, 0o664),
        (0o664, {"mode": SHARED}, 0o664),
        (0o604, {"like": "model"}, 0o660),
    ],
)
def test_a_file_keeps_its_rights_and_a_new_one_is_private(
    shared: Path, before: int | None, given: dict[str, object], after: int
):
    file, model = shared / "file", shared / "model"
    model.touch()
    model.chmod(0o660)
    if before is not None:
        file.touch()
        file.chmod(before)
    given = {name: model if name == "like" else value for name, value in given.items()}
    was = os.umask(0o027)
    try:
        replace_file(file, b"new", **given)  # type: ignore[arg-type]
    finally:
        os.umask(was)
    assert (file.read_bytes(), mode(file)) == (b"new", after)


def test_what_fails_before_the_end_leaves_the_old_file_and_no_draft(shared: Path):
    file = shared / "file"
    file.write_bytes(b"old")

    def refuse() -> None:
        assert len(list(shared.iterdir())) == 2
        raise ValueError("changed meanwhile")

    with pytest.raises(ValueError, match="changed meanwhile"):
        replace_file(file, b"new", check=refuse)
    assert {path.name: path.read_bytes() for path in shared.iterdir()} == {"file": b"old"}


def test_a_name_of_the_greatest_length_can_be_written(shared: Path):
    file = shared / ("п" * 125 + ".eml")
    replace_file(file, b"letter")
    assert [path.name for path in shared.iterdir()] == [file.name]


def test_drafts_of_killed_writers_are_cleared_and_nothing_else(shared: Path):
    left = write_draft(shared / "board[1].xlsx", b"half")
    other = write_draft(shared / "board1.xlsx", b"of another board")
    clear_drafts(shared / "board[1].xlsx")
    assert (left.exists(), other.exists()) == (False, True)


def test_drafts_of_a_folder_where_others_may_be_writing_go_when_they_are_old(shared: Path):
    fresh, old = write_draft(shared / "a.eml", b"half"), write_draft(shared / "a.eml", b"half")
    other = shared / ".a.eml"
    other.write_bytes(b"no draft")
    for file in (old, other):
        os.utime(file, (0, 0))
    clear_old_drafts(shared)
    assert {file.name for file in shared.iterdir()} == {fresh.name, other.name}


def test_the_shift_of_the_clock_goes_through_no_link(victim: Path, shared: Path):
    from datetime import date
    from zoneinfo import ZoneInfo

    (shared / clock.FILE).symlink_to(victim.with_name("nowhere"))
    clock.fix_shift(shared, date(2021, 3, 1), ZoneInfo("UTC"), "school-150")
    assert not victim.with_name("nowhere").exists()
