"""Is anything lost that somebody saves at the very moment of our own saving?"""

import fcntl
import os
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from models.projection import CellEdit, Edits
from models.text import VekhaError
from tasks.boards import BoardChanged
from tasks.files import exchange, wait_for_lock
from tasks.files import replace as replacing
from tasks.xlsx import XlsxBoard
from tasks.xlsx import board as saving
from tests.support.xlsx_samples import projection

PLAN, FIRST_MILESTONE, REMARK_AT = "План 2021", 5, 12


@pytest.fixture
def school(tmp_path: Path) -> XlsxBoard:
    """A board just made, with backups beside it."""
    made = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups", zone=UTC)
    made.create(projection())
    return made


def saved_by(school: XlsxBoard, *savings: bytes) -> Callable[[Path, Path], bool]:
    """An exchange before each of which somebody else saves the file."""
    left = list(savings)

    def exchanged(draft: Path, target: Path) -> bool:
        if left:
            new = target.with_name("new")
            new.write_bytes(left.pop(0))
            new.replace(target)
        return exchange(draft, target)

    return exchanged


@pytest.mark.parametrize(
    ("savings", "stands", "kept"),
    [((b"one",), b"one", set()), ((b"one", b"two"), b"two", {b"one"})],
    ids=["once", "and again while ours is taken back"],
)
def test_who_saves_at_the_last_moment_loses_nothing(
    school: XlsxBoard, monkeypatch: pytest.MonkeyPatch, savings: tuple[bytes, ...], stands: bytes, kept: set[bytes]
) -> None:
    snapshot, before = school.read(), school.file.read_bytes()
    monkeypatch.setattr(saving, "exchange", saved_by(school, *savings))
    with pytest.raises(BoardChanged):
        school.write(snapshot, Edits(cells=(CellEdit(PLAN, FIRST_MILESTONE, REMARK_AT, "наше"),)))
    copies = {copy.read_bytes() for copy in (school.file.parent / "backups").iterdir()}
    assert (school.file.read_bytes(), copies) == (stands, {before, *kept})
    assert [file.name for file in school.file.parent.iterdir() if file.name.endswith("draft")] == []


@pytest.mark.parametrize("known", [True, False], ids=["a file system that cannot", "a system that cannot"])
def test_where_the_system_cannot_exchange_the_file_is_replaced(
    school: XlsxBoard, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    class Library:
        if known:
            renameat2 = staticmethod(lambda *_: -1)

    monkeypatch.setattr(replacing.ctypes, "CDLL", lambda *_, **__: Library)
    monkeypatch.setattr(replacing.ctypes, "get_errno", lambda: 22)
    assert school.write(school.read(), Edits(cells=(CellEdit(PLAN, FIRST_MILESTONE, REMARK_AT, "наше"),))) == 1


def test_a_turn_that_does_not_come_is_told(school: XlsxBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody who may read the folder can hold the file by which passes take turns."""
    monkeypatch.setattr(saving, "TURN_SECONDS", 0)
    lock = school.file.with_name(f".{school.file.name}.vekha-lock")
    with lock.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        with pytest.raises(VekhaError, match="держит другая программа"), school.writer():
            pass
    with school.writer():
        pass


def test_a_lock_that_is_let_go_in_time_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT) for _ in range(2))
    fcntl.flock(first, fcntl.LOCK_EX)
    monkeypatch.setattr(replacing.time, "sleep", lambda _: os.close(first))
    assert wait_for_lock(second, 60)
    os.close(second)


def test_only_our_own_copies_go_and_never_the_one_just_made(tmp_path: Path) -> None:
    """Whatever a copy is called: a clock may have been years ahead, and people keep files of their own there."""
    backups = tmp_path / "backups"
    school = XlsxBoard(tmp_path / "board.xlsx", backups, keep=2, zone=UTC)
    school.create(projection())
    backups.mkdir()
    (backups / "board-20991231-235959-0a1b2c3d.xlsx").write_bytes(b"of a clock ahead")
    (backups / "board-1-мой.xlsx").write_bytes(b"a person's")
    for text in ("раз", "два"):
        before = school.file.read_bytes()
        school.write(school.read(), Edits(cells=(CellEdit(PLAN, FIRST_MILESTONE, REMARK_AT, text),)))
        assert before in {copy.read_bytes() for copy in backups.iterdir()}
    assert (backups / "board-1-мой.xlsx").exists()
    assert len(list(backups.iterdir())) == 3
