"""Everything the server remembers: files with their sharing, changes, who may do what."""

from __future__ import annotations

import copy
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .errors import denied, file_not_found, not_found
from .identity import Identities, Identity, Quota
from .model import Book

Json = dict[str, Any]
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
LEVELS = {"reader": 1, "commenter": 1, "writer": 2, "fileOrganizer": 2, "organizer": 3, "owner": 3}
ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass
class File:
    """A file in Drive; its permissions say who may read and write."""

    id: str
    name: str
    owner: Identity
    created: datetime
    modified: datetime
    book: Book | None = None
    mime: str = SPREADSHEET
    parents: list[str] = field(default_factory=list)
    permissions: list[Json] = field(default_factory=list)
    comments: list[Json] = field(default_factory=list)
    properties: Json = field(default_factory=dict)
    trashed: bool = False
    writers_share: bool = True
    version: int = 1
    last_editor: Identity | None = None

    def level(self, who: Identity) -> int:
        """Say what somebody may do: 0 nothing, 1 read, 2 write, 3 own."""
        best = 0
        for one in self.permissions:
            kind = one["type"]
            if (
                (kind in ("user", "group") and one.get("emailAddress", "").lower() == who.email)
                or kind == "anyone"
                or (kind == "domain" and one.get("domain", "").lower() == who.domain)
            ):
                best = max(best, LEVELS.get(one["role"], 0))
        return best

    @property
    def sharing_level(self) -> int:
        """What one must be to let others in and out."""
        return LEVELS["writer" if self.writers_share else "owner"]

    def is_owner(self, who: Identity) -> bool:
        """Say whether somebody owns the file."""
        return self.level(who) == LEVELS["owner"]

    def editors(self) -> list[str]:
        """List the addresses of those who may write."""
        return [one["emailAddress"] for one in self.permissions
                if one.get("emailAddress") and LEVELS.get(one["role"], 0) >= 2]  # fmt: skip


def utc_now() -> datetime:
    """Give the computer's own clock."""
    return datetime.now(UTC)


@dataclass
class World:
    """The server's whole state; every call holds the lock while it works."""

    clock: Callable[[], datetime] = utc_now
    identities: Identities = field(default_factory=Identities)
    quota: Quota = field(default_factory=Quota)
    files: dict[str, File] = field(default_factory=dict)
    changes: list[Json] = field(default_factory=list)
    lock: Any = field(default_factory=threading.RLock)
    random: random.Random = field(default_factory=random.Random)
    faults: list[str] = field(default_factory=list)

    def new_id(self) -> str:
        """Make up a file's id."""
        return "1" + "".join(self.random.choice(ID_LETTERS) for _ in range(43))

    def add(self, name: str, owner: Identity, mime: str = SPREADSHEET, file_id: str | None = None) -> File:
        """Create a file owned by somebody."""
        now = self.clock()
        file = File(file_id or self.new_id(), name, owner, now, now, mime=mime, last_editor=owner)
        file.parents = [owner.root]
        file.permissions.append(permission(owner, "owner"))
        self.files[file.id] = file
        self.note_change(file)
        return file

    def note_change(self, file: File, removed: bool = False) -> None:
        """Remember for `changes.list` that a file changed."""
        self.changes = [one for one in self.changes if one["fileId"] != file.id] + [
            {"fileId": file.id, "removed": removed, "time": self.clock(), "number": self._next_change()}
        ]

    def _next_change(self) -> int:
        return max((one["number"] for one in self.changes), default=100) + 1

    def edited(self, file: File, who: Identity) -> None:
        """Note an edit: time, version, change."""
        now = self.clock()
        file.modified = max(now, file.modified + timedelta(milliseconds=1))
        file.version += 1
        file.last_editor = who
        self.note_change(file)

    def sheet_file(self, file_id: str, who: Identity, write: bool = False) -> File:
        """Find a spreadsheet for the Sheets API, or refuse as it does."""
        file = self.files.get(file_id)
        if file is None or file.book is None:
            raise not_found()
        if file.level(who) < (2 if write else 1):
            raise denied()
        return file

    def drive_file(self, file_id: str, who: Identity) -> File:
        """Find a file for the Drive API, which hides what a caller may not see; everybody has a root folder."""
        if file_id in ("root", who.root):
            return self._root(who)
        file = self.files.get(file_id)
        if file is None or file.level(who) < 1:
            raise file_not_found(file_id)
        return file

    def _root(self, who: Identity) -> File:
        long_ago = datetime(2021, 1, 1, tzinfo=UTC)
        return File(who.root, "My Drive", who, long_ago, long_ago, mime=FOLDER, permissions=[permission(who, "owner")])

    def locale_now(self, book: Book) -> datetime:
        """Give the moment in the spreadsheet's own zone, without a zone."""
        try:
            zone: Any = ZoneInfo(book.properties.get("timeZone", "Etc/GMT"))
        except (KeyError, ValueError, OSError):
            zone = UTC
        return self.clock().astimezone(zone).replace(tzinfo=None)

    def copy_book(self, source: Book, new_id: str) -> Book:
        """Copy a spreadsheet's contents for a new file."""
        book = source.clone()
        book.id, book.calc, book.stale = new_id, None, True
        return copy.copy(book)


def permission(who: Identity, role: str) -> Json:
    """Give somebody's permission as Drive shows it."""
    return {
        "id": who.permission_id,
        "displayName": who.name,
        "type": "user",
        "kind": "drive#permission",
        "emailAddress": who.email,
        "role": role,
        "deleted": False,
        "pendingOwner": False,
    }
