"""A file written whole: first as a draft beside it, then put into its place at one stroke.

Folders may be shared: a draft's name cannot be guessed, and a link that was planted there is not followed.
"""

import ctypes
import errno
import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from glob import escape
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE

PRIVATE, SHARED = 0o600, 0o666  # what is made anew: for its owner, or for whom the umask lets in
SUFFIX = "vekha-draft"
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of <fcntl.h> and <linux/fs.h>, which Python does not name
LOOK_AGAIN, OLD = 0.05, 3600  # seconds
LONGEST = 200  # bytes of the file's name in its draft's, so that any name leaves room for the rest


def replace_file(
    target: Path,
    content: bytes,
    *,
    like: Path | None = None,
    mode: int = PRIVATE,
    check: Callable[[], object] = lambda: None,
) -> None:
    """Put the content in the file's place, if `check` raises nothing when it is ready; nothing is left behind else."""
    draft = write_draft(target, content, like=like, mode=mode)
    try:
        check()
        put_draft(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def write_draft(target: Path, content: bytes, *, like: Path | None = None, mode: int = PRIVATE) -> Path:
    """Write the content beside its place, safely on the disk; rights and owner as `like`, else the target, has them."""
    draft = target.with_name(f".{_beginning(target)}.{token_hex(8)}.{SUFFIX}")
    handle = open_new(draft, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            with suppress(FileNotFoundError):
                _liken(handle, like or target)
            stream.write(content)
            stream.flush()
            os.fsync(handle)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def put_draft(draft: Path, target: Path) -> None:
    """Let a draft take its place, for good when this returns."""
    os.replace(draft, target)
    _settle(target.parent)


def exchange(draft: Path, target: Path) -> bool:
    """Let the two change places, for good when this returns; False where the system cannot, and nothing is changed."""
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is None:
        return False
    if swap(AT_FDCWD, os.fsencode(draft), AT_FDCWD, os.fsencode(target), RENAME_EXCHANGE) == 0:
        _settle(target.parent)
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):  # a share, or a kernel that does not know how
        return False
    raise OSError(number, os.strerror(number), str(target))


def _settle(parent: Path) -> None:
    folder = os.open(parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def clear_drafts(target: Path) -> None:
    """Throw away what a killed process left beside the file; only for who holds the lock that its writers take."""
    for litter in target.parent.glob(f".{escape(_beginning(target))}*.{SUFFIX}"):
        litter.unlink(missing_ok=True)


def clear_old_drafts(folder: Path) -> None:
    """Throw away what processes that were killed left in a folder where several may be writing: drafts an hour old."""
    for litter in folder.glob(f".*.{SUFFIX}"):
        with suppress(OSError):
            if time.time() - litter.lstat().st_mtime > OLD:
                litter.unlink()


def open_lock(file: Path, mode: int) -> int:
    """Open a file whose only use is to be locked, made where it is missing; OSError where it is a link."""
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, mode)


def wait_for_lock(handle: int, seconds: float) -> bool:
    """Whether the lock became ours within that time; anybody who may read the file can hold it."""
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_AGAIN)
        else:
            return True


def open_new(file: Path, mode: int) -> int:
    """Open a file that is not there yet; FileExistsError where anything is, a link to nowhere included."""
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)


def _beginning(target: Path) -> str:
    return os.fsencode(target.name)[:LONGEST].decode(errors="ignore")


def _liken(handle: int, model: Path) -> None:
    was = model.stat()
    with suppress(PermissionError):
        os.fchown(handle, was.st_uid, was.st_gid)
    os.fchmod(handle, S_IMODE(was.st_mode))
