"""The embedded board: an .xlsx file that people keep open, change and save with programs of their own."""

import os
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from models.board import Snapshot, Value, copies_beside, workbook_texts
from models.projection import Edits, Projection
from models.text import Problem
from tasks.boards import CHOICES_NAME, LockOwner
from tasks.files import SHARED, clear_drafts, exchange, open_lock, put_draft, replace_file, wait_for_lock, write_draft
from tasks.xlsx import errors
from tasks.xlsx.book import Book
from tasks.xlsx.errors import BoardUnreadable
from tasks.xlsx.lock_owner import find_lock_owner
from tasks.xlsx.package import PackageError
from tasks.xlsx.patch import needed, patch
from tasks.xlsx.read import read_snapshot, token_of
from tasks.xlsx.tab import with_merged_headings
from tasks.xlsx.text import legal

_LOOK_AGAIN = (0.1, 0.3, 0.6)  # seconds: a program that saves puts the file away for a moment
TURN_SECONDS = 120
COPY = re.compile(r"-\d{8}-\d{6}-[0-9a-f]{8}\.xlsx\Z")
MOST_BYTES = 64 * 1024 * 1024


class XlsxBoard:
    """A workbook, its backups, and the lock that keeps our own passes apart; `zone` is for times shown to people."""

    calls = 0  # requests to a service: a file has none
    refused: tuple[Problem, ...] = ()  # a file takes all or nothing
    stamped = False

    def __init__(self, file: Path, backups: Path, keep: int = 50, zone: tzinfo | None = None) -> None:
        self.file = file
        self._backups = backups
        self._keep = keep
        self._zone = zone
        self._turn = threading.RLock()
        self._depth = 0
        self._was_there = False
        self._locked: list[str] = []
        self._merged: list[str] = []
        self._words: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.file)

    def exists(self) -> bool:
        """Whether there is a file at all."""
        for seconds in (*_LOOK_AGAIN, None):
            if os.path.exists(self.file):  # False, not an error, where we may not look
                return True
            if seconds is None or not self.was_there():
                break
            time.sleep(seconds)
        return False

    def was_there(self) -> bool:
        """Whether a pass of ours has worked on this file before: it may be away for a moment, or its folder is."""
        before = self._was_there if self._depth else _turn_of(self._target()).exists()
        return before or any(self._backups.glob(f"{self._target().stem}-*.xlsx"))

    def create(self, projection: Projection) -> None:
        """Make the whole workbook, or nothing."""
        from tasks.xlsx.create import make_workbook

        with self.writer():
            if self.exists():
                raise errors.exists(self.file)
            data = make_workbook(projection)
            with self._saving():
                self._replace(data)

    def read(self, *, thorough: bool = False) -> Snapshot:
        """Every tab as it was last saved; the token is the SHA-256 of the bytes read, which are always all of it."""
        for seconds in (*_LOOK_AGAIN, None):  # a program may be in the middle of writing it
            try:
                data = self._bytes()
                snapshot = read_snapshot(data)
                book = Book(data) if thorough else None
                self._locked, self._words = (book.locked(), book.words(CHOICES_NAME)) if book else ([], ())
                self._merged = with_merged_headings(snapshot.sheets) if thorough else []
                return replace(snapshot, remarks=tuple(copies_beside(self._target().name, self._names_beside())))
            except (PackageError, BoardUnreadable) as error:
                if seconds is None and isinstance(error, PackageError):
                    raise errors.unreadable(self.file, self._backups, str(error)) from error
                if seconds is None:
                    raise
                time.sleep(seconds)
        raise AssertionError

    def held(self, value: Value) -> Value:
        """What a cell shows of a value."""
        return legal(value)

    def write(self, snapshot: Snapshot, edits: Edits) -> int:
        """Carry the edits out and say how many cells were written; refuses rather than lose what a person did."""
        edits, self.stamped = needed(snapshot, edits), False
        mends = self._locked or self._merged or (self._words and set(self._words) < set(edits.choices))
        numbers = edits.stamp is not None and (edits.numbered or snapshot.stamp is None)
        if not (edits or mends or numbers):
            return 0
        with self.writer():
            data = self._check(snapshot.token)
            try:
                changed = patch(data, snapshot, edits, self._locked, self._merged)
            except PackageError as error:
                raise errors.unreadable(self.file, self._backups, str(error)) from error
            with self._saving():
                target = self._target()
                self._back_up(target, data)
                self._replace(changed, snapshot.token)
        self.stamped = edits.stamp is not None
        return edits.cells_written()

    def links(self) -> Mapping[str, str]:
        """Nothing: a row of a file has no address."""
        return {}

    def held_by(self) -> LockOwner | None:
        """Who has the file open, since when; None when nobody has."""
        return find_lock_owner(self._target())

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Our own passes one after another: a lock on a file beside the board; may be nested."""
        with self._turn:
            if self._depth:
                yield
                return
            target = self._target()
            with self._saving():
                target.parent.mkdir(parents=True, exist_ok=True)
                self._was_there = _turn_of(target).exists()
                handle = open_lock(_turn_of(target), 0o664)
            try:
                with self._saving():
                    mine = wait_for_lock(handle, TURN_SECONDS)
                if not mine:
                    raise errors.turn_taken(self.file, _turn_of(target), TURN_SECONDS)
                self._depth += 1
                yield
            finally:
                self._depth = 0
                os.close(handle)

    def _names_beside(self) -> list[str]:
        """The files in the folder, as far as we may look."""
        try:
            return os.listdir(self._target().parent)
        except OSError:
            return []

    def _target(self) -> Path:
        """The file itself, where the path is a link."""
        return self.file.resolve()

    def _bytes(self) -> bytes:
        try:
            with self._target().open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except FileNotFoundError:
            raise errors.missing(self.file, self._backups) from None
        except OSError as error:
            raise errors.refused(self.file, self._backups, error) from error
        if len(data) > MOST_BYTES:
            raise errors.unreadable(
                self.file, self._backups, workbook_texts.TOO_LARGE.format(most=MOST_BYTES // 1024**2)
            )
        return data

    def _check(self, token: str) -> bytes:
        """The bytes that were read, still there and held by nobody."""
        holder = self.held_by()
        if holder:
            since = workbook_texts.SINCE.format(moment=holder.since.astimezone(self._zone))
            raise errors.busy(self.file, holder.who, since, holder.lock)
        data = self._bytes()
        if token_of(data) != token:
            raise errors.changed(self.file)
        return data

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """Turn what the operating system refuses into a sentence."""
        try:
            yield
        except OSError as error:
            raise errors.not_saved(self.file, error) from error

    def _back_up(self, was: Path, data: bytes) -> None:
        """Keep the previous copy under the time of its saving; of our own copies the first made go."""
        stem = self._target().stem
        saved = datetime.fromtimestamp(was.stat().st_mtime, self._zone)
        copy = self._backups / f"{stem}-{saved:%Y%m%d-%H%M%S}-{token_of(data)[:8]}.xlsx"
        self._backups.mkdir(parents=True, exist_ok=True)
        clear_drafts(self._backups / f"{stem}-")  # of a pass that was killed here
        if not copy.exists():
            replace_file(copy, data, like=was)
        own = [file for file in self._backups.glob(f"{stem}-*.xlsx") if COPY.match(file.name, len(stem))]
        for old in sorted(own, key=lambda file: file.stat().st_ctime_ns)[: -self._keep]:
            old.unlink(missing_ok=True)

    def _replace(self, data: bytes, token: str | None = None) -> None:
        """Put the bytes in the file's place at one stroke, if it is still as it was read (no token: if it is new)."""
        target = self._target()
        clear_drafts(target)
        draft = write_draft(target, data, mode=SHARED)
        try:
            if token is not None:
                self._check(token)
            if token is None or not exchange(draft, target):
                put_draft(draft, target)
            elif token_of(draft.read_bytes()) != token:
                self._give_back(draft, target, token_of(data))
                raise errors.changed(self.file)
        finally:
            draft.unlink(missing_ok=True)

    def _give_back(self, draft: Path, target: Path, ours: str) -> None:
        """What was saved between our last look and our own saving stands again; of two such savings the later one."""
        exchange(draft, target)
        if token_of(draft.read_bytes()) != ours:
            exchange(draft, target)
            self._back_up(draft, draft.read_bytes())


def _turn_of(target: Path) -> Path:
    """The file by which our own passes take turns."""
    return target.with_name(f".{target.name}.vekha-lock")
