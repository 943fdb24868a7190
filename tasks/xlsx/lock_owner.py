"""Who has the workbook open: the lock files that LibreOffice, R7-Office, Excel and WPS leave beside it."""

import re
from datetime import UTC, datetime
from pathlib import Path

from models.board import workbook_texts
from tasks.boards import LockOwner

_LONGEST_LOCK = 4096
_UTF16_NAME_AT = 55


def find_lock_owner(file: Path) -> LockOwner | None:
    """Who has this file open, by the lock files beside it."""
    name, short = file.name, file.name[2:]  # some programs put two signs in place of the first two letters
    for lock_name, name_in in (
        (f".~lock.{name}#", _libreoffice_name), (f"~${name}", _excel_name), (f"~${short}", _excel_name),
        (f".~{name}", _excel_name), (f".~{short}", _excel_name),
    ):  # fmt: skip
        lock = file.with_name(lock_name)
        try:
            since = datetime.fromtimestamp(lock.stat().st_mtime, UTC)
        except OSError:
            continue
        try:
            with lock.open("rb") as stream:
                content = stream.read(_LONGEST_LOCK)
        except OSError:  # Excel holds its own lock file so that nobody else may read it
            content = b""
        return LockOwner(name_in(content), since, lock.name)
    return None


def _libreoffice_name(content: bytes) -> str:
    """The first field that says who; the second is the account, the third the computer."""
    fields = [
        re.sub(r"\\(.)", r"\1", part).strip()
        for part in re.findall(r"(?:\A|,)((?:[^,\\]|\\.)*)", content.decode("utf-8", "replace"))
    ]
    name, account, computer = (*fields, "", "", "")[:3]
    return _printable(name or workbook_texts.AT_COMPUTER.join(part for part in (account, computer) if part))


def _excel_name(content: bytes) -> str:
    """An owner file holds the name twice: as bytes of the system's code page, then as UTF-16 behind its length."""
    if len(content) < _UTF16_NAME_AT + 2:
        return ""
    length = int.from_bytes(content[_UTF16_NAME_AT : _UTF16_NAME_AT + 2], "little")
    raw = content[_UTF16_NAME_AT + 2 :]
    return _printable(raw[: length * 2].decode("utf-16-le", "replace"))


def _printable(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:80]
